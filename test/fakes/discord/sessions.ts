import { GatewayIntentBits as intents } from 'discord.js'
import { allows } from './permissions.ts'
import type { FakeChannel, FakeGuild, Json } from './types.ts'
import { permissionsIn, type FakeEvent, type World } from './world.ts'

export interface Packet {
  readonly op: number
  readonly t: string
  readonly s: number
  readonly d: Json
}

/** One gateway session; it outlives its socket. */
export interface Session {
  readonly id: string
  readonly intents: number
  readonly shard: number
  readonly shards: number
  seq: number
  /** Everything sent so far, to be replayed by RESUME. */
  readonly log: Packet[]
  heartbeatAt: number
  /** Undefined while no socket is open. */
  send: ((packet: Packet) => void) | undefined
}

/** True when the session asks for a privileged intent which the developer portal has off. */
export function disallowedIntents(world: World, wanted: number): boolean {
  const off =
    (world.messageContent ? 0 : intents.MessageContent) |
    (world.membersIntent ? 0 : intents.GuildMembers) |
    intents.GuildPresences
  return (wanted & off) !== 0
}

/** The application's flags for the privileged intents an unverified app has on: the "limited" ones. */
export function applicationFlags(world: World): number {
  return (world.messageContent ? 1 << 19 : 0) | (world.membersIntent ? 1 << 15 : 0)
}

export function guildsOf(world: World, session: Session): FakeGuild[] {
  return [...world.guilds.values()].filter(
    (guild) => guild.members.has(world.bot.id) && shardOf(guild.id, session.shards) === session.shard,
  )
}

/** Whether the session's shard, its intents and the bot's permissions entitle it to the event. */
export function wants(world: World, session: Session, event: FakeEvent): boolean {
  // DMs belong to shard 0.
  const shard = event.guildId === undefined ? 0 : shardOf(event.guildId, session.shards)
  if (shard !== session.shard) return false
  if (event.intents !== 0 && (session.intents & event.intents) === 0) return false
  return event.channel === undefined || sees(world, event.channel)
}

export function dataFor(session: Session, event: FakeEvent): Json {
  return event.data({ readsContent: (session.intents & intents.MessageContent) !== 0 })
}

export function sees(world: World, channel: FakeChannel): boolean {
  if (channel.type === 12 && channel.thread?.members.has(world.bot.id) !== true) return false
  return allows(permissionsIn(world, channel, world.bot.id), 'ViewChannel')
}

function shardOf(guildId: string, shards: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(shards))
}
