import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/core/question.ts'
import type { OwnKey } from '../../src/core/store/ports/keys.ts'
import { createByWorkspace } from '../../src/providers/by-workspace.ts'
import type { ByWorkspace } from '../../src/providers/by-workspace.ts'
import { chooseProvider } from '../../src/providers/choose-provider.ts'
import { hostsFromEnvironment } from '../../src/providers/hosts.ts'
import { createKeyHosts } from '../../src/providers/try-key.ts'
import { startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import type { FakeModelHost, FakeModelHostOptions } from '../fakes/model-host/fake-model-host.ts'
import { createTestLog, letTimePass, readAnswer, request } from './helpers.ts'
import type { LogLine } from './helpers.ts'
import { createTestClock } from './test-clock.ts'
import type { TestClock } from './test-clock.ts'

const one: Workspace = { platform: 'discord', workspace: 'one' }
const two: Workspace = { platform: 'slack', workspace: 'two' }
const none: Workspace = { platform: 'slack', workspace: 'none' }

let deepseek: FakeModelHost
let openai: FakeModelHost
let keys: Map<string, readonly OwnKey[]>
let clock: TestClock
let lines: readonly LogLine[]
let failsToRead: boolean

const started: FakeModelHost[] = []
async function start(options: FakeModelHostOptions): Promise<FakeModelHost> {
  const host = await startFakeModelHost(options)
  started.push(host)
  return host
}

beforeEach(async () => {
  deepseek = await start({ dialect: 'deepseek' })
  openai = await start({ dialect: 'openai' })
  keys = new Map()
  failsToRead = false
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((host) => host.close()))
})

/** DeepSeek is turned on by the operator, OpenAI is not; both are where the fakes listen. */
async function answering(
  environment: Readonly<Record<string, string>> = {
    DEEPSEEK_API_KEY: 'sk-operators',
    DEEPSEEK_BASE_URL: deepseek.baseUrl,
  },
  more: { readonly callsAtOnce?: number; readonly model?: string } = {},
): Promise<ByWorkspace> {
  clock = createTestClock()
  const made = createTestLog()
  lines = made.lines
  const { hosts, keyHosts } = hostsFromEnvironment(environment)
  const addresses: Readonly<Record<string, string>> = { deepseek: deepseek.baseUrl, openai: openai.baseUrl }
  const model = more.model ?? 'deepseek-v3'
  const options = { clock, random: () => 0.5, log: made.log, model, ...more }
  const chosen = { isModelChosen: hosts.length > 0, documentation: '.' }
  return createByWorkspace({
    ...options,
    base: await chooseProvider({ ...options, ...chosen, hosts }),
    keyHosts: keyHosts.map((host) => ({ ...host, baseUrl: addresses[host.name] ?? 'http://127.0.0.1:9' })),
    keysOf: ({ platform, workspace }) =>
      failsToRead
        ? Promise.reject(new Error('no store'))
        : Promise.resolve(keys.get(`${platform} ${workspace}`) ?? []),
  })
}

function give(
  { platform, workspace }: Workspace,
  ...some: readonly (readonly [string, string, number?])[]
): void {
  keys.set(
    `${platform} ${workspace}`,
    some.map(([host, key, revision = 1]) => ({ host, key, revision })),
  )
}

const ask = (by: ByWorkspace, workspace: Workspace | undefined, model = 'deepseek-v3') =>
  readAnswer(by.provider, request(model, workspace && { workspace }))

const keysSeen = (host: FakeModelHost) => host.requests.map(({ headers }) => headers['authorization'])

describe('a workspace with a key of its own', () => {
  it('pays with it, and others with theirs or the operator’s, at the same moment', async () => {
    const by = await answering()
    give(one, ['deepseek', 'sk-of-one'])
    give(two, ['deepseek', 'sk-of-two'], ['openai', 'sk-two-openai'])
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => [
        ask(by, one),
        ask(by, two),
        ask(by, none),
        ask(by, undefined),
      ]).flat(),
      ask(by, two, 'openai/gpt-6-luna'),
    ])
    expect(answers.map(({ fault }) => fault).filter(Boolean)).toEqual([])
    const count = (key: string) => keysSeen(deepseek).filter((seen) => seen === `Bearer ${key}`).length
    expect([count('sk-of-one'), count('sk-of-two'), count('sk-operators')]).toEqual([5, 5, 10])
    expect(keysSeen(openai)).toEqual(['Bearer sk-two-openai'])
    expect(answers.map(({ ends }) => ends[0]?.report.onOwnKey === true)).toEqual([
      ...Array.from({ length: 5 }, () => [true, true, false, false]).flat(),
      true,
    ])
    // One conversation has one cache, whoever pays.
    expect(new Set(deepseek.requests.map(({ body }) => body['user_id']))).toEqual(new Set(['conversation-1']))
  })

  it('has a host that the operator has not turned on, and nobody else has it', async () => {
    const by = await answering()
    give(one, ['openai', 'sk-of-one'])
    const mine = await by.directory.list(one)
    expect(mine.some((name) => name.startsWith('openai/'))).toBe(true)
    expect(mine.some((name) => name.startsWith('deepseek/'))).toBe(true)
    expect((await by.directory.list(two)).some((name) => name.startsWith('openai/'))).toBe(false)
    expect(await by.directory.unknown('openai/gpt-6-luna,deepseek-v3', one)).toEqual([])
    expect(await by.directory.unknown('openai/gpt-6-luna,deepseek-v3', two)).toEqual(['openai/gpt-6-luna'])
    expect(await by.modelsOf('openai/gpt-6-luna', one)).toMatchObject([
      { model: 'openai/gpt-6-luna', isOwnKey: true, isFree: false },
    ])
    expect(await by.modelsOf('openai/gpt-6-luna', two)).toEqual([])
    expect((await ask(by, two, 'openai/gpt-6-luna')).fault).toMatchObject({ kind: 'no-model' })
    expect(openai.requests).toEqual([])
  })

  it('is asked by aliases first where its key is, and falls back to the operator’s', async () => {
    openai.models = ['gpt-6-luna', 'deepseek-v3']
    const by = await answering()
    give(one, ['openai', 'sk-of-one'])
    expect(await by.modelsOf('chatgpt,deepseek-v3', one)).toMatchObject([
      { model: 'openai/gpt-6-luna', isOwnKey: true },
      { model: 'deepseek/deepseek-flash' },
    ])
    openai.enqueue({ status: 401, body: { error: { message: 'no', code: 'invalid_api_key' } } })
    const { text, ends } = await ask(by, one, 'chatgpt,deepseek-v3')
    expect(text).toBe('Hello from the fake.')
    expect(ends[0]).toMatchObject({
      report: { model: 'deepseek/deepseek-flash' },
      passedOver: [{ kind: 'bad-key', host: 'openai', isOwnKey: true }],
    })
    expect(ends[0]?.report.onOwnKey).toBeUndefined()
  })

  it('uses another key, or none, from the next call on', async () => {
    const by = await answering()
    give(one, ['deepseek', 'sk-first', 1])
    await ask(by, one)
    give(one, ['deepseek', 'sk-second', 2])
    await ask(by, one)
    // As of a workspace that was erased and came back.
    give(one, ['deepseek', 'sk-third', 2])
    await ask(by, one)
    give(one)
    await ask(by, one)
    const seen = ['sk-first', 'sk-second', 'sk-third', 'sk-operators'].map((key) => `Bearer ${key}`)
    expect(keysSeen(deepseek)).toEqual(seen)
  })

  it('keeps a failing key’s breaker, warnings and lists to itself', async () => {
    const by = await answering()
    give(one, ['deepseek', 'sk-of-one'])
    give(two, ['deepseek', 'sk-of-two'])
    deepseek.answer(({ headers }) =>
      headers['authorization'] === 'Bearer sk-of-one'
        ? { status: 402, body: { error: { message: 'Insufficient Balance' } } }
        : {},
    )
    for (let turn = 0; turn < 8; turn += 1)
      expect((await ask(by, one)).fault).toEqual({ kind: 'out-of-credit', host: 'deepseek', isOwnKey: true })
    // The breaker is open: it is no longer asked.
    expect(keysSeen(deepseek).filter((key) => key === 'Bearer sk-of-one').length).toBeLessThan(8)
    for (const workspace of [two, none]) expect((await ask(by, workspace)).text).toBe('Hello from the fake.')
    // A new key begins anew, and what another host has learnt stays.
    give(one, ['deepseek', 'sk-better', 2])
    expect((await ask(by, one)).text).toBe('Hello from the fake.')
  })

  it('leaves the others’ slots free', async () => {
    const by = await answering(undefined, { callsAtOnce: 1 })
    give(one, ['deepseek', 'sk-of-one'])
    give(two, ['deepseek', 'sk-of-two'])
    deepseek.answer(({ headers }) =>
      headers['authorization'] === 'Bearer sk-of-one' ? { trouble: { kind: 'hang' } } : {},
    )
    const stop = new AbortController()
    const hanging = readAnswer(by.provider, request('deepseek-v3', { workspace: one }), stop.signal)
    await deepseek.received(1)
    expect((await ask(by, two)).text).toBe('Hello from the fake.')
    expect((await ask(by, none)).text).toBe('Hello from the fake.')
    stop.abort()
    expect((await hanging).fault).toEqual({ kind: 'cancelled' })
  })

  it('shares the operator’s slots where the operator’s key is used', async () => {
    const by = await answering(undefined, { callsAtOnce: 1 })
    give(one, ['openai', 'sk-of-one'])
    deepseek.answer({ trouble: { kind: 'hang' } })
    const stop = new AbortController()
    const first = readAnswer(by.provider, request('deepseek-v3', { workspace: one }), stop.signal)
    await deepseek.received(1)
    const second = readAnswer(by.provider, request('deepseek-v3', { workspace: none }), stop.signal)
    await by.modelsOf('deepseek-v3', none)
    expect(deepseek.requests).toHaveLength(1)
    stop.abort()
    expect((await Promise.all([first, second])).map(({ fault }) => fault)).toEqual([
      { kind: 'cancelled' },
      { kind: 'cancelled' },
    ])
  })

  it('is told that its key is refused, and the operator’s log is, without the key', async () => {
    const by = await answering()
    deepseek.apiKey = 'sk-operators'
    give(one, ['deepseek', 'sk-XYZZY-refused'])
    expect((await ask(by, one)).fault).toEqual({ kind: 'bad-key', host: 'deepseek', isOwnKey: true })
    expect((await ask(by, none)).text).toBe('Hello from the fake.')
    expect(lines).toContainEqual({
      level: 'warn',
      fields: { host: 'deepseek', platform: 'discord', workspace: 'one' },
      message: 'the host refuses the key of a workspace',
    })
    expect(JSON.stringify(lines)).not.toContain('XYZZY')
    expect(lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  it.each([
    [
      'in an error',
      { status: 401, body: { error: { message: 'bad key sk-XYZZY-echo', code: 'sk-XYZZY-echo' } } },
    ],
    ['in an error that is no JSON', { status: 500, body: 'key sk-XYZZY-echo' }],
    ['in a body that says 200', { body: { error: { message: 'sk-XYZZY-echo', code: 'sk-XYZZY-echo' } } }],
  ] as const)('finds no host’s echo of its key %s', async (_where, answer) => {
    const by = await answering()
    give(one, ['openai', 'sk-XYZZY-echo'])
    openai.answer(answer)
    const consumed = async (): Promise<unknown> => {
      const asked = request('openai/gpt-6-luna', { workspace: one })
      try {
        const deltas = by.provider.chat(asked, new AbortController().signal)[Symbol.asyncIterator]()
        while ((await deltas.next()).done !== true);
        return undefined
      } catch (error) {
        return error
      }
    }
    const seen: unknown[] = []
    let at = await letTimePass(clock, consumed())
    for (; at instanceof Error; at = at.cause) seen.push(Object.entries(at), at.message, at.stack)
    seen.push(at)
    expect(seen.length).toBeGreaterThanOrEqual(3)
    expect(seen.map((each) => JSON.stringify(each)).join()).not.toContain('XYZZY')
  })

  it('is not answered at the operator’s cost where only its own keys may be used', async () => {
    const by = await answering()
    give(one, ['deepseek', 'sk-of-one'])
    const [counted] = await by.modelsOf('deepseek-v3', one)
    expect(counted?.isOwnKey).toBe(true)
    const among = [{ model: counted?.model ?? '', isOwnKey: true }] as const
    const only = (spec = 'deepseek-v3') => readAnswer(by.provider, request(spec, { workspace: one, among }))
    expect((await only()).text).toBe('Hello from the fake.')
    give(one, ['openai', 'sk-of-one'])
    expect((await only()).fault).toEqual({ kind: 'no-model' })
    // What has money set aside is asked, and nothing before it.
    give(one, ['deepseek', 'sk-of-one'], ['openai', 'sk-of-one'])
    expect((await only('openai/gpt-6-luna,deepseek-v3')).text).toBe('Hello from the fake.')
    expect(openai.requests.filter(({ path }) => path.includes('completions'))).toEqual([])
    give(one)
    expect((await only()).fault).toEqual({ kind: 'no-model' })
    expect(keysSeen(deepseek)).toEqual(['Bearer sk-of-one', 'Bearer sk-of-one'])
  })

  it('stops where its reader does, also before it began', async () => {
    const by = await answering()
    give(one, ['deepseek', 'sk-of-one'])
    deepseek.answer({ text: 'word '.repeat(200), tokensPerSecond: 20 })
    const asked = () =>
      by.provider.chat(request('deepseek-v3', { workspace: one }), new AbortController().signal)
    for await (const delta of asked()) if (delta.kind === 'text') break
    await deepseek.abandonments(1)
    const unread = asked()[Symbol.asyncIterator]()
    await unread.return?.()
    expect(await unread.next()).toEqual({ done: true, value: undefined })
    expect(deepseek.requests).toHaveLength(1)
  })

  it('is asked nothing while its keys cannot be read', async () => {
    const by = await answering()
    failsToRead = true
    await expect(ask(by, one)).rejects.toThrow('no store')
    expect(deepseek.requests).toEqual([])
  })
})

describe('where the guide answers', () => {
  it('a key makes a model answer its workspace, and that one alone', async () => {
    const by = await answering({})
    give(one, ['openai', 'sk-of-one'])
    give(two, ['deepseek', 'sk-of-two'])
    expect(await by.modelOf(none)).toBeUndefined()
    expect(await by.modelOf(one)).toBe('openai')
    expect(await by.modelOf(two)).toBe('deepseek-v3')
    expect((await ask(by, one, 'openai')).text).toBe('Hello from the fake.')
    expect((await ask(by, two, 'deepseek-v3,openai')).text).toBe('Hello from the fake.')
    expect([...keysSeen(openai), ...keysSeen(deepseek)]).toEqual(['Bearer sk-of-one', 'Bearer sk-of-two'])
    const guide = letTimePass(clock, ask(by, none, 'guide/documentation'))
    expect((await guide).ends[0]?.report.model).toBe('guide/documentation')
    expect((await letTimePass(clock, ask(by, one, 'guide/documentation'))).ends[0]?.report.model).toBe(
      'guide/documentation',
    )
    expect(await by.directory.unknown('deepseek-v3', one)).toEqual(['deepseek-v3'])
    expect(await by.directory.unknown('guide/documentation,openai', one)).toEqual([])
    expect(await by.directory.list(none)).toEqual(['guide/documentation'])
  })
})

describe('trying a key', () => {
  const tried = (baseUrl: string) => {
    const [host] = hostsFromEnvironment({}).keyHosts.filter(({ name }) => name === 'deepseek')
    return createKeyHosts(host === undefined ? [] : [{ ...host, baseUrl }], createTestClock()).try(
      'deepseek',
      'sk-tried',
    )
  }

  it('tells a key that is taken from one that is refused', async () => {
    deepseek.apiKey = 'sk-tried'
    expect(await tried(deepseek.baseUrl)).toBe('taken')
    deepseek.apiKey = 'sk-another'
    expect(await tried(deepseek.baseUrl)).toBe('refused')
  })

  it('believes no host that lists its models to anyone', async () => {
    expect(await tried(deepseek.baseUrl)).toBe('untold')
    deepseek.modelsStatus = 404
    expect(await tried(deepseek.baseUrl)).toBe('untold')
  })

  it('says of a host that does not answer that it does not', async () => {
    deepseek.modelsStatus = 503
    expect(await tried(deepseek.baseUrl)).toBe('silent')
    expect(await tried('http://127.0.0.1:9')).toBe('silent')
  })
})

describe('the hosts a key may be for', () => {
  it('have an HTTPS address that no admin chose, and are none of one’s own', () => {
    const { keyHosts } = hostsFromEnvironment({
      OLLAMA_BASE_URL: 'http://127.0.0.1:1',
      AZURE_BASE_URL: 'https://a.example',
    })
    expect(keyHosts.length).toBeGreaterThan(10)
    for (const { baseUrl, preset, apiKey } of keyHosts) {
      expect(baseUrl).toBe(preset.baseUrl)
      expect(baseUrl).toMatch(/^https:\/\//u)
      expect(preset.isSelfHosted).toBe(false)
      expect(apiKey).toBeUndefined()
    }
    const proxied = hostsFromEnvironment({ OPENAI_BASE_URL: 'https://proxy.example/v1' }).keyHosts
    expect(proxied.find(({ name }) => name === 'openai')?.baseUrl).toBe('https://proxy.example/v1')
  })
})
