import type { Place } from '../../question.ts'

/** A question and its answer, as the model is to see them again. */
export interface Turn {
  /** The question's id. */
  readonly id: string
  /** Id of the linear conversation, or of the question that began the reply chain. */
  readonly conversation: string
  /** The turn it continues; absent for the first. */
  readonly parent?: string
  readonly place: Place
  readonly askerId: string
  /** The question as it stood in the prompt, byte for byte. */
  readonly prompt: string
  /** Where in `prompt` the asker's own words begin, in UTF-16 units: what an edit replaces. 0 when absent. */
  readonly wordsFrom?: number
  /** The model's raw Markdown, byte for byte. */
  readonly answer: string
  /** `provider/model-id` that answered. */
  readonly model: string
  /** Estimated tokens of prompt and answer together. Never changes, lest cuts wander. */
  readonly tokens: number
  /** What its prompt began with; the whole conversation when absent. */
  readonly cut?: Cut
  /** Epoch ms. */
  readonly at: number
}

/** What a prompt begins with. Handed down from turn to turn, so that all prompts between two cuts share it. */
export interface Cut {
  /** Turns with fewer `tokensBefore` are left out. */
  readonly fromTokens: number
  /** The turn whose summary stands before the rest. */
  readonly summary?: string
}

/** What a conversation said up to and with a turn, in the model's words. */
export interface Summary {
  readonly turn: string
  readonly text: string
  /** Estimated. */
  readonly tokens: number
  /** Epoch ms. */
  readonly at: number
}

/** What is to stand in place of a turn's texts. */
export interface Amendment {
  readonly prompt?: string
  readonly answer?: string
}

/** A turn whose texts were changed or deleted by their authors since, which prompts do not show yet. */
export interface AmendedTurn {
  readonly turn: PathTurn
  readonly amendment: Amendment
}

/** A turn on the way from the root, with the tokens of all turns before it. */
export interface PathTurn extends Turn {
  readonly tokensBefore: number
}

export interface Turns {
  /** Stores the turn; storing the same id again replaces it. */
  record(turn: Turn): Promise<void>
  /** The newest turn of a conversation. */
  latest(conversation: string): Promise<PathTurn | undefined>
  /** Those of the conversations that have a turn. */
  begun(conversations: readonly string[]): Promise<readonly string[]>
  get(id: string): Promise<PathTurn | undefined>
  /**
   * The turns from the root to `id` whose `tokensBefore` is at least `fromTokens`, oldest first. Reads no more
   * than those, however long the conversation is.
   */
  path(id: string, fromTokens: number): Promise<readonly PathTurn[]>
  /** Keeps the change beside the turn until `settle`; the summaries not yet in use go. False for an unknown turn. */
  amend(id: string, amendment: Amendment): Promise<boolean>
  /** What `settle` would change in a conversation. */
  amended(conversation: string): Promise<readonly AmendedTurn[]>
  /** Puts the amendments of a conversation in place of the texts. */
  settle(conversation: string): Promise<void>
  /** Keeps the summary with its turn. False when the turn is no longer there. */
  summarize(summary: Summary): Promise<boolean>
  /** The newest summary that one of these turns has. */
  summary(turns: readonly string[]): Promise<Summary | undefined>
}
