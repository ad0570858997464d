import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLengthModel } from '../../../src/core/delivery/lengths.ts'
import { nextWriteAt } from '../../../src/core/delivery/pace.ts'

test('where no end is in sight, the gaps are even', () => {
  const at = nextWriteAt({ last: 0, endsAt: 5000, left: 4, survives: () => 1, keptMs: 1000 })
  expect(at).toBeGreaterThan(990)
  expect(at).toBeLessThan(1010)
})

test('the nearer the end, the sooner the next write', () => {
  const atFor = (meanMs: number) =>
    nextWriteAt({ last: 0, endsAt: 5000, left: 4, survives: (ms) => Math.exp(-ms / meanMs), keptMs: 5000 })
  expect(atFor(500)).toBeLessThan(atFor(1500))
  expect(atFor(1500)).toBeLessThan(atFor(5000))
  expect(atFor(5000)).toBeLessThan(1000)
})

test('without a write to spare it waits for the next window', () => {
  expect(nextWriteAt({ last: 0, endsAt: 5000, left: 0, survives: () => 1, keptMs: 0 })).toBe(5000)
  expect(nextWriteAt({ last: 0, endsAt: 5000, left: -2, survives: () => 1, keptMs: 0 })).toBe(5000)
})

test('the last write of a window is kept back', () => {
  const at = nextWriteAt({ last: 2000, endsAt: 5000, left: 1, survives: () => 1, keptMs: 1000 })
  expect(at).toBeGreaterThanOrEqual(3990)
})

test('whatever is known of the end, the write is within the window', () => {
  const pace = fc.record({
    last: fc.integer({ min: -10_000, max: 10_000 }),
    span: fc.integer({ min: 1, max: 60_000 }),
    left: fc.integer({ min: 0, max: 50 }),
    keptMs: fc.integer({ min: 0, max: 60_000 }),
    median: fc.integer({ min: 1, max: 100_000 }),
    seen: fc.integer({ min: 0, max: 100_000 }),
    perMs: fc.double({ min: 0, max: 50, noNaN: true }),
    learnt: fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 30 }),
  })
  fc.assert(
    fc.property(pace, ({ span, median, seen, perMs, learnt, ...rest }) => {
      const lengths = createLengthModel([{ weight: 1, median, shape: 8 }])
      for (const length of learnt) lengths.learn(length)
      const endsAt = rest.last + span
      const at = nextWriteAt({ ...rest, endsAt, survives: (ms) => lengths.survives(seen, perMs * ms) })
      expect(at).toBeGreaterThanOrEqual(rest.last)
      expect(at).toBeLessThanOrEqual(endsAt)
    }),
    { numRuns: 300 },
  )
})

test('lengths: the chance to go on falls with more to come and follows what was seen', () => {
  const lengths = createLengthModel()
  expect(lengths.survives(100, 0)).toBe(1)
  expect(lengths.survives(100, 500)).toBeLessThan(lengths.survives(100, 100))
  const before = lengths.survives(0, 1000)
  for (let i = 0; i < 24; i += 1) lengths.learn(5000)
  expect(lengths.survives(0, 1000)).toBeGreaterThan(before)
  for (let i = 0; i < 24; i += 1) lengths.learn(100)
  expect(lengths.survives(0, 1000)).toBeLessThan(before)
})
