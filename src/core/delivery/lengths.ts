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
  { weight: 1.5, median: 210, shape: 7 },
  { weight: 1.4, median: 1400, shape: 8 },
  { weight: 0.1, median: 3000, shape: 2.5 },
]

/** An answer that was seen stands for answers of about its length. */
const seenShape = 6
/** So many answers are remembered. */
const memory = 24

/** The survival curve is kept at this many lengths a factor of e, up to e^14 or a million characters. */
const resolution = 12
const points = 14 * resolution

/** Starts with `prior` and follows the lengths it learns. */
export function createLengthModel(prior: readonly TypicalLength[] = typicalLengths): LengthModel {
  const seen: TypicalLength[] = []
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
      seen.push({ weight: 1, median: length, shape: seenShape })
      if (seen.length > memory) seen.shift()
      curve = curveOf([...prior, ...seen])
    },
  }
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
