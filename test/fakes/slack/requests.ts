import type { Json } from './json.ts'

/** One Web API request as it arrived, and what became of it. */
export interface RecordedRequest {
  readonly at: number
  readonly method: string
  /** Fields that travel as JSON in a form are parsed. */
  readonly args: Json
  readonly token: string
  /** The HTTP status answered; undefined while it runs, or when it never was. */
  status: number | undefined
  /** The answer's `error`. */
  error: string | undefined
  /** Whether Slack carried it out. */
  carriedOut: boolean
}

/** Something the app did that Slack punishes, or that a careful app does not do. */
export type ViolationKind =
  | 'late_ack'
  | 'bad_ack'
  | 'unknown_method'
  | 'missing_scope'
  | 'bad_token'
  | 'invalid_arguments'
  | 'invalid_blocks'
  | 'too_long'
  | 'truncated'
  | 'mass_mention'
  | 'identical_update'
  | 'markdown_and_chunks'
  | 'missing_recipient'
  | 'stream_mode_mismatch'
  | 'write_after_end'
  | 'update_while_streaming'
  | 'expired_trigger'
  | 'expired_response_url'

export interface Violation {
  readonly at: number
  readonly kind: ViolationKind
  readonly detail: string
}
