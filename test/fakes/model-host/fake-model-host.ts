import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FakeAnswer } from './answer.ts'
import { checkRequest } from './check-request.ts'
import type { FakeBalance } from './dialect.ts'
import { type DialectName, dialects } from './dialects.ts'
import { createPrefixCache, promptText } from './prefix-cache.ts'
import { streamAnswer } from './stream-answer.ts'

export interface FakeMessage {
  readonly role: string
  /** Its text, where it came in parts. */
  readonly content: string
  /** The pictures in it. */
  readonly pictures?: readonly Buffer[]
  readonly name?: string
}

/** A chat completion request as it came. */
export interface FakeRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly model: string
  readonly messages: readonly FakeMessage[]
  /** Content of the last message. */
  readonly lastMessage: string
  readonly body: Readonly<Record<string, unknown>>
}

type Answerer = FakeAnswer | ((request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>)

export interface FakeModelHost {
  /** With the dialect's path, such as `http://127.0.0.1:1234/v1`. */
  readonly baseUrl: string
  readonly port: number
  /** Every chat request that came, oldest first, also those that were refused. */
  readonly requests: readonly FakeRequest[]
  /** What `GET /models` lists and requests may name. */
  models: readonly string[]
  /** When set, `GET /models` answers with this status. */
  modelsStatus: number | undefined
  /** What is left, where hosts of the dialect tell; 404 when unset. */
  balance: FakeBalance | undefined
  /** `GET /models` is answered once this resolves. */
  modelsHeld: Promise<void> | undefined
  /** The key that is taken, or each of several; any when unset. */
  apiKey: string | readonly string[] | undefined
  /** Streams that are open now. */
  readonly open: number
  /** Streams that the client closed before they ended. */
  readonly abandoned: number
  /** The answer to every request that finds the queue empty. */
  answer(answerer: Answerer): void
  /** The answers to the next requests, in order. */
  enqueue(...answerers: readonly Answerer[]): void
  /** Resolves once that many chat requests have come in all. */
  received(count: number): Promise<void>
  /** Resolves once the client has closed that many streams early, in all. */
  abandonments(count: number): Promise<void>
  /** Forgets all requests and queued answers. */
  reset(): void
  close(): Promise<void>
}

export interface FakeModelHostOptions {
  /** Which host it imitates; `generic` takes anything well-formed. */
  readonly dialect?: DialectName
  readonly models?: readonly string[]
  readonly apiKey?: string
  /** 0 when absent: any free one. */
  readonly port?: number
  /** Bills prompts by DeepSeek's prefix rule; otherwise nothing is ever a cache hit. */
  readonly prefixCache?: boolean
  /** Refuses prompts of more tokens, in the host's words; also what its list of models says. */
  readonly contextTokens?: number
  /** How many tokens a text has; a quarter of its length when absent. */
  readonly tokens?: (text: string) => number
}

/** A chat completion host on 127.0.0.1, as strict as the one it imitates. */
export async function startFakeModelHost(options: FakeModelHostOptions = {}): Promise<FakeModelHost> {
  const dialect = dialects[options.dialect ?? 'generic']
  const tokens = options.tokens ?? ((text: string) => Math.ceil(text.length / 4))
  const cache = options.prefixCache ? createPrefixCache(tokens) : undefined
  const requests: FakeRequest[] = []
  const queue: Answerer[] = []
  const closing = new AbortController()
  const waiters = new Set<() => void>()
  let fallback: Answerer = {}
  let open = 0
  let abandoned = 0
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    )
  })
  server.keepAliveTimeout = 60_000
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const port = (server.address() as AddressInfo).port

  const host: FakeModelHost = {
    baseUrl: `http://127.0.0.1:${port}${dialect.basePath}`,
    port,
    requests,
    models: options.models ?? dialect.models,
    modelsStatus: undefined,
    modelsHeld: undefined,
    balance: undefined,
    apiKey: options.apiKey,
    get open() {
      return open
    },
    get abandoned() {
      return abandoned
    },
    answer(answerer) {
      fallback = answerer
    },
    enqueue(...answerers) {
      queue.push(...answerers)
    },
    received: (count) => until(() => requests.length >= count),
    abandonments: (count) => until(() => abandoned >= count),
    reset() {
      requests.length = 0
      queue.length = 0
      cache?.clear()
    },
    async close() {
      closing.abort()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
  return host

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://fake').pathname
    const body = await readBody(request)
    if (!path.startsWith(dialect.basePath) && path !== dialect.balance?.path)
      return json(response, 404, { error: 'Not Found' })
    const refusedKey = checkKey(request)
    if (refusedKey !== undefined) return json(response, 401, refusedKey)
    if (request.method === 'GET' && path.endsWith('/models')) {
      await host.modelsHeld
      if (host.modelsStatus !== undefined) return json(response, host.modelsStatus, { error: 'no list' })
      return json(response, 200, {
        object: 'list',
        data: host.models.map((id) => toListed(id)),
      })
    }
    if (request.method === 'GET' && path === dialect.balance?.path && host.balance !== undefined)
      return json(response, 200, dialect.balance.toJson(host.balance))
    if (request.method !== 'POST' || !path.endsWith('/chat/completions'))
      return json(response, 404, { detail: 'Not Found' })
    return chat(path, request, body, response)
  }

  async function chat(
    path: string,
    raw: IncomingMessage,
    body: unknown,
    response: ServerResponse,
  ): Promise<void> {
    const request = toRequest(path, raw, body)
    requests.push(request)
    wake()
    const refusal = checkRequest(body, dialect, host.models, path.includes('/beta/'))
    if (refusal !== undefined) return json(response, refusal.status, refusal.body)
    const prompt = promptText(request.messages)
    const { contextTokens } = options
    if (contextTokens !== undefined && tokens(prompt) > contextTokens) {
      const overflow = dialect.overflow(tokens(prompt), contextTokens)
      return json(response, overflow.status, overflow.body)
    }
    const answerer = queue.shift() ?? fallback
    const answer = typeof answerer === 'function' ? await answerer(request) : answerer
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const signal = AbortSignal.any([gone.signal, closing.signal])
    open += 1
    let ended = false
    response.on('finish', () => {
      ended = true
    })
    response.on('close', () => {
      open -= 1
      if (!ended && answer.trouble?.kind !== 'reset') abandoned += 1
      wake()
    })
    if (answer.trouble?.kind === 'hang') return
    if (answer.status !== undefined || answer.body !== undefined) {
      return json(response, answer.status ?? 200, answer.body ?? '', answer.headers)
    }
    const userId = request.body['user_id']
    const key = typeof userId === 'string' ? userId : ''
    const billed = cache?.bill(key, prompt) ?? { hit: 0, miss: tokens(prompt) }
    const said = await streamAnswer({
      response,
      answer,
      dialect,
      model: request.model,
      usageAsked:
        (request.body['stream_options'] as { include_usage?: boolean } | undefined)?.include_usage === true,
      usage: (text, reasoning) => toUsage(answer, billed, text, reasoning),
      signal,
    })
    cache?.write(key, prompt, prompt + promptText([{ role: 'assistant', content: said }]))
  }

  function toUsage(
    answer: FakeAnswer,
    billed: { hit: number; miss: number },
    text: string,
    reasoning: string,
  ) {
    if (typeof answer.usage === 'object') return answer.usage
    const output = tokens(text) + tokens(reasoning)
    const input = billed.hit + billed.miss
    return {
      prompt_tokens: input,
      completion_tokens: output,
      total_tokens: input + output,
      ...(dialect.cachedField === 'deepseek' && {
        prompt_cache_hit_tokens: billed.hit,
        prompt_cache_miss_tokens: billed.miss,
      }),
      ...(dialect.cachedField === 'openai' && { prompt_tokens_details: { cached_tokens: billed.hit } }),
      ...(reasoning !== '' && { completion_tokens_details: { reasoning_tokens: tokens(reasoning) } }),
    }
  }

  function toListed(id: string) {
    const { contextField } = dialect
    const hasContext = contextField !== undefined && options.contextTokens !== undefined
    return {
      id,
      object: 'model',
      owned_by: 'fake',
      ...(hasContext && { [contextField]: options.contextTokens }),
    }
  }

  function checkKey(request: IncomingMessage): unknown {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const isTaken =
      host.apiKey === undefined
        ? !dialect.keyNeeded || given !== undefined
        : given !== undefined && [host.apiKey].flat().includes(given)
    if (isTaken) return undefined
    return dialect.error(
      401,
      `Authentication Fails, Your api key: ****${(given ?? '').slice(-4)} is invalid`,
      'invalid_request_error',
    )
  }

  function until(isMet: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      if (isMet()) {
        resolve()
        return
      }
      const look = (): void => {
        if (!isMet()) return
        waiters.delete(look)
        resolve()
      }
      waiters.add(look)
    })
  }

  function wake(): void {
    for (const look of waiters) look()
  }
}

function toRequest(path: string, raw: IncomingMessage, body: unknown): FakeRequest {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const messages = ((Array.isArray(fields['messages']) ? fields['messages'] : []) as FakeMessage[]).map(
    withParts,
  )
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(raw.headers)) headers[name] = String(value)
  return {
    path,
    headers,
    model: String(fields['model']),
    messages,
    lastMessage: messages.at(-1)?.content ?? '',
    body: fields,
  }
}

/** A message whose content came as a list of parts, with its text and its pictures apart. */
function withParts(message: FakeMessage): FakeMessage {
  const content: unknown = message?.content
  if (!Array.isArray(content)) return message
  const parts = content as { text?: string; image_url?: { url: string } }[]
  const urls = parts.flatMap(({ image_url: image }) => image?.url ?? [])
  return {
    ...message,
    content: parts.map(({ text }) => text ?? '').join(''),
    pictures: urls.map((url) => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  } catch {
    // Refused by the check, as no JSON object.
    return undefined
  }
}

function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const isText = typeof body === 'string'
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers })
  response.end(isText ? body : JSON.stringify(body))
}
