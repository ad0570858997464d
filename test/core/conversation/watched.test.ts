import { expect, it } from 'vitest'
import { watchedProvider } from '../../../src/core/conversation/watched.ts'
import { Failure } from '../../../src/core/fault.ts'
import type { HostFault } from '../../../src/core/fault.ts'
import type { Delta, Provider } from '../../../src/core/provider.ts'
import { createMetrics } from '../../../src/observe/metrics.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const place = { platform: 'discord', workspace: 'w', channel: 'c', kind: 'channel' } as const
const request = { model: 'deepseek-v3, openrouter', messages: [], cacheKey: 'k' }
const refused = { kind: 'bad-key', host: 'deepseek' } as const
const report = {
  model: 'openrouter/x',
  usage: { input: 1, cachedInput: 0, output: 1, reasoning: 0 },
  measured: true,
}

/** How calls ended that are not 0, as Prometheus is told of them. */
async function counted(passedOver: readonly HostFault[], fails?: HostFault): Promise<readonly string[]> {
  const metrics = createMetrics(createVirtualClock(), { bots: () => [], version: '0' })
  const provider: Provider = {
    async *chat(): AsyncGenerator<Delta> {
      if (fails !== undefined) throw new Failure(fails, { passedOver })
      yield { kind: 'end', reason: 'stop', report, passedOver }
    },
  }
  const watch = metrics.observer.watch({ id: 'q', place, askedAt: 0 })
  const stream = watchedProvider(provider, watch, 'answer').chat(request, new AbortController().signal)
  const read = async (): Promise<void> => {
    for await (const { kind } of stream) expect(kind).toBe('end')
  }
  await read().catch((error: unknown) => expect(error).toBeInstanceOf(Failure))
  const lines = (await metrics.text()).matchAll(/^tanya_model_calls_total\{.*outcome="([^"]+)"\} 1$/gmu)
  return [...lines].map(([, outcome = '']) => outcome).toSorted()
}

it('tells of a refused key also where another host answered', async () => {
  expect(await counted([refused])).toEqual(['bad-key', 'stop'])
})

it('tells of each host of a list that did not answer', async () => {
  expect(await counted([refused], { kind: 'unreachable', host: 'openrouter' })).toEqual([
    'bad-key',
    'unreachable',
  ])
})

it('tells keys of workspaces apart, which are not for the operator to mend', async () => {
  expect(await counted([{ ...refused, isOwnKey: true }])).toEqual(['own-bad-key', 'stop'])
  expect(await counted([], { kind: 'out-of-credit', host: 'deepseek', isOwnKey: true })).toEqual([
    'own-out-of-credit',
  ])
})
