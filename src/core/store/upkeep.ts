import { sql } from 'kysely'
import type { PlatformName } from '../question.ts'
import type { Database } from './database.ts'
import type { Upkeep } from './store.ts'
import type { Sql, Tables } from './tables.ts'

/** What is done to the store as time goes by. */
export function createUpkeep(database: Database): Upkeep {
  return {
    places: () => database.read(places),
    settleIdle: (before) => database.transact((db) => settleIdle(db, before)),
    noteDeparture: (platform, workspace, at) =>
      database.write(async (db) => {
        await db
          .insertInto('departures')
          .values({ platform, workspace, at })
          .onConflict((conflict) => conflict.columns(['platform', 'workspace']).doUpdateSet({ at }))
          .execute()
      }),
    departed: (before) => database.transact((db) => departed(db, before)),
    erase: (platform, workspace) => database.transact((db) => erase(db, platform, workspace)),
  }
}

async function places(db: Sql): ReturnType<Upkeep['places']> {
  const channel = sql<string>`coalesce(parent_channel, channel)`
  const rows = await db
    .selectFrom(
      db
        .selectFrom('turns')
        .select(['platform', 'workspace', channel.as('place'), 'at'])
        .unionAll(
          db
            .selectFrom('questions')
            .select(['platform', 'workspace', channel.as('place'), 'accepted_at as at'])
            .where('question', 'is not', null),
        )
        .as('kept'),
    )
    .select(['platform', 'workspace', 'place', sql<number | string>`min(at)`.as('oldest')])
    .groupBy(['platform', 'workspace', 'place'])
    .execute()
  return rows.map(({ platform, workspace, place, oldest }) => ({
    platform: platform as PlatformName,
    workspace,
    channel: place,
    oldest: Number(oldest),
  }))
}

/** A summary may tell what was changed or deleted since it was made, and goes. */
async function settleIdle(db: Sql, before: number): Promise<number> {
  const changed = await db
    .selectFrom('turns')
    .innerJoin('conversations', 'conversations.id', 'turns.conversation')
    .select('turns.conversation')
    .distinct()
    .where('conversations.latest_at', '<', before)
    .where((column) =>
      column.or([column('amended_prompt', 'is not', null), column('amended_answer', 'is not', null)]),
    )
    .execute()
  for (const { conversation } of changed) {
    await db
      .updateTable('turns')
      .set((column) => ({
        prompt: column.fn.coalesce('amended_prompt', 'prompt'),
        answer: column.fn.coalesce('amended_answer', 'answer'),
        amended_prompt: null,
        amended_answer: null,
      }))
      .where('conversation', '=', conversation)
      .execute()
    await db.deleteFrom('summaries').where('conversation', '=', conversation).execute()
  }
  return changed.length
}

/** Who was asked something later came back. */
async function departed(db: Sql, before: number): ReturnType<Upkeep['departed']> {
  await sql`
    delete from departures where exists (
      select 1 from questions where questions.platform = departures.platform
        and questions.workspace = departures.workspace and questions.accepted_at > departures.at
    )`.execute(db)
  const rows = await db
    .selectFrom('departures')
    .select(['platform', 'workspace'])
    .where('at', '<', before)
    .execute()
  return rows.map(({ platform, workspace }) => ({ platform: platform as PlatformName, workspace }))
}

/** Each of them has both columns. Turns go before conversations, and parts and summaries with what they belong to. */
const tables = [
  'turns',
  'conversations',
  'questions',
  'usage',
  'feedback',
  'setting_revisions',
  'settings',
  'setting_changes',
  'setting_proposals',
  'provider_keys',
  'departures',
] as const satisfies readonly (keyof Tables)[]

async function erase(db: Sql, platform: PlatformName, workspace: string): Promise<void> {
  const ofWorkspace = sql<boolean>`platform = ${platform} and workspace = ${workspace}`
  for (const name of tables) {
    await sql`delete from ${sql.table(name)} where ${ofWorkspace}`.execute(db)
  }
  const accounts = `%${JSON.stringify({ platform, workspace }).slice(1, -1)}%`
  for (const name of ['budgets', 'budget_reservations', 'budget_notes'] as const) {
    await db.deleteFrom(name).where('account', 'like', accounts).execute()
  }
  await db.deleteFrom('memory').where('key', 'like', `%:${platform}:${workspace}:%`).execute()
}
