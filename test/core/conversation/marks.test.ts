import { describe, expect, it } from 'vitest'
import { marksFor } from '../../../src/core/conversation/marks.ts'

const deepseek = { hit: 0.003, miss: 0.15, output: 0.6 }
const uncached = { hit: 0.1, miss: 0.1, output: 0.5 }
const of = (prices: typeof deepseek | undefined, context: number | undefined = 1_000_000) =>
  marksFor({ model: 'h/m', maxOutput: 8_192, ...(context && { context }), ...(prices && { prices }) })

describe('marksFor', () => {
  it('takes the larger a window the cheaper the cache is', () => {
    const highs = [uncached, { ...deepseek, hit: 0.05 }, { ...deepseek, hit: 0.015 }, deepseek].map(
      (prices) => of(prices).high,
    )
    expect(highs).toEqual([4_000, 16_000, 32_000, 64_000])
  })

  it('has little carried and a summary instead where the cache saves nothing', () => {
    expect(of(uncached).compaction).toMatchObject({ low: 333, summary: 200 })
  })

  it('sums up a large window, since what a cut would keep of it costs more', () => {
    const { compaction, high, low } = of(deepseek)
    expect(compaction?.at).toBeLessThan(high)
    expect((compaction?.low ?? 0) + (compaction?.summary ?? 0)).toBeLessThan(low)
  })

  it('sums nothing up where output is so dear that a cut is cheaper', () => {
    expect(of({ ...deepseek, output: 60 }, 10_000).compaction).toBeUndefined()
  })

  it('leaves room for the answer, whatever the prices', () => {
    for (const prices of [deepseek, uncached, undefined]) {
      for (const context of [2_048, 8_192, 16_384, 131_072]) {
        const { high, low, room, compaction } = of(prices, context)
        expect(high).toBeLessThanOrEqual(room)
        expect(room).toBeLessThan(context * 0.95)
        expect(low).toBeLessThan(high)
        expect(compaction?.at ?? 0).toBeLessThan(high)
      }
    }
  })

  it('is careful where nothing is known', () => {
    expect(marksFor(undefined)).toEqual({ room: Infinity, high: 12_000, low: 2_400 })
    expect(of(undefined).high).toBe(24_000)
  })
})
