import type { Clock } from '../core/clock.ts'
import type { HostFault } from '../core/fault.ts'
import type { BreakerState } from '../core/observer.ts'

/** Failures in a row after which a model is left alone. */
const FAILURES_TO_OPEN = 5
const FIRST_PAUSE_MS = 15_000
const LONGEST_PAUSE_MS = 300_000

/** Says whether a model is worth a call. */
export interface Breaker {
  /** A pass for one call, to be settled; or why there is none. After a pause one call at a time may probe. */
  admit(): Pass | HostFault
}

export interface Pass {
  succeeded(): void
  /** Only faults that say something about the model's health count. */
  failed(fault: HostFault): void
  /** It ended otherwise, such as by being stopped: nothing is known. */
  released(): void
}

/** What a fault says of the model: that it is ill, or only that this one request was no good. */
export function isIllness(fault: HostFault): boolean {
  switch (fault.kind) {
    case 'too-long':
    case 'filtered':
    case 'host-refused':
    case 'empty':
      return false
    case 'host-rate-limited':
    case 'host-overloaded':
    case 'out-of-credit':
    case 'bad-key':
    case 'model-gone':
    case 'truncated':
    case 'stalled':
    case 'unreachable':
    case 'malformed':
      return true
    default:
      return fault satisfies never
  }
}

/** A breaker for one model: closed, open for a pause that doubles, half-open for one probe. */
export function createBreaker(clock: Clock, onState: (state: BreakerState) => void = () => {}): Breaker {
  let failures = 0
  let pauseMs = FIRST_PAUSE_MS
  let openUntil: number | undefined
  let isProbing = false
  let reason: HostFault | undefined
  onState('closed')

  return {
    admit() {
      if (openUntil !== undefined && reason !== undefined) {
        if (isProbing || clock.now() < openUntil) return reason
        isProbing = true
        onState('half-open')
        return pass(true)
      }
      return pass(false)
    },
  }

  function pass(isProbe: boolean): Pass {
    let isSettled = false
    const settle = (then: () => void) => {
      if (isSettled) return
      isSettled = true
      if (isProbe) isProbing = false
      then()
    }
    return {
      succeeded: () => settle(close),
      failed: (fault) => settle(() => fail(fault, isProbe)),
      released: () =>
        settle(() => {
          if (isProbe) onState('open')
        }),
    }
  }

  function close(): void {
    failures = 0
    pauseMs = FIRST_PAUSE_MS
    if (openUntil !== undefined) onState('closed')
    openUntil = undefined
    reason = undefined
  }

  function fail(fault: HostFault, isProbe: boolean): void {
    if (!isIllness(fault)) {
      // The host answered: it is there.
      if (isProbe) close()
      else failures = 0
      return
    }
    failures += 1
    if (!isProbe && failures < FAILURES_TO_OPEN) return
    reason = fault
    onState('open')
    openUntil = Math.max(clock.now() + pauseMs, ('until' in fault ? fault.until : undefined) ?? 0)
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  }
}
