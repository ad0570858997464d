import { afterEach, expect, it } from 'vitest'
import { startFakeDiscord } from '../../fakes/discord/fake-discord.ts'
import type { FakeDiscord } from '../../fakes/discord/fake-discord.ts'
import { createMemory, makeBot, startBot } from './harness.ts'
import type { Harness } from './harness.ts'

let fake: FakeDiscord
let bots: Harness[] = []

async function start(memory = createMemory()): Promise<Harness> {
  const bot = await startBot({ fake, memory })
  bots.push(bot)
  return bot
}

afterEach(async () => {
  for (const { bot } of bots) await bot.stop()
  bots = []
  await fake.close()
  expect(fake.violations).toEqual([])
})

it('finds what was asked while nobody listened, and nothing that was heard before or long ago', async () => {
  fake = await startFakeDiscord()
  const guild = fake.guild()
  const channel = fake.channel(guild)
  const still = fake.channel(guild)
  const ann = fake.user({ name: 'Ann', in: [guild] })
  const direct = fake.dm(ann)
  const first = await start()
  fake.say({ user: ann, channel, content: `${fake.mention} one` })
  fake.say({ user: ann, channel: still, content: 'nothing for Tanya' })
  fake.say({ user: ann, channel: direct, content: 'hello' })
  await fake.until(() => first.assistant.asked.length === 2, 'the questions')
  await first.bot.stop()

  fake.say({ user: ann, channel, content: `${fake.mention} two` })
  fake.say({ user: ann, channel, content: 'talk among people' })
  fake.say({ user: ann, channel, content: `${fake.mention} three` })
  fake.say({ user: ann, channel: direct, content: 'are you there?' })
  const second = await start(first.memory)
  await fake.until(() => second.assistant.asked.length === 3, 'what was missed')
  const texts = second.assistant.asked.map(({ text }) => text)
  expect(texts.toSorted()).toEqual(['are you there?', 'three', 'two'])
  expect(texts.indexOf('two')).toBeLessThan(texts.indexOf('three'))
  const asked = second.assistant.asked.find(({ text }) => text === 'two')
  expect(asked?.place).toMatchObject({ workspace: guild.id, channel: channel.id, kind: 'channel' })
  await second.bot.stop()
  // A third has nothing to find.
  const third = await start(second.memory)
  fake.say({ user: ann, channel, content: `${fake.mention} four` })
  await fake.until(() => third.assistant.asked.length > 0, 'the next question')
  expect(third.assistant.asked.map(({ text }) => text)).toEqual(['four'])
})

it('finds what was said while the connection was away and its session could not be resumed', async () => {
  fake = await startFakeDiscord()
  const guild = fake.guild()
  const channel = fake.channel(guild)
  const ann = fake.user({ name: 'Ann', in: [guild] })
  const { assistant } = await start()
  fake.say({ user: ann, channel, content: `${fake.mention} before` })
  await fake.until(() => assistant.asked.length === 1, 'the first question')
  fake.gateway.setRefusing(true)
  fake.gateway.drop({ resumable: false })
  fake.say({ user: ann, channel, content: `${fake.mention} meanwhile` })
  fake.gateway.setRefusing(false)
  await fake.until(() => assistant.asked.length === 2, 'what was missed', 40_000)
  expect(assistant.asked.map(({ text }) => text)).toEqual(['before', 'meanwhile'])
})

it('knows the roles and rights of those who asked meanwhile', async () => {
  fake = await startFakeDiscord()
  const guild = fake.guild()
  const channel = fake.channel(guild)
  const admins = fake.role(guild, { name: 'admins', permissions: ['ManageGuild'] })
  const [ann, bob] = ['Ann', 'Bob'].map((name) => fake.user({ name, in: [guild] }))
  if (ann === undefined || bob === undefined) throw new Error('two people')
  fake.setRoles(guild, ann, [admins])
  const first = await start()
  fake.say({ user: ann, channel, content: `${fake.mention} one` })
  await fake.until(() => first.assistant.asked.length === 1, 'the question')
  await first.bot.stop()
  fake.say({ user: ann, channel, content: `${fake.mention} two` })
  fake.say({ user: bob, channel, content: `${fake.mention} three` })
  const second = await start(first.memory)
  await fake.until(() => second.assistant.asked.length === 2, 'what was missed')
  expect(second.assistant.asked.map(({ asker }) => asker)).toMatchObject([
    { name: 'Ann', isAdmin: true, roles: [admins.id] },
    { name: 'Bob', isAdmin: false, roles: [] },
  ])
})

it('does not answer what was asked too long ago', async () => {
  fake = await startFakeDiscord()
  const guild = fake.guild()
  const channel = fake.channel(guild)
  const ann = fake.user({ name: 'Ann', in: [guild] })
  const hours = (ago: number): number => Date.now() - ago * 3_600_000
  const old = fake.say({ user: ann, channel, content: 'long ago', at: hours(3) })
  fake.say({ user: ann, channel, content: `${fake.mention} too old`, at: hours(2) })
  fake.say({ user: ann, channel, content: `${fake.mention} in time`, at: hours(0.5) })
  const memory = createMemory()
  await memory.set('heard:discord', JSON.stringify([[`${guild.id}/${channel.id}`, old.id]]))
  const { assistant } = await start(memory)
  await fake.until(() => assistant.asked.length > 0, 'what was missed')
  expect(assistant.asked.map(({ text }) => text)).toEqual(['in time'])
})

it('looks back for each shard when it is there, and not for the others', async () => {
  fake = await startFakeDiscord()
  const guildOn = async (shard: number) => {
    for (;;) {
      const guild = fake.guild()
      if ((BigInt(guild.id) >> 22n) % 2n === BigInt(shard)) return guild
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  }
  const guilds = [await guildOn(0), await guildOn(1)]
  const ann = fake.user({ name: 'Ann', in: guilds })
  const [early, late] = guilds.map((guild) => fake.channel(guild))
  if (early === undefined || late === undefined) throw new Error('two channels')
  const first = await startBot({ fake, shards: '2' })
  bots.push(first)
  for (const channel of [early, late]) fake.say({ user: ann, channel, content: `${fake.mention} one` })
  await fake.until(() => first.assistant.asked.length === 2, 'the questions')
  await first.bot.stop()

  for (const channel of [early, late]) fake.say({ user: ann, channel, content: `${fake.mention} two` })
  const release = fake.gateway.holdShard(1)
  const second = await makeBot({ fake, shards: '2', memory: first.memory })
  bots.push(second)
  const started = second.bot.start()
  const heard = (channel: { id: string }): readonly string[] =>
    second.assistant.asked.filter(({ place }) => place.channel === channel.id).map(({ text }) => text)
  await fake.until(() => heard(early).length === 1, 'what the first shard missed')
  fake.say({ user: ann, channel: late, content: `${fake.mention} three` })
  expect(heard(late)).toEqual([])
  release()
  await started
  await fake.until(() => heard(late).length === 2, 'what the second shard missed')
  expect(heard(late)).toEqual(['two', 'three'])
})
