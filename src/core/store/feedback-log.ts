import type { Database } from './database.ts'
import type { FeedbackLog } from './ports/usage.ts'

/** What people think of answers. */
export function createFeedbackLog(database: Database): FeedbackLog {
  return {
    record: ({ questionId, place, personId, value, at }) =>
      database.write(async (db) => {
        const { platform, workspace, channel, parent = null } = place
        await db
          .insertInto('feedback')
          .values({
            question_id: questionId,
            person_id: personId,
            platform,
            workspace,
            channel,
            parent_channel: parent,
            value,
            at,
          })
          .onConflict((conflict) => conflict.columns(['question_id', 'person_id']).doUpdateSet({ value, at }))
          .execute()
      }),
    count: ({ platform, workspace, channel }, since) =>
      database.read(async (db) => {
        let found = db
          .selectFrom('feedback')
          .select((column) => ['value', column.fn.countAll<number | string>().as('times')])
          .where('platform', '=', platform)
          .where('workspace', '=', workspace)
          .where('at', '>=', since)
          .groupBy('value')
        if (channel !== undefined) {
          found = found.where((column) =>
            column.or([column('channel', '=', channel), column('parent_channel', '=', channel)]),
          )
        }
        const rows = await found.execute()
        const times = (value: string): number => Number(rows.find((row) => row.value === value)?.times ?? 0)
        return { good: times('good'), bad: times('bad') }
      }),
  }
}
