import type { Clock } from '../../src/core/clock.ts'

/**
 * Milliseconds in which this process could hear and say something. While its event loop stands still, since the
 * machine is busy or a bot in the same process computes, hardly any passes. The deadlines that a platform sets are
 * measured by it: nobody is blamed for a machine that is slow.
 */
export interface AwakeTime {
  now(): number
  /** Runs `run` once so much of it has passed; the returned function cancels that. */
  after(ms: number, run: () => void): () => void
  stop(): void
}

const tickMs = 20
/** The most that counts of the time between two ticks. */
const mostMs = 2 * tickMs

export function createAwakeTime(): AwakeTime {
  let passed = 0
  let last = performance.now()
  const sinceTick = (): number => Math.min(performance.now() - last, mostMs)
  const ticking = setInterval(() => {
    passed += sinceTick()
    last = performance.now()
  }, tickMs)
  ticking.unref()

  function now(): number {
    return passed + sinceTick()
  }

  return {
    now,
    after(ms, run) {
      const due = now() + ms
      let timer = setTimeout(look, ms)
      function look(): void {
        const left = due - now()
        if (left > 0) timer = setTimeout(look, Math.max(1, left))
        else run()
      }
      return () => clearTimeout(timer)
    },
    stop: () => clearInterval(ticking),
  }
}

/** For a fake whose clock a test moves: every moment of it counts. */
export function alwaysAwake(clock: Clock): AwakeTime {
  return { now: () => clock.now(), after: (ms, run) => clock.after(ms, run), stop: () => undefined }
}
