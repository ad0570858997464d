import { basePermissions } from './permissions.ts'
import { timeOf } from './snowflake.ts'
import type {
  FakeAttachment,
  FakeChannel,
  FakeGuild,
  FakeMember,
  FakeMessage,
  FakeRole,
  FakeUser,
  Json,
} from './types.ts'
import { findMessage, guildOf, type RegisteredCommand, type Viewer, type World } from './world.ts'

export function renderUser(user: FakeUser): Json {
  return {
    id: user.id,
    username: user.name.toLowerCase().replaceAll(/[^a-z0-9_.]/g, '_'),
    discriminator: user.bot ? '0001' : '0',
    global_name: user.bot ? null : user.name,
    avatar: null,
    primary_guild: null,
    bot: user.bot,
    public_flags: 0,
    flags: 0,
  }
}

export function renderMember(member: FakeMember): Json {
  return {
    nick: member.nick ?? null,
    roles: [...member.roleIds],
    joined_at: iso(member.joinedAt),
    premium_since: null,
    avatar: null,
    banner: null,
    communication_disabled_until: null,
    pending: false,
    deaf: false,
    mute: false,
    flags: 0,
  }
}

export function renderRole(role: FakeRole): Json {
  return {
    id: role.id,
    name: role.name,
    permissions: role.permissions.toString(),
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    managed: role.botId !== undefined,
    mentionable: role.mentionable,
    position: role.position,
    flags: 0,
    description: null,
    ...(role.botId === undefined ? {} : { tags: { bot_id: role.botId } }),
  }
}

export function renderChannel(world: World, channel: FakeChannel): Json {
  const common = {
    id: channel.id,
    type: channel.type,
    last_message_id: channel.lastMessageId ?? null,
    flags: 0,
  }
  if (channel.type === 1) {
    return { ...common, recipients: channel.recipient ? [renderUser(channel.recipient)] : [] }
  }
  const placed = {
    ...common,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId ?? null,
  }
  if (channel.thread) {
    const { thread } = channel
    return {
      ...placed,
      owner_id: channel.ownerId,
      rate_limit_per_user: 0,
      message_count: thread.messageCount,
      total_message_sent: thread.messageCount,
      member_count: Math.min(thread.members.size, 50),
      bitrate: 64000,
      user_limit: 0,
      rtc_region: null,
      thread_metadata: {
        archived: thread.archived,
        locked: thread.locked,
        auto_archive_duration: thread.autoArchiveMinutes,
        archive_timestamp: iso(timeOf(channel.id)),
        create_timestamp: iso(timeOf(channel.id)),
        ...(channel.type === 12 ? { invitable: true } : {}),
      },
      ...(thread.members.has(world.bot.id) ? { member: renderThreadMember(channel, world.bot.id) } : {}),
    }
  }
  return {
    ...placed,
    position: 0,
    nsfw: false,
    topic: null,
    rate_limit_per_user: 0,
    permission_overwrites: [...channel.overwrites].map(([id, overwrite]) => ({
      id,
      type: overwrite.kind === 'role' ? 0 : 1,
      allow: overwrite.allow.toString(),
      deny: overwrite.deny.toString(),
    })),
    ...(channel.type === 15
      ? {
          available_tags: [],
          default_reaction_emoji: null,
          default_sort_order: null,
          default_forum_layout: 0,
        }
      : {}),
    ...(channel.type === 2 ? { bitrate: 64000, user_limit: 0, rtc_region: null } : {}),
  }
}

export function renderThreadMember(thread: FakeChannel, userId: string): Json {
  return { id: thread.id, user_id: userId, join_timestamp: iso(timeOf(thread.id)), flags: 0 }
}

/** A guild as REST gives it; GUILD_CREATE adds to it. */
export function renderGuild(world: World, guild: FakeGuild): Json {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    splash: null,
    discovery_splash: null,
    home_header: null,
    banner: null,
    owner_id: guild.ownerId,
    application_id: null,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    roles: [...guild.roles.values()].map(renderRole),
    default_message_notifications: 0,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: guild.locale,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    features: [],
    incidents_data: null,
    permissions: basePermissions(guild, world.bot.id).toString(),
  }
}

/** What the gateway sends for a guild: without the Server Members intent, of all members only the bot itself. */
export function renderGuildCreate(
  world: World,
  guild: FakeGuild,
  sees: (channel: FakeChannel) => boolean,
): Json {
  const channels = [...world.channels.values()].filter(
    (channel) => channel.guildId === guild.id && !channel.deleted,
  )
  const self = guild.members.get(world.bot.id)
  return {
    ...renderGuild(world, guild),
    joined_at: iso(self?.joinedAt ?? Date.now()),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    members: self ? [{ ...renderMember(self), user: renderUser(self.user) }] : [],
    channels: channels.filter((channel) => !channel.thread).map((channel) => renderChannel(world, channel)),
    threads: channels
      .filter((channel) => channel.thread && !channel.thread.archived && sees(channel))
      .map((channel) => renderChannel(world, channel)),
  }
}

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
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
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

export function renderCommand(world: World, command: RegisteredCommand): Json {
  return {
    description: '',
    default_member_permissions: null,
    nsfw: false,
    dm_permission: true,
    integration_types: [0],
    contexts: null,
    ...command.definition,
    id: command.id,
    application_id: world.bot.id,
    version: command.version,
    ...(command.guildId === undefined ? {} : { guild_id: command.guildId }),
  }
}

export function iso(at: number): string {
  return new Date(at).toISOString().replace('Z', '000+00:00')
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
