/** What the fake host answers one request with. An empty object is a short, proper answer. */
export interface FakeAnswer {
  /** The answer's text; an iterable is sent chunk by chunk as it comes, at the test's own pace. */
  readonly text?: string | AsyncIterable<string>
  readonly reasoning?: string
  /** How reasoning is sent; the dialect's own way when absent. */
  readonly reasoningStyle?: ReasoningStyle
  /** Exact pieces of the text, instead of `chunkSize`. */
  readonly chunks?: readonly string[]
  /** Characters of a chunk; 4 when absent, as a token has. */
  readonly chunkSize?: number
  /** Chunks a second; all at once when absent. */
  readonly tokensPerSecond?: number
  readonly firstTokenDelayMs?: number
  /** `finish_reason`; `stop` when absent. */
  readonly finish?: string
  /** Fields of the usage object; computed when absent, none at all when `none`. */
  readonly usage?: 'none' | Readonly<Record<string, unknown>>
  readonly usageOn?: UsagePlacement
  /** Sends a comment this often for as long as the stream is open, also when it is stalled. */
  readonly keepAliveEveryMs?: number
  readonly keepAliveComment?: string
  /** What goes wrong, after `afterChunks` chunks of text (all of them when absent). */
  readonly trouble?: Trouble
  /** An HTTP error, or anything else that is no stream. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** The body for `status`, or of a 200 that is no stream: text as it is, anything else as JSON. */
  readonly body?: unknown
  /** Hears every chunk of text as it is written; `at` is `performance.now()` of this process. */
  readonly onText?: (text: string, at: number) => void
}

export type ReasoningStyle =
  | 'reasoning_content'
  | 'reasoning'
  | 'reasoning_text'
  /** Two copies, as some gateways send. */
  | 'both'
  | 'think'
  /** `<think>` is in the prompt's template, so that only `</think>` is ever seen. */
  | 'think-unopened'
  | 'sky-t1'
  | 'kimi'

/** `choice`: inside the choice, as Moonshot does. */
export type UsagePlacement = 'trailing' | 'finish' | 'both' | 'every' | 'choice'

export type Trouble =
  /** Nothing more comes, and the connection stays open. */
  | { readonly kind: 'stall'; readonly afterChunks?: number }
  /** No headers ever come. */
  | { readonly kind: 'hang' }
  /** A clean end without a finish reason or `[DONE]`. */
  | { readonly kind: 'silent-end'; readonly afterChunks?: number }
  /** The connection is cut. */
  | { readonly kind: 'reset'; readonly afterChunks?: number }
  /** A line of data that is no JSON. */
  | { readonly kind: 'malformed'; readonly afterChunks?: number }
  /** A chunk of data that is an error. */
  | { readonly kind: 'error-chunk'; readonly afterChunks?: number; readonly body: unknown }
  /** A proper finish, without `[DONE]`. */
  | { readonly kind: 'no-done' }
  /** A finish reason, and then the connection stays open. */
  | { readonly kind: 'never-closes' }
  /** `[DONE]`, and then the connection stays open. */
  | { readonly kind: 'stays-open' }
