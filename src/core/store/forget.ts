import { type RawBuilder, sql } from 'kysely'
import { toExactText } from './rows.ts'
import type { Forgotten } from './store.ts'
import type { Sql } from './tables.ts'

/** Deletes what `Store.forget` says, and mends what pointed to it. */
export async function forget(db: Sql, what: Forgotten): Promise<number> {
  await forgetSummaries(db, what)
  await joinOver(db, what)
  const turns = await db
    .deleteFrom('turns')
    .where(applies(what, 'turns', 'at'))
    .executeTakeFirst()
  await mendConversations(db, what)
  await forgetQuestions(db, what)
  await db
    .deleteFrom('feedback')
    .where(applies(what, 'feedback', 'at', 'person_id'))
    .execute()
  await db
    .updateTable('usage')
    .set({ asker_id: '' })
    .where(applies(counted(what), 'usage', 'at'))
    .execute()
  return Number(turns.numDeletedRows)
}

/** A summary tells of every turn before it: it goes with the first of them. */
async function forgetSummaries(db: Sql, what: Forgotten): Promise<void> {
  await db
    .deleteFrom('summaries')
    .where('conversation', 'in', (query) =>
      query
        .selectFrom('turns')
        .select('conversation')
        .where(applies(what, 'turns', 'at')),
    )
    .execute()
}

/** Turns that stay are tied to the nearest one above them that stays, so that others keep their conversation. */
async function joinOver(db: Sql, what: Forgotten): Promise<void> {
  const goes = (turn: string) => applies(what, turn, 'at')
  await sql`
    with recursive above (turn, ancestor) as (
      select turns.id, gone.parent from turns join turns as gone on gone.id = turns.parent
        where ${goes('gone')} and not ${goes('turns')}
      union all
      select above.turn, gone.parent from above join turns as gone on gone.id = above.ancestor
        where ${goes('gone')}
    )
    update turns set parent = (
      select above.ancestor from above where above.turn = turns.id and not exists (
        select 1 from turns as gone where gone.id = above.ancestor and ${goes('gone')}
      )
    ) where id in (select turn from above)`.execute(db)
}

async function mendConversations(db: Sql, { platform, workspace }: Forgotten): Promise<void> {
  const inScope = sql<boolean>`platform = ${platform} and ${workspace === undefined ? sql`1 = 1` : sql`workspace = ${workspace}`}`
  await sql`
    update conversations set latest_turn = (
      select turns.id from turns where turns.conversation = conversations.id
        order by turns.at desc, turns.tokens_before desc limit 1
    ) where ${inScope} and not exists (select 1 from turns where turns.id = conversations.latest_turn)`.execute(
    db,
  )
  await sql`delete from conversations where ${inScope} and latest_turn is null`.execute(db)
}

async function forgetQuestions(db: Sql, what: Forgotten): Promise<void> {
  const settled = sql<boolean>`outcome is not null and ${applies(what, 'questions', 'accepted_at')}`
  await db
    .deleteFrom('parts')
    .where('question_id', 'in', (query) => query.selectFrom('questions').select('id').where(settled))
    .execute()
  if (what.before !== undefined) {
    const old = applies(counted(what), 'questions', 'accepted_at')
    await db.deleteFrom('questions').where(settled).where(old).execute()
  }
  await db
    .updateTable('questions')
    .set({
      // Its failure counts as that person's for as long as its costs do.
      ...(what.countedBefore === undefined && { asker_id: '' }),
      message_channel: null,
      message_id: null,
      question: null,
      generated: toExactText(''),
      ending: null,
    })
    .where(settled)
    .execute()
}

/** The same for what is only counted. */
function counted(what: Forgotten): Forgotten {
  return what.countedBefore === undefined ? what : { ...what, before: what.countedBefore }
}

/** Whether a row of the table, or of the alias of one, is to be forgotten: true or false, never null. */
function applies(what: Forgotten, table: string, time: string, who = 'asker_id'): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${table}.${name}`)
  const conditions = [sql`${column('platform')} = ${what.platform}`]
  if (what.workspace !== undefined) conditions.push(sql`${column('workspace')} = ${what.workspace}`)
  if (what.channel !== undefined) {
    conditions.push(sql`${what.channel} in (${column('channel')}, coalesce(${column('parent_channel')}, ''))`)
  }
  if (what.person !== undefined) conditions.push(sql`${column(who)} = ${what.person}`)
  if (what.before !== undefined) conditions.push(sql`${column(time)} < ${what.before}`)
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`
}
