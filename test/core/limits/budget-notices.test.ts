import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openPolicy } from '../../../src/core/conversation/open-policy.ts'
import { createLimits } from '../../../src/core/limits/limits.ts'
import type { Provider } from '../../../src/core/provider.ts'
import { openStore } from '../../../src/core/store/open-store.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { startPostgres } from '../../support/postgres.ts'
import { questionOf } from './support.ts'

const postgres = await startPostgres()
const directory = mkdtempSync(path.join(tmpdir(), 'tanya-notices-'))
afterAll(async () => {
  await postgres?.stop()
  rmSync(directory, { recursive: true, force: true })
})

const now = Date.UTC(2026, 10, 23, 12)
const clock = { now: () => now, after: () => () => undefined }
const never = new AbortController().signal
const never80 = /^80% of the budget/u

/** Of a dollar for a million tokens each, an answer of 1,000 tokens costs a thousandth of a dollar. */
const costs = { model: 'host/dear', isFree: false, prices: { miss: 0, output: 1 } }

let told: string[]
/** Answers end together, once so many have begun. */
let together: number
let begun: PromiseWithResolvers<void>

const provider: Provider = {
  async *chat(request, _signal, onReport) {
    together -= 1
    if (together <= 0) begun.resolve()
    await begun.promise
    const usage = { input: 0, cachedInput: 0, output: 1_000, reasoning: 0 }
    const report = { model: request.model, usage, measured: true, priceNanoUsd: 1_000_000 }
    onReport?.(report)
    yield { kind: 'end', reason: 'stop', report }
  },
}

async function aReplica(url: string) {
  const store = await openStore({ url, log: quietLog })
  const { policy } = openPolicy({
    store,
    limits: createLimits({ perWorkspace: 100, maxWaiting: 100, clock }),
    provider,
    operators: new Set(),
    model: 'dear',
    clock,
    log: quietLog,
    costsOf: () => Promise.resolve([costs]),
    tellAdmins: async (_question, text) => void told.push(text),
  })
  return {
    stop: () => store.close(),
    async set(name: string, after: string, everywhere = false): Promise<void> {
      const owner = everywhere ? 'deployment' : ({ platform: 'slack', workspace: 'T1' } as const)
      await store.settings.change(owner, { entries: [{ name, after }], by: { id: 'a', name: 'A' }, at: 0 })
    },
    async ask(): Promise<void> {
      const paying = await policy.providerFor(questionOf('ann'), 'answer', () => Promise.resolve(0))
      const request = { model: 'dear', messages: [], cacheKey: 'k', maxOutputTokens: 2_000 }
      const deltas = paying.chat(request, never)[Symbol.asyncIterator]()
      while ((await deltas.next()).done !== true);
    },
  }
}
type Replica = Awaited<ReturnType<typeof aReplica>>

beforeEach(() => {
  told = []
  together = 1
  begun = Promise.withResolvers()
})

async function askAll(replicas: readonly Replica[], times: number): Promise<void> {
  for (let asked = 0; asked < times; asked += 1) await replicas[asked % replicas.length]?.ask()
}

function notices(createUrl: () => Promise<string>): void {
  test('are one at 80 and one at 100 per cent of all replicas, also after a restart', async () => {
    const url = await createUrl()
    const replicas = [await aReplica(url), await aReplica(url), await aReplica(url)]
    await replicas[0]?.set('budget.workspace', '$0.02/month')
    await askAll(replicas, 15)
    expect(told).toEqual([])
    await Promise.all(replicas.map((replica) => replica.ask()))
    expect(told).toEqual([expect.stringMatching(never80)])
    await Promise.all(replicas.map((replica) => replica.stop()))
    const after = [await aReplica(url), await aReplica(url)]
    await askAll(after, 1)
    expect(told).toHaveLength(1)
    await askAll(after, 1)
    await Promise.allSettled([1, 2, 3, 4].map(async () => after[0]?.ask()))
    expect(told.slice(1)).toEqual([expect.stringMatching(/^100% of the budget of this workspace/u)])
    await Promise.all(after.map((replica) => replica.stop()))
  })

  test('come anew for a budget that is raised in the middle, and not for both at each answer', async () => {
    const url = await createUrl()
    const replica = await aReplica(url)
    await replica.set('budget.workspace', '$0.012/month', true)
    await replica.set('budget.workspace', '$0.0125/month')
    await askAll([replica], 10)
    // The operator's bound, then the admin's.
    expect(told).toEqual([expect.stringMatching(/of \$0\.01\./u), expect.stringMatching(/of \$0\.01\./u)])
    await replica.set('budget.workspace', 'off', true)
    await replica.set('budget.workspace', '$0.05/month')
    await askAll([replica], 29)
    expect(told).toHaveLength(2)
    await askAll([replica], 1)
    expect(told[2]).toMatch(/^80% of the budget of this workspace is spent: \$0\.04 of \$0\.05\./u)
    expect(told).toHaveLength(3)
    await replica.stop()
  })

  test('are of what is spent: money that many answers have set aside comes back', async () => {
    const url = await createUrl()
    const replica = await aReplica(url)
    await replica.set('budget.workspace', '$0.02/month')
    together = 10
    await Promise.all(Array.from({ length: 10 }, () => replica.ask()))
    expect(told).toEqual([])
    // Half of it is spent and the other half set aside: there is no room, and nothing to tell.
    begun = Promise.withResolvers()
    together = 6
    const underWay = [1, 2, 3, 4, 5].map(() => replica.ask())
    await vi.waitUntil(() => together === 1, { timeout: 30_000 })
    await expect(replica.ask()).rejects.toMatchObject({ fault: { kind: 'over-budget' } })
    expect(told).toEqual([])
    begun.resolve()
    await Promise.all(underWay)
    await replica.stop()
  })
}

describe('notices to admins, on SQLite', () => {
  let databases = 0
  notices(async () => `file:${path.join(directory, `${(databases += 1)}.db`)}`)
})

describe.skipIf(postgres === undefined)('notices to admins, on PostgreSQL', () => {
  notices(() => postgres?.createDatabase() ?? Promise.reject(new Error('no server')))
})
