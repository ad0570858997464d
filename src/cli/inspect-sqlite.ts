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

/** The sealed word of a database that is encrypted; undefined for another. */
export function keyCheckIn(database: DatabaseSync): string | undefined {
  const value = database.prepare('select value from memory where key = ?').get(checkKey)?.['value']
  return value === undefined ? undefined : String(value)
}
