import { APIConnectionError } from 'openai'
import { Failure, type HostFault } from '../core/fault.ts'
import { type ErrorFacts, readErrorFacts } from './error-facts.ts'
import { readOverflow } from './overflow.ts'
import { readUntil } from './retry-after.ts'

export interface FailureContext {
  /** The provider's name, as in `provider/model-id`. */
  readonly host: string
  /** It was asked with a key that a workspace brought. */
  readonly isOwnKey?: true | undefined
  readonly model: string
  /** Epoch ms. */
  readonly now: number
  /** Whether a chunk had arrived: an answer was cut, rather than a host not reached. */
  readonly began: boolean
}

/** Kinds of fault that a code or a status alone decides. */
type Plain = Exclude<HostFault['kind'], 'stalled'>

/**
 * Codes and types that mean one thing wherever they occur. Those that a host uses for several, such as
 * `invalid_request_error` or `api_error`, are left to the status and the words.
 */
const CODES: readonly (readonly [RegExp, Plain])[] = [
  [
    /^(context_length_exceeded|exceed_context_size_error|request_too_large|context_window_exceeded)$/,
    'too-long',
  ],
  [
    /^(insufficient_quota|insufficient_balance|insufficient_credits|billing_error|billing_hard_limit_reached|payment_required|arrearage|allocationquota\.freetieronly)$/,
    'out-of-credit',
  ],
  [
    /^(invalid_api_key|api_key_invalid|invalidapikey|authentication_error|invalid_authentication_error|unauthenticated|permission_error|permission_denied|access_denied|accessdenied)$/,
    'bad-key',
  ],
  [
    /^(model_not_found|model_not_available|modelnotfound|model_not_supported|model_decommissioned|deploymentnotfound)$/,
    'model-gone',
  ],
  [
    /^(content_filter|content_policy_violation|responsibleaipolicyviolation|data_?inspection_?failed|prohibited_content|moderation)$/,
    'filtered',
  ],
  [
    /^(rate_limit_exceeded|rate_limit_error|rate_limit_reached|resource_exhausted|resourceexhausted|too_many_requests|limit_requests|throttling.*|requestlimitexceeded)$/,
    'host-rate-limited',
  ],
  [
    /^(overloaded_error|server_overloaded|engine_overloaded|capacity_exceeded|service_unavailable|unavailable)$/,
    'host-overloaded',
  ],
]

/** Words of last resort, each from a host's own error. */
const WORDS: readonly (readonly [RegExp, Plain])[] = [
  [
    /content exists risk|inappropriate content|content management policy|flagged (?:as|by)|safety (?:filter|policy)/i,
    'filtered',
  ],
  [
    /insufficient balance|monthly included credits|out of credits|insufficient credits|account is in good standing|credit balance is too low|spend(?:ing)? limit/i,
    'out-of-credit',
  ],
  [
    /api key[^.]{0,40}(?:invalid|not valid|expired|incorrect)|(?:invalid|incorrect|missing) api key|authentication fails|unauthorized/i,
    'bad-key',
  ],
  [
    /supported api model names are|model.{0,120}(?:not found|does not exist|not supported|no longer available|is not available|has been (?:deprecated|decommissioned|retired)|not a valid model)|(?:unknown|invalid|no such) model|not a valid model id|no endpoints found|try pulling it first/is,
    'model-gone',
  ],
  [/rate.?limit|too many requests|throttl|resourceexhausted/i, 'host-rate-limited'],
  [
    /overloaded|no capacity|at capacity|server (?:is )?busy|temporarily unavailable|try again later/i,
    'host-overloaded',
  ],
]

/**
 * What an error of a host means: by its structured code first, then its status, its words last. Errors that are no
 * host's doing come back as they are.
 */
export function toFailure(error: unknown, context: FailureContext): Error {
  if (error instanceof Failure) return error
  const { host } = context
  if (error instanceof APIConnectionError) return new Failure({ kind: 'unreachable', host }, { cause: error })
  const facts = readErrorFacts(error)
  if (facts !== undefined) return new Failure(faultOf(facts, context), { cause: error })
  // A body, or a line of a stream, that is no JSON.
  if (error instanceof SyntaxError) return new Failure({ kind: 'malformed', host }, { cause: error })
  if (isSocketError(error)) {
    return new Failure({ kind: context.began ? 'truncated' : 'unreachable', host }, { cause: error })
  }
  return error instanceof Error ? error : new Error('thrown value is no error', { cause: error })
}

/** The fault that these facts mean. */
export function faultOf(facts: ErrorFacts, context: FailureContext): HostFault {
  const { host } = context
  const until = readUntil(facts, context.now)
  const overflow = readOverflow(facts.prose)
  const kind = kindOf(facts, overflow !== undefined)
  switch (kind) {
    case 'host-rate-limited':
    case 'host-overloaded':
      return { kind, host, ...(until !== undefined && { until }) }
    case 'too-long':
      return { kind, host, ...overflow }
    case 'model-gone':
      return { kind, host, model: context.model, available: namedModels(facts.prose) }
    case 'out-of-credit':
    case 'bad-key':
      return { kind, host, ...(context.isOwnKey && { isOwnKey: context.isOwnKey }) }
    case 'filtered':
    case 'truncated':
    case 'unreachable':
    case 'malformed':
    case 'empty':
    case 'host-refused':
      return { kind, host }
    default:
      return kind satisfies never
  }
}

function kindOf(facts: ErrorFacts, isOverflow: boolean): Plain {
  for (const [pattern, kind] of CODES) {
    if (facts.codes.some((code) => pattern.test(code)) && !isAnothersKey(facts, kind)) return kind
  }
  if (facts.isModeration) return 'filtered'
  // Some builds of llama.cpp and Ollama send it with status 500.
  if (isOverflow) return 'too-long'
  const byStatus = kindOfStatus(facts)
  if (byStatus !== undefined && !isAnothersKey(facts, byStatus)) return byStatus
  for (const [pattern, kind] of WORDS) {
    if (pattern.test(facts.prose) && !isAnothersKey(facts, kind)) return kind
  }
  if (facts.status === 403) return facts.isUpstreams ? 'host-overloaded' : 'bad-key'
  if (facts.isUpstreams || facts.status === undefined || facts.status >= 500) return 'host-overloaded'
  return 'host-refused'
}

/** Statuses that mean one thing; 400, 403, 404 and 422 mean several. */
function kindOfStatus({ status, prose }: ErrorFacts): Plain | undefined {
  switch (status ?? 0) {
    case 401:
      return 'bad-key'
    case 402:
      return 'out-of-credit'
    case 404:
    case 410:
      return prose === '' || /model|endpoint|deployment/i.test(prose) ? 'model-gone' : undefined
    case 413:
      return 'too-long'
    case 429:
      // Anthropic's spend limit is also a 429, told by its words alone.
      return /spend(?:ing)? limit|insufficient balance|credit balance/i.test(prose)
        ? 'out-of-credit'
        : 'host-rate-limited'
    case 408:
    case 409:
    // Groq: no flex capacity.
    case 498:
    // Anthropic.
    case 529:
      return 'host-overloaded'
    default:
      return undefined
  }
}

function isAnothersKey(facts: ErrorFacts, kind: Plain): boolean {
  return facts.isUpstreams && (kind === 'bad-key' || kind === 'out-of-credit')
}

/** The ids in `The supported API model names are a, b, but you passed c.` */
function namedModels(prose: string): readonly string[] {
  const list = /supported api model names are (.{1,500}?)(?:,? but you passed|\.\s|\.$|$)/i.exec(prose)?.[1]
  if (list === undefined) return []
  return list.split(/,| or | and /).flatMap((name) => /[\w./:-]+/.exec(name.trim())?.[0] ?? [])
}

function isSocketError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof TypeError && /^(terminated|fetch failed|network error)$/.test(error.message))
    return true
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && /^(UND_ERR|E(CONN|PIPE|HOST|NET|TIMEDOUT|AI_))/.test(code)
}
