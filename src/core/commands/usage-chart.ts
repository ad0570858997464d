/** What a chart of usage shows of one day. Money is billionths of a US dollar. */
export interface ChartDay {
  /** When the day began, epoch ms. */
  readonly day: number
  readonly answered: number
  readonly failures: number
  /** Tokens: billed in full, taken from the host's cache, written. */
  readonly input: number
  readonly cachedInput: number
  readonly output: number
  readonly nanoUsd: number
}

/**
 * Draws a PNG that reads well on light and on dark. It holds digits and no words, so that it needs no font of any
 * language: what its colours and panels mean is for the text beside it. Undefined when it could not be drawn.
 */
export type DrawUsage = (days: readonly ChartDay[]) => Promise<Uint8Array | undefined>
