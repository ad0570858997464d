import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEditScheduler } from '../../../src/core/delivery/edit-scheduler.ts'
import type { WriteStream } from '../../../src/core/delivery/edit-scheduler.ts'
import { createOverallBudget } from '../../../src/core/delivery/overall-budget.ts'
import { Failure } from '../../../src/core/fault.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

interface Sent {
  readonly at: number
  readonly channel: number
  readonly text: string
}

/** Channels of five writes in five seconds each, and 50 requests a second over all. */
function setUp() {
  const clock = createVirtualClock(1_000)
  const overall = createOverallBudget({ limit: 50, windowMs: 1_000 })
  const scheduler = createEditScheduler({ clock, defaults: { limit: 5, windowMs: 5_000 }, overall })
  const sent: Sent[] = []
  /** The next writes are refused for so long, everywhere. */
  const refusals: number[] = []

  function open(channel: number) {
    let text = ''
    let isNew = true
    const stream: WriteStream = scheduler.stream(`${channel}`, {
      render: () => ({
        kind: isNew ? 'post' : 'edit',
        content: text,
        async send() {
          const refusal = refusals.shift()
          if (refusal !== undefined) {
            scheduler.delayed(`${channel}`, isNew ? 'post' : 'edit', refusal, true)
            throw new Failure({
              kind: 'platform',
              platform: 'discord',
              reason: 'rate-limited',
              what: 'write',
            })
          }
          isNew = false
          sent.push({ at: clock.now(), channel, text })
        },
      }),
      failed(error) {
        throw error
      },
    })
    return {
      say(next: string) {
        text = next
        stream.offer(isNew ? 'first' : 'progress', isNew ? 'post' : 'edit', next.length)
      },
      end() {
        text = 'end'
        stream.offer('last', isNew ? 'post' : 'edit')
      },
    }
  }
  return { clock, overall, sent, refusals, open }
}

test('as many answers as may be edited in a second can end at one moment, whoever else goes on', async () => {
  const { clock, sent, open } = setUp()
  const answers = Array.from({ length: 65 }, (_, channel) => open(channel))
  const ending = answers.slice(0, 25)
  for (let step = 0; step < 130; step += 1) {
    for (const answer of answers) answer.say(`text ${step}`)
    await clock.advance(50)
  }
  const endedAt = clock.now()
  for (const answer of ending) answer.end()
  await clock.advance(10_000)
  const ends = sent.filter(({ text }) => text === 'end')
  expect(ends.map(({ at }) => at - endedAt)).toEqual(ending.map(() => 0))
})

test('never more than the limit in any window, and everybody gets a turn', async () => {
  const { clock, sent, open } = setUp()
  const answers = Array.from({ length: 120 }, (_, channel) => open(channel))
  for (let step = 0; step < 200; step += 1) {
    for (const answer of answers) answer.say(`text ${step}`)
    await clock.advance(50)
  }
  const during = sent.length
  for (const answer of answers) answer.end()
  await clock.advance(20_000)
  for (const [index, { at }] of sent.entries()) {
    const after = sent[index + 50]
    if (after !== undefined) expect(after.at - at).toBeGreaterThanOrEqual(1_000)
  }
  const byChannel = Map.groupBy(sent.slice(0, during), ({ channel }) => channel)
  const turns = answers.map((_, channel) => byChannel.get(channel)?.length ?? 0)
  expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1)
  expect(sent.filter(({ text }) => text === 'end')).toHaveLength(answers.length)
})

test('a pause everywhere holds all back, and takes nothing of a channel’s window', async () => {
  const { clock, sent, refusals, open } = setUp()
  const [one, other] = [open(1), open(2)]
  one.say('first')
  await clock.advance(100)
  refusals.push(700)
  one.end()
  await clock.advance(0)
  other.say('first')
  await clock.advance(699)
  expect(sent).toHaveLength(1)
  await clock.advance(20)
  expect(sent.map(({ channel, text }) => [channel, text])).toEqual([
    [1, 'first'],
    [1, 'end'],
    [2, 'first'],
  ])
})

test('signs and edits leave half of a window to first and last texts', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 500 }), fc.integer({ min: 1, max: 5_000 }), (limit, windowMs) => {
      const overall = createOverallBudget({ limit, windowMs })
      let passing = 0
      for (; overall.opensAt(0, 'passing') === 0; passing += 1) overall.sent(0)
      expect(overall.opensAt(0, 'progress')).toBe(windowMs)
      let urgent = 0
      for (; overall.opensAt(0, 'last') === 0; urgent += 1) overall.sent(0)
      expect(passing).toBe(Math.floor(limit / 2))
      expect(passing + urgent).toBe(limit)
      expect(overall.opensAt(windowMs, 'passing')).toBe(windowMs)
    }),
  )
})
