import type { ErrorFacts } from './error-facts.ts'

/** The farthest that a host's word is believed: a day. */
const FARTHEST_MS = 24 * 60 * 60_000

/** When the host will listen again, in epoch ms, by its headers, its details or its words; undefined if unsaid. */
export function readUntil(facts: ErrorFacts, now: number): number | undefined {
  const waitMs =
    fromHeaders(facts.headers, now) ?? durationMs(facts.retryDelay) ?? durationMs(askedFor(facts.prose))
  if (waitMs === undefined || !Number.isFinite(waitMs) || waitMs < 0) return undefined
  return now + Math.min(Math.ceil(waitMs), FARTHEST_MS)
}

/**
 * Reads `21s`, `1.5s`, `6m0s`, `250ms` and bare seconds, in milliseconds. Go's form, as in OpenAI's
 * `x-ratelimit-reset-*` and Google's `retryDelay`.
 */
export function durationMs(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const trimmed = text.trim()
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1000
  const match = /^(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/.exec(trimmed)
  if (match === null || trimmed === '') return undefined
  const [, hours = '0', minutes = '0', seconds = '0', milliseconds = '0'] = match
  return Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(milliseconds)
}

function fromHeaders(headers: Headers | undefined, now: number): number | undefined {
  if (headers === undefined) return undefined
  const milliseconds = headers.get('retry-after-ms')
  if (milliseconds !== null && /^\d+(\.\d+)?$/.test(milliseconds)) return Number(milliseconds)
  const after = headers.get('retry-after')
  if (after !== null) {
    const asDuration = durationMs(after)
    if (asDuration !== undefined) return asDuration
    const at = Date.parse(after)
    if (!Number.isNaN(at)) return Math.max(0, at - now)
  }
  // Of the two allowances, the one that is used up.
  for (const kind of ['requests', 'tokens']) {
    if (headers.get(`x-ratelimit-remaining-${kind}`) !== '0') continue
    const reset = durationMs(headers.get(`x-ratelimit-reset-${kind}`) ?? undefined)
    if (reset !== undefined) return reset
  }
  return undefined
}

function askedFor(prose: string): string | undefined {
  return /(?:try again|retry)(?: again)? (?:in|after) (\d+(?:\.\d+)?(?:ms|s|m\d+(?:\.\d+)?s)?)/i.exec(
    prose,
  )?.[1]
}
