import { iso, renderChannel, renderMember, renderUser } from './render.ts'
import type { FakeAttachment, FakeMessage, Json } from './types.ts'
import { findMessage, guildOf, type Viewer, type World } from './world.ts'

export function renderAttachment(attachment: FakeAttachment): Json {
  return {
    id: attachment.id,
    filename: attachment.filename,
    size: attachment.data.byteLength,
    url: attachment.url,
    proxy_url: attachment.url,
    content_type: attachment.contentType,
    ...(attachment.description === undefined ? {} : { description: attachment.description }),
  }
}

/**
 * A message as the bot gets it. Without the Message Content intent the user's content is empty, but for the bot's
 * own messages, DMs and messages which mention the bot itself (a reply that pings it among them):
 * https://docs.discord.com/developers/events/gateway#message-content-intent. A mention of its role does not count.
 */
export function renderMessage(world: World, message: FakeMessage, viewer: Viewer, nested = false): Json {
  const channel = world.channels.get(message.channelId)
  const readable =
    viewer.readsContent ||
    channel?.type === 1 ||
    message.author.id === world.bot.id ||
    message.mentions.includes(world.bot.id)
  const referenced = message.reference
    ? findMessage(world, message.reference.channelId, message.reference.messageId)
    : undefined
  const thread = message.threadId === undefined ? undefined : world.channels.get(message.threadId)
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    author: renderUser(message.author),
    content: readable ? message.content : '',
    embeds: readable ? message.embeds : [],
    components: readable ? message.components : [],
    attachments: readable ? message.attachments.map(renderAttachment) : [],
    mentions: message.mentions.flatMap((id) => {
      const user = world.users.get(id)
      return user ? [renderUser(user)] : []
    }),
    mention_roles: message.mentionRoles,
    mention_everyone: message.mentionEveryone,
    timestamp: iso(message.createdAt),
    edited_timestamp: message.editedAt === undefined ? null : iso(message.editedAt),
    tts: false,
    pinned: false,
    flags: message.flags,
    ...(message.author.id === world.bot.id ? { application_id: world.bot.id } : {}),
    ...(message.webhookId === undefined ? {} : { webhook_id: message.webhookId }),
    ...(message.reactions.size === 0 ? {} : { reactions: renderReactions(world, message) }),
    ...(thread ? { thread: renderChannel(world, thread) } : {}),
    ...(message.interaction?.type === 2
      ? {
          interaction_metadata: {
            id: message.interaction.id,
            type: message.interaction.type,
            user: renderUser(message.interaction.user),
            authorizing_integration_owners: {},
          },
        }
      : {}),
    ...(message.reference
      ? {
          message_reference: {
            type: 0,
            channel_id: message.reference.channelId,
            message_id: message.reference.messageId,
            ...(message.reference.guildId === undefined ? {} : { guild_id: message.reference.guildId }),
          },
        }
      : {}),
    // One level only: a referenced message has none of its own.
    ...(message.reference && !nested
      ? {
          referenced_message:
            referenced && !referenced.deleted ? renderMessage(world, referenced, viewer, true) : null,
        }
      : {}),
  }
}

/**
 * The nonce, which only the create's answer and MESSAGE_CREATE carry: Discord does not keep it with the message
 * (discord.py#2451).
 */
export function renderNonce(message: FakeMessage): Json {
  return message.nonce === undefined ? {} : { nonce: message.nonce }
}

/** What MESSAGE_CREATE and MESSAGE_UPDATE add to a message. */
export function renderMessageEvent(world: World, message: FakeMessage, viewer: Viewer): Json {
  const channel = world.channels.get(message.channelId)
  const guild = channel ? guildOf(world, channel) : undefined
  const base = renderMessage(world, message, viewer)
  if (!guild) return { ...base, channel_type: channel?.type }
  const member = guild.members.get(message.author.id)
  return {
    ...base,
    channel_type: channel?.type,
    guild_id: guild.id,
    ...(member ? { member: renderMember(member) } : {}),
    mentions: message.mentions.flatMap((id) => {
      const user = world.users.get(id)
      const mentioned = guild.members.get(id)
      if (!user) return []
      return [mentioned ? { ...renderUser(user), member: renderMember(mentioned) } : renderUser(user)]
    }),
  }
}

function renderReactions(world: World, message: FakeMessage): Json[] {
  return [...message.reactions].map(([emoji, users]) => ({
    emoji: renderEmoji(emoji),
    count: users.size,
    count_details: { burst: 0, normal: users.size },
    burst_colors: [],
    me_burst: false,
    burst_me: false,
    me: users.has(world.bot.id),
    burst_count: 0,
  }))
}

/** `👍`, or `name:id` for a custom one. */
export function renderEmoji(emoji: string): Json {
  const [name = emoji, id] = emoji.split(':')
  return { id: id ?? null, name }
}
