import type { Database } from './database.ts'
import { toExactText } from './rows.ts'
import { bumpRevision, keepRevision, raiseRevision, revisions } from './setting-revisions.ts'
import { ownerColumns, toChanges, toProposal, toSetting } from './settings-rows.ts'
import type { SettingsChange, SettingsOrder, SettingsOwner, SettingsStore } from './ports/settings.ts'
import type { Sql } from './tables.ts'

/** What admins set, each change kept. */
export function createSettingsStore(database: Database): SettingsStore {
  return {
    revisions: (owners) => database.read((db) => revisions(db, owners)),
    read: (owner) => database.read((db) => read(db, owner)),
    change: (owner, order) => database.transact((db) => change(db, owner, order)),
    changes: (owner, most) => database.read((db) => changes(db, owner, most)),
    propose: ({ id, owner, byId, entries, revision, until }) =>
      database.write(async (db) => {
        const row = { id, by_id: byId, entries: toExactText(JSON.stringify(entries)), revision, until }
        await db
          .insertInto('setting_proposals')
          .values({ ...row, ...ownerColumns(owner) })
          .execute()
      }),
    takeProposal: (id, now) =>
      database.transact(async (db) => {
        await db.deleteFrom('setting_proposals').where('until', '<=', now).execute()
        const row = await db
          .deleteFrom('setting_proposals')
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirst()
        return row && toProposal(row)
      }),
    forget: (owner, channel) => database.transact((db) => forget(db, owner, channel)),
  }
}

/** The revision first: settings that are newer than it are read once more by whoever compares it. */
async function read(db: Sql, owner: SettingsOwner) {
  const [revision = 0] = await revisions(db, [owner])
  const rows = await db
    .selectFrom('settings')
    .select(['channel', 'name', 'value'])
    .where((column) => column.and(ownerColumns(owner)))
    .orderBy('channel')
    .orderBy('name')
    .execute()
  return { revision, settings: rows.map(toSetting) }
}

async function change(
  db: Sql,
  owner: SettingsOwner,
  { entries, by, at, undoes, expected }: SettingsOrder,
): Promise<SettingsChange | undefined> {
  const columns = ownerColumns(owner)
  const revision = await raiseRevision(db, owner)
  const known = expected === undefined || expected === revision - 1
  const differences = known ? await differencesOf(db, owner, entries) : []
  if (differences.length === 0) {
    await keepRevision(db, owner, revision)
    return undefined
  }
  for (const { channel = '', name, before, after } of differences) {
    await write(db, owner, channel, name, after)
    await db
      .insertInto('setting_changes')
      .values({
        ...columns,
        revision,
        channel,
        name,
        before_value: textOrNull(before),
        after_value: textOrNull(after),
        by_id: by.id,
        by_name: toExactText(by.name),
        at,
        undoes: undoes ?? null,
      })
      .execute()
  }
  return { revision, by, at, ...(undoes !== undefined && { undoes }), entries: differences }
}

async function differencesOf(
  db: Sql,
  owner: SettingsOwner,
  entries: SettingsOrder['entries'],
): Promise<SettingsChange['entries']> {
  const { settings } = await read(db, owner)
  return entries.flatMap((entry) => {
    const is = settings.find(({ channel, name }) => channel === entry.channel && name === entry.name)
    if (is?.text === entry.after) return []
    return [{ ...entry, ...(is !== undefined && { before: is.text }) }]
  })
}

async function write(
  db: Sql,
  owner: SettingsOwner,
  channel: string,
  name: string,
  text: string | undefined,
): Promise<void> {
  const key = { ...ownerColumns(owner), channel, name }
  if (text === undefined) {
    await db
      .deleteFrom('settings')
      .where((column) => column.and(key))
      .execute()
    return
  }
  const value = toExactText(text)
  await db
    .insertInto('settings')
    .values({ ...key, value })
    .onConflict((conflict) =>
      conflict.columns(['platform', 'workspace', 'channel', 'name']).doUpdateSet({ value }),
    )
    .execute()
}

async function changes(db: Sql, owner: SettingsOwner, most: number): Promise<readonly SettingsChange[]> {
  const columns = ownerColumns(owner)
  const newest = await db
    .selectFrom('setting_changes')
    .select('revision')
    .distinct()
    .where((column) => column.and(columns))
    .orderBy('revision', 'desc')
    .limit(most)
    .execute()
  const oldest = newest.at(-1)
  if (oldest === undefined) return []
  const rows = await db
    .selectFrom('setting_changes')
    .selectAll()
    .where((column) => column.and(columns))
    .where('revision', '>=', oldest.revision)
    .orderBy('revision', 'desc')
    .orderBy('channel')
    .orderBy('name')
    .execute()
  return toChanges(rows)
}

async function forget(db: Sql, owner: SettingsOwner, channel: string | undefined): Promise<void> {
  const columns = ownerColumns(owner)
  const which = { ...columns, ...(channel !== undefined && { channel }) }
  for (const table of ['settings', 'setting_changes'] as const) {
    await db
      .deleteFrom(table)
      .where((column) => column.and(which))
      .execute()
  }
  if (channel === undefined) {
    await db
      .deleteFrom('setting_proposals')
      .where((column) => column.and(columns))
      .execute()
  }
  await bumpRevision(db, owner)
}

function textOrNull(text: string | undefined): string | null {
  return text === undefined ? null : toExactText(text)
}
