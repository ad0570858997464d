import { access, constants, statfs } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Redis } from 'ioredis'
import { migrations } from '../../core/store/migrations.ts'
import { checkKey, keyProblem } from '../../core/store/sealed.ts'
import { isDamage, keyCheckIn } from '../inspect-sqlite.ts'
import { commandLine } from '../command-line.ts'
import { sqlitePath } from '../sqlite-path.ts'
import { hasTable, withPostgres } from '../with-postgres.ts'
import { findings } from '../finding.ts'
import type { Finding } from '../finding.ts'

/** Bytes; below it a busy week may fill the disk. */
const littleRoom = 500_000_000
const timeoutMs = 5_000

/** Whether the database can be used, its schema is one of ours, and the key is its own. Changes nothing. */
export async function checkDatabase(url: string, secretKey?: string): Promise<readonly Finding[]> {
  const { all, add } = findings('database')
  try {
    const found = url.startsWith('file:')
      ? await lookIntoSqlite(sqlitePath(url), add)
      : await lookIntoPostgres(url)
    if (found !== undefined) addContents(found, secretKey, add)
  } catch (error) {
    if (isDamage(error)) addDamage(sqlitePath(url), add)
    else
      add(
        'problem',
        `The database cannot be used: ${codeOf(error)}.`,
        'Look at DATABASE_URL, and at who may read and write there.',
      )
  }
  return all
}

type Add = ReturnType<typeof findings>['add']

/** What is in a database that is in order. */
interface Contents {
  readonly what: string
  readonly applied: readonly string[]
  /** As `keyProblem` takes it. */
  readonly keyCheck: string | undefined
}

async function lookIntoSqlite(file: string, add: Add): Promise<Contents | undefined> {
  const folder = await nearestFolder(path.resolve(file))
  await access(folder, constants.W_OK)
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < littleRoom)
    add('warning', `Only ${Math.round((bavail * bsize) / 1e6)} MB are free beside ${file}.`, 'Make room.')
  if (!existsSync(file)) {
    add('ok', `${file} will be made at the first start.`)
    return undefined
  }
  await access(file, constants.W_OK)
  const database = new DatabaseSync(file, { readOnly: true, timeout: timeoutMs })
  try {
    const [first] = database.prepare('pragma quick_check(1)').all()
    if (first?.['quick_check'] !== 'ok') {
      addDamage(file, add)
      return undefined
    }
    const tables = database.prepare("select name from sqlite_master where name = 'kysely_migration'").all()
    const what = `SQLite, ${file}`
    if (tables.length === 0) return { what, applied: [], keyCheck: undefined }
    const rows = database.prepare('select name from kysely_migration').all()
    return { what, applied: rows.map((row) => String(row['name'])), keyCheck: keyCheckIn(database) }
  } finally {
    database.close()
  }
}

function addDamage(file: string, add: Add): void {
  add(
    'problem',
    `${file} is damaged, or no database.`,
    `Restore a backup: \`${commandLine('restore', 'FILE')}\`.`,
  )
}

function lookIntoPostgres(url: string): Promise<Contents> {
  return withPostgres(url, async (client) => {
    const version = await client.query<{ server_version: string }>('show server_version')
    const what = `PostgreSQL ${version.rows[0]?.server_version ?? ''}`
    if (!(await hasTable(client, 'kysely_migration'))) return { what, applied: [], keyCheck: undefined }
    const rows = await client.query<{ name: string }>('select name from kysely_migration')
    const check = await client.query<{ value: string }>('select value from memory where key = $1', [checkKey])
    return { what, applied: rows.rows.map(({ name }) => name), keyCheck: check.rows[0]?.value }
  })
}

function addContents({ what, applied, keyCheck }: Contents, secretKey: string | undefined, add: Add): void {
  const unreadable = keyProblem(keyCheck, secretKey)
  if (unreadable !== undefined)
    add('problem', unreadable, 'A copy of .env, or whatever holds your secrets, may still have it.')
  const newer = applied.filter((name) => !(name in migrations))
  const ahead = Object.keys(migrations).filter((name) => !applied.includes(name))
  if (newer.length > 0) {
    add(
      'problem',
      `${what}: a newer version of Tanya wrote it (${newer.join(', ')}).`,
      'Run that version, or set DATABASE_URL to another database.',
    )
  } else if (applied.length === 0) add('ok', `${what}: empty; its tables are made at the first start.`)
  else if (ahead.length > 0) add('ok', `${what}: its tables are brought up to date at the next start.`)
  else add('ok', `${what}: up to date.`)
}

async function nearestFolder(file: string): Promise<string> {
  const folder = path.dirname(file)
  return existsSync(folder) ? folder : nearestFolder(folder)
}

/** Whether Redis can be used for limits: it answers, runs scripts, and throws nothing away by itself. */
export async function checkRedis(url: string): Promise<readonly Finding[]> {
  const { all, add } = findings('redis')
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.eval("return redis.call('TIME')", 0)
    const info = await client.info()
    const read = (field: string): string | undefined =>
      new RegExp(`^${field}:(.*?)\\r?$`, 'mu').exec(info)?.[1]
    const version = read('redis_version') ?? 'of an unknown version'
    // Scripts that ask for the time and then write are refused before 5.
    if (Number.parseInt(version, 10) < 5) add('problem', `Redis ${version} is too old.`, 'Use 6 or newer.')
    else add('ok', `Redis ${version} answers.`)
    const policy = read('maxmemory_policy') ?? 'noeviction'
    if (policy === 'noeviction') add('ok', 'Redis evicts nothing.')
    else {
      add(
        read('maxmemory') === '0' ? 'note' : 'warning',
        `Redis evicts keys when it is full (${policy}): limits would be forgotten.`,
        'Set maxmemory-policy noeviction.',
      )
    }
  } catch (error) {
    add(
      'problem',
      `Redis cannot be used: ${codeOf(error)}. Each process keeps its limits alone meanwhile.`,
      'Look at REDIS_URL, and at whether the server runs.',
    )
  } finally {
    client.disconnect()
  }
  return all
}

/** Messages of drivers may repeat the address, and with it the password. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  // Of SQLite the message alone says what it is.
  if ('code' in error && typeof error.code === 'string' && !('errcode' in error)) return error.code
  return error.message.replaceAll(/\w+:\/\/\S+/gu, '…').slice(0, 200)
}
