import { createRequire } from 'node:module'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Command } from '../../../src/core/commands/command.ts'
import type { FakeChannel, FakeGuild, FakeUser } from '../../fakes/discord/types.ts'
import { startBot } from './harness.ts'
import type { Harness } from './harness.ts'

const usage: Command = {
  name: 'usage',
  summary: 'command.usage',
  access: 'member',
  options: [],
  run: () =>
    Promise.resolve({
      kind: 'notice',
      text: 'Your usage',
      files: [
        { name: 'usage.png', mediaType: 'image/png', data: Uint8Array.of(0x89, 0x50), alt: 'Bars by day' },
        { name: 'usage.csv', mediaType: 'text/csv', data: Uint8Array.of(1, 2, 3), alt: 'x'.repeat(3000) },
      ],
    }),
}

let h: Harness
let guild: FakeGuild
let channel: FakeChannel
let ann: FakeUser

beforeEach(async () => {
  h = await startBot({ commands: [usage] })
  guild = h.fake.guild()
  channel = h.fake.channel(guild)
  ann = h.fake.user({ name: 'Ann', in: [guild] })
  await h.fake.until(() => h.fake.commands().length >= 1, 'the command')
})

afterEach(async () => {
  await h.close()
  expect(h.fake.violations).toEqual([])
})

it('shows files of a slash command to the caller alone, with their alt texts', async () => {
  const interaction = h.fake.slash({ user: ann, channel, name: 'usage', options: {} })
  await h.fake.until(() => h.fake.response(interaction).state === 'answered', 'the answer')
  const { message } = h.fake.response(interaction)
  expect(message).toMatchObject({ content: 'Your usage', ephemeral: true })
  expect(message?.attachments.map(({ filename, description }) => [filename, description])).toEqual([
    ['usage.png', 'Bars by day'],
    ['usage.csv', 'x'.repeat(1024)],
  ])
})

it('sends them by DM when the command was typed in a channel', async () => {
  h.fake.say({ user: ann, channel, content: `${h.fake.mention} /usage` })
  const told = await h.fake.until(() => h.fake.botMessages(h.fake.dm(ann))[0], 'the answer')
  expect(told.attachments.map(({ filename }) => filename)).toEqual(['usage.png', 'usage.csv'])
  expect(h.fake.botMessages(channel)).toEqual([])
})

it('sends them whichever undici the process took first', async () => {
  // Slack's client brings a newer one than Discord's, and the first to be loaded sends the requests of both.
  const { Agent } = createRequire(import.meta.url)('undici') as { readonly Agent: new () => object }
  const key = Symbol.for('undici.globalDispatcher.1')
  const first: unknown = Reflect.get(globalThis, key)
  Reflect.set(globalThis, key, new Agent())
  try {
    const interaction = h.fake.slash({ user: ann, channel, name: 'usage', options: {} })
    await h.fake.until(() => h.fake.response(interaction).state === 'answered', 'the answer')
    expect(h.fake.response(interaction).message?.attachments).toHaveLength(2)
  } finally {
    Reflect.set(globalThis, key, first)
  }
})
