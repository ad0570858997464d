import { expect, test } from 'vitest'
import { lagsOf, percentile } from '../../bench/process-lags.ts'

test('each token is as late as the first write that shows it', () => {
  const writes = [
    { at: 110, tokens: 1 },
    { at: 150, tokens: 1 },
    { at: 200, tokens: 4 },
  ]
  expect(lagsOf([100, 120, 140, 190], writes)).toEqual({
    meanMs: (10 + 80 + 60 + 10) / 4,
    firstMs: 10,
    lastMs: 10,
  })
})

test('a token that never appeared is no lag', () => {
  expect(() => lagsOf([100, 120], [{ at: 110, tokens: 1 }])).toThrow('1 of 2 tokens never appeared')
  expect(() => lagsOf([], [])).toThrow('never appeared')
})

test('percentiles', () => {
  expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3)
  expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5)
  expect(percentile([7], 1)).toBe(7)
})
