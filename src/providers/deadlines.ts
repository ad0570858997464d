import type { Clock } from '../core/clock.ts'

/** How long to wait for a host, in milliseconds. */
export interface Deadlines {
  /** From the request to the first text or reasoning. */
  readonly firstTokenMs: number
  /** Between two chunks of data. Keep-alive comments are no data. */
  readonly idleMs: number
  /** From the request to the end. */
  readonly totalMs: number
}

/**
 * Generous enough for a long prompt on a busy host. DeepSeek's keep-alives were seen to go on for 10 to 17 minutes
 * with no answer behind them, so that nothing but own deadlines ends such a wait.
 */
export const DEFAULT_DEADLINES: Deadlines = { firstTokenMs: 90_000, idleMs: 60_000, totalMs: 900_000 }

/** After the finish reason, for usage that trails it. */
const AFTER_FINISH_MS = 2_000

export type Phase = 'first-token' | 'idle' | 'total' | 'finished'

export interface Watch {
  /** Data arrived. */
  data(): void
  /** Text or reasoning arrived. */
  token(): void
  /** The host said why it finished: only trailing usage is waited for now. */
  finished(): void
  /** Nobody reads: the host is not to blame for silence until `resume`. */
  pause(): void
  resume(): void
  end(): void
}

/**
 * Calls `expire` once, when a deadline passes. Marking data costs no timer: one timer is armed at a time and looks,
 * when it fires, whether the deadline has moved on.
 */
export function watchDeadlines(
  clock: Clock,
  deadlines: Deadlines,
  expire: (phase: Phase, waitedMs: number) => void,
): Watch {
  const startedAt = clock.now()
  let phase: Exclude<Phase, 'total'> = 'first-token'
  let from = startedAt
  let paused = false
  let cancel: (() => void) | undefined
  arm()

  return {
    data() {
      if (phase !== 'first-token') from = clock.now()
    },
    token() {
      if (phase === 'first-token') enter('idle')
    },
    finished: () => enter('finished'),
    pause() {
      paused = true
    },
    resume() {
      paused = false
      if (phase !== 'first-token') from = clock.now()
    },
    end() {
      cancel?.()
      cancel = undefined
    },
  }

  function enter(next: 'idle' | 'finished'): void {
    phase = next
    from = clock.now()
    cancel?.()
    arm()
  }

  function phaseMs(): number {
    if (phase === 'first-token') return deadlines.firstTokenMs
    return phase === 'idle' ? deadlines.idleMs : AFTER_FINISH_MS
  }

  function arm(): void {
    const dueAt = Math.min(startedAt + deadlines.totalMs, from + phaseMs())
    cancel = clock.after(Math.max(paused ? phaseMs() : 1, dueAt - clock.now()), check)
  }

  function check(): void {
    const now = clock.now()
    const expired =
      now >= startedAt + deadlines.totalMs ? 'total' : now >= from + phaseMs() ? phase : undefined
    if (expired === undefined || paused) arm()
    else expire(expired, expired === 'total' ? now - startedAt : now - from)
  }
}
