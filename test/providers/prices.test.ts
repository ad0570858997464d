import { describe, expect, it } from 'vitest'
import { deepseek } from '../../src/providers/presets/deepseek.ts'
import { isPeak, priceNanoUsd, priceWithoutCacheNanoUsd } from '../../src/providers/prices.ts'

const { peak } = deepseek
const flash = deepseek.models[0]?.prices
if (peak === undefined || flash === undefined) throw new Error('DeepSeek has peak hours and prices')

describe('peak hours', () => {
  it.each([
    ['Monday 00:59', Date.UTC(2026, 10, 23, 0, 59), false],
    ['Monday 01:00', Date.UTC(2026, 10, 23, 1), true],
    ['Monday 03:59', Date.UTC(2026, 10, 23, 3, 59), true],
    ['Monday 04:00', Date.UTC(2026, 10, 23, 4), false],
    ['Friday 09:59', Date.UTC(2026, 10, 27, 9, 59), true],
    ['Friday 10:00', Date.UTC(2026, 10, 27, 10), false],
    ['Saturday 02:00', Date.UTC(2026, 10, 28, 2), false],
    ['Sunday 07:00', Date.UTC(2026, 10, 29, 7), false],
    ['National Day', Date.UTC(2026, 9, 1, 2), false],
    ['the day before', Date.UTC(2026, 8, 30, 2), true],
    ['Spring Festival', Date.UTC(2026, 1, 18, 7), false],
  ])('%s', (_name, at, expected) => {
    expect(isPeak(peak, at)).toBe(expected)
  })
})

describe('a price', () => {
  const usage = { input: 10_000, cachedInput: 9_000, output: 1_000, reasoning: 400 }
  const offPeak = Date.UTC(2026, 10, 23, 12)

  it('counts hits, misses and output, reasoning within the output', () => {
    expect(priceNanoUsd(flash, peak, usage, offPeak)).toBe(9_000 * 3 + 1_000 * 150 + 1_000 * 600)
    expect(priceNanoUsd(flash, peak, usage, Date.UTC(2026, 10, 23, 2))).toBe(2 * 777_000)
  })

  it('without the cache is that of misses alone', () => {
    expect(priceWithoutCacheNanoUsd(flash, peak, usage, offPeak)).toBe(10_000 * 150 + 1_000 * 600)
  })

  it('is a whole number', () => {
    const odd = { hit: 0.0028, miss: 0.14, output: 0.28 }
    expect(priceNanoUsd(odd, undefined, { input: 1, cachedInput: 1, output: 0, reasoning: 0 }, offPeak)).toBe(
      3,
    )
  })
})
