import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerResponse } from 'node:http'
import type { FakeAnswer, ReasoningStyle } from './answer.ts'
import type { Dialect } from './dialect.ts'

export interface Streaming {
  readonly response: ServerResponse
  readonly answer: FakeAnswer
  readonly dialect: Dialect
  readonly model: string
  /** Whether the request asked for usage by `stream_options`. */
  readonly usageAsked: boolean
  /** The usage object, given how much was said. */
  usage(text: string, reasoning: string): Readonly<Record<string, unknown>>
  /** Aborts when the client went away or the fake closes. */
  readonly signal: AbortSignal
}

const INLINE: Partial<Record<ReasoningStyle, (reasoning: string) => string>> = {
  think: (reasoning) => `<think>\n${reasoning}\n</think>\n\n`,
  'think-unopened': (reasoning) => `${reasoning}\n</think>\n\n`,
  'sky-t1': (reasoning) =>
    `<|begin_of_thought|>\n\n${reasoning}\n\n<|end_of_thought|>\n\n<|begin_of_solution|>\n\n`,
  kimi: (reasoning) => `◁think▷${reasoning}◁/think▷`,
}

/** Writes the answer as server-sent events; resolves with the text that was sent, when the stream has ended. */
export async function streamAnswer(streaming: Streaming): Promise<string> {
  const { response, answer, dialect, model, signal } = streaming
  const style = answer.reasoningStyle ?? dialect.reasoningStyle
  const usageOn = answer.usageOn ?? dialect.usageOn
  const givesUsage = answer.usage !== 'none' && (streaming.usageAsked || dialect.usageAlways)
  const trouble = answer.trouble
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache',
    'x-request-id': 'fake',
    ...answer.headers,
  })
  response.flushHeaders()
  const keepAlive =
    answer.keepAliveEveryMs === undefined
      ? undefined
      : setInterval(
          () => response.write(`${answer.keepAliveComment ?? dialect.keepAliveComment}\n\n`),
          answer.keepAliveEveryMs,
        )
  let sent = ''
  let chunks = 0
  const startedAt = performance.now() + (answer.firstTokenDelayMs ?? 0)
  try {
    if (answer.firstTokenDelayMs) await sleep(answer.firstTokenDelayMs, undefined, { signal })
    if (isTroubleDue()) return await makeTrouble()
    write({ role: 'assistant', content: '' })
    for await (const [kind, text] of pieces(answer, style)) {
      if (signal.aborted) return sent
      if (kind === 'text' && isTroubleDue()) return await makeTrouble()
      if (answer.tokensPerSecond !== undefined) {
        const waitMs = startedAt + (chunks * 1000) / answer.tokensPerSecond - performance.now()
        // A signal on each of thousands of waits would cost more than the stream: it is looked at afterwards.
        if (waitMs > 0) await sleep(waitMs)
        if (signal.aborted) return sent
      }
      if (kind === 'text') {
        sent += text
        answer.onText?.(text, performance.now())
        write({ content: text })
        chunks += 1
      } else write(reasoningDelta(style, text))
    }
    if (
      trouble !== undefined &&
      !('afterChunks' in trouble) &&
      ['stall', 'silent-end', 'reset', 'malformed', 'error-chunk'].includes(trouble.kind)
    )
      return await makeTrouble()
    if (isTroubleDue()) return await makeTrouble()
    write({}, answer.finish ?? 'stop', givesUsage && (usageOn === 'finish' || usageOn === 'both'))
    if (givesUsage && (usageOn === 'trailing' || usageOn === 'both')) {
      data({ ...envelope(), choices: [], usage: streaming.usage(sent, answer.reasoning ?? '') })
    }
    if (trouble?.kind === 'never-closes') await aborted()
    if (trouble?.kind !== 'no-done') response.write('data: [DONE]\n\n')
    if (trouble?.kind === 'stays-open') await aborted()
    response.end()
    return sent
  } catch (error) {
    // The client went away while the fake waited.
    if (signal.aborted) return sent
    throw error
  } finally {
    clearInterval(keepAlive)
  }

  function isTroubleDue(): boolean {
    return trouble !== undefined && 'afterChunks' in trouble && trouble.afterChunks === chunks
  }

  async function makeTrouble(): Promise<string> {
    switch (trouble?.kind) {
      case 'stall':
        await aborted()
        break
      case 'silent-end':
        response.end()
        break
      case 'reset':
        // What was written must leave first, or the client never sees it.
        await new Promise<void>((resolve) => response.write('', () => resolve()))
        await sleep(20)
        response.socket?.resetAndDestroy()
        break
      case 'malformed':
        response.write('data: {"id":"fake","choices":[{"delta":{"cont\n\n')
        response.end()
        break
      case 'error-chunk':
        data(trouble.body)
        response.end()
        break
      case 'hang':
      case 'no-done':
      case 'never-closes':
      case 'stays-open':
      case undefined:
        break
      default:
        return trouble satisfies never
    }
    return sent
  }

  function write(delta: object, finish: string | null = null, withUsage = false): void {
    const inChoice = givesUsage && usageOn === 'choice' && finish !== null
    const isWanted = inChoice || withUsage || (givesUsage && usageOn === 'every')
    const usage = isWanted ? streaming.usage(sent, answer.reasoning ?? '') : undefined
    data({
      ...envelope(),
      choices: [{ index: 0, delta, finish_reason: finish, ...(inChoice && { usage }) }],
      ...(isWanted && !inChoice && { usage }),
    })
  }

  function envelope() {
    return { id: 'chatcmpl-fake', object: 'chat.completion.chunk', created: 1_795_000_000, model }
  }

  function data(value: unknown): void {
    response.write(`data: ${JSON.stringify(value)}\n\n`)
  }

  function aborted(): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }
}

async function* pieces(
  answer: FakeAnswer,
  style: ReasoningStyle,
): AsyncGenerator<readonly ['text' | 'reasoning', string]> {
  const { text = 'Hello from the fake.', reasoning, chunks, chunkSize = 4 } = answer
  const inline = reasoning === undefined ? undefined : INLINE[style]?.(reasoning)
  if (reasoning !== undefined && inline === undefined) {
    yield ['reasoning', '']
    for (const chunk of cut(reasoning, chunkSize)) yield ['reasoning', chunk]
  }
  if (typeof text !== 'string') {
    for await (const chunk of text) yield ['text', chunk]
    return
  }
  const end = inline !== undefined && style === 'sky-t1' ? '\n\n<|end_of_solution|>' : ''
  for (const chunk of chunks ?? cut((inline ?? '') + text + end, chunkSize)) yield ['text', chunk]
}

function reasoningDelta(style: ReasoningStyle, text: string): object {
  if (style === 'both') return { reasoning_content: text, reasoning: text }
  return { [style]: text }
}

/** Cuts by code points, so that no half of a surrogate pair is sent. */
function cut(text: string, size: number): readonly string[] {
  const points = Array.from(text)
  const chunks: string[] = []
  for (let from = 0; from < points.length; from += size) chunks.push(points.slice(from, from + size).join(''))
  return chunks
}
