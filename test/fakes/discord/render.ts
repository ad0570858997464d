import { basePermissions } from './permissions.ts'
import { timeOf } from './snowflake.ts'
import type { FakeChannel, FakeGuild, FakeMember, FakeRole, FakeUser, Json } from './types.ts'
import type { RegisteredCommand, World } from './world.ts'

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
