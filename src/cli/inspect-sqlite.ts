import { DatabaseSync } from 'node:sqlite'
import { checkKey } from '../core/store/sealed.ts'

export interface SqliteFacts {
  /** The migrations that were applied. */
  readonly applied: readonly string[]
  /** What tells the key it is encrypted with from others, as `keyProblem` takes it. */
  readonly keyCheck: string | undefined
}

/** What a database file is. Throws a sentence when the file is damaged or not ours. */
export function inspectSqlite(file: string): SqliteFacts {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const [first] = database.prepare('pragma quick_check(1)').all()
    if (first?.['quick_check'] !== 'ok') throw new Error('quick_check found damage')
    const applied = database.prepare('select name from kysely_migration').all()
    return { applied: applied.map((row) => String(row['name'])), keyCheck: keyCheckIn(database) }
  } catch (error) {
    throw new Error(`${file} is damaged, or no database of Tanya's.`, { cause: error })
  } finally {
    database.close()
  }
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. https://www.sqlite.org/rescode.html */
const damages = new Set([11, 26])

/** Whether it was thrown because what is in a file is damaged, or is none of SQLite's. */
export function isDamage(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false
  // Above the lowest byte it says more exactly which.
  return damages.has(error.errcode & 0xff)
}

/** The sealed word of a database that is encrypted; undefined for another. */
export function keyCheckIn(database: DatabaseSync): string | undefined {
  const value = database.prepare('select value from memory where key = ?').get(checkKey)?.['value']
  return value === undefined ? undefined : String(value)
}
