import { GatewayIntentBits as intents } from 'discord.js'
import { botDefaults, everyoneDefaults, permissionBits, type Permission } from './permissions.ts'
import { renderChannel, renderGuildCreate, renderMember, renderRole, renderUser } from './render.ts'
import { dmWith } from './routes-application.ts'
import { sees } from './sessions.ts'
import type { ChannelType, FakeChannel, FakeGuild, FakeMember, FakeRole, FakeUser } from './types.ts'
import { managedRoleOf, type World } from './world.ts'

export type ChannelKind = 'text' | 'announcement' | 'forum' | 'voice' | 'category'

export interface WorldBuilder {
  /** A person (or another bot), member of the guilds given. */
  user(options: {
    readonly name: string
    readonly in?: readonly FakeGuild[]
    readonly bot?: boolean
    readonly locale?: string
    /** False: DMs to them are refused. */
    readonly dmsOpen?: boolean
  }): FakeUser
  /**
   * A guild which the bot has joined, with its managed role. Without an owner, somebody unnamed owns it.
   * `botPermissions` are those of the managed role; left out, what a chat bot asks for. `everyone` are those of
   * @everyone; left out, Discord's own for a new guild: to test that the bot lacks a permission, name both.
   */
  guild(options?: {
    readonly name?: string
    readonly owner?: FakeUser
    readonly botPermissions?: readonly Permission[]
    readonly everyone?: readonly Permission[]
    readonly locale?: string
  }): FakeGuild
  role(
    guild: FakeGuild,
    options: {
      readonly name: string
      readonly permissions?: readonly Permission[]
      readonly mentionable?: boolean
    },
  ): FakeRole
  join(
    guild: FakeGuild,
    user: FakeUser,
    options?: { readonly roles?: readonly FakeRole[]; readonly nick?: string },
  ): void
  /** Gives a member exactly these roles. */
  setRoles(guild: FakeGuild, user: FakeUser, roles: readonly FakeRole[]): void
  channel(guild: FakeGuild, options?: { readonly name?: string; readonly kind?: ChannelKind }): FakeChannel
  /** The DM of a person with the bot. */
  dm(user: FakeUser): FakeChannel
  /** An overwrite of a channel for a role, a member or `everyone`; replaces the one before. */
  overwrite(
    channel: FakeChannel,
    target: FakeRole | FakeUser | 'everyone' | 'bot',
    overwrite: { readonly allow?: readonly Permission[]; readonly deny?: readonly Permission[] },
  ): void
  deleteChannel(channel: FakeChannel): void
  /** The bot is thrown out of the guild. */
  kickBot(guild: FakeGuild): void
}

export function createBuilder(world: World): WorldBuilder {
  const joined = (guild: FakeGuild, user: FakeUser, roles: readonly string[], nick?: string): FakeMember => {
    const member: FakeMember = { user, roleIds: new Set(roles), nick, joinedAt: Date.now() }
    guild.members.set(user.id, member)
    return member
  }
  const addUser: WorldBuilder['user'] = ({
    name,
    in: guilds = [],
    bot = false,
    locale = 'en-US',
    dmsOpen = true,
  }) => {
    const user: FakeUser = { id: world.newId(), name, bot, locale, dmsOpen }
    world.users.set(user.id, user)
    for (const guild of guilds) builder.join(guild, user)
    return user
  }

  const builder: WorldBuilder = {
    user: addUser,
    guild(options = {}) {
      const owner = options.owner ?? addUser({ name: 'Owner' })
      const id = world.newId()
      const { name = 'Guild', locale = 'en-US' } = options
      const guild: FakeGuild = { id, name, ownerId: owner.id, locale, roles: new Map(), members: new Map() }
      const everyone = options.everyone ? permissionBits(options.everyone) : everyoneDefaults
      const own = options.botPermissions ? permissionBits(options.botPermissions) : botDefaults
      const common = { guildId: id, mentionable: false }
      guild.roles.set(id, {
        ...common,
        id,
        name: '@everyone',
        permissions: everyone,
        botId: undefined,
        position: 0,
      })
      const managed = world.newId()
      const botId = world.bot.id
      guild.roles.set(managed, {
        ...common,
        id: managed,
        name: world.bot.name,
        permissions: own,
        botId,
        position: 1,
      })
      world.guilds.set(id, guild)
      joined(guild, owner, [])
      joined(guild, world.bot, [managed])
      world.emit({
        name: 'GUILD_CREATE',
        intents: intents.Guilds,
        guildId: id,
        data: () => renderGuildCreate(world, guild, (channel) => sees(world, channel)),
      })
      return guild
    },
    role(guild, { name, permissions = [], mentionable = false }) {
      const role: FakeRole = {
        id: world.newId(),
        guildId: guild.id,
        name,
        permissions: permissionBits(permissions),
        mentionable,
        botId: undefined,
        position: guild.roles.size,
      }
      guild.roles.set(role.id, role)
      world.emit({
        name: 'GUILD_ROLE_CREATE',
        intents: intents.Guilds,
        guildId: guild.id,
        data: () => ({ guild_id: guild.id, role: renderRole(role) }),
      })
      return role
    },
    join(guild, user, { roles = [], nick } = {}) {
      const member = joined(
        guild,
        user,
        roles.map((role) => role.id),
        nick,
      )
      world.emit({
        name: 'GUILD_MEMBER_ADD',
        intents: intents.GuildMembers,
        guildId: guild.id,
        data: () => ({ ...renderMember(member), guild_id: guild.id, user: renderUser(user) }),
      })
    },
    setRoles(guild, user, roles) {
      const member = guild.members.get(user.id)
      if (!member) throw new Error(`${user.name} is no member of ${guild.name}`)
      member.roleIds.clear()
      if (user === world.bot) member.roleIds.add(managedRoleOf(world, guild) ?? '')
      for (const role of roles) member.roleIds.add(role.id)
      world.emit({
        name: 'GUILD_MEMBER_UPDATE',
        // A bot hears of itself without the intent.
        intents: user === world.bot ? 0 : intents.GuildMembers,
        guildId: guild.id,
        data: () => ({ ...renderMember(member), guild_id: guild.id, user: renderUser(user) }),
      })
    },
    channel(guild, { name = 'general', kind = 'text' } = {}) {
      const types: Record<ChannelKind, ChannelType> = {
        text: 0,
        announcement: 5,
        forum: 15,
        voice: 2,
        category: 4,
      }
      const channel: FakeChannel = {
        id: world.newId(),
        type: types[kind],
        guildId: guild.id,
        parentId: undefined,
        name,
        ownerId: undefined,
        overwrites: new Map(),
        recipient: undefined,
        thread: undefined,
        lastMessageId: undefined,
        deleted: false,
      }
      world.channels.set(channel.id, channel)
      emitChannel(world, 'CHANNEL_CREATE', channel)
      return channel
    },
    dm: (user) => dmWith(world, user),
    overwrite(channel, target, { allow = [], deny = [] }) {
      const id = target === 'everyone' ? (channel.guildId ?? '') : target === 'bot' ? world.bot.id : target.id
      const kind = target === 'bot' || world.users.has(id) ? 'member' : 'role'
      channel.overwrites.set(id, { kind, allow: permissionBits(allow), deny: permissionBits(deny) })
      emitChannel(world, 'CHANNEL_UPDATE', channel)
    },
    deleteChannel(channel) {
      channel.deleted = true
      if (channel.thread) {
        const data = () => ({
          id: channel.id,
          guild_id: channel.guildId,
          parent_id: channel.parentId,
          type: channel.type,
        })
        world.emit({
          name: 'THREAD_DELETE',
          intents: intents.Guilds,
          guildId: channel.guildId,
          channel,
          data,
        })
      } else emitChannel(world, 'CHANNEL_DELETE', channel)
    },
    kickBot(guild) {
      guild.members.delete(world.bot.id)
      world.emit({
        name: 'GUILD_DELETE',
        intents: intents.Guilds,
        guildId: guild.id,
        data: () => ({ id: guild.id }),
      })
    },
  }
  return builder
}

function emitChannel(world: World, name: string, channel: FakeChannel): void {
  world.emit({
    name,
    intents: channel.type === 1 ? intents.DirectMessages : intents.Guilds,
    guildId: channel.guildId,
    // Discord tells of channels a bot cannot see, too: not passing `channel` here leaves sight out of it.
    data: () => renderChannel(world, channel),
  })
}
