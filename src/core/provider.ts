import type { HostFault } from './fault.ts'
import type { Workspace } from './question.ts'

/** A picture as models take it. */
export interface Picture {
  readonly mediaType: 'image/jpeg'
  readonly base64: string
  /** Pixels. */
  readonly width: number
  readonly height: number
}

/** One message of the prompt. `name` tells several people apart where the host takes it. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
  /** Of a user's message, in the order in which its text names them; models that do not see get the text alone. */
  readonly pictures?: readonly Picture[]
  readonly name?: string
}

export interface ChatRequest {
  /** Whose call it is: the keys that it brought are used. Without one the operator's are, and no others. */
  readonly workspace?: Workspace
  /**
   * Money was set aside for these alone: nothing else may be asked, whatever `model` has come to mean since. One with
   * `isOwnKey` is not asked on a key of the operator's.
   */
  readonly among?: readonly { readonly model: string; readonly isOwnKey?: true }[]
  /** An alias, `provider/model-id`, or a comma list of them in the order of falling back. */
  readonly model: string
  readonly messages: readonly ChatMessage[]
  /** Tokens; the host's own ceiling when absent. */
  readonly maxOutputTokens?: number
  /** Isolates and keeps the host's prefix cache: one value a conversation, never a person. `[A-Za-z0-9_-]`. */
  readonly cacheKey: string
  /**
   * What the answer already begins with, since it was shown before the process or a host failed. Only what
   * follows it is streamed.
   */
  readonly prefix?: string
  /** Asks the model to think before it answers; off by default since it is billed. */
  readonly thinking?: boolean
  /** The id under which the log tells of the question. Not for the host. */
  readonly question?: string
}

/** `length`: the output limit was reached. */
export type Finish = 'stop' | 'length'

/** Tokens of one call. `input` counts all of the prompt, `cachedInput` those of it billed as cache hits. */
export interface Usage {
  readonly input: number
  readonly cachedInput: number
  /** All of the output, reasoning included. */
  readonly output: number
  readonly reasoning: number
}

/** What a call was and cost, told also when it failed or was stopped. */
export interface CallReport {
  /** `provider/model-id` as the host spells it. */
  readonly model: string
  /** A key of the workspace's own pays for it, not the operator. */
  readonly onOwnKey?: true
  readonly usage: Usage
  /** Whether `usage` is the host's own figure, or our estimate since it gave none. */
  readonly measured: boolean
  /** Billionths of a US dollar; undefined where the price is unknown. */
  readonly priceNanoUsd?: number
  /** The same, had nothing of the prompt been in the host's cache. */
  readonly uncachedPriceNanoUsd?: number
}

export type Delta =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'reasoning'; readonly text: string }
  /** Exactly one, last. `passedOver`: why others of the list did not answer. */
  | {
      readonly kind: 'end'
      readonly reason: Finish
      readonly report: CallReport
      readonly passedOver?: readonly HostFault[]
    }

/** A source of answers. It ends in one `end` delta or throws a `Failure`; an aborted signal throws `cancelled`. */
export interface Provider {
  /** `onReport` hears of every call that was billed, also of failed, stopped and fallen-back ones. */
  chat(
    request: ChatRequest,
    signal: AbortSignal,
    onReport?: (report: CallReport) => void,
  ): AsyncIterable<Delta>
}
