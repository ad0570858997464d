import type { Clock } from '../../src/core/clock.ts'

export interface TestClock extends Clock {
  /** Moves time on and runs what is due, in order. */
  advance(byMs: number): void
  /** Timers that are armed. */
  readonly pending: number
}

/** A clock that stands still until it is moved. */
export function createTestClock(startAt = Date.UTC(2026, 10, 23, 12)): TestClock {
  let now = startAt
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(byMs) {
      const end = now + byMs
      for (;;) {
        const due = [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
        if (due === undefined) break
        timers.delete(due)
        now = Math.max(now, due.at)
        due.run()
      }
      now = end
    },
    get pending() {
      return timers.size
    },
  }
}
