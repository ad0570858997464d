import { MessageReferenceType, MessageType } from 'discord.js'
import type { APIAttachment, APIMessage, GatewayMessageCreateDispatchData } from 'discord.js'
import type {
  Attachment,
  Lineage,
  PartRef,
  PastMessage,
  Person,
  Place,
  Question,
} from '../../core/question.ts'

/** Who Tanya is in the guild of a message. */
export interface Me {
  readonly userId: string
  /** The role Discord made for the bot there. Roles that people gave it are not its name. */
  readonly roleId?: string
}

/** Where a message was written, as far as the message itself does not say. */
export interface Setting {
  readonly place: Place
  /** The guild's preferred locale; a message does not carry its author's. */
  readonly locale: string
  readonly isAdmin: boolean
  /** Whether what is not addressed to Tanya is for her, too. */
  readonly hearsAll: boolean
}

export type DropReason =
  | 'bot'
  | 'webhook'
  | 'system'
  | 'not-addressed'
  | 'to-somebody-else'
  /** Without the Message Content intent most messages arrive empty. */
  | 'no-content'

export type Heard =
  | { readonly kind: 'dropped'; readonly reason: DropReason }
  /**
   * `follows` names the linear conversation in which Tanya must already take part for this to be a question.
   * `replyTo` is the message replied to, `quoted` what it says and `quotedFiles` what came with it, where Discord sent
   * it along.
   */
  | {
      readonly kind: 'heard'
      readonly question: Question
      readonly follows?: string
      /** By a mention, a reply to Tanya or in a DM. */
      readonly addressed: boolean
      readonly replyTo?: PartRef
      readonly quoted?: PastMessage
      readonly quotedFiles: readonly Attachment[]
    }

type Incoming = GatewayMessageCreateDispatchData

/** Whether nobody could mean Tanya with this message, wherever it is: decided without looking anything up. */
export function ignored(message: Incoming): DropReason | undefined {
  if (message.webhook_id !== undefined) return 'webhook'
  if (message.author.bot === true) return 'bot'
  if (message.author.system === true) return 'system'
  const spoken = message.type === MessageType.Default || message.type === MessageType.Reply
  return spoken ? undefined : 'system'
}

/** Whether the text names Tanya or her own role. `@everyone`, `@here` and the ping of a reply are no names. */
export function mentions(message: Incoming, me: Me): boolean {
  const byUser =
    message.mentions.some((user) => user.id === me.userId) && userPattern(me.userId).test(message.content)
  return byUser || (me.roleId !== undefined && message.mention_roles.includes(me.roleId))
}

/** The linear conversation of a thread or DM; a channel has none. */
export function linearConversation(place: Place): string | undefined {
  return place.kind === 'channel' ? undefined : `discord:${place.workspace}:${place.channel}`
}

/** Reads a message as a question to Tanya, or says why it is none. */
export function hear(message: Incoming, me: Me, setting: Setting): Heard {
  const reason = ignored(message)
  if (reason !== undefined) return { kind: 'dropped', reason }

  const { place } = setting
  const named = mentions(message, me)
  const linear = linearConversation(place)
  const replied = message.referenced_message ?? undefined
  const repliesToUs = replied?.author.id === me.userId
  const addressed = named || repliesToUs || place.kind === 'dm'
  const files = filesOf(message)
  const said = questionText(message, me)
  const forwarded = forwardedText(message)

  if (!addressed) {
    if (linear === undefined && !setting.hearsAll) return { kind: 'dropped', reason: 'not-addressed' }
    if (said === '' && files.length === 0) return { kind: 'dropped', reason: 'no-content' }
    if (replied !== undefined || startsByNaming(message)) {
      return { kind: 'dropped', reason: 'to-somebody-else' }
    }
  }
  // A sticker or a poll in a DM, or a reply whose content Discord withholds.
  if (!named && said === '' && files.length === 0 && forwarded === undefined) {
    return { kind: 'dropped', reason: 'no-content' }
  }

  const replyTo = replyTarget(message)
  const quoted = replied === undefined ? forwarded : pastMessage(replied, me)
  return {
    kind: 'heard',
    question: {
      id: `discord:${place.workspace}:${message.channel_id}:${message.id}`,
      place,
      asker: personOf(message, setting.isAdmin),
      text: said,
      ...(files.length === 0 ? {} : { attachments: files }),
      lineage: lineageOf(linear, replyTo),
      message: { channel: message.channel_id, message: message.id },
      locale: setting.locale,
      askedAt: Date.parse(message.timestamp),
      private: false,
      ...(!addressed && { overheard: true }),
    },
    addressed,
    ...(addressed || setting.hearsAll || linear === undefined ? {} : { follows: linear }),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(quoted === undefined ? {} : { quoted }),
    quotedFiles: replied?.attachments.map(toAttachment) ?? [],
  }
}

/** A message as somebody else's words; undefined when Discord gave none of them. */
export function pastMessage(
  message: Pick<APIMessage, 'author' | 'content' | 'mentions' | 'attachments'>,
  me: Me,
): PastMessage | undefined {
  const files = message.attachments.map((file) => `[${file.filename}]`)
  const text = [readable(message), ...files].filter((t) => t !== '').join('\n')
  if (text === '') return undefined
  return { author: nameOf(message.author), fromTanya: message.author.id === me.userId, text }
}

function lineageOf(linear: string | undefined, replyTo: PartRef | undefined): Lineage {
  if (linear !== undefined) return { kind: 'linear', conversation: linear }
  return replyTo === undefined ? { kind: 'new' } : { kind: 'branch', message: replyTo }
}

/** Whether it opens with somebody's name: a thread's follow-ups to Tanya need no mention, these are for others. */
function startsByNaming(message: Incoming): boolean {
  return /^\s*<@[!&]?\d+>/u.test(message.content)
}

function replyTarget(message: Incoming): PartRef | undefined {
  const reference = message.message_reference
  if (reference?.message_id === undefined) return undefined
  if (reference.type === MessageReferenceType.Forward) return undefined
  return { channel: reference.channel_id, message: reference.message_id }
}

function forwardedText(message: Incoming): PastMessage | undefined {
  const snapshot = message.message_snapshots?.[0]?.message
  if (snapshot === undefined || snapshot.content === '') return undefined
  return { author: nameOf(message.author), fromTanya: false, text: snapshot.content }
}

function filesOf(message: Incoming): readonly Attachment[] {
  const forwarded = message.message_snapshots?.[0]?.message.attachments ?? []
  return [...message.attachments, ...forwarded].map(toAttachment)
}

export function toAttachment({ id, filename, content_type: type, size, url }: APIAttachment): Attachment {
  return { id, name: filename, ...(type === undefined ? {} : { mediaType: type }), bytes: size, url }
}

/** The author of a message, as far as it tells what they are in the guild. */
export function personOf(message: Incoming, isAdmin: boolean): Person {
  return {
    id: message.author.id,
    name: message.member?.nick ?? nameOf(message.author),
    isAdmin,
    isOutsider: false,
    ...(message.member === undefined ? {} : { roles: message.member.roles }),
  }
}

function nameOf(author: Incoming['author']): string {
  return author.global_name ?? author.username
}

function userPattern(userId: string): RegExp {
  return new RegExp(`<@!?${userId}>`, 'u')
}

/** What a message asks: its text with Tanya's name taken out, wherever it stood. */
export function questionText(message: Incoming, me: Me): string {
  const names = [`<@!?${me.userId}>`, ...(me.roleId === undefined ? [] : [`<@&${me.roleId}>`])].join('|')
  const content = message.content
    .replace(new RegExp(`^\\s*(?:${names})[,:]?\\s*`, 'u'), '')
    .replace(new RegExp(`[ \\t]*(?:${names})`, 'gu'), '')
  return readable({ ...message, content })
}

/** Discord's notation for people and emoji as a person would type it. */
function readable(message: Pick<APIMessage, 'content' | 'mentions'>): string {
  return message.content
    .replace(/<@!?(\d+)>/gu, (notation, id: string) => {
      const user = message.mentions.find((mentioned) => mentioned.id === id)
      return user === undefined ? notation : `@${nameOf(user)}`
    })
    .replace(/<a?(:\w+:)\d+>/gu, '$1')
    .trim()
}
