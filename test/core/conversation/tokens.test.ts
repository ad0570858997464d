import { expect, it } from 'vitest'
import { createTokenCounts, estimateTokens } from '../../../src/core/conversation/tokens.ts'
import type { Memory } from '../../../src/core/store/store.ts'

function memory(): Memory & { readonly facts: Map<string, string>; writes: number } {
  const facts = new Map<string, string>()
  const self = {
    facts,
    writes: 0,
    get: (key: string) => Promise.resolve(facts.get(key)),
    set(key: string, value: string) {
      self.writes += 1
      facts.set(key, value)
      return Promise.resolve()
    },
  }
  return self
}

it('estimates high for Latin text and about one token for a sign of others', () => {
  expect(estimateTokens('a'.repeat(350))).toBe(104)
  expect(estimateTokens('漢字かな')).toBe(8)
})

it('learns what each model counts, and tells other processes', async () => {
  const facts = memory()
  const counts = createTokenCounts(facts, () => 0)
  expect(await counts.ratio('h/m')).toBe(1)
  await counts.observe('h/m', 1_000, 800)
  expect(await counts.ratio('h/m')).toBeCloseTo(0.8)
  await counts.observe('h/m', 1_000, 900)
  expect(await counts.ratio('h/m')).toBeCloseTo(0.82)
  expect(await counts.ratio('h/other')).toBe(1)
  expect(await createTokenCounts(facts, () => 0).ratio('h/m')).toBeCloseTo(0.82)
})

it('writes only what changed noticeably', async () => {
  const facts = memory()
  const counts = createTokenCounts(facts, () => 0)
  for (let index = 0; index < 50; index += 1) await counts.observe('h/m', 1_000, 800 + (index % 2))
  expect(facts.writes).toBe(1)
})

it('is not led astray by hosts that count wrongly, by short prompts or by a damaged memory', async () => {
  const facts = memory()
  facts.facts.set('token-ratio:h/bad', 'x')
  const counts = createTokenCounts(facts, () => 0)
  expect(await counts.ratio('h/bad')).toBe(1)
  await counts.observe('h/m', 1_000, 0)
  await counts.observe('h/m', 20, 200)
  expect(await counts.ratio('h/m')).toBe(1)
  await counts.observe('h/m', 1_000, 1_000_000)
  expect(await counts.ratio('h/m')).toBe(4)
})

it('remembers for a day what a model refused', async () => {
  const facts = memory()
  let now = 0
  const counts = createTokenCounts(facts, () => now)
  expect(await counts.limit('h/m')).toBeUndefined()
  await counts.refused('h/m', 4_096)
  expect(await counts.limit('h/m')).toBe(4_096)
  expect(await createTokenCounts(facts, () => now).limit('h/m')).toBe(4_096)
  now = 86_400_000
  expect(await counts.limit('h/m')).toBeUndefined()
})
