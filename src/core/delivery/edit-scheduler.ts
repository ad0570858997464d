import type { Clock } from '../clock.ts'
import { Failure } from '../fault.ts'
import { createLengthModel } from './lengths.ts'
import { nextWriteAt, type LengthModel } from './pace.ts'
import { createWriteBudget, type LearntLimit, type WriteBudget, type WriteLimit } from './write-budget.ts'

/** Creating a message or changing one; a platform may count the two apart. */
export type WriteKind = 'post' | 'edit'

/** How much a write matters: the first and the last text of an answer go before anything between them. */
export type Urgency = 'first' | 'progress' | 'last'

/** One call to the platform, made up at the moment at which it may be made. */
export interface Write {
  readonly kind: WriteKind
  /** What will be seen, and where. One that the stream has already written is not sent again. */
  readonly content: string
  /** A `Failure` of reason `rate-limited` is no error: the stream is asked again once the platform listens. */
  send(): Promise<void>
}

/** Whoever has something to show: an answer. */
export interface WriteOwner {
  /** The newest state, or undefined when there is nothing to write any more. May be asked more often than sent. */
  render(): Write | undefined
  /** The write went out; `written` is its content. Offer again when there is more. */
  sent?(written: string): void
  /** The platform refused it for good, as far as the scheduler can tell. Offer again to try again. */
  failed(error: unknown): void
}

/** A place in the queue of a channel. */
export interface WriteStream {
  /** There is something new to show: `fresh` characters of it. */
  offer(urgency: Urgency, kind: WriteKind, fresh?: number): void
  /** Nothing more will be offered; `length` is that of the whole answer, for pacing later ones. */
  close(length?: number): void
}

/**
 * Decides when each create and edit is made, for all channels of a platform. Limits hold for a channel: at most
 * so many writes in a window that opens with its first one.
 */
export interface EditScheduler {
  stream(channel: string, owner: WriteOwner): WriteStream
  /** A single write, such as a command's answer; its error goes to the caller. */
  run<T>(channel: string, kind: WriteKind, send: () => Promise<T>): Promise<T>
  /** Tells the limit that came with a response. */
  learn(channel: string, kind: WriteKind, limit: LearntLimit): void
  /** Tells that the platform refused a write and for how long. Call it before the write's promise rejects. */
  delayed(channel: string, kind: WriteKind, retryAfterMs: number): void
}

export interface EditSchedulerOptions {
  readonly clock: Clock
  /** Held to until the platform has said what its limit is. */
  readonly defaults: WriteLimit
  /** What is known of how long answers are; it learns. */
  readonly lengths?: LengthModel
}

interface Entry {
  readonly owner: WriteOwner
  waiting: { urgency: Urgency; kind: WriteKind; since: number } | undefined
  inFlight: WriteKind | undefined
  written: string | undefined
  firstWriteAt: number
  lastWriteAt: number
  /** Of the answer, for pacing. */
  startedAt: number
  length: number
}

interface Lane {
  readonly entries: Set<Entry>
  readonly budgets: Record<WriteKind, WriteBudget>
  /** The last write but for last texts, which come when they come. */
  pacedAt: number
  cancelWake: (() => void) | undefined
  isPumping: boolean
}

/**
 * A first text waits this long for company: one more token or two cost the reader nothing that can be felt, and
 * the window opens a little later.
 */
const firstWaitMs = 15

/** Of the answers that are expected to end in a window, the share that a write is kept for. */
const keptOfEnds = 0.8

/** The last write of a window is kept for a last text until this share of the window is left. */
const keptOfWindow = 0.22

/** A plan for longer than this is made again half-way. */
const replanMs = 60

/** Lanes kept before those that nothing uses are looked for. */
const sweepAbove = 256

export function createEditScheduler(options: EditSchedulerOptions): EditScheduler {
  const { clock, defaults, lengths = createLengthModel() } = options
  const lanes = new Map<string, Lane>()

  function laneOf(channel: string): Lane {
    const known = lanes.get(channel)
    if (known) return known
    if (lanes.size >= sweepAbove) sweep()
    const budget = createWriteBudget(defaults)
    const lane: Lane = {
      entries: new Set(),
      budgets: { post: budget, edit: budget },
      pacedAt: -Infinity,
      cancelWake: undefined,
      isPumping: false,
    }
    lanes.set(channel, lane)
    return lane
  }

  function sweep(): void {
    const now = clock.now()
    for (const [channel, lane] of lanes) {
      const isIdle = Object.values(lane.budgets).every((budget) => budget.endsAt(now) <= now)
      if (lane.entries.size === 0 && isIdle) lanes.delete(channel)
    }
  }

  function stream(channel: string, owner: WriteOwner): WriteStream {
    const lane = laneOf(channel)
    const entry: Entry = {
      owner,
      waiting: undefined,
      inFlight: undefined,
      written: undefined,
      firstWriteAt: -Infinity,
      lastWriteAt: -Infinity,
      startedAt: Infinity,
      length: 0,
    }
    lane.entries.add(entry)
    return {
      offer(urgency, kind, fresh = 0) {
        if (fresh > 0 && entry.startedAt === Infinity) entry.startedAt = clock.now()
        else entry.length += fresh
        const isNews = entry.waiting?.urgency !== urgency || entry.waiting.kind !== kind
        want(entry, urgency, kind)
        if (isNews) pump(lane)
      },
      close(length) {
        lane.entries.delete(entry)
        entry.waiting = undefined
        if (length !== undefined) lengths.learn(length)
        pump(lane)
      },
    }
  }

  function want(entry: Entry, urgency: Urgency, kind: WriteKind): void {
    const since = entry.waiting?.since ?? clock.now()
    entry.waiting = { urgency, kind, since }
  }

  /** Writes all that may be written now and sees to it that the rest gets its turn. */
  function pump(lane: Lane): void {
    // An owner that ends its stream while it is asked for its text ends up here; the loop below sees it.
    if (lane.isPumping) return
    lane.isPumping = true
    lane.cancelWake?.()
    lane.cancelWake = undefined
    let wakeAt = 0
    while (wakeAt <= clock.now()) {
      wakeAt = Infinity
      const waiting = [...lane.entries].filter((entry) => entry.waiting && !entry.inFlight).sort(inTurn)
      for (const entry of waiting) {
        const at = turnOf(lane, entry, clock.now())
        wakeAt = Math.min(wakeAt, at)
        if (at > clock.now()) {
          if (entry.waiting?.urgency === 'first') break
          continue
        }
        write(lane, entry)
        break
      }
    }
    lane.isPumping = false
    if (wakeAt < Infinity) lane.cancelWake = clock.after(wakeAt - clock.now(), () => pump(lane))
  }

  /** The earliest time at which this entry should write, were it alone to wait. */
  function turnOf(lane: Lane, entry: Entry, now: number): number {
    const { waiting } = entry
    if (!waiting) return Infinity
    const budget = lane.budgets[waiting.kind]
    const opensAt = budget.opensAt(now)
    switch (waiting.urgency) {
      case 'last':
        return opensAt
      case 'first':
        return Math.max(opensAt, waiting.since + firstWaitMs, spaced(lane, budget, entry, now))
      case 'progress':
        return Math.max(opensAt, paced(lane, budget, entry, now))
      default:
        return waiting.urgency satisfies never
    }
  }

  /**
   * Answers that begin together would spend a whole window on their first words and leave nothing for the rest of
   * them: they begin one after another, evenly. An answer that begins alone does so at once.
   */
  function spaced(lane: Lane, budget: WriteBudget, entry: Entry, now: number): number {
    const endsAt = budget.endsAt(now)
    if (endsAt <= now) return now
    const isAlone = [...lane.entries].every(
      (other) => other === entry || other.firstWriteAt < budget.openedAt,
    )
    if (isAlone) return now
    return lane.pacedAt + (endsAt - lane.pacedAt) / (budget.free(now) + 1)
  }

  function paced(lane: Lane, budget: WriteBudget, entry: Entry, now: number): number {
    const endsAt = budget.endsAt(now)
    if (endsAt <= now) return now
    const last = lane.pacedAt
    const { length, perMs } = progressOf(entry, now)
    const at = nextWriteAt({
      last,
      endsAt,
      left: budget.free(now) - expectedEnds(lane, now, endsAt),
      survives: (ms) => lengths.survives(length - perMs * (now - last), perMs * ms),
      keptMs: keptOfWindow * budget.windowMs,
    })
    // The plan hangs on how fast the text comes, which shows better by and by.
    return at - now > replanMs ? now + (at - now) / 2 : at
  }

  /** How many answers will want to show their last text before the window ends, where several share it. */
  function expectedEnds(lane: Lane, now: number, endsAt: number): number {
    if (lane.entries.size < 2) return 0
    let ends = 0
    for (const entry of lane.entries) {
      const { length, perMs } = progressOf(entry, now)
      ends += 1 - lengths.survives(length, perMs * (endsAt - now))
    }
    return Math.round(ends * keptOfEnds)
  }

  function progressOf(entry: Entry, now: number): { length: number; perMs: number } {
    return { length: entry.length, perMs: entry.length / Math.max(1, now - entry.startedAt) }
  }

  function write(lane: Lane, entry: Entry): void {
    const write = renderOf(entry)
    if (!entry.waiting) return
    const { urgency } = entry.waiting
    if (!write || write.content === entry.written) {
      entry.waiting = undefined
      return
    }
    if (lane.budgets[write.kind].opensAt(clock.now()) > clock.now()) {
      entry.waiting = { ...entry.waiting, kind: write.kind }
      return
    }
    entry.waiting = undefined
    void carryOut(lane, entry, write, urgency)
  }

  function renderOf({ owner }: Entry): Write | undefined {
    try {
      return owner.render()
    } catch (error) {
      owner.failed(error)
      return undefined
    }
  }

  async function carryOut(lane: Lane, entry: Entry, write: Write, urgency: Urgency): Promise<void> {
    const { kind, content } = write
    entry.inFlight = kind
    entry.lastWriteAt = clock.now()
    if (entry.firstWriteAt === -Infinity) entry.firstWriteAt = entry.lastWriteAt
    if (urgency !== 'last') lane.pacedAt = entry.lastWriteAt
    lane.budgets[kind].sent(entry.lastWriteAt)
    let problem: { readonly error: unknown } | undefined
    try {
      await write.send()
    } catch (error) {
      problem = { error }
    }
    const now = clock.now()
    entry.inFlight = undefined
    const budget = lane.budgets[kind]
    budget.answered(now)
    if (!problem) {
      entry.written = content
      entry.owner.sent?.(content)
    } else if (isRateLimit(problem.error)) {
      if (budget.opensAt(now) <= now) budget.delay(now, budget.windowMs)
      const more = entry.waiting
      if (lane.entries.has(entry))
        want(entry, more && more.urgency !== 'progress' ? more.urgency : urgency, kind)
    } else {
      entry.owner.failed(problem.error)
    }
    pump(lane)
  }

  return {
    stream,
    run(channel, kind, send) {
      return new Promise((resolve, reject) => {
        const only = stream(channel, {
          render: () => ({
            kind,
            content: '',
            async send() {
              resolve(await send())
            },
          }),
          sent: () => only.close(),
          failed(error) {
            only.close()
            reject(error)
          },
        })
        only.offer('last', kind)
      })
    },
    learn(channel, kind, limit) {
      const lane = laneOf(channel)
      const now = clock.now()
      const other = kind === 'post' ? 'edit' : 'post'
      const budget = lane.budgets[kind]
      if (limit.bucket !== undefined && budget.bucket !== undefined && budget.bucket !== limit.bucket) {
        const twin = lane.budgets[other]
        lane.budgets[kind] =
          twin !== budget && twin.bucket === limit.bucket ? twin : createWriteBudget(limitOf(budget))
        for (const entry of lane.entries) {
          if (entry.inFlight !== kind) continue
          budget.answered(now)
          lane.budgets[kind].sent(now)
        }
      }
      lane.budgets[kind].learn(now, limit)
      pump(lane)
    },
    delayed(channel, kind, retryAfterMs) {
      const lane = laneOf(channel)
      lane.budgets[kind].delay(clock.now(), retryAfterMs)
    },
  }
}

function limitOf({ limit, windowMs }: WriteBudget): WriteLimit {
  return { limit, windowMs }
}

/** Creates and finals before intermediate edits, in the order asked; of those, whoever has waited the longest. */
function inTurn(a: Entry, b: Entry): number {
  const rank = (entry: Entry): number => (entry.waiting?.urgency === 'progress' ? 1 : 0)
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  if (rank(a) === 1 && a.lastWriteAt !== b.lastWriteAt) return a.lastWriteAt - b.lastWriteAt
  return (a.waiting?.since ?? 0) - (b.waiting?.since ?? 0)
}

function isRateLimit(error: unknown): boolean {
  return error instanceof Failure && error.fault.kind === 'platform' && error.fault.reason === 'rate-limited'
}
