import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { PlatformName } from '../question.ts'
import type { Database } from './database.ts'
import { bumpRevision } from './setting-revisions.ts'
import type { Upkeep } from './store.ts'
import type { Sql, Tables } from './tables.ts'

/** What is done to the store as time goes by. */
export function createUpkeep(database: Database): Upkeep {
  return {
    places: (countedBefore) => database.read((db) => places(db, countedBefore)),
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

async function places(db: Sql, countedBefore: number): ReturnType<Upkeep['places']> {
  const where = ['platform', 'workspace', sql<string>`coalesce(parent_channel, channel)`.as('place')] as const
  const never = sql<number | null>`cast(null as bigint)`
  const when = (column: string) => sql<number | null>`${sql.ref(column)}`
  const rows = await db
    .selectFrom(
      db
        .selectFrom('turns')
        .select([...where, when('at').as('kept'), never.as('counted')])
        .unionAll(
          db
            .selectFrom('questions')
            .select([...where, when('accepted_at').as('kept'), never.as('counted')])
            .where('question', 'is not', null),
        )
        .unionAll(db.selectFrom('feedback').select([...where, when('at').as('kept'), never.as('counted')]))
        .unionAll(
          db
            .selectFrom('questions')
            .select([...where, never.as('kept'), when('accepted_at').as('counted')])
            .where('accepted_at', '<', countedBefore)
            .where('outcome', 'is not', null),
        )
        .unionAll(
          db
            .selectFrom('usage')
            .select([...where, never.as('kept'), when('at').as('counted')])
            .where('at', '<', countedBefore)
            .where('asker_id', '!=', ''),
        )
        .as('found'),
    )
    .select(['platform', 'workspace', 'place'])
    .select([oldest('kept').as('kept'), oldest('counted').as('counted')])
    .groupBy(['platform', 'workspace', 'place'])
    .execute()
  return rows.map(({ platform, workspace, place, kept, counted }) => ({
    platform: platform as PlatformName,
    workspace,
    channel: place,
    ...(kept !== null && { kept: Number(kept) }),
    ...(counted !== null && { counted: Number(counted) }),
  }))
}

function oldest(column: string): RawBuilder<number | string | null> {
  return sql<number | string | null>`min(${sql.ref(column)})`
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

/** Where something was asked or set since, Tanya is back. */
async function departed(db: Sql, before: number): ReturnType<Upkeep['departed']> {
  await sql`
    delete from departures where exists (
      select 1 from questions where questions.platform = departures.platform
        and questions.workspace = departures.workspace and questions.accepted_at > departures.at
    ) or exists (
      select 1 from setting_changes where setting_changes.platform = departures.platform
        and setting_changes.workspace = departures.workspace and setting_changes.at > departures.at
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
  await bumpRevision(db, { platform, workspace })
}
