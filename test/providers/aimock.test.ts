import { LLMock } from '@copilotkit/aimock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fromEnvironment, letTimePass, readAnswer, request } from './helpers.ts'

/** An independent model host: what it agrees with us on was not made by the same hand. */
let mock: LLMock

beforeEach(async () => {
  mock = new LLMock({ port: 0 })
  await mock.start()
})
afterEach(() => mock.stop())

const long = 'A longer text. '.repeat(40)

function ask(content: string) {
  const { providers, clock } = fromEnvironment({ VLLM_BASE_URL: `${mock.url}/v1`, VLLM_API_KEY: 'k' })
  const asked = request('vllm/gpt-4o', { messages: [{ role: 'user', content }] })
  return { clock, answer: readAnswer(providers, asked) }
}

describe('against aimock', () => {
  it('an answer streams whole', async () => {
    mock.onMessage('long', { content: long }, { chunkSize: 7 })
    expect(await ask('long').answer).toMatchObject({
      text: long,
      fault: undefined,
      ends: [{ reason: 'stop' }],
    })
  })

  it('reasoning stays apart', async () => {
    mock.onMessage('think', { content: 'Four.', reasoning: 'Two and two.' })
    expect(await ask('think').answer).toMatchObject({ text: 'Four.', reasoning: 'Two and two.' })
  })

  it('a 429 is waited for, and tried again', async () => {
    mock.onMessage('hello', { content: 'Hello.' })
    mock.nextRequestError(429, {
      message: 'Rate limit',
      type: 'rate_limit_error',
      code: 'rate_limit_exceeded',
    })
    const { clock, answer } = ask('hello')
    expect(await letTimePass(clock, answer)).toMatchObject({ text: 'Hello.', fault: undefined })
  })

  it('a 500 that does not end is overloaded', async () => {
    mock.onMessage('hello', { error: { message: 'boom', type: 'server_error' }, status: 500 })
    const { clock, answer } = ask('hello')
    expect((await letTimePass(clock, answer)).fault).toEqual({ kind: 'host-overloaded', host: 'vllm' })
  })

  it('a refused key and an overflow are told apart', async () => {
    mock.onMessage('key', {
      error: { message: 'Incorrect API key', type: 'invalid_request_error', code: 'invalid_api_key' },
      status: 401,
    })
    mock.onMessage('much', {
      error: { message: 'x', type: 'invalid_request_error', code: 'context_length_exceeded' },
      status: 400,
    })
    expect((await ask('key').answer).fault?.kind).toBe('bad-key')
    expect((await ask('much').answer).fault?.kind).toBe('too-long')
  })

  it('a cut stream is no answer', async () => {
    mock.onMessage('cut', { content: long }, { chunkSize: 5, latency: 5, truncateAfterChunks: 6 })
    const answer = await ask('cut').answer
    expect(answer).toMatchObject({ fault: { kind: 'truncated' }, ends: [] })
    expect(long.startsWith(answer.text)).toBe(true)
    expect(answer.text.length).toBeGreaterThan(0)
  })

  it('a malformed body is no answer', async () => {
    mock.onMessage('bad', { content: long }, { chaos: { malformedRate: 1 } })
    const { clock, answer } = ask('bad')
    expect((await letTimePass(clock, answer)).fault?.kind).toMatch(/^(malformed|truncated)$/)
  })

  it('a dropped connection is unreachable', async () => {
    mock.onMessage('drop', { content: long }, { chaos: { disconnectRate: 1 } })
    const { clock, answer } = ask('drop')
    expect((await letTimePass(clock, answer)).fault?.kind).toMatch(/^(unreachable|truncated)$/)
  })
})
