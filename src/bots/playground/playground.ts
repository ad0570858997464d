import type { Assistant } from '../../core/bot.ts'
import type { Command } from '../../core/commands/command.ts'
import type { Format } from '../../core/delivery/parts/format.ts'
import { createSplitter } from '../../core/delivery/parts/splitter.ts'
import { actions } from '../../core/delivery/reply.ts'
import type { Action } from '../../core/delivery/reply.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Journal } from '../../core/store/ports/journal.ts'
import type { Files } from './files.ts'
import type { Ledger } from './ledger.ts'
import { limits } from './limits.ts'
import type { Listeners } from './listeners.ts'
import { toHtml } from './markdown.ts'
import type { MessageListener } from './messages.ts'
import type { Room, RoomMessage, RoomPerson } from './room.ts'
import { isVisible, toChannelView, toCommandView, toMessageView } from './views.ts'
import type { AnswerView, Rendering, Snapshot } from './wire.ts'

/** How another platform shows an answer. */
export interface ShownFormat {
  readonly name: string
  readonly format: Format
  /** What people see of what is sent, as common Markdown. */
  readonly toMarkdown?: (text: string) => string
}

export interface PlaygroundDeps {
  readonly room: Room
  readonly files: Files
  readonly ledger: Ledger
  readonly listeners: Listeners
  readonly listener: MessageListener
  readonly assistant: Assistant
  readonly commands: readonly Command[]
  readonly messagesFor: (locale: string) => Messages
  readonly journal: Pick<Journal, 'open'>
  readonly formats: readonly ShownFormat[]
  /** What answers, in words. */
  readonly model: string
  readonly hasPassword: boolean
  /** Texts of answers that are being written. */
  readonly growing: ReadonlyMap<string, string>
  readonly working: ReadonlyMap<string, number>
  forget(): Promise<void>
}

/** What the page can look at and do. */
export interface Playground extends Pick<
  PlaygroundDeps,
  'room' | 'files' | 'assistant' | 'listener' | 'listeners'
> {
  snapshot(person: RoomPerson, locale: string): Snapshot
  answer(question: string): Promise<AnswerView>
  clear(): Promise<void>
}

export function createPlayground(deps: PlaygroundDeps): Playground {
  const { room, files, ledger, listeners, listener, assistant, journal } = deps

  function messagesOf(person: RoomPerson): readonly RoomMessage[] {
    return room
      .channels()
      .filter((channel) => isVisible(channel, person.id))
      .flatMap(({ id }) => room.messages(id))
      .filter(({ onlyFor }) => onlyFor === undefined || onlyFor === person.id)
  }

  function textsOf(say: Messages): Readonly<Record<Action, string>> {
    const texts = actions.map((action) => [action, say.text(`action.${action}`)])
    return Object.fromEntries(texts) as Readonly<Record<Action, string>>
  }

  return {
    room,
    files,
    listeners,
    listener,
    assistant,
    snapshot(person, locale) {
      const say = deps.messagesFor(locale)
      const channels = room.channels().filter((channel) => isVisible(channel, person.id))
      return {
        you: person.id,
        model: deps.model,
        people: room.people(),
        channels: channels.map(toChannelView),
        messages: messagesOf(person).map(toMessageView),
        commands: deps.commands.map((command) => toCommandView(command, say)),
        actionTexts: textsOf(say),
        working: [...deps.working.keys()].filter((id) => channels.some((channel) => channel.id === id)),
        formats: deps.formats.map(({ name }) => name),
        maxFileBytes: limits.fileBytes,
        hasPassword: deps.hasPassword,
      }
    },
    async answer(question) {
      const markdown = deps.growing.get(question) ?? (await journal.open(question)).generated
      return {
        question,
        markdown,
        renderings: deps.formats.map((shown) => renderingOf(shown, markdown, !deps.growing.has(question))),
        calls: ledger.calls(question),
        total: ledger.total(),
      }
    },
    async clear() {
      await room.clear()
      files.clear()
      ledger.clear()
      await deps.forget()
    },
  }
}

function renderingOf({ name, format, toMarkdown }: ShownFormat, markdown: string, ended: boolean): Rendering {
  const splitter = createSplitter(format)
  splitter.append(markdown)
  if (ended) splitter.end()
  return {
    format: name,
    maxLength: format.maxLength,
    parts: splitter.parts().map(({ text }) => {
      return { text, html: toHtml(toMarkdown?.(text) ?? text), length: text.length }
    }),
  }
}
