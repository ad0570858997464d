import { describe, expect, it } from 'vitest'
import type { CallReport } from '../../src/core/provider.ts'
import { createMetrics } from '../../src/observe/metrics.ts'
import { createReaderLag } from '../../src/observe/reader-lag.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

const question = {
  id: 'discord:guild1:channel1:message1',
  place: { platform: 'discord', workspace: 'guild1', channel: 'channel1', kind: 'channel' },
  askedAt: 1_000_000,
} as const

function report(model: string): CallReport {
  return {
    model,
    usage: { input: 1_000, cachedInput: 900, output: 300, reasoning: 100 },
    measured: true,
    priceNanoUsd: 2_000_000,
    uncachedPriceNanoUsd: 5_000_000,
  }
}

function setUp() {
  const clock = createVirtualClock(question.askedAt)
  const bots = [
    {
      platform: 'discord' as const,
      connections: () => [
        { name: 'shard 0', isUp: true },
        { name: 'shard 1', isUp: false },
      ],
    },
    { platform: 'playground' as const },
  ]
  const metrics = createMetrics(clock, { bots: () => bots, version: '1.2.3' })
  async function value(
    name: string,
    labels: Readonly<Record<string, string>> = {},
  ): Promise<number | undefined> {
    const wanted = Object.entries(labels).map(([label, text]) => `${label}="${text}"`)
    const lines = (await metrics.text()).split('\n')
    const line = lines.find(
      (one) =>
        (one.startsWith(`${name}{`) || one.startsWith(`${name} `)) &&
        wanted.every((text) => one.includes(text)),
    )
    return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ')))
  }
  return { clock, metrics, value }
}

describe('metrics', () => {
  it('follow a question from its place in the queue to its last edit', async () => {
    const { clock, metrics, value } = setUp()
    const { observer } = metrics
    observer.asked('discord')
    const watch = observer.watch(question)
    expect(await value('tanya_questions_waiting')).toBe(1)
    watch.began()
    expect(await value('tanya_questions_waiting')).toBe(0)
    expect(await value('tanya_answers_running')).toBe(1)
    await clock.advance(700)
    watch.generated(10)
    await clock.advance(200)
    watch.generated(10)
    watch.shown(10)
    await clock.advance(600)
    watch.shown(20)
    watch.ended('answered')
    watch.left()
    watch.left()
    const platform = { platform: 'discord' }
    expect(await value('tanya_questions_total', platform)).toBe(1)
    expect(await value('tanya_answers_total', { outcome: 'answered', fault: 'none' })).toBe(1)
    expect(await value('tanya_first_token_seconds_sum', platform)).toBeCloseTo(0.7)
    expect(await value('tanya_first_shown_seconds_sum', platform)).toBeCloseTo(0.9)
    expect(await value('tanya_last_edit_seconds_sum', platform)).toBeCloseTo(1.5)
    // Ten characters waited for 200 ms and ten for 600.
    expect(await value('tanya_reader_lag_seconds_sum', platform)).toBeCloseTo(0.4)
    expect(await value('tanya_answers_running')).toBe(0)
  })

  it('count one that never had its turn out of the queue again', async () => {
    const { metrics, value } = setUp()
    const watch = metrics.observer.watch(question)
    watch.ended('stopped', 'cancelled')
    watch.left()
    expect(await value('tanya_questions_waiting')).toBe(0)
    expect(await value('tanya_answers_total', { outcome: 'stopped', fault: 'cancelled' })).toBe(1)
  })

  it('add up tokens by disjoint kinds, money, and what the cache saved', async () => {
    const { metrics, value } = setUp()
    const call = metrics.observer.watch(question).call('answer', 'deepseek-v3', 'c')
    call.billed(report('deepseek/deepseek-flash'))
    call.ended('stop')
    const kinds = { input: 100, cached_input: 900, output: 200, reasoning: 100 }
    for (const [kind, count] of Object.entries(kinds))
      expect(await value('tanya_tokens_total', { kind })).toBe(count)
    expect(await value('tanya_cost_usd_total')).toBeCloseTo(0.002)
    expect(await value('tanya_cache_savings_usd_total')).toBeCloseTo(0.003)
    expect(await value('tanya_model_calls_total', { purpose: 'answer', outcome: 'stop' })).toBe(1)
  })

  it('show connections, breakers, waits and the version', async () => {
    const { metrics, value } = setUp()
    metrics.observer.breaker('deepseek/deepseek-flash', 'closed')
    metrics.observer.breaker('deepseek/deepseek-flash', 'open')
    metrics.observer.waited('slack', 1_500)
    expect(await value('tanya_connection_up', { connection: 'shard 0' })).toBe(1)
    expect(await value('tanya_connection_up', { connection: 'shard 1' })).toBe(0)
    expect(await value('tanya_breaker_state', { state: 'open' })).toBe(1)
    expect(await value('tanya_breaker_state', { state: 'closed' })).toBe(0)
    expect(await value('tanya_rate_limit_wait_seconds_sum', { by: 'slack' })).toBeCloseTo(1.5)
    expect(await value('tanya_info', { version: '1.2.3' })).toBe(1)
  })

  it('bound the names of models, and name no question and no place', async () => {
    const { metrics } = setUp()
    const call = metrics.observer.watch(question).call('answer', 'many', 'c')
    for (let model = 0; model < 100; model += 1) call.billed(report(`host/model-${model}`))
    const text = await metrics.text()
    expect(new Set([...text.matchAll(/model="([^"]+)"/gu)].map((match) => match[1])).size).toBeLessThan(50)
    expect(text).toContain('model="other"')
    for (const secret of ['guild1', 'channel1', 'message1']) expect(text).not.toContain(secret)
  })
})

it("the reader's lag is a mean over characters, whatever pieces they come in", async () => {
  const clock = createVirtualClock()
  const lag = createReaderLag(clock)
  expect(lag.mean()).toBeUndefined()
  lag.generated(30)
  await clock.advance(100)
  lag.shown(10)
  expect(lag.mean()).toBe(100)
  lag.shown(5)
  await clock.advance(100)
  lag.shown(1_000)
  expect(lag.mean()).toBeCloseTo((10 * 100 + 20 * 200) / 30)
})
