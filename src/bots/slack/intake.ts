import type { Assistant } from '../../core/bot.ts'
import type { Command } from '../../core/commands/command.ts'
import { parseCommand } from '../../core/commands/parse.ts'
import type { TypedCommand } from '../../core/commands/parse.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { Question } from '../../core/question.ts'
import { readAmendment, readMessage } from './inbound.ts'
import type { Amendment, Heard, MessageEvent, Self } from './inbound.ts'
import { toMarkdown } from './mrkdwn.ts'
import type { People } from './people.ts'
import { hearerOf } from './surface.ts'
import type { Via } from './target.ts'
import { piecesOf } from './whisper.ts'
import type { Whisper } from './whisper.ts'

export interface IntakeDeps {
  readonly assistant: Assistant
  readonly commands: readonly Command[]
  readonly messagesFor: (locale: string) => Messages
  readonly people: People
  readonly whisper: Whisper
  readonly self: () => Self
  readonly log: Logger
  /** Asks, and keeps in mind what is being answered where. */
  readonly ask: (question: Question) => Promise<void>
}

/** Step 1 of a question: from event to `ask`. */
export interface Intake {
  /** Takes `message` and `app_mention` events; both may come for one message, in either order, and again. */
  take(event: MessageEvent): void
}

/** Commands taken lately: unlike questions, nothing else tells that one came before. */
const rememberedCommands = 2000

export function createIntake(deps: IntakeDeps): Intake {
  const { assistant, commands, messagesFor, people, whisper, log } = deps
  /** What was heard in each channel, so that questions are asked in the order in which they were written. */
  const heardIn = new Map<string, Promise<void>>()
  const taken = new Set<string>()

  function isNews(id: string): boolean {
    if (taken.has(id)) return false
    taken.add(id)
    const [oldest] = taken
    if (taken.size > rememberedCommands && oldest !== undefined) taken.delete(oldest)
    return true
  }

  /** Resolves once the question is handed over, not when it is answered. */
  async function consider(heard: Heard): Promise<void> {
    if (!heard.addressed && !(await assistant.takesPart(heard.conversation))) {
      log.debug({ question: heard.id, reason: 'not-in-conversation' }, 'a message is not for Tanya')
      return
    }
    const question = await questionOf(heard)
    const typed = heard.addressed ? parseCommand(question.text, commands) : undefined
    if (typed !== undefined) {
      if (isNews(heard.id)) inBackground(heard.id, runTyped(question, typed, heard))
    } else if (question.text === '') {
      if (!isNews(heard.id)) return
      const text = messagesFor(question.locale).text('notice.empty-question', { command: '/tanya' })
      inBackground(heard.id, whisper.tell(hearerOf(question), [text]))
    } else inBackground(heard.id, deps.ask(question))
  }

  async function questionOf(heard: Heard): Promise<Question> {
    const asker = await people.get(heard.userId)
    const { id, name, isAdmin, isOutsider, locale, team } = asker
    const text = await textOf(heard.text, heard.files, locale)
    const via: Via = { userTeam: team ?? heard.userTeam }
    return {
      id: heard.id,
      place: heard.place,
      asker: { id, name, isAdmin, isOutsider },
      text,
      lineage: { kind: 'linear', conversation: heard.conversation },
      message: heard.message,
      locale,
      askedAt: heard.askedAt,
      private: false,
      via: { ...via },
    }
  }

  async function textOf(mrkdwn: string, files: readonly string[], locale: string): Promise<string> {
    const said = toMarkdown(mrkdwn, await people.namesIn([mrkdwn]))
    if (files.length === 0) return said
    const note = messagesFor(locale).text('slack.files', { names: files.join(', ') })
    return said === '' ? note : `${said}\n\n${note}`
  }

  async function amend({ message, text, files }: Amendment, by: string | undefined): Promise<void> {
    const locale = by === undefined ? 'en' : (people.known(by)?.locale ?? 'en')
    await assistant.amended(message, text === undefined ? undefined : await textOf(text, files, locale))
  }

  /** `@Tanya /command`, and the same in a direct message. */
  async function runTyped(question: Question, typed: TypedCommand, heard: Heard): Promise<void> {
    const { id, asker: by, place, locale } = question
    const result = await assistant.run({ id, ...typed, by, place, conversation: heard.conversation, locale })
    if (result.kind === 'notice') {
      await whisper.tell(hearerOf(question), piecesOf(result.text))
      return
    }
    const { text, private: isPrivate, model } = result
    const startsThread = place.thread === heard.message.message
    await deps.ask({
      ...question,
      text,
      private: isPrivate,
      // Asked by a command it begins anew, where the thread has a conversation already.
      lineage: startsThread && !isPrivate ? question.lineage : { kind: 'new' },
      ...(model === undefined ? {} : { model }),
    })
  }

  /** Nothing that goes wrong with one event may end the process. */
  function inBackground(id: string, work: Promise<unknown>): void {
    work.catch((error: unknown) => log.error({ question: id, err: error }, 'an event could not be handled'))
  }

  /** After everything that was heard in that channel before. */
  function inOrder(channel: string, work: () => Promise<void>): void {
    const before = heardIn.get(channel) ?? Promise.resolve()
    const after = before
      .then(work)
      .catch((error: unknown) => log.error({ channel, err: error }, 'an event could not be handled'))
    heardIn.set(channel, after)
    void after.then(() => {
      if (heardIn.get(channel) === after) heardIn.delete(channel)
    })
  }

  return {
    take(event) {
      const amendment = readAmendment(event, deps.self())
      if (amendment !== undefined) {
        inOrder(event.channel, () => amend(amendment, event.message?.user))
        return
      }
      const heard = readMessage(event, deps.self())
      if (heard.kind === 'heard') inOrder(event.channel, () => consider(heard))
      else log.debug({ ts: event.ts, reason: heard.reason }, 'a message is not for Tanya')
    },
  }
}
