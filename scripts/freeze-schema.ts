import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { openStore } from '../src/core/store/open-store.ts'
import { createLog } from '../src/log.ts'
import { readVersion } from '../src/version.ts'

/**
 * Keeps the schema of this version for the tests of later ones, which upgrade from every version that was released:
 * run at each release, after the version was raised. A file of a released version is never written again.
 */
const folder = path.resolve(import.meta.dirname, '../test/core/store/released')
const temporary = mkdtempSync(path.join(tmpdir(), 'tanya-schema-'))
const file = path.join(temporary, 'tanya.db')
try {
  const log = createLog({ level: 'error', format: 'json', secrets: [] })
  await (await openStore({ url: `file:${file}`, log })).close()
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, `${readVersion()}.sql`), dump(file))
} finally {
  rmSync(temporary, { recursive: true, force: true })
}

/** The tables, the indexes, and which migrations made them. */
function dump(of: string): string {
  const database = new DatabaseSync(of, { readOnly: true })
  try {
    const tables = database
      .prepare(
        "select sql from sqlite_master where sql is not null and name not like 'sqlite_%' order by rowid",
      )
      .all()
    const applied = database.prepare('select name, timestamp from kysely_migration order by name').all()
    const lock = 'insert into "kysely_migration_lock" ("id", "is_locked") values (\'migration_lock\', 0);'
    return [
      ...tables.map((row) => `${String(row['sql'])};`),
      ...applied.map(
        (row) =>
          `insert into "kysely_migration" ("name", "timestamp") values ('${String(row['name'])}', '${String(row['timestamp'])}');`,
      ),
      lock,
      '',
    ].join('\n')
  } finally {
    database.close()
  }
}
