import { GatewayIntentBits as intents } from 'discord.js'
import { mentionableText, resolvePings, type Allowed } from './mentions.ts'
import { renderChannel, renderMember, renderUser } from './render.ts'
import { renderEmoji, renderMessageEvent, renderNonce } from './render-message.ts'
import { timeOf } from './snowflake.ts'
import {
  messageFlags,
  type FakeAttachment,
  type FakeChannel,
  type FakeInteraction,
  type FakeMessage,
  type FakeUser,
  type Json,
  type Reference,
  type Version,
} from './types.ts'
import { findMessage, guildOf, type World } from './world.ts'

/** A message about to be said, already checked. */
export interface Draft {
  readonly id?: string
  readonly author: FakeUser
  readonly channel: FakeChannel
  readonly type: number
  readonly content: string
  readonly embeds?: readonly Json[]
  readonly components?: readonly Json[]
  readonly attachments?: readonly FakeAttachment[]
  readonly flags?: number
  readonly nonce?: string | number | undefined
  readonly allowed: Allowed | undefined
  readonly mentionDefaults: readonly string[]
  readonly replyTo?: FakeMessage | undefined
  /** What it refers to without being a reply; left out, `replyTo`. */
  readonly reference?: Reference
  readonly ephemeralFor?: string | undefined
  readonly interaction?: FakeInteraction | undefined
  readonly webhookId?: string | undefined
}

/** What an edit changes; what is left out stays. */
export interface Change {
  readonly content?: string
  readonly embeds?: readonly Json[]
  readonly components?: readonly Json[]
  readonly attachments?: readonly FakeAttachment[]
  readonly flags?: number
  readonly allowed: Allowed | undefined
  readonly mentionDefaults: readonly string[]
}

/** The two default sets of `allowed_mentions.parse`. */
export const mentionDefaults = { message: ['users', 'roles', 'everyone'], webhook: ['users'] } as const

export function postMessage(world: World, draft: Draft): FakeMessage {
  const { channel } = draft
  const id = draft.id ?? world.newId()
  const content = draft.content.trim()
  const components = draft.components ?? []
  const pings = resolvePings(world, {
    channel,
    authorId: draft.author.id,
    text: mentionableText(content, components),
    allowed: draft.allowed,
    defaults: draft.mentionDefaults,
    replyTo: draft.replyTo,
  })
  const shown = { content, embeds: draft.embeds ?? [], components, attachments: draft.attachments ?? [] }
  const createdAt = timeOf(id)
  const message: FakeMessage = {
    id,
    channelId: channel.id,
    author: draft.author,
    type: draft.type,
    createdAt,
    editedAt: undefined,
    ...shown,
    mentions: pings.users,
    mentionRoles: pings.roles,
    mentionEveryone: pings.everyone,
    flags: draft.flags ?? 0,
    reference:
      draft.reference ??
      (draft.replyTo && { channelId: channel.id, messageId: draft.replyTo.id, guildId: channel.guildId }),
    nonce: draft.nonce,
    ephemeralFor: draft.ephemeralFor,
    interaction: draft.interaction,
    webhookId: draft.webhookId,
    reactions: new Map(),
    threadId: undefined,
    deleted: false,
    versions: [{ at: Date.now(), ...shown, pings }],
  }
  const inChannel = world.messages.get(channel.id) ?? new Map<string, FakeMessage>()
  world.messages.set(channel.id, inChannel.set(id, message))
  if (message.ephemeralFor !== undefined) return message
  channel.lastMessageId = id
  endTyping(world, channel.id, draft.author.id)
  if (channel.thread) {
    channel.thread.messageCount += 1
    if (channel.thread.archived) setArchived(world, channel, false)
  }
  emitMessage(world, 'MESSAGE_CREATE', message)
  return message
}

/** Applies an edit. False when nothing visible changed. */
export function changeMessage(world: World, message: FakeMessage, change: Change): boolean {
  const channel = world.channels.get(message.channelId)
  if (!channel) return false
  const before = shownOf(message)
  const flagsBefore = message.flags
  if (change.content !== undefined) message.content = change.content.trim()
  if (change.embeds) message.embeds = change.embeds
  if (change.components) message.components = change.components
  if (change.attachments) message.attachments = change.attachments
  if (change.flags !== undefined) message.flags = change.flags
  const replyTo = message.reference && findMessage(world, message.channelId, message.reference.messageId)
  const parses = change.content !== undefined || (message.flags & messageFlags.componentsV2) !== 0
  const pings = parses
    ? resolvePings(world, {
        channel,
        authorId: message.author.id,
        text: mentionableText(message.content, message.components),
        allowed: change.allowed,
        defaults: change.mentionDefaults,
        replyTo,
      })
    : { users: [], roles: [], everyone: false }
  if (parses) {
    message.mentions = pings.users
    message.mentionRoles = pings.roles
    message.mentionEveryone = pings.everyone
  }
  const changed = JSON.stringify(before) !== JSON.stringify(shownOf(message)) || flagsBefore !== message.flags
  message.editedAt = Date.now()
  const version: Version = {
    at: message.editedAt,
    content: message.content,
    embeds: message.embeds,
    components: message.components,
    attachments: message.attachments,
    pings,
  }
  message.versions.push(version)
  if (message.ephemeralFor === undefined) emitMessage(world, 'MESSAGE_UPDATE', message)
  return changed
}

export function removeMessage(world: World, message: FakeMessage): void {
  message.deleted = true
  const channel = world.channels.get(message.channelId)
  if (!channel || message.ephemeralFor !== undefined) return
  world.emit({
    name: 'MESSAGE_DELETE',
    intents: messageIntent(channel),
    guildId: channel.guildId,
    channel,
    data: () => ({
      id: message.id,
      channel_id: channel.id,
      ...(channel.guildId === undefined ? {} : { guild_id: channel.guildId }),
    }),
  })
}

/** Adds or takes away a reaction; false when there was nothing to do. */
export function react(
  world: World,
  message: FakeMessage,
  user: FakeUser,
  emoji: string,
  on: boolean,
): boolean {
  const users = message.reactions.get(emoji) ?? new Set<string>()
  if (users.has(user.id) === on) return false
  if (on) users.add(user.id)
  else users.delete(user.id)
  if (users.size === 0) message.reactions.delete(emoji)
  else message.reactions.set(emoji, users)
  const channel = world.channels.get(message.channelId)
  if (!channel) return true
  const guild = guildOf(world, channel)
  const member = guild?.members.get(user.id)
  world.emit({
    name: on ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE',
    intents: guild ? intents.GuildMessageReactions : intents.DirectMessageReactions,
    guildId: channel.guildId,
    channel,
    data: () => ({
      user_id: user.id,
      channel_id: channel.id,
      message_id: message.id,
      emoji: renderEmoji(emoji),
      burst: false,
      type: 0,
      ...(guild ? { guild_id: guild.id } : {}),
      ...(on ? { message_author_id: message.author.id } : {}),
      ...(on && member ? { member: { ...renderMember(member), user: renderUser(user) } } : {}),
    }),
  })
  return true
}

/** Starts, or prolongs, somebody's typing indicator: it lasts 10 s or until their next message. */
export function startTyping(world: World, channel: FakeChannel, user: FakeUser): void {
  const marks = world.typing.get(channel.id) ?? []
  const at = Date.now()
  endTyping(world, channel.id, user.id)
  world.typing.set(channel.id, [...marks, { userId: user.id, at, until: at + 10_000 }])
  const guild = guildOf(world, channel)
  const member = guild?.members.get(user.id)
  world.emit({
    name: 'TYPING_START',
    intents: guild ? intents.GuildMessageTyping : intents.DirectMessageTyping,
    guildId: channel.guildId,
    channel,
    data: () => ({
      channel_id: channel.id,
      user_id: user.id,
      timestamp: Math.floor(at / 1000),
      ...(guild ? { guild_id: guild.id } : {}),
      ...(member ? { member: { ...renderMember(member), user: renderUser(user) } } : {}),
    }),
  })
}

export function setArchived(world: World, thread: FakeChannel, archived: boolean): void {
  if (!thread.thread) return
  thread.thread.archived = archived
  emitThread(world, 'THREAD_UPDATE', thread)
}

export function emitThread(world: World, name: 'THREAD_CREATE' | 'THREAD_UPDATE', thread: FakeChannel): void {
  world.emit({
    name,
    intents: intents.Guilds,
    guildId: thread.guildId,
    channel: thread,
    data: () => ({
      ...renderChannel(world, thread),
      ...(name === 'THREAD_CREATE' ? { newly_created: true } : {}),
    }),
  })
}

export function emitMessage(
  world: World,
  name: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE',
  message: FakeMessage,
): void {
  const channel = world.channels.get(message.channelId)
  if (!channel) return
  world.emit({
    name,
    intents: messageIntent(channel),
    guildId: channel.guildId,
    channel,
    data: (viewer) => ({
      ...renderMessageEvent(world, message, viewer),
      ...(name === 'MESSAGE_CREATE' ? renderNonce(message) : {}),
    }),
  })
}

function messageIntent(channel: FakeChannel): number {
  return channel.type === 1 ? intents.DirectMessages : intents.GuildMessages
}

function endTyping(world: World, channelId: string, userId: string): void {
  const now = Date.now()
  for (const mark of world.typing.get(channelId) ?? []) {
    if (mark.userId === userId && mark.until > now) mark.until = now
  }
}

function shownOf(message: FakeMessage): unknown {
  return [
    message.content,
    message.embeds,
    message.components,
    message.attachments.map((attachment) => attachment.id),
  ]
}
