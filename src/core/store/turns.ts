import { sql } from 'kysely'
import { createAmendments } from './amendments.ts'
import type { Database } from './database.ts'
import { fromRow, placeColumns, toExactText } from './rows.ts'
import type { PathTurn, Turn, Turns } from './ports/turns.ts'
import { createSummaries } from './summaries.ts'
import type { Sql } from './tables.ts'

/** The conversations: turns that each know the one before, so that an answer can be replied to more than once. */
export function createTurns(database: Database): Turns {
  return {
    record: (turn) => database.transact((db) => record(db, turn)),
    latest: (conversation) => database.read((db) => latest(db, conversation)),
    begun: (conversations) => database.read((db) => begun(db, conversations)),
    get: (id) => database.read((db) => get(db, id)),
    path: (id, fromTokens) => database.read((db) => path(db, id, fromTokens)),
    ...createAmendments(database),
    ...createSummaries(database),
  }
}

async function record(db: Sql, turn: Turn): Promise<void> {
  const { parent, tokensBefore } = await continuation(db, turn)
  const known = await db
    .selectFrom('turns')
    .select(['tokens', 'tokens_before'])
    .where('id', '=', turn.id)
    .executeTakeFirst()
  await noteConversation(db, turn)
  const row = {
    conversation: turn.conversation,
    parent,
    ...placeColumns(turn.place),
    asker_id: turn.askerId,
    prompt: toExactText(turn.prompt),
    answer: toExactText(turn.answer),
    model: turn.model,
    tokens: turn.tokens,
    tokens_before: tokensBefore,
    at: turn.at,
    words_from: turn.wordsFrom ?? 0,
    from_tokens: turn.cut?.fromTokens ?? 0,
    from_summary: turn.cut?.summary ?? null,
    amended_prompt: null,
    amended_answer: null,
  }
  if (known === undefined) {
    await db
      .insertInto('turns')
      .values({ id: turn.id, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
    await db
      .updateTable('conversations')
      .set({ latest_turn: turn.id, latest_at: turn.at })
      .where('id', '=', turn.conversation)
      .where('latest_at', '<=', turn.at)
      .execute()
    return
  }
  await db.updateTable('turns').set(row).where('id', '=', turn.id).execute()
  const shift = tokensBefore + turn.tokens - (known.tokens_before + known.tokens)
  if (shift !== 0) await shiftDescendants(db, turn.id, known.tokens_before, shift)
}

/** A parent that is no longer kept makes the turn a root. */
async function continuation(db: Sql, turn: Turn): Promise<{ parent: string | null; tokensBefore: number }> {
  if (turn.parent === undefined) return { parent: null, tokensBefore: 0 }
  const parent = await db
    .selectFrom('turns')
    .select(['id', 'tokens', 'tokens_before'])
    .where('id', '=', turn.parent)
    .executeTakeFirst()
  if (parent === undefined) return { parent: null, tokensBefore: 0 }
  return { parent: parent.id, tokensBefore: parent.tokens_before + parent.tokens }
}

async function noteConversation(db: Sql, turn: Turn): Promise<void> {
  const { platform, workspace, channel } = turn.place
  await db
    .insertInto('conversations')
    .values({
      id: turn.conversation,
      platform,
      workspace,
      channel,
      latest_turn: null,
      started_at: turn.at,
      latest_at: turn.at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** After a turn was replaced by a longer or shorter one, what stands before those below it has changed. */
async function shiftDescendants(db: Sql, id: string, before: number, shift: number): Promise<void> {
  await db
    .withRecursive('below', (query) =>
      query
        .selectFrom('turns')
        .select('turns.id')
        .where('turns.parent', '=', id)
        .unionAll(
          query.selectFrom('turns').innerJoin('below', 'below.id', 'turns.parent').select('turns.id'),
        ),
    )
    .updateTable('turns')
    .set((column) => ({
      tokens_before: column('tokens_before', '+', shift),
      // Where it lies above the replaced turn, the cut is where it was.
      from_tokens: sql<number>`case when from_tokens > ${before} then from_tokens + ${shift} else from_tokens end`,
    }))
    .where('id', 'in', (query) => query.selectFrom('below').select('below.id'))
    .execute()
}

async function latest(db: Sql, conversation: string): Promise<PathTurn | undefined> {
  const row = await db
    .selectFrom('conversations')
    .innerJoin('turns', 'turns.id', 'conversations.latest_turn')
    .selectAll('turns')
    .where('conversations.id', '=', conversation)
    .executeTakeFirst()
  return row && fromRow.turn(row)
}

async function begun(db: Sql, conversations: readonly string[]): Promise<readonly string[]> {
  if (conversations.length === 0) return []
  const rows = await db
    .selectFrom('conversations')
    .select('id')
    .where('id', 'in', conversations)
    .where('latest_turn', 'is not', null)
    .execute()
  return rows.map(({ id }) => id)
}

async function get(db: Sql, id: string): Promise<PathTurn | undefined> {
  const row = await db.selectFrom('turns').selectAll().where('id', '=', id).executeTakeFirst()
  return row && fromRow.turn(row)
}

/** Walks from `id` up, by primary key, and stops at the first turn that lies too far back. */
async function path(db: Sql, id: string, fromTokens: number): Promise<readonly PathTurn[]> {
  const rows = await db
    .withRecursive('way', (query) =>
      query
        .selectFrom('turns')
        .selectAll('turns')
        .where('turns.id', '=', id)
        .where('turns.tokens_before', '>=', fromTokens)
        .unionAll(
          query
            .selectFrom('way')
            .innerJoin('turns', 'turns.id', 'way.parent')
            .selectAll('turns')
            .where('turns.tokens_before', '>=', fromTokens),
        ),
    )
    .selectFrom('way')
    .selectAll()
    .execute()
  return rows.map(fromRow.turn).toReversed()
}
