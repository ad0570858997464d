import { ChannelType, PermissionFlagsBits, RequestMethod, Routes } from 'discord.js'
import type { APIChannel, APIGuildMember, Client, GatewayMessageCreateDispatchData } from 'discord.js'
import type { Place } from '../../core/question.ts'
import type { Me } from './inbound.ts'
import type { DiscordRest } from './rest.ts'

/** What is known of a guild channel besides its id. */
interface ChannelFacts {
  readonly kind: 'channel' | 'thread'
  readonly parent?: string
}

/** Looks up where something happens: in the client's cache, else by asking Discord. */
export interface Places {
  me(guild: string | undefined): Me
  /** Never rejects: a thread whose channel cannot be read has no parent. */
  placeOf(
    message: Pick<GatewayMessageCreateDispatchData, 'guild_id' | 'channel_id' | 'channel_type'>,
  ): Promise<Place>
  localeOf(guild: string | undefined): string
  isAdmin(message: GatewayMessageCreateDispatchData): boolean
  /**
   * The message with what its author is in the guild, which one that is read later does not tell. Never rejects: of
   * somebody who left, or cannot be looked up, nothing is known.
   */
  withMember(message: GatewayMessageCreateDispatchData): Promise<GatewayMessageCreateDispatchData>
}

/** Threads that the client does not keep: archived ones that somebody wakes with a message. */
const maxRemembered = 2000

const threadTypes: ReadonlySet<ChannelType> = new Set([
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
])

const adminBits = PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator

/** Whether a set of permissions, as Discord writes them, is an admin's. */
export function isAdminBy(permissions: string | undefined): boolean {
  return permissions !== undefined && (BigInt(permissions) & adminBits) !== 0n
}

/** The place of a guild channel; threads belong to their parent. */
export function guildPlace(guild: string, channel: string, facts: ChannelFacts): Place {
  return {
    platform: 'discord',
    workspace: guild,
    channel,
    kind: facts.kind,
    ...(facts.kind === 'thread' && facts.parent !== undefined ? { parent: facts.parent } : {}),
  }
}

export function dmPlace(channel: string): Place {
  return { platform: 'discord', workspace: 'dm', channel, kind: 'dm' }
}

export function kindOf(type: ChannelType): ChannelFacts['kind'] {
  return threadTypes.has(type) ? 'thread' : 'channel'
}

/** `client` gives the running one, whose cache changes hands when the connection is made anew. */
export function createPlaces(options: {
  readonly rest: DiscordRest
  readonly userId: () => string
  readonly client: () => Client | undefined
}): Places {
  const { rest, client } = options
  const remembered = new Map<string, ChannelFacts>()

  async function factsOf(channel: string): Promise<ChannelFacts> {
    const cached = client()?.channels.cache.get(channel)
    if (cached !== undefined && !cached.isDMBased()) {
      return { kind: kindOf(cached.type), ...(cached.parentId === null ? {} : { parent: cached.parentId }) }
    }
    const known = remembered.get(channel)
    if (known !== undefined) return known
    const read = await rest.call<APIChannel>('read channel', RequestMethod.Get, Routes.channel(channel))
    const parent = 'parent_id' in read ? (read.parent_id ?? undefined) : undefined
    const facts = { kind: kindOf(read.type), ...(parent === undefined ? {} : { parent }) }
    for (const oldest of remembered.size < maxRemembered ? [] : [...remembered.keys()].slice(0, 1)) {
      remembered.delete(oldest)
    }
    remembered.set(channel, facts)
    return facts
  }

  return {
    me(guild) {
      const userId = options.userId()
      const roles = guild === undefined ? undefined : client()?.guilds.cache.get(guild)?.roles.cache
      const role = roles?.find((candidate) => candidate.tags?.botId === userId)
      return { userId, ...(role === undefined ? {} : { roleId: role.id }) }
    },
    async placeOf({ guild_id: guild, channel_id: channel, channel_type: type }) {
      if (guild === undefined) return dmPlace(channel)
      // Only a thread's parent is worth asking for; most messages say what they are in.
      if (type !== undefined && kindOf(type) === 'channel')
        return guildPlace(guild, channel, { kind: 'channel' })
      const unread = { kind: kindOf(type ?? ChannelType.GuildText) }
      return guildPlace(guild, channel, await factsOf(channel).catch(() => unread))
    },
    localeOf(guild) {
      const known = guild === undefined ? undefined : client()?.guilds.cache.get(guild)
      return known?.preferredLocale ?? 'en-US'
    },
    isAdmin(message) {
      const guild = message.guild_id === undefined ? undefined : client()?.guilds.cache.get(message.guild_id)
      if (guild === undefined) return false
      if (guild.ownerId === message.author.id) return true
      // No channel can give or take this permission, so the roles of the guild are all there is to it.
      const roles = [guild.id, ...(message.member?.roles ?? [])]
      return roles.some((id) => ((guild.roles.cache.get(id)?.permissions.bitfield ?? 0n) & adminBits) !== 0n)
    },
    async withMember(message) {
      const { guild_id: guild, author, member } = message
      if (guild === undefined || member !== undefined) return message
      const route = Routes.guildMember(guild, author.id)
      const read = await rest
        .call<APIGuildMember>('read member', RequestMethod.Get, route)
        .catch(() => undefined)
      return read === undefined ? message : { ...message, member: read }
    },
  }
}
