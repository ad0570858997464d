import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync, backup } from 'node:sqlite'
import { commandLine } from './command-line.ts'
import { inspectSqlite } from './inspect-sqlite.ts'
import { runTool } from './run-tool.ts'
import { sqliteFileOf } from './sqlite-path.ts'

const usage = `usage: ${commandLine('backup', '[FILE]')}

Copies the SQLite database of DATABASE_URL into FILE (backups/tanya-<time>.db), also while Tanya runs. FILE must not
be there yet. For PostgreSQL, use pg_dump.
`

/** Copies a database that may be in use; the copy is whole, or it is not there. Rejects with a sentence. */
export async function backUp(source: string, target: string): Promise<void> {
  if (!existsSync(source))
    throw new Error(
      `${source} is not there: nothing was ever stored, or DATABASE_URL is another where Tanya runs.`,
    )
  if (existsSync(target)) throw new Error(`${target} is there already; name another file.`)
  const unfinished = `${target}.unfinished`
  try {
    await mkdir(path.dirname(target), { recursive: true })
    await rm(unfinished, { force: true })
    // It is to hold what people wrote.
    await writeFile(unfinished, '', { mode: 0o600 })
    await copyPages(source, unfinished)
    leaveLogMode(unfinished)
    inspectSqlite(unfinished)
    await rename(unfinished, target)
  } catch (error) {
    // On a full disk, above all, nothing of it may stay.
    await rm(unfinished, { force: true }).catch(() => undefined)
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`${source} could not be copied to ${target}: ${why}`, { cause: error })
  }
}

async function copyPages(source: string, target: string): Promise<void> {
  const database = new DatabaseSync(source, { readOnly: true })
  try {
    // All pages at once: a step that others write between begins anew.
    await backup(database, target, { rate: 1_000_000_000 })
  } finally {
    database.close()
  }
}

/** One file is easier to keep than one with a log beside it; Tanya brings the mode back when she opens it. */
function leaveLogMode(file: string): void {
  const database = new DatabaseSync(file)
  try {
    database.exec('pragma journal_mode = delete')
  } finally {
    database.close()
  }
}

/** Runs the command for the environment; the exit status is set. */
export async function backupCommand(args: readonly string[]): Promise<void> {
  await runTool(usage, args, async ([given]) => {
    const source = sqliteFileOf(process.env['DATABASE_URL'])
    const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/gu, '')
    const target = given ?? path.join('backups', `tanya-${time}.db`)
    await backUp(source, target)
    process.stdout.write(`${source} was copied to ${target}\n`)
  })
}
