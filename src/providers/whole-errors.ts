/** A shorter one is a placeholder, and may be a word of the text. */
const shortestKey = 6

/** More of an error body is never read: it is hostile, and may be a page of HTML. */
const MOST_BYTES = 64 * 1024

/**
 * A `fetch` that keeps all of an error's body. The SDK keeps its `error` field alone, and nothing at all where a
 * host states the error flatly (SGLang), as a list (Google), as RFC 7807 (NVIDIA) or as plain text. The body is
 * handed on as that field, without the key that it may repeat.
 */
export function keepWholeErrors(plain: typeof fetch, apiKey?: string): typeof fetch {
  return async (input, init) => {
    const response = await plain(input, init)
    if (response.ok || response.body === null) return response
    const text = await readStart(response.body)
    const headers = new Headers(response.headers)
    for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) headers.delete(name)
    headers.set('content-type', 'application/json')
    const error = withoutKey(parsed(text), apiKey)
    return new Response(JSON.stringify({ error }), { status: response.status, headers })
  }
}

/** What a host says of an error, with the key it was asked with blotted out wherever it stands. */
export function withoutKey(error: unknown, apiKey: string | undefined): unknown {
  if (apiKey === undefined || apiKey.length < shortestKey) return error
  const hidden = JSON.stringify(error)?.replaceAll(JSON.stringify(apiKey).slice(1, -1), '•••')
  return hidden === undefined ? error : parsed(hidden)
}

async function readStart(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.byteLength
    text += decoder.decode(chunk, { stream: true })
    if (bytes >= MOST_BYTES) break
  }
  return text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // No JSON: prose, which is classified last.
    return text
  }
}
