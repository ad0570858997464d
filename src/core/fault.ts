/** Why a model host did not give a whole answer. `host` is the provider's name, as in `provider/model-id`. */
export type HostFault =
  /** `until`: epoch ms from which the host will listen again, where it said so. */
  | { readonly kind: 'host-rate-limited'; readonly host: string; readonly until?: number }
  | { readonly kind: 'host-overloaded'; readonly host: string; readonly until?: number }
  /** `isOwnKey`: the key is one that the workspace brought. */
  | { readonly kind: 'out-of-credit'; readonly host: string; readonly isOwnKey?: true }
  | { readonly kind: 'bad-key'; readonly host: string; readonly isOwnKey?: true }
  /** `available`: some of the ids the host does have. */
  | {
      readonly kind: 'model-gone'
      readonly host: string
      readonly model: string
      readonly available: readonly string[]
    }
  /** Tokens, where the host gave them: what the model takes, what was asked in all. */
  | { readonly kind: 'too-long'; readonly host: string; readonly limit?: number; readonly requested?: number }
  | { readonly kind: 'filtered'; readonly host: string }
  /** The stream ended without a finish reason, or the host cut it. */
  | { readonly kind: 'truncated'; readonly host: string }
  /** A deadline passed: no first token, none for a while, or too long in all. */
  | {
      readonly kind: 'stalled'
      readonly host: string
      readonly phase: 'first-token' | 'idle' | 'total'
      readonly waitedMs: number
    }
  | { readonly kind: 'unreachable'; readonly host: string }
  | { readonly kind: 'malformed'; readonly host: string }
  /** It finished properly and said nothing. */
  | { readonly kind: 'empty'; readonly host: string }
  /** It refused the request for a reason none of the above names. */
  | { readonly kind: 'host-refused'; readonly host: string }

/** What a chat platform refused. `what` names the call, such as `chat.postMessage`. */
export interface PlatformFault {
  readonly kind: 'platform'
  readonly platform: string
  readonly reason: 'no-permission' | 'gone' | 'rate-limited' | 'rejected' | 'unreachable'
  readonly what: string
}

/** Who may do what was refused. `platform-admin`: by the platform's own rights. */
export type NeededStanding = 'admin' | 'platform-admin' | 'operator' | 'member' | 'role' | 'asker'

/** Everything that can keep a question from its answer; a closed union, worded only in `i18n/explain.ts`. */
export type Fault =
  | HostFault
  | PlatformFault
  /** Over a limit of requests; `until` is when the next one is taken (epoch ms). */
  | { readonly kind: 'limited'; readonly scope: 'person' | 'channel' | 'workspace'; readonly until: number }
  /** The money allowed for the period is spent; `until` is when the next begins (epoch ms). */
  | {
      readonly kind: 'over-budget'
      readonly scope: 'person' | 'channel' | 'workspace' | 'deployment'
      readonly until: number
    }
  /** What a model costs is not known, so that no budget can hold it. */
  | { readonly kind: 'price-unknown'; readonly model: string }
  /** Turned off in that place, or not among the channels that are allowed. */
  | { readonly kind: 'not-here'; readonly reason: 'off' | 'channel' }
  /** Too many questions wait in this conversation already. */
  | { readonly kind: 'queue-full'; readonly waiting: number }
  | { readonly kind: 'not-allowed'; readonly needs: NeededStanding }
  | { readonly kind: 'bad-input'; readonly field: string; readonly problem: string }
  | { readonly kind: 'no-model' }
  | { readonly kind: 'store' }
  /** The process ended while it answered. */
  | { readonly kind: 'interrupted' }
  /** The asker, or whoever may, stopped it. */
  | { readonly kind: 'cancelled' }
  /** Ours. The incident id is also in the log. */
  | { readonly kind: 'bug'; readonly incident: string }

/** The one exception class of Tanya: a fault on its way to the one place that words it. */
export class Failure extends Error {
  readonly fault: Fault
  /** What kept others from doing it instead. */
  readonly passedOver: readonly HostFault[]

  constructor(fault: Fault, options?: { cause?: unknown; passedOver?: readonly HostFault[] }) {
    super(fault.kind, options)
    this.name = 'Failure'
    this.fault = fault
    this.passedOver = options?.passedOver ?? []
  }
}

/** Turns whatever was thrown into a fault; `incident` names it when it is a bug of ours. */
export function toFault(error: unknown, incident: string): Fault {
  if (error instanceof Failure) return error.fault
  if (error instanceof Error && error.name === 'AbortError') return { kind: 'cancelled' }
  return { kind: 'bug', incident }
}
