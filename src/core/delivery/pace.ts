/** What is known of how long answers are, in characters. */
export interface LengthModel {
  /** The chance that an answer of which `length` characters have come goes on for at least `more`. */
  survives(length: number, more: number): number
  /** An answer ended with so many. */
  learn(length: number): void
}

export interface Pace {
  /** When the channel last wrote. */
  readonly last: number
  /** When its window ends and a new one can be opened. */
  readonly endsAt: number
  /** Writes left in the window for text that is not the last. */
  readonly left: number
  /** The chance that an answer which was still coming at `last` is so many milliseconds after it. */
  readonly survives: (ms: number) => number
  /** The last write of a window is kept back until so long before its end: an answer may end until then. */
  readonly keptMs: number
}

/** Points at which the chances of a window are looked at; between them they are taken to be straight. */
const steps = 64
const scans = 24
const bisections = 12

/**
 * When the next write is due so that the readers' lag is the least to be expected. The rest of the window is cut
 * into gaps of which each, weighed with the chance that the answer is still coming at its end, is what the next
 * one is expected to last: at the optimum, a write moved by a little loses before it what it wins after it.
 * Where the end is near the gaps start small and grow; where it is far they are even.
 */
export function nextWriteAt({ last, endsAt, left, survives, keptMs }: Pace): number {
  const span = endsAt - last
  if (left < 1 || span <= 0) return endsAt
  const dt = span / steps
  const alive = new Float64Array(steps + 1)
  /** How long the answer is expected to have been coming by then. */
  const coming = new Float64Array(steps + 1)
  for (let i = 0; i <= steps; i += 1) {
    alive[i] = survives(i * dt)
    if (i > 0) coming[i] = (coming[i - 1] ?? 0) + (((alive[i] ?? 0) + (alive[i - 1] ?? 0)) * dt) / 2
  }
  const first = firstOf(left + 1, span)
  return last + (span > keptMs ? Math.max(first, firstOf(left, span - keptMs)) : first)

  /**
   * The first of so many gaps that together are `target` long. No gap is longer than the next one. Of several
   * solutions it is the shortest: the others wait for the end, where there is hardly anything left to be gained.
   */
  function firstOf(gaps: number, target: number): number {
    const longest = target / gaps
    let low = 0
    let high = 0
    while (high < longest && reach(high, gaps) <= target) {
      low = high
      high += longest / scans
    }
    for (let i = 0; i < bisections; i += 1) {
      const middle = (low + high) / 2
      if (reach(middle, gaps) > target) high = middle
      else low = middle
    }
    return low
  }

  /** Where the last of the gaps ends; Infinity when no gap could be long enough. */
  function reach(first: number, gaps: number): number {
    let from = 0
    let to = first
    for (let i = 1; i < gaps && to < Infinity; i += 1) {
      const next = whenComing(at(coming, to) + at(alive, to) * (to - from))
      from = to
      to = next
    }
    return to
  }

  function at(curve: Float64Array, ms: number): number {
    const position = Math.min(steps, ms / dt)
    const below = Math.floor(position)
    const low = curve[below] ?? 0
    return low + ((curve[below + 1] ?? low) - low) * (position - below)
  }

  function whenComing(amount: number): number {
    if (amount > (coming[steps] ?? 0)) return Infinity
    let low = 0
    let high = steps
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((coming[middle] ?? 0) <= amount) low = middle
      else high = middle
    }
    const from = coming[low] ?? 0
    const to = coming[high] ?? 0
    return (low + (to > from ? (amount - from) / (to - from) : 0)) * dt
  }
}
