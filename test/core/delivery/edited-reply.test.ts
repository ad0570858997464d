import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sleep } from '../../../src/core/clock.ts'
import type { AnswerLog, PostedPart } from '../../../src/core/delivery/answer-log.ts'
import { createEditScheduler } from '../../../src/core/delivery/edit-scheduler.ts'
import { editedReply, type EditedReplyOptions } from '../../../src/core/delivery/edited-reply.ts'
import { plainly } from '../../../src/core/delivery/manner.ts'
import type { Format } from '../../../src/core/delivery/parts/format.ts'
import type { MessageEditor, Part } from '../../../src/core/delivery/reply.ts'
import { Failure } from '../../../src/core/fault.ts'
import type { Logger } from '../../../src/core/log.ts'
import { createLimitedChannel, type LimitedChannelOptions } from '../../support/limited-channel.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const format: Format = { maxLength: 100, spoilers: false, render: (markdown) => markdown }

const quiet: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => quiet,
}

interface SetUp extends Omit<LimitedChannelOptions, 'clock'> {
  readonly posted?: readonly PostedPart[]
  readonly generated?: string
  readonly reply?: Partial<EditedReplyOptions>
  readonly wrap?: (editor: MessageEditor) => MessageEditor
}

function setUp({ posted = [], generated = '', reply: more = {}, wrap, ...options }: SetUp = {}) {
  const clock = createVirtualClock()
  const channel = createLimitedChannel({ clock, ...options })
  const scheduler = createEditScheduler({ clock, defaults: { limit: 5, windowMs: 5000 } })
  /** What happened, in order: journal entries and writes. */
  const story: string[] = []
  const parts: Part[] = []
  const inner = channel.editorFor(scheduler)
  const journal = { generated, posted: new Map(posted.map((part) => [part.index, part])) }
  const answerLog: AnswerLog = {
    questionId: 'q',
    posted,
    generated,
    async partShown(part) {
      story.push(`shown ${part.index} ${part.from}-${part.to}`)
      journal.posted.set(part.index, part)
    },
    async partRemoved(index) {
      story.push(`removed ${index}`)
      journal.posted.delete(index)
    },
    async textGenerated(markdown) {
      story.push(`text ${markdown.length}`)
      journal.generated = markdown
    },
    answerEnded: () => Promise.resolve(),
  }
  const recording: MessageEditor = {
    post(part, key) {
      story.push(`post ${key}`)
      parts[part.index] = part
      return inner.post(part, key)
    },
    edit(ref, part) {
      story.push(`edit ${part.index}${part.final ? ' final' : ''}`)
      parts[part.index] = part
      return inner.edit(ref, part)
    },
  }
  const reply = editedReply({
    clock,
    log: quiet,
    answerLog,
    scheduler,
    channel: 'channel',
    editor: wrap ? wrap(recording) : recording,
    format,
    ...more,
  })
  async function say(text: string, everyMs = 20): Promise<void> {
    for (const token of text.match(/.{1,4}/gsu) ?? []) {
      await reply.append(token)
      await sleep(clock, everyMs)
    }
  }
  return { clock, channel, reply, say, story, parts, journal, messages: () => [...channel.messages.values()] }
}

/** Plain words, so that every platform's format leaves them as they are. */
function words(length: number): string {
  let text = ''
  for (let i = 0; text.length < length; i += 1) text += `w${i} `
  return text.slice(0, length).trimEnd()
}

function bare(text: string): string {
  return text.replaceAll(/\s+/g, '')
}

test('the first text is posted at once and the last as soon as it ends', async () => {
  const { clock, channel, reply, say, messages } = setUp()
  await clock.runUntil(say(words(80)))
  expect(channel.events[0]?.at).toBeLessThanOrEqual(20)
  const closedAt = clock.now()
  const refs = await clock.runUntil(reply.close({ kind: 'done' }))
  expect(clock.now()).toBe(closedAt)
  expect(messages()).toEqual([words(80)])
  expect(refs).toEqual([{ channel: 'channel', message: 'mq/0' }])
  expect(clock.timers).toBe(0)
})

test('a long answer becomes parts, each journalled before it is frozen and after it is shown', async () => {
  const { clock, reply, say, messages, story, journal } = setUp()
  const text = words(260)
  await clock.runUntil(say(text))
  const refs = await clock.runUntil(reply.close({ kind: 'done' }))
  expect(bare(messages().join(''))).toBe(bare(text))
  expect(messages().length).toBeGreaterThanOrEqual(3)
  expect(refs.map((ref) => ref.message)).toEqual(messages().map((_, i) => `mq/${i}`))
  expect(journal.generated).toBe(text)
  expect([...journal.posted.values()].map((part) => text.slice(part.from, part.to)).join('')).toBe(text)
  expect(story.filter((event) => event.startsWith('post'))).toEqual(messages().map((_, i) => `post q/${i}`))
  let generated = 0
  for (const event of story) {
    if (event.startsWith('text')) generated = Number(event.split(' ')[1])
    const shown = /^shown \d+ (\d+)-(\d+)/.exec(event)
    if (shown && event !== story.find((other) => other.startsWith('shown'))) {
      expect(generated).toBeGreaterThanOrEqual(Number(shown[2]))
    }
  }
})

test('what is held back or closed while it streams is shown as it is in the end', async () => {
  const { clock, reply, messages } = setUp()
  await reply.append('This is **bold')
  await clock.advance(100)
  expect(messages()).not.toEqual(['This is **bold'])
  await clock.runUntil(reply.close({ kind: 'done' }))
  expect(messages()).toEqual(['This is **bold'])
})

test('appending never waits for the platform', async () => {
  const { clock, reply, messages } = setUp({ latencyMs: 60_000 })
  for (let i = 0; i < 50; i += 1) await reply.append('word ')
  expect(clock.now()).toBe(0)
  await clock.runUntil(reply.close({ kind: 'done' }))
  expect(bare(messages().join(''))).toBe(bare('word '.repeat(50)))
})

test('a notice goes after the text where it fits and else into a part of its own', async () => {
  const short = setUp()
  await short.clock.runUntil(short.say('Half an answer'))
  await short.clock.runUntil(short.reply.close({ kind: 'stopped', notice: 'Stopped.' }))
  expect(short.parts).toEqual([{ index: 0, text: 'Half an answer', notice: 'Stopped.', final: true }])

  const long = setUp()
  await long.clock.runUntil(long.say(words(95)))
  await long.clock.runUntil(long.reply.close({ kind: 'failed', notice: 'The model broke off.' }))
  expect(long.parts.map(({ text, notice }) => [text, notice])).toEqual([
    [words(95), undefined],
    ['', 'The model broke off.'],
  ])

  const empty = setUp()
  await empty.clock.runUntil(empty.reply.close({ kind: 'failed', notice: 'Nothing came.' }))
  expect(empty.messages()).toEqual(['Nothing came.'])

  const nothing = setUp()
  expect(await nothing.clock.runUntil(nothing.reply.close({ kind: 'done' }))).toEqual([])
  expect(nothing.channel.events).toEqual([])
})

test('an edit that fails in between costs nothing but time', async () => {
  const { clock, channel, reply, say, messages } = setUp()
  const saying = say(words(90), 200)
  await clock.advance(100)
  channel.failNext(
    { reason: 'rejected' },
    { reason: 'unreachable' },
    { reason: 'unreachable', carriedOut: true },
  )
  await clock.runUntil(saying)
  await clock.runUntil(reply.close({ kind: 'done' }))
  expect(messages()).toEqual([words(90)])
})

test('a post whose outcome is unknown is repeated under the same key', async () => {
  const { clock, channel, reply, messages, story } = setUp()
  channel.failNext({ reason: 'unreachable', carriedOut: true })
  await reply.append('Hello')
  await clock.runUntil(reply.close({ kind: 'done' }))
  expect(messages()).toEqual(['Hello'])
  expect(story.filter((event) => event.startsWith('post'))).toEqual(['post q/0', 'post q/0'])
})

test('a platform that stays away is given up on, with what it said', async () => {
  const { clock, channel, reply } = setUp({ reply: { giveUpAfterMs: 60_000 } })
  channel.failNext(...Array.from({ length: 100 }, () => ({ reason: 'unreachable' as const })))
  await reply.append('Hello')
  const closed = reply.close({ kind: 'done' })
  await expect(clock.runUntil(closed)).rejects.toMatchObject({
    fault: { kind: 'platform', reason: 'unreachable' },
  })
  expect(clock.now()).toBeGreaterThanOrEqual(60_000)
  expect(clock.now()).toBeLessThan(90_000)
  expect(clock.timers).toBe(0)
})

test.each(['gone', 'no-permission'] as const)('%s ends the answer', async (reason) => {
  const { clock, channel, reply } = setUp()
  await reply.append('Hello')
  await clock.advance(100)
  channel.failNext({ reason })
  await reply.append(' you')
  await clock.advance(10_000)
  await expect(reply.append('more')).rejects.toBeInstanceOf(Failure)
  await expect(reply.close({ kind: 'done' })).rejects.toMatchObject({ fault: { reason } })
  expect(clock.timers).toBe(0)
})

test('a last edit that is refused is no success', async () => {
  const { clock, channel, reply } = setUp()
  await reply.append('Hello')
  await clock.advance(100)
  channel.failNext({ reason: 'rejected' })
  await reply.append(' you')
  await expect(clock.runUntil(reply.close({ kind: 'done' }))).rejects.toMatchObject({
    fault: { reason: 'rejected' },
  })
})

test('a journal that fails does not withhold the answer', async () => {
  const { clock, reply, messages } = setUp({
    reply: {
      answerLog: {
        questionId: 'q',
        posted: [],
        generated: '',
        partShown: () => Promise.reject(new Error('disk full')),
        partRemoved: () => Promise.resolve(),
        textGenerated: () => Promise.reject(new Error('disk full')),
        answerEnded: () => Promise.resolve(),
      },
    },
  })
  await reply.append('Hello')
  await clock.runUntil(reply.close({ kind: 'done' }))
  expect(messages()).toEqual(['Hello'])
})

test('an answer is taken up where an earlier process left it', async () => {
  const text = words(300)
  const first = setUp()
  await first.clock.runUntil(first.say(text.slice(0, 230)))
  await first.clock.advance(5000)
  const { generated, posted } = first.journal
  expect(posted.size).toBeGreaterThanOrEqual(2)

  const second = setUp({ generated, posted: [...posted.values()] })
  await second.clock.runUntil(second.say(text.slice(generated.length)))
  const refs = await second.clock.runUntil(second.reply.close({ kind: 'done' }))
  expect(refs.slice(0, posted.size).map((ref) => ref.message)).toEqual(
    [...posted.values()].map((part) => part.ref.message),
  )
  expect(second.story.filter((event) => event.startsWith('post')).length).toBe(refs.length - posted.size)
  // The first was frozen with all of its text: it is not written again.
  expect(second.story.filter((event) => event.startsWith('edit 0'))).toEqual([])
  const seen = new Map([...first.channel.messages, ...second.channel.messages])
  expect(bare([...seen.values()].join(''))).toBe(bare(text))
})

test('an answer written anew takes the messages of the old one, and those left over are removed', async () => {
  const removed: string[] = []
  const posted = [0, 1, 2].map((index) => ({
    index,
    ref: { channel: 'channel', message: `old${index}` },
    from: index * 90,
    to: index * 90 + 90,
  }))
  const { clock, reply, messages, channel } = setUp({
    posted,
    wrap: (editor) => ({ ...editor, remove: async (ref) => void removed.push(ref.message) }),
  })
  await reply.append('Short now')
  const refs = await clock.runUntil(reply.close({ kind: 'done' }))
  expect(refs).toEqual([posted[0]?.ref])
  expect(messages()).toEqual(['Short now'])
  expect(channel.events.map((event) => event.kind)).toEqual(['edit'])
  expect(removed).toEqual(['old1', 'old2'])
})

test('what the model thinks is never shown; that it thinks is, when asked for', async () => {
  const silent = setUp()
  await silent.reply.reasoning('secret')
  await silent.clock.advance(20_000)
  expect(silent.channel.events).toEqual([])

  const { clock, channel, reply, messages } = setUp({
    reply: { manner: { ...plainly, reasoning: 'summary' } },
  })
  for (let i = 0; i < 12; i += 1) {
    await reply.reasoning('secret')
    await clock.advance(1000)
  }
  expect(channel.events.map((event) => event.text)).toEqual([
    'Thinking…',
    'Thinking for 5 seconds…',
    'Thinking for 10 seconds…',
  ])
  await reply.append('Forty-two')
  await clock.advance(20)
  expect(messages()).toEqual(['Forty-two'])
  await clock.runUntil(reply.close({ kind: 'done' }))
  expect(JSON.stringify(channel.events)).not.toContain('secret')
  expect(messages()).toEqual(['Forty-two'])
})

test('the button to stop is on the last part alone, and makes way for what is offered after', async () => {
  const { clock, reply, story, say, parts } = setUp({ reply: { stoppable: true } })
  await clock.runUntil(say(words(150)))
  await clock.advance(10_000)
  expect(parts.map((part) => part.actions)).toEqual([undefined, ['stop']])
  const written = story.length
  await clock.runUntil(reply.close({ kind: 'done', actions: ['retry', 'good', 'bad'] }))
  expect(parts.map((part) => part.actions)).toEqual([undefined, ['retry', 'good', 'bad']])
  expect(story.slice(written).filter((event) => /^(post|edit)/.test(event))).toEqual(['edit 1 final'])
})

test('whatever fails on the way, all of the text is shown once and in order', async () => {
  const setting = fc.record({
    length: fc.integer({ min: 1, max: 600 }),
    everyMs: fc.integer({ min: 1, max: 100 }),
    latencyMs: fc.integer({ min: 0, max: 800 }),
    limit: fc.integer({ min: 1, max: 6 }),
    faults: fc.array(
      fc.record({
        reason: fc.constantFrom('unreachable' as const, 'rate-limited' as const),
        carriedOut: fc.boolean(),
      }),
      { maxLength: 6 },
    ),
  })
  await fc.assert(
    fc.asyncProperty(setting, async ({ length, everyMs, faults, ...options }) => {
      const { clock, channel, reply, say, messages } = setUp(options)
      channel.failNext(
        ...faults.map((each) => (each.reason === 'unreachable' ? each : { reason: each.reason })),
      )
      const text = words(length)
      await clock.runUntil(say(text, everyMs))
      const refs = await clock.runUntil(reply.close({ kind: 'done' }))
      expect(bare(messages().join(''))).toBe(bare(text))
      expect(refs.map((ref) => ref.message)).toEqual([...channel.messages.keys()])
      expect(clock.timers).toBe(0)
    }),
    { numRuns: 60 },
  )
})
