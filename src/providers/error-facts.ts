import { APIError } from 'openai'
import { fieldsOf } from './wire.ts'

/** What a host's error says, whatever its form. */
export interface ErrorFacts {
  readonly status: number | undefined
  /** Codes, types and reasons, lower case, the most specific ones first. */
  readonly codes: readonly string[]
  /** The parameter it names. */
  readonly param: string | undefined
  /** All sentences, joined: hostile text, for matching only. */
  readonly prose: string
  readonly headers: Headers | undefined
  /** Google's `RetryInfo.retryDelay`, such as `21s`. */
  readonly retryDelay: string | undefined
  /** OpenRouter passes on an upstream host's error: the key that was refused is not ours. */
  readonly isUpstreams: boolean
  /** OpenRouter's moderation names what it flagged. */
  readonly isModeration: boolean
}

/** An error body that came with status 200, or inside a stream. */
export interface BodyError {
  readonly body: unknown
  readonly status?: number
}

const LONGEST_PROSE = 4_000
const DEEPEST = 6

/** Reads the facts out of an SDK error or a bare body; undefined when it is neither. */
export function readErrorFacts(error: unknown): ErrorFacts | undefined {
  if (error instanceof APIError) {
    return collect(error.error ?? error.message, error.status, error.headers)
  }
  const fields = fieldsOf(error)
  if ('body' in fields) return collect(fields['body'], undefined, undefined)
  return fields['object'] === 'error' ? collect(fields, undefined, undefined) : undefined
}

function collect(body: unknown, status: number | undefined, headers: Headers | undefined): ErrorFacts {
  const codes: string[] = []
  const sentences: string[] = []
  let param: string | undefined
  let numeric: number | undefined
  let retryDelay: string | undefined
  let isModeration = false
  visit(body, 0)
  const prose = sentences.join('\n').slice(0, LONGEST_PROSE)
  return {
    status: status ?? numeric,
    codes,
    param,
    prose,
    headers,
    retryDelay,
    isUpstreams: /provider returned error/i.test(prose),
    isModeration,
  }

  function visit(value: unknown, depth: number): void {
    if (depth > DEEPEST) return
    if (typeof value === 'string') {
      sentences.push(value)
      return
    }
    if (Array.isArray(value)) {
      for (const item of value.slice(0, 20)) visit(item, depth + 1)
      return
    }
    const fields = fieldsOf(value)
    for (const key of ['code', 'type', 'status', 'reason', 'err_code', 'quotaId']) {
      const code = fields[key]
      if (typeof code === 'string' && code !== '') codes.push(code.toLowerCase())
      else if (typeof code === 'number' && code >= 400 && code < 600) numeric ??= code
    }
    if (typeof fields['param'] === 'string') param ??= fields['param']
    if (typeof fields['retryDelay'] === 'string') retryDelay ??= fields['retryDelay']
    if (Array.isArray(fields['loc'])) param ??= locationOf(fields['loc'])
    if (Array.isArray(fields['reasons']) || 'flagged_input' in fields) isModeration = true
    for (const key of ['message', 'msg', 'detail', 'title', 'raw', 'error_description']) {
      if (typeof fields[key] === 'string') sentences.push(fields[key])
    }
    for (const key of [
      'error',
      'innererror',
      'metadata',
      'details',
      'violations',
      'detail',
      'errors',
      'message',
    ]) {
      const inner = fields[key]
      if (key === 'error' ? inner !== undefined : typeof inner === 'object') visit(inner, depth + 1)
    }
  }
}

/** FastAPI's `["body", "user_id"]`. */
function locationOf(location: readonly unknown[]): string | undefined {
  const names = location.filter((part): part is string => typeof part === 'string' && part !== 'body')
  return names.length > 0 ? names.join('.') : undefined
}
