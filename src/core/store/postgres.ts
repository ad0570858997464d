import { Kysely, PostgresDialect } from 'kysely'
import { DatabaseError, Pool, types } from 'pg'
import type { Logger } from '../log.ts'
import type { Database } from './database.ts'
import { asStoreFault } from './faults.ts'
import { migrate } from './migrate.ts'
import { sealed } from './sealed.ts'
import type { Sql, Tables } from './tables.ts'

/** A database that does not answer must not keep a person waiting for long. */
const CONNECT_TIMEOUT_MS = 10_000
const CONNECTIONS = 10

/** Opens a pool of connections and brings the schema up to date. */
export async function openPostgres(url: string, log: Logger, secretKey?: string): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    application_name: 'tanya',
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    types: {
      getTypeParser: (oid, format) =>
        oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format),
    },
  })
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'a connection to the database was lost'))
  const plain = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  let db: Sql
  try {
    await migrate(plain)
    db = await sealed(plain, secretKey)
  } catch (error) {
    await plain.destroy()
    throw error
  }
  return {
    read: (work) => asStoreFault(() => work(db)),
    write: (work) => asStoreFault(() => work(db)),
    transact: (work) => asStoreFault(() => transact(db, work)),
    close: () => db.destroy(),
  }
}

/** Of two transactions that wait for one another, PostgreSQL rolls one back; it is run again. */
async function transact<T>(db: Sql, work: (db: Sql) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (!(error instanceof DatabaseError && error.code === DEADLOCK) || attempt === MOST_ATTEMPTS)
        throw error
    }
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const DEADLOCK = '40P01'
const MOST_ATTEMPTS = 3
