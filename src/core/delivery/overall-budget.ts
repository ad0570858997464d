import type { Urgency } from './write-turns.ts'

/** What a request is for: whatever need not be made now leaves room for what people wait for. */
export type Need = Urgency | 'passing'

/** The requests of all channels together: at most so many in any window of that length. */
export interface OverallBudget {
  /** When a request may be made; `now` if at once. */
  opensAt(now: number, need: Need): number
  /** A request is on its way. */
  sent(now: number): void
  /** The platform wants a pause everywhere. */
  delay(now: number, retryAfterMs: number): void
}

/**
 * Edits on the way and passing signs take no more than this of a window: as many answers again may begin or end in
 * it without waiting.
 */
const shareOfProgress = 0.5

export function createOverallBudget({
  limit,
  windowMs,
}: {
  readonly limit: number
  readonly windowMs: number
}): OverallBudget {
  let times: number[] = []
  let pausedUntil = -Infinity
  const most: Readonly<Record<Need, number>> = {
    first: limit,
    last: limit,
    progress: Math.max(1, Math.floor(limit * shareOfProgress)),
    passing: Math.max(1, Math.floor(limit * shareOfProgress)),
  }

  return {
    opensAt(now, need) {
      times = times.filter((at) => at > now - windowMs)
      const oldest = times.at(-most[need])
      return Math.max(now, pausedUntil, oldest === undefined ? now : oldest + windowMs)
    },
    sent(now) {
      times.push(now)
    },
    delay(now, retryAfterMs) {
      pausedUntil = Math.max(pausedUntil, now + retryAfterMs)
    },
  }
}

/** Where a platform has no such limit. */
export const noOverallBudget: OverallBudget = {
  opensAt: (now) => now,
  sent: () => undefined,
  delay: () => undefined,
}
