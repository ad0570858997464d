import type { Clock } from '../core/clock.ts'

/** How long the characters of one answer took from the model to the reader. */
export interface ReaderLag {
  /** So many characters more were generated, now. */
  generated(length: number): void
  /** The first `length` characters are visible, now. */
  shown(length: number): void
  /** Milliseconds from generated to visible, the mean over all characters that are visible; undefined before any. */
  mean(): number | undefined
}

interface Piece {
  readonly to: number
  readonly at: number
}

export function createReaderLag(clock: Clock): ReaderLag {
  /** What is not visible yet, in order. */
  let pieces: Piece[] = []
  let generated = 0
  let seen = 0
  let total = 0

  return {
    generated(length) {
      generated += length
      pieces.push({ to: generated, at: clock.now() })
    },
    shown(length) {
      const now = clock.now()
      for (const { to, at } of pieces) {
        if (seen >= length) break
        const until = Math.min(to, length)
        total += (until - seen) * (now - at)
        seen = until
      }
      pieces = pieces.filter(({ to }) => to > seen)
    },
    mean: () => (seen === 0 ? undefined : total / seen),
  }
}
