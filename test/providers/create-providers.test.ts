import { afterEach, describe, expect, it } from 'vitest'
import {
  type FakeModelHost,
  type FakeModelHostOptions,
  startFakeModelHost,
} from '../fakes/model-host/fake-model-host.ts'
import { createProviders } from '../../src/providers/create-providers.ts'
import { hostsFromEnvironment } from '../../src/providers/hosts.ts'
import { createTestLog, fromEnvironment, letTimePass, readAnswer, request } from './helpers.ts'
import { createTestClock } from './test-clock.ts'

const started: FakeModelHost[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((host) => host.close()))
})

async function start(options: FakeModelHostOptions): Promise<FakeModelHost> {
  const host = await startFakeModelHost(options)
  started.push(host)
  return host
}

async function deepseek(options: FakeModelHostOptions = {}) {
  const host = await start({ dialect: 'deepseek', apiKey: 'sk-test', ...options })
  return { host, environment: { DEEPSEEK_API_KEY: 'sk-test', DEEPSEEK_BASE_URL: host.baseUrl } }
}

describe('deepseek-v3 on DeepSeek', () => {
  it('asks the named successor, thinking off, and says so once', async () => {
    const { host, environment } = await deepseek()
    const { providers, lines } = fromEnvironment(environment)
    for (let turn = 0; turn < 2; turn += 1) {
      const answer = await readAnswer(providers, request('deepseek-v3', { maxOutputTokens: 500 }))
      expect(answer).toMatchObject({
        text: 'Hello from the fake.',
        fault: undefined,
        ends: [{ reason: 'stop' }],
      })
    }
    expect(host.requests[1]?.body).toEqual({
      model: 'deepseek-flash',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello?' },
      ],
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 500,
      thinking: { type: 'disabled' },
      user_id: 'conversation-1',
    })
    expect(lines.filter((line) => line.level === 'info')).toHaveLength(1)
    expect(lines[0]?.fields).toEqual({ asked: 'deepseek-v3', model: 'deepseek/deepseek-flash' })
  })

  it('thinks when asked to', async () => {
    const { host, environment } = await deepseek()
    host.answer({ reasoning: 'Let me see.', text: 'Yes.' })
    const answer = await readAnswer(
      fromEnvironment(environment).providers,
      request('deepseek-v3', { thinking: true }),
    )
    expect(answer).toMatchObject({ reasoning: 'Let me see.', text: 'Yes.' })
    expect(host.requests[0]?.body).toMatchObject({ thinking: { type: 'enabled' } })
  })

  it('prices hits and misses, at peak hours more', async () => {
    const { host, environment } = await deepseek()
    host.answer({
      usage: {
        prompt_tokens: 1_000,
        completion_tokens: 100,
        prompt_cache_hit_tokens: 900,
        prompt_cache_miss_tokens: 100,
      },
    })
    const offPeak = await readAnswer(fromEnvironment(environment).providers, request('deepseek-v3'))
    // 900 × 3 + 100 × 150 + 100 × 600 nano-dollars.
    expect(offPeak.ends[0]?.report).toEqual({
      model: 'deepseek/deepseek-flash',
      usage: { input: 1_000, cachedInput: 900, output: 100, reasoning: 0 },
      measured: true,
      priceNanoUsd: 77_700,
      uncachedPriceNanoUsd: 210_000,
    })
    expect(offPeak.reports).toEqual([offPeak.ends[0]?.report])
    const monday = createTestClock(Date.UTC(2026, 10, 23, 2))
    const peak = await readAnswer(fromEnvironment(environment, monday).providers, request('deepseek-v3'))
    expect(peak.ends[0]?.report.priceNanoUsd).toBe(155_400)
  })

  it('sees the prefix cache of the conversation', async () => {
    const { environment } = await deepseek({ prefixCache: true })
    const { providers } = fromEnvironment(environment)
    const long = 'word '.repeat(600)
    await readAnswer(providers, request('deepseek-v3', { messages: [{ role: 'user', content: long }] }))
    const messages = [
      { role: 'user', content: long },
      { role: 'assistant', content: 'Hello from the fake.' },
      { role: 'user', content: 'And?' },
    ] as const
    const second = await readAnswer(providers, request('deepseek-v3', { messages }))
    expect(second.reports[0]?.usage.cachedInput).toBe(640)
    const other = await readAnswer(providers, request('deepseek-v3', { messages, cacheKey: 'another' }))
    expect(other.reports[0]?.usage.cachedInput).toBe(0)
  })
})

describe('a call that ends badly is reported', () => {
  it('with an estimate when it was cut', async () => {
    const { host, environment } = await deepseek()
    host.answer({ text: 'Half of an answer', trouble: { kind: 'silent-end', afterChunks: 3 } })
    const answer = await readAnswer(fromEnvironment(environment).providers, request('deepseek-v3'))
    expect(answer).toMatchObject({
      text: 'Half of an a',
      ends: [],
      fault: { kind: 'truncated', host: 'deepseek' },
    })
    expect(answer.reports).toHaveLength(1)
    expect(answer.reports[0]).toMatchObject({ measured: false, usage: { output: 3 } })
  })

  it('when it was stopped', async () => {
    const { host, environment } = await deepseek()
    host.answer({ text: 'Half of an answer', trouble: { kind: 'stall', afterChunks: 1 } })
    const stop = new AbortController()
    const reports: unknown[] = []
    const deltas = fromEnvironment(environment).providers.chat(
      request('deepseek-v3'),
      stop.signal,
      (report) => reports.push(report),
    )
    await expect(
      (async () => {
        for await (const delta of deltas) if (delta.kind === 'text') stop.abort()
      })(),
    ).rejects.toMatchObject({ fault: { kind: 'cancelled' } })
    expect(reports).toMatchObject([{ measured: false }])
    await host.abandonments(1)
  })

  it('and not at all when the host refused it', async () => {
    const { host, environment } = await deepseek()
    host.answer({
      status: 402,
      body: {
        error: { message: 'Insufficient Balance', type: 'unknown_error', code: 'invalid_request_error' },
      },
    })
    const answer = await readAnswer(fromEnvironment(environment).providers, request('deepseek-v3'))
    expect(answer).toMatchObject({ fault: { kind: 'out-of-credit', host: 'deepseek' }, reports: [] })
  })
})

describe('trying again', () => {
  it('waits as long as the host asks', async () => {
    const { host, environment } = await deepseek()
    const { providers, clock } = fromEnvironment(environment)
    const at: number[] = []
    host.enqueue({ status: 429, headers: { 'retry-after': '3' }, body: { error: { message: 'slow down' } } })
    host.answer(() => {
      at.push(clock.now())
      return {}
    })
    const startedAt = clock.now()
    const answer = await letTimePass(clock, readAnswer(providers, request('deepseek-v3')))
    expect(answer.fault).toBeUndefined()
    expect(at[0]).toBeGreaterThanOrEqual(startedAt + 3_000)
  })

  it('gives up where the host asks for too long, with the time', async () => {
    const { host, environment } = await deepseek()
    const { providers, clock } = fromEnvironment(environment)
    host.answer({ status: 429, headers: { 'retry-after': '600' }, body: {} })
    const answer = await readAnswer(providers, request('deepseek-v3'))
    expect(answer.fault).toEqual({
      kind: 'host-rate-limited',
      host: 'deepseek',
      until: clock.now() + 600_000,
    })
    expect(host.requests).toHaveLength(1)
  })

  it('gives up after some attempts', async () => {
    const { host, environment } = await deepseek()
    const { providers, clock } = fromEnvironment(environment)
    host.answer({ status: 503, body: 'busy' })
    const answer = await letTimePass(clock, readAnswer(providers, request('deepseek-v3')))
    expect(answer.fault?.kind).toBe('host-overloaded')
    expect(host.requests).toHaveLength(4)
  })

  it('never happens once something was said', async () => {
    const { host, environment } = await deepseek()
    host.answer({
      text: 'Some text.',
      trouble: { kind: 'error-chunk', afterChunks: 1, body: { error: { code: 503, message: 'overloaded' } } },
    })
    const answer = await readAnswer(fromEnvironment(environment).providers, request('deepseek-v3'))
    expect(answer).toMatchObject({ text: 'Some', fault: { kind: 'host-overloaded' } })
    expect(host.requests).toHaveLength(1)
  })

  it('leaves out what the host refused, and remembers', async () => {
    const host = await start({ dialect: 'openai', models: ['new-model'] })
    const { providers, lines } = fromEnvironment({ VLLM_BASE_URL: host.baseUrl, VLLM_API_KEY: 'k' })
    const asked = request('vllm/new-model', { maxOutputTokens: 77 })
    expect((await readAnswer(providers, asked)).fault).toBeUndefined()
    expect(host.requests.map(({ body }) => [body['max_tokens'], body['max_completion_tokens']])).toEqual([
      [77, undefined],
      [undefined, 77],
    ])
    await readAnswer(providers, asked)
    expect(host.requests).toHaveLength(3)
    expect(lines.map(({ fields }) => fields['parameter'])).toEqual(['max_tokens'])
  })

  it('uses the role a host knows', async () => {
    const host = await start({ dialect: 'deepseek', models: ['gpt-6-luna'] })
    const { providers } = fromEnvironment({ OPENAI_BASE_URL: host.baseUrl, OPENAI_API_KEY: 'k' })
    const answer = await readAnswer(providers, request('openai/gpt-6-luna'))
    expect(answer.fault).toBeUndefined()
    expect(host.requests.at(-1)?.messages[0]?.role).toBe('system')
  })
})

describe('falling back', () => {
  async function pair() {
    const first = await start({ dialect: 'openrouter', apiKey: 'k', models: ['a/first'] })
    const second = await start({ dialect: 'vllm', models: ['second'] })
    const made = fromEnvironment({
      OPENROUTER_BASE_URL: first.baseUrl,
      OPENROUTER_API_KEY: 'k',
      VLLM_BASE_URL: second.baseUrl,
    })
    return { first, second, ...made, asked: request('openrouter/a/first, vllm/second') }
  }

  it('goes to the next model, at once where the first asks to wait', async () => {
    const { first, second, providers, asked, lines } = await pair()
    first.answer({ status: 429, headers: { 'retry-after': '15' }, body: {} })
    const answer = await readAnswer(providers, { ...asked, question: 'slack:T1:C1:1.2' })
    expect(answer.ends[0]?.report.model).toBe('vllm/second')
    expect([first.requests.length, second.requests.length]).toEqual([1, 1])
    const [warning, ...others] = lines.filter(({ level }) => level === 'warn')
    expect(warning?.fields).toMatchObject({ question: 'slack:T1:C1:1.2', model: 'openrouter/a/first' })
    expect(others).toEqual([])
    expect(JSON.stringify(second.requests[0]?.body)).not.toContain('slack:T1')
  })

  it('continues what is visible by the host itself', async () => {
    const { first, second, providers, asked } = await pair()
    first.answer({ text: 'The answer is forty-two.', trouble: { kind: 'reset', afterChunks: 4 } })
    second.answer({ text: 'forty-two.' })
    const answer = await readAnswer(providers, asked)
    expect(answer).toMatchObject({ text: 'The answer is foforty-two.', fault: undefined })
    expect(second.requests[0]?.body).toMatchObject({
      continue_final_message: true,
      add_generation_prompt: false,
    })
    expect(second.requests[0]?.messages.at(-1)).toEqual({ role: 'assistant', content: 'The answer is fo' })
    expect(answer.reports.map(({ model, measured }) => [model, measured])).toEqual([
      ['openrouter/a/first', false],
      ['vllm/second', true],
    ])
  })

  it('continues by an instruction elsewhere, and takes a repetition out', async () => {
    const { first, second, providers } = await pair()
    second.answer({
      text: 'A whole paragraph that is cut off in the middle.',
      trouble: { kind: 'silent-end', afterChunks: 8 },
    })
    first.answer({ text: 'A whole paragraph that is cut off in the middle.' })
    const answer = await readAnswer(providers, request('vllm/second,openrouter/a/first'))
    expect(answer).toMatchObject({
      text: 'A whole paragraph that is cut off in the middle.',
      fault: undefined,
    })
    expect(first.requests[0]?.messages.slice(-2)).toMatchObject([
      { role: 'assistant', content: 'A whole paragraph that is cut of' },
      { role: 'user', content: expect.stringContaining('Continue it exactly') as string },
    ])
  })

  it('is done when nothing was left to say', async () => {
    const { first, second, providers, asked } = await pair()
    first.answer({ text: 'All said.', trouble: { kind: 'silent-end' } })
    second.answer({ text: '' })
    expect(await readAnswer(providers, asked)).toMatchObject({
      text: 'All said.',
      ends: [{ reason: 'stop' }],
      fault: undefined,
    })
  })

  it('instructs where a proxy cannot continue', async () => {
    const { first, second, providers, asked } = await pair()
    first.answer({ text: 'One and', trouble: { kind: 'silent-end' } })
    second.answer(({ body }) =>
      body['continue_final_message']
        ? { status: 400, body: { error: { message: 'no' } } }
        : { text: ' two.' },
    )
    expect((await readAnswer(providers, asked)).text).toBe('One and two.')
    expect(second.requests.at(-1)?.messages.at(-1)?.role).toBe('user')
  })

  it('leaves a model alone after failures in a row, and probes it later', async () => {
    const { first, second, providers, clock, asked } = await pair()
    first.answer({ status: 401, body: { error: { message: 'No auth credentials found', code: 401 } } })
    for (let turn = 0; turn < 7; turn += 1) expect((await readAnswer(providers, asked)).fault).toBeUndefined()
    expect([first.requests.length, second.requests.length]).toEqual([5, 7])
    clock.advance(60_000)
    first.answer({})
    expect((await readAnswer(providers, asked)).ends[0]?.report.model).toBe('openrouter/a/first')
    expect((await readAnswer(providers, asked)).ends[0]?.report.model).toBe('openrouter/a/first')
  })

  it('does not pass on a prompt that is no shorter there', async () => {
    const { first, second, providers, asked } = await pair()
    const message =
      "This model's maximum context length is 131072 tokens. However, you requested 131134 tokens (122942 in the messages, 8192 in the completion)."
    first.answer({ status: 400, body: { error: { message, code: 400 } } })
    expect((await readAnswer(providers, asked)).fault).toEqual({
      kind: 'too-long',
      host: 'openrouter',
      limit: 131_072,
      requested: 131_134,
    })
    expect(second.requests).toHaveLength(0)
  })

  it('continues an answer that ended with another process', async () => {
    const { host, environment } = await deepseek()
    host.answer({ text: 'three.' })
    const messages = [{ role: 'user', content: 'Count.' }] as const
    const answer = await readAnswer(
      fromEnvironment(environment).providers,
      request('deepseek-v3', { messages, prefix: 'One, two, ' }),
    )
    expect(answer.text).toBe('three.')
    expect(host.requests[0]).toMatchObject({
      path: '/beta/chat/completions',
      body: { messages: [{ role: 'user' }, { content: 'One, two, ', prefix: true }] },
    })
  })
})

describe('names', () => {
  it('deepseek-v3 means real V3 weights where a host has them', async () => {
    const { environment } = await deepseek()
    const router = await start({ dialect: 'openrouter', apiKey: 'k' })
    const server = await start({ dialect: 'sglang' })
    const both = { ...environment, OPENROUTER_API_KEY: 'k', OPENROUTER_BASE_URL: router.baseUrl }
    expect(await fromEnvironment(both).providers.checkModel('deepseek-v3')).toMatchObject({
      ok: true,
      models: [{ model: 'openrouter/deepseek/deepseek-chat-v3-0324' }],
    })
    router.models = ['deepseek/deepseek-chat']
    expect(await fromEnvironment(both).providers.checkModel('deepseek-v3')).toMatchObject({
      ok: true,
      models: [{ model: 'openrouter/deepseek/deepseek-chat' }],
    })
    const own = { ...both, SGLANG_BASE_URL: server.baseUrl }
    expect(await fromEnvironment(own).providers.checkModel('DeepSeek-V3')).toMatchObject({
      ok: true,
      models: [{ model: 'sglang/deepseek-ai/DeepSeek-V3-0324' }],
    })
  })

  it('a refused key is told of at the start, by its variable and once', async () => {
    const { environment } = await deepseek()
    const { providers, lines, clock } = fromEnvironment({ ...environment, DEEPSEEK_API_KEY: 'sk-wrong' })
    await providers.checkModel('deepseek-v3')
    clock.advance(60_000)
    await providers.checkModel('deepseek-v3')
    const errors = lines.filter(({ level }) => level === 'error')
    expect(errors.map(({ fields }) => fields)).toEqual([{ host: 'deepseek', variable: 'DEEPSEEK_API_KEY' }])
    expect(JSON.stringify(lines)).not.toContain('sk-wrong')
  })

  it('o3 means its successor from the day it is gone', async () => {
    const host = await start({ dialect: 'openai', apiKey: 'k' })
    const environment = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: host.baseUrl }
    const modelAt = async (at: number) => {
      const check = await fromEnvironment(environment, createTestClock(at)).providers.checkModel('o3')
      return check.ok ? check.models[0]?.model : check.problems
    }
    expect(await modelAt(Date.UTC(2026, 11, 10))).toBe('openai/o3')
    expect(await modelAt(Date.UTC(2026, 11, 11))).toBe('openai/gpt-5.6-sol')
  })

  it('that were retired find their successor', async () => {
    const { host, environment } = await deepseek()
    await readAnswer(fromEnvironment(environment).providers, request('deepseek/deepseek-reasoner'))
    expect(host.requests[0]?.body).toMatchObject({ model: 'deepseek-flash', thinking: { type: 'enabled' } })
  })

  it.each([
    ['sky-t1', 'run it yourself'],
    ['llama', 'GROQ_API_KEY'],
    ['openrouter/x', 'OPENROUTER_API_KEY'],
    ['nonsense', 'no configured host has it'],
    ['', 'MODEL names no model'],
    ['deepseek/', 'deepseek/deepseek-flash'],
  ])('%s says why it cannot be had', async (name, hint) => {
    const { environment } = await deepseek()
    const check = await fromEnvironment(environment).providers.checkModel(name)
    expect(check.ok ? '' : check.problems.join()).toContain(hint)
    expect(await readAnswer(fromEnvironment(environment).providers, request(name))).toMatchObject({
      fault: { kind: 'no-model' },
    })
  })

  it('a host of one’s own that is down may yet come up', async () => {
    const { providers } = fromEnvironment({ SGLANG_BASE_URL: 'http://127.0.0.1:9/v1' })
    expect(await providers.checkModel('deepseek-v3')).toMatchObject({ ok: false, mayPass: true })
    expect((await readAnswer(providers, request('deepseek-v3'))).fault).toEqual({
      kind: 'unreachable',
      host: 'sglang',
    })
  })

  it('a model the host does not have comes back with what it has', async () => {
    const host = await start({ dialect: 'vllm', models: ['one', 'two'] })
    const { providers, lines } = fromEnvironment({ VLLM_BASE_URL: host.baseUrl })
    expect((await readAnswer(providers, request('vllm/three'))).fault).toEqual({
      kind: 'model-gone',
      host: 'vllm',
      model: 'three',
      available: ['one', 'two'],
    })
    expect(await providers.listModels()).toEqual(['vllm/one', 'vllm/two'])
    expect(lines).toMatchObject([{ level: 'warn', fields: { model: 'vllm/three', listed: ['one', 'two'] } }])
  })
})

describe('a model that thinks unseen', () => {
  it('has three times as long for its first token when it is asked to think', async () => {
    const host = await start({ dialect: 'openai', apiKey: 'k' })
    host.answer({ trouble: { kind: 'stall', afterChunks: 0 } })
    const { providers, clock } = fromEnvironment({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: host.baseUrl })
    const waited = async (thinking: boolean) => {
      const answer = readAnswer(providers, request('chatgpt', { thinking }))
      return (await letTimePass(clock, answer, 10_000)).fault
    }
    expect(await waited(false)).toMatchObject({ kind: 'stalled', phase: 'first-token', waitedMs: 90_000 })
    expect(await waited(true)).toMatchObject({ kind: 'stalled', phase: 'first-token', waitedMs: 270_000 })
  })
})

describe('models of one’s own', () => {
  it('Sky-T1 gets its system prompt, and its thoughts stay thoughts', async () => {
    const host = await start({ dialect: 'vllm', models: ['NovaSky-AI/Sky-T1-32B-Preview'] })
    host.answer({ reasoning: 'Step by step.', reasoningStyle: 'sky-t1', text: 'It is 4.', chunkSize: 3 })
    const { providers } = fromEnvironment({ VLLM_BASE_URL: host.baseUrl })
    const answer = await readAnswer(providers, request('sky-t1'))
    expect(answer).toMatchObject({ text: 'It is 4.', fault: undefined })
    expect(answer.reasoning.trim()).toBe('Step by step.')
    expect(host.requests[0]?.messages[0]?.content).toMatch(/^Your role as an assistant.*\n\nBe brief\.$/s)
  })

  it('R1 without an opening tag', async () => {
    const host = await start({ dialect: 'sglang', models: ['deepseek-ai/DeepSeek-R1'] })
    host.answer({ reasoning: 'Hm, a greeting.', reasoningStyle: 'think-unopened', text: 'Hello!' })
    const { providers } = fromEnvironment({ SGLANG_BASE_URL: host.baseUrl })
    expect(await readAnswer(providers, request('deepseek-r1'))).toMatchObject({
      text: 'Hello!',
      reasoning: 'Hm, a greeting.\n',
    })
    host.answer({ reasoning: 'Parted by the server.', reasoningStyle: 'reasoning_content', text: 'Hello!' })
    expect(await readAnswer(providers, request('deepseek-r1'))).toMatchObject({
      text: 'Hello!',
      reasoning: 'Parted by the server.',
    })
    host.answer({ text: 'Never closed, and', finish: 'length' })
    expect(await readAnswer(providers, request('deepseek-r1'))).toMatchObject({
      text: '',
      fault: { kind: 'empty' },
    })
  })

  it('V3.2 has its thinking switched by the template', async () => {
    const host = await start({ dialect: 'sglang', models: ['deepseek-ai/DeepSeek-V3.2'] })
    const { providers } = fromEnvironment({ SGLANG_BASE_URL: host.baseUrl })
    await readAnswer(providers, request('deepseek-v3'))
    expect(host.requests[0]?.body).toMatchObject({ chat_template_kwargs: { thinking: false } })
  })
})

describe('an answer of white space alone', () => {
  it('is none: the next model is asked, as if nothing had been said', async () => {
    const first = await start({ dialect: 'sglang', models: ['llama-3'] })
    const second = await start({ dialect: 'vllm', models: ['llama-3'] })
    const { providers } = fromEnvironment({
      SGLANG_BASE_URL: first.baseUrl,
      VLLM_BASE_URL: second.baseUrl,
    })
    first.answer({ text: ' \n\n\u00A0' })
    second.answer({ text: '\n\n  Here I am.' })
    const asked = request('sglang/llama-3, vllm/llama-3')
    expect(await readAnswer(providers, asked)).toMatchObject({ text: '\n\n  Here I am.', fault: undefined })
    expect(second.requests[0]?.body).not.toHaveProperty('continue_final_message')
    expect(await readAnswer(providers, request('sglang/llama-3'))).toMatchObject({
      text: '',
      fault: { kind: 'empty' },
    })
  })
})

describe('many at once', () => {
  it('are held to the host’s limit, and a stop leaves the queue', async () => {
    const { host, environment } = await deepseek()
    const providers = createProviders({
      hosts: hostsFromEnvironment(environment).hosts,
      clock: createTestClock(),
      random: () => 0,
      log: createTestLog().log,
      callsAtOnce: 2,
    })
    let most = 0
    host.answer(() => {
      most = Math.max(most, host.open + 1)
      return { text: 'A short answer.', tokensPerSecond: 100 }
    })
    const stop = new AbortController()
    const answers = Array.from({ length: 6 }, () => readAnswer(providers, request('deepseek-v3')))
    const stopped = readAnswer(providers, request('deepseek-v3'), stop.signal)
    await host.received(1)
    stop.abort()
    expect((await stopped).fault).toEqual({ kind: 'cancelled' })
    for (const answer of await Promise.all(answers)) expect(answer.fault).toBeUndefined()
    expect(most).toBeLessThanOrEqual(2)
    expect(host.requests).toHaveLength(6)
  })
})
