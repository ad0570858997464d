import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sleep } from '../../../src/core/clock.ts'
import type { AnswerLog } from '../../../src/core/delivery/answer-log.ts'
import { createEditScheduler } from '../../../src/core/delivery/edit-scheduler.ts'
import { editedReply } from '../../../src/core/delivery/edited-reply.ts'
import { plainly, type Manner } from '../../../src/core/delivery/manner.ts'
import { nativeMarkdownFormat } from '../../../src/core/delivery/parts/formats.ts'
import type { Ending, MessageEditor, Part } from '../../../src/core/delivery/reply.ts'
import { Failure, type PlatformFault } from '../../../src/core/fault.ts'
import { messagesFor } from '../../../src/core/i18n/messages.ts'
import { createThoughtFilter } from '../../../src/providers/reasoning.ts'
import { createLimitedChannel } from '../../support/limited-channel.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { differenceOf } from '../../support/read-back.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const format = nativeMarkdownFormat({ maxLength: 1000, escape: (markdown) => markdown })

interface SetUp {
  readonly log?: Partial<AnswerLog>
  readonly manner?: Partial<Manner>
  /** Why files are refused. */
  readonly refused?: PlatformFault['reason']
  readonly stoppable?: boolean
}

function setUp({ log = {}, manner = {}, refused, stoppable = false }: SetUp = {}) {
  const clock = createVirtualClock()
  const channel = createLimitedChannel({ clock })
  const scheduler = createEditScheduler({ clock, defaults: { limit: 5, windowMs: 5000 } })
  const inner = channel.editorFor(scheduler)
  /** Every part that was ever written, and the last of each. */
  const written: Part[] = []
  const parts: Part[] = []
  function take(part: Part): void {
    if (refused !== undefined && (part.files ?? []).length > 0)
      throw new Failure({ kind: 'platform', platform: 'test', reason: refused, what: 'files' })
    written.push(part)
    parts[part.index] = part
  }
  const editor: MessageEditor = {
    async post(part, key) {
      take(part)
      return inner.post(part, key)
    },
    async edit(ref, part) {
      take(part)
      return inner.edit(ref, part)
    },
  }
  const answerLog: AnswerLog = {
    questionId: 'q',
    posted: [],
    generated: '',
    partShown: () => Promise.resolve(),
    partRemoved: () => Promise.resolve(),
    textGenerated: () => Promise.resolve(),
    answerEnded: () => Promise.resolve(),
    ...log,
  }
  const reply = editedReply({
    clock,
    log: quietLog,
    answerLog,
    scheduler,
    channel: 'channel',
    editor,
    format,
    stoppable,
    manner: { ...plainly, ...manner },
  })
  async function say(text: string, everyMs = 5): Promise<void> {
    for (const token of text.match(/.{1,8}/gsu) ?? []) {
      await reply.append(token)
      await sleep(clock, everyMs)
    }
  }
  const close = (ending: Ending = { kind: 'done' }) => clock.runUntil(reply.close(ending))
  return { clock, channel, reply, say, close, written, parts }
}

function textOf(file: { readonly data: Uint8Array } | undefined): string {
  return new TextDecoder().decode(file?.data)
}

function paragraphs(count: number): string {
  return Array.from({ length: count }, (_, i) =>
    `Paragraph ${i} ${'says a few words. '.repeat(8)}`.trim(),
  ).join('\n\n')
}

test('above its length the head stays as it is, and the rest comes in a file', async () => {
  const { clock, say, close, parts, written, channel } = setUp({ manner: { maxParts: 2 }, stoppable: true })
  const text = paragraphs(30)
  await clock.runUntil(say(text))
  await clock.advance(20_000)
  expect(parts).toHaveLength(2)
  expect(parts[1]?.notice).toBe('The rest follows as a file.')
  expect(parts[1]?.actions).toEqual(['stop'])
  const sofar = parts.map((part) => part.text)
  const writes = channel.events.length
  await close()
  // The one thing that is new is what is below the head.
  expect(channel.events.slice(writes).map((event) => event.message)).toEqual(['mq/1'])
  expect(parts.map((part) => part.text)).toEqual(sofar)
  expect(parts[1]?.notice).toBe('The rest is in the file answer.md.')
  expect(parts[1]?.final).toBe(true)
  expect(parts[0]?.files).toBeUndefined()
  expect(parts[1]?.files?.map(({ name }) => name)).toEqual(['answer.md'])
  expect(differenceOf([...sofar, textOf(parts[1]?.files?.[0])], text)).toBeUndefined()
  // What was shown once is never taken back.
  for (const index of [0, 1]) {
    const versions = written.filter((part) => part.index === index).map((part) => part.text)
    for (const [at, version] of versions.entries())
      expect(version.startsWith(versions[at - 1] ?? '')).toBe(true)
  }
})

test('an answer of just that length has no file', async () => {
  const { clock, say, close, parts } = setUp({ manner: { maxParts: 2 } })
  const text = paragraphs(10)
  await clock.runUntil(say(text))
  await close({ kind: 'stopped', notice: 'Stopped.' })
  expect(parts).toHaveLength(2)
  expect(parts[1]?.notice).toBe('Stopped.')
  expect(parts.flatMap((part) => part.files ?? [])).toEqual([])
})

test('a fence that is cut goes on in the file', async () => {
  const { clock, say, close, parts } = setUp({ manner: { maxParts: 1 } })
  const text = `Look:\n\n\`\`\`ts\n${'const answer = 42\n'.repeat(120)}\`\`\`\n\nThat was it.`
  await clock.runUntil(say(text))
  await close({ kind: 'stopped', notice: 'Stopped.' })
  expect(parts).toHaveLength(1)
  expect(parts[0]?.notice).toBe('The rest is in the file answer.md. Stopped.')
  const file = textOf(parts[0]?.files?.[0])
  expect(file.startsWith('```ts\nconst')).toBe(true)
  expect(differenceOf([parts[0]?.text ?? '', file], text)).toBeUndefined()
})

test.each(['no-permission', 'rejected'] as const)(
  '%s: where files are refused, all is shown',
  async (refused) => {
    const { clock, reply, say, close, parts } = setUp({
      manner: { maxParts: 2, reasoning: 'attached' },
      refused,
    })
    const text = paragraphs(30)
    await reply.reasoning('secret')
    await clock.runUntil(say(text))
    const refs = await close()
    expect(refs.length).toBeGreaterThan(3)
    expect(
      differenceOf(
        parts.map((part) => part.text),
        text,
      ),
    ).toBeUndefined()
    expect(JSON.stringify(parts)).not.toContain('file')
  },
)

test('another process attaches the same file again, and takes back nothing that was shown', async () => {
  const text = paragraphs(30)
  const first = setUp({ manner: { maxParts: 3 } })
  await first.clock.runUntil(first.say(text))
  await first.close()
  const from = (index: number): number => text.indexOf(first.parts[index]?.text.slice(0, 40) ?? '-')
  const posted = [0, 1, 2].map((index) => ({
    index,
    ref: { channel: 'channel', message: `mq/${index}` },
    from: from(index),
    to: index === 2 ? text.indexOf(textOf(first.parts[2]?.files?.[0]).slice(0, 40)) : from(index + 1),
  }))
  // Meanwhile somebody wanted shorter answers.
  const second = setUp({ log: { posted, generated: text }, manner: { maxParts: 1 } })
  await second.close()
  expect(second.parts[2]?.files).toEqual(first.parts[2]?.files)
  expect(second.parts.map((part) => part.text).filter((shown) => shown !== undefined)).toEqual([
    first.parts[2]?.text,
  ])
})

test('an answer begun anew loses the files of the one before', async () => {
  const ref = { channel: 'channel', message: 'old' }
  const { reply, close, parts } = setUp({ log: { posted: [{ index: 0, ref, from: 0, to: 0 }], attempt: 1 } })
  await reply.append('Short now')
  await close()
  expect(parts[0]?.files).toEqual([])
})

test('thoughts are attached below the last part, when the answer has ended', async () => {
  const { clock, reply, say, close, parts, channel } = setUp({
    manner: { reasoning: 'attached', say: messagesFor('id') },
  })
  await reply.reasoning('First I think this. ')
  await clock.advance(7000)
  await reply.reasoning('Then that.')
  expect(channel.events.map((event) => event.text)).toEqual([
    'Sedang berpikir…',
    'Sudah berpikir selama 5 detik…',
  ])
  await clock.runUntil(say(paragraphs(7)))
  await clock.advance(10_000)
  expect(parts.flatMap((part) => part.files ?? [])).toEqual([])
  await close()
  expect(parts.map((part) => part.notice)).toEqual(parts.map(() => undefined))
  expect(parts.map((part) => part.files?.map(textOf))).toEqual([
    undefined,
    ['First I think this. Then that.'],
  ])
  expect(parts[1]?.files?.[0]?.name).toBe('thoughts.md')
})

test('what is withdrawn leaves nothing behind', async () => {
  const { clock, reply, close, parts } = setUp({ manner: { reasoning: 'attached' } })
  await reply.reasoning('secret')
  await clock.advance(100)
  expect(parts).toHaveLength(1)
  await close({ kind: 'withdrawn' })
  expect(parts.flatMap((part) => part.files ?? [])).toEqual([])
})

test('none of the reasoning reaches a part, however it is chunked, whatever is shown of it', async () => {
  const thought = 'ZQ secret ZQ <b>ZQ</b> ```ZQ'
  const setting = fc.record({
    reasoning: fc.constantFrom('hidden' as const, 'summary' as const, 'attached' as const),
    how: fc.constantFrom('inline' as const, 'unopened' as const, 'apart' as const, 'between' as const),
    cuts: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 60 }),
    everyMs: fc.integer({ min: 0, max: 900 }),
    length: fc.integer({ min: 1, max: 4000 }),
    maxParts: fc.integer({ min: 1, max: 3 }),
    ending: fc.constantFrom<Ending>(
      { kind: 'done' },
      { kind: 'stopped', notice: 'Stopped.' },
      { kind: 'failed', notice: 'Broke.' },
    ),
  })
  await fc.assert(
    fc.asyncProperty(setting, async ({ reasoning, how, cuts, everyMs, length, maxParts, ending }) => {
      const { clock, reply, close, written, channel } = setUp({ manner: { reasoning, maxParts } })
      const text = paragraphs(30).slice(0, length)
      const filter = createThoughtFilter(how === 'unopened' ? 'unopened' : 'opened')
      async function pass(kind: 'text' | 'reasoning', said: string): Promise<void> {
        if (kind === 'text') await reply.append(said)
        else await reply.reasoning(said)
        await sleep(clock, everyMs)
      }
      async function stream(raw: string, take: (chunk: string) => Promise<void>): Promise<void> {
        for (let at = 0, turn = 0; at < raw.length; turn += 1) {
          // Long runs of text come in larger pieces, or a run would take for ever.
          const size = (cuts[turn % cuts.length] ?? 1) * (at < 200 ? 1 : 40)
          await take(raw.slice(at, at + size))
          at += size
        }
      }
      async function filtered(raw: string): Promise<void> {
        await stream(raw, async (chunk) => {
          for (const stretch of filter.push(chunk)) await pass(stretch.kind, stretch.text)
        })
        for (const stretch of filter.end(ending.kind === 'done')) await pass(stretch.kind, stretch.text)
      }
      async function generate(): Promise<void> {
        if (how === 'inline') return filtered(`<think>${thought}</think>${text}`)
        if (how === 'unopened') return filtered(`${thought}</think>${text}`)
        await stream(thought, (chunk) => pass('reasoning', chunk))
        if (how === 'apart') return stream(text, (chunk) => pass('text', chunk))
        let turn = 0
        await stream(text, async (chunk) => {
          await pass('text', chunk)
          turn += 1
          if (turn % 3 === 0) await pass('reasoning', thought.slice(0, turn))
        })
      }
      await clock.runUntil(generate())
      await close(ending)
      const visible = written.map(({ text: said, notice }) => [said, notice])
      expect(JSON.stringify(visible)).not.toContain('ZQ')
      expect(JSON.stringify(channel.events)).not.toContain('ZQ')
      const files = written.flatMap((part) => part.files ?? [])
      const thoughts = files.filter(({ name }) => name === 'thoughts.md').map(textOf)
      expect(thoughts.map((kept) => kept.startsWith(thought))).toEqual(reasoning === 'attached' ? [true] : [])
      for (const file of files.filter(({ name }) => name !== 'thoughts.md'))
        expect(textOf(file)).not.toContain('ZQ')
    }),
    { numRuns: 40 },
  )
})
