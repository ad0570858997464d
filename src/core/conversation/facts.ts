import type { Workspace } from '../question.ts'

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

/** The facts of the model that answers a workspace first for a model spec; undefined when it cannot be resolved now. */
export type FactsOf = (modelSpec: string, workspace: Workspace) => Promise<ModelFacts | undefined>
