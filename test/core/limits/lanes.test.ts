import { expect, test } from 'vitest'
import { createLanes } from '../../../src/core/limits/lanes.ts'
import { createGate } from './support.ts'

const never = new AbortController().signal

test('counts who waits and works, and nobody else', async () => {
  const lanes = createLanes(1)
  const gate = createGate()
  const abort = new AbortController()
  const working = lanes.run('a', never, gate.work)
  const waiting = lanes.run('a', abort.signal, gate.work)
  await gate.begun
  expect(lanes.load('a')).toBe(2)
  abort.abort()
  await expect(waiting).rejects.toThrow('cancelled')
  expect(lanes.load('a')).toBe(1)
  gate.open()
  await working
  expect(lanes.load('a')).toBe(0)
})

test('keeps nothing of two thousand conversations that have ended', async () => {
  const lanes = createLanes(1)
  await Promise.all(
    Array.from({ length: 2_000 }, (_, index) => lanes.run(`${index}`, never, async () => index)),
  )
  // The limiter looks after a job for a moment after it ended.
  await expect.poll(() => lanes.keys(), { timeout: 20_000 }).toBe(0)
})
