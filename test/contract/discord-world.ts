import { discordFormat } from '../../src/bots/discord/format.ts'
import { startFakeDiscord } from '../fakes/discord/fake-discord.ts'
import type { SeenMessage } from '../fakes/discord/reading.ts'
import type { FakeChannel, FakeInteraction, FakeMessage, FakeUser } from '../fakes/discord/types.ts'
import { patienceMs } from './world.ts'
import type { Said, SharedFile, World } from './world.ts'

type Ref =
  | { readonly kind: 'message'; readonly channel: FakeChannel; readonly message: FakeMessage }
  | { readonly kind: 'slash'; readonly channel: FakeChannel; readonly interaction: FakeInteraction }

/** A guild with as many channels and members as the conversation names. */
export async function discordWorld(options: { readonly messageContent?: boolean } = {}): Promise<World> {
  // A shorter window than Discord's: the bot has to learn it from the headers.
  const fake = await startFakeDiscord({ messageWindowMs: 1_000, windowScale: 0.2, ...options })
  const owner = fake.user({ name: 'owner' })
  const guild = fake.guild({ name: 'Guild', owner })
  const people = new Map<string, FakeUser>()
  const channels = new Map<string, FakeChannel>()

  function person(name: string): FakeUser {
    const user = people.get(name) ?? fake.user({ name, in: [guild] })
    people.set(name, user)
    return user
  }

  function channelOf(name: string): FakeChannel {
    const channel = channels.get(name) ?? fake.channel(guild, { name })
    channels.set(name, channel)
    return channel
  }

  function say(
    by: string,
    channel: FakeChannel,
    content: string,
    replyTo?: SeenMessage,
    files: readonly SharedFile[] = [],
  ): Said {
    const attachments = files.map(({ name, type, content: data }) => ({ name, type, data }))
    const message = fake.say({ user: person(by), channel, content, attachments, ...(replyTo && { replyTo }) })
    const ref: Ref = { kind: 'message', channel, message }
    return { by, where: channel.guildId === undefined ? 'dm' : 'channel', ref }
  }

  /** Parts reply one to the other, so that answers side by side can be told apart. */
  function partsOf(said: Said): readonly SeenMessage[] {
    const ref = said.ref as Ref
    const messages = fake.botMessages(ref.channel)
    const first =
      ref.kind === 'slash'
        ? fake.response(ref.interaction).message
        : messages.find((message) => message.replyTo === ref.message.id)
    const parts: SeenMessage[] = []
    for (let part = first; part !== undefined;) {
      parts.push(part)
      const { id } = part
      part = messages.find((message) => message.replyTo === id)
    }
    return parts
  }

  function buttonsOf(said: Said): readonly { readonly message: SeenMessage; readonly customId: string }[] {
    return partsOf(said).flatMap((message) =>
      message.components.flatMap((row) =>
        (row.components as { readonly custom_id: string }[]).map((one) => ({
          message,
          customId: one.custom_id,
        })),
      ),
    )
  }

  return {
    platform: 'discord',
    environment: { DISCORD_TOKEN: fake.token, DISCORD_API_URL: fake.url },
    mention: (by, text, channel = 'general', files = []) =>
      say(by, channelOf(channel), `${fake.mention} ${text}`, undefined, files),
    goOn(by, after, text) {
      const { channel } = after.ref as Ref
      return channel.guildId === undefined
        ? say(by, channel, text)
        : say(by, channel, text, partsOf(after).at(-1))
    },
    chatter: (by, text, channel = 'general') => say(by, channelOf(channel), text),
    direct: (by, text) => say(by, fake.dm(person(by)), text),
    command(by, name, text, channelName = 'general') {
      const channel = channelOf(channelName)
      const options = name === 'ask' ? { question: text } : {}
      const interaction = fake.slash({ user: person(by), channel, name, options })
      return { by, where: 'channel', ref: { kind: 'slash', channel, interaction } satisfies Ref }
    },
    hands: {
      edit(said, text) {
        const ref = said.ref as Ref
        if (ref.kind === 'message') fake.editMessage(ref.message, `${fake.mention} ${text}`)
      },
      remove(said) {
        const ref = said.ref as Ref
        if (ref.kind === 'message') fake.deleteMessage(ref.message)
      },
      offered: (said) => buttonsOf(said).map(({ customId }) => customId.split(':')[0] ?? ''),
      press(by, said, action) {
        const button = buttonsOf(said).find(({ customId }) => customId.startsWith(`${action}:`))
        if (button === undefined) throw new Error(`nothing offers to ${action}`)
        fake.click({ user: person(by), ...button })
      },
    },
    redeliver: () => fake.gateway.redeliver(1),
    answers: (said) => partsOf(said).map((part) => part.content),
    screen: (said) =>
      partsOf(said)
        .map((part) => part.content)
        .join('\n'),
    files: (said) =>
      partsOf(said).flatMap(({ attachments }) =>
        attachments.map(({ filename, text }) => ({ name: filename, text })),
      ),
    rendered: (markdown) => discordFormat.render(markdown),
    privately(name) {
      const user = person(name)
      const direct = fake.botMessages(fake.dm(user)).map((message) => message.content)
      const ephemeral = [...channels.values()].flatMap((channel) =>
        fake.messages(channel).filter((message) => message.ephemeralFor === user.id),
      )
      return [...direct, ...ephemeral.map((message) => message.content)]
    },
    pingedAnybody: () =>
      [...channels.values()].some((channel) =>
        fake.botMessages(channel).some((message) => message.pingsAnybody),
      ),
    violations: () => fake.violations,
    dropConnections: () => fake.gateway.drop({ resumable: true }),
    async set(name, value) {
      const channel = channelOf('general')
      await fake.until(() => fake.commands().length > 0, 'the commands', patienceMs)
      const asked = fake.slash({ user: owner, channel, name: 'config set', options: { name, value } })
      const said = (): string | undefined => fake.response(asked).message?.content
      await fake.until(() => said()?.includes(`\`${value}\``), `${name} to be ${value}`, patienceMs)
    },
    failNextWrite(status, carriedOut) {
      const route = '/channels/:id/messages'
      fake.fail({ method: 'POST', route }, { kind: 'status', status, carriedOut })
    },
    until: (look, what) => fake.until(look, what, patienceMs),
    close: () => fake.close(),
  }
}
