import { PermissionFlagsBits as bits } from 'discord.js'
import type { FakeChannel, FakeGuild } from './types.ts'

export type Permission = keyof typeof bits

/** The bit set of some permissions. */
export function permissionBits(names: readonly Permission[]): bigint {
  return names.reduce((sum, name) => sum | bits[name], 0n)
}

const all = Object.values(bits).reduce((sum, bit) => sum | bit, 0n)

/** What a new guild gives to @everyone: among them the right to mention @everyone. */
export const everyoneDefaults = permissionBits([
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'CreatePrivateThreads',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'UseExternalEmojis',
  'MentionEveryone',
  'ReadMessageHistory',
  'UseApplicationCommands',
  'ChangeNickname',
  'CreateInstantInvite',
])

/** What the invite link of a chat bot usually asks for. */
export const botDefaults = permissionBits([
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'ReadMessageHistory',
])

/** A member's permissions in the guild, before any channel's overwrites. */
export function basePermissions(guild: FakeGuild, userId: string): bigint {
  const member = guild.members.get(userId)
  if (!member) return 0n
  if (guild.ownerId === userId) return all
  let sum = guild.roles.get(guild.id)?.permissions ?? 0n
  for (const id of member.roleIds) sum |= guild.roles.get(id)?.permissions ?? 0n
  return (sum & bits.Administrator) === 0n ? sum : all
}

/**
 * A member's permissions in a channel: https://docs.discord.com/developers/topics/permissions#permission-overwrites.
 * `holder` is the channel whose overwrites count: a thread's parent.
 */
export function channelPermissions(guild: FakeGuild, holder: FakeChannel, userId: string): bigint {
  const base = basePermissions(guild, userId)
  if (base === all || base === 0n) return base
  let sum = base
  const everyone = holder.overwrites.get(guild.id)
  if (everyone) sum = (sum & ~everyone.deny) | everyone.allow
  let allow = 0n
  let deny = 0n
  for (const id of guild.members.get(userId)?.roleIds ?? []) {
    const overwrite = holder.overwrites.get(id)
    if (!overwrite) continue
    allow |= overwrite.allow
    deny |= overwrite.deny
  }
  sum = (sum & ~deny) | allow
  const own = holder.overwrites.get(userId)
  if (own) sum = (sum & ~own.deny) | own.allow
  return (sum & bits.ViewChannel) === 0n ? 0n : sum
}

export function allows(permissions: bigint, name: Permission): boolean {
  return (permissions & bits[name]) !== 0n
}

/** Every permission: DMs, owners and administrators. */
export const allPermissions = all
