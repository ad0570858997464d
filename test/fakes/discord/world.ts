import type { AwakeTime } from '../awake-time.ts'
import { allPermissions, channelPermissions } from './permissions.ts'
import { createIds, type NewId } from './snowflake.ts'
import type {
  FakeAttachment,
  FakeChannel,
  FakeGuild,
  FakeInteraction,
  FakeMessage,
  FakeUser,
  Json,
} from './types.ts'

/** How much of a message a session or request may read. */
export interface Viewer {
  /** The Message Content intent: of the session on the gateway, of the application over REST. */
  readonly readsContent: boolean
}

export interface FakeEvent {
  readonly name: string
  /** Sessions without one of these intents do not get it; 0 is for everybody. */
  readonly intents: number
  readonly guildId?: string | undefined
  /** Only bots which see that channel get it. */
  readonly channel?: FakeChannel
  /** Overrides `intents` and sight, e.g. for interactions. */
  readonly data: (viewer: Viewer) => Json
}

export interface TypingMark {
  readonly userId: string
  readonly at: number
  /** When the indicator went out: 10 s later, or with their next message. */
  until: number
}

export interface RegisteredCommand {
  readonly id: string
  readonly guildId: string | undefined
  readonly version: string
  readonly definition: Json & { readonly name: string; readonly type: number }
}

/** All state of the fake, without sockets. */
export interface World {
  readonly bot: FakeUser
  /** Replaced when it is revoked. */
  token: string
  /** Whether the developer portal has the Message Content intent on. */
  messageContent: boolean
  /** Whether the developer portal has the Server Members intent on. */
  readonly membersIntent: boolean
  readonly newId: NewId
  readonly users: Map<string, FakeUser>
  readonly guilds: Map<string, FakeGuild>
  readonly channels: Map<string, FakeChannel>
  /** By channel id, then message id, oldest first; deleted ones stay, marked. */
  readonly messages: Map<string, Map<string, FakeMessage>>
  /** By token. */
  readonly interactions: Map<string, FakeInteraction>
  commands: RegisteredCommand[]
  /** Files given as options of commands. */
  readonly interactionFiles: FakeAttachment[]
  readonly typing: Map<string, TypingMark[]>
  readonly violations: string[]
  /** `http://127.0.0.1:port`, known once the server listens. */
  origin: string
  /** What GET /gateway/bot recommends. */
  readonly shards: number
  /** What the deadline of an interaction is measured by. */
  readonly awake: AwakeTime
  readonly interactionDeadlineMs: number
  readonly interactionTokenMs: number
  readonly nonceWindowMs: number
  readonly maxAttachmentBytes: number
  emit(event: FakeEvent): void
  violate(text: string): void
}

export interface WorldOptions {
  readonly token: string
  readonly botName: string
  readonly messageContent: boolean
  readonly membersIntent: boolean
  /** What GET /gateway/bot recommends. */
  readonly shards: number
  readonly awake: AwakeTime
  readonly interactionDeadlineMs: number
  readonly interactionTokenMs: number
  readonly nonceWindowMs: number
  readonly maxAttachmentBytes: number
}

export function createWorld(options: WorldOptions, emit: (event: FakeEvent) => void): World {
  const newId = createIds()
  const bot: FakeUser = { id: newId(), name: options.botName, bot: true, locale: 'en-US', dmsOpen: true }
  const violations: string[] = []
  return {
    ...options,
    bot,
    newId,
    users: new Map([[bot.id, bot]]),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    interactions: new Map(),
    commands: [],
    interactionFiles: [],
    typing: new Map(),
    violations,
    origin: '',
    emit,
    violate: (text) => void violations.push(text),
  }
}

/** The bot's own role in a guild, which people see as @Bot beside the bot itself. */
export function managedRoleOf(world: World, guild: FakeGuild): string | undefined {
  return [...guild.roles.values()].find((role) => role.botId === world.bot.id)?.id
}

export function guildOf(world: World, channel: FakeChannel): FakeGuild | undefined {
  return channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId)
}

/** A user's permissions in a channel, thread or DM; 0n when they do not see it. */
export function permissionsIn(world: World, channel: FakeChannel, userId: string): bigint {
  if (channel.type === 1) {
    return channel.recipient?.id === userId || userId === world.bot.id ? allPermissions : 0n
  }
  const guild = guildOf(world, channel)
  if (!guild) return 0n
  const parent = channel.thread === undefined ? undefined : world.channels.get(channel.parentId ?? '')
  return channelPermissions(guild, parent ?? channel, userId)
}

/** Messages of a channel, oldest first, without the deleted ones and what only one person sees. */
export function publicMessages(world: World, channelId: string): FakeMessage[] {
  return [...(world.messages.get(channelId)?.values() ?? [])]
    .filter((message) => !message.deleted && message.ephemeralFor === undefined)
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
}

export function findMessage(world: World, channelId: string, id: string): FakeMessage | undefined {
  return world.messages.get(channelId)?.get(id)
}
