import { webApi } from '@slack/bolt'
import { Failure } from '../../core/fault.ts'
import type { PlatformFault } from '../../core/fault.ts'
import type { SlackMethod } from './limits.ts'

/** What is known of a call that did not succeed. */
export type Trouble =
  /** Slack said no, with one of its error codes. Nothing was done. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Too often; Slack takes the next one after so long. Nothing was done. */
  | { readonly kind: 'limited'; readonly retryAfterMs: number }
  /** No connection was made. Nothing was done. `why` is a code or a name, for the log. */
  | { readonly kind: 'unsent'; readonly why: string }
  /** The request may or may not have been carried out. */
  | { readonly kind: 'unknown'; readonly why: string }

/** Errors which Slack documents as "some aspect of the operation may have succeeded". */
const unclearCodes = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])

const connectCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/** Slack's answer to a 429 without a readable Retry-After. */
const defaultRetryMs = 5000

/** Reads what the Web API client threw. */
export function readTrouble(error: unknown): Trouble {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { kind: 'limited', retryAfterMs: error.retryAfter * 1000 }
  }
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error
    if (code === 'ratelimited' || code === 'rate_limited') {
      return { kind: 'limited', retryAfterMs: defaultRetryMs }
    }
    return unclearCodes.has(code)
      ? { kind: 'unknown', why: code }
      : { kind: 'refused', code: code.slice(0, 100) }
  }
  if (error instanceof webApi.WebAPIRequestError) {
    const why = systemCode(error.original)
    return { kind: connectCodes.has(why) ? 'unsent' : 'unknown', why }
  }
  // The client has no class for a 429 whose Retry-After it cannot read.
  if (error instanceof Error && error.message.startsWith('Retry header')) {
    return { kind: 'limited', retryAfterMs: defaultRetryMs }
  }
  return { kind: 'unknown', why: error instanceof Error ? error.name : typeof error }
}

/** The code of what a request failed for, as deep as it lies; its name where none has one. */
function systemCode(error: unknown): string {
  let code = error instanceof Error ? error.name : 'unknown'
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!('code' in cause) || typeof cause.code !== 'string') continue
    if (connectCodes.has(cause.code)) return cause.code
    code = cause.code
  }
  return code
}

const reasons: Readonly<Record<string, PlatformFault['reason']>> = {
  not_in_channel: 'no-permission',
  missing_scope: 'no-permission',
  no_permission: 'no-permission',
  restricted_action: 'no-permission',
  restricted_action_read_only_channel: 'no-permission',
  restricted_action_thread_only_channel: 'no-permission',
  restricted_action_non_threadable_channel: 'no-permission',
  not_authorized: 'no-permission',
  cannot_reply_to_message: 'no-permission',
  ekm_access_denied: 'no-permission',
  messages_tab_disabled: 'no-permission',
  invalid_auth: 'no-permission',
  not_authed: 'no-permission',
  token_revoked: 'no-permission',
  token_expired: 'no-permission',
  account_inactive: 'no-permission',
  channel_not_found: 'gone',
  is_archived: 'gone',
  thread_not_found: 'gone',
  message_not_found: 'gone',
  user_not_found: 'gone',
  team_access_not_granted: 'gone',
}

/** The one place where Slack's refusals become faults of the core. */
export function toFailure(trouble: Trouble, method: SlackMethod | 'response_url'): Failure {
  const why = trouble.kind === 'refused' ? trouble.code : trouble.kind === 'limited' ? undefined : trouble.why
  const what = why === undefined ? method : `${method}: ${why}`
  return new Failure({ kind: 'platform', platform: 'slack', reason: reasonOf(trouble), what })
}

function reasonOf(trouble: Trouble): PlatformFault['reason'] {
  switch (trouble.kind) {
    case 'refused':
      return reasons[trouble.code] ?? 'rejected'
    case 'limited':
      return 'rate-limited'
    case 'unsent':
    case 'unknown':
      return 'unreachable'
  }
}

/** Whether Slack refuses the token itself, rather than this one call. */
export function isRefusedToken(code: string): boolean {
  return [
    'invalid_auth',
    'not_authed',
    'account_inactive',
    'token_revoked',
    'token_expired',
    'not_allowed_token_type',
    'user_removed_from_team',
    'team_disabled',
  ].includes(code)
}
