import type { Assistant } from '../../core/bot.ts'
import type { Command } from '../../core/commands/command.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { PartRef, Question } from '../../core/question.ts'
import { metadataOf, quiet } from './body.ts'
import type { SlackCalls } from './calls.ts'
import { refOf } from './editor.ts'
import { conversationId, questionId } from './inbound.ts'
import type { Self } from './inbound.ts'
import { limits } from './limits.ts'
import { escapeMarkdown, toMarkdown } from './mrkdwn.ts'
import type { CommandWindows } from './command-windows.ts'
import type { People } from './people.ts'
import { isForAdmins, readSlash, withIds } from './slash.ts'
import type { Via } from './target.ts'
import type { Hearer, Whisper } from './whisper.ts'

/** What is read of a slash command's payload. */
export interface SlashEvent {
  readonly text?: string
  readonly user_id: string
  readonly channel_id: string
  readonly trigger_id: string
  readonly response_url: string
}

export interface CommandDeps {
  readonly calls: SlackCalls
  readonly assistant: Assistant
  readonly commands: readonly Command[]
  readonly messagesFor: (locale: string) => Messages
  readonly people: People
  readonly whisper: Whisper
  readonly self: () => Self
  readonly now: () => number
  readonly log: Logger
  readonly ask: (question: Question) => Promise<void>
  readonly present: CommandWindows['present']
}

/** Runs `/tanya …`, already acknowledged. Resolves when the answer, if there is one, is delivered. */
export async function runSlash(deps: CommandDeps, event: SlashEvent): Promise<void> {
  const { people, whisper, assistant } = deps
  const { team } = deps.self()
  const raw = event.text ?? ''
  const channel = event.channel_id
  const named = readSlash(raw, deps.commands)
  const isForAdmin = isForAdmins(named, deps.commands)
  // Rights that were taken away are gone at once.
  if (isForAdmin) people.forget(event.user_id)
  const [by, names] = await Promise.all([people.asker(event.user_id, channel), people.namesIn([raw])])
  const kind = channel.startsWith('D') ? 'dm' : 'channel'
  const place = { platform: 'slack', workspace: team, channel, kind } as const
  const id = questionId(team, channel, `slash-${event.trigger_id}`)
  const typed = readSlash(toMarkdown(isForAdmin ? withIds(raw) : raw, names), deps.commands)
  const { locale, team: userTeam = team, ...person } = by
  const result = await assistant.run({ id, ...typed, by: person, place, locale })
  const via: Via = { responseUrl: event.response_url, userTeam }
  const hearer: Hearer = { id, to: person, place, responseUrl: event.response_url }
  if (result.kind === 'notice') return deps.present(hearer, locale, result, event.trigger_id)
  const question: Question = {
    id,
    place,
    asker: person,
    text: result.text,
    lineage: { kind: 'new' },
    locale,
    askedAt: deps.now(),
    private: true,
    via: { ...via },
    ...(result.model === undefined ? {} : { model: result.model }),
  }
  const anchor = result.private ? undefined : await postAnchor(deps, question)
  if (anchor === undefined) {
    await whisper.tell(hearer, [deps.messagesFor(locale).text('slack.thinking')])
    await deps.ask(question)
    return
  }
  await deps.ask(inThreadOf(anchor, question, team))
}

/** The question as a message of its own, in whose thread it is answered. Undefined where we may not post. */
export async function postAnchor(
  deps: Pick<CommandDeps, 'calls' | 'messagesFor' | 'log'>,
  question: Question,
): Promise<PartRef | undefined> {
  const { channel } = question.place
  const name = question.asker.name.replaceAll(/[\\*_~`[\]<>|#\s]+/gu, ' ').trim()
  const quoted = question.text.split('\n').map((line) => `> ${line}`)
  const head = deps.messagesFor(question.locale).text('slack.asked', { name })
  const result = await deps.calls.attempt(
    'chat.postMessage',
    {
      channel,
      markdown_text: escapeMarkdown([head, ...quoted].join('\n')).slice(0, limits.messageChars),
      ...quiet,
      metadata: metadataOf(`${question.id}/asked`),
    },
    { urgent: true },
  )
  if (result.ok) return refOf(result.answer, { channel })
  deps.log.info({ question: question.id, trouble: result.trouble }, 'answered to the asker alone')
  return undefined
}

/** The question as one that was asked by that message. */
export function inThreadOf(anchor: PartRef, question: Question, team: string): Question {
  const { channel, message } = anchor
  return {
    ...question,
    id: questionId(team, channel, message),
    place: { ...question.place, channel, thread: message },
    lineage: { kind: 'linear', conversation: conversationId(team, channel, message) },
    message: anchor,
    private: false,
  }
}
