import type { Database } from './database.ts'
import { fromRow, toExactText } from './rows.ts'
import type { SharedMemory } from './store.ts'

/** Small facts by key. */
export function createMemory(database: Database): SharedMemory {
  return {
    async get(key) {
      const row = await database.read((db) =>
        db.selectFrom('memory').select('value').where('key', '=', key).executeTakeFirst(),
      )
      return row && fromRow.text(row.value)
    },
    set: (key, value) =>
      database.write(async (db) => {
        const row = { value: toExactText(value) }
        await db
          .insertInto('memory')
          .values({ key, ...row })
          .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
          .execute()
      }),
    swap: (key, before, value) =>
      database.write(async (db) => {
        const row = { value: toExactText(value) }
        const swapped =
          before === undefined
            ? await db
                .insertInto('memory')
                .values({ key, ...row })
                .onConflict((conflict) => conflict.column('key').doNothing())
                .returning('key')
                .executeTakeFirst()
            : await db
                .updateTable('memory')
                .set(row)
                .where((column) => column.and({ key, value: toExactText(before) }))
                .returning('key')
                .executeTakeFirst()
        return swapped !== undefined
      }),
  }
}
