import type { FetchedFile } from '../core/bot.ts'

export interface Download {
  readonly url: string
  /** Hosts (with their port, where it is not the usual) that a file may come from, each with its protocol. */
  readonly origins: ReadonlySet<string>
  readonly headers?: Readonly<Record<string, string>>
  /** Of the body as it arrives, and unpacked. */
  readonly maxBytes: number
  readonly signal: AbortSignal
}

export type Downloaded =
  | (FetchedFile & { readonly kind: 'none' })
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly type: string }
  /** An answer that sends us elsewhere, where we do not go. */
  | { readonly kind: 'redirect'; readonly to: string }

/** The origin of an address; undefined for one that is none, that names a user, or that is not of the web. */
export function originOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, origin, username, password } = new URL(url)
  const isWeb = protocol === 'https:' || protocol === 'http:'
  return isWeb && username === '' && password === '' ? origin : undefined
}

/**
 * Gets a file from one of the origins, and from nowhere else: redirects are not followed. What fails in passing is
 * tried again, once. Rejects only when the signal aborts.
 */
export async function download(wanted: Download): Promise<Downloaded> {
  const origin = originOf(wanted.url)
  if (origin === undefined || !wanted.origins.has(origin)) return { kind: 'none', why: 'elsewhere' }
  const first = await attempt(wanted)
  return first.kind === 'none' && first.why === 'unreachable' ? attempt(wanted) : first
}

async function attempt({ url, headers, maxBytes, signal }: Download): Promise<Downloaded> {
  const ended = new AbortController()
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.any([signal, ended.signal]),
      ...(headers && { headers }),
    })
    if (response.status >= 300 && response.status < 400) {
      return { kind: 'redirect', to: response.headers.get('location') ?? '' }
    }
    if (!response.ok) return { kind: 'none', why: whyOf(response.status) }
    if (Number(response.headers.get('content-length')) > maxBytes) return { kind: 'none', why: 'too-large' }
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk)
      length += chunk.length
      if (length > maxBytes) return { kind: 'none', why: 'too-large' }
    }
    return {
      kind: 'file',
      bytes: Buffer.concat(chunks),
      type: (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
    }
  } catch {
    signal.throwIfAborted()
    return { kind: 'none', why: 'unreachable' }
  } finally {
    // Whatever is not read of the answer is not waited for.
    ended.abort()
  }
}

function whyOf(status: number): 'gone' | 'refused' | 'unreachable' {
  if (status === 404 || status === 410) return 'gone'
  return status === 401 || status === 403 ? 'refused' : 'unreachable'
}
