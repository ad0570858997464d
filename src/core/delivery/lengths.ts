import type { LengthModel } from './pace.ts'

/** Characters of a typical answer before any was seen, and how narrowly answers are spread around it. */
export interface TypicalLength {
  readonly median: number
  /** Of a log-logistic distribution: twice the median is exceeded by one answer in `1 + 2 ** shape`. */
  readonly shape: number
}

/** Of answers of chat models to people's questions: some 250 tokens, widely spread. */
export const typicalLength: TypicalLength = { median: 1000, shape: 2 }

/** As many answers as the assumption made at the start counts for. */
const priorWeight = 8
/** As many answers as are remembered, older ones fading. */
const memory = 64

/**
 * The lengths of answers as a log-logistic distribution: few parameters, and a tail so long that an answer which
 * has gone on for long is expected to go on for as long again. It follows what is learnt, slowly.
 */
export function createLengthModel({ median, shape }: TypicalLength): LengthModel {
  let weight = priorWeight
  let mean = Math.log(median)
  let variance = varianceOf(shape)

  function surviving(length: number): number {
    const shape = Math.PI / Math.sqrt(3 * Math.max(variance, minVariance))
    return 1 / (1 + Math.exp(shape * (Math.log(Math.max(1, length)) - mean)))
  }

  return {
    survives: (seen, more) => surviving(seen + more) / surviving(seen),
    learn(length) {
      if (length < 1) return
      weight = Math.min(memory, weight + 1)
      const off = Math.log(length) - mean
      mean += off / weight
      variance += (off * off * (1 - 1 / weight) - variance) / weight
    },
  }
}

/** Answers are never all of one length: without this the model would be surprised too much by a longer one. */
const minVariance = varianceOf(8)

function varianceOf(shape: number): number {
  return Math.PI ** 2 / (3 * shape ** 2)
}
