import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
} from 'kysely'

/**
 * Kysely's SQLite dialect over `node:sqlite`, with three differences: statements are prepared once, transactions
 * take the write lock when they begin (one that reads first could else fail at its first write), and changes of
 * the schema are part of a transaction, which SQLite supports and Kysely does not assume.
 */
export function nodeSqliteDialect(database: DatabaseSync): Dialect {
  const base = new SqliteDialect({
    database: async () => Promise.reject(new Error('unused: see createDriver')),
  })
  return {
    createAdapter: () =>
      Object.defineProperty(new SqliteAdapter(), 'supportsTransactionalDdl', { value: true }),
    createDriver: () => createDriver(database),
    createIntrospector: (db) => base.createIntrospector(db),
    createQueryCompiler: () => base.createQueryCompiler(),
  }
}

function createDriver(database: DatabaseSync): Driver {
  const connection = createConnection(database)
  const run = (sql: string) => connection.executeQuery(CompiledQuery.raw(sql))
  return {
    init: async () => undefined,
    acquireConnection: async () => connection,
    releaseConnection: async () => undefined,
    beginTransaction: async () => {
      await run('begin immediate')
    },
    commitTransaction: async () => {
      await run('commit')
    },
    rollbackTransaction: async () => {
      // Some failures, such as a full disk, have rolled back already.
      if (database.isTransaction) await run('rollback')
    },
    destroy: async () => database.close(),
  }
}

function createConnection(database: DatabaseSync): DatabaseConnection {
  const prepared = new Map<string, Prepared>()

  function prepare(sql: string): Prepared {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    const statement = database.prepare(sql)
    const fresh = { statement, returnsRows: statement.columns().length > 0 }
    if (prepared.size >= MOST_PREPARED) prepared.clear()
    prepared.set(sql, fresh)
    return fresh
  }

  return {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const { statement, returnsRows } = prepare(sql)
      const values = parameters as readonly SQLInputValue[]
      if (returnsRows) return { rows: statement.all(...values) as R[] }
      const { changes, lastInsertRowid } = statement.run(...values)
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
    },
    async *streamQuery<R>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
      for (const row of database.prepare(sql).iterate(...(parameters as readonly SQLInputValue[]))) {
        yield { rows: [row as R] }
      }
    },
  }
}

/** Far above the number of statements there are: a bound, should a text ever vary. */
const MOST_PREPARED = 500

interface Prepared {
  readonly statement: StatementSync
  readonly returnsRows: boolean
}
