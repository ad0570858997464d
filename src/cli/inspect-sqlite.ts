import { DatabaseSync } from 'node:sqlite'

/** The migrations that were applied to a database file. Throws a sentence when the file is damaged or not ours. */
export function inspectSqlite(file: string): readonly string[] {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const [first] = database.prepare('pragma quick_check(1)').all()
    if (first?.['quick_check'] !== 'ok') throw new Error('quick_check found damage')
    return database
      .prepare('select name from kysely_migration')
      .all()
      .map((row) => String(row['name']))
  } catch (error) {
    throw new Error(`${file} is damaged, or no database of Tanya's.`, { cause: error })
  } finally {
    database.close()
  }
}
