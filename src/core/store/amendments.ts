import type { Database } from './database.ts'
import { fromRow, toExactText } from './rows.ts'
import type { Turns } from './ports/turns.ts'

/** Changes that wait beside their turns for the next cut. */
export function createAmendments(database: Database): Pick<Turns, 'amend' | 'amended' | 'settle'> {
  return {
    amend: (id, { prompt, answer }) =>
      database.transact(async (db) => {
        const turn = await db
          .updateTable('turns')
          .set({
            ...(prompt !== undefined && { amended_prompt: toExactText(prompt) }),
            ...(answer !== undefined && { amended_answer: toExactText(answer) }),
          })
          .where('id', '=', id)
          .returning('conversation')
          .executeTakeFirst()
        if (turn === undefined) return false
        // One in use is replaced by the next, which is told of the change; one made of the old text is not to be used.
        await db
          .deleteFrom('summaries')
          .where('conversation', '=', turn.conversation)
          .where('turn', 'not in', (query) =>
            query
              .selectFrom('turns')
              .select('from_summary')
              .where('conversation', '=', turn.conversation)
              .where('from_summary', 'is not', null)
              .$castTo<{ from_summary: string }>(),
          )
          .execute()
        return true
      }),
    amended: (conversation) =>
      database.read(async (db) => {
        const rows = await db
          .selectFrom('turns')
          .selectAll()
          .where('conversation', '=', conversation)
          .where((column) =>
            column.or([column('amended_prompt', 'is not', null), column('amended_answer', 'is not', null)]),
          )
          .orderBy('tokens_before')
          .execute()
        return rows.map((row) => ({ turn: fromRow.turn(row), amendment: fromRow.amendment(row) }))
      }),
    settle: (conversation) =>
      database.write(async (db) => {
        await db
          .updateTable('turns')
          .set((column) => ({
            prompt: column.fn.coalesce('amended_prompt', 'prompt'),
            answer: column.fn.coalesce('amended_answer', 'answer'),
            amended_prompt: null,
            amended_answer: null,
          }))
          .where('conversation', '=', conversation)
          .where((column) =>
            column.or([column('amended_prompt', 'is not', null), column('amended_answer', 'is not', null)]),
          )
          .execute()
      }),
  }
}
