import { pingsAnybody } from './mentions.ts'
import { timeOf } from './snowflake.ts'
import {
  messageFlags,
  type FakeAttachment,
  type FakeChannel,
  type FakeInteraction,
  type FakeMessage,
  type FakeUser,
  type Json,
  type Pings,
  type Version,
} from './types.ts'
import { findMessage, type World } from './world.ts'

/** A message as a person sees it, at the time it was asked for: it does not change afterwards. */
export interface SeenMessage {
  readonly id: string
  readonly channelId: string
  readonly author: FakeUser
  readonly fromBot: boolean
  /** Discord's message type: 0 plain, 19 reply, 20 slash answer, 23 context menu answer. */
  readonly type: number
  readonly createdAt: number
  readonly editedAt: number | undefined
  readonly deleted: boolean
  readonly content: string
  readonly embeds: readonly Json[]
  readonly components: readonly Json[]
  readonly attachments: readonly SeenAttachment[]
  readonly flags: number
  /** "… is thinking": deferred and not yet answered. */
  readonly loading: boolean
  readonly replyTo: string | undefined
  /** The person an ephemeral message is shown to; `ephemeral` is whether it is one. */
  readonly ephemeral: boolean
  readonly ephemeralFor: string | undefined
  readonly nonce: string | number | undefined
  readonly threadId: string | undefined
  /** Users (ids) by emoji. */
  readonly reactions: Readonly<Record<string, readonly string[]>>
  /** Everything it ever said: the create first, then each edit. */
  readonly versions: readonly Version[]
  /** Everybody pinged by any version. */
  readonly pinged: Pings
  /** Whether any version pinged anybody at all. */
  readonly pingsAnybody: boolean
}

export interface SeenAttachment {
  readonly filename: string
  readonly contentType: string
  /** The alt text. */
  readonly description: string | undefined
  readonly data: Uint8Array
  /** `data` as UTF-8. */
  readonly text: string
  readonly url: string
}

/** How an interaction looks to the person who started it. */
export interface SeenResponse {
  /**
   * `waiting`: less than 3 s and no answer. `failed`: "The application did not respond". `thinking`: deferred.
   * `acknowledged`: a component's silent answer.
   */
  readonly state: 'waiting' | 'failed' | 'thinking' | 'answered' | 'acknowledged' | 'modal' | 'choices'
  readonly answeredAfterMs: number | undefined
  readonly message: SeenMessage | undefined
  readonly followUps: readonly SeenMessage[]
  readonly modal: Json | undefined
  readonly choices: readonly { readonly name: string; readonly value: string | number }[]
}

export interface MessageRef {
  readonly id: string
  readonly channelId: string
}

export interface Reader {
  /** Messages of a channel, oldest first; ephemeral ones among them. Deleted ones only with `deleted`. */
  messages(channel: FakeChannel, options?: { readonly deleted?: boolean }): SeenMessage[]
  /** Only what the bot said there. */
  botMessages(channel: FakeChannel): SeenMessage[]
  /** Throws when there never was such a message. */
  message(ref: MessageRef): SeenMessage
  /** Ids of those who are typing there now. */
  typing(channel: FakeChannel): string[]
  /** How often the bot has asked for the typing indicator there. */
  typingCount(channel: FakeChannel): number
  response(interaction: FakeInteraction): SeenResponse
  /** Threads under a channel, oldest first. */
  threads(channel: FakeChannel): FakeChannel[]
}

export function createReader(world: World): Reader {
  const seen = (message: FakeMessage): SeenMessage => see(world, message)
  const reader: Reader = {
    messages: (channel, { deleted = false } = {}) =>
      [...(world.messages.get(channel.id)?.values() ?? [])]
        .filter((message) => deleted || !message.deleted)
        .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
        .map(seen),
    botMessages: (channel) => reader.messages(channel).filter((message) => message.fromBot),
    message(ref) {
      const message = findMessage(world, ref.channelId, ref.id)
      if (!message) throw new Error(`there is no message ${ref.id}`)
      return seen(message)
    },
    typing(channel) {
      const now = Date.now()
      const marks = world.typing.get(channel.id) ?? []
      return [...new Set(marks.filter((mark) => mark.until > now).map((mark) => mark.userId))]
    },
    typingCount: (channel) =>
      (world.typing.get(channel.id) ?? []).filter((mark) => mark.userId === world.bot.id).length,
    response: (interaction) => responseOf(world, interaction),
    threads: (channel) =>
      [...world.channels.values()].filter((one) => one.thread && one.parentId === channel.id && !one.deleted),
  }
  return reader
}

function responseOf(world: World, interaction: FakeInteraction): SeenResponse {
  const find = (id: string): SeenMessage[] => {
    const message = findMessage(world, interaction.channelId, id)
    return message && !message.deleted ? [see(world, message)] : []
  }
  const { answer } = interaction
  const [message] = interaction.originalId === undefined ? [] : find(interaction.originalId)
  const base = {
    answeredAfterMs: answer && answer.at - interaction.createdAt,
    message,
    followUps: interaction.followupIds.flatMap(find),
    modal: undefined,
    choices: [],
  }
  if (!answer) {
    const late = world.awake.now() - interaction.awakeAt > world.interactionDeadlineMs
    return { ...base, state: late ? 'failed' : 'waiting' }
  }
  if (answer.type === 9) return { ...base, state: 'modal', modal: answer.data }
  if (answer.type === 8) {
    return { ...base, state: 'choices', choices: (answer.data?.choices ?? []) as SeenResponse['choices'] }
  }
  if (message?.loading) return { ...base, state: 'thinking' }
  return { ...base, state: answer.type === 6 ? 'acknowledged' : 'answered' }
}

function see(world: World, message: FakeMessage): SeenMessage {
  const pinged: Pings = {
    users: [...new Set(message.versions.flatMap((version) => version.pings.users))],
    roles: [...new Set(message.versions.flatMap((version) => version.pings.roles))],
    everyone: message.versions.some((version) => version.pings.everyone),
  }
  return {
    id: message.id,
    channelId: message.channelId,
    author: message.author,
    fromBot: message.author.id === world.bot.id,
    type: message.type,
    createdAt: timeOf(message.id),
    editedAt: message.editedAt,
    deleted: message.deleted,
    content: message.content,
    embeds: message.embeds,
    components: message.components,
    attachments: message.attachments.map(seeAttachment),
    flags: message.flags,
    loading: (message.flags & messageFlags.loading) !== 0,
    replyTo: message.reference?.messageId,
    ephemeral: message.ephemeralFor !== undefined,
    ephemeralFor: message.ephemeralFor,
    nonce: message.nonce,
    threadId: message.threadId,
    reactions: Object.fromEntries([...message.reactions].map(([emoji, users]) => [emoji, [...users]])),
    versions: [...message.versions],
    pinged,
    pingsAnybody: pingsAnybody(pinged),
  }
}

function seeAttachment(attachment: FakeAttachment): SeenAttachment {
  const { filename, contentType, description, data, url } = attachment
  return { filename, contentType, description, data, text: Buffer.from(data).toString('utf8'), url }
}
