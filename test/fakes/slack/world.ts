import type { Json } from './json.ts'
import type { Message } from './message.ts'

/** Somebody in the workspace, or a stranger seen through a shared channel. */
export interface User {
  readonly id: string
  readonly name: string
  readonly realName: string
  /** As `users.info` with `include_locale` answers it: `en-US`, `id-ID`. */
  locale: string
  /** The team the person belongs to: another than ours for a stranger. */
  readonly teamId: string
  isAdmin: boolean
  isOwner: boolean
  isPrimaryOwner: boolean
  /** A multi-channel guest. */
  isRestricted: boolean
  /** A single-channel guest; `isRestricted` is then true as well. */
  isUltraRestricted: boolean
  isStranger: boolean
  isBot: boolean
  deleted: boolean
}

export type ChannelKind = 'public' | 'private' | 'im' | 'mpim'

export interface Channel {
  readonly id: string
  readonly name: string
  readonly kind: ChannelKind
  readonly members: Set<string>
  isArchived: boolean
  /** Shared with another organisation over Slack Connect. */
  isExtShared: boolean
}

export interface UserGroup {
  readonly id: string
  readonly handle: string
  readonly users: Set<string>
}

export interface StoredFile {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly mimetype: string
  readonly filetype: string
  readonly user: string
  readonly content: Buffer
  readonly createdAt: number
  /** Empty until it is shared by `files.completeUploadExternal`. */
  readonly channels: Set<string>
}

/** An agent's session: the thread's life as Slack shows it to people. */
export interface Session {
  status: 'active' | 'processing' | 'suspended' | 'closed'
  title: string
}

/** What `assistant.threads.setStatus` shows; `''` when nothing. */
export interface ThreadStatus {
  text: string
  loadingMessages: readonly string[]
  at: number
}

export interface OpenView {
  readonly id: string
  readonly user: string
  readonly kind: 'modal' | 'home'
  view: Json
  hash: string
  readonly rootId: string
  readonly previousId: string | undefined
  closed: boolean
  readonly versions: { readonly at: number; readonly view: Json }[]
}

/** Everything that exists in one workspace of the fake. */
export interface World {
  readonly teamId: string
  readonly teamName: string
  readonly teamDomain: string
  readonly strangerTeamId: string
  readonly appId: string
  readonly botId: string
  readonly botUserId: string
  readonly users: Map<string, User>
  readonly channels: Map<string, Channel>
  readonly userGroups: Map<string, UserGroup>
  readonly files: Map<string, StoredFile>
  /** In the order they were written, every channel and thread together, ephemeral and deleted ones too. */
  readonly messages: Message[]
  /** By `channel:thread_ts`. */
  readonly sessions: Map<string, Session>
  readonly statuses: Map<string, ThreadStatus>
  readonly suggestedPrompts: Map<string, Json>
  readonly views: Map<string, OpenView>
  /** The next `ts`: unique and rising in the whole workspace. */
  nextTs(nowMs: number): string
  /** The end of every channel's id: two teams have none in common. */
  readonly channelSuffix: string
  /** A new id such as `Ev000012`. */
  nextId(prefix: string): string
}

const BOT_USER = 'U0TANYA00'
const ACME = { id: 'T0ACME000', name: 'Acme', domain: 'acme' }
const STRANGER_TEAM = 'T0OTHER00'

/**
 * A workspace with one of each: people `owner`, `admin`, `member`, `other` (a second member), `guest`, `ultraguest`,
 * `stranger`, `otherbot`; channels `general`, `random`, `secret` (private), `shared` (Connect), `group` (mpim), all
 * with the bot in them, and `elsewhere` (public) without it.
 */
export function createWorld(
  team: { readonly id: string; readonly name: string; readonly domain: string } = ACME,
  nextId: (prefix: string) => string,
): World {
  let lastMicros = 0
  const isFirst = team === ACME
  // People of two teams may bear the same id; bots and channels never do.
  const botUserId = isFirst ? BOT_USER : `U0TANYA${team.id.slice(1)}`
  const world: World = {
    teamId: team.id,
    teamName: team.name,
    teamDomain: team.domain,
    strangerTeamId: STRANGER_TEAM,
    appId: 'A0TANYA00',
    botId: isFirst ? 'B0TANYA00' : `B0TANYA${team.id.slice(1)}`,
    botUserId,
    users: new Map(),
    channels: new Map(),
    userGroups: new Map(),
    files: new Map(),
    messages: [],
    sessions: new Map(),
    statuses: new Map(),
    suggestedPrompts: new Map(),
    views: new Map(),
    nextTs: (nowMs) => {
      lastMicros = Math.max(Math.floor(nowMs) * 1000, lastMicros + 1)
      return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`
    },
    channelSuffix: isFirst ? '' : team.id.slice(1),
    nextId,
  }
  addUser(world, { name: 'tanya', id: botUserId, isBot: true })
  addUser(world, { name: 'owner', isOwner: true, isAdmin: true, isPrimaryOwner: true })
  addUser(world, { name: 'admin', isAdmin: true })
  addUser(world, { name: 'member' })
  addUser(world, { name: 'other', locale: 'id-ID' })
  addUser(world, { name: 'guest', isRestricted: true })
  addUser(world, { name: 'ultraguest', isRestricted: true, isUltraRestricted: true })
  addUser(world, { name: 'stranger', isStranger: true, teamId: STRANGER_TEAM })
  addUser(world, { name: 'otherbot', isBot: true })
  const insiders = [...world.users.values()].filter((user) => !user.isStranger).map((user) => user.id)
  addChannel(world, { name: 'general', members: insiders })
  addChannel(world, { name: 'random', members: insiders })
  addChannel(world, { name: 'secret', kind: 'private', members: insiders })
  addChannel(world, { name: 'shared', members: [...world.users.keys()], isExtShared: true })
  addChannel(world, { name: 'group', kind: 'mpim', members: [botUserId, 'U0MEMBER', 'U0OTHER'] })
  addChannel(world, { name: 'elsewhere', members: insiders.filter((id) => id !== botUserId) })
  const admins = { id: 'S0ADMINS', handle: 'admins', users: new Set(['U0ADMIN', 'U0OWNER']) }
  world.userGroups.set(admins.id, admins)
  return world
}

export type NewUser = Partial<User> & { readonly name: string }

/** Adds a person; the id is `U0` and the name in capitals unless given. They are in no channel yet. */
export function addUser(world: World, user: NewUser): User {
  const added: User = {
    id: `U0${user.name.toUpperCase()}`,
    realName: user.name,
    locale: 'en-US',
    teamId: world.teamId,
    isAdmin: false,
    isOwner: false,
    isPrimaryOwner: false,
    isRestricted: false,
    isUltraRestricted: false,
    isStranger: false,
    isBot: false,
    deleted: false,
    ...user,
  }
  world.users.set(added.id, added)
  return added
}

export interface NewChannel {
  readonly name: string
  readonly id?: string
  readonly kind?: ChannelKind
  /** User ids. The bot is a member only when named. */
  readonly members?: Iterable<string>
  readonly isExtShared?: boolean
}

/** Adds a channel; the id is `C0` (`G0` for private and mpim, `D0` for im) and the name in capitals unless given. */
export function addChannel(world: World, channel: NewChannel): Channel {
  const kind = channel.kind ?? 'public'
  const prefix = kind === 'public' ? 'C0' : kind === 'im' ? 'D0' : 'G0'
  const added: Channel = {
    id:
      channel.id ??
      `${prefix}${channel.name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}${world.channelSuffix}`,
    name: channel.name,
    kind,
    members: new Set(channel.members ?? []),
    isArchived: false,
    isExtShared: channel.isExtShared ?? false,
  }
  world.channels.set(added.id, added)
  return added
}

/** The person's direct messages with the bot, opened when they are not yet. */
export function openIm(world: World, userId: string): Channel {
  const found = [...world.channels.values()].find(
    (channel) => channel.kind === 'im' && channel.members.has(userId),
  )
  if (found !== undefined) return found
  return addChannel(world, { name: userId.slice(1), kind: 'im', members: [userId, world.botUserId] })
}

/** A person by name (`member`) or id. Throws when there is none: a mistake in the test. */
export function findUser(world: World, ref: string): User {
  const user = world.users.get(ref) ?? [...world.users.values()].find((one) => one.name === ref)
  if (user === undefined) throw new Error(`no user ${ref} in the fake workspace`)
  return user
}

/** A channel by name or id; `dm` is `user`'s direct messages with the bot. Throws when there is none. */
export function findChannel(world: World, ref: string, user?: string): Channel {
  if (ref === 'dm' && user !== undefined) return openIm(world, findUser(world, user).id)
  const channel = world.channels.get(ref) ?? [...world.channels.values()].find((one) => one.name === ref)
  if (channel === undefined) throw new Error(`no channel ${ref} in the fake workspace`)
  return channel
}

/** The key of a thread in `sessions`, `statuses` and `suggestedPrompts`. */
export function threadKey(channel: string, threadTs: string): string {
  return `${channel}:${threadTs}`
}
