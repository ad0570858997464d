/** Every platform there is a bot for. */
export const platformNames = ['discord', 'slack', 'playground'] as const
export type PlatformName = (typeof platformNames)[number]

/** Where something was said. Ids are the platform's own. */
export interface Place {
  readonly platform: PlatformName
  /** Guild or team: the tenant. A Discord DM has none and uses `dm`. */
  readonly workspace: string
  readonly channel: string
  /** Slack: the thread's root `ts`. Discord threads are channels of their own, so they leave it out. */
  readonly thread?: string
  readonly kind: 'channel' | 'thread' | 'dm'
  /** Discord: the channel a thread belongs to, whose settings it inherits. */
  readonly parent?: string
}

/** A tenant. Discord's direct messages have none and share the name `dm`. */
export type Workspace = Pick<Place, 'platform' | 'workspace'>

export interface Person {
  readonly id: string
  /** As the platform shows it: hostile text. */
  readonly name: string
  readonly isAdmin: boolean
  /** Guests, Connect strangers, members of external channels. */
  readonly isOutsider: boolean
  /** Ids of their roles or user groups, where the bot knows them. */
  readonly roles?: readonly string[]
}

/** One platform message of an answer. */
export interface PartRef {
  readonly channel: string
  readonly message: string
}

/** Which history a question continues. */
export type Lineage =
  | { readonly kind: 'new' }
  /** A thread or a DM: after the newest turn of that conversation. */
  | { readonly kind: 'linear'; readonly conversation: string }
  /** A reply: after the turn which this message is a part of; a new conversation when it is nobody's. */
  | { readonly kind: 'branch'; readonly message: PartRef }

/** Somebody's message that is neither the question nor a stored turn. */
export interface PastMessage {
  readonly author: string
  readonly fromTanya: boolean
  readonly text: string
}

/** A file that came with a question, not read yet. Its name and type are what a person gave it: hostile text. */
export interface Attachment {
  readonly name: string
  /** MIME type, as the platform gives it. */
  readonly mediaType?: string
  /** Size, where the platform gives it. */
  readonly bytes?: number
  /** Where the platform keeps it; empty where it has to be looked up by the id. */
  readonly url: string
  /** The platform's own. */
  readonly id?: string
}

/**
 * One accepted message or command. Plain JSON: it is journalled whole, so that an answer can be finished by
 * another process.
 */
export interface Question {
  /** The same for every delivery of one event: `platform:workspace:channel:message`. */
  readonly id: string
  readonly place: Place
  readonly asker: Person
  /** Markdown, the mention removed. */
  readonly text: string
  readonly lineage: Lineage
  /** What is asked about begins with this message of the place and ends with its newest. */
  readonly from?: PartRef
  /** So many of the channel's latest messages come before it: it begins a conversation there. */
  readonly recent?: number
  /** It named nobody and was taken for a question since all, or what follows, is: who may not ask is not told so. */
  readonly overheard?: boolean
  /** The message replied to, when it is no turn of the store. */
  readonly quoted?: PastMessage
  /** The files that came with it, and then those of what it replies to or forwards. */
  readonly attachments?: readonly Attachment[]
  /** The platform's message that asked; a slash command has none. */
  readonly message?: PartRef
  /** BCP 47, as the platform gave it. */
  readonly locale: string
  /** Epoch ms. */
  readonly askedAt: number
  /** Shown to the asker alone. */
  readonly private: boolean
  /** Overrides the configured model for this one question. */
  readonly model?: string
  /** What the bot needs to answer it, opaque to the core: JSON. */
  readonly via?: Readonly<Record<string, string>>
}
