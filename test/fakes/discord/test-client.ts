import { Client, Events, GatewayIntentBits as intents, Partials, type ClientOptions } from 'discord.js'
import { makeRequest } from '../../../src/bots/discord/make-request.ts'
import { onTestFinished } from 'vitest'
import { startFakeDiscord, type FakeDiscord, type FakeDiscordOptions } from './fake-discord.ts'
import type { FakeChannel, FakeGuild, FakeUser, Json } from './types.ts'

export const everyIntent = [
  intents.Guilds,
  intents.GuildMessages,
  intents.GuildMessageReactions,
  intents.GuildMessageTyping,
  intents.DirectMessages,
  intents.DirectMessageReactions,
  intents.MessageContent,
]

export interface Scene {
  readonly fake: FakeDiscord
  readonly guild: FakeGuild
  readonly channel: FakeChannel
  readonly ann: FakeUser
}

/** A fake with one guild, one channel and one person, closed with the test. */
export async function openScene(options: FakeDiscordOptions = {}): Promise<Scene> {
  const fake = await startFakeDiscord(options)
  onTestFinished(() => fake.close())
  const guild = fake.guild({ name: 'Acme' })
  return { fake, guild, channel: fake.channel(guild), ann: fake.user({ name: 'Ann', in: [guild] }) }
}

/** The real client, not logged in; destroyed with the test. */
export function createClient(fake: FakeDiscord, options: Partial<ClientOptions> = {}): Client {
  const client = new Client({
    intents: everyIntent,
    partials: [Partials.Channel, Partials.Message, Partials.Reaction],
    allowedMentions: { parse: [], repliedUser: false },
    rest: { api: fake.url, makeRequest },
    ...options,
  })
  // Unheard, an error would end the process: those a test is about arrive in other ways, too.
  client.on(Events.Error, () => undefined)
  onTestFinished(() => client.destroy())
  return client
}

/** The real client, logged in and ready. */
export async function login(fake: FakeDiscord, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const client = createClient(fake, options)
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(fake.token)
  return ready
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly json: Json
}

/** A request as any program could send it, past discord.js. */
export async function raw(
  fake: FakeDiscord,
  method: string,
  path: string,
  body?: unknown,
): Promise<RawAnswer> {
  const response = await fetch(`${fake.url}/v10${path}`, {
    method,
    headers: {
      authorization: `Bot ${fake.token}`,
      'user-agent': 'DiscordBot (https://example.com, 1.0)',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    json: text === '' ? {} : (JSON.parse(text) as Json),
  }
}

/** `allowed_mentions` that ping nobody. */
export const quiet = { allowed_mentions: { parse: [] } } as const
