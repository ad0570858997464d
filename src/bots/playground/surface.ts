import type { Assistant, Surface } from '../../core/bot.ts'
import type { Clock } from '../../core/clock.ts'
import type { EditScheduler } from '../../core/delivery/edit-scheduler.ts'
import { editedReply } from '../../core/delivery/edited-reply.ts'
import { plainly } from '../../core/delivery/manner.ts'
import type { Manner } from '../../core/delivery/manner.ts'
import type { Format } from '../../core/delivery/parts/format.ts'
import type { MessageEditor, Reply } from '../../core/delivery/reply.ts'
import { Failure } from '../../core/fault.ts'
import type { Logger } from '../../core/log.ts'
import type { Question } from '../../core/question.ts'
import type { Files } from './files.ts'
import { pastMessage, refOf, tanya } from './inbound.ts'
import { limits } from './limits.ts'
import type { Room, RoomMessage } from './room.ts'

export interface SurfaceDeps {
  readonly room: Room
  readonly files: Files
  readonly scheduler: EditScheduler
  readonly format: Format
  readonly assistant: Pick<Assistant, 'isOurs' | 'questionOf'>
  readonly clock: Clock
  readonly log: Logger
  /** The Markdown of the answers that are being written, by question. */
  readonly growing: Map<string, string>
  /** It is that question's turn. */
  begins(question: Question): void
  /** Somebody is at work in the channel, or no longer. */
  working(channel: string, on: boolean): void
}

export function createSurface(
  deps: SurfaceDeps,
): Surface & { notice(to: Hearer, text: string, more?: NoticeMore): Promise<void> } {
  const { room, files, scheduler, assistant, clock, log } = deps

  function editorFor(question: Question): MessageEditor {
    return {
      async post(part, key, after) {
        const { channel } = question.place
        if (room.channel(channel) === undefined) throw gone('post')
        const posted = await room.post({
          channel,
          author: tanya,
          ...shown(part),
          part: part.index,
          key,
          question: question.id,
          ...(part.index === 0 && question.message && { replyTo: question.message.message }),
          ...(after && { replyTo: after.message }),
          ...(question.private && { onlyFor: question.asker.id }),
        })
        return refOf(posted)
      },
      edit(ref, part) {
        const { channel, message } = ref
        const known = room.message(channel, message)
        if (known === undefined) return Promise.reject(gone('edit'))
        const { notice: _before, actions: _offered, ...rest } = known
        room.replace({ ...rest, ...shown(part) })
        return Promise.resolve()
      },
      remove({ channel, message }) {
        room.remove(channel, message)
        return Promise.resolve()
      },
    }
  }

  function openReply(
    question: Question,
    answerLog: Parameters<Surface['openReply']>[1],
    manner: Manner = plainly,
  ): Reply {
    const { growing } = deps
    const { id } = question
    deps.begins(question)
    growing.set(id, answerLog.generated)
    const reply = editedReply({
      clock,
      log,
      answerLog,
      scheduler,
      channel: question.place.channel,
      editor: editorFor(question),
      format: deps.format,
      stoppable: true,
      // The page takes no files, and has room for all of an answer.
      manner: {
        ...manner,
        maxParts: Infinity,
        reasoning: manner.reasoning === 'hidden' ? 'hidden' : 'summary',
      },
    })
    return {
      ...reply,
      append(markdown) {
        growing.set(id, (growing.get(id) ?? '') + markdown)
        return reply.append(markdown)
      },
      close: (ending) => reply.close(ending).finally(() => growing.delete(id)),
    }
  }

  async function notice(to: Hearer, text: string, more: NoticeMore = {}): Promise<void> {
    await room.post({
      channel: to.channel,
      author: tanya,
      text,
      onlyFor: to.person,
      ...more,
      ...(to.replyTo !== undefined && { replyTo: to.replyTo }),
    })
  }

  return {
    openReply,
    notice,
    showWorking(question) {
      const { channel } = question.place
      deps.working(channel, true)
      return () => deps.working(channel, false)
    },
    async notify(question, told) {
      const { message } = question
      if (told.kind === 'refused') return notice(hearerOf(question), told.text)
      if (message !== undefined)
        room.change(message.channel, message.message, { waiting: told.kind === 'waiting' })
    },
    async history(question) {
      const before: RoomMessage[] = []
      for (const message of earlier(room, question)) {
        const ref = refOf(message)
        if ((await assistant.isOurs(ref)) || (await assistant.questionOf(ref)) !== undefined) continue
        before.push(message)
      }
      return before.map((message) => pastMessage(message, room.person(message.author)))
    },
    fetchFile: (_question, attachment, maxBytes) => Promise.resolve(files.fetch(attachment, maxBytes)),
    async tellAdmins(_workspace, text) {
      const admins = room.people().filter(({ role }) => role === 'admin')
      for (const { id } of admins) await notice({ channel: `dm-${id}`, person: id }, text)
    },
  }
}

/** What stands below a notice. */
export type NoticeMore = Pick<RoomMessage, 'files' | 'confirm' | 'form'>

/** Somebody who is to be told something that others do not see. */
export interface Hearer {
  readonly channel: string
  readonly person: string
  readonly replyTo?: string
}

export function hearerOf(question: Pick<Question, 'place' | 'asker' | 'message'>): Hearer {
  const { place, asker, message } = question
  return { channel: place.channel, person: asker.id, ...(message && { replyTo: message.message }) }
}

/** What was said before the question, where it continues something that people said: oldest first. */
function earlier(room: Room, question: Question): readonly RoomMessage[] {
  const { place, lineage, message } = question
  const isPublic = ({ onlyFor }: RoomMessage): boolean => onlyFor === undefined
  if (lineage.kind === 'branch') {
    const chain: RoomMessage[] = []
    let at = room.message(lineage.message.channel, lineage.message.message)
    while (at !== undefined && isPublic(at) && chain.length < limits.history) {
      chain.unshift(at)
      at = at.replyTo === undefined ? undefined : room.message(at.channel, at.replyTo)
    }
    // The message replied to is quoted in the question.
    return chain.slice(0, -1)
  }
  if (place.kind !== 'thread' && question.recent === undefined) return []
  const { parent, root } = room.channel(place.channel) ?? {}
  const opened = parent === undefined || root === undefined ? undefined : room.message(parent, root)
  const messages = room.messages(place.channel).filter((one) => isPublic(one) && one.id !== message?.message)
  return [...(opened ? [opened] : []), ...messages.slice(-(question.recent ?? limits.history))]
}

function shown(part: Parameters<MessageEditor['post']>[0]) {
  const { text, notice, final, actions } = part
  return { text, final, ...(notice !== undefined && { notice }), ...(actions && { actions: [...actions] }) }
}

function gone(what: string): Failure {
  return new Failure({ kind: 'platform', platform: 'playground', reason: 'gone', what })
}
