import { afterEach, describe, expect, it } from 'vitest'
import type { Command } from '../../../src/core/commands/command.ts'
import { startFakeDiscord } from '../../fakes/discord/fake-discord.ts'
import type { FakeDiscord } from '../../fakes/discord/fake-discord.ts'
import { createMemory, makeBot, startBot } from './harness.ts'
import type { Harness } from './harness.ts'

const open: Harness[] = []

afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close()
})

function keep(harness: Harness): Harness {
  open.push(harness)
  return harness
}

const command: Command = {
  name: 'about',
  summary: 'command.about',
  access: 'member',
  options: [],
  run: () => Promise.resolve({ kind: 'notice', text: 'about' }),
}

describe('the start', () => {
  it('fails with a sentence that names the variable when the token is refused', async () => {
    const h = keep(await makeBot({ botToken: 'bad.token.here' }))
    await expect(h.bot.start()).rejects.toThrow(/DISCORD_TOKEN/u)
    expect(JSON.stringify(h.log)).not.toContain('bad.token.here')
  })

  it('fails with a sentence when the shards are no shards', async () => {
    const h = keep(await makeBot({ shards: '4/0' }))
    await expect(h.bot.start()).rejects.toThrow(/DISCORD_SHARDS/u)
  })

  it('waits while Discord is away', async () => {
    const fake = await startFakeDiscord()
    const away = fake.fail({ route: '/applications/@me', times: 1 }, { kind: 'status', status: 503 })
    const h = keep(await startBot({ fake }))
    expect(away.hits()).toBe(1)
    expect(h.log.some(({ message }) => message.includes('trying again'))).toBe(true)
    expect(fake.gateway.connected()).toBe(1)
  })

  it('asks for the message content where it is granted, and says nothing', async () => {
    const h = keep(await startBot())
    expect(h.log.some(({ message }) => message.includes('Message Content'))).toBe(false)
    expect(h.fake.violations).toEqual([])
  })

  it('serves the shards it is told to', async () => {
    const h = keep(await startBot({ shards: '2' }))
    expect(h.fake.gateway.connected()).toBe(2)
  })
})

describe('without the Message Content intent', () => {
  it('says so once and answers all that Discord still delivers', async () => {
    const h = keep(await startBot({ discord: { messageContent: false } }))
    expect(h.log.filter(({ message }) => message.includes('Message Content'))).toHaveLength(1)
    const { fake } = h
    const guild = fake.guild()
    const channel = fake.channel(guild)
    const ann = fake.user({ name: 'Ann', in: [guild] })
    fake.say({ user: ann, channel, content: `${fake.mention} one` })
    const first = await fake.until(() => fake.botMessages(channel)[0], 'the answer to a mention')
    expect(first.content).toBe('You asked: one')
    fake.say({ user: ann, channel, content: 'two', replyTo: first })
    await fake.until(() => fake.botMessages(channel)[1], 'the answer to a reply with a ping')
    fake.say({ user: ann, channel: fake.dm(ann), content: 'three' })
    await fake.until(() => fake.botMessages(fake.dm(ann))[0], 'the answer in a DM')
    const thread = fake.openThread({ user: ann, channel, name: 'talk' })
    fake.say({ user: ann, channel: thread, content: `${fake.mention} four` })
    await fake.until(() => fake.botMessages(thread)[0], 'the answer in a thread')
    fake.say({ user: ann, channel: thread, content: 'five' })
    fake.say({ user: ann, channel: thread, content: `${fake.mention} six` })
    await fake.until(() => h.assistant.asked.some(({ text }) => text === 'six'), 'the last question')
    expect(h.assistant.asked.map(({ text }) => text)).toEqual(['one', 'two', 'three', 'four', 'six'])
    expect(fake.violations).toEqual([])
  })
})

describe('a lost connection', () => {
  it.each([4004, 4013, 4010])('that Discord closed for good with %d is made anew', async (code) => {
    const h = keep(await startBot())
    h.fake.gateway.drop({ code })
    await h.fake.until(() => h.fake.gateway.counts().identifies === 2, 'a new session')
    expect(h.log.some(({ level, fields }) => level === 'error' && fields['code'] === code)).toBe(true)
  })

  it('is resumed, and what was said meanwhile is heard once', async () => {
    const h = keep(await startBot())
    const { fake } = h
    const guild = fake.guild()
    const channel = fake.channel(guild)
    const ann = fake.user({ name: 'Ann', in: [guild] })
    fake.say({ user: ann, channel, content: `${fake.mention} before` })
    await fake.until(() => h.assistant.asked.length === 1, 'the first question')
    fake.gateway.drop({})
    fake.say({ user: ann, channel, content: `${fake.mention} meanwhile` })
    await fake.until(() => h.assistant.asked.length === 2, 'the second question')
    expect(fake.gateway.counts().resumes).toBe(1)
    expect(h.assistant.asked.map(({ text }) => text)).toEqual(['before', 'meanwhile'])
    fake.gateway.redeliver(10)
    fake.say({ user: ann, channel, content: `${fake.mention} after` })
    await fake.until(() => h.assistant.asked.length === 3, 'the third question')
    expect(fake.botMessages(channel).length).toBeLessThanOrEqual(3)
  })

  it('that went silent is noticed by its heartbeats, and resumed', async () => {
    const h = keep(await startBot({ discord: { heartbeatIntervalMs: 500 } }))
    const { fake } = h
    const guild = fake.guild()
    const channel = fake.channel(guild)
    const ann = fake.user({ name: 'Ann', in: [guild] })
    fake.gateway.setSilent(true)
    // One that is silent from its beginning would take longer.
    fake.gateway.setRefusing(true)
    fake.say({ user: ann, channel, content: `${fake.mention} unheard` })
    await fake.until(() => fake.gateway.connected() === 0, 'the end of the silent connection')
    fake.gateway.setSilent(false)
    fake.gateway.setRefusing(false)
    await fake.until(() => h.assistant.asked.length === 1, 'the question said into the silence')
    expect(h.assistant.asked.map(({ text }) => text)).toEqual(['unheard'])
  })

  it('is made anew when asked to, while answers go on', async () => {
    const h = keep(await startBot())
    const { fake } = h
    const guild = fake.guild()
    const channel = fake.channel(guild)
    const ann = fake.user({ name: 'Ann', in: [guild] })
    await h.bot.restart?.()
    expect(fake.gateway.counts().identifies).toBe(2)
    expect(fake.gateway.connected()).toBe(1)
    fake.say({ user: ann, channel, content: `${fake.mention} still there?` })
    await fake.until(() => fake.botMessages(channel)[0], 'the answer')
    expect(h.assistant.asked).toHaveLength(1)
  })

  it('comes back without the intent that was taken away', async () => {
    const h = keep(await startBot())
    const { fake } = h
    fake.setMessageContent(false)
    fake.gateway.drop({ code: 4014 })
    await fake.until(() => fake.gateway.counts().identifies === 2, 'a new session')
    await fake.until(() => fake.gateway.connected() === 1, 'a connection')
    expect(h.log.some(({ message }) => message.includes('Message Content'))).toBe(true)
    const guild = fake.guild()
    const channel = fake.channel(guild)
    const ann = fake.user({ name: 'Ann', in: [guild] })
    fake.say({ user: ann, channel, content: `${fake.mention} hi` })
    await fake.until(() => fake.botMessages(channel)[0], 'an answer')
  })
})

it('hears of threads that were archived before it came', async () => {
  const fake = await startFakeDiscord()
  const guild = fake.guild()
  const channel = fake.channel(guild)
  const ann = fake.user({ name: 'Ann', in: [guild] })
  const thread = fake.openThread({ user: ann, channel, name: 'old' })
  fake.archive(thread)
  const h = keep(await startBot({ fake }))
  fake.say({ user: ann, channel: thread, content: `${fake.mention} still there?` })
  await fake.until(() => fake.botMessages(thread)[0], 'the answer')
  expect(h.assistant.asked[0]?.place).toMatchObject({
    kind: 'thread',
    channel: thread.id,
    parent: channel.id,
  })
})

describe('the commands', () => {
  const puts = (fake: FakeDiscord): number =>
    fake.requests.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands')).length

  it('are registered only when they changed', async () => {
    const fake = await startFakeDiscord()
    const memory = createMemory()
    const registered = (h: Harness): boolean => h.log.some(({ message }) => message === 'commands')
    const rounds: readonly (readonly [readonly Command[], number])[] = [
      [[command], 1],
      [[command], 1],
      [[command, { ...command, name: 'help' }], 2],
    ]
    for (const [commands, times] of rounds) {
      const h = await startBot({ fake, memory, commands })
      await fake.until(() => registered(h), 'the registration')
      expect(puts(fake)).toBe(times)
      await h.bot.stop()
    }
    expect(slashNames(fake)).toEqual(['about', 'help'])
    expect(fake.violations).toEqual([])
    await fake.close()
  })
})

describe('the end', () => {
  it('takes no new questions once it drains, and still finishes', async () => {
    const h = keep(await startBot())
    const { fake } = h
    const guild = fake.guild()
    const channel = fake.channel(guild)
    const ann = fake.user({ name: 'Ann', in: [guild] })
    fake.say({ user: ann, channel, content: `${fake.mention} one` })
    const question = await fake.until(() => h.assistant.asked[0], 'the question')
    h.bot.drain()
    fake.say({ user: ann, channel, content: `${fake.mention} two` })
    await h.bot.surface.notify(question, { kind: 'refused', text: 'bye' })
    expect(fake.botMessages(fake.dm(ann))).toHaveLength(1)
    expect(h.assistant.asked).toHaveLength(1)
  })

  it('ends a start that waits for a gateway which does not speak', async () => {
    const fake = await startFakeDiscord()
    fake.gateway.setSilent(true)
    const h = keep(await makeBot({ fake }))
    const started = h.bot.start()
    await fake.until(() => fake.gateway.counts().connections > 0, 'a connection')
    await h.bot.stop()
    await started
  })

  it('ends a start that is still trying', async () => {
    const fake = await startFakeDiscord()
    fake.fail({ route: '/applications/@me', times: 100 }, { kind: 'status', status: 503 })
    const h = keep(await makeBot({ fake }))
    const started = h.bot.start()
    await fake.until(() => h.log.length > 0, 'a failed attempt')
    await h.bot.stop()
    await started
    expect(fake.gateway.connected()).toBe(0)
  })
})

function slashNames(fake: FakeDiscord): readonly string[] {
  return fake
    .commands()
    .map(({ definition }) => definition)
    .filter(({ type }) => type === 1)
    .map(({ name }) => name)
}
