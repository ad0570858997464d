import type { Logger } from '../log.ts'
import { createBudgetStore } from './budgets.ts'
import type { Database } from './database.ts'
import { createFeedbackLog } from './feedback-log.ts'
import { forget } from './forget.ts'
import { createJournal } from './journal.ts'
import { createMemory } from './memory.ts'
import { createSettingsStore } from './settings.ts'
import type { Store } from './store.ts'
import { createTurns } from './turns.ts'
import { createUsageLog } from './usage-log.ts'

/**
 * Opens `file:<path>` (SQLite) or `postgres://…` and brings its schema up to date. Rejects with a sentence for the
 * operator when it cannot be used.
 */
export async function openStore(options: { readonly url: string; readonly log: Logger }): Promise<Store> {
  const database = await openDatabase(options.url, options.log)
  return {
    turns: createTurns(database),
    journal: createJournal(database),
    usage: createUsageLog(database),
    feedback: createFeedbackLog(database),
    memory: createMemory(database),
    settings: createSettingsStore(database),
    budgets: createBudgetStore(database),
    forget: (what) => database.transact((db) => forget(db, what)),
    close: () => database.close(),
  }
}

/** An engine is loaded only where it is used: together they are a good part of the time to start. */
async function openDatabase(url: string, log: Logger): Promise<Database> {
  if (url.startsWith('file:')) return (await import('./sqlite.ts')).openSqlite(url)
  if (/^postgres(ql)?:\/\//.test(url)) return (await import('./postgres.ts')).openPostgres(url, log)
  throw new Error('DATABASE_URL must begin with file: (SQLite) or postgres:// (PostgreSQL).')
}
