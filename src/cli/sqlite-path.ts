import { fileURLToPath } from 'node:url'

/** The file that a `file:` address of DATABASE_URL names. */
export function sqlitePath(url: string): string {
  return url.startsWith('file://') ? fileURLToPath(url) : url.replace(/^file:/u, '')
}

/** The SQLite file that is configured. Throws a sentence where it is another database. */
export function sqliteFileOf(databaseUrl: string | undefined): string {
  const url = databaseUrl?.trim() || 'file:data/tanya.db'
  if (url.startsWith('file:')) return sqlitePath(url)
  throw new Error(
    'DATABASE_URL is not SQLite: back PostgreSQL up with pg_dump, and restore it with pg_restore.',
  )
}
