import { afterEach, describe, expect, it } from 'vitest'
import { urlVariableOf } from '../../src/providers/hosts.ts'
import { presets } from '../../src/providers/presets/all.ts'
import { type DialectName, dialects } from '../fakes/model-host/dialects.ts'
import {
  type FakeModelHost,
  type FakeModelHostOptions,
  startFakeModelHost,
} from '../fakes/model-host/fake-model-host.ts'
import { fromEnvironment, readAnswer, request } from './helpers.ts'

/** What each host is sent to switch thinking on and off, as documented; nothing where it has no switch. */
const SWITCHES: readonly (readonly [host: DialectName, model: string, on: object, off: object])[] = [
  ['deepseek', 'deepseek-flash', { thinking: { type: 'enabled' } }, { thinking: { type: 'disabled' } }],
  [
    'openrouter',
    'deepseek/deepseek-v3.2',
    { reasoning: { enabled: true } },
    { reasoning: { enabled: false } },
  ],
  ['huggingface', 'deepseek-ai/DeepSeek-V3-0324', {}, {}],
  ['siliconflow', 'deepseek-ai/DeepSeek-V3.2', { enable_thinking: true }, { enable_thinking: false }],
  ['novita', 'deepseek/deepseek-v3-0324', {}, {}],
  ['deepinfra', 'deepseek-ai/DeepSeek-V3.2', {}, {}],
  [
    'together',
    'deepseek-ai/DeepSeek-V4.1-Flash',
    { reasoning: { enabled: true } },
    { reasoning: { enabled: false } },
  ],
  [
    'fireworks',
    'accounts/fireworks/models/deepseek-v4p1-flash',
    { reasoning_effort: 'medium' },
    { reasoning_effort: 'none' },
  ],
  [
    'baseten',
    'deepseek-ai/DeepSeek-V4.1-Flash',
    { reasoning_effort: 'medium' },
    { reasoning_effort: 'none' },
  ],
  ['openai', 'gpt-6-luna', { reasoning_effort: 'medium' }, { reasoning_effort: 'none' }],
  ['gemini', 'gemini-3.8-flash', { reasoning_effort: 'medium' }, { reasoning_effort: 'none' }],
  ['anthropic', 'claude-haiku-5-5', {}, {}],
  ['groq', 'qwen/qwen3.8-27b', { reasoning_effort: 'default' }, { reasoning_effort: 'none' }],
  ['dashscope', 'qwen3.8-flash', { enable_thinking: true }, { enable_thinking: false }],
  ['azure', 'DeepSeek-V3-0324', {}, {}],
  [
    'nvidia',
    'deepseek-ai/deepseek-v4.1-flash',
    { chat_template_kwargs: { thinking: true } },
    { chat_template_kwargs: { thinking: false } },
  ],
  [
    'sglang',
    'deepseek-ai/DeepSeek-V3.2',
    { chat_template_kwargs: { thinking: true } },
    { chat_template_kwargs: { thinking: false } },
  ],
  [
    'vllm',
    'Qwen/Qwen3-32B',
    { chat_template_kwargs: { enable_thinking: true } },
    { chat_template_kwargs: { enable_thinking: false } },
  ],
  [
    'llamacpp',
    'qwen3-8b-q4.gguf',
    { chat_template_kwargs: { enable_thinking: true } },
    { chat_template_kwargs: { enable_thinking: false } },
  ],
  ['ollama', 'qwen3:8b', { reasoning_effort: 'medium' }, { reasoning_effort: 'none' }],
  ['lmstudio', 'llama-3.3-70b-instruct', {}, {}],
]

const PLAIN_FIELDS = [
  'model',
  'messages',
  'stream',
  'stream_options',
  'max_tokens',
  'max_completion_tokens',
  'user_id',
  'prompt_cache_key',
]

let host: FakeModelHost | undefined
afterEach(async () => {
  await host?.close()
  host = undefined
})

async function start(name: DialectName, model: string, options: FakeModelHostOptions = {}) {
  host = await startFakeModelHost({ dialect: name, apiKey: 'right-key', models: [model], ...options })
  return { host, ...connect(name, host, 'right-key') }
}

function connect(name: DialectName, to: FakeModelHost, key: string) {
  const preset = presets.find((known) => known.name === name)
  if (preset === undefined) throw new Error(`no preset ${name}`)
  return fromEnvironment({ [preset.keyVariable]: key, [urlVariableOf(name)]: to.baseUrl })
}

it('every host is here', () => {
  expect(SWITCHES.map(([name]) => name).sort()).toEqual(presets.map(({ name }) => name).sort())
})

describe.each(SWITCHES)('%s', (name, model, on, off) => {
  it('takes the request as it is, thinking off and on', async () => {
    const { host: fake, providers } = await start(name, model)
    for (const thinking of [false, true]) {
      const answer = await readAnswer(
        providers,
        request(`${name}/${model}`, { maxOutputTokens: 100, thinking }),
      )
      expect(answer).toMatchObject({ text: 'Hello from the fake.', fault: undefined })
    }
    // One request each: nothing was refused and learnt.
    expect(fake.requests).toHaveLength(2)
    const extras = fake.requests.map(({ body }) =>
      Object.fromEntries(Object.entries(body).filter(([field]) => !PLAIN_FIELDS.includes(field))),
    )
    expect(extras).toEqual([off, on])
    const limit = name === 'openai' ? 'max_completion_tokens' : 'max_tokens'
    expect(fake.requests[0]?.body[limit]).toBe(100)
    expect(fake.requests[0]?.messages[0]?.role).toBe(name === 'openai' ? 'developer' : 'system')
  })

  it('has its stream, its reasoning and its usage read', async () => {
    const { host: fake, providers } = await start(name, model, {
      prefixCache: true,
      tokens: (text) => text.length,
    })
    const reasoning = 'First this, then that.'
    fake.answer({ reasoning, text: 'The answer.', keepAliveEveryMs: 1, tokensPerSecond: 300 })
    const messages = [{ role: 'user', content: 'x'.repeat(1_000) }] as const
    await readAnswer(providers, request(`${name}/${model}`, { messages }))
    const second = await readAnswer(providers, request(`${name}/${model}`, { messages }))
    expect(second).toMatchObject({ text: 'The answer.', reasoning, fault: undefined })
    expect(second.ends[0]?.report).toMatchObject({
      model: `${name}/${model}`,
      measured: true,
      usage: { cachedInput: dialects[name].cachedField === 'none' ? 0 : 896, output: 33, reasoning: 22 },
    })
  })

  it('has its refusals understood', async () => {
    const { host: fake, providers } = await start(name, model, { contextTokens: 100 })
    const wrong = connect(name, fake, 'wrong-key')
    expect((await readAnswer(wrong.providers, request(`${name}/${model}`))).fault).toEqual({
      kind: 'bad-key',
      host: name,
    })
    const gone = await readAnswer(providers, request(`${name}/of-yesteryear`))
    const listed = model
    expect(gone.fault).toEqual({
      kind: 'model-gone',
      host: name,
      model: 'of-yesteryear',
      available: [listed],
    })
    const messages = [{ role: 'user', content: 'word '.repeat(400) }] as const
    const long = await readAnswer(providers, request(`${name}/${model}`, { messages }))
    expect(long.fault).toMatchObject({ kind: 'too-long', host: name })
    expect(fake.requests.length).toBeGreaterThan(0)
  })

  it('has what it lists read', async () => {
    const { providers } = await start(name, model, { contextTokens: 4_321 })
    expect(await providers.listModels()).toEqual([`${name}/${model}`])
    const check = await providers.checkModel(`${name}/${model}`)
    if (dialects[name].contextField !== undefined)
      expect(check).toMatchObject({ models: [{ context: 4_321 }] })
    else expect(check.ok).toBe(true)
  })
})
