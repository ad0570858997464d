/** One write: epoch ms, and how many tokens of the answer it shows. */
export interface ShownText {
  readonly at: number
  readonly tokens: number
}

/**
 * How late an answer was, in ms: the mean over its tokens, its first token and its last. `sentAt` are epoch ms, one a
 * token; `writes` in the order they came. Throws when a token never appeared.
 */
export function lagsOf(
  sentAt: readonly number[],
  writes: readonly ShownText[],
): { readonly meanMs: number; readonly firstMs: number; readonly lastMs: number } {
  const lags: number[] = []
  for (const { at, tokens } of writes)
    while (lags.length < Math.min(tokens, sentAt.length)) lags.push(at - (sentAt[lags.length] ?? 0))
  const [firstMs] = lags
  const lastMs = lags.at(-1)
  if (firstMs === undefined || lastMs === undefined || lags.length < sentAt.length)
    throw new Error(`${sentAt.length - lags.length} of ${sentAt.length} tokens never appeared`)
  return { meanMs: lags.reduce((sum, lag) => sum + lag, 0) / lags.length, firstMs, lastMs }
}

/** The value that a share of all is not above, such as the median for 0.5. */
export function percentile(values: readonly number[], share: number): number {
  return (
    values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN
  )
}
