import { expect, it } from 'vitest'
import { createWatermarks } from '../../../src/core/conversation/watermarks.ts'
import type { Watermarks } from '../../../src/core/conversation/watermarks.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

function setUp() {
  const clock = createVirtualClock(0)
  const facts = new Map<string, string>()
  let writes = 0
  const memory = {
    get: (key: string) => Promise.resolve(facts.get(key)),
    set: (key: string, value: string) => {
      writes += 1
      facts.set(key, value)
      return Promise.resolve()
    },
  }
  const open = (): Watermarks => createWatermarks({ of: 'discord', memory, clock, log: quietLog })
  return { clock, facts, open, writes: () => writes }
}

it('keeps the newest message of each place, latest place first, over processes', async () => {
  const { open } = setUp()
  const first = open()
  expect(await first.earlier()).toEqual([])
  first.note('a', '1')
  first.note('b', '2')
  first.note('a', '3')
  await first.keep()
  const second = open()
  expect(await second.earlier()).toEqual([
    { place: 'a', message: '3' },
    { place: 'b', message: '2' },
  ])
  second.note('b', '4')
  // What this process hears is not what an earlier one did.
  expect((await second.earlier()).map(({ message }) => message)).toEqual(['3', '2'])
  await second.keep()
  expect((await open().earlier()).map(({ message }) => message)).toEqual(['4', '3'])
})

it('keeps a place that nobody heard of before at once, and loses none over it', async () => {
  const { clock, open, writes } = setUp()
  const first = open()
  first.note('a', '1')
  await clock.advance(250)
  expect(await open().earlier()).toEqual([{ place: 'a', message: '1' }])
  first.note('a', '2')
  first.note('b', '3')
  await clock.advance(250)
  expect(await open().earlier()).toEqual([
    { place: 'b', message: '3' },
    { place: 'a', message: '1' },
  ])
  const second = open()
  const before = writes()
  second.note('a', '4')
  await clock.advance(250)
  expect(writes()).toBe(before)
})

it('writes seldom, and only what was noted a while before', async () => {
  const { clock, open, writes } = setUp()
  const marks = open()
  for (let index = 0; index < 100; index += 1) marks.note('a', String(index))
  await clock.advance(5_000)
  // The place was new.
  expect(writes()).toBe(1)
  marks.note('a', 'later')
  await clock.advance(5_000)
  expect(writes()).toBe(2)
  expect(await open().earlier()).toEqual([{ place: 'a', message: '99' }])
  await clock.advance(60_000)
  expect(await open().earlier()).toEqual([{ place: 'a', message: 'later' }])
  expect(writes()).toBeLessThanOrEqual(4)
  expect(clock.timers).toBe(0)
})

it('is not hurt by a memory that holds something else', async () => {
  const { facts, open } = setUp()
  facts.set('heard:discord', '{"a":1}')
  expect(await open().earlier()).toEqual([])
  facts.set('heard:discord', 'no JSON')
  const marks = open()
  expect(await marks.earlier()).toEqual([])
  marks.note('a', '1')
  await marks.keep()
  expect(await open().earlier()).toEqual([{ place: 'a', message: '1' }])
})
