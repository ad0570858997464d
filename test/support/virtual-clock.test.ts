import { expect, test } from 'vitest'
import { sleep } from '../../src/core/clock.ts'
import { createVirtualClock } from './virtual-clock.ts'

test('runs timers in order, each at its own time, with what awaits them', async () => {
  const clock = createVirtualClock(1000)
  const seen: string[] = []
  clock.after(20, () => seen.push(`b@${clock.now()}`))
  clock.after(10, () => seen.push(`a@${clock.now()}`))
  const cancel = clock.after(15, () => seen.push('never'))
  cancel()
  void sleep(clock, 5)
    .then(() => sleep(clock, 7))
    .then(() => seen.push(`c@${clock.now()}`))
  await clock.advance(19)
  expect(seen).toEqual(['a@1010', 'c@1012'])
  expect(clock.timers).toBe(1)
  await clock.advance(1)
  expect(seen.at(-1)).toBe('b@1020')
})

test('says so when time stands still', async () => {
  const clock = createVirtualClock()
  const again = (): void => void clock.after(1e-9, again)
  again()
  await expect(clock.runUntil(new Promise(() => undefined))).rejects.toThrow('time stands still')
})

test('runs until a promise settles and says so when it never will', async () => {
  const clock = createVirtualClock()
  expect(await clock.runUntil(sleep(clock, 300).then(() => 'done'))).toBe('done')
  expect(clock.now()).toBe(300)
  await expect(clock.runUntil(new Promise(() => undefined))).rejects.toThrow('no timer is left')
})
