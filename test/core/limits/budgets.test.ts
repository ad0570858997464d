import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPolicy } from '../../../src/core/conversation/open-policy.ts'
import type { OpenPolicy } from '../../../src/core/conversation/open-policy.ts'
import type { Fault } from '../../../src/core/fault.ts'
import { Failure } from '../../../src/core/fault.ts'
import { createLimits } from '../../../src/core/limits/limits.ts'
import type { ModelCost } from '../../../src/core/limits/worst-case.ts'
import type { ChatRequest, Provider } from '../../../src/core/provider.ts'
import type { Question } from '../../../src/core/question.ts'
import { openStore } from '../../../src/core/store/open-store.ts'
import type { Store } from '../../../src/core/store/store.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { questionOf } from './support.ts'

/** A dollar per million tokens is a thousand nano-dollars for one. */
const perToken = 1_000
const usd = 1_000_000_000

const costs: Readonly<Record<string, ModelCost>> = {
  dear: { model: 'host/dear', isFree: false, prices: { miss: 1, output: 1 } },
  cheap: { model: 'host/cheap', isFree: false, prices: { miss: 0.01, output: 0.01 } },
  own: { model: 'vllm/own', isFree: true },
  odd: { model: 'host/odd', isFree: false },
  mine: { model: 'other/mine', isFree: false, isOwnKey: true, prices: { miss: 1, output: 1 } },
  rare: { model: 'other/rare', isFree: false, isOwnKey: true },
}

interface Called {
  readonly request: ChatRequest
  readonly nanoUsd: number
  readonly isOwn: boolean
}

let directory: string
let url: string
let stores: Store[]
let now: number
let called: Called[]
/** What a call really costs, of what it may. */
let share: () => number
let fails: boolean
let told: string[]

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'tanya-budgets-'))
  url = `file:${path.join(directory, 'tanya.db')}`
  stores = []
  now = Date.UTC(2026, 10, 23, 12)
  called = []
  share = () => 1
  fails = false
  told = []
})
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()))
  rmSync(directory, { recursive: true, force: true })
})

const clock = { now: () => now, after: () => () => undefined }
const never = new AbortController().signal

/** A host that bills the whole prompt and some of the answer it was allowed. */
const provider: Provider = {
  async *chat(request, _signal, onReport) {
    const names = request.model.split(',')
    const name = names[called.length % names.length] ?? ''
    const price = costs[name]?.prices?.output ?? 0
    const isOwn = costs[name]?.isOwnKey === true
    const output = Math.floor((request.maxOutputTokens ?? 1_000_000) * share())
    const nanoUsd = (promptTokens + output) * price * perToken
    called.push({ request, nanoUsd, isOwn })
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
    const usage = { input: promptTokens, cachedInput: 0, output, reasoning: 0 }
    const report = {
      model: name,
      usage,
      measured: true,
      priceNanoUsd: nanoUsd,
      ...(isOwn && { onOwnKey: true as const }),
    }
    onReport?.(report)
    if (fails) throw new Failure({ kind: 'unreachable', host: 'host' })
    yield { kind: 'text', text: 'a' }
    yield { kind: 'end', reason: 'stop', report }
  },
}

const promptTokens = 100

async function aReplica(): Promise<OpenPolicy & { readonly store: Store }> {
  const store = await openStore({ url, log: quietLog })
  stores.push(store)
  const open = openPolicy({
    store,
    limits: createLimits({ perWorkspace: 1_000, maxWaiting: 1_000, clock }),
    provider,
    operators: new Set(),
    model: 'dear',
    clock,
    log: quietLog,
    costsOf: (spec) => Promise.resolve(spec.split(',').flatMap((name) => costs[name] ?? [])),
    tellAdmins: async (_question, text) => void told.push(text),
  })
  return { ...open, store }
}

async function set(store: Store, texts: Readonly<Record<string, string>>, everywhere = false): Promise<void> {
  await store.settings.change(everywhere ? 'deployment' : { platform: 'slack', workspace: 'T1' }, {
    entries: Object.entries(texts).map(([name, after]) => ({ name, after })),
    by: { id: 'a', name: 'A' },
    at: 0,
  })
}

/** Asks the model of the place; gives what went wrong. */
async function ask(
  { policy }: OpenPolicy,
  question: Question,
  more: Partial<ChatRequest> = {},
): Promise<Fault | undefined> {
  const paying = await policy.providerFor(question, 'answer', () => Promise.resolve(promptTokens))
  const model = await policy.modelFor(question, 'c')
  const request = { model, messages: [], cacheKey: 'k', ...more }
  try {
    const deltas = paying.chat(request, never)[Symbol.asyncIterator]()
    while ((await deltas.next()).done !== true);
    return undefined
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return error.fault
  }
}

function total(of: (call: Called) => boolean = () => true): number {
  return called.filter(of).reduce((sum, { nanoUsd }) => sum + nanoUsd, 0)
}

describe('a budget', () => {
  test('holds against a hundred questions at one moment, on three replicas', async () => {
    const replicas = [await aReplica(), await aReplica(), await aReplica()]
    await set(replicas[0]!.store, { 'budget.workspace': '$0.05/day' })
    const asked = Array.from({ length: 100 }, (_, index) =>
      ask(replicas[index % 3]!, questionOf(`person ${index}`, { channel: `C${index % 7}` })),
    )
    const faults = await Promise.all(asked)
    expect(total()).toBeLessThanOrEqual(0.05 * usd)
    expect(total()).toBeGreaterThan(0.04 * usd)
    const until = Date.UTC(2026, 10, 24)
    expect(faults.filter(Boolean)[0]).toEqual({ kind: 'over-budget', scope: 'workspace', until })
    const admitted = await replicas[1]!.policy.admit(questionOf('late'))
    expect(await replicas[1]!.policy.remaining({ id: 'x' }, questionOf('x').place)).toContainEqual(
      expect.objectContaining({ kind: 'money', left: 0.05 * usd - total(), until }),
    )
    expect(admitted?.kind ?? 'left').toBe(total() >= 0.05 * usd ? 'over-budget' : 'left')
  })

  test('is never overspent, whatever calls cost and whoever asks where', async () => {
    const replicas = [await aReplica(), await aReplica()]
    const [first] = replicas
    await set(first!.store, { 'budget.deployment': '$0.09/month' }, true)
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          user: fc.integer({ min: 1, max: 40 }),
          channel: fc.integer({ min: 1, max: 40 }),
          workspace: fc.integer({ min: 1, max: 60 }),
          shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
          asked: fc.array(fc.record({ who: fc.nat(3), where: fc.nat(2) }), { minLength: 5, maxLength: 60 }),
          fails: fc.boolean(),
        }),
        async (world) => {
          // A month of its own for each, so that all of them begin with nothing spent.
          now = Date.UTC(2027, (run += 1), 15)
          called = []
          fails = world.fails
          let next = 0
          share = () => world.shares[(next += 1) % world.shares.length] ?? 1
          const milli = (amount: number) => `$${(amount / 1_000).toFixed(3)}/month`
          await set(first!.store, {
            'budget.user': milli(world.user),
            'budget.channel': milli(world.channel),
            'budget.workspace': milli(world.workspace),
          })
          const spentBy = new Map<string, number>()
          await Promise.all(
            world.asked.map(async ({ who, where }, index) => {
              const question = questionOf(`U${who}`, { channel: `C${where}` })
              const before = called.length
              const mark = `${index}`
              await ask(replicas[index % 2]!, question, { cacheKey: mark })
              for (const { request, nanoUsd } of called
                .slice(before)
                .filter((c) => c.request.cacheKey === mark)) {
                expect(request.model).toBe('dear')
                for (const key of [`U${who}`, `C${where}`])
                  spentBy.set(key, (spentBy.get(key) ?? 0) + nanoUsd)
              }
            }),
          )
          expect(total()).toBeLessThanOrEqual((world.workspace / 1_000) * usd)
          for (const [key, nanoUsd] of spentBy) {
            const most = key.startsWith('U') ? world.user : world.channel
            expect(nanoUsd).toBeLessThanOrEqual((most / 1_000) * usd + 1e-3)
          }
        },
      ),
      { numRuns: 15 },
    )
  })

  test('of an operator holds what the operator pays, and one of an admin everything, whoever pays', async () => {
    const replicas = [await aReplica(), await aReplica()]
    const [first] = replicas
    let run = 0
    let mixed = 0
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          admins: fc.option(fc.integer({ min: 1, max: 60 })),
          operators: fc.option(fc.integer({ min: 1, max: 40 })),
          deployment: fc.integer({ min: 1, max: 40 }),
          shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
          asked: fc.array(fc.constantFrom('dear', 'mine', 'mine,dear', 'dear,mine'), {
            minLength: 5,
            maxLength: 40,
          }),
        }),
        async (world) => {
          now = Date.UTC(2027, (run += 1), 15)
          called = []
          let next = 0
          share = () => world.shares[(next += 1) % world.shares.length] ?? 1
          const milli = (amount: number | null) =>
            amount === null ? 'off' : `$${(amount / 1_000).toFixed(3)}/month`
          await set(first!.store, { 'budget.workspace': milli(world.admins) })
          const bounds = { 'budget.workspace': milli(world.operators) }
          await set(first!.store, { ...bounds, 'budget.deployment': milli(world.deployment) }, true)
          const faults = await Promise.all(
            world.asked.map((model, index) => ask(replicas[index % 2]!, questionOf(`U${index}`), { model })),
          )
          const paidByOperator = total(({ isOwn }) => !isOwn)
          for (const most of [world.operators, world.deployment])
            if (most !== null) expect(paidByOperator).toBeLessThanOrEqual((most / 1_000) * usd)
          if (world.admins !== null) expect(total()).toBeLessThanOrEqual((world.admins / 1_000) * usd)
          // What the operator does not pay is no business of the operator's budgets.
          else {
            const own = faults.filter((_, index) => world.asked[index] === 'mine')
            expect(own.filter((fault) => fault !== undefined)).toEqual([])
          }
          const left = await first!.policy.remaining({ id: 'x' }, questionOf('x').place)
          const ofDeployment = left.find((one) => one.kind === 'money' && one.rule.scope === 'deployment')
          expect(ofDeployment?.left).toBe(
            Math.max(0, (world.deployment / 1_000) * usd - Math.ceil(paidByOperator)),
          )
          if (called.some(({ isOwn }) => isOwn) && paidByOperator > 0) mixed += 1
        },
      ),
      { numRuns: 25 },
    )
    expect(mixed).toBeGreaterThan(5)
  })

  test('of an operator alone refuses no model on the workspace’s own key, whatever its price', async () => {
    const open = await aReplica()
    await set(open.store, { 'budget.workspace': '$0/day', 'budget.deployment': '$0/day' }, true)
    for (const model of ['mine', 'rare']) {
      expect(await open.policy.admit(questionOf('ann'))).toMatchObject({
        kind: 'over-budget',
      })
      expect(await ask(open, questionOf('ann'), { model })).toBeUndefined()
    }
    await set(open.store, { model: 'mine' })
    expect(await open.policy.admit(questionOf('ann'))).toBeUndefined()
    await set(open.store, { 'budget.workspace': '$1/day' })
    expect(await ask(open, questionOf('ann'), { model: 'rare' })).toMatchObject({ kind: 'price-unknown' })
    // Should its key be gone by then, nobody else pays.
    const workspace = { platform: 'slack', workspace: 'T1' }
    const among = [{ model: 'other/mine', isOwnKey: true }]
    expect(called[0]?.request).toMatchObject({ workspace, among })
  })

  test('lets no model be asked but those it has counted', async () => {
    const open = await aReplica()
    await set(open.store, { 'budget.user': '$1/day' })
    for (const model of ['own,gone', 'dear,gone', 'gone']) await ask(open, questionOf('ann'), { model })
    expect(called.map(({ request }) => request.among)).toEqual([
      [{ model: 'vllm/own' }],
      [{ model: 'host/dear' }],
      [],
    ])
  })

  test('counts what a call cost and no more, also of one that fails', async () => {
    const open = await aReplica()
    await set(open.store, { 'budget.user': '$1/day' })
    share = () => 0.5
    fails = true
    expect(await ask(open, questionOf('ann'))).toMatchObject({ kind: 'unreachable' })
    const [left] = (await open.policy.remaining({ id: 'ann' }, questionOf('ann').place)).slice(1)
    expect(left).toMatchObject({ kind: 'money', left: usd - total() })
    expect(total()).toBeGreaterThan(0)
  })

  test('begins anew with the period', async () => {
    const open = await aReplica()
    await set(open.store, { 'budget.user': '$0.001/day' })
    await ask(open, questionOf('ann'))
    expect(await ask(open, questionOf('ann'))).toMatchObject({ kind: 'over-budget', scope: 'person' })
    expect(await ask(open, questionOf('bob'))).toBeUndefined()
    now = Date.UTC(2026, 10, 24)
    expect(await ask(open, questionOf('ann'))).toBeUndefined()
  })

  test('lets an answer be as long as there is money for it', async () => {
    const open = await aReplica()
    await set(open.store, { 'budget.user': '$0.002/day' })
    await ask(open, questionOf('ann'))
    const cap = called[0]?.request.maxOutputTokens ?? 0
    expect(cap).toBeLessThan(2_000)
    expect(cap).toBeGreaterThan(1_800)
    await ask(open, questionOf('bob'), { maxOutputTokens: 700 })
    expect(called[1]?.request.maxOutputTokens).toBe(700)
  })

  test('above it the cheaper model answers, where an admin set one', async () => {
    const open = await aReplica()
    await set(open.store, { 'budget.user': '$0.001/day', 'budget.over': 'cheap' })
    for (let asked = 0; asked < 5; asked += 1) expect(await ask(open, questionOf('ann'))).toBeUndefined()
    expect(called.map(({ request }) => request.model)).toEqual(['dear', 'cheap', 'cheap', 'cheap', 'cheap'])
    await set(open.store, { 'budget.over': 'own' })
    expect(await ask(open, questionOf('ann'))).toBeUndefined()
    expect(called.at(-1)?.request).toMatchObject({ model: 'own' })
  })

  test('an operator’s is not softened by an admin’s cheaper model', async () => {
    const open = await aReplica()
    await set(open.store, { 'budget.workspace': '$0.001/day' }, true)
    await set(open.store, { 'budget.workspace': '$100/day', 'budget.over': 'cheap' })
    expect(await ask(open, questionOf('ann'))).toBeUndefined()
    expect(await ask(open, questionOf('ann'))).toMatchObject({ kind: 'over-budget' })
    expect(called).toHaveLength(1)
  })

  test('an operator’s lets its own cheaper model go beyond it, and no other', async () => {
    const open = await aReplica()
    await set(open.store, { 'budget.workspace': '$0.003/day', 'budget.over': 'cheap' }, true)
    await set(open.store, { 'budget.workspace': '$0.001/day', 'budget.over': 'dear' })
    for (let asked = 0; asked < 10; asked += 1) await ask(open, questionOf('ann'))
    expect(await ask(open, questionOf('ann'))).toMatchObject({ kind: 'over-budget', scope: 'workspace' })
    expect(total()).toBeLessThanOrEqual(0.003 * usd)
    await set(open.store, { 'budget.over': 'cheap' })
    expect(await ask(open, questionOf('ann'))).toBeUndefined()
    expect(called.at(-1)?.request.model).toBe('cheap')
  })

  test('a cheaper model that the operator allows no longer does not answer above it', async () => {
    const open = await aReplica()
    await set(open.store, { 'budget.user': '$0.001/day', 'budget.over': 'cheap' })
    await ask(open, questionOf('ann'))
    expect(await ask(open, questionOf('ann'))).toBeUndefined()
    await set(open.store, { models: 'dear' }, true)
    expect(await ask(open, questionOf('ann'))).toMatchObject({ kind: 'over-budget', scope: 'person' })
    expect(called.map(({ request }) => request.model)).toEqual(['dear', 'cheap'])
  })

  test('a model of one’s own needs none, and one of unknown price is not called', async () => {
    const open = await aReplica()
    await set(open.store, { 'budget.user': '$0/day' })
    expect(await ask(open, questionOf('ann'), { model: 'own' })).toBeUndefined()
    expect(called[0]?.request).not.toHaveProperty('maxOutputTokens')
    expect(await ask(open, questionOf('ann'), { model: 'odd' })).toEqual({
      kind: 'price-unknown',
      model: 'host/odd',
    })
    expect(await ask(open, questionOf('ann'))).toMatchObject({ kind: 'over-budget' })
    expect(called).toHaveLength(1)
  })

  test('refuses before it takes a question where nothing is left', async () => {
    const open = await aReplica()
    await set(open.store, { 'budget.channel': '$0/day' })
    expect(await open.policy.admit(questionOf('ann'))).toMatchObject({
      kind: 'over-budget',
      scope: 'channel',
    })
    await set(open.store, { model: 'own' })
    expect(await open.policy.admit(questionOf('ann'))).toBeUndefined()
  })

  test('tells admins at 80 and at 100 per cent, once each in a period, on all replicas together', async () => {
    const replicas = [await aReplica(), await aReplica()]
    await set(replicas[0]!.store, { 'budget.workspace': '$0.01/day', 'budget.user': '$0.5/day' })
    share = () => 0.5
    for (let asked = 0; asked < 16; asked += 1) await ask(replicas[asked % 2]!, questionOf(`${asked}`))
    expect(told).toEqual([
      expect.stringMatching(/^80% of the budget of this workspace is spent: \$0\.0\d+ of \$0\.01\./u),
      expect.stringMatching(/^100% of the budget of this workspace/u),
    ])
    now = Date.UTC(2026, 10, 24)
    for (let asked = 0; asked < 16; asked += 1) await ask(replicas[asked % 2]!, questionOf(`${asked}`))
    expect(told).toHaveLength(4)
  })

  test('what was set aside by a process that died stays so for the question it takes up again', async () => {
    const [dead, next] = [await aReplica(), await aReplica()]
    await set(dead.store, { 'budget.user': '$0.002/day' })
    const question = questionOf('ann')
    const paying = await dead.policy.providerFor(question, 'answer', () => Promise.resolve(promptTokens))
    const request = { model: 'dear', messages: [], cacheKey: 'k' }
    const begun = paying.chat(request, never)[Symbol.asyncIterator]()
    await begun.next()
    expect(await ask(next, questionOf('ann'))).toMatchObject({ kind: 'over-budget' })
    expect(await ask(next, question)).toBeUndefined()
    expect((await next.policy.remaining({ id: 'ann' }, question.place)).at(-1)).toMatchObject({
      left: 0.002 * usd - (called[1]?.nanoUsd ?? 0),
    })
  })
})
