import OpenAI, { APIError } from 'openai'
import type { Clock } from '../core/clock.ts'
import { Failure, type HostFault } from '../core/fault.ts'
import type { Finish, Usage } from '../core/provider.ts'
import { type Deadlines, watchDeadlines } from './deadlines.ts'
import { toFailure } from './faults.ts'
import { type Finished, readFinish } from './finish.ts'
import { readServerEvents, type ServerEvent } from './server-events.ts'
import { keepWholeErrors, withoutKey } from './whole-errors.ts'
import { readChunk, fieldsOf, type WireBody } from './wire.ts'

/** One call to one host. */
export interface HostCall {
  readonly body: WireBody
  readonly deadlines: Deadlines
  /** Extra headers, such as for session affinity. */
  readonly headers?: Readonly<Record<string, string>>
  /** Another base address for this call alone, such as DeepSeek's `/beta`. */
  readonly baseUrl?: string
  /** Tokens the model takes: recognises an overflow that the host answers with silence. */
  readonly contextTokens?: number
  /** Hears every usage the host states, the last being the one that counts; also when the call fails later. */
  readonly onUsage?: (usage: Usage) => void
  /** Hears once that the host began to work: from here on the call is billed. */
  readonly onAccepted?: () => void
}

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'reasoning'; readonly text: string }
  /** Exactly one, last. */
  | { readonly kind: 'end'; readonly reason: Finish }

export interface HostClient {
  /** Streams one call, without retries. Throws a `Failure`; `cancelled` once the signal aborts. */
  stream(call: HostCall, signal: AbortSignal): AsyncIterable<Piece>
  /** What `GET /models` lists. Throws a `Failure`. */
  models(deadlineMs: number): Promise<readonly ListedModel[]>
}

/** A model as the host's own list has it. */
export interface ListedModel {
  readonly id: string
  /** Tokens, where the list says so. */
  readonly context?: number
}

export interface HostClientOptions {
  /** The provider's name, as in `provider/model-id`. */
  readonly host: string
  readonly baseUrl: string
  /** Absent for a host that takes any. */
  readonly apiKey?: string
  /** The key is one that a workspace brought. */
  readonly isOwnKey?: true
  readonly clock: Clock
}

/** The SDK has its own ceiling, which knows nothing of our clock: ours come first. */
const SDK_TIMEOUT_MS = 24 * 60 * 60_000

/** Several times the longest output that any model has: a host that sends more has gone mad. */
const MOST_CHARACTERS = 8_000_000

/** How long the end of a connection's answer is waited for, which nobody waits for. */
const READ_OUT_MS = 1_000

/** An OpenAI-compatible host, through the `openai` package with its retries and its timeouts out of the way. */
export function createHostClient(options: HostClientOptions): HostClient {
  const { host, baseUrl, apiKey, isOwnKey, clock } = options
  const sdk = new OpenAI({
    baseURL: baseUrl,
    // The SDK wants a key; hosts of one's own take any.
    apiKey: apiKey ?? 'none',
    // Left out, they would be read from the environment and sent to every host alike.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: SDK_TIMEOUT_MS,
    logLevel: 'off',
    fetch: keepWholeErrors(fetch, apiKey),
  })
  return { stream, models }

  async function* stream(call: HostCall, signal: AbortSignal): AsyncGenerator<Piece, void, undefined> {
    if (signal.aborted) throw new Failure({ kind: 'cancelled' })
    const stop = new AbortController()
    const onAbort = (): void => stop.abort()
    signal.addEventListener('abort', onAbort, { once: true })
    let stalled: HostFault | undefined
    const watch = watchDeadlines(clock, call.deadlines, (phase, waitedMs) => {
      if (phase !== 'finished') stalled = { kind: 'stalled', host, phase, waitedMs }
      stop.abort()
    })
    let rest: ReadableStream<Uint8Array> | undefined
    let finish: Finished | undefined
    let usage: Usage | undefined
    let chunks = 0
    let characters = 0
    let isSaid = false
    let problem: unknown
    try {
      const onLast = (body: ReadableStream<Uint8Array>): void => void (rest = body)
      for await (const together of open(call, stop.signal, onLast)) {
        for (const chunk of together) {
          if (chunks === 0) call.onAccepted?.()
          chunks += 1
          watch.data()
          const facts = readChunk(chunk)
          if (facts.error !== undefined)
            throw toFailure(withoutKey(facts.error, apiKey), failureContext(call))
          if (facts.usage !== undefined) {
            usage = facts.usage
            call.onUsage?.(usage)
          }
          if (facts.reasoning !== '' || facts.text !== '') watch.token()
          if (facts.finish !== undefined) {
            finish = readFinish(facts.finish)
            watch.finished()
          }
          characters += facts.reasoning.length + facts.text.length
          if (characters > MOST_CHARACTERS) throw new Failure({ kind: 'malformed', host })
          watch.pause()
          if (facts.reasoning !== '') {
            yield { kind: 'reasoning', text: facts.reasoning }
          }
          if (facts.text !== '') {
            isSaid = true
            yield { kind: 'text', text: facts.text }
          }
          watch.resume()
        }
      }
    } catch (error) {
      problem = error
    } finally {
      watch.end()
      signal.removeEventListener('abort', onAbort)
      if (rest === undefined) stop.abort()
      else void readOut(rest, stop)
    }

    if (signal.aborted) throw new Failure({ kind: 'cancelled' })
    if (finish === undefined) {
      if (stalled !== undefined) throw new Failure(stalled, { cause: problem })
      if (problem !== undefined) throw toFailure(problem, { ...failureContext(call), began: chunks > 0 })
      throw new Failure({ kind: chunks === 0 ? 'malformed' : 'truncated', host })
    }
    // Whatever went wrong after the finish reason took nothing of the answer away.
    if (finish !== 'stop' && finish !== 'length') throw new Failure(faultOfFinish(finish))
    if (!isSaid) throw new Failure(faultOfSilence(finish, call, usage))
    yield { kind: 'end', reason: finish }
  }

  /**
   * The chunks of an answer, those that came together in one. The request is the SDK's; its reading of a stream costs
   * more for each chunk than all the rest of this program does. `onLast` is given the body once the host said that
   * nothing more comes.
   */
  async function* open(
    call: HostCall,
    signal: AbortSignal,
    onLast: (rest: ReadableStream<Uint8Array>) => void,
  ): AsyncGenerator<Iterable<unknown>, void, undefined> {
    const client = call.baseUrl === undefined ? sdk : sdk.withOptions({ baseURL: call.baseUrl })
    const body = { ...call.body, stream: true } as unknown as OpenAI.ChatCompletionCreateParamsStreaming
    const options = { signal, ...(call.headers && { headers: { ...call.headers } }) }
    const response = await client.chat.completions.create(body, options).asResponse()
    if (response.headers.get('content-type')?.includes('json')) {
      const whole: unknown = await response.json()
      const error = fieldsOf(whole)['error']
      if (error === undefined || error === null) throw new Failure({ kind: 'malformed', host })
      throw toFailure({ body: withoutKey(whole, apiKey), status: response.status }, failureContext(call))
    }
    if (response.body === null) return
    for await (const events of readServerEvents(response.body, MOST_CHARACTERS)) {
      yield chunksOf(events, response.headers, apiKey)
      if (!events.some(isLast)) continue
      onLast(response.body)
      return
    }
  }

  /**
   * Reads an answer's end, which comes after its last event, so that the next call finds the connection open and needs
   * no handshake. What does not end soon is broken off. Never rejects.
   */
  async function readOut(rest: ReadableStream<Uint8Array>, stop: AbortController): Promise<void> {
    const cancel = clock.after(READ_OUT_MS, () => stop.abort())
    try {
      const reader = rest.getReader()
      while (!(await reader.read()).done);
    } catch {
      // Broken off, by us or by the host.
    } finally {
      cancel()
    }
  }

  async function models(deadlineMs: number): Promise<readonly ListedModel[]> {
    const stop = new AbortController()
    const cancel = clock.after(deadlineMs, () => stop.abort())
    try {
      const page = await sdk.models.list({ signal: stop.signal })
      const listed: unknown = page.data
      if (!Array.isArray(listed)) throw new Failure({ kind: 'malformed', host })
      return listed.flatMap(toListedModel)
    } catch (error) {
      if (stop.signal.aborted) throw new Failure({ kind: 'unreachable', host }, { cause: error })
      throw toFailure(error, { host, isOwnKey, model: '', now: clock.now(), began: false })
    } finally {
      cancel()
    }
  }

  function failureContext(call: HostCall) {
    return { host, isOwnKey, model: call.body.model, now: clock.now(), began: false }
  }

  function faultOfFinish(finish: 'filtered' | 'overloaded' | 'truncated'): HostFault {
    return finish === 'overloaded' ? { kind: 'host-overloaded', host } : { kind: finish, host }
  }

  /** Some hosts cut a prompt that is too long in silence, and then have no room left to answer. */
  function faultOfSilence(finish: Finish, call: HostCall, usage: Usage | undefined): HostFault {
    const limit = call.contextTokens
    const isFull = limit !== undefined && usage !== undefined && usage.input >= limit * 0.99
    return finish === 'length' && isFull
      ? { kind: 'too-long', host, limit, requested: usage.input }
      : { kind: 'empty', host }
  }
}

/** Throws an error that the host states in one of them, once those before it are read. */
function* chunksOf(
  events: readonly ServerEvent[],
  headers: Headers,
  apiKey: string | undefined,
): Generator<unknown, void, undefined> {
  for (const event of events) {
    if (isLast(event)) return
    const chunk = parseChunk(event.data)
    const error = fieldsOf(chunk)['error'] ?? (event.name === 'error' ? chunk : undefined)
    // Some hosts send the field with every chunk, and nothing in it.
    if (error) throw new APIError(undefined, withoutKey(error, apiKey) as object, undefined, headers)
    yield chunk
  }
}

/** What it throws quotes nothing, since errors are logged and answers are not. */
function parseChunk(data: string): unknown {
  try {
    return JSON.parse(data) as unknown
  } catch {
    throw new SyntaxError('a chunk is not JSON')
  }
}

function isLast({ data }: ServerEvent): boolean {
  return data === '[DONE]'
}

/** The context goes by several names: vLLM's and SGLang's, OpenRouter's, Groq's. */
function toListedModel(model: unknown): readonly ListedModel[] {
  const { id, max_model_len: servers, context_length: routers, context_window: groqs } = fieldsOf(model)
  if (typeof id !== 'string') return []
  const context = [servers, routers, groqs].find((size) => typeof size === 'number' && size > 0)
  // Google lists `models/<id>` and takes both.
  return [{ id: id.replace(/^models\//, ''), ...(typeof context === 'number' && { context }) }]
}
