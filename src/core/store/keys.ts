import { z } from 'zod'
import type { Workspace } from '../question.ts'
import { keyChangeName } from '../settings/key-names.ts'
import type { Database } from './database.ts'
import { fromRow, toExactText } from './rows.ts'
import { keepRevision, raiseRevision, revisions } from './setting-revisions.ts'
import { ownerColumns } from './settings-rows.ts'
import type { KeyAuthor, KeyNote, KeyStore, OwnKey } from './ports/keys.ts'
import type { Sql } from './tables.ts'

/** Stands in the log for a key that there is. */
const present = 'set'

const exactText = z.string().transform((text) => fromRow.text(text))

const noteRow = z
  .object({ host: z.string(), by_id: z.string(), by_name: exactText, at: z.int() })
  .transform((row): KeyNote => ({ host: row.host, by: { id: row.by_id, name: row.by_name }, at: row.at }))

const keyRow = z
  .object({ host: z.string(), provider_key: exactText, revision: z.int() })
  .transform((row): OwnKey => ({ host: row.host, key: row.provider_key, revision: row.revision }))

/** Keys that workspaces brought. `isSealed`: the database has a cipher, without which no key is written. */
export function createKeyStore(database: Database, isSealed: boolean): KeyStore {
  return {
    isSealed,
    notes: (workspace) => database.read((db) => notes(db, workspace)),
    read: (workspace) => database.read((db) => read(db, workspace)),
    async set(workspace, key, author) {
      if (!isSealed) throw new Error('a key would lie in the clear')
      return database.transact((db) => set(db, workspace, key, author))
    },
    remove: (workspace, host, author) => database.transact((db) => remove(db, workspace, host, author)),
    forget: (workspace) => database.transact((db) => remove(db, workspace, undefined, undefined)),
  }
}

async function notes(db: Sql, workspace: Workspace): Promise<readonly KeyNote[]> {
  const rows = await db
    .selectFrom('provider_keys')
    .select(['host', 'by_id', 'by_name', 'at'])
    .where((column) => column.and(ownerColumns(workspace)))
    .orderBy('host')
    .execute()
  return rows.map((row) => noteRow.parse(row))
}

/** The revision first, as for settings. */
async function read(db: Sql, workspace: Workspace): ReturnType<KeyStore['read']> {
  const [revision = 0] = await revisions(db, [workspace])
  const rows = await db
    .selectFrom('provider_keys')
    .select(['host', 'provider_key', 'revision'])
    .where((column) => column.and(ownerColumns(workspace)))
    .orderBy('host')
    .execute()
  return { revision, keys: rows.map((row) => keyRow.parse(row)) }
}

async function set(
  db: Sql,
  workspace: Workspace,
  { host, key }: Omit<OwnKey, 'revision'>,
  author: KeyAuthor,
): Promise<boolean> {
  const revision = await raiseRevision(db, workspace)
  const { keys } = await read(db, workspace)
  const before = keys.find((known) => known.host === host)
  if (before?.key === key) {
    await keepRevision(db, workspace, revision)
    return false
  }
  const entered = {
    provider_key: toExactText(key),
    revision,
    by_id: author.by.id,
    by_name: toExactText(author.by.name),
    at: author.at,
  }
  await db
    .insertInto('provider_keys')
    .values({ ...ownerColumns(workspace), host, ...entered })
    .onConflict((conflict) => conflict.columns(['platform', 'workspace', 'host']).doUpdateSet(entered))
    .execute()
  await note(db, workspace, revision, host, { before: before !== undefined, after: true }, author)
  return true
}

async function remove(
  db: Sql,
  workspace: Workspace,
  host: string | undefined,
  author: KeyAuthor | undefined,
): Promise<readonly string[]> {
  const revision = await raiseRevision(db, workspace)
  const removed = await db
    .deleteFrom('provider_keys')
    .where((column) => column.and({ ...ownerColumns(workspace), ...(host !== undefined && { host }) }))
    .returning('host')
    .execute()
  const hosts = removed.map((row) => row.host).toSorted()
  if (hosts.length === 0) await keepRevision(db, workspace, revision)
  if (author !== undefined) {
    for (const each of hosts)
      await note(db, workspace, revision, each, { before: true, after: false }, author)
  }
  return hosts
}

async function note(
  db: Sql,
  workspace: Workspace,
  revision: number,
  host: string,
  { before, after }: { readonly before: boolean; readonly after: boolean },
  { by, at }: KeyAuthor,
): Promise<void> {
  await db
    .insertInto('setting_changes')
    .values({
      ...ownerColumns(workspace),
      revision,
      channel: '',
      name: keyChangeName(host),
      before_value: before ? toExactText(present) : null,
      after_value: after ? toExactText(present) : null,
      by_id: by.id,
      by_name: toExactText(by.name),
      at,
      undoes: null,
    })
    .execute()
}
