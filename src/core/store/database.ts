import type { Sql } from './tables.ts'

/** What the repositories need of an engine. Every failure is a `store` fault with its cause. */
export interface Database {
  read<T>(work: (db: Sql) => Promise<T>): Promise<T>
  /** One statement. Resolves once it is durable; `work` may be run again after a roll-back. */
  write<T>(work: (db: Sql) => Promise<T>): Promise<T>
  /** Several statements: all of them or none. Otherwise as `write`. */
  transact<T>(work: (db: Sql) => Promise<T>): Promise<T>
  /** Ends what was begun, then closes. */
  close(): Promise<void>
}
