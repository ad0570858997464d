import { LogLevel } from '@slack/bolt'
import type { webApi } from '@slack/bolt'
import type { Logger } from '../../core/log.ts'

/**
 * Bolt's log as ours. Its debug lines hold message text and are dropped; what is left is stripped of whatever looks
 * like a token.
 */
export function createSdkLogger(log: Logger): webApi.Logger {
  return {
    debug: () => undefined,
    info: (...parts) => log.debug({}, words(parts)),
    warn: (...parts) => log.warn({}, words(parts)),
    error: (...parts) => log.error({}, words(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  }
}

function words(parts: readonly unknown[]): string {
  return redact(
    parts
      .map((part) => (part instanceof Error ? `${part.name}: ${part.message}` : String(part)))
      .join(' ')
      .slice(0, 500),
  )
}

/** Tokens, and the tickets in the address of a socket or a response_url. */
export function redact(text: string): string {
  return text.replaceAll(
    /xox[a-z](?:\.xox[a-z])?-[\w.=+/%~-]+|xapp-[\w-]+|(?:https?|wss?):\/\/\S+/giu,
    '[redacted]',
  )
}
