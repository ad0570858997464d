import type { Assistant, FetchedFile, Surface } from '../../core/bot.ts'
import type { Clock } from '../../core/clock.ts'
import type { EditScheduler } from '../../core/delivery/edit-scheduler.ts'
import { editedReply } from '../../core/delivery/edited-reply.ts'
import { plainly } from '../../core/delivery/manner.ts'
import type { MessageEditor } from '../../core/delivery/reply.ts'
import type { Format } from '../../core/delivery/parts/format.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { Attachment, PartRef, Question } from '../../core/question.ts'
import { createEditor } from './editor.ts'
import { readHistory } from './history.ts'
import type { Me } from './inbound.ts'
import { contentOf } from './message-body.ts'
import type { DiscordRest } from './rest.ts'
import type { Signs } from './signs.ts'
import { beforeThread, createOwnThreads, inOwnThread } from './own-thread.ts'
import { interactionOf, laneOf } from './via.ts'
import type { Hearer, Whisper } from './whisper.ts'

export interface SurfaceDeps {
  readonly rest: DiscordRest
  readonly scheduler: EditScheduler
  readonly format: Format
  readonly signs: Signs
  readonly whisper: Whisper
  readonly assistant: Pick<Assistant, 'isOurs' | 'questionOf'>
  readonly messagesFor: (locale: string) => Messages
  readonly clock: Clock
  readonly log: Logger
  me(guild: string): Me
  fetchFile(attachment: Attachment, maxBytes: number, signal: AbortSignal): Promise<FetchedFile>
  tellAdmins(workspace: string, text: string): Promise<void>
  /** Tells that the deletion of this message is our own. */
  removing(message: PartRef): void
}

export function createSurface(deps: SurfaceDeps): Surface {
  const { rest, scheduler, signs, whisper, assistant, clock, log } = deps
  const threads = createOwnThreads({ rest, log })
  /** How to end the typing sign of a question that has no text yet. */
  const typing = new Map<string, () => void>()

  function endTyping(questionId: string): void {
    typing.get(questionId)?.()
    typing.delete(questionId)
  }

  function typingFor(question: Question): () => void {
    if (beforeThread(question) === undefined) return signs.typing(question.place.channel)
    let stop: (() => void) | undefined
    let isOver = false
    function start(channel: string): void {
      if (!isOver) stop = signs.typing(channel)
    }
    threads.channelOf(question).then(start, () => undefined)
    return () => {
      isOver = true
      stop?.()
    }
  }

  /** The text itself says that it is being written. */
  function editorFor(question: Question): MessageEditor {
    const openDm = (user: string): Promise<string> => whisper.openDm(user)
    const removing = (message: PartRef): void => deps.removing(message)
    const editor = createEditor({ ...deps, ...threads, openDm, removing }, question)
    return {
      ...editor,
      async post(part, key, after) {
        const ref = await editor.post(part, key, after)
        endTyping(question.id)
        return ref
      },
    }
  }

  return {
    openReply: (question, answerLog, manner = plainly) =>
      editedReply({
        clock,
        log,
        answerLog,
        scheduler,
        channel: laneOf(question),
        editor: editorFor(question),
        format: deps.format,
        withNotice: (text, notice) => contentOf({ text, notice }),
        stoppable: true,
        manner,
      }),
    showWorking(question) {
      // An interaction says "is thinking…" by itself; typing would tell others of a private question.
      if (interactionOf(question) !== undefined || question.private) return () => undefined
      endTyping(question.id)
      typing.set(question.id, typingFor(question))
      return () => endTyping(question.id)
    },
    async notify(question, notice) {
      switch (notice.kind) {
        case 'waiting':
          // An interaction shows that it is thinking all the while.
          if (question.message !== undefined) await signs.waiting(question.message, notice.ahead)
          return
        case 'started':
          if (question.message !== undefined) await signs.started(question.message)
          return
        case 'refused':
          await whisper.tell(hearerOf(question), notice.text)
      }
    },
    history: (question, signal) =>
      readHistory({
        rest,
        // What a thread is made for comes after nothing but the channel.
        question: beforeThread(question) ?? question,
        me: deps.me(question.place.workspace),
        isKnown: async (message) =>
          (await assistant.isOurs(message)) || (await assistant.questionOf(message)) !== undefined,
        signal,
      }),
    inThread: inOwnThread,
    tellAdmins: (workspace, text) => deps.tellAdmins(workspace, text),
    fetchFile: (_question, attachment, maxBytes, signal) => deps.fetchFile(attachment, maxBytes, signal),
  }
}

/** The asker of a question, to be told something about it. */
export function hearerOf(question: Question): Hearer {
  const interaction = interactionOf(question)
  return {
    id: question.id,
    to: question.asker,
    // The thread may not be made yet, or never.
    place: beforeThread(question)?.place ?? question.place,
    locale: question.locale,
    ...(question.message === undefined ? {} : { message: question.message }),
    ...(interaction === undefined ? {} : { interaction }),
  }
}
