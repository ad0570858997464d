import { nextWriteAt, type LengthModel } from './pace.ts'
import type { WriteBudget } from './write-budget.ts'

/** Creating a message or changing one; a platform may count the two apart. */
export type WriteKind = 'post' | 'edit'

/** How much a write matters: the first and the last text of an answer go before anything between them. */
export type Urgency = 'first' | 'progress' | 'last'

/** An answer's place in a channel's queue, as far as its turn hangs on it. */
export interface Waiter {
  waiting: { urgency: Urgency; kind: WriteKind; since: number } | undefined
  firstWriteAt: number
  lastWriteAt: number
  /** Of the answer, for pacing. */
  startedAt: number
  length: number
}

/** A channel's queue. */
export interface Queue {
  readonly entries: ReadonlySet<Waiter>
  readonly budgets: Readonly<Record<WriteKind, WriteBudget>>
  /** The last write but for last texts, which come when they come. */
  readonly pacedAt: number
}

/**
 * A first text waits this long for company: one more token or two cost the reader nothing that can be felt, and
 * the window opens a little later.
 */
const firstWaitMs = 15

/** Of the answers that are expected to end in a window, the share that a write is kept for. */
const keptOfEnds = 0.75

/** The last write of a window is kept for a last text until this share of the window is left. */
const keptOfWindow = 0.22

/** A plan for longer than this is made again half-way. */
const replanMs = 60

/** When a waiting write's turn comes: the earliest time at which it should be made, were it alone to wait. */
export function createTurns(lengths: LengthModel): (queue: Queue, waiter: Waiter, now: number) => number {
  return turnOf

  function turnOf(queue: Queue, waiter: Waiter, now: number): number {
    const { waiting } = waiter
    if (!waiting) return Infinity
    const budget = queue.budgets[waiting.kind]
    const opensAt = budget.opensAt(now)
    switch (waiting.urgency) {
      case 'last':
        return opensAt
      case 'first':
        return Math.max(opensAt, waiting.since + firstWaitMs, spaced(queue, budget, waiter, now))
      case 'progress':
        return Math.max(opensAt, paced(queue, budget, waiter, now))
      default:
        return waiting.urgency satisfies never
    }
  }

  /**
   * Answers that begin together would spend a whole window on their first words and leave nothing for the rest of
   * them: they begin one after another, evenly. An answer that begins alone does so at once.
   */
  function spaced(queue: Queue, budget: WriteBudget, waiter: Waiter, now: number): number {
    const endsAt = budget.endsAt(now)
    if (endsAt <= now) return now
    const isAlone = [...queue.entries].every(
      (other) => other === waiter || other.firstWriteAt < budget.openedAt,
    )
    if (isAlone) return now
    return queue.pacedAt + (endsAt - queue.pacedAt) / (budget.free(now) + 1)
  }

  function paced(queue: Queue, budget: WriteBudget, waiter: Waiter, now: number): number {
    const endsAt = budget.endsAt(now)
    if (endsAt <= now) return now
    const last = queue.pacedAt
    const { length, perMs } = progressOf(waiter, now)
    const at = nextWriteAt({
      last,
      endsAt,
      left: budget.free(now) - expectedEnds(queue, now, endsAt),
      survives: (ms) => lengths.survives(length - perMs * (now - last), perMs * ms),
      keptMs: keptOfWindow * budget.windowMs,
    })
    // The plan hangs on how fast the text comes, which shows better by and by.
    return at - now > replanMs ? now + (at - now) / 2 : at
  }

  /** How many answers will want to show their last text before the window ends, where several share it. */
  function expectedEnds(queue: Queue, now: number, endsAt: number): number {
    if (queue.entries.size < 2) return 0
    let ends = 0
    for (const waiter of queue.entries) {
      const { length, perMs } = progressOf(waiter, now)
      ends += 1 - lengths.survives(length, perMs * (endsAt - now))
    }
    return Math.round(ends * keptOfEnds)
  }

  function progressOf(waiter: Waiter, now: number): { length: number; perMs: number } {
    return { length: waiter.length, perMs: waiter.length / Math.max(1, now - waiter.startedAt) }
  }
}

const ranks: Readonly<Record<Urgency, number>> = { last: 0, first: 1, progress: 2 }

/** Last texts, then first ones, in the order asked; of the edits in between, whoever was not shown for the longest. */
export function inTurn(a: Waiter, b: Waiter): number {
  const rank = (waiter: Waiter): number => ranks[waiter.waiting?.urgency ?? 'progress']
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  const isProgress = a.waiting?.urgency === 'progress'
  if (isProgress && a.lastWriteAt !== b.lastWriteAt) return a.lastWriteAt - b.lastWriteAt
  return (a.waiting?.since ?? 0) - (b.waiting?.since ?? 0)
}
