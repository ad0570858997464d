import { beforeAll, describe, expect, it } from 'vitest'
import { benchCost, costTable, priceLists } from '../../bench/cost.ts'
import type { CostFigure } from '../../bench/cost.ts'
import { createPrefixHost } from '../../bench/cost/prefix-host.ts'
import { randomFrom, words, writeScript } from '../../bench/cost/script.ts'

describe('what a conversation costs', () => {
  let figures: readonly CostFigure[]

  beforeAll(async () => {
    figures = await benchCost()
  }, 300_000)

  function figure(policy: CostFigure['policy'], windowTokens: number, prices: string): CostFigure {
    const found = figures.find(
      (other) => other.policy === policy && other.windowTokens === windowTokens && other.prices === prices,
    )
    if (found === undefined) throw new Error(`no figure for ${policy}, ${windowTokens}, ${prices}`)
    return found
  }

  it.each([
    [8_000, 0.94],
    [32_000, 0.97],
  ])('hits the cache of DeepSeek with %d tokens in at least %d of the input', (windowTokens, aim) => {
    expect(figure('ours', windowTokens, 'deepseek/deepseek-flash').hitRate).toBeGreaterThanOrEqual(aim)
  })

  it.each([8_000, 32_000])(
    'costs at most a quarter of a sliding window of %d tokens there',
    (windowTokens) => {
      const [ours, sliding] = (['ours', 'sliding'] as const).map(
        (policy) => figure(policy, windowTokens, 'deepseek/deepseek-flash').usd,
      )
      expect(ours).toBeLessThanOrEqual((sliding ?? 0) * 0.25)
    },
  )

  it('costs at most 5 % more than the best of the four at every price list', () => {
    for (const { model } of priceLists()) {
      for (const windowTokens of [8_000, 32_000]) {
        const bills = (['ours', 'sliding', 'clock', 'never'] as const).map(
          (policy) => figure(policy, windowTokens, model).usd,
        )
        expect(bills[0], `${model} at ${windowTokens}`).toBeLessThanOrEqual(Math.min(...bills) * 1.05)
      }
    }
  })

  it('is shown side by side', () => {
    const lines = costTable(figures).split('\n')
    expect(lines).toHaveLength(1 + priceLists().length * 2)
    expect(lines[1]).toMatch(/^deepseek\/deepseek-flash +8k +\$0\.\d{4} 9\d\.\d % /u)
  })
})

describe('the host of the simulation', () => {
  const text = (tokens: number) => words(randomFrom(tokens), tokens)
  const system = { role: 'system', content: text(300) } as const
  const user = { role: 'user', content: text(400) } as const
  const answer = text(300)
  const assistant = { role: 'assistant', content: answer } as const

  it('finds the last prompt and answer, in whole units of 128, once they are written', () => {
    const host = createPrefixHost()
    const first = host.answer('k', [system, user], answer, 0)
    expect(first).toMatchObject({ input: host.count([system, user]), cachedInput: 0 })
    const next = [system, user, assistant, user]
    const whole = Math.floor((first.input + first.output) / 128) * 128
    expect(host.answer('other', next, answer, 6_000).cachedInput).toBe(0)
    expect(host.answer('k', next, answer, 6_000).cachedInput).toBe(whole)
    const hasty = createPrefixHost()
    hasty.answer('k', [system, user], answer, 0)
    expect(hasty.answer('k', next, answer, 4_000).cachedInput).toBe(0)
  })

  it('finds nothing after an hour, nor behind a change', () => {
    const host = createPrefixHost()
    host.answer('k', [system, user], answer, 0)
    const changed = { ...system, content: `x${system.content}` }
    expect(host.answer('k', [changed, user, assistant, user], answer, 60_000).cachedInput).toBe(0)
    expect(host.answer('k', [system, user, assistant, user], answer, 3_700_000).cachedInput).toBe(0)
  })

  it('finds what two requests share from the third on', () => {
    const host = createPrefixHost()
    const shared = Math.floor((host.count([system]) - 1) / 128) * 128
    const ask = (begin: string, at: number) =>
      host.answer('k', [system, { role: 'user', content: begin + user.content }], answer, at).cachedInput
    expect([ask('a', 0), ask('b', 10_000), ask('c', 20_000)]).toEqual([0, 0, shared])
  })

  it('is asked the same on every machine', () => {
    expect(writeScript()).toEqual(writeScript())
    expect(writeScript().filter((step) => step.kind === 'turn')).toHaveLength(200)
  })
})
