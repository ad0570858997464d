import { createHmac } from 'node:crypto'
import type { Core } from './core.ts'
import type { Attempt, Outgoing, Retry, Transport } from './delivery.ts'

export interface SignedHttp extends Transport {
  /** The handshake of an events address. Rejects with a sentence when the app answers anything else. */
  verifyUrl(): Promise<void>
}

export interface SignedHttpOptions {
  readonly url: string
  readonly signingSecret: string
}

/** Posts events, commands and interactions to the app's own address, signed as Slack signs. */
export function createSignedHttp(core: Core, options: SignedHttpOptions): SignedHttp {
  async function post(body: string, type: string, retry: Retry | undefined): Promise<Attempt> {
    const abort = new AbortController()
    const sent = core.clock.now()
    const answered = core.awake.after(core.timing.ackMs, () => {
      core.violate('late_ack', `no answer within ${core.timing.ackMs} ms over HTTP`)
      abort.abort()
    })
    try {
      const response = await fetch(options.url, {
        method: 'POST',
        headers: {
          ...signature(options.signingSecret, body, sent),
          'content-type': type,
          ...retryHeaders(retry),
        },
        body,
        signal: abort.signal,
        redirect: 'manual',
      })
      const text = await response.text()
      const noRetry = response.headers.get('x-slack-no-retry') === '1'
      if (!response.ok) return { ok: false, reason: 'http_error', noRetry }
      return { ok: true, body: parse(text) }
    } catch {
      return {
        ok: false,
        reason: abort.signal.aborted ? 'http_timeout' : 'connection_failed',
        noRetry: false,
      }
    } finally {
      answered()
    }
  }

  return {
    send(outgoing, retry) {
      const [body, type] = encode(outgoing)
      return post(body, type, retry)
    },
    async verifyUrl() {
      const challenge = core.world.nextId('challenge')
      const body = JSON.stringify({ token: 'verification-token', challenge, type: 'url_verification' })
      const attempt = await post(body, 'application/json', undefined)
      const answer = attempt.ok ? attempt.body : undefined
      const value =
        typeof answer === 'object' && answer !== null && 'challenge' in answer ? answer.challenge : answer
      if (value !== challenge)
        throw new Error(`${options.url} did not answer the challenge: ${JSON.stringify(attempt)}`)
    },
  }
}

/** The headers Slack signs a request with; `atMs` is the moment it claims. */
export function signature(secret: string, body: string, atMs: number): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1000))
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  return {
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${digest}`,
  }
}

function retryHeaders(retry: Retry | undefined): Record<string, string> {
  return retry === undefined
    ? {}
    : { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }
}

function encode(outgoing: Outgoing): readonly [string, string] {
  if (outgoing.type === 'events_api') return [JSON.stringify(outgoing.payload), 'application/json']
  const fields =
    outgoing.type === 'interactive'
      ? { payload: JSON.stringify(outgoing.payload) }
      : Object.fromEntries(Object.entries(outgoing.payload).map(([name, value]) => [name, String(value)]))
  return [new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded']
}

function parse(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    // A plain text answer to a command is shown as it is.
    return text
  }
}
