import { PermissionFlagsBits as bits } from 'discord.js'
import { z } from 'zod'
import { neededPermissions } from '../../bots/discord/invite.ts'
import type { NeededPermission } from '../../bots/discord/invite.ts'

const overwrite = z.object({ id: z.string(), allow: z.string(), deny: z.string() })

/** What is read of a guild: https://docs.discord.com/developers/resources/guild */
export const guildShape = z.object({ id: z.string(), name: z.string(), owner: z.boolean().optional() })
export const rolesShape = z.array(z.object({ id: z.string(), permissions: z.string() }))
export const memberShape = z.object({ roles: z.array(z.string()) })
export const channelsShape = z.array(
  z.object({
    id: z.string(),
    type: z.number(),
    name: z.string().nullish(),
    permission_overwrites: z.array(overwrite).optional(),
  }),
)

export interface GuildFacts {
  readonly id: string
  readonly botId: string
  readonly roles: z.infer<typeof rolesShape>
  readonly memberRoles: readonly string[]
  readonly channels: z.infer<typeof channelsShape>
}

export interface ChannelGap {
  readonly name: string
  readonly missing: readonly NeededPermission[]
}

export interface GuildGaps {
  /** What the bot's roles lack, before any channel says otherwise. */
  readonly everywhere: readonly NeededPermission[]
  /** Channels that the bot sees and lacks more in. */
  readonly channels: readonly ChannelGap[]
  /** Channels it does not see, which may well be meant. */
  readonly hidden: number
}

/** Text, announcement and forum channels. */
const textTypes = new Set([0, 5, 15])
const names = Object.keys(neededPermissions) as NeededPermission[]

/** Which permissions the bot lacks where. */
export function findGaps(guild: GuildFacts): GuildGaps {
  const own = new Set([guild.id, ...guild.memberRoles])
  const base = guild.roles
    .filter(({ id }) => own.has(id))
    .reduce((sum, { permissions }) => sum | BigInt(permissions), 0n)
  if ((base & bits.Administrator) !== 0n) return { everywhere: [], channels: [], hidden: 0 }
  const everywhere = missingOf(base)
  const channels: ChannelGap[] = []
  let hidden = 0
  for (const channel of guild.channels) {
    if (!textTypes.has(channel.type)) continue
    const allowed = inChannel(guild, base, channel.permission_overwrites ?? [])
    if ((allowed & bits.ViewChannel) === 0n) {
      hidden += 1
      continue
    }
    const missing = missingOf(allowed).filter((name) => !everywhere.includes(name))
    if (missing.length > 0) channels.push({ name: channel.name ?? channel.id, missing })
  }
  return { everywhere, channels, hidden }
}

function missingOf(allowed: bigint): readonly NeededPermission[] {
  return names.filter((name) => (allowed & bits[name]) === 0n)
}

/** https://docs.discord.com/developers/topics/permissions#permission-overwrites */
function inChannel(
  { id, botId, memberRoles }: GuildFacts,
  base: bigint,
  overwrites: readonly z.infer<typeof overwrite>[],
): bigint {
  const apply = (sum: bigint, those: readonly z.infer<typeof overwrite>[]): bigint => {
    const deny = those.reduce((all, one) => all | BigInt(one.deny), 0n)
    const allow = those.reduce((all, one) => all | BigInt(one.allow), 0n)
    return (sum & ~deny) | allow
  }
  const everyone = overwrites.filter((one) => one.id === id)
  const roles = overwrites.filter((one) => memberRoles.includes(one.id))
  const member = overwrites.filter((one) => one.id === botId)
  return apply(apply(apply(base, everyone), roles), member)
}
