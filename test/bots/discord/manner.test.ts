import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Command } from '../../../src/core/commands/command.ts'
import type { AnswerLog } from '../../../src/core/delivery/answer-log.ts'
import { plainly } from '../../../src/core/delivery/manner.ts'
import type { Manner } from '../../../src/core/delivery/manner.ts'
import type { Ending } from '../../../src/core/delivery/reply.ts'
import type { SeenMessage } from '../../fakes/discord/reading.ts'
import type { FakeChannel, FakeGuild, FakeUser } from '../../fakes/discord/types.ts'
import { differenceOf } from '../../support/read-back.ts'
import { answerLog, startBot } from './harness.ts'
import type { Harness } from './harness.ts'

const ask: Command = {
  name: 'ask',
  summary: 'command.ask',
  access: 'member',
  options: [
    { name: 'question', summary: 'command.ask.question', type: 'string', required: true, rest: true },
    { name: 'private', summary: 'command.ask.private', type: 'boolean', required: false },
  ],
  run: ({ options }) => Promise.resolve({ kind: 'ask', text: String(options['question']), private: true }),
}

let h: Harness
let guild: FakeGuild
let channel: FakeChannel
let ann: FakeUser

beforeEach(async () => {
  h = await startBot({ commands: [ask] })
  guild = h.fake.guild()
  channel = h.fake.channel(guild)
  ann = h.fake.user({ name: 'Ann', in: [guild] })
})

afterEach(async () => {
  await h.close()
  expect(h.fake.violations).toEqual([])
})

const text = Array.from(
  { length: 60 },
  (_, i) => `Paragraph ${i} says ${'a few words, '.repeat(9)}full stop.`,
).join('\n\n')

/** Answers the next question after having thought, and gives the answer's messages. */
async function said(
  manner: Partial<Manner>,
  options: {
    readonly thought?: string
    readonly log?: Partial<AnswerLog>
    readonly ending?: Ending
    readonly ask?: () => void
    readonly text?: string
  } = {},
): Promise<readonly SeenMessage[]> {
  const done = Promise.withResolvers<void>()
  h.assistant.script = async (question, surface) => {
    const log = answerLog(question.id, options.log)
    const reply = surface.openReply(question, log, { ...plainly, ...manner })
    try {
      if (options.thought !== undefined) await reply.reasoning(options.thought)
      for (const chunk of (options.text ?? text).match(/[^]{1,400}/gu) ?? []) await reply.append(chunk)
      await reply.close(options.ending ?? { kind: 'done' })
      done.resolve()
    } catch (error) {
      done.reject(error)
    }
  }
  if (options.ask) options.ask()
  else h.fake.say({ user: ann, channel, content: `${h.fake.mention} go` })
  await done.promise
  return h.fake.botMessages(channel)
}

it('attaches the rest of a long answer to its last message', async () => {
  const messages = await said({ maxParts: 2 })
  expect(messages).toHaveLength(2)
  const [first, last] = messages
  expect(first?.attachments).toEqual([])
  expect(last?.content.endsWith('\n-# The rest is in the file answer.md.')).toBe(true)
  expect(last?.attachments.map(({ filename, description }) => [filename, description])).toEqual([
    ['answer.md', 'The rest of the answer, as Markdown.'],
  ])
  const head = last?.content.replace(/\n-# [^\n]*$/u, '') ?? ''
  expect(differenceOf([first?.content ?? '', head, last?.attachments[0]?.text ?? ''], text)).toBeUndefined()
})

it('attaches what was thought, and shows none of it', async () => {
  const messages = await said({ reasoning: 'attached' }, { thought: 'ZQ secret', text: 'Short.' })
  expect(messages.map(({ content }) => content)).toEqual(['Short.'])
  expect(messages[0]?.attachments.map((file) => [file.filename, file.text])).toEqual([
    ['thoughts.md', 'ZQ secret'],
  ])
  expect(JSON.stringify(messages[0]?.versions)).not.toContain('ZQ')
})

it('keeps the files of a private answer private', async () => {
  await h.fake.until(() => h.fake.commands().length >= 1, 'the command')
  const ask = (): void => {
    h.fake.slash({ user: ann, channel, name: 'ask', options: { question: 'why?', private: true } })
  }
  const messages = await said({ maxParts: 2, reasoning: 'attached' }, { thought: 'Hm.', ask })
  const names = messages.map(({ attachments }) => attachments.map(({ filename }) => filename))
  expect(names).toEqual([[], ['answer.md', 'thoughts.md']])
  expect(messages.map(({ ephemeralFor }) => ephemeralFor)).toEqual([ann.id, ann.id])
})

it('shows all of it where it may not attach files', async () => {
  h.fake.overwrite(channel, 'bot', { deny: ['AttachFiles'] })
  const messages = await said({ maxParts: 2, reasoning: 'attached' }, { thought: 'Hm.' })
  expect(messages.length).toBeGreaterThan(3)
  expect(
    differenceOf(
      messages.map(({ content }) => content),
      text,
    ),
  ).toBeUndefined()
  expect(messages.flatMap(({ attachments }) => attachments)).toEqual([])
})

it('replaces the files of an earlier attempt', async () => {
  const [old] = await said({ reasoning: 'attached' }, { thought: 'Hm.', text: 'Old.' })
  expect(old?.attachments).toHaveLength(1)
  const ref = { channel: channel.id, message: old?.id ?? '' }
  const log = { posted: [{ index: 0, ref, from: 0, to: 0 }], attempt: 1 }
  const [anew] = await said({ reasoning: 'attached' }, { log, text: 'New.' })
  expect(anew).toMatchObject({ id: old?.id, content: 'New.', attachments: [] })
})
