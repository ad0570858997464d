import { expect, test } from 'vitest'
import type { Clock } from '../../../src/core/clock.ts'
import { createWindows } from '../../../src/core/limits/windows.ts'

function at(start: number) {
  const time = { now: start }
  const clock = { now: () => time.now, after: () => () => undefined }
  return { time, clock }
}

/** One place at a time, of windows that are all alike. */
function keyed(window: { most: number; windowMs: number }, clock: Clock) {
  const windows = createWindows({ clock })
  return { take: (key: string) => windows.take([{ key, ...window }])?.until, size: windows.size }
}

test('a place is free again one window after it was taken, not at a full minute', () => {
  const { time, clock } = at(30_000)
  const windows = keyed({ most: 2, windowMs: 60_000 }, clock)
  expect(windows.take('ann')).toBeUndefined()
  time.now = 50_000
  expect(windows.take('ann')).toBeUndefined()
  expect(windows.take('ann')).toBe(90_000)
  time.now = 89_999
  expect(windows.take('ann')).toBe(90_000)
  time.now = 90_000
  expect(windows.take('ann')).toBeUndefined()
  expect(windows.take('ann')).toBe(110_000)
})

test('a refusal takes no place', () => {
  const { time, clock } = at(0)
  const windows = keyed({ most: 1, windowMs: 1_000 }, clock)
  windows.take('ann')
  for (time.now = 1; time.now < 1_000; time.now += 100) expect(windows.take('ann')).toBe(1_000)
  time.now = 1_000
  expect(windows.take('ann')).toBeUndefined()
})

test('whoever was idle for a window is forgotten', () => {
  const { time, clock } = at(0)
  const windows = keyed({ most: 3, windowMs: 60_000 }, clock)
  for (let person = 0; person < 1_000; person += 1) windows.take(`person ${person}`)
  expect(windows.size()).toBe(1_000)
  time.now = 60_000
  windows.take('ann')
  expect(windows.size()).toBe(1)
})
