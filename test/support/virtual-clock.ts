import type { Clock } from '../../src/core/clock.ts'

/** A clock that moves only when told to. Whatever awaits something is given its turn between two timers. */
export interface VirtualClock extends Clock {
  /** Moves time on by `ms`, running each timer at its own moment, and everything those set in motion. */
  advance(ms: number): Promise<void>
  /** Moves from timer to timer until the promise settles. Rejects when `limitMs` passed or no timer is left. */
  runUntil<T>(promise: Promise<T>, limitMs?: number): Promise<T>
  /** Timers that have neither run nor been cancelled. */
  readonly timers: number
}

interface Timer {
  readonly at: number
  readonly order: number
  readonly run: () => void
}

/** More timers than this within a millisecond are a loop that would never end. */
const mostInOneMs = 10_000

/** Starts at `startMs` since the epoch. */
export function createVirtualClock(startMs = 0): VirtualClock {
  let now = startMs
  let order = 0
  let msBegan = startMs
  let firedInThisMs = 0
  const timers = new Set<Timer>()

  function next(): Timer | undefined {
    let first: Timer | undefined
    for (const timer of timers) {
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer
    }
    return first
  }

  async function fire(timer: Timer): Promise<void> {
    timers.delete(timer)
    firedInThisMs = timer.at - msBegan < 1 ? firedInThisMs + 1 : 0
    if (firedInThisMs === 0) msBegan = timer.at
    if (firedInThisMs > mostInOneMs) throw new Error(`time stands still at ${now}: timer after timer is set`)
    now = Math.max(now, timer.at)
    timer.run()
    await settled()
  }

  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + Math.max(0, delayMs), order: (order += 1), run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async advance(ms) {
      const until = now + ms
      await settled()
      for (let timer = next(); timer && timer.at <= until; timer = next()) await fire(timer)
      now = until
    },
    async runUntil(promise, limitMs = 3_600_000) {
      const until = now + limitMs
      const state = { done: false }
      const finish = (): void => {
        state.done = true
      }
      promise.then(finish, finish)
      await settled()
      while (!state.done) {
        const timer = next()
        if (!timer) throw new Error(`no timer is left at ${now} and the promise is still pending`)
        if (timer.at > until) throw new Error(`the promise is still pending after ${limitMs} ms`)
        await fire(timer)
      }
      return promise
    },
    get timers() {
      return timers.size
    },
  }
}

/** Resolves once every promise that could settle without time passing has. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
