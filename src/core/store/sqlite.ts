// oxlint-disable-next-line no-restricted-imports -- SQLite makes neither the folder nor a file of one's own
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { Kysely } from 'kysely'
import type { Database } from './database.ts'
import { asStoreFault } from './faults.ts'
import { createGroupCommit } from './group-commit.ts'
import { migrate } from './migrate.ts'
import { sealed } from './sealed.ts'
import { nodeSqliteDialect } from './sqlite-dialect.ts'
import type { Tables } from './tables.ts'

/** How long a write waits for another process, such as a backup, that has the file locked. */
const BUSY_TIMEOUT_MS = 3_000

/**
 * Opens `file:<path>` (relative to the working directory, or a file URL) or `file::memory:`, makes the folder and
 * brings the schema up to date. What it commits survives a loss of power.
 */
export async function openSqlite(url: string, secretKey?: string): Promise<Database> {
  const path = pathOf(url)
  if (path !== MEMORY) makeFile(path)
  const file = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: BUSY_TIMEOUT_MS })
  try {
    await useLog(file)
    file.exec('pragma synchronous = full; pragma temp_store = memory')
    const plain = new Kysely<Tables>({ dialect: nodeSqliteDialect(file) })
    await migrate(plain)
    const db = await sealed(plain, secretKey)
    const commits = createGroupCommit(db)
    return {
      read: (work) => asStoreFault(() => work(db)),
      write: (work) => asStoreFault(() => commits.write(work)),
      transact: (work) => asStoreFault(() => commits.write(work)),
      async close() {
        await commits.idle()
        await db.destroy()
      },
    }
  } catch (error) {
    file.close()
    throw error
  }
}

/**
 * While another process makes the log of a new file, SQLite refuses to do so at once: the time-out is none of a change
 * of the mode.
 */
async function useLog(file: DatabaseSync): Promise<void> {
  const until = performance.now() + BUSY_TIMEOUT_MS
  for (;;) {
    try {
      file.exec('pragma journal_mode = wal')
      return
    } catch (error) {
      const isBusy = error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
      if (!isBusy || performance.now() > until) throw error
      await new Promise((resolve) => {
        // oxlint-disable-next-line no-restricted-globals -- waits for another process, which knows no clock of a test
        setTimeout(resolve, 20)
      })
    }
  }
}

/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5

const MEMORY = ':memory:'

/** It holds what people wrote: of a new file, and of the log that SQLite makes with its mode, nobody else reads. */
function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  closeSync(openSync(path, 'a', 0o600))
}

function pathOf(url: string): string {
  if (url.startsWith('file://')) return fileURLToPath(url)
  return url.replace(/^file:/, '')
}
