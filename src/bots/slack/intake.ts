import type { Assistant } from '../../core/bot.ts'
import { sleep } from '../../core/clock.ts'
import type { Clock } from '../../core/clock.ts'
import type { Command } from '../../core/commands/command.ts'
import { parseCommand } from '../../core/commands/parse.ts'
import type { TypedCommand } from '../../core/commands/parse.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { Attachment, Question } from '../../core/question.ts'
import type { SlackCalls } from './calls.ts'
import { fileTextFor } from '../command-file.ts'
import type { CommandWindows } from './command-windows.ts'
import { filesOfMessage } from './files.ts'
import { readAmendment, readMessage } from './inbound.ts'
import type { Amendment, Heard, MessageEvent, Self } from './inbound.ts'
import { limits } from './limits.ts'
import { toMarkdown } from './mrkdwn.ts'
import type { People } from './people.ts'
import { isForAdmins, withIds } from './slash.ts'
import { hearerOf } from './surface.ts'
import type { SurfaceDeps } from './surface.ts'
import type { Via } from './target.ts'
import type { Whisper } from './whisper.ts'

export interface IntakeDeps {
  readonly assistant: Assistant
  readonly commands: readonly Command[]
  readonly messagesFor: (locale: string) => Messages
  readonly people: People
  readonly whisper: Whisper
  readonly calls: SlackCalls
  readonly self: () => Self
  readonly clock: Clock
  readonly log: Logger
  readonly fetchFile: SurfaceDeps['fetchFile']
  readonly present: CommandWindows['present']
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
  const { assistant, commands, messagesFor, people, whisper, calls, clock, log } = deps
  /** What was heard in each channel, so that questions are asked in the order in which they were written. */
  const heardIn = new Map<string, Promise<void>>()
  const taken = new Set<string>()
  /** The files of messages, by id, and who waits to be told. */
  const told = new Map<string, readonly Attachment[]>()
  const awaited = new Map<string, AbortController>()

  function isNews(id: string): boolean {
    if (taken.has(id)) return false
    taken.add(id)
    const [oldest] = taken
    if (taken.size > rememberedCommands && oldest !== undefined) taken.delete(oldest)
    return true
  }

  /** Resolves once the question is handed over, not when it is answered. */
  async function consider(heard: Heard): Promise<void> {
    if (!heard.addressed && !(await isWanted(heard))) {
      const reason = heard.place.kind === 'thread' ? 'not-in-conversation' : 'not-addressed'
      log.debug({ question: heard.id, reason }, 'a message is not for Tanya')
      return
    }
    const question = await questionOf(heard, await filesFor(heard))
    const typed = heard.addressed ? parseCommand(question.text, commands) : undefined
    if (typed !== undefined) {
      if (isNews(heard.id)) inBackground(heard.id, command(question, typed, heard))
    } else if (question.text === '' && question.attachments === undefined) {
      if (!isNews(heard.id)) return
      const text = messagesFor(question.locale).text('notice.empty-question', { command: '/tanya' })
      inBackground(heard.id, whisper.tell(hearerOf(question), [text]))
    } else inBackground(heard.id, deps.ask(question))
  }

  /** Whether a message that does not name Tanya is for her. */
  async function isWanted({ place, conversation }: Heard): Promise<boolean> {
    if (await assistant.listensTo(place, 'any')) return true
    const mayFollow = place.kind === 'thread' && (await assistant.listensTo(place, 'follow'))
    return mayFollow && assistant.takesPart(conversation)
  }

  /** Its own, and of a question that calls Tanya into a thread also those that the thread began with. */
  async function filesFor(heard: Heard): Promise<readonly Attachment[]> {
    const { channel, message } = heard.message
    const { thread = message } = heard.place
    const own = heard.tellsFiles ? heard.files : await filesOfTwin(heard, thread)
    if (!heard.addressed || thread === message || (await assistant.takesPart(heard.conversation))) return own
    return [...own, ...(await filesOfMessage(calls, { channel, thread, ts: thread }))]
  }

  /** A mention in a channel comes as a `message`, too, which has its files; otherwise they are looked up. */
  async function filesOfTwin({ id, message }: Heard, thread: string): Promise<readonly Attachment[]> {
    if (!told.has(id)) {
      const came = new AbortController()
      awaited.set(id, came)
      await sleep(clock, limits.twinMs, came.signal)
      awaited.delete(id)
    }
    return told.get(id) ?? filesOfMessage(calls, { channel: message.channel, thread, ts: message.message })
  }

  function tell({ id, files }: Heard): void {
    told.set(id, files)
    awaited.get(id)?.abort()
    const [oldest] = told.keys()
    if (told.size > rememberedCommands && oldest !== undefined) told.delete(oldest)
  }

  async function questionOf(heard: Heard, files: readonly Attachment[]): Promise<Question> {
    const { locale, team, ...asker } = await people.asker(heard.userId, heard.place.channel)
    const text = await textOf(heard.text)
    const via: Via = { userTeam: team ?? heard.userTeam }
    return {
      id: heard.id,
      place: heard.place,
      asker,
      text,
      lineage: { kind: 'linear', conversation: heard.conversation },
      ...(files.length === 0 ? {} : { attachments: files }),
      message: heard.message,
      locale,
      askedAt: heard.askedAt,
      private: false,
      ...(!heard.addressed && { overheard: true }),
      via: { ...via },
    }
  }

  async function textOf(mrkdwn: string): Promise<string> {
    return toMarkdown(mrkdwn, await people.namesIn([mrkdwn]))
  }

  async function amend({ message, text }: Amendment): Promise<void> {
    await assistant.amended(message, text === undefined ? undefined : await textOf(text))
  }

  /** What admins set has ids where others have names; and their rights are asked anew. */
  async function command(question: Question, typed: TypedCommand, heard: Heard): Promise<void> {
    if (!isForAdmins(typed, commands)) return runTyped(question, typed, heard)
    people.forget(heard.userId)
    const { locale: _locale, team: _team, ...asker } = await people.asker(heard.userId, heard.place.channel)
    const exact = parseCommand(await textOf(withIds(heard.text)), commands) ?? typed
    return runTyped({ ...question, asker }, exact, heard)
  }

  /** `@Tanya /command`, and the same in a direct message. */
  async function runTyped(question: Question, typed: TypedCommand, heard: Heard): Promise<void> {
    const { id, asker: by, place, locale } = question
    const file = await fileTextFor(commands, typed, heard.files, (attachment, maxBytes, signal) =>
      deps.fetchFile(question, attachment, maxBytes, signal),
    )
    const call = { id, ...typed, ...file, place, conversation: heard.conversation, locale }
    const result = await assistant.run({ ...call, by })
    if (result.kind === 'notice') return deps.present(hearerOf(question), locale, result)
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
        inOrder(event.channel, () => amend(amendment))
        return
      }
      const heard = readMessage(event, deps.self())
      if (heard.kind === 'heard') {
        if (heard.tellsFiles) tell(heard)
        inOrder(event.channel, () => consider(heard))
      } else log.debug({ ts: event.ts, reason: heard.reason }, 'a message is not for Tanya')
    },
  }
}
