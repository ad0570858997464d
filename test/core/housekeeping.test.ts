import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHousekeeping } from '../../src/core/housekeeping.ts'
import type { Housekeeping } from '../../src/core/housekeeping.ts'
import { createSettingsReader } from '../../src/core/settings/settings.ts'
import { openStore } from '../../src/core/store/open-store.ts'
import type { Store } from '../../src/core/store/store.ts'
import { quietLog } from '../support/quiet-log.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'
import type { VirtualClock } from '../support/virtual-clock.ts'
import { aQuestion, aTurn, place } from './store/support.ts'

const dayMs = 86_400_000
const start = 200 * dayMs

let store: Store
let clock: VirtualClock
let swept: number[]
let housekeeping: Housekeeping

beforeEach(async () => {
  store = await openStore({ url: 'file::memory:', log: quietLog })
  clock = createVirtualClock(start)
  swept = []
  housekeeping = createHousekeeping({
    store,
    settings: createSettingsReader({ store: store.settings, model: 'm', now: clock.now }),
    sweep: (before) => Promise.resolve(void swept.push(before)),
    clock,
    log: quietLog,
  })
})
afterEach(async () => {
  await housekeeping.stop()
  await store.close()
})

const owner = { platform: 'slack', workspace: 'T1' } as const
const by = { id: 'U1', name: 'Ann' }

function set(text: string, channel?: string): Promise<unknown> {
  const entry = { name: 'retention', after: text, ...(channel !== undefined && { channel }) }
  return store.settings.change(owner, { by, at: start, entries: [entry] })
}

test('deletes what is older than its channel or its workspace wants it kept, and nothing else', async () => {
  await set('10')
  await set('3', 'C2')
  const c2 = { ...place, channel: 'C2' }
  const below = { ...place, channel: 't', kind: 'thread', parent: 'C2' } as const
  for (const [id, where, days] of [
    ['c1-old', place, 11],
    ['c1', place, 9],
    ['c2-old', c2, 4],
    ['c2', c2, 2],
    ['thread-old', below, 4],
    ['other', { ...place, workspace: 'T2' }, 80],
    ['other-old', { ...place, workspace: 'T2' }, 91],
  ] as const) {
    const at = start - days * dayMs
    await store.turns.record(aTurn(id, { place: where, conversation: id, at }))
    await store.journal.accept(aQuestion(id, { place: where }), at)
    await store.journal.settle(id, 'answered', at)
  }
  await housekeeping.run()
  const left: string[] = []
  for (const id of ['c1-old', 'c1', 'c2-old', 'c2', 'thread-old', 'other', 'other-old']) {
    const [turn, question] = [await store.turns.get(id), await store.journal.question(id)]
    expect(turn === undefined).toBe(question === undefined)
    if (turn !== undefined) left.push(id)
  }
  expect(left).toEqual(['c1', 'c2', 'other'])
})

test('with 0 deletes what was kept before, and the usage keeps who it was', async () => {
  await store.turns.record(aTurn('q', { at: start - 5 }))
  const usage = { input: 1, cachedInput: 0, output: 1, reasoning: 0 }
  await store.usage.record({
    questionId: 'q',
    place,
    askerId: 'U1',
    model: 'm',
    usage,
    measured: true,
    at: start - 5,
  })
  await set('0')
  await housekeeping.run()
  expect(await store.turns.get('q')).toBeUndefined()
  const mine = await store.usage.summarize({ ...owner, person: 'U1' }, 0, start)
  expect(mine.days).toHaveLength(1)
})

test('of a channel that has grown quiet, feedback and who is only counted go in their time, too', async () => {
  await set('7')
  await store.journal.accept(aQuestion('q'), start)
  await store.journal.settle('q', 'answered', start)
  await store.turns.record(aTurn('q', { at: start }))
  const usage = { input: 1, cachedInput: 0, output: 1, reasoning: 0 }
  const call = { questionId: 'q', place, askerId: 'U1', model: 'm', usage, measured: true }
  await store.usage.record({ ...call, at: start })
  await store.feedback.record({
    questionId: 'q',
    place,
    personId: 'U1',
    value: 'good',
    at: start + 5 * dayMs,
  })
  const mine = () => store.usage.summarize({ ...owner, person: 'U1' }, 0, start + 200 * dayMs)
  const after = async (days: number) => {
    await clock.advance(days * dayMs)
    await housekeeping.run()
    return mine()
  }
  expect(await after(8)).toMatchObject({ days: [{ requests: 1 }], feedback: { good: 1 } })
  expect(await store.turns.get('q')).toBeUndefined()
  expect(await after(5)).toMatchObject({ days: [{ requests: 1 }], feedback: { good: 0 } })
  expect((await after(77)).days).toHaveLength(1)
  expect((await after(2)).days).toEqual([])
  // That it was asked is forgotten, too.
  expect(await store.journal.accept(aQuestion('q'), clock.now())).toBe(true)
})

test('erases a workspace thirty days after it was left', async () => {
  await store.turns.record(aTurn('q', { at: start }))
  await store.upkeep.noteDeparture('slack', 'T1', start)
  await clock.advance(29 * dayMs)
  await housekeeping.run()
  expect(await store.turns.get('q')).toBeDefined()
  await clock.advance(2 * dayMs)
  await housekeeping.run()
  expect(await store.turns.get('q')).toBeUndefined()
})

test('goes on every hour, also when something fails, until it is stopped', async () => {
  const { places } = store.upkeep
  let isBroken = true
  Object.assign(store.upkeep, {
    places: (counted: number) => (isBroken ? Promise.reject(new Error('no')) : places(counted)),
  })
  await store.turns.record(aTurn('q', { at: start - 100 * dayMs }))
  housekeeping.start()
  await clock.advance(2 * 60_000)
  await expect.poll(() => swept.length, { timeout: 10_000 }).toBe(1)
  expect(await store.turns.get('q')).toBeDefined()
  isBroken = false
  await expect
    .poll(
      async () => {
        await clock.advance(60 * 60_000)
        return store.turns.get('q')
      },
      { timeout: 10_000 },
    )
    .toBeUndefined()
  await housekeeping.stop()
  const before = swept.length
  await clock.advance(3 * 60 * 60_000)
  expect(swept).toHaveLength(before)
})
