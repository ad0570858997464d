import { Migrator } from 'kysely/migration'
import { migrations } from './migrations.ts'
import type { Sql } from './tables.ts'

/**
 * Brings the schema up to this version; two processes that start at once wait for one another. Throws a sentence
 * for the operator when a newer version of Tanya has written here.
 */
export async function migrate(db: Sql): Promise<readonly string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const newer = await migrationsOfANewerVersion(db)
  if (newer.length > 0) {
    throw new Error(
      `The database was written by a newer version of Tanya (it has ${newer.join(', ')}). ` +
        'Run that version, or set DATABASE_URL to another database.',
    )
  }
  const { error, results } = await migrator.migrateToLatest()
  if (error !== undefined) {
    const why = error instanceof Error ? error.message : 'unknown'
    throw new Error(`The schema of the database of DATABASE_URL could not be brought up to date: ${why}`, {
      cause: error,
    })
  }
  return (results ?? []).map(({ migrationName }) => migrationName)
}

/** A step back is not taken: what the newer version wrote would be read wrongly. */
async function migrationsOfANewerVersion(db: Sql): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return []
  const rows = await db
    .$extendTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute()
  return rows.map(({ name }) => name).filter((name) => !(name in migrations))
}
