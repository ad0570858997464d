import type { Logger } from '../log.ts'
import { createBudgetStore } from './budgets.ts'
import type { Database } from './database.ts'
import { createFeedbackLog } from './feedback-log.ts'
import { forget } from './forget.ts'
import { createInstallations } from './installations.ts'
import { createJournal } from './journal.ts'
import { createKeyStore } from './keys.ts'
import { createMemory } from './memory.ts'
import { createSettingsStore } from './settings.ts'
import type { Store } from './store.ts'
import { createTurns } from './turns.ts'
import { createUpkeep } from './upkeep.ts'
import { createUsageLog } from './usage-log.ts'

export interface StoreOptions {
  readonly url: string
  readonly log: Logger
  /** Texts are encrypted with it: see `createCipher`. Those that were written before stay as they are. */
  readonly secretKey?: string
}

/**
 * Opens `file:<path>` (SQLite) or `postgres://…` and brings its schema up to date. Rejects with a sentence for the
 * operator when it cannot be used.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const database = await openDatabase(options).catch((error: unknown) => {
    throw inWords(error, options.url)
  })
  return {
    turns: createTurns(database),
    journal: createJournal(database),
    usage: createUsageLog(database),
    feedback: createFeedbackLog(database),
    memory: createMemory(database),
    settings: createSettingsStore(database),
    keys: createKeyStore(database, options.secretKey !== undefined),
    budgets: createBudgetStore(database),
    installations: createInstallations(database),
    upkeep: createUpkeep(database),
    forget: (what) => database.transact((db) => forget(db, what)),
    close: () => database.close(),
  }
}

/** What systems and drivers throw says neither where nor of what; our own sentences do. */
function inWords(error: unknown, url: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  // Another address than a file's may hold a password.
  const where = url.startsWith('file:') ? url : 'the PostgreSQL server'
  const why = error.message === '' ? String(error.code) : error.message
  return new Error(`DATABASE_URL: ${where} cannot be used: ${why}`, { cause: error })
}

/** An engine is loaded only where it is used: together they are a good part of the time to start. */
async function openDatabase({ url, log, secretKey }: StoreOptions): Promise<Database> {
  if (url.startsWith('file:')) return (await import('./sqlite.ts')).openSqlite(url, secretKey)
  if (/^postgres(ql)?:\/\//.test(url))
    return (await import('./postgres.ts')).openPostgres(url, log, secretKey)
  throw new Error('DATABASE_URL must begin with file: (SQLite) or postgres:// (PostgreSQL).')
}
