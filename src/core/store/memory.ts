import type { Database } from './database.ts'
import { fromRow, toExactText } from './rows.ts'
import type { Memory } from './store.ts'

/** Small facts by key. */
export function createMemory(database: Database): Memory {
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
  }
}
