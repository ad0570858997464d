import { afterEach, beforeEach, expect, it } from 'vitest'
import { beforeThread } from '../../../src/bots/discord/own-thread.ts'
import type { Surface } from '../../../src/core/bot.ts'
import type { Question } from '../../../src/core/question.ts'
import type { FakeChannel, FakeGuild, FakeMessage, FakeUser } from '../../fakes/discord/types.ts'
import { answer, startBot } from './harness.ts'
import type { Harness } from './harness.ts'

let h: Harness
let guild: FakeGuild
let channel: FakeChannel
let ann: FakeUser

beforeEach(async () => {
  h = await startBot()
  guild = h.fake.guild()
  channel = h.fake.channel(guild)
  ann = h.fake.user({ name: 'Ann', in: [guild] })
})

afterEach(async () => {
  await h.close()
  expect(h.fake.violations).toEqual([])
})

/** Asks in the channel and has it answered in a thread; resolves when it is answered. */
async function ask(content: string, again = false): Promise<{ asked: FakeMessage; moved: Question }> {
  const done = Promise.withResolvers<Question>()
  h.assistant.script = async (question: Question, surface: Surface) => {
    try {
      const moved = surface.inThread?.(question) ?? question
      const parts = await answer(surface, moved, [`You asked: ${question.text}`])
      // As another process does that knows nothing of the thread.
      if (again) await answer(h.bot.surface, { ...moved, id: `${moved.id}x` }, ['Once more'])
      done.resolve(moved)
      return parts
    } catch (error) {
      done.reject(error)
      throw error
    }
  }
  const asked = h.fake.say({ user: ann, channel, content: `${h.fake.mention} ${content}` })
  return { asked, moved: await done.promise }
}

it('answers in a thread made from the question, where follow-ups belong to it', async () => {
  const { asked, moved } = await ask('**Why** is the sky\nblue?', true)
  const thread = h.fake.threads(channel)[0]
  expect(thread).toMatchObject({ id: asked.id, name: 'Why is the sky blue?' })
  if (thread === undefined) return
  expect(h.fake.threads(channel)).toHaveLength(1)
  expect(h.fake.botMessages(channel)).toEqual([])
  // The first message of a thread points at what it was made from.
  const inThread = () => h.fake.botMessages(thread).filter(({ type }) => type !== 21)
  const said = inThread()
  expect(said.map((one) => one.content)).toEqual(['You asked: **Why** is the sky\nblue?', 'Once more'])
  expect(said.some((one) => one.pingsAnybody)).toBe(false)
  expect(moved.place).toMatchObject({ kind: 'thread', channel: asked.id, parent: channel.id })

  h.assistant.script = (question, surface) => answer(surface, question, ['And so on'])
  h.assistant.conversations.add(moved.lineage.kind === 'linear' ? moved.lineage.conversation : '')
  h.fake.say({ user: ann, channel: thread, content: 'And at night?' })
  await h.fake.until(() => inThread().length === 3, 'an answer without a mention')
  const [, next] = h.assistant.asked
  expect(next?.lineage).toEqual(moved.lineage)
  expect(next?.place).toEqual(moved.place)
})

it('answers in the channel where it may make no threads', async () => {
  h.fake.overwrite(channel, 'bot', { deny: ['CreatePublicThreads'] })
  const { asked } = await ask('why?')
  expect(h.fake.botMessages(channel).map((one) => [one.content, one.replyTo])).toEqual([
    ['You asked: why?', asked.id],
  ])
})

it('names a thread after nothing it cannot show, within 100 characters', async () => {
  await ask(`${'👩‍👩‍👧'.repeat(30)} ${'word '.repeat(40)}`)
  const name = h.fake.threads(channel)[0]?.name ?? ''
  expect(name.length).toBeLessThanOrEqual(100)
  expect(name.endsWith('…')).toBe(true)
  expect(name.isWellFormed()).toBe(true)
})

it('reads the channel before a question that has its own thread, and makes none for some', async () => {
  h.fake.say({ user: ann, channel, content: 'earlier' })
  const { moved } = await ask('why?')
  const read = (more: Partial<Question>) =>
    h.bot.surface.history({ ...moved, ...more }, new AbortController().signal)
  expect(await read({})).toEqual([])
  expect((await read({ recent: 5 })).map(({ text }) => text)).toEqual(['earlier'])
  const { inThread } = h.bot.surface
  const [question] = h.assistant.asked
  if (question === undefined) throw new Error('nothing was asked')
  expect(inThread?.({ ...question, private: true })).toBeUndefined()
  expect(
    inThread?.({ ...question, place: { ...question.place, workspace: 'dm', kind: 'dm' } }),
  ).toBeUndefined()
  // A forum's post begins with a message of its thread's id.
  expect(
    beforeThread({ ...moved, message: { channel: moved.place.channel, message: moved.place.channel } }),
  ).toBeUndefined()
})
