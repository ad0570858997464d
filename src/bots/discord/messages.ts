import type { GatewayMessageCreateDispatchData } from 'discord.js'
import type { Assistant, FetchedFile } from '../../core/bot.ts'
import type { Command, CommandCall, CommandResult } from '../../core/commands/command.ts'
import { parseCommand } from '../../core/commands/parse.ts'
import { recentlySeen } from '../../core/conversation/recently-seen.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { Attachment, PartRef, PastMessage, Place, Question } from '../../core/question.ts'
import { fileTextFor } from '../command-file.ts'
import { inBackground } from './background.ts'
import { noticeButtons } from './command-buttons.ts'
import { hear, ignored, personOf, questionText } from './inbound.ts'
import type { Places } from './places.ts'
import { hearerOf } from './surface.ts'
import type { Whisper } from './whisper.ts'

/** Commands remembered to tell a redelivered one; Discord redelivers within minutes. */
const rememberedCommands = 1000

type Incoming = GatewayMessageCreateDispatchData

export interface MessageListener {
  /** Looks at a message that somebody wrote. Those of one channel are looked at one after the other. */
  take(message: Incoming): void
  /** Somebody changed the text of a message. */
  edited(message: Incoming): void
  deleted(message: PartRef): void
}

/** Turns messages into questions and commands, and drops the rest with a reason in the log. */
export function createMessageListener(deps: {
  readonly places: Places
  readonly assistant: Assistant
  readonly whisper: Whisper
  readonly commands: readonly Command[]
  readonly messagesFor: (locale: string) => Messages
  fetchFile(file: Attachment, maxBytes: number, signal: AbortSignal): Promise<FetchedFile>
  readonly log: Logger
}): MessageListener {
  const { places, assistant, whisper, commands, messagesFor, log } = deps
  /** By channel: questions must be asked in the order in which they were written. */
  const heard = new Map<string, Promise<void>>()
  const done = recentlySeen(rememberedCommands)

  /** From event to `ask`. Resolves once the question is handed over, not when it is answered. */
  async function consider(message: Incoming): Promise<void> {
    const locale = places.localeOf(message.guild_id)
    const place = await places.placeOf(message)
    const result = hear(message, places.me(message.guild_id), {
      place,
      locale,
      isAdmin: places.isAdmin(message),
      hearsAll: await assistant.listensTo(place, 'any'),
    })
    if (result.kind === 'dropped') {
      log.debug({ message: message.id, reason: result.reason }, 'a message is not for Tanya')
      return
    }
    if (result.follows !== undefined && !(await isFollowed(place, result.follows))) {
      log.debug({ message: message.id, reason: 'not-in-conversation' }, 'a message is not for Tanya')
      return
    }
    const { quoted, quotedFiles, replyTo } = result
    const isNews = quoted !== undefined && (replyTo === undefined || !(await isKnown(replyTo)))
    const author = await places.withMember(message)
    const whole = { ...result.question, asker: personOf(author, places.isAdmin(author)) }
    const question = isNews ? withQuoted(whole, quoted, quotedFiles) : whole
    void inBackground(log, question.id, act(question, result.addressed))
  }

  async function isFollowed(place: Place, conversation: string): Promise<boolean> {
    return (await assistant.listensTo(place, 'follow')) && assistant.takesPart(conversation)
  }

  async function reconsider(message: Incoming): Promise<void> {
    const { guild_id: guild, channel_id: channel, id } = message
    const text = questionText(message, places.me(guild))
    // Empty is also what Discord sends where it withholds the content.
    if (text !== '') await assistant.amended({ channel, message: id }, text)
  }

  async function isKnown(message: PartRef): Promise<boolean> {
    return (await assistant.isOurs(message)) || (await assistant.questionOf(message)) !== undefined
  }

  async function act(question: Question, isAddressed: boolean): Promise<void> {
    const typed = isAddressed ? parseCommand(question.text, commands) : undefined
    const { text, quoted, attachments = [] } = question
    const isEmpty = text === '' && quoted === undefined && attachments.length === 0
    // Questions that come twice are recognised by the core, also after a restart.
    if ((typed !== undefined || isEmpty) && !done.add(question.id)) return
    if (typed !== undefined) return runTyped(question, typed)
    if (isEmpty) {
      const text = messagesFor(question.locale).text('notice.empty-question', { command: '/ask' })
      return whisper.tell(hearerOf(question), text)
    }
    return assistant.ask(question)
  }

  /** `@Tanya /command`, and the same in a DM. */
  async function runTyped(question: Question, typed: Pick<CommandCall, 'name' | 'options'>): Promise<void> {
    const { id, asker: by, place, locale, lineage } = question
    const conversation = lineage.kind === 'linear' ? { conversation: lineage.conversation } : {}
    const file = await fileTextFor(commands, typed, question.attachments, deps.fetchFile)
    const result = await assistant.run({ id, ...typed, ...file, by, place, ...conversation, locale })
    if (result.kind === 'notice') {
      const buttons = noticeButtons(result, messagesFor(locale))
      return whisper.tell({ ...hearerOf(question), isSecret: true }, result.text, result.files, buttons)
    }
    return assistant.ask({ ...question, ...asked(result), lineage: { kind: 'new' } })
  }

  function inTurn(channel: string, id: string, work: () => Promise<void>): void {
    const before = heard.get(channel) ?? Promise.resolve()
    const after = inBackground(log, id, before.then(work))
    heard.set(channel, after)
    void after.then(() => {
      if (heard.get(channel) === after) heard.delete(channel)
    })
  }

  return {
    take(message) {
      if (ignored(message) !== undefined) return
      inTurn(message.channel_id, message.id, () => consider(message))
    },
    edited(message) {
      // Without a new time it was not its author who changed it: Discord adds previews, pins and threads.
      if (message.edited_timestamp === null || ignored(message) !== undefined) return
      inTurn(message.channel_id, message.id, () => reconsider(message))
    },
    deleted(message) {
      inTurn(message.channel, message.message, () => assistant.amended(message, undefined))
    },
  }
}

function withQuoted(question: Question, quoted: PastMessage, files: readonly Attachment[]): Question {
  const attachments = [...(question.attachments ?? []), ...files]
  return { ...question, quoted, ...(attachments.length === 0 ? {} : { attachments }) }
}

/** What a command that asks gives to the question. */
export function asked(
  result: CommandResult & { readonly kind: 'ask' },
): Pick<Question, 'text' | 'private' | 'model'> {
  const { text, private: isPrivate, model } = result
  return { text, private: isPrivate, ...(model === undefined ? {} : { model }) }
}
