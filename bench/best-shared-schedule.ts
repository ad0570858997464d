import type { WindowLimit } from './best-schedule.ts'

interface Wish {
  readonly at: number
  readonly answer: number
  /** A write that shows an answer's end is never given up. */
  readonly last: boolean
}

interface Search {
  readonly restarts: number
  readonly steps: number
  readonly seed: number
}

/**
 * The least mean lag in ms that was found for several answers sharing one limit, by simulated annealing over
 * write times and whose turn it is. Not proven to be the best possible, which is lower if anything: a ratio to it
 * flatters nobody's schedule by more than the search missed. Deterministic.
 */
export function foundMeanLag(
  answers: readonly (readonly number[])[],
  limit: WindowLimit,
  { restarts, steps, seed }: Search = { restarts: 4, steps: 60_000, seed: 1 },
): number {
  const random = createRandom(seed)
  const sums = answers.map(prefixSums)
  const ends = answers.map((times) => times.at(-1) ?? 0)
  const begin = Math.min(...answers.map((times) => times[0] ?? 0))
  const span = Math.max(...ends) - begin
  const tokens = answers.reduce((sum, times) => sum + times.length, 0)

  function cost(wishes: readonly Wish[]): number {
    const seen = answers.map(() => 0)
    let total = 0
    for (const { at, answer } of carryOut(wishes, limit)) {
      const times = answers[answer] ?? []
      const from = seen[answer] ?? 0
      const to = countUntil(times, at)
      if (to <= from) continue
      total += at * (to - from) - ((sums[answer]?.[to] ?? 0) - (sums[answer]?.[from] ?? 0))
      seen[answer] = to
    }
    return total / tokens
  }

  function someWish(): Wish {
    return { at: begin + random() * span, answer: Math.floor(random() * answers.length), last: false }
  }

  function changed(wishes: readonly Wish[], heat: number): Wish[] {
    const next = [...wishes]
    const i = Math.floor(random() * next.length)
    const wish = next[i]
    const move = random()
    if (move < 0.08) next.push(someWish())
    else if (wish && move < 0.16 && !wish.last) next.splice(i, 1)
    else if (wish && move < 0.3 && !wish.last) next[i] = { ...someWish(), at: wish.at }
    else if (wish) next[i] = { ...wish, at: later(wish, (random() - 0.5) * span * (0.02 + heat)) }
    return next
  }

  function later(wish: Wish, by: number): number {
    return Math.max(wish.last ? (ends[wish.answer] ?? 0) : begin, wish.at + by)
  }

  let best = Infinity
  for (let restart = 0; restart < restarts; restart += 1) {
    let wishes: Wish[] = ends.map((at, answer) => ({ at, answer, last: true }))
    for (let i = 0; i < (span / limit.windowMs) * limit.limit; i += 1) wishes.push(someWish())
    let current = cost(wishes)
    for (let step = 0; step < steps; step += 1) {
      const heat = (1 - step / steps) ** 2
      const tried = changed(wishes, heat * 0.3)
      const found = cost(tried)
      if (found >= current && random() >= Math.exp((current - found) / (1 + heat * 60))) continue
      wishes = tried
      current = found
      best = Math.min(best, current)
    }
  }
  return best
}

/** The wished writes in their order, each as soon after its time as the limit allows. */
function carryOut(wishes: readonly Wish[], { limit, windowMs }: WindowLimit): readonly Wish[] {
  let open = -Infinity
  let used = 0
  let now = -Infinity
  return wishes
    .toSorted((a, b) => a.at - b.at)
    .map((wish) => {
      const at = Math.max(wish.at, now, used < limit ? -Infinity : open + windowMs)
      now = at
      if (at >= open + windowMs) {
        open = at
        used = 0
      }
      used += 1
      return { ...wish, at }
    })
}

function prefixSums(times: readonly number[]): readonly number[] {
  const sums = [0]
  for (const time of times) sums.push((sums.at(-1) ?? 0) + time)
  return sums
}

function countUntil(times: readonly number[], at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) <= at + 1e-6) low = middle + 1
    else high = middle
  }
  return low
}

/** Mulberry32: small, and the same everywhere. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
