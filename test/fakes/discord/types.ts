/** A JSON object on the wire, not yet known to be anything else. */
export type Json = Record<string, unknown>

export interface FakeUser {
  readonly id: string
  readonly name: string
  readonly bot: boolean
  /** As interactions report it. */
  readonly locale: string
  /** False: a message to their DM is refused with 50007. */
  dmsOpen: boolean
}

export interface FakeRole {
  readonly id: string
  readonly guildId: string
  readonly name: string
  permissions: bigint
  readonly mentionable: boolean
  /** The bot whose own role this is: managed roles only. */
  readonly botId: string | undefined
  readonly position: number
}

export interface FakeMember {
  readonly user: FakeUser
  readonly roleIds: Set<string>
  nick: string | undefined
  readonly joinedAt: number
}

export interface FakeGuild {
  readonly id: string
  readonly name: string
  readonly ownerId: string
  readonly locale: string
  readonly roles: Map<string, FakeRole>
  readonly members: Map<string, FakeMember>
}

/** Permission overwrite of a role (the guild's id is @everyone) or a member. */
export interface Overwrite {
  readonly kind: 'role' | 'member'
  readonly allow: bigint
  readonly deny: bigint
}

export interface ThreadState {
  archived: boolean
  locked: boolean
  autoArchiveMinutes: number
  readonly members: Set<string>
  messageCount: number
}

/** Discord's channel types: 0 text, 1 DM, 2 voice, 5 announcement, 10/11/12 threads, 15 forum. */
export type ChannelType = 0 | 1 | 2 | 4 | 5 | 10 | 11 | 12 | 15

export interface FakeChannel {
  readonly id: string
  readonly type: ChannelType
  readonly guildId: string | undefined
  readonly parentId: string | undefined
  name: string
  readonly ownerId: string | undefined
  readonly overwrites: Map<string, Overwrite>
  /** DMs: the person on the other side. */
  readonly recipient: FakeUser | undefined
  readonly thread: ThreadState | undefined
  lastMessageId: string | undefined
  deleted: boolean
}

export interface FakeAttachment {
  readonly id: string
  readonly filename: string
  readonly contentType: string
  readonly description: string | undefined
  readonly data: Uint8Array
  /** The signed address on this fake's CDN. */
  readonly url: string
}

/** Who was pinged by one version of a message. */
export interface Pings {
  readonly users: readonly string[]
  readonly roles: readonly string[]
  readonly everyone: boolean
}

/** What a message said at one time. The first version is the create, each further one an edit. */
export interface Version {
  readonly at: number
  readonly content: string
  readonly embeds: readonly Json[]
  readonly components: readonly Json[]
  readonly attachments: readonly FakeAttachment[]
  readonly pings: Pings
}

export interface Reference {
  readonly channelId: string
  readonly messageId: string
  readonly guildId: string | undefined
}

export interface FakeMessage {
  readonly id: string
  readonly channelId: string
  readonly author: FakeUser
  /** Discord's message type: 0 plain, 19 reply, 20 slash answer, 23 context menu answer, 18/21 threads. */
  readonly type: number
  readonly createdAt: number
  editedAt: number | undefined
  content: string
  embeds: readonly Json[]
  components: readonly Json[]
  attachments: readonly FakeAttachment[]
  mentions: readonly string[]
  mentionRoles: readonly string[]
  mentionEveryone: boolean
  flags: number
  readonly reference: Reference | undefined
  readonly nonce: string | number | undefined
  /** The person an ephemeral message is shown to. */
  readonly ephemeralFor: string | undefined
  readonly interaction: FakeInteraction | undefined
  readonly webhookId: string | undefined
  readonly reactions: Map<string, Set<string>>
  threadId: string | undefined
  deleted: boolean
  readonly versions: Version[]
}

export interface InteractionAnswer {
  readonly type: number
  /** Epoch ms. */
  readonly at: number
  /** Autocomplete choices (8) or the modal (9). */
  readonly data: Json | undefined
}

/** What a person started by a command, a button, a menu or a modal, and how the bot took it. */
export interface FakeInteraction {
  readonly id: string
  readonly token: string
  /** 2 command, 3 component, 4 autocomplete, 5 modal. */
  readonly type: number
  readonly user: FakeUser
  readonly channelId: string
  readonly createdAt: number
  /** By the time that deadlines are measured by. */
  readonly awakeAt: number
  readonly data: Json
  /** The message a component or modal belongs to. */
  readonly sourceMessageId: string | undefined
  /** The bot's first answer; undefined after 3 s means that the person saw "The application did not respond". */
  answer: InteractionAnswer | undefined
  /** The message the first answer made or took over (`@original`). */
  originalId: string | undefined
  readonly followupIds: string[]
}

export const messageFlags = {
  crossposted: 1,
  suppressEmbeds: 1 << 2,
  hasThread: 1 << 5,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
} as const
