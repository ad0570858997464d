import type { CallReport } from '../../provider.ts'
import type { Place } from '../../question.ts'

export interface UsageEntry extends CallReport {
  readonly questionId: string
  readonly place: Place
  readonly askerId: string
  /** Epoch ms. */
  readonly at: number
}

/** Whose usage: of all that this installation serves, or of everything to which all given conditions apply. */
export type UsageScope =
  | 'deployment'
  | (Pick<Place, 'platform' | 'workspace'> & {
      /** With its threads. */
      readonly channel?: string
      readonly person?: string
    })

/** What was used on one day, by UTC. Money is billionths of a US dollar. */
export interface UsageDay {
  /** When the day began, epoch ms. */
  readonly day: number
  /** Questions that were billed or failed. */
  readonly requests: number
  readonly failures: number
  /** Tokens. */
  readonly input: number
  /** Those of `input` that the host had in its cache. */
  readonly cachedInput: number
  readonly output: number
  readonly nanoUsd: number
  /** What more it would have cost without the host's cache. */
  readonly savedNanoUsd: number
  /** Calls whose price is not known. */
  readonly unpriced: number
}

export interface UsageSummary {
  /** Oldest first; days without anything are left out. */
  readonly days: readonly UsageDay[]
  /** The most called first. */
  readonly models: readonly { readonly model: string; readonly calls: number; readonly nanoUsd: number }[]
  readonly feedback: Readonly<Record<Feedback['value'], number>>
}

/** Every call that was billed. */
export interface UsageLog {
  record(entry: UsageEntry): Promise<void>
  /** What was used from one moment until before another (epoch ms). */
  summarize(scope: UsageScope, from: number, until: number): Promise<UsageSummary>
}

/** What a person thinks of an answer. */
export interface Feedback {
  readonly questionId: string
  readonly place: Place
  readonly personId: string
  readonly value: 'good' | 'bad'
  /** Epoch ms. */
  readonly at: number
}

export interface FeedbackLog {
  /** Of one person about one answer, the last counts. */
  record(feedback: Feedback): Promise<void>
  /** How many answers were found good and bad since then (epoch ms), in a workspace or in one channel of it. */
  count(
    where: Pick<Place, 'platform' | 'workspace'> & { readonly channel?: string },
    since: number,
  ): Promise<Readonly<Record<Feedback['value'], number>>>
}
