import type { Attachment, PartRef, Place } from '../../core/question.ts'
import { toAttachment } from './files.ts'
import type { SlackFile } from './files.ts'

/** Who Tanya is in a team. */
export interface Self {
  readonly team: string
  readonly userId: string
  readonly botId: string | undefined
}

/** The fields read of `message` and `app_mention` events: they carry more, and not all of them always. */
export interface MessageEvent {
  readonly type: 'message' | 'app_mention'
  readonly subtype?: string | undefined
  readonly channel: string
  readonly channel_type?: string | undefined
  readonly ts: string
  readonly thread_ts?: string | undefined
  readonly user?: string | undefined
  readonly user_team?: string | undefined
  readonly team?: string | undefined
  readonly bot_id?: string | undefined
  readonly text?: string | undefined
  readonly hidden?: boolean | undefined
  readonly files?: readonly SlackFile[] | undefined
  /** Of `message_changed`: the message as it is, and as it was. */
  readonly message?: Said | undefined
  readonly previous_message?: Said | undefined
  /** Of `message_deleted`. */
  readonly deleted_ts?: string | undefined
}

/** The fields read of a message within an event about it. */
type Said = Partial<Pick<MessageEvent, 'ts' | 'thread_ts' | 'subtype' | 'user' | 'bot_id' | 'text'>>

/** A message that was changed by its author or deleted. */
export interface Amendment {
  readonly message: PartRef
  /** As Slack sent it, the mention taken out; undefined for one that was deleted. */
  readonly text: string | undefined
}

export type DropReason =
  /** An edit, a deletion, a join or another thing that is no message of a person. */
  | 'subtype'
  /** From a bot, ourselves included. */
  | 'bot'
  /** No mention, and begins with somebody else's name. */
  | 'to-somebody-else'
  | 'no-content'

/** A person's message that is for Tanya, or may be. */
export interface Heard {
  readonly kind: 'heard'
  /** The same for both events of one message, and for every redelivery. */
  readonly id: string
  readonly place: Place
  readonly userId: string
  /** The team of the person, which in shared channels is another than ours. */
  readonly userTeam: string
  /** As Slack sent it (mrkdwn), the mention taken out. */
  readonly text: string
  readonly files: readonly Attachment[]
  /** False for a mention that says nothing of files: those of some workspaces never do (background-agents#1087). */
  readonly tellsFiles: boolean
  readonly message: PartRef
  readonly conversation: string
  /** By a mention or in a direct message; otherwise it counts where Tanya takes part, or answers everything. */
  readonly addressed: boolean
  /** Epoch ms. */
  readonly askedAt: number
}

export type Inbound = Heard | { readonly kind: 'dropped'; readonly reason: DropReason }

/** Subtypes of messages that people write; all others are news about messages and channels. */
const spoken: ReadonlySet<string | undefined> = new Set([undefined, 'file_share', 'thread_broadcast'])

/** Turns an event into what was said to Tanya, or the reason why it is not for her. */
export function readMessage(event: MessageEvent, self: Self): Inbound {
  if (!spoken.has(event.subtype) || event.hidden === true) return { kind: 'dropped', reason: 'subtype' }
  if (event.bot_id !== undefined || event.user === undefined || event.user === self.userId) {
    return { kind: 'dropped', reason: 'bot' }
  }
  const isDm = event.channel_type === 'im' || event.channel.startsWith('D')
  const said = event.text ?? ''
  const mentioned = event.type === 'app_mention' || mention(self).test(said)
  const files = (event.files ?? []).map(toAttachment)
  if (!mentioned && !isDm) {
    if (/^\s*<@[UW]\w+/u.test(said)) return { kind: 'dropped', reason: 'to-somebody-else' }
  }
  const text = withoutMention(said, self)
  if (text === '' && files.length === 0 && !mentioned) return { kind: 'dropped', reason: 'no-content' }
  const root = event.thread_ts ?? event.ts
  return {
    kind: 'heard',
    id: questionId(self.team, event.channel, event.ts),
    place: placeOf(self.team, event.channel, root, isDm ? 'dm' : root === event.ts ? 'channel' : 'thread'),
    userId: event.user,
    userTeam: event.user_team ?? event.team ?? self.team,
    text,
    files,
    tellsFiles: event.files !== undefined || event.type === 'message',
    message: { channel: event.channel, message: event.ts },
    conversation: conversationId(self.team, event.channel, root),
    addressed: mentioned || isDm,
    askedAt: Math.round(Number(event.ts) * 1000),
  }
}

/** Reads what was done to a message; undefined for other events, and for what leaves its text as it was. */
export function readAmendment(event: MessageEvent, self: Self): Amendment | undefined {
  const { channel } = event
  if (event.subtype === 'message_deleted' && event.deleted_ts !== undefined) {
    return { message: { channel, message: event.deleted_ts }, text: undefined }
  }
  const { message: after, previous_message: before } = event
  if (event.subtype !== 'message_changed' || after?.ts === undefined) return undefined
  // What is left of a message that was deleted and has replies.
  if (after.subtype === 'tombstone') {
    return { message: { channel, message: after.ts }, text: undefined }
  }
  // A link that was unfurled is a change, too.
  if (after.bot_id !== undefined || after.text === before?.text) return undefined
  return {
    message: { channel, message: after.ts },
    text: withoutMention(after.text ?? '', self),
  }
}

export function questionId(team: string, channel: string, message: string): string {
  return `slack:${team}:${channel}:${message}`
}

/** A thread is one conversation, in channels and in direct messages alike. */
export function conversationId(team: string, channel: string, root: string): string {
  return `slack:${team}:${channel}:${root}`
}

export function placeOf(team: string, channel: string, thread: string, kind: Place['kind']): Place {
  return { platform: 'slack', workspace: team, channel, thread, kind }
}

function mention(self: Self): RegExp {
  return new RegExp(`<@${self.userId}(?:\\|[^>]*)?>`, 'u')
}

function withoutMention(text: string, self: Self): string {
  const name = `<@${self.userId}(?:\\|[^>]*)?>`
  return text
    .replace(new RegExp(`^\\s*${name}[,:]?\\s*`, 'u'), '')
    .replaceAll(new RegExp(`[ \\t]*${name}`, 'gu'), '')
    .trim()
}
