import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Every change of the schema, in order of their names; one text for both engines. A change that was released is
 * never edited: a new one is added below it.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-conversations': { up: conversations },
  '0002-journal': { up: journal },
  '0003-usage-and-memory': { up: usageAndMemory },
  '0004-cuts': { up: cuts },
  '0005-settings': { up: settings },
  '0006-budgets': { up: budgets },
  '0007-departures': { up: departures },
  '0007-actions': { up: actions },
  '0008-budget-notes': { up: budgetNotes },
  '0009-provider-keys': { up: providerKeys },
  '0010-installations': { up: installations },
}

async function conversations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('conversations')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('latest_turn', 'text')
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('latest_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('turns')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('conversation', 'text', (column) =>
      column.notNull().references('conversations.id').onDelete('cascade'),
    )
    .addColumn('parent', 'text', (column) => column.references('turns.id').onDelete('set null'))
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('thread', 'text')
    .addColumn('place_kind', 'text', (column) => column.notNull())
    .addColumn('parent_channel', 'text')
    .addColumn('asker_id', 'text', (column) => column.notNull())
    .addColumn('prompt', 'text', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('tokens', 'bigint', (column) => column.notNull())
    .addColumn('tokens_before', 'bigint', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await index(db, 'turns', ['parent'])
  await index(db, 'turns', ['conversation', 'at'])
  await index(db, 'turns', ['platform', 'workspace', 'channel', 'at'])
  await index(db, 'turns', ['asker_id', 'at'])
  await index(db, 'conversations', ['platform', 'workspace', 'channel'])
}

async function journal(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('questions')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('parent_channel', 'text')
    .addColumn('asker_id', 'text', (column) => column.notNull())
    .addColumn('message_channel', 'text')
    .addColumn('message_id', 'text')
    .addColumn('question', 'text')
    .addColumn('generated', 'text', (column) => column.notNull())
    .addColumn('ending', 'text')
    .addColumn('outcome', 'text')
    .addColumn('accepted_at', 'bigint', (column) => column.notNull())
    .addColumn('settled_at', 'bigint')
    .execute()
  await db.schema
    .createTable('parts')
    .addColumn('question_id', 'text', (column) =>
      column.notNull().references('questions.id').onDelete('cascade'),
    )
    .addColumn('part_index', 'integer', (column) => column.notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('from_unit', 'bigint', (column) => column.notNull())
    .addColumn('to_unit', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('parts_pkey', ['question_id', 'part_index'])
    .execute()
  await db.schema
    .createIndex('questions_unfinished')
    .on('questions')
    .columns(['platform', 'accepted_at'])
    .where(sql.ref('outcome'), 'is', null)
    .execute()
  await index(db, 'questions', ['message_id', 'message_channel'])
  await index(db, 'questions', ['platform', 'workspace', 'channel', 'accepted_at'])
  await index(db, 'questions', ['asker_id', 'accepted_at'])
  await index(db, 'parts', ['message', 'channel'])
}

async function usageAndMemory(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('usage')
    .addColumn('question_id', 'text', (column) => column.notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('thread', 'text')
    .addColumn('place_kind', 'text', (column) => column.notNull())
    .addColumn('parent_channel', 'text')
    .addColumn('asker_id', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('input', 'bigint', (column) => column.notNull())
    .addColumn('cached_input', 'bigint', (column) => column.notNull())
    .addColumn('output', 'bigint', (column) => column.notNull())
    .addColumn('reasoning', 'bigint', (column) => column.notNull())
    .addColumn('measured', 'integer', (column) => column.notNull())
    .addColumn('price_nano_usd', 'bigint')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await index(db, 'usage', ['platform', 'workspace', 'at'])
  await index(db, 'usage', ['asker_id', 'at'])
  await index(db, 'usage', ['question_id'])
  await db.schema
    .createTable('memory')
    .addColumn('key', 'text', (column) => column.primaryKey().notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute()
}

async function cuts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('summaries')
    .addColumn('turn', 'text', (column) =>
      column.primaryKey().notNull().references('turns.id').onDelete('cascade'),
    )
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('tokens', 'bigint', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await index(db, 'summaries', ['conversation'])
  const columns = [
    ['turns', 'words_from', 'bigint', 0],
    ['turns', 'from_tokens', 'bigint', 0],
    ['turns', 'from_summary', 'text', undefined],
    ['turns', 'amended_prompt', 'text', undefined],
    ['turns', 'amended_answer', 'text', undefined],
    ['usage', 'uncached_price_nano_usd', 'bigint', undefined],
  ] as const
  for (const [table, name, type, initial] of columns) {
    await db.schema
      .alterTable(table)
      .addColumn(name, type, (column) =>
        initial === undefined ? column : column.notNull().defaultTo(initial),
      )
      .execute()
  }
  await db.schema
    .createIndex('turns_amended')
    .on('turns')
    .column('conversation')
    .where(sql<boolean>`amended_prompt is not null or amended_answer is not null`)
    .execute()
}

async function settings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('setting_revisions')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('setting_revisions_pkey', ['platform', 'workspace'])
    .execute()
  await db.schema
    .createTable('settings')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('settings_pkey', ['platform', 'workspace', 'channel', 'name'])
    .execute()
  await db.schema
    .createTable('setting_changes')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('before_value', 'text')
    .addColumn('after_value', 'text')
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('by_name', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('undoes', 'bigint')
    .addPrimaryKeyConstraint('setting_changes_pkey', ['platform', 'workspace', 'revision', 'channel', 'name'])
    .execute()
  await db.schema
    .createTable('setting_proposals')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('entries', 'text', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute()
}

async function budgets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('budgets')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('starts_at', 'bigint', (column) => column.notNull())
    .addColumn('nano_usd', 'bigint', (column) => column.notNull())
    .addColumn('told_percent', 'integer', (column) => column.notNull())
    .addColumn('told_limit', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('budgets_pkey', ['account', 'starts_at'])
    .execute()
  await db.schema
    .createTable('budget_reservations')
    .addColumn('call', 'text', (column) => column.notNull())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('starts_at', 'bigint', (column) => column.notNull())
    .addColumn('nano_usd', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('budget_reservations_pkey', ['call', 'account', 'starts_at'])
    .execute()
  // All workspaces together are counted by time alone.
  await index(db, 'usage', ['at'])
}

async function actions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('questions')
    .addColumn('attempt', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .createTable('feedback')
    .addColumn('question_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('parent_channel', 'text')
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('feedback_pkey', ['question_id', 'person_id'])
    .execute()
  await index(db, 'feedback', ['platform', 'workspace', 'at'])
}

async function departures(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('departures')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('departures_pkey', ['platform', 'workspace'])
    .execute()
}

/** What admins were told is kept by limit: an account may have several at once, an admin's and the operator's. */
async function budgetNotes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('budget_notes')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('starts_at', 'bigint', (column) => column.notNull())
    .addColumn('limit_nano_usd', 'bigint', (column) => column.notNull())
    .addColumn('percent', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('budget_notes_pkey', ['account', 'starts_at', 'limit_nano_usd'])
    .execute()
  await sql`
    insert into budget_notes (account, starts_at, limit_nano_usd, percent)
    select account, starts_at, told_limit, told_percent from budgets where told_percent > 0
  `.execute(db)
  await db.schema.alterTable('budgets').dropColumn('told_percent').execute()
  await db.schema.alterTable('budgets').dropColumn('told_limit').execute()
  await index(db, 'budget_reservations', ['account', 'starts_at'])
}

async function providerKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('provider_keys')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('host', 'text', (column) => column.notNull())
    .addColumn('provider_key', 'text', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('by_name', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('provider_keys_pkey', ['platform', 'workspace', 'host'])
    .execute()
  await db.schema
    .alterTable('usage')
    .addColumn('own_key', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}

async function installations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('installations')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('credentials', 'text', (column) => column.notNull())
    .addColumn('claimed_until', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('installations_pkey', ['platform', 'workspace'])
    .execute()
  await db.schema
    .createTable('used_states')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute()
}

async function index(db: Kysely<unknown>, table: string, columns: readonly string[]): Promise<void> {
  await db.schema
    .createIndex([table, ...columns].join('_'))
    .on(table)
    .columns([...columns])
    .execute()
}
