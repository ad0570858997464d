import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCalls } from '../../../src/bots/slack/calls.ts'
import { oneToken } from '../../../src/bots/slack/tokens.ts'
import { slackFormat } from '../../../src/bots/slack/format.ts'
import { limits } from '../../../src/bots/slack/limits.ts'
import { streamedReply } from '../../../src/bots/slack/stream.ts'
import { createStreams } from '../../../src/bots/slack/streams.ts'
import { sleep } from '../../../src/core/clock.ts'
import type { ResultFile } from '../../../src/core/commands/command.ts'
import { plainly } from '../../../src/core/delivery/manner.ts'
import type { Manner } from '../../../src/core/delivery/manner.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { answerLog } from './harness.ts'

/** Streams over a clock that stands still, with what was sent when. */
function setUp(names: readonly string[] = ['a'], manner: Partial<Manner> = {}) {
  const clock = createVirtualClock(1_700_000_000_000)
  const sent: {
    readonly at: number
    readonly method: string
    readonly args: Readonly<Record<string, unknown>>
  }[] = []
  const calls = createCalls({
    clock,
    tokens: oneToken('xoxb-1'),
    async send(method, args) {
      sent.push({ at: clock.now(), method, args })
      await sleep(clock, 20)
      return { ok: true, channel: 'C1', ts: String(args['thread_ts'] ?? args['ts']) }
    },
  })
  const streams = createStreams(calls, clock)
  const edits: { readonly at: number; readonly text: string }[] = []
  const files: ResultFile[] = []
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
      posted: { find: async () => undefined, look: async () => undefined, withFiles: async () => [] },
      files: {
        show: async (shown) => void files.push(...shown),
        remove: async () => undefined,
      },
      manner: { ...plainly, ...manner },
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
    files,
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

test('thinking keeps a stream alive, with a card that says for how long', async () => {
  const { clock, of, replies, edits } = setUp(['a'], { reasoning: 'summary' })
  const [reply] = replies
  for (let second = 0; second < 240; second += 1) {
    await reply?.reasoning('⟪ZQ⟫')
    await clock.advance(1000)
  }
  await reply?.append('Done.')
  await clock.runUntil(Promise.resolve(reply?.close({ kind: 'done' })))
  expect(of('chat.startStream')[0]?.args['chunks']).toEqual([
    { type: 'task_update', id: 'thinking', title: 'Thinking…', status: 'in_progress' },
  ])
  // Updates count for the length of the message, so they become ever rarer.
  expect(of('chat.appendStream').length).toBeGreaterThan(5)
  expect(of('chat.appendStream').length).toBeLessThan(20)
  expect(of('chat.stopStream')).toHaveLength(1)
  const ends = [...of('chat.appendStream'), ...of('chat.stopStream')].flatMap(
    ({ args }) => args['chunks'] ?? [],
  )
  expect(ends.slice(-2)).toEqual([
    { type: 'task_update', id: 'thinking', title: 'Thought for 240 seconds', status: 'complete' },
    { type: 'markdown_text', text: 'Done.' },
  ])
  expect(edits).toEqual([])
})

test('no thought reaches Slack but in a file, however it comes', async () => {
  const setting = fc.record({
    reasoning: fc.constantFrom('hidden' as const, 'summary' as const, 'attached' as const),
    steps: fc.array(
      fc.record({
        kind: fc.constantFrom('text' as const, 'reasoning' as const),
        length: fc.integer({ min: 1, max: 6000 }),
        afterMs: fc.constantFrom(0, 3, 40, 900, 20_000, 120_000),
      }),
      { minLength: 1, maxLength: 25 },
    ),
    maxParts: fc.integer({ min: 1, max: 3 }),
    isStopped: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(setting, async ({ reasoning, steps, maxParts, isStopped }) => {
      const { clock, sent, edits, files, replies } = setUp(['a'], { reasoning, maxParts })
      const [reply] = replies
      let thought = ''
      let text = ''
      for (const { kind, length, afterMs } of steps) {
        if (kind === 'text') {
          const said = 'word '.repeat(length / 5 + 1)
          text += said
          await reply?.append(said)
        } else {
          const said = '⟪ZQ⟫ '.repeat(length / 100 + 1)
          thought += said
          await reply?.reasoning(said)
        }
        await clock.advance(afterMs)
      }
      const ending = isStopped
        ? ({ kind: 'stopped', notice: 'Stopped.' } as const)
        : ({ kind: 'done' } as const)
      await clock.runUntil(Promise.resolve(reply?.close(ending)))
      expect(JSON.stringify([sent, edits])).not.toContain('⟪ZQ⟫')
      const kept = files
        .filter(({ name }) => name === 'thoughts.md')
        .map(({ data }) => new TextDecoder().decode(data))
      expect(kept).toEqual(reasoning === 'attached' && thought !== '' ? [thought] : [])
      const rest = files
        .filter(({ name }) => name === 'answer.md')
        .map(({ data }) => new TextDecoder().decode(data))
      expect(rest.join('')).not.toContain('⟪ZQ⟫')
      if (rest.length > 0) expect(text.endsWith(rest[0] ?? '')).toBe(true)
    }),
    { numRuns: 40 },
  )
})
