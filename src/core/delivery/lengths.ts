import type { LengthModel } from './pace.ts'

/** Answers of about one length, log-logistic around it. */
export interface TypicalLength {
  /** How many answers it stands for. */
  readonly weight: number
  /** Characters. */
  readonly median: number
  /** How narrowly they are spread: one in `1 + 2 ** shape` is longer than twice the median. */
  readonly shape: number
}

/**
 * What is assumed before any answer was seen: short replies, explanations of a few hundred tokens and a tail of
 * long ones. Chosen with `npm run bench`.
 */
export const typicalLengths: readonly TypicalLength[] = [
  { weight: 1.3, median: 255, shape: 7 },
  { weight: 1.66, median: 1460, shape: 8.8 },
  { weight: 0.04, median: 2650, shape: 2.3 },
]

/** So many answers are remembered. */
const memory = 24

/** Before it is known how much lengths differ: the variance of their logarithm, and how many answers it counts for. */
const assumed = { variance: 0.5, answers: 2 }

/** The survival curve is kept at this many lengths a factor of e, up to e^14 or a million characters. */
const resolution = 24
const points = 14 * resolution

/** Starts with `prior` and follows the lengths it learns. */
export function createLengthModel(prior: readonly TypicalLength[] = typicalLengths): LengthModel {
  let seen: readonly number[] = []
  let curve = curveOf(prior)

  function surviving(length: number): number {
    const position = Math.min(points - 1, Math.log(Math.max(1, length)) * resolution)
    const below = Math.floor(position)
    const low = curve[below] ?? 0
    return low + ((curve[below + 1] ?? 0) - low) * (position - below)
  }

  return {
    survives: (length, more) => surviving(length + more) / surviving(length),
    learn(length) {
      if (length < 1) return
      seen = [...seen, length].slice(-memory)
      const shape = shapeOf(seen)
      curve = curveOf([...prior, ...seen.map((median) => ({ weight: 1, median, shape }))])
    },
  }
}

/**
 * How narrow an answer's surroundings are drawn: Silverman's rule for the width of a kernel, on the logarithms,
 * for a logistic curve of that standard deviation.
 */
function shapeOf(seen: readonly number[]): number {
  const logs = seen.map(Math.log)
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length
  const squares = logs.reduce((sum, log) => sum + (log - mean) ** 2, assumed.variance * assumed.answers)
  const deviation = Math.sqrt(squares / (logs.length + assumed.answers))
  return Math.PI / Math.sqrt(3) / (0.9 * deviation * logs.length ** -0.2)
}

function curveOf(lengths: readonly TypicalLength[]): Float64Array {
  return Float64Array.from({ length: points + 1 }, (_, i) => {
    const at = i / resolution
    let sum = 0
    for (const { weight, median, shape } of lengths)
      sum += weight / (1 + Math.exp(shape * (at - Math.log(median))))
    return sum
  })
}
