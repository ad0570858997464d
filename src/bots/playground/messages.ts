import type { Assistant } from '../../core/bot.ts'
import type { Around, Command, CommandCall, CommandResult, FormSpec } from '../../core/commands/command.ts'
import { parseCommand } from '../../core/commands/parse.ts'
import { recentlySeen } from '../../core/conversation/recently-seen.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { Place, Question } from '../../core/question.ts'
import type { Files } from './files.ts'
import {
  hear,
  linearConversation,
  pastMessage,
  placeOf,
  questionId,
  refOf,
  toPerson,
  withoutName,
} from './inbound.ts'
import type { Room, RoomMessage, RoomPerson } from './room.ts'
import { hearerOf } from './surface.ts'
import type { Hearer, NoticeMore } from './surface.ts'

export interface MessageListener {
  /** Looks at a message that somebody wrote. Resolves once it is handed over, not when it is answered. */
  take(message: RoomMessage, person: RoomPerson, locale: string): Promise<void>
  /** Its author changed its text, or deleted it. */
  amended(message: RoomMessage, text: string | undefined): void
  /** Does what the message proposes, once. False when it proposes nothing. */
  confirm(message: RoomMessage, person: RoomPerson, locale: string): Promise<boolean>
  /** Gives the command of the message's form with what was filled in. False when it has none. */
  fill(message: RoomMessage, person: RoomPerson, locale: string, values: Values): Promise<boolean>
}

/** What was filled in, by the names of the fields. */
type Values = Readonly<Record<string, string>>

type Notice = CommandResult & { readonly kind: 'notice' }
type Asked = Pick<Question, 'place' | 'asker' | 'message'>

/** Turns messages into questions and commands, and drops the rest with a reason in the log. */
export function createMessageListener(deps: {
  readonly room: Room
  readonly files: Files
  readonly assistant: Assistant
  readonly commands: readonly Command[]
  readonly messagesFor: (locale: string) => Messages
  readonly log: Logger
  notice(to: Hearer, text: string, more?: NoticeMore): Promise<void>
  /** It is about to be asked. Resolves when calls to the model that are made for it will be recognised. */
  asking(question: Question): Promise<void>
}): MessageListener {
  const { room, assistant, commands, messagesFor, log } = deps
  const done = recentlySeen(1_000)

  async function consider(message: RoomMessage, person: RoomPerson, locale: string): Promise<void> {
    const channel = room.channel(message.channel)
    if (channel === undefined) return
    const repliesTo = message.replyTo === undefined ? undefined : room.message(channel.id, message.replyTo)
    // `/command` alone is the platform's own form of commands: it needs no name before it.
    const named = isCommand(message.text) ? { ...message, text: `@Tanya ${message.text}` } : message
    const listensToAll = await assistant.listensTo(placeOf(channel), 'any')
    const heard = hear(named, { channel, person, locale, listensToAll, ...(repliesTo && { repliesTo }) })
    if (heard.kind === 'dropped') {
      log.debug({ message: message.id, reason: heard.reason }, 'a message is not for Tanya')
      return
    }
    const { question, follows } = heard
    if (follows !== undefined && !(await isFollowed(question.place, follows))) {
      log.debug({ message: message.id, reason: 'not-in-conversation' }, 'a message is not for Tanya')
      return
    }
    const quoted = repliesTo && !(await isKnown(repliesTo)) ? quote(repliesTo) : undefined
    background(question.id, act({ ...question, ...quoted }, follows === undefined))
  }

  async function isFollowed(place: Place, conversation: string): Promise<boolean> {
    return (await assistant.takesPart(conversation)) && (await assistant.listensTo(place, 'follow'))
  }

  function quote(message: RoomMessage): Pick<Question, 'quoted'> {
    return { quoted: pastMessage(message, room.person(message.author)) }
  }

  async function isKnown(message: RoomMessage): Promise<boolean> {
    return (await assistant.questionOf(refOf(message))) !== undefined
  }

  async function act(question: Question, isAddressed: boolean): Promise<void> {
    const typed = isAddressed ? parseCommand(question.text, commands) : undefined
    const isEmpty = question.text === '' && question.quoted === undefined && !question.attachments?.length
    // Questions that come twice are recognised by the core, also after a restart.
    if ((typed !== undefined || isEmpty) && !done.add(question.id)) return
    if (typed !== undefined) return runTyped(question, typed)
    if (isEmpty) {
      const text = messagesFor(question.locale).text('notice.empty-question', { command: '/ask' })
      return deps.notice(hearerOf(question), text)
    }
    return ask(question)
  }

  async function runTyped(question: Question, typed: Pick<CommandCall, 'name' | 'options'>): Promise<void> {
    const { id, asker: by, place, locale } = question
    const conversation = linearConversation(place)
    const fileText = fileTextOf(question)
    const result = await assistant.run({
      id,
      ...typed,
      by,
      place,
      around: around(),
      ...(conversation && { conversation }),
      ...(fileText !== undefined && { fileText }),
      locale,
    })
    if (result.kind === 'notice') return tell(question, result, messagesFor(locale))
    if (!result.private) reveal(question)
    await ask({ ...question, ...asked(result), lineage: { kind: 'new' } })
  }

  /** What a command says, with the files it made and the button that goes on. */
  async function tell(question: Asked, { text, files = [], confirm, form }: Notice, say: Messages) {
    const made = files.map(({ name, mediaType, data, alt }) => {
      const { id } = deps.files.add(name, mediaType, data)
      return { id, name, type: mediaType, bytes: data.length, alt }
    })
    await deps.notice(hearerOf(question), text, {
      ...(made.length > 0 && { files: made }),
      ...(confirm && { confirm: { ...confirm, options: { ...confirm.options } } }),
      ...(form && { form: kept(form, say) }),
    })
  }

  /** A command is its giver's own business until it asks something for all to see. */
  function reveal({ message: ref }: Question): void {
    const message = ref && room.message(ref.channel, ref.message)
    if (message?.onlyFor === undefined) return
    const { onlyFor: _giver, ...open } = message
    room.replace(open)
  }

  async function ask(question: Question): Promise<void> {
    await deps.asking(question)
    await assistant.ask(question)
  }

  function background(id: string, work: Promise<void>): void {
    work.catch((err: unknown) => log.error({ event: id, err }, 'a message could not be handled'))
  }

  async function confirm(message: RoomMessage, person: RoomPerson, locale: string): Promise<boolean> {
    const { confirm: proposed, ...rest } = message
    if (proposed === undefined || room.channel(message.channel) === undefined) return false
    room.replace(rest)
    await give(message, person, locale, proposed, 'confirmed')
    return true
  }

  async function fill(message: RoomMessage, person: RoomPerson, locale: string, values: Values) {
    const { form } = message
    if (form === undefined || room.channel(message.channel) === undefined) return false
    const filled = form.fields.flatMap(({ name }) =>
      values[name] === undefined ? [] : [[name, values[name]]],
    )
    const options = { ...form.options, ...Object.fromEntries(filled) }
    await give(message, person, locale, { ...form, options }, 'filled')
    return true
  }

  /** Gives the command that a message proposes, as whoever takes it up. */
  async function give(
    message: RoomMessage,
    person: RoomPerson,
    locale: string,
    { command: name, options }: Pick<NonNullable<RoomMessage['confirm']>, 'command' | 'options'>,
    how: string,
  ): Promise<void> {
    const channel = room.channel(message.channel)
    if (channel === undefined) return
    const place = placeOf(channel)
    const by = toPerson(person)
    const id = `${questionId(message)}:${how}`
    const result = await assistant.run({ id, name, options, by, place, around: around(), locale })
    if (result.kind !== 'notice') return
    await tell({ place, asker: by, message: refOf(message) }, result, messagesFor(locale))
  }

  function around(): Around {
    const named = room.channels().filter(({ kind }) => kind === 'channel')
    const roles = ['member', 'admin', 'outsider'].map((role) => ({ id: role, name: role }))
    return { channels: named.map(({ id, name }) => ({ id, name })), roles }
  }

  function fileTextOf({ attachments = [] }: Question): string | undefined {
    const [first] = attachments
    const held = first?.id === undefined ? undefined : deps.files.get(first.id)
    return held && new TextDecoder().decode(held.bytes)
  }

  return {
    confirm,
    fill,
    take: consider,
    amended(message, text) {
      const said = text === undefined ? undefined : withoutName(text)
      background(message.id, assistant.amended(refOf(message), said))
    },
  }
}

/** Whether it is a command, and so at first seen by its giver alone. */
export function isCommand(text: string): boolean {
  return /^\s*\/[a-z]/u.test(text)
}

function asked(
  result: CommandResult & { readonly kind: 'ask' },
): Pick<Question, 'text' | 'private' | 'model'> {
  const { text, private: isPrivate, model } = result
  return { text, private: isPrivate, ...(model !== undefined && { model }) }
}

/** A form as the room keeps it. */
function kept(
  { title, command, options, fields }: FormSpec,
  say: Messages,
): NonNullable<RoomMessage['form']> {
  return {
    title,
    open: say.text('form.open'),
    save: say.text('slack.save'),
    command,
    options: { ...options },
    fields: fields.map(({ choices, ...field }) => ({ ...field, ...(choices && { choices: [...choices] }) })),
  }
}
