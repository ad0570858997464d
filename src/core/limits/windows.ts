import type { Clock } from '../clock.ts'

/** Sliding windows by key: so many in any `windowMs`. */
export interface Windows {
  /** Takes a place, or tells when the next one is free (epoch ms). */
  take(key: string): number | undefined
  /** Keys that are remembered. */
  size(): number
}

export interface WindowOptions {
  readonly most: number
  readonly windowMs: number
  readonly clock: Clock
}

export function createWindows({ most, windowMs, clock }: WindowOptions): Windows {
  /** Per key the times of those taken, oldest first; at most `most` of them. */
  const taken = new Map<string, number[]>()
  let sweptAt = clock.now()

  /** Once a window, everybody who has been idle for one is forgotten. */
  function sweep(now: number): void {
    if (now - sweptAt < windowMs) return
    sweptAt = now
    for (const [key, times] of taken) if ((times.at(-1) ?? 0) + windowMs <= now) taken.delete(key)
  }

  return {
    take(key) {
      const now = clock.now()
      sweep(now)
      const times = (taken.get(key) ?? []).filter((time) => time + windowMs > now)
      if (times.length >= most) return (times[times.length - most] ?? now) + windowMs
      taken.set(key, [...times, now])
      return undefined
    },
    size: () => taken.size,
  }
}
