import { type Clock, sleep } from '../core/clock.ts'
import { Failure, type HostFault } from '../core/fault.ts'

const MOST_ATTEMPTS = 4
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 8_000

/** The longest that a person is made to wait because a host asked for it. */
const LONGEST_ASKED_MS = 20_000

/** With another model to fall back to, a wait longer than this is not worth it. */
const LONGEST_WITH_FALLBACK_MS = 2_000

export interface RetryOptions {
  readonly clock: Clock
  /** 0 to below 1. */
  readonly random: () => number
  /** Another model could answer instead. */
  readonly hasFallback: boolean
  /** Epoch ms by which all attempts together must have ended. */
  readonly deadline: number
}

/**
 * How long to wait before the call is tried again (ms), after `attempt` attempts; undefined when it is not to be.
 * Only for faults that pass, and only while nothing of the answer has been seen.
 */
export function pauseBeforeRetry(
  fault: HostFault,
  attempt: number,
  options: RetryOptions,
): number | undefined {
  if (attempt >= MOST_ATTEMPTS) return undefined
  if (
    fault.kind !== 'host-rate-limited' &&
    fault.kind !== 'host-overloaded' &&
    fault.kind !== 'unreachable'
  ) {
    return undefined
  }
  const { clock, random, hasFallback, deadline } = options
  const now = clock.now()
  const until = 'until' in fault ? fault.until : undefined
  // Spread, so that those who were refused together do not come back together.
  const ownPauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS) * (0.5 + random() / 2)
  const pauseMs = until === undefined ? ownPauseMs : Math.max(0, until - now) + ownPauseMs / 4
  const longestMs = hasFallback ? LONGEST_WITH_FALLBACK_MS : LONGEST_ASKED_MS
  return pauseMs > longestMs || now + pauseMs >= deadline ? undefined : pauseMs
}

/** Waits; throws `cancelled` when the signal aborts meanwhile. */
export async function pause(clock: Clock, pauseMs: number, signal: AbortSignal): Promise<void> {
  await sleep(clock, pauseMs, signal)
  if (signal.aborted) throw new Failure({ kind: 'cancelled' })
}
