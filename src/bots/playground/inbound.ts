import type { Lineage, PartRef, PastMessage, Person, Place, Question } from '../../core/question.ts'
import type { RoomChannel, RoomMessage, RoomPerson } from './room.ts'

/** The playground is one tenant. */
export const workspace = 'playground'

/** Whose the answers are. */
export const tanya = 'tanya'

const name = /(?<![\w@])@tanya\b[,:]?/iu

export type Heard =
  | { readonly kind: 'dropped'; readonly reason: 'not-addressed' | 'to-somebody-else' }
  /** `follows` names the conversation in which Tanya must already take part for this to be a question. */
  | { readonly kind: 'heard'; readonly question: Question; readonly follows?: string }

export interface Setting {
  readonly channel: RoomChannel
  readonly person: RoomPerson
  readonly locale: string
  /** Whatever is said there is for Tanya, unless it is for somebody else. */
  readonly listensToAll: boolean
  /** The message replied to. */
  readonly repliesTo?: RoomMessage
}

/** Reads a message as a question to Tanya, or says why it is none. */
export function hear(message: RoomMessage, setting: Setting): Heard {
  const { channel, person, locale, repliesTo } = setting
  const place = placeOf(channel)
  const linear = linearConversation(place)
  const addressed = name.test(message.text) || repliesTo?.author === tanya || place.kind === 'dm'
  if (!addressed) {
    if (linear === undefined && !setting.listensToAll) return { kind: 'dropped', reason: 'not-addressed' }
    if (repliesTo !== undefined || /^\s*@\w/u.test(message.text)) {
      return { kind: 'dropped', reason: 'to-somebody-else' }
    }
  }
  return {
    kind: 'heard',
    question: {
      id: questionId(message),
      place,
      asker: toPerson(person),
      text: withoutName(message.text),
      ...(message.files && {
        attachments: message.files.map(({ id, name, bytes, type }) => ({
          id,
          name,
          bytes,
          mediaType: type,
          url: '',
        })),
      }),
      lineage: lineageOf(linear, repliesTo),
      message: { channel: message.channel, message: message.id },
      locale,
      askedAt: message.at,
      private: false,
      ...(!addressed && { overheard: true }),
    },
    ...(!addressed && !setting.listensToAll && linear !== undefined && { follows: linear }),
  }
}

export function questionId({ channel, id }: Pick<RoomMessage, 'channel' | 'id'>): string {
  return `playground:${workspace}:${channel}:${id}`
}

export function placeOf({ id, kind, parent }: RoomChannel): Place {
  return { platform: 'playground', workspace, channel: id, kind, ...(parent !== undefined && { parent }) }
}

/** The linear conversation of a thread or direct message; a channel has none. */
export function linearConversation(place: Place): string | undefined {
  return place.kind === 'channel' ? undefined : `playground:${place.workspace}:${place.channel}`
}

export function toPerson({ id, name, role }: RoomPerson): Person {
  return { id, name, isAdmin: role === 'admin', isOutsider: role === 'outsider', roles: [role] }
}

/** What a message asks: its text with Tanya's name taken out. */
export function withoutName(text: string): string {
  return text.replace(new RegExp(`^\\s*${name.source}\\s*`, 'iu'), '').trim()
}

/** A message as somebody's words. */
export function pastMessage(message: RoomMessage, person: RoomPerson | undefined): PastMessage {
  const fromTanya = message.author === tanya
  return { author: fromTanya ? 'Tanya' : (person?.name ?? message.author), fromTanya, text: message.text }
}

export function refOf({ channel, id }: RoomMessage): PartRef {
  return { channel, message: id }
}

function lineageOf(linear: string | undefined, repliesTo: RoomMessage | undefined): Lineage {
  if (linear !== undefined) return { kind: 'linear', conversation: linear }
  return repliesTo === undefined ? { kind: 'new' } : { kind: 'branch', message: refOf(repliesTo) }
}
