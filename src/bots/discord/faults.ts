import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { Failure } from '../../core/fault.ts'
import type { PlatformFault } from '../../core/fault.ts'
import { errorCodes } from './limits.ts'

/** What a request that threw calls for. Fields are safe to log: no body, no address, no token. */
export type Trouble =
  /** Discord, or its client on behalf of it, wants a pause. Nothing was carried out. */
  | { readonly kind: 'wait'; readonly ms: number; readonly everywhere: boolean }
  /** Its outcome is unknown, or it is Discord's own fault: the same request may be sent again. */
  | { readonly kind: 'again'; readonly why: string }
  | {
      readonly kind: 'refused'
      readonly reason: PlatformFault['reason']
      readonly status: number
      readonly code: number
    }

const gone: ReadonlySet<number> = new Set([
  errorCodes.unknownChannel,
  errorCodes.unknownMessage,
  errorCodes.unknownWebhook,
  errorCodes.unknownInteraction,
  errorCodes.invalidWebhookToken,
])
const forbidden: ReadonlySet<number> = new Set([
  errorCodes.missingAccess,
  errorCodes.missingPermissions,
  errorCodes.cannotMessageUser,
  errorCodes.threadArchived,
  errorCodes.threadLocked,
])
const busy: ReadonlySet<number> = new Set([
  errorCodes.oldMessageEdits,
  errorCodes.channelWriteLimit,
  errorCodes.serverWriteLimit,
])

/** A pause where Discord names none. */
const unnamedWaitMs = 15_000

/** Reads what discord.js's REST client threw. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof RateLimitError) {
    return { kind: 'wait', ms: waitOf(error), everywhere: error.global }
  }
  if (error instanceof DiscordAPIError) {
    const code = Number(error.code)
    if (busy.has(code)) return { kind: 'wait', ms: unnamedWaitMs, everywhere: false }
    return { kind: 'refused', reason: reasonOf(error.status, code), status: error.status, code }
  }
  if (error instanceof HTTPError) return { kind: 'again', why: `status ${error.status}` }
  // What is left is the network's: time-outs, resets, refused connections, bodies cut in the middle.
  return { kind: 'again', why: nameOf(error) }
}

/** `Retry-After` is in whole seconds, rounded up; the bucket's own reset is told to the millisecond. */
function waitOf({ retryAfter, timeToReset, scope }: RateLimitError): number {
  const isSame = scope === 'user' && timeToReset > 0 && retryAfter - timeToReset < 1000
  const ms = isSame ? timeToReset : retryAfter
  return Number.isFinite(ms) ? Math.max(1, ms) : unnamedWaitMs
}

/** The failure that a trouble nobody can wait out becomes; `what` names the call. */
export function toFailure(trouble: Trouble, what: string): Failure {
  const reason =
    trouble.kind === 'refused' ? trouble.reason : trouble.kind === 'wait' ? 'rate-limited' : 'unreachable'
  return new Failure({ kind: 'platform', platform: 'discord', reason, what })
}

function reasonOf(status: number, code: number): PlatformFault['reason'] {
  if (gone.has(code)) return 'gone'
  if (forbidden.has(code)) return 'no-permission'
  if (status === 403) return 'no-permission'
  if (status === 404) return 'gone'
  return 'rejected'
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return code ?? error.name
}
