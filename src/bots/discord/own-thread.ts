import { RequestMethod, Routes, ThreadAutoArchiveDuration } from 'discord.js'
import type { Logger } from '../../core/log.ts'
import type { Question } from '../../core/question.ts'
import { toFailure, troubleOf } from './faults.ts'
import { linearConversation } from './inbound.ts'
import { errorCodes, maxThreadNameLength } from './limits.ts'
import type { DiscordRest } from './rest.ts'

/**
 * The question as it is answered in a thread made from its message; undefined where there can be none. Such a thread
 * has its message's id, so that its place is known before it is made, and in every process.
 */
export function inOwnThread(question: Question): Question | undefined {
  const { place, message, lineage } = question
  if (place.kind !== 'channel' || place.workspace === 'dm' || message?.channel !== place.channel)
    return undefined
  if (lineage.kind !== 'new' || question.private || question.from !== undefined) return undefined
  const thread = { ...place, kind: 'thread', channel: message.message, parent: place.channel } as const
  const conversation = linearConversation(thread)
  return conversation === undefined
    ? undefined
    : { ...question, place: thread, lineage: { kind: 'linear', conversation } }
}

/** A question that is answered in a thread made from it, as it was asked in its channel; undefined for others. */
export function beforeThread(question: Question): Question | undefined {
  const { place, message } = question
  const { parent: channel, ...rest } = place
  if (place.kind !== 'thread' || channel === undefined || message === undefined) return undefined
  // The first message of a forum's post has the id of its thread too, and is in it.
  if (message.channel !== channel || message.message !== place.channel) return undefined
  return { ...question, place: { ...rest, kind: 'channel', channel }, lineage: { kind: 'new' } }
}

/** Makes the threads that questions are answered in. */
export interface OwnThreads {
  /**
   * Where the answer goes: the thread, made if need be; or the channel, where Discord does not let us make one.
   * Rejects with a `Failure` that passes.
   */
  channelOf(question: Question): Promise<string>
}

export function createOwnThreads({
  rest,
  log,
}: {
  readonly rest: Pick<DiscordRest, 'attempt'>
  readonly log: Logger
}): OwnThreads {
  /** By question, while it is being answered for the first time. */
  const made = new Map<string, Promise<string>>()

  async function make({ id, text, place }: Question, parent: string): Promise<string> {
    const route = Routes.threads(parent, place.channel)
    const body = { name: nameOf(text), auto_archive_duration: ThreadAutoArchiveDuration.OneDay }
    try {
      await rest.attempt(RequestMethod.Post, route, { body })
      return place.channel
    } catch (error) {
      const trouble = troubleOf(error)
      if (trouble.kind !== 'refused') throw toFailure(trouble, 'make thread')
      if (trouble.code === errorCodes.threadExists) return place.channel
      log.info(
        { question: id, code: trouble.code },
        'no thread could be made: the answer goes to the channel',
      )
      return parent
    }
  }

  return {
    channelOf(question) {
      const asked = beforeThread(question)
      if (asked === undefined) return Promise.resolve(question.place.channel)
      const known = made.get(question.id)
      if (known !== undefined) return known
      const making = make(question, asked.place.channel)
      made.set(question.id, making)
      for (const oldest of made.size > mostRemembered ? [...made.keys()].slice(0, 1) : []) made.delete(oldest)
      // What passes is tried again by whoever asks next.
      making.catch(() => made.delete(question.id))
      return making
    },
  }
}

const mostRemembered = 1000

/** The question's first words on one line, without what Discord would not show in a name. */
function nameOf(text: string): string {
  const line = text
    .replaceAll(/<[@#:][^>]*>|[\p{C}`*_~|#>[\]]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  const short = Array.from(line).slice(0, maxThreadNameLength - 1)
  while (short.join('').length > maxThreadNameLength - 1) short.pop()
  const name = short.join('').trim()
  if (name === '') return '…'
  return name.length < line.length ? `${name}…` : name
}
