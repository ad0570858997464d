import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFakeDiscord } from '../fakes/discord/fake-discord.ts'
import { startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import type { FakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import type { ReasoningStyle } from '../fakes/model-host/answer.ts'
import { differenceOf } from '../support/read-back.ts'
import { runApp } from '../support/run-app.ts'
import type { RunningApp } from '../support/run-app.ts'
import { discordWorld } from './discord-world.ts'
import { slackWorld } from './slack-world.ts'
import { patienceMs } from './world.ts'
import type { Said, World } from './world.ts'

const worlds: readonly (readonly [string, () => Promise<World>])[] = [
  ['discord', () => discordWorld()],
  ['slack', () => slackWorld()],
  ['slack without native streams', () => slackWorld({ streams: { error: 'not_allowed' } })],
]

const veryLong = Array.from(
  { length: 400 },
  (_, i) => `Paragraph ${i} says ${'a few plain words, and '.repeat(4)}no more.`,
).join('\n\n')

/** How hosts tell thoughts of a model that they do not know to think. */
const styles = ['reasoning_content', 'reasoning', 'think', 'sky-t1', 'kimi'] as const

async function startWith(world: Pick<World, 'environment'>) {
  const host = await startFakeModelHost({ dialect: 'deepseek' })
  host.answer(({ lastMessage }) => {
    const style = styles.find((one) => lastMessage.endsWith(`by ${one}`))
    const reasoning = { reasoning: 'ZQ secret ZQ', ...(style && { reasoningStyle: style as ReasoningStyle }) }
    if (lastMessage.includes('much')) return { text: veryLong, tokensPerSecond: 8000, chunkSize: 24 }
    if (lastMessage.includes('think')) return { text: 'Thought through.', ...reasoning }
    return { text: 'Short.' }
  })
  const app = await runApp({
    ...world.environment,
    DEEPSEEK_API_KEY: 'sk-fake-key-of-the-test',
    DEEPSEEK_BASE_URL: host.baseUrl,
  })
  return { host, app }
}

describe.each(worlds)('%s', (_name, open) => {
  let world: World
  let host: FakeModelHost
  let app: RunningApp

  beforeAll(async () => {
    world = await open()
    ;({ host, app } = await startWith(world))
  })

  afterAll(async () => {
    await app?.stop()
    await host?.close()
    expect(world?.violations()).toEqual([])
    await world?.close()
  })

  const files = (said: Said) => world.files?.(said) ?? []

  it('sends what is above the length as a file, and nothing is missing', async () => {
    await world.set?.('length', '2')
    const said = world.mention('ann', 'say much')
    const [file] = await world.until(() => files(said).length > 0 && files(said), 'the file')
    expect(file?.name).toMatch(/^answer\b.*\.md$/u)
    expect(world.screen(said)).toContain('The rest is in the file answer.md.')
    const head = world
      .answers(said)
      .map((text) => text.replace(/\n-# [^\n]*$/u, ''))
      .filter((text) => text !== '' && !text.startsWith('answer-'))
    expect(head.length).toBe(2)
    expect(differenceOf([...head, file?.text ?? ''], veryLong)).toBeUndefined()
    await world.set?.('length', '5')
  })

  it.each(styles)('shows no thoughts unless that is set, and then in a file: %s', async (style) => {
    await world.set?.('reasoning', 'hidden')
    const hidden = world.mention(`by-${style}`, `think by ${style}`)
    await world.until(() => world.screen(hidden).includes('Thought through.'), 'the answer')
    expect(world.screen(hidden)).not.toMatch(/ZQ|Thinking/u)

    await world.set?.('reasoning', 'attached')
    const attached = world.mention(`by-${style}`, `think by ${style}`)
    const [file] = await world.until(() => files(attached).length > 0 && files(attached), 'the file')
    expect(file?.name).toMatch(/^thoughts\b.*\.md$/u)
    expect(file?.text.trim()).toBe('ZQ secret ZQ')
    expect(world.screen(attached)).not.toContain('ZQ')
    expect(files(hidden)).toEqual([])
  })
})

it('discord: answers in a thread where that is set, and goes on there', async () => {
  const fake = await startFakeDiscord({ messageWindowMs: 1_000, windowScale: 0.2 })
  const { host, app } = await startWith({
    environment: { DISCORD_TOKEN: fake.token, DISCORD_API_URL: fake.url },
  })
  try {
    const owner = fake.user({ name: 'Owner' })
    const guild = fake.guild({ owner })
    const channel = fake.channel(guild)
    const options = { name: 'thread', value: 'always' }
    await fake.until(() => fake.commands().length > 0, 'the commands', patienceMs)
    const change = fake.slash({ user: owner, channel, name: 'config set', options })
    await fake.until(
      () => fake.response(change).message?.content.includes('`always`'),
      'the change',
      patienceMs,
    )
    const ann = fake.user({ name: 'Ann', in: [guild] })
    const asked = fake.say({ user: ann, channel, content: `${fake.mention} first` })
    const thread = await fake.until(() => fake.threads(channel)[0], 'the thread', patienceMs)
    const said = () => fake.botMessages(thread).filter(({ content }) => content !== '')
    await fake.until(() => said().length === 1, 'the answer', patienceMs)
    expect(thread.id).toBe(asked.id)
    fake.say({ user: ann, channel: thread, content: 'second' })
    await fake.until(() => said().length === 2, 'the second answer', patienceMs)
    expect(host.requests.at(-1)?.messages.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'user',
    ])
    expect(fake.botMessages(channel).filter(({ ephemeral }) => !ephemeral)).toEqual([])
    expect(fake.violations).toEqual([])
  } finally {
    await app.stop()
    await host.close()
    await fake.close()
  }
})
