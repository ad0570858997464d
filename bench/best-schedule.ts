/** A limit of writes: at most `limit` in a window of `windowMs` that opens with its first write. */
export interface WindowLimit {
  readonly limit: number
  readonly windowMs: number
}

/**
 * The least mean lag in ms that any choice of write times gives an answer whose tokens, all of one size, come at
 * `times` (ascending, ms): dynamic programming over windows, with no network time and the end known beforehand.
 * Exact: a write between two tokens is never better than one at the earlier of them, save where a window ends.
 * `firstWithinMs` asks for a first text so soon after the first token, which costs the rest of the answer.
 */
export function bestMeanLag(
  times: readonly number[],
  { limit, windowMs }: WindowLimit,
  firstWithinMs = Infinity,
): number {
  const end = times.at(-1) ?? 0
  const at = candidates(times, windowMs)
  const n = at.length
  const lag = lagBetween(times, at)
  const isDone = (i: number): boolean => (at[i] ?? 0) >= end
  /** By the write that opens a window: the least lag of all that comes after it. */
  const opening = new Float64Array(n)
  for (let s = n - 1; s >= 0; s -= 1) {
    if (isDone(s)) continue
    const open = at[s] ?? 0
    let next = s
    while (next < n && (at[next] ?? 0) < open + windowMs) next += 1
    const afterWindow = (u: number): number => {
      let best = Infinity
      for (let v = next; v < n; v += 1) best = Math.min(best, lag(u, v) + (opening[v] ?? 0))
      return best
    }
    const last = Float64Array.from({ length: next - s }, (_, i) => (isDone(s + i) ? 0 : afterWindow(s + i)))
    let rest = last
    for (let used = limit - 1; used >= 1; used -= 1) {
      const more = rest
      rest = last.map((without, i) => {
        let best = without
        for (let v = s + i + 1; v < next; v += 1) best = Math.min(best, lag(s + i, v) + (more[v - s] ?? 0))
        return best
      })
    }
    opening[s] = rest[0] ?? 0
  }
  let best = Infinity
  const firstBy = (times[0] ?? 0) + firstWithinMs
  for (let i = 0; i < n && (at[i] ?? 0) <= firstBy; i += 1)
    best = Math.min(best, lag(-1, i) + (opening[i] ?? 0))
  return best / times.length
}

/** Token times, and those at which a window ends that a token opened. */
function candidates(times: readonly number[], windowMs: number): readonly number[] {
  const end = times.at(-1) ?? 0
  const all = new Set<number>()
  for (const time of times) {
    for (let at = time; at < end + windowMs; at += windowMs) all.add(Math.round(at * 1e6) / 1e6)
  }
  const sorted = [...all].sort((a, b) => a - b)
  return sorted.slice(0, sorted.findIndex((at) => at >= end + windowMs - 1) >>> 0)
}

/** The summed lag of the tokens that a write at `at[v]` shows when the write before it was at `at[u]`. */
function lagBetween(times: readonly number[], at: readonly number[]): (u: number, v: number) => number {
  const count = new Float64Array(at.length)
  const sum = new Float64Array(at.length)
  let k = 0
  let total = 0
  at.forEach((time, i) => {
    while (k < times.length && (times[k] ?? 0) <= time + 1e-6) {
      total += times[k] ?? 0
      k += 1
    }
    count[i] = k
    sum[i] = total
  })
  return (u, v) =>
    (at[v] ?? 0) * ((count[v] ?? 0) - (u < 0 ? 0 : (count[u] ?? 0))) -
    ((sum[v] ?? 0) - (u < 0 ? 0 : (sum[u] ?? 0)))
}
