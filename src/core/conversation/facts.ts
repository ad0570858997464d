import type { Clock } from '../clock.ts'

/** What the layout of prompts needs to know of a model. Sizes in tokens. */
export interface ModelFacts {
  /** `provider/model-id` as the host spells it. */
  readonly model: string
  /** What prompt and answer may have together. */
  readonly context?: number
  readonly maxOutput?: number
  readonly takesImages?: boolean
  /** US dollars per million tokens; `hit` is what input found in the host's cache costs. */
  readonly prices?: { readonly hit: number; readonly miss: number; readonly output: number }
}

/** The facts of the model that answers first for a model spec; undefined when the spec cannot be resolved now. */
export type FactsOf = (modelSpec: string) => Promise<ModelFacts | undefined>

/** Asked again after so long: prices change, servers come up. Milliseconds. */
const holdsMs = 5 * 60 * 1000

/** Specs come from people too, who may name any number of them. */
const mostHeld = 200

/** Asks for the facts of a spec every few minutes at most. Never rejects: what cannot be told is unknown. */
export function rememberFacts(factsOf: FactsOf, clock: Clock): FactsOf {
  const held = new Map<string, { readonly facts: Promise<ModelFacts | undefined>; readonly until: number }>()
  return (modelSpec) => {
    const known = held.get(modelSpec)
    if (known !== undefined && clock.now() < known.until) return known.facts
    if (held.size >= mostHeld) held.clear()
    const facts = factsOf(modelSpec).catch(() => undefined)
    held.set(modelSpec, { facts, until: clock.now() + holdsMs })
    return facts
  }
}
