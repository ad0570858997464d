import { expect, test } from 'vitest'
import type { Verdict } from './judge.ts'
import { planOf } from './plan.ts'
import { runChaos } from './runner.ts'
import { badOf, tableOf } from './table.ts'

const size = { questions: 40, kills: 3, terms: 1, pauseMs: 120, short: true }

test('the same seed makes the same plan', () => {
  expect(planOf(5, size)).toEqual(planOf(5, size))
  expect(planOf(5, size)).not.toEqual(planOf(6, size))
})

/** The short run; `npm run chaos` is the long one. */
test('loses and doubles nothing while everything goes wrong', { timeout: 240_000 }, async () => {
  const plan = planOf(2026, size)
  const result = await runChaos(plan, { settleMs: 120_000, quietMs: 2_000, tell: () => undefined })
  expect(badOf(result), tableOf(result)).toEqual([])
  expect(result.kills).toBeGreaterThanOrEqual(3)
  const count = (wanted: Verdict['kind']): number =>
    [...result.verdicts.values()].filter(({ kind }) => kind === wanted).length
  expect(count('whole')).toBeGreaterThan(10)
  expect(count('repeated')).toBeLessThan(3)
})
