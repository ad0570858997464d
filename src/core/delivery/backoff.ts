import type { Clock } from '../clock.ts'

/** Waits between attempts that fail, ever longer, until it is time to give up. */
export interface Backoff {
  isWaiting(): boolean
  /** Runs `again` after a while; false when attempts have failed for too long. */
  wait(again: () => void): boolean
  succeeded(): void
  cancel(): void
}

const firstMs = 500
const longestMs = 15_000

/** Gives up `giveUpAfterMs` after the first of the failures that no success interrupted. */
export function createBackoff(clock: Clock, giveUpAfterMs: number): Backoff {
  let failures = 0
  let failingSince = 0
  let cancelWait: (() => void) | undefined

  function cancel(): void {
    cancelWait?.()
    cancelWait = undefined
  }

  return {
    isWaiting: () => cancelWait !== undefined,
    wait(again) {
      if (failures === 0) failingSince = clock.now()
      if (clock.now() - failingSince >= giveUpAfterMs) return false
      const delayMs = Math.min(longestMs, firstMs * 2 ** failures)
      failures += 1
      cancel()
      cancelWait = clock.after(delayMs, () => {
        cancelWait = undefined
        again()
      })
      return true
    },
    succeeded() {
      failures = 0
    },
    cancel,
  }
}
