import { expect, test } from 'vitest'
import { bestMeanLag } from '../../bench/best-schedule.ts'
import { foundMeanLag } from '../../bench/best-shared-schedule.ts'

const limit = { limit: 5, windowMs: 5000 }

function tokens(count: number, perSecond: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => (i * 1000) / perSecond)
}

test.each([
  [400, 60, 408],
  [400, 30, 442],
  [400, 200, 198],
  [60, 60, 92],
])('%i tokens at %i/s: %i ms at best', (count, perSecond, ms) => {
  expect(Math.round(bestMeanLag(tokens(count, perSecond), limit))).toBe(ms)
})

test('a first text at once costs the rest of a short answer', () => {
  expect(bestMeanLag(tokens(60, 60), limit, 20)).toBeGreaterThan(bestMeanLag(tokens(60, 60), limit) * 1.1)
})

test('the search comes close to what is computed, and never below it', () => {
  const times = tokens(400, 60)
  const best = bestMeanLag(times, limit)
  const found = foundMeanLag([times], limit)
  expect(found).toBeGreaterThanOrEqual(best - 0.001)
  expect(found).toBeLessThan(best * 1.03)
})

test('with a write for each token nobody waits', () => {
  expect(bestMeanLag(tokens(5, 60), limit)).toBeCloseTo(0, 5)
  expect(bestMeanLag(tokens(1, 60), limit)).toBeCloseTo(0, 5)
})
