/** What is known of how long answers are, in characters. */
export interface LengthModel {
  /** The chance that an answer of which `seen` characters have come goes on for at least `more`. */
  survives(seen: number, more: number): number
  /** An answer ended with so many. */
  learn(length: number): void
}

export interface Pace {
  /** When the channel last wrote. */
  readonly last: number
  /** When its window ends and a new one can be opened. */
  readonly endsAt: number
  /** Writes left in the window. */
  readonly left: number
  /** The chance that an answer which was still coming at `last` is so many milliseconds after it. */
  readonly survives: (ms: number) => number
}

/** Steps in which an integral over a window is taken: its error is far below that of the length model. */
const steps = 64

/**
 * When the next write is due so that the readers' lag is the least to be expected. The rest of the window is cut
 * into gaps of which each, weighed with the chance that the answer is still coming at its end, is what the next
 * one is expected to last: at the optimum, a write moved by a little loses before it what it wins after it.
 * Where the end is near the gaps start small and grow; where it is far they are even. A last text needs no slot
 * of its own: while any write is left, it is shown at once.
 */
export function nextWriteAt({ last, endsAt, left, survives }: Pace): number {
  const span = endsAt - last
  if (left === 0) return endsAt
  const dt = span / steps
  const alive = Array.from({ length: steps + 1 }, (_, i) => survives(i * dt))
  let low = 0
  let high = span / (left + 1)
  for (let i = 0; i < 12; i += 1) {
    const first = (low + high) / 2
    if (reach(first) > span) high = first
    else low = first
  }
  return last + high

  /** Where the gaps end of which the first is `first` long; Infinity when one of them can never be filled. */
  function reach(first: number): number {
    let from = first
    let gap = first
    for (let i = 0; i < left; i += 1) {
      const to = fill(from, at(from) * gap)
      gap = to - from
      from = to
    }
    return from
  }

  function at(ms: number): number {
    return alive[Math.min(steps, Math.round(ms / dt))] ?? 0
  }

  function fill(from: number, amount: number): number {
    let rest = amount
    let ms = from
    while (ms < span * 1.01) {
      const rate = at(ms)
      if (rate * dt >= rest) return ms + rest / rate
      rest -= rate * dt
      ms += dt
    }
    return Infinity
  }
}
