import type { Place, PlatformName } from '../question.ts'
import type { BudgetStore } from './ports/budgets.ts'
import type { InstallationStore } from './ports/installations.ts'
import type { Journal } from './ports/journal.ts'
import type { KeyStore } from './ports/keys.ts'
import type { SettingsStore } from './ports/settings.ts'
import type { Turns } from './ports/turns.ts'
import type { FeedbackLog, UsageLog } from './ports/usage.ts'

/** Small facts to remember across restarts, such as which commands were registered. */
export interface Memory {
  get(key: string): Promise<string | undefined>
  set(key: string, value: string): Promise<void>
}

/** A memory that several processes share. */
export interface SharedMemory extends Memory {
  /** Sets the value where it still is `before`, absent when undefined; of many at one moment one does. */
  swap(key: string, before: string | undefined, value: string): Promise<boolean>
}

/** What to forget: everything to which all of the given conditions apply. */
export interface Forgotten {
  readonly platform: PlatformName
  readonly workspace?: string
  /** With the threads that belong to it. */
  readonly channel?: string
  readonly person?: string
  /** Epoch ms: only what is older, as for retention. */
  readonly before?: number
  /** With `before`: what is only counted keeps its person and its outcome until it is older than this. */
  readonly countedBefore?: number
}

/** A channel, and since when something of it is kept (epoch ms). */
export interface KeptPlace extends Pick<Place, 'platform' | 'workspace' | 'channel'> {
  /** Texts, or what people thought of answers. */
  readonly kept?: number
  /** What is only counted, with its person or outcome, of before the time asked for. */
  readonly counted?: number
}

/** What is done to the store as time goes by. Times are epoch ms. */
export interface Upkeep {
  /** Every channel, with its threads, of which something is kept that goes in time. */
  places(countedBefore: number): Promise<readonly KeptPlace[]>
  /** Puts amendments in place of the texts of conversations with no turn since; tells in how many. */
  settleIdle(before: number): Promise<number>
  /** Tanya was taken out of that workspace. */
  noteDeparture(platform: PlatformName, workspace: string, at: number): Promise<void>
  /** The workspaces that were left before then, and in which nothing was asked or set since. */
  departed(before: number): Promise<readonly Pick<Place, 'platform' | 'workspace'>[]>
  /**
   * Deletes everything of a workspace, also what was only counted, but for the number of its settings' revision; an
   * installation goes when the workspace is left.
   */
  erase(platform: PlatformName, workspace: string): Promise<void>
}

/** All that Tanya remembers. Writes are durable when their promise resolves; failures are `store` faults. */
export interface Store {
  readonly turns: Turns
  readonly journal: Journal
  readonly usage: UsageLog
  readonly feedback: FeedbackLog
  readonly memory: SharedMemory
  readonly settings: SettingsStore
  readonly keys: KeyStore
  readonly budgets: BudgetStore
  readonly installations: InstallationStore
  readonly upkeep: Upkeep
  /**
   * Deletes turns, answers and the texts of settled questions; tells how many turns. An answer being written ends
   * as accepted. What was spent stays counted, without the person. That a question was accepted stays known, unless
   * `before` is given, lest its event be delivered again.
   */
  forget(what: Forgotten): Promise<number>
  close(): Promise<void>
}
