import { expect, test } from 'vitest'
import { createCalls } from '../../../src/bots/slack/calls.ts'
import { slackFormat } from '../../../src/bots/slack/format.ts'
import { limits } from '../../../src/bots/slack/limits.ts'
import { streamedReply } from '../../../src/bots/slack/stream.ts'
import { createStreams } from '../../../src/bots/slack/streams.ts'
import { sleep } from '../../../src/core/clock.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { answerLog } from './harness.ts'

/** Streams over a clock that stands still, with what was sent when. */
function setUp(names: readonly string[] = ['a']) {
  const clock = createVirtualClock(1_700_000_000_000)
  const sent: {
    readonly at: number
    readonly method: string
    readonly args: Readonly<Record<string, unknown>>
  }[] = []
  const calls = createCalls({
    clock,
    async send(method, args) {
      sent.push({ at: clock.now(), method, args })
      await sleep(clock, 20)
      return { ok: true, channel: 'C1', ts: String(args['thread_ts'] ?? args['ts']) }
    },
  })
  const streams = createStreams(calls, clock)
  const edits: { readonly at: number; readonly text: string }[] = []
  const replies = names.map((name) =>
    streamedReply({
      calls,
      streams,
      clock,
      log: quietLog,
      format: slackFormat,
      buttons: () => undefined,
      answerLog: answerLog(name),
      target: { channel: 'C1', thread: name, after: '0', userId: 'U1', isDm: false, userTeam: 'T1' },
      posted: { find: async () => undefined, look: async () => undefined },
      editor: {
        post: async () => ({ channel: 'C1', message: name }),
        edit: async (_ref, part) => void edits.push({ at: clock.now(), text: part.text }),
      },
      fallBack: () => {
        throw new Error('not in this test')
      },
    }),
  )
  return {
    clock,
    sent,
    edits,
    replies,
    of: (method: string) => sent.filter((call) => call.method === method),
  }
}

test('ends a stream before its age kills it, and goes on by edits', async () => {
  const { clock, of, edits, replies } = setUp()
  const [reply] = replies
  if (reply === undefined) throw new Error('no reply')
  let text = ''
  for (let second = 0; second < 330; second += 1) {
    text += `word${second} `
    await reply.append(`word${second} `)
    await clock.advance(1000)
  }
  const closed = reply.close({ kind: 'done' })
  await clock.runUntil(closed)
  const [start] = of('chat.startStream')
  const [stop, ...moreStops] = of('chat.stopStream')
  expect((stop?.at ?? 0) - (start?.at ?? 0)).toBeGreaterThan(limits.streamAgeMs - 2000)
  expect((stop?.at ?? 0) - (start?.at ?? 0)).toBeLessThan(300_000)
  expect(moreStops).toEqual([])
  expect(of('chat.appendStream').every((call) => call.at <= (stop?.at ?? 0))).toBe(true)
  expect(edits.at(-1)?.text.trim()).toBe(text.trim())
  for (const [index, edit] of edits.entries()) {
    const before = edits[index - 1]
    if (before !== undefined && index < edits.length - 1) {
      expect(edit.at - before.at).toBeGreaterThanOrEqual(limits.editIntervalMs)
    }
  }
})

test('ends a stream that falls silent before silence kills it', async () => {
  const { clock, of, edits, replies } = setUp()
  const [reply] = replies
  await reply?.append('Thinking about it')
  await clock.advance(200_000)
  const [start] = of('chat.startStream')
  const [stop] = of('chat.stopStream')
  expect((stop?.at ?? 0) - (start?.at ?? 0)).toBeLessThan(120_000)
  expect(stop?.args['session_status']).toBe('processing')
  await reply?.append(', done.')
  const closed = reply?.close({ kind: 'done' })
  await clock.runUntil(Promise.resolve(closed))
  expect(edits.at(-1)?.text).toBe('Thinking about it, done.')
  expect(of('agents.sessions.setStatus')).toHaveLength(1)
})

test('shows a short answer quickly and a long one within the tier', async () => {
  const { clock, of, replies } = setUp()
  const [reply] = replies
  for (let step = 0; step < 1800; step += 1) {
    await reply?.append(step % 40 === 39 ? 'text.\n\n' : 'text ')
    await clock.advance(100)
  }
  const [start] = of('chat.startStream')
  const times = of('chat.appendStream').map((call) => call.at - (start?.at ?? 0))
  // The first seconds: several a second. In the long run: what the tier gives, and evenly.
  expect(times.filter((at) => at < 5000).length).toBeGreaterThan(25)
  const late = times.filter((at) => at > 100_000 && at < 160_000)
  const gaps = late.slice(1).map((at, index) => at - (late[index] ?? 0))
  expect(Math.max(...gaps)).toBeLessThan(1500)
  for (const from of times) {
    expect(times.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(100)
  }
})

test('shares the tier among ten answers', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `t${index}`)
  const { clock, of, replies } = setUp(names)
  for (let step = 0; step < 400; step += 1) {
    for (const reply of replies) await reply.append('text ')
    await clock.advance(50)
  }
  const shares = names.map(
    (name) => of('chat.appendStream').filter((call) => call.args['ts'] === name).length,
  )
  expect(Math.min(...shares)).toBeGreaterThan(3)
  expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(3)
  const closed = Promise.all(replies.map((reply) => reply.close({ kind: 'done' })))
  await clock.runUntil(closed)
  const at = of('chat.stopStream').map((call) => call.at)
  expect(Math.max(...at) - Math.min(...at)).toBeLessThan(1000)
})
