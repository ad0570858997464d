import { Events, GatewayIntentBits as intents, type Message } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { createClient, everyIntent, login, openScene, type Scene } from './test-client.ts'

/** Texts the client hears, in their order. */
async function listen(scene: Scene, wanted: readonly number[] = everyIntent) {
  const heard: string[] = []
  // Without the client's pause of 5 s between two IDENTIFYs.
  const ws = { buildIdentifyThrottler: () => Promise.resolve({ waitForIdentify: () => Promise.resolve() }) }
  const client = await login(scene.fake, { intents: [...wanted], ws })
  client.on('messageCreate', (message: Message) => void heard.push(message.content))
  return { client, heard }
}

describe('identify', () => {
  test('a wrong token is refused', async () => {
    const { fake } = await openScene()
    await expect(createClient(fake).login(`${fake.token}x`)).rejects.toThrow(/token/i)
  })

  test('an intent that is off in the portal closes with 4014', async () => {
    const { fake } = await openScene({ messageContent: false })
    await expect(login(fake)).rejects.toThrow(/disallowed intents/i)
    await expect(login(fake, { intents: [intents.Guilds] })).resolves.toBeDefined()
  })

  test('a revoked token ends the connection', async () => {
    const { fake } = await openScene()
    const client = await login(fake)
    const ended = new Promise<number>((resolve) =>
      client.on(Events.ShardDisconnect, ({ code }) => resolve(code)),
    )
    fake.revokeToken()
    expect(await ended).toBe(4004)
    await expect(client.users.fetch(fake.bot.id, { force: true })).rejects.toMatchObject({ status: 401 })
  })
})

describe('what a session gets', () => {
  test('content without the intent: DMs, mentions, replies that ping, and nothing else', async () => {
    const scene = await openScene({ messageContent: false })
    const { fake, channel, guild, ann } = scene
    const { client, heard } = await listen(scene, [
      intents.Guilds,
      intents.GuildMessages,
      intents.DirectMessages,
    ])
    const real = await client.channels.fetch(channel.id)
    if (!real?.isSendable()) throw new Error('no text channel')
    const own = await real.send('from the bot')
    fake.say({ user: ann, channel, content: 'private' })
    fake.say({ user: ann, channel, content: `${fake.mention} for you` })
    fake.say({ user: ann, channel, content: `${fake.roleMention(guild)} for the role` })
    fake.say({ user: ann, channel, content: 'loud', replyTo: own })
    fake.say({ user: ann, channel, content: 'quiet', replyTo: own, pingReplied: false })
    fake.say({ user: ann, channel: fake.dm(ann), content: 'dm' })
    await fake.until(() => heard.length === 7, 'all messages')
    expect(heard).toEqual(['from the bot', '', `${fake.mention} for you`, '', 'loud', '', 'dm'])
    const history = await real.messages.fetch({ limit: 10, cache: false })
    expect([...history.values()].map((message) => message.content)).not.toContain('private')
  })

  test('no channel it does not see, no event it did not ask for', async () => {
    const scene = await openScene()
    const { fake, channel, guild, ann } = scene
    const hidden = fake.channel(guild, { name: 'hidden' })
    fake.overwrite(hidden, 'bot', { deny: ['ViewChannel'] })
    const { heard } = await listen(scene, [intents.Guilds, intents.GuildMessages, intents.MessageContent])
    fake.say({ user: ann, channel: hidden, content: 'hidden' })
    fake.say({ user: ann, channel: fake.dm(ann), content: 'dm' })
    fake.say({ user: ann, channel, content: 'seen' })
    await fake.until(() => heard.includes('seen'), 'the message')
    expect(heard).toEqual(['seen'])
  })

  test('a reply carries what it answers; a preview is no edit', async () => {
    const { fake, channel, ann } = await openScene()
    const client = await login(fake)
    const replies: (string | null | undefined)[] = []
    const edits: (number | null)[] = []
    client.on('messageCreate', (message) => void replies.push(message.reference?.messageId))
    client.on('messageUpdate', (_, message) => void edits.push(message.editedTimestamp))
    const first = fake.say({ user: ann, channel, content: 'https://example.com' })
    fake.say({ user: ann, channel, content: 'yes', replyTo: first })
    fake.unfurl(first)
    fake.editMessage(first, 'changed')
    await fake.until(() => edits.length === 2, 'both updates')
    expect(replies).toEqual([undefined, first.id])
    expect(edits).toEqual([null, fake.message(first).editedAt])
  })

  test('threads, forum posts and their messages', async () => {
    const scene = await openScene()
    const { fake, channel, guild, ann } = scene
    const { client, heard } = await listen(scene)
    const threads: string[] = []
    client.on('threadCreate', (thread) => void threads.push(thread.name))
    const said = fake.say({ user: ann, channel, content: 'start' })
    const thread = fake.openThread({ user: ann, channel, name: 'talk', from: said })
    fake.say({ user: ann, channel: thread, content: 'inside' })
    const forum = fake.channel(guild, { kind: 'forum' })
    const post = fake.forumPost({ user: ann, channel: forum, name: 'post', content: 'first' })
    await fake.until(() => heard.includes('first'), 'the post')
    expect(threads).toEqual(['talk', 'post'])
    expect(heard).toEqual(['start', '', 'inside', 'first'])
    expect(thread.id).toBe(said.id)
    expect(post.message.id).toBe(post.thread.id)
    const real = await client.channels.fetch(post.thread.id)
    if (!real?.isThread()) throw new Error('no thread')
    expect((await real.fetchStarterMessage())?.content).toBe('first')
    const archived = new Promise<boolean | null>((resolve) =>
      client.once('threadUpdate', (_, changed) => resolve(changed.archived)),
    )
    fake.archive(thread)
    expect(await archived).toBe(true)
    expect(fake.violations).toEqual([])
  })
})

describe('faults', () => {
  test('a lost socket is resumed, and what was missed replayed', async () => {
    const scene = await openScene()
    const { fake, channel, ann } = scene
    const { heard } = await listen(scene)
    fake.say({ user: ann, channel, content: '1' })
    await fake.until(() => heard.length === 1, 'the first')
    fake.gateway.drop({})
    fake.say({ user: ann, channel, content: '2' })
    fake.say({ user: ann, channel, content: '3' })
    await fake.until(() => heard.length === 3, 'what was missed')
    expect(heard).toEqual(['1', '2', '3'])
    expect(fake.gateway.counts()).toMatchObject({ identifies: 1, resumes: 1 })
  })

  test('a polite RECONNECT is resumed as well', async () => {
    const scene = await openScene()
    const { fake, channel, ann } = scene
    const { heard } = await listen(scene)
    fake.gateway.drop({ politely: true })
    await fake.until(() => fake.gateway.counts().resumes === 1, 'the resume')
    fake.say({ user: ann, channel, content: 'after' })
    await fake.until(() => heard.length === 1, 'the message')
  })

  test('a lost session is identified anew, without what was missed', async () => {
    const scene = await openScene()
    const { fake, channel, ann } = scene
    const { heard } = await listen(scene)
    fake.gateway.drop({ resumable: false })
    fake.say({ user: ann, channel, content: 'missed' })
    await fake.until(
      () => fake.gateway.counts().identifies === 2 && fake.gateway.connected() === 1,
      'a new session',
    )
    fake.say({ user: ann, channel, content: 'after' })
    await fake.until(() => heard.length === 1, 'the message')
    expect(heard).toEqual(['after'])
  })

  test('a silent gateway is left by the client, and resumed', async () => {
    const scene = await openScene({ heartbeatIntervalMs: 150 })
    const { fake, channel, ann } = scene
    const { heard } = await listen(scene)
    const before = fake.gateway.counts().connections
    fake.gateway.setSilent(true)
    fake.say({ user: ann, channel, content: 'unheard' })
    await fake.until(() => fake.gateway.connected() === 0, 'the client to leave')
    fake.gateway.setSilent(false)
    fake.gateway.drop({})
    await fake.until(() => heard.length === 1, 'the replay')
    expect(fake.gateway.counts().connections).toBeGreaterThan(before)
  })

  test('events come twice, late and out of order', async () => {
    const scene = await openScene()
    const { fake, channel, ann } = scene
    const { client } = await listen(scene)
    // The raw packets: discord.js itself drops a second delivery while it has the message in its cache.
    const heard: string[] = []
    client.on(Events.Raw, (packet: { t: string; d: { content: string } }) => {
      if (packet.t === 'MESSAGE_CREATE') heard.push(packet.d.content)
    })
    fake.say({ user: ann, channel, content: '1' })
    fake.gateway.redeliver(1)
    const held = fake.gateway.hold()
    const second = fake.say({ user: ann, channel, content: '2' })
    fake.say({ user: ann, channel, content: '3' })
    fake.editMessage(second, 'edited later')
    held.release((events) => events.toReversed())
    await fake.until(() => heard.length === 4, 'all deliveries')
    expect(heard).toEqual(['1', '1', '3', '2'])
  })

  test('requests fail with and without being carried out', async () => {
    const { fake, channel } = await openScene({ messageWindowMs: 1 })
    const client = await login(fake, { rest: { api: fake.url, retries: 0, timeout: 1000 } })
    const real = await client.channels.fetch(channel.id)
    if (!real?.isSendable()) throw new Error('no text channel')
    const route = '/channels/:id/messages'
    fake.fail({ method: 'POST', route }, { kind: 'status', status: 503 })
    await expect(real.send('lost')).rejects.toThrow()
    fake.fail({ method: 'POST', route }, { kind: 'status', status: 500, carriedOut: true })
    await expect(real.send('said 1')).rejects.toThrow()
    fake.fail({ method: 'POST', route }, { kind: 'reset', carriedOut: true })
    await expect(real.send('said 2')).rejects.toThrow()
    const hang = fake.fail({ method: 'POST', route }, { kind: 'hang' })
    await expect(real.send('never')).rejects.toThrow()
    expect(hang.hits()).toBe(1)
    fake.fail({ method: 'POST', route }, { kind: 'rate-limit', retryAfterMs: 20, scope: 'shared' })
    await real.send('late')
    expect(fake.messages(channel).map((message) => message.content)).toEqual(['said 1', 'said 2', 'late'])
  })
})
