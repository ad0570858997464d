import type { Clock } from '../clock.ts'

/** A place that is wanted among `most` in any `windowMs`. A key always comes with the same window. */
export interface Claim {
  readonly key: string
  readonly most: number
  readonly windowMs: number
}

/** The first of several claims that has no place left; `until` is when it has one (epoch ms). */
export interface Refusal {
  readonly index: number
  readonly until: number
}

/** What is taken of a claim's places, and when there is one more than now (epoch ms). */
export interface Taken {
  readonly count: number
  readonly until?: number
}

/** Sliding windows by key. */
export interface Windows {
  /** Takes a place of each, or none at all and says of which there is none. */
  take(claims: readonly Claim[]): Refusal | undefined
  taken(claims: readonly Claim[]): readonly Taken[]
  /** Keys that are remembered. */
  size(): number
}

/** How often those who have been idle for their window are forgotten. Milliseconds. */
const sweepMs = 60_000

interface Entry {
  /** Oldest first. */
  readonly times: readonly number[]
  readonly windowMs: number
}

export function createWindows({ clock }: { readonly clock: Clock }): Windows {
  const entries = new Map<string, Entry>()
  let sweptAt = clock.now()

  function sweep(now: number): void {
    if (now - sweptAt < sweepMs) return
    sweptAt = now
    for (const [key, { times, windowMs }] of entries)
      if ((times.at(-1) ?? 0) + windowMs <= now) entries.delete(key)
  }

  function timesOf({ key, windowMs }: Claim, now: number): readonly number[] {
    return entries.get(key)?.times.filter((time) => time + windowMs > now) ?? []
  }

  return {
    take(claims) {
      const now = clock.now()
      sweep(now)
      const all = claims.map((claim) => timesOf(claim, now))
      const index = claims.findIndex(({ most }, at) => (all[at]?.length ?? 0) >= most)
      const refused = claims[index]
      if (refused !== undefined) {
        const times = all[index] ?? []
        return { index, until: (times[times.length - refused.most] ?? now) + refused.windowMs }
      }
      for (const [at, { key, windowMs }] of claims.entries())
        entries.set(key, { times: [...(all[at] ?? []), now], windowMs })
      return undefined
    },
    taken(claims) {
      const now = clock.now()
      return claims.map((claim) => {
        const times = timesOf(claim, now)
        // More may be taken than there are places now: it was another limit then.
        const next = times[Math.max(0, times.length - claim.most)]
        return { count: times.length, ...(next !== undefined && { until: next + claim.windowMs }) }
      })
    },
    size: () => entries.size,
  }
}
