import { afterEach, expect, test } from 'vitest'
import type { Memory } from '../../../src/core/store/store.ts'
import { startBot } from './harness.ts'
import type { Harness } from './harness.ts'

let bots: Harness[] = []

afterEach(async () => {
  const fake = bots[0]?.fake
  for (const { bot } of bots) await bot.stop()
  bots = []
  await fake?.close()
  expect(fake?.violations ?? []).toEqual([])
})

function createMemory(): Memory {
  const facts = new Map<string, string>()
  return {
    get: async (key) => facts.get(key),
    set: async (key, value) => void facts.set(key, value),
  }
}

test('finds what was asked while nobody listened and Slack no longer delivers', async () => {
  const memory = createMemory()
  const first = await startBot({ memory })
  bots.push(first)
  const { fake } = first
  const root = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} one` })
  await fake.until(() => first.assistant.asked.length === 1)
  fake.say({ user: 'member', channel: 'general', text: 'one more', threadTs: root.ts })
  await fake.until(() => first.assistant.asked.length === 2)
  await first.bot.stop()

  // Said, and delivered to nobody: what Slack has given up on.
  const key = JSON.parse((await memory.get(`heard:slack:${fake.world.teamId}:`)) ?? '[]') as string[][]
  expect(key.map(([place]) => place)).toEqual([root.channel, `${root.channel}/${root.ts}`])
  const before = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} two` })
  fake.say({ user: 'other', channel: 'general', text: 'talk among people' })
  fake.say({ user: 'other', channel: 'general', text: 'three', threadTs: root.ts })
  const second = await startBot({ memory, fake })
  bots.push(second)
  second.assistant.conversations.add(`slack:${fake.world.teamId}:${root.channel}:${root.ts}`)
  await fake.until(() => second.assistant.asked.length === 2)
  expect(second.assistant.asked.map(({ text }) => text).toSorted()).toEqual(['three', 'two'])
  expect(second.assistant.asked.find(({ text }) => text === 'two')?.message).toEqual({
    channel: before.channel,
    message: before.ts,
  })
})
