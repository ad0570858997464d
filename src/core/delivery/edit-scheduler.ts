import type { Clock } from '../clock.ts'
import { Failure } from '../fault.ts'
import { createLengthModel } from './lengths.ts'
import { noOverallBudget } from './overall-budget.ts'
import type { OverallBudget } from './overall-budget.ts'
import type { LengthModel } from './pace.ts'
import { createWriteBudget, type LearntLimit, type WriteBudget, type WriteLimit } from './write-budget.ts'
import { createTurns, inTurn, type Queue, type Urgency, type Waiter, type WriteKind } from './write-turns.ts'

export type { Urgency, WriteKind } from './write-turns.ts'

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
 * so many writes in a window that opens with its first one. Where all channels together have a limit too, the first
 * and last texts of answers go before the edits between them.
 */
export interface EditScheduler {
  stream(channel: string, owner: WriteOwner): WriteStream
  /** A single write, such as a command's answer; its error goes to the caller. */
  run<T>(channel: string, kind: WriteKind, send: () => Promise<T>): Promise<T>
  /** Tells the limit that came with a response. */
  learn(channel: string, kind: WriteKind, limit: LearntLimit): void
  /**
   * Tells that the platform refused a write and for how long, and whether that holds for all channels. Call it before
   * the write's promise rejects.
   */
  delayed(channel: string, kind: WriteKind, retryAfterMs: number, everywhere?: boolean): void
}

export interface EditSchedulerOptions {
  readonly clock: Clock
  /** Held to until the platform has said what its limit is. */
  readonly defaults: WriteLimit
  /** What is known of how long answers are; it learns. */
  readonly lengths?: LengthModel
  /** Of all requests to the platform. Writes are counted here, by the scheduler. */
  readonly overall?: OverallBudget
}

interface Entry extends Waiter {
  readonly owner: WriteOwner
  inFlight: boolean
  written: string | undefined
}

interface Lane extends Queue {
  readonly entries: Set<Entry>
  readonly budgets: Record<WriteKind, WriteBudget>
  readonly inFlight: Record<WriteKind, number>
  pacedAt: number
  cancelWake: (() => void) | undefined
  isPumping: boolean
}

/**
 * A plan that is made again each time its moment comes may move on by less and less; no timer of a real clock is
 * shorter than this.
 */
const shortestWaitMs = 1

/** In the order in which they are released. */
const urgencies: readonly Urgency[] = ['last', 'first', 'progress']

/** Lanes kept before those that nothing uses are looked for. */
const sweepAbove = 256

export function createEditScheduler(options: EditSchedulerOptions): EditScheduler {
  const { clock, defaults, lengths = createLengthModel(), overall = noOverallBudget } = options
  const turnOf = createTurns(lengths)
  const lanes = new Map<string, Lane>()
  /** Those whose turn it is, but for the limit of all together; in the order in which they came. */
  const held: Readonly<Record<Urgency, Set<Lane>>> = {
    last: new Set(),
    first: new Set(),
    progress: new Set(),
  }
  let cancelRelease: () => void = () => undefined

  function laneOf(channel: string): Lane {
    const known = lanes.get(channel)
    if (known) return known
    if (lanes.size >= sweepAbove) sweep()
    const budget = createWriteBudget(defaults)
    const lane: Lane = {
      entries: new Set(),
      budgets: { post: budget, edit: budget },
      inFlight: { post: 0, edit: 0 },
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
      inFlight: false,
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
      const waiting = [...lane.entries].filter((entry) => !entry.inFlight).sort(inTurn)
      for (const entry of waiting) {
        if (!entry.waiting) continue
        const now = clock.now()
        const at = turnOf(lane, entry, now)
        wakeAt = Math.min(wakeAt, at)
        if (at <= now) {
          if (isHeld(lane, entry.waiting.urgency, now)) {
            // It will be asked again, with all the others of its lane.
            wakeAt = Infinity
          } else write(lane, entry)
          break
        }
        // One that waits for its time, not for the platform, keeps its place before those behind it.
        const { urgency, kind } = entry.waiting
        if (urgency !== 'last' && lane.budgets[kind].opensAt(now) <= now) break
      }
    }
    lane.isPumping = false
    if (wakeAt < Infinity) {
      const waitMs = Math.max(shortestWaitMs, wakeAt - clock.now())
      lane.cancelWake = clock.after(waitMs, () => pump(lane))
    }
  }

  function isHeld(lane: Lane, urgency: Urgency, now: number): boolean {
    if (overall.opensAt(now, urgency) <= now) return false
    held[urgency].add(lane)
    awaitRelease(now)
    return true
  }

  function awaitRelease(now: number): void {
    cancelRelease()
    const waiting = urgencies.filter((urgency) => held[urgency].size > 0)
    if (waiting.length === 0) return
    const opensAt = Math.min(...waiting.map((urgency) => overall.opensAt(now, urgency)))
    cancelRelease = clock.after(Math.max(shortestWaitMs, opensAt - now), release)
  }

  function release(): void {
    for (const urgency of urgencies) {
      for (const lane of held[urgency]) {
        if (overall.opensAt(clock.now(), urgency) > clock.now()) break
        held[urgency].delete(lane)
        pump(lane)
      }
    }
    awaitRelease(clock.now())
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
    entry.inFlight = true
    lane.inFlight[kind] += 1
    entry.lastWriteAt = clock.now()
    if (entry.firstWriteAt === -Infinity) entry.firstWriteAt = entry.lastWriteAt
    if (urgency !== 'last') lane.pacedAt = entry.lastWriteAt
    lane.budgets[kind].sent(entry.lastWriteAt)
    overall.sent(entry.lastWriteAt)
    let problem: { readonly error: unknown } | undefined
    try {
      await write.send()
    } catch (error) {
      problem = { error }
    }
    const now = clock.now()
    entry.inFlight = false
    lane.inFlight[kind] -= 1
    const budget = lane.budgets[kind]
    budget.answered(now)
    if (!problem) {
      entry.written = content
      entry.owner.sent?.(content)
    } else if (isRateLimit(problem.error)) {
      if (Math.max(budget.opensAt(now), overall.opensAt(now, urgency)) <= now)
        budget.delay(now, budget.windowMs)
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
        for (let i = 0; i < lane.inFlight[kind]; i += 1) {
          budget.answered(now)
          lane.budgets[kind].sent(now)
        }
      }
      lane.budgets[kind].learn(now, limit)
      pump(lane)
    },
    delayed(channel, kind, retryAfterMs, everywhere = false) {
      const budget = laneOf(channel).budgets[kind]
      if (everywhere) {
        overall.delay(clock.now(), retryAfterMs)
        budget.uncarried()
      } else budget.delay(clock.now(), retryAfterMs)
    },
  }
}

function limitOf({ limit, windowMs }: WriteBudget): WriteLimit {
  return { limit, windowMs }
}

function isRateLimit(error: unknown): boolean {
  return error instanceof Failure && error.fault.kind === 'platform' && error.fault.reason === 'rate-limited'
}
