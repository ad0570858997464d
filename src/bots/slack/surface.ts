import type { Assistant, FetchedFile, Surface } from '../../core/bot.ts'
import type { Clock } from '../../core/clock.ts'
import { partKey } from '../../core/delivery/answer-log.ts'
import type { AnswerLog } from '../../core/delivery/answer-log.ts'
import type { EditScheduler } from '../../core/delivery/edit-scheduler.ts'
import { editedReply } from '../../core/delivery/edited-reply.ts'
import { plainly } from '../../core/delivery/manner.ts'
import type { Manner } from '../../core/delivery/manner.ts'
import type { Ending, Reply } from '../../core/delivery/reply.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { Attachment, PartRef, Question } from '../../core/question.ts'
import { createAnswerFiles } from './answer-files.ts'
import { buttonsBlock } from './buttons.ts'
import type { SlackCalls } from './calls.ts'
import { inThreadOf, postAnchor } from './commands.ts'
import { createEditor } from './editor.ts'
import { slackFormat, whisperFormat } from './format.ts'
import { readHistory } from './history.ts'
import { conversationId } from './inbound.ts'
import type { Self } from './inbound.ts'
import { limits } from './limits.ts'
import type { People } from './people.ts'
import { createPosted } from './posted.ts'
import { privateReply } from './private-reply.ts'
import { createSigns } from './signs.ts'
import { streamedReply } from './stream.ts'
import { createStreams } from './streams.ts'
import { targetOf } from './target.ts'
import type { Target, Via } from './target.ts'
import type { Hearer, Whisper } from './whisper.ts'

export interface SurfaceDeps {
  readonly calls: SlackCalls
  readonly people: People
  readonly whisper: Whisper
  readonly scheduler: EditScheduler
  readonly assistant: Pick<Assistant, 'questionOf'>
  readonly messagesFor: (locale: string) => Messages
  readonly fetchFile: (
    question: Question,
    attachment: Attachment,
    maxBytes: number,
    signal: AbortSignal,
  ) => Promise<FetchedFile>
  readonly self: () => Self
  tellAdmins(workspace: string, text: string): Promise<void>
  /** Tells that the deletion of this message is our own. */
  removing(message: PartRef): void
  /** When the process began: what was asked before may have been begun by another. Epoch ms. */
  readonly bornAt: number
  readonly clock: Clock
  readonly log: Logger
}

export function createSurface(deps: SurfaceDeps): Surface {
  const { calls, people, whisper, bornAt, clock, log, self } = deps
  const streams = createStreams(calls, clock)
  const signs = createSigns({ calls, clock })
  const isStored = async (message: PartRef): Promise<boolean> =>
    (await deps.assistant.questionOf(message)) !== undefined
  const posted = createPosted({ calls, self, isStored })

  function buttonsOf({ id, locale }: Question) {
    return (offered: Ending['actions']) => buttonsBlock(id, offered, deps.messagesFor(locale))
  }

  function openThreadReply(question: Question, answerLog: AnswerLog, target: Target, manner: Manner): Reply {
    const isBegun =
      answerLog.posted.length > 0 || answerLog.generated !== '' || answerLog.ending !== undefined
    const resumed = isBegun || question.askedAt < bornAt
    const known = answerLog.posted.toSorted((a, b) => a.index - b.index).map((part) => part.ref)
    const keyOf = (index: number): string => partKey(answerLog, index)
    const buttons = buttonsOf(question)
    const { removing } = deps
    const files = createAnswerFiles({ calls, posted, target, questionId: question.id, resumed, removing })
    const editor = createEditor({ calls, posted, target, files, resumed, known, buttons, removing, keyOf })
    const edited = (): Reply =>
      editedReply({
        clock,
        log,
        answerLog,
        scheduler: deps.scheduler,
        channel: question.place.workspace,
        editor,
        format: slackFormat,
        // Below the text, in a block of its own.
        withNotice: (text) => text,
        stoppable: true,
        manner,
      })
    if (resumed) return edited()
    return streamedReply({
      calls,
      streams,
      editor,
      files,
      manner,
      posted,
      target,
      answerLog,
      buttons,
      format: slackFormat,
      clock,
      log,
      fallBack: edited,
    })
  }

  return {
    openReply(question, answerLog, manner = plainly) {
      const target = question.private ? undefined : targetOf(question)
      if (target !== undefined) return openThreadReply(question, answerLog, target, manner)
      const hearer = hearerOf(question)
      const buttons = buttonsOf(question)
      return privateReply({ whisper, hearer, answerLog, format: whisperFormat, manner, clock, buttons })
    },
    showWorking(question) {
      const target = question.private ? undefined : targetOf(question)
      if (target === undefined) return () => undefined
      return signs.working(target, deps.messagesFor(question.locale).text('slack.working'))
    },
    async notify(question, notice) {
      if (notice.kind === 'started') return
      const text =
        notice.kind === 'refused'
          ? notice.text
          : deps.messagesFor(question.locale).text('notice.waiting', { ahead: notice.ahead })
      await whisper.tell(hearerOf(question), [text.slice(0, limits.messageChars)])
    },
    tellAdmins: (workspace, text) => deps.tellAdmins(workspace, text),
    history: (question) => readHistory({ calls, people, self, isStored }, question),
    fetchFile: deps.fetchFile,
    async shareIn(asked) {
      const { workspace, channel, thread } = asked.place
      if (thread !== undefined) {
        const conversation = conversationId(workspace, channel, thread)
        return { ...asked, lineage: { kind: 'linear', conversation } }
      }
      const anchor = await postAnchor(deps, asked)
      return anchor && { ...inThreadOf(anchor, asked, workspace), id: asked.id }
    },
  }
}

/** Who asked, as somebody to be told something. */
export function hearerOf(question: Question): Hearer {
  const { responseUrl }: Via = question.via ?? {}
  const { id, asker: to, place } = question
  return { id, to, place, ...(responseUrl === undefined ? {} : { responseUrl }) }
}
