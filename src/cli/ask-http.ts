import { setTimeout as pause } from 'node:timers/promises'

export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  /** Undefined where the body was no JSON. */
  readonly json: unknown
  /** Our clock less the server's. Milliseconds; undefined where the server says no time. */
  readonly skewMs?: number
}

export interface HttpAsk {
  readonly method?: 'GET' | 'POST'
  readonly token?: string
  /** How the token is announced. */
  readonly scheme?: 'Bearer' | 'Bot'
  readonly form?: Readonly<Record<string, string>>
  readonly userAgent?: string
}

const timeoutMs = 10_000
const longestPauseMs = 30_000

/**
 * One request; a 429 is waited for and asked again, twice. Rejects with a sentence without the token when the server
 * cannot be reached.
 */
export async function askHttp(url: string, ask: HttpAsk = {}): Promise<HttpAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    const before = Date.now()
    const response = await send(url, ask)
    const after = Date.now()
    const waitMs = Number(response.headers.get('retry-after') ?? Number.NaN) * 1000
    if (response.status === 429 && attempt < 3 && waitMs <= longestPauseMs) {
      await response.body?.cancel()
      await pause(waitMs)
      continue
    }
    const date = Date.parse(response.headers.get('date') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      json: await response.json().catch(() => undefined),
      // The header has whole seconds.
      ...(!Number.isNaN(date) && { skewMs: (before + after) / 2 - (date + 500) }),
    }
  }
}

async function send(
  url: string,
  { method = 'GET', token, scheme = 'Bearer', form, userAgent }: HttpAsk,
): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `${scheme} ${token}` }),
        ...(userAgent !== undefined && { 'user-agent': userAgent }),
      },
      ...(form && { body: new URLSearchParams(form) }),
      signal: AbortSignal.timeout(timeoutMs),
    })
  } catch (error) {
    throw new Error(`${new URL(url).host} cannot be reached (${whyOf(error)})`, { cause: error })
  }
}

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { cause } = error
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return error.name
}
