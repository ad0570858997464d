import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Command } from '../../../src/core/commands/command.ts'
import type { FakeChannel, FakeGuild, FakeInteraction, FakeUser } from '../../fakes/discord/types.ts'
import { answer, answerLog, realClock, startBot } from './harness.ts'
import type { Harness } from './harness.ts'

const ask: Command = {
  name: 'ask',
  summary: 'command.ask',
  access: 'member',
  options: [
    { name: 'question', summary: 'command.ask.question', type: 'string', required: true, rest: true },
    { name: 'model', summary: 'command.ask.model', type: 'string', required: false },
    { name: 'private', summary: 'command.ask.private', type: 'boolean', required: false },
  ],
  run: ({ options }) =>
    Promise.resolve({
      kind: 'ask',
      text: String(options['question']),
      private: options['private'] === true || options['private'] === 'true',
      ...(options['model'] === undefined ? {} : { model: String(options['model']) }),
    }),
}
const help: Command = {
  name: 'help',
  summary: 'command.help',
  access: 'member',
  options: [],
  run: () => Promise.resolve({ kind: 'notice', text: 'How to ask.' }),
}

let h: Harness
let guild: FakeGuild
let channel: FakeChannel
let ann: FakeUser

async function begin(options: Parameters<typeof startBot>[0] = {}): Promise<void> {
  h = await startBot({ commands: [ask, help], ...options })
  guild = h.fake.guild()
  channel = h.fake.channel(guild)
  ann = h.fake.user({ name: 'Ann', in: [guild], locale: 'id' })
  await h.fake.until(() => h.fake.commands().length >= 2, 'the commands')
}

beforeEach(() => begin())

afterEach(async () => {
  await h.close()
  expect(h.fake.violations).toEqual([])
})

const long = Array.from(
  { length: 60 },
  (_, index) => `Paragraph ${index}. ${'word '.repeat(15).trim()}.`,
).join('\n\n')

function slash(
  name: string,
  options: Record<string, string | boolean> = {},
  where = channel,
): FakeInteraction {
  return h.fake.slash({ user: ann, channel: where, name, options })
}

describe('/ask', () => {
  it('is promised at once and answered for all', async () => {
    const interaction = slash('ask', { question: 'why?', model: 'big' })
    await h.fake.until(() => h.assistant.parts.size > 0, 'the answer')
    const response = h.fake.response(interaction)
    expect(response).toMatchObject({ state: 'answered', followUps: [] })
    expect(response.message).toMatchObject({
      content: 'You asked: why?',
      ephemeral: false,
      pingsAnybody: false,
    })
    expect(h.assistant.asked[0]).toMatchObject({
      id: `discord:${guild.id}:${channel.id}:${interaction.id}`,
      text: 'why?',
      model: 'big',
      lineage: { kind: 'new' },
      locale: 'id',
      private: false,
    })
    expect(JSON.parse(JSON.stringify(h.assistant.asked[0]))).toEqual(h.assistant.asked[0])
  })

  it('is answered to the asker alone with private, in all its parts', async () => {
    h.assistant.script = (question, surface) => answer(surface, question, [long])
    const interaction = slash('ask', { question: 'why?', private: true })
    await h.fake.until(() => h.assistant.parts.size > 0, 'the answer')
    const { message, followUps } = h.fake.response(interaction)
    const parts = [message, ...followUps]
    expect(parts.map((part) => part?.content).join('\n\n')).toBe(long)
    expect(parts.every((part) => part?.ephemeralFor === ann.id)).toBe(true)
    expect(h.fake.messages(channel).filter((part) => !part.ephemeral)).toEqual([])
  })

  it('goes on in the channel when the answer is long', async () => {
    h.assistant.script = (question, surface) => answer(surface, question, [long])
    slash('ask', { question: 'why?' })
    await h.fake.until(() => h.assistant.parts.size > 0, 'the answer')
    const parts = h.fake.botMessages(channel)
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.map((part) => part.content).join('\n\n')).toBe(long)
  })

  it('goes on by follow-ups where the bot may not write by itself', async () => {
    h.fake.overwrite(channel, 'bot', { deny: ['SendMessages', 'ViewChannel'] })
    h.assistant.script = (question, surface) => answer(surface, question, [long])
    const interaction = slash('ask', { question: 'why?' })
    await h.fake.until(() => h.assistant.parts.size > 0, 'the answer')
    const { message, followUps } = h.fake.response(interaction)
    expect([message, ...followUps].map((part) => part?.content).join('\n\n')).toBe(long)
  })

  it('works in a DM', async () => {
    const interaction = slash('ask', { question: 'why?' }, h.fake.dm(ann))
    await h.fake.until(() => h.assistant.parts.size > 0, 'the answer')
    expect(h.fake.response(interaction).message?.content).toBe('You asked: why?')
    expect(h.assistant.asked[0]?.place.kind).toBe('dm')
  })

  it('tells a refusal to the asker alone', async () => {
    h.assistant.script = (question, surface) =>
      surface.notify(question, { kind: 'refused', text: 'Not now.' })
    const interaction = slash('ask', { question: 'why?' })
    await h.fake.until(() => h.fake.response(interaction).followUps[0], 'the refusal')
    const { message, followUps } = h.fake.response(interaction)
    expect(message).toBeUndefined()
    expect(followUps.map(({ content, ephemeral }) => [content, ephemeral])).toEqual([['Not now.', true]])
  })

  it('is taken once though the event comes twice, and though the first answer is lost', async () => {
    h.fake.fail({ route: /callback/u, method: 'POST' }, { kind: 'status', status: 503 })
    const interaction = slash('ask', { question: 'why?' })
    h.fake.gateway.redeliver(1)
    await h.fake.until(() => h.assistant.parts.size > 0, 'the answer')
    expect(h.assistant.asked).toHaveLength(1)
    expect(h.fake.response(interaction).message?.content).toBe('You asked: why?')
  })
})

describe('an answer that outlives its token', () => {
  const late = { ahead: 0 }
  const clock = {
    now: () => Date.now() + late.ahead,
    after(delayMs: number, run: () => void) {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
  }
  beforeEach(async () => {
    await h.close()
    late.ahead = 0
    await begin({ clock })
    h.assistant.script = (question, surface) => {
      late.ahead = 15 * 60_000
      return answer(surface, question, ['Late.'])
    }
  })

  it('is posted to the channel', async () => {
    slash('ask', { question: 'why?' })
    await h.fake.until(() => h.assistant.parts.size > 0, 'the answer')
    expect(h.fake.botMessages(channel).map(({ content }) => content)).toContain('Late.')
  })

  it('goes to a DM when it is private', async () => {
    slash('ask', { question: 'why?', private: true })
    await h.fake.until(() => h.assistant.parts.size > 0, 'the answer')
    expect(h.fake.botMessages(h.fake.dm(ann)).map(({ content }) => content)).toEqual(['Late.'])
    expect(h.fake.messages(channel).filter(({ ephemeral }) => !ephemeral)).toEqual([])
  })
})

describe('a private answer whose token ends while it is written', () => {
  it('goes on in a direct message, whole', async () => {
    await h.close()
    const late = { ahead: 0 }
    const clock = { ...realClock, now: () => Date.now() + late.ahead }
    await begin({ clock })
    const goOn = Promise.withResolvers<void>()
    h.assistant.script = async (question, surface) => {
      const reply = surface.openReply(question, answerLog(question.id))
      await reply.append('Half of it')
      await goOn.promise
      await reply.append(', and all of it.')
      return reply.close({ kind: 'done' })
    }
    const interaction = slash('ask', { question: 'why?', private: true })
    await h.fake.until(() => h.fake.response(interaction).message?.content === 'Half of it', 'the first half')
    late.ahead = 15 * 60_000
    goOn.resolve()
    await h.fake.until(() => h.assistant.parts.size > 0, 'the answer')
    const said = h.fake.botMessages(h.fake.dm(ann)).map(({ content }) => content)
    expect(said).toEqual(['Half of it, and all of it.'])
    expect(h.fake.messages(channel).filter(({ ephemeral }) => !ephemeral)).toEqual([])
  })
})

describe('other commands', () => {
  it('answer the caller alone', async () => {
    const interaction = slash('help')
    await h.fake.until(() => h.fake.response(interaction).state === 'answered', 'the answer')
    expect(h.fake.response(interaction).message).toMatchObject({ content: 'How to ask.', ephemeral: true })
    expect(h.assistant.calls[0]).toMatchObject({
      name: 'help',
      by: { name: 'Ann', isAdmin: false },
      locale: 'id',
    })
  })

  it('show nothing to all that was for the caller alone, even where nothing else works', async () => {
    const eve = h.fake.user({ name: 'Eve', in: [guild], dmsOpen: false })
    const body = { code: 10015, message: 'Unknown Webhook' }
    h.fake.fail({ route: /webhooks/u, times: 10 }, { kind: 'status', status: 404, body })
    h.fake.slash({ user: eve, channel, name: 'help' })
    await h.fake.until(() => h.log.some(({ message }) => message.includes('in any way')), 'the end of it')
    expect(h.fake.botMessages(channel).filter(({ content }) => content !== '')).toEqual([])
  })

  it('know admins by their permissions', async () => {
    const admins = h.fake.role(guild, { name: 'admins', permissions: ['ManageGuild'] })
    h.fake.setRoles(guild, ann, [admins])
    slash('help')
    await h.fake.until(() => h.assistant.calls[0], 'the call')
    expect(h.assistant.calls[0]?.by.isAdmin).toBe(true)
  })

  it('can be typed after a mention', async () => {
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} /help` })
    const told = await h.fake.until(() => h.fake.botMessages(h.fake.dm(ann))[0], 'the answer')
    expect(told.content).toContain('How to ask.')
    expect(h.fake.botMessages(channel)).toEqual([])
  })

  it('are not answered for all to see where direct messages are closed', async () => {
    const eve = h.fake.user({ name: 'Eve', in: [guild], dmsOpen: false })
    const typed = h.fake.say({ user: eve, channel, content: `${h.fake.mention} /help` })
    const told = await h.fake.until(() => h.fake.botMessages(channel)[0], 'a word about it')
    expect(told).toMatchObject({ replyTo: typed.id, pingsAnybody: false })
    expect(told.content).toContain('cannot send you a direct message')
    expect(told.content).not.toContain('How to ask.')
  })

  it('can be typed to ask, also privately', async () => {
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} /ask private:true why?` })
    const said = await h.fake.until(() => h.fake.botMessages(h.fake.dm(ann))[0], 'the answer')
    expect(said.content).toBe('You asked: why?')
    expect(h.fake.botMessages(channel)).toEqual([])
    expect(h.fake.typingCount(channel)).toBe(0)
  })

  it('are told that Tanya leaves', async () => {
    h.bot.drain()
    const interaction = slash('help')
    await h.fake.until(() => h.fake.response(interaction).state === 'answered', 'the answer')
    expect(h.fake.response(interaction).message?.ephemeral).toBe(true)
    expect(h.assistant.calls).toEqual([])
  })
})
