import { existsSync } from 'node:fs'
import { chmod, chown, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { migrations } from '../core/store/migrations.ts'
import { keyProblem } from '../core/store/sealed.ts'
import { commandLine } from './command-line.ts'
import { inspectSqlite, isDamage } from './inspect-sqlite.ts'
import { runTool } from './run-tool.ts'
import { sqliteFileOf } from './sqlite-path.ts'

const usage = `usage: ${commandLine('restore', 'FILE')}

Puts the backup FILE in the place of the SQLite database of DATABASE_URL, whose old state is kept beside it. Stop
Tanya first. Where the backup is encrypted, SECRET_KEY must be its key. For PostgreSQL, use pg_restore.
`

export interface Restoring {
  readonly from: string
  readonly target: string
  /** Names what was there before. */
  readonly time: string
  readonly secretKey: string | undefined
}

/**
 * Puts a backup in place; resolves with where the old database went, if there was one. Rejects with a sentence when
 * the backup is damaged, of a newer version or of another key, and when the database is in use.
 */
export async function restore({ from, target, time, secretKey }: Restoring): Promise<string | undefined> {
  if (!existsSync(from)) throw new Error(`${from} is not there.`)
  const { applied, keyCheck } = inspectSqlite(from)
  const newer = applied.filter((name) => !(name in migrations))
  if (newer.length > 0)
    throw new Error(`${from} is of a newer version of Tanya (it has ${newer.join(', ')}); run that one.`)
  const unreadable = keyProblem(keyCheck, secretKey)
  if (unreadable !== undefined) throw new Error(`${from}: ${unreadable}`)
  await mkdir(path.dirname(target), { recursive: true })
  const isThere = existsSync(target)
  if (isThere) releaseLog(target)
  const fresh = `${target}.restoring`
  try {
    await copyFile(from, fresh)
    await chmod(fresh, 0o600)
    // Root restores what another user's process has to read.
    const { uid, gid } = await stat(isThere ? target : path.dirname(target))
    if (process.getuid?.() === 0) await chown(fresh, uid, gid)
  } catch (error) {
    await rm(fresh, { force: true })
    throw error
  }
  const old = `${target}.before-${time}`
  // What is damaged may have its log yet, without which it is worth less, and which is none of the backup's.
  for (const part of ['-wal', '-shm', ''])
    if (existsSync(target + part)) await rename(target + part, old + part)
  await rename(fresh, target)
  return isThere ? old : undefined
}

/**
 * Folds the write-ahead log into the file, so that it can be moved alone. Nobody else may have the file open: only
 * then SQLite leaves that mode. One that is damaged stays as it is: it is a reason to restore.
 */
function releaseLog(file: string): void {
  const database = new DatabaseSync(file)
  try {
    const [row] = database.prepare('pragma journal_mode = delete').all()
    if (row?.['journal_mode'] !== 'delete') throw new Error('it stayed in WAL mode')
  } catch (error) {
    if (isDamage(error)) return
    throw new Error(`${file} is in use: stop Tanya first.`, { cause: error })
  } finally {
    database.close()
  }
}

/** Runs the command for the environment; the exit status is set. */
export async function restoreCommand(args: readonly string[]): Promise<void> {
  await runTool(usage, args, async ([from]) => {
    if (from === undefined) throw new Error('Name the backup to restore.')
    const target = sqliteFileOf(process.env['DATABASE_URL'])
    const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/gu, '')
    const secretKey = process.env['SECRET_KEY']?.trim() || undefined
    const old = await restore({ from, target, time, secretKey })
    process.stdout.write(`${from} is now ${target}${old === undefined ? '' : `; what was there is ${old}`}\n`)
  })
}
