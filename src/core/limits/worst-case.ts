/** What a budget needs to know of a model. */
export interface ModelCost {
  /** `provider/model-id`. */
  readonly model: string
  /** On a machine of one's own: it costs nothing by the token. */
  readonly isFree: boolean
  /** On a key of the workspace's own: the operator does not pay for it. */
  readonly isOwnKey?: true
  /** Tokens. */
  readonly maxOutput?: number
  /** US dollars per million tokens; absent where unknown. */
  readonly prices?: { readonly miss: number; readonly output: number }
}

/** What a call can cost, in whole billionths of a US dollar. */
export interface WorstCase {
  /** Of the prompt, with nothing of it in a cache. */
  readonly input: number
  /** Of one token of the answer. */
  readonly perOutput: number
  /** Tokens that the answer may have. */
  readonly output: number
}

/** Billionths of a dollar for one token, of dollars for a million. */
const nanoPerToken = 1_000

/** Of the estimate of a prompt's tokens, since the host counts them its own way. */
const inputMargin = 1.25

/** An answer under a budget has no more tokens than this, lest each sets aside what no answer ever needs. */
const mostOutput = 16_000

/**
 * The dearest that a call of any of the models can be. Undefined where it is free; the model's name where the price of
 * one is not known. `tokens` of the prompt are estimated.
 */
export function worstCase(
  models: readonly ModelCost[],
  tokens: number,
  maxOutputTokens: number | undefined,
): WorstCase | string | undefined {
  const paid = models.filter((model) => !model.isFree)
  const unknown = paid.find(({ prices }) => prices === undefined)
  if (unknown !== undefined) return unknown.model
  const dearest = (price: 'miss' | 'output'): number =>
    Math.max(0, ...paid.map(({ prices }) => prices?.[price] ?? 0)) * nanoPerToken
  const perOutput = dearest('output')
  const input = Math.ceil(Math.ceil(tokens * inputMargin) * dearest('miss'))
  if (input + perOutput === 0) return undefined
  const ceilings = paid.map(({ maxOutput }) => maxOutput ?? mostOutput)
  return { input, perOutput, output: Math.min(maxOutputTokens ?? mostOutput, mostOutput, ...ceilings) }
}
