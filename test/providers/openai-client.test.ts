import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Failure, type Fault } from '../../src/core/fault.ts'
import type { Usage } from '../../src/core/provider.ts'
import { createHostClient, type HostCall, type Piece } from '../../src/providers/openai-client.ts'
import { type FakeModelHost, startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import { letTimePass } from './helpers.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

let host: FakeModelHost
let clock: TestClock

beforeAll(async () => {
  host = await startFakeModelHost({ models: ['m'] })
})
afterEach(() => host.reset())
afterAll(() => host.close())

const deadlines = { firstTokenMs: 1_000, idleMs: 500, totalMs: 10_000 }

function start(options: Partial<HostCall> = {}, signal = new AbortController().signal) {
  clock = createTestClock()
  const client = createHostClient({ host: 'fake', baseUrl: host.baseUrl, clock })
  const body = {
    model: 'm',
    messages: [{ role: 'user', content: 'hi' }],
    stream_options: { include_usage: true },
  }
  return client.stream({ body, deadlines, ...options }, signal)
}

async function collect(pieces: AsyncIterable<Piece>) {
  let text = ''
  let reasoning = ''
  const ends: Piece[] = []
  let fault: Fault | undefined
  try {
    for await (const piece of pieces) {
      if (piece.kind === 'text') text += piece.text
      else if (piece.kind === 'reasoning') reasoning += piece.text
      else ends.push(piece)
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    fault = error.fault
  }
  return { text, reasoning, ends, fault }
}

describe('an answer', () => {
  it('arrives whole, with one end and the usage', async () => {
    host.enqueue({ text: 'One answer, in pieces. 😀', reasoning: 'I think.' })
    const usages: Usage[] = []
    let accepted = 0
    const result = await collect(
      start({ onUsage: (usage) => usages.push(usage), onAccepted: () => (accepted += 1) }),
    )
    expect(result).toEqual({
      text: 'One answer, in pieces. 😀',
      reasoning: 'I think.',
      ends: [{ kind: 'end', reason: 'stop' }],
      fault: undefined,
    })
    expect(usages).toHaveLength(1)
    expect(usages[0]).toMatchObject({ cachedInput: 0, reasoning: 2 })
    expect(accepted).toBe(1)
  })

  it.each(['trailing', 'finish', 'both', 'every', 'choice'] as const)(
    'has its usage read on %s',
    async (usageOn) => {
      host.enqueue({
        usageOn,
        usage: { prompt_tokens: 10, completion_tokens: 4, prompt_cache_hit_tokens: 7 },
      })
      let last: Usage | undefined
      await collect(start({ onUsage: (usage) => (last = usage) }))
      expect(last).toEqual({ input: 10, cachedInput: 7, output: 4, reasoning: 0 })
    },
  )

  it.each(['reasoning_content', 'reasoning', 'reasoning_text', 'both'] as const)(
    'has its reasoning read once from %s',
    async (reasoningStyle) => {
      host.enqueue({ reasoning: 'Think it over.', reasoningStyle, text: 'Yes.' })
      expect(await collect(start())).toMatchObject({ reasoning: 'Think it over.', text: 'Yes.' })
    },
  )

  it('says that the output limit was reached', async () => {
    host.enqueue({ finish: 'length' })
    expect((await collect(start())).ends).toEqual([{ kind: 'end', reason: 'length' }])
  })

  it('is whole although the host closes without [DONE]', async () => {
    host.enqueue({ text: 'abc', trouble: { kind: 'no-done' } })
    expect(await collect(start())).toMatchObject({ text: 'abc', ends: [{ reason: 'stop' }] })
  })

  it('is whole although the host never closes', async () => {
    host.enqueue({ text: 'abcd', trouble: { kind: 'never-closes' } })
    const patient = { firstTokenMs: 1e9, idleMs: 1e9, totalMs: 1e9 }
    const result = collect(start({ deadlines: patient }))
    await letTimePass(clock, result, 1_000)
    expect(await result).toMatchObject({ text: 'abcd', ends: [{ reason: 'stop' }], fault: undefined })
  })
})

describe('no answer', () => {
  it.each([
    ['silent-end', { kind: 'silent-end', afterChunks: 2 }, 'truncated'],
    ['reset', { kind: 'reset', afterChunks: 2 }, 'truncated'],
    ['reset before anything', { kind: 'reset', afterChunks: 0 }, 'unreachable'],
    ['silent end before anything', { kind: 'silent-end', afterChunks: 0 }, 'malformed'],
    ['malformed', { kind: 'malformed', afterChunks: 2 }, 'malformed'],
    [
      'error chunk',
      { kind: 'error-chunk', afterChunks: 1, body: { error: { message: 'Overloaded', code: 503 } } },
      'host-overloaded',
    ],
    [
      'flat error chunk',
      { kind: 'error-chunk', afterChunks: 1, body: { object: 'error', message: 'rate limit', code: 429 } },
      'host-rate-limited',
    ],
  ] as const)('%s', async (_name, trouble, kind) => {
    host.enqueue({ text: 'A text of several chunks.', trouble })
    const result = await collect(start())
    expect(result.ends).toEqual([])
    expect(result.fault?.kind).toBe(kind)
    if ('afterChunks' in trouble && trouble.afterChunks === 2) expect(result.text).toBe('A text o')
  })

  it.each([
    ['content_filter', 'filtered'],
    ['insufficient_system_resource', 'host-overloaded'],
    ['error', 'host-overloaded'],
    ['abort', 'truncated'],
  ])('finish reason %s is the fault %s', async (finish, kind) => {
    host.enqueue({ finish, text: 'partly' })
    const result = await collect(start())
    expect(result).toMatchObject({ text: 'partly', ends: [], fault: { kind, host: 'fake' } })
  })

  it('a stop that says nothing is empty', async () => {
    host.enqueue({ text: '' })
    expect(await collect(start())).toMatchObject({ ends: [], fault: { kind: 'empty' } })
  })

  it('a length stop that says nothing on a full context is an overflow', async () => {
    host.enqueue({ text: '', finish: 'length', usage: { prompt_tokens: 4090, completion_tokens: 0 } })
    const { fault } = await collect(start({ contextTokens: 4096 }))
    expect(fault).toEqual({ kind: 'too-long', host: 'fake', limit: 4096, requested: 4090 })
  })

  it('a JSON body where a stream was asked for is malformed, or the error it states', async () => {
    host.enqueue(
      { body: { choices: [{ message: { content: 'whole' } }] } },
      { body: { error: { code: 'insufficient_quota', message: 'x' } } },
    )
    expect((await collect(start())).fault?.kind).toBe('malformed')
    expect((await collect(start())).fault?.kind).toBe('out-of-credit')
  })

  it('nobody listens', async () => {
    const client = createHostClient({
      host: 'fake',
      baseUrl: 'http://127.0.0.1:9/v1',
      clock: createTestClock(),
    })
    const body = { model: 'm', messages: [{ role: 'user', content: 'hi' }] }
    const { fault } = await collect(client.stream({ body, deadlines }, new AbortController().signal))
    expect(fault).toEqual({ kind: 'unreachable', host: 'fake' })
  })
})

describe('a stall', () => {
  it('before the first token counts no comments as life', async () => {
    host.enqueue({ trouble: { kind: 'stall', afterChunks: 0 }, keepAliveEveryMs: 5 })
    const result = collect(start())
    await host.received(1)
    await letTimePass(clock, result, 1_000)
    expect((await result).fault).toMatchObject({ kind: 'stalled', phase: 'first-token', waitedMs: 1_000 })
    await host.abandonments(1)
  })

  it('without headers ends too', async () => {
    host.enqueue({ trouble: { kind: 'hang' } })
    const result = collect(start())
    await host.received(1)
    await letTimePass(clock, result, 1_000)
    expect((await result).fault).toMatchObject({ kind: 'stalled', phase: 'first-token' })
  })

  it('after some text is idle, and keeps the text', async () => {
    host.enqueue({ text: 'some text', trouble: { kind: 'stall', afterChunks: 1 }, keepAliveEveryMs: 5 })
    const pieces = start()
    const iterator = pieces[Symbol.asyncIterator]()
    expect((await iterator.next()).value).toEqual({ kind: 'text', text: 'some' })
    const rest = collect({ [Symbol.asyncIterator]: () => iterator })
    await letTimePass(clock, rest, 1_000)
    expect((await rest).fault).toMatchObject({ kind: 'stalled', phase: 'idle' })
  })

  it('that never idles ends by the total', async () => {
    const state = { isOver: false }
    async function* endless() {
      while (!state.isOver) {
        clock.advance(100)
        yield 'x'
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
    }
    host.enqueue({ text: endless() })
    const result = await collect(start())
    state.isOver = true
    expect(result.fault).toMatchObject({ kind: 'stalled', phase: 'total' })
    expect(result.text.length).toBeGreaterThan(10)
  })

  it('is not the host when nobody reads', async () => {
    host.enqueue({ text: 'read slowly', chunkSize: 1 })
    const iterator = start()[Symbol.asyncIterator]()
    await iterator.next()
    clock.advance(5_000)
    const rest = await collect({ [Symbol.asyncIterator]: () => iterator })
    expect(rest).toMatchObject({ text: 'ead slowly', fault: undefined })
  })
})

it('the connection is used again, though the end comes after the last event', async () => {
  const calls: unknown[] = []
  const server = createServer((request, response) => {
    calls.push(request.socket)
    const chunk = { choices: [{ delta: { content: 'hi' }, finish_reason: 'stop' }] }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`)
    setTimeout(() => response.end(), 5)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  clock = createTestClock()
  const client = createHostClient({ host: 'fake', baseUrl: `http://127.0.0.1:${port}/v1`, clock })
  const body = { model: 'm', messages: [{ role: 'user', content: 'hi' }] }
  // The end may come after the next call has begun, which then has a connection of its own.
  while (new Set(calls).size === calls.length && calls.length < 50) {
    const { fault } = await collect(client.stream({ body, deadlines }, new AbortController().signal))
    expect(fault).toBeUndefined()
    await new Promise((resolve) => setTimeout(resolve, calls.length))
  }
  expect(new Set(calls).size).toBeLessThan(calls.length)
  server.closeAllConnections()
  server.close()
})

it('a host that says nothing more and holds the connection is left', async () => {
  host.enqueue({ text: 'whole', trouble: { kind: 'stays-open' } })
  const before = host.abandoned
  expect((await collect(start())).text).toBe('whole')
  clock.advance(1_000)
  await host.abandonments(before + 1)
  expect(clock.pending).toBe(0)
})

it('a key follows no redirect to another host', async () => {
  const heard: (string | undefined)[] = []
  const other = createServer((request, response) => {
    heard.push(JSON.stringify(request.headers))
    response.end()
  })
  await once(other.listen(0, '127.0.0.1'), 'listening')
  const away = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`
  const server = createServer((_request, response) => response.writeHead(307, { location: away }).end())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  const client = createHostClient({
    host: 'fake',
    baseUrl,
    apiKey: 'sk-of-a-workspace',
    clock: createTestClock(),
  })
  const body = { model: 'm', messages: [{ role: 'user', content: 'hi' }] }
  const { fault } = await collect(client.stream({ body, deadlines }, new AbortController().signal))
  expect(fault).toBeDefined()
  expect(heard.join()).not.toContain('sk-of-a-workspace')
  for (const one of [server, other]) {
    one.closeAllConnections()
    one.close()
  }
})

describe('stopping', () => {
  it('closes the host connection and is cancelled', async () => {
    const stop = new AbortController()
    host.enqueue({ text: 'some text', trouble: { kind: 'stall', afterChunks: 1 } })
    const iterator = start({}, stop.signal)[Symbol.asyncIterator]()
    const before = host.abandoned
    await iterator.next()
    stop.abort()
    await host.abandonments(before + 1)
    expect((await collect({ [Symbol.asyncIterator]: () => iterator })).fault).toEqual({ kind: 'cancelled' })
    expect(clock.pending).toBe(0)
  })

  it('is the same before the host said anything', async () => {
    const stop = new AbortController()
    host.enqueue({ trouble: { kind: 'hang' } })
    const before = host.requests.length
    const result = collect(start({}, stop.signal))
    await host.received(before + 1)
    stop.abort()
    expect((await result).fault).toEqual({ kind: 'cancelled' })
  })

  it('happens when the reader leaves', async () => {
    const before = host.abandoned
    host.enqueue({ text: 'some text', trouble: { kind: 'stall', afterChunks: 1 } })
    for await (const piece of start()) {
      expect(piece.kind).toBe('text')
      break
    }
    await host.abandonments(before + 1)
    expect(clock.pending).toBe(0)
  })
})
