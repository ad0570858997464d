import type { Database } from './database.ts'
import { fromRow, toExactText } from './rows.ts'
import type { Turns } from './ports/turns.ts'

/** What conversations said, in short: one summary a turn at most. */
export function createSummaries(database: Database): Pick<Turns, 'summarize' | 'summary'> {
  return {
    summarize: ({ turn, text, tokens, at }) =>
      database.transact(async (db) => {
        const row = await db
          .selectFrom('turns')
          .select('conversation')
          .where('id', '=', turn)
          .executeTakeFirst()
        if (row === undefined) return false
        const summary = { conversation: row.conversation, text: toExactText(text), tokens, at }
        await db
          .insertInto('summaries')
          .values({ turn, ...summary })
          .onConflict((conflict) => conflict.column('turn').doUpdateSet(summary))
          .execute()
        return true
      }),
    summary: (turns) =>
      database.read(async (db) => {
        if (turns.length === 0) return undefined
        const row = await db
          .selectFrom('summaries')
          .select(['turn', 'text', 'tokens', 'at'])
          .where('turn', 'in', [...turns])
          .orderBy('at', 'desc')
          .limit(1)
          .executeTakeFirst()
        return row && fromRow.summary(row)
      }),
  }
}
