import { RequestMethod, Routes } from 'discord.js'
import type { APIMessage, RouteLike } from 'discord.js'
import type { Clock } from '../../core/clock.ts'
import type { ResultFile } from '../../core/commands/command.ts'
import type { EditScheduler, WriteKind } from '../../core/delivery/edit-scheduler.ts'
import type { MessageEditor, Part } from '../../core/delivery/reply.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { PartRef, Question } from '../../core/question.ts'
import { Failure } from '../../core/fault.ts'
import { buttonsFor, hasButtons } from './buttons.ts'
import type { ButtonRow } from './buttons.ts'
import { toFailure, troubleOf } from './faults.ts'
import type { Trouble } from './faults.ts'
import { errorCodes } from './limits.ts'
import { contentOf, createBody, editBody, followUpBody, hasFiles, withFiles } from './message-body.ts'
import type { CallOptions, DiscordRest } from './rest.ts'
import { interactionOf, laneOf } from './via.ts'

export interface EditorDeps {
  readonly rest: DiscordRest
  readonly scheduler: Pick<EditScheduler, 'delayed'>
  /** The DM channel with somebody. Rejects with a `Failure`. */
  openDm(userId: string): Promise<string>
  /** Where the parts of a visible answer go; a thread is made first. Rejects with a `Failure`. */
  channelOf(question: Question): Promise<string>
  /** Tells that the deletion of this message, of which Discord will tell, is our own. */
  removing(message: PartRef): void
  readonly messagesFor: (locale: string) => Messages
  readonly clock: Clock
  readonly log: Logger
}

/** What of a part is written. */
interface Visible {
  readonly content: string
  readonly buttons: readonly ButtonRow[]
  readonly files: readonly ResultFile[] | undefined
}

/**
 * Shows the parts of one answer. Each call is one write that the scheduler has allowed, and one attempt at it:
 * throws a `Failure` of kind `platform`; one for its rate is also told to the scheduler.
 */
export function createEditor(deps: EditorDeps, question: Question): MessageEditor {
  const { rest, scheduler, clock } = deps
  const log = deps.log.child({ question: question.id })
  const interaction = interactionOf(question)
  const lane = laneOf(question)

  const visibleOf = (part: Part): Visible => ({
    content: contentOf(part),
    buttons: buttonsFor(question.id, part.actions, deps.messagesFor(question.locale)),
    files: part.files,
  })

  const tokenWorks = (): boolean => interaction !== undefined && clock.now() < interaction.until

  /** One write. Undefined where `fallBack` accepts the refusal. */
  async function write(
    kind: WriteKind,
    method: RequestMethod,
    route: RouteLike,
    call: CallOptions,
    fallBack: (trouble: Trouble) => boolean = () => false,
  ): Promise<APIMessage | undefined> {
    try {
      return await inOpenThread(() => rest.attempt<APIMessage>(method, route, { ...call, scheduled: true }))
    } catch (error) {
      const trouble = troubleOf(error)
      if (fallBack(trouble)) return undefined
      if (trouble.kind === 'wait') scheduler.delayed(lane, kind, trouble.ms, trouble.everywhere)
      const what = `${method} message`
      log.debug({ what, trouble }, 'Discord did not take a write')
      throw toFailure(trouble, what)
    }
  }

  /**
   * Sending opens an archived thread, and editing does not, such as when the author of a post closes it in mid-answer. To
   * open it takes the right to write there, unless it is locked.
   */
  async function inOpenThread<T>(attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt()
    } catch (error) {
      if (!isRefusal(troubleOf(error), errorCodes.threadArchived)) throw error
      const body = { archived: false }
      await rest.attempt(RequestMethod.Patch, Routes.channel(question.place.channel), { body })
      return await attempt()
    }
  }

  /** A message of the channel, made once however often it is asked for: then it may show an earlier text. */
  async function create(
    channel: string,
    visible: Visible,
    key: string,
    replyTo: PartRef | undefined,
    fallBack: (trouble: Trouble) => boolean,
  ): Promise<APIMessage | undefined> {
    const { content, buttons, files } = visible
    const message = withFiles(createBody(content, key, replyTo, buttons), files)
    const sent = await write('post', RequestMethod.Post, Routes.channelMessages(channel), message, fallBack)
    if (sent === undefined) return undefined
    const isSame =
      sent.content.trim() === content.trim() && hasButtons(sent, buttons) && hasFiles(sent, files)
    if (isSame) return sent
    // Discord knew the nonce: an attempt whose outcome nobody heard of, or of a process that ended.
    const route = Routes.channelMessage(channel, sent.id)
    return write('edit', RequestMethod.Patch, route, edited(visible))
  }

  async function postToChannel(channel: string, visible: Visible, key: string, replyTo?: PartRef) {
    const sent = await create(
      channel,
      visible,
      key,
      replyTo,
      // Without Read Message History there are no replies, but there are messages.
      (trouble) => replyTo !== undefined && isRefusal(trouble, errorCodes.cannotReply),
    )
    return sent ?? (await create(channel, visible, key, undefined, () => false))
  }

  async function postFollowUp({ content, buttons, files }: Visible): Promise<APIMessage | undefined> {
    if (interaction === undefined) return undefined
    const { application, token } = interaction
    const message = withFiles(followUpBody(content, question.private, buttons), files)
    const route = Routes.webhook(application, token)
    return write('post', RequestMethod.Post, route, { ...message, auth: false })
  }

  async function postToInteraction(visible: Visible, index: number, key: string, after?: PartRef) {
    if (interaction === undefined) return undefined
    const { application, token } = interaction
    if (index === 0) {
      // The answer takes the place of "is thinking…", so that sending it again changes nothing.
      const route = Routes.webhookMessage(application, token)
      return write('post', RequestMethod.Patch, route, { ...edited(visible), auth: false }, isGone)
    }
    if (question.private) return postFollowUp(visible)
    // A message of the channel has a nonce and a follow-up has not; but the bot may be allowed only the latter.
    return (await create(question.place.channel, visible, key, after, isForbidden)) ?? postFollowUp(visible)
  }

  async function fallBackChannel(): Promise<string> {
    return question.private ? deps.openDm(question.asker.id) : deps.channelOf(question)
  }

  /** Parts that only a token could change, and in which direct message they go on, whole. */
  const movedTo = new Map<string, PartRef>()

  /** What one person alone was shown goes on in their direct messages once the token has ended. */
  async function move(ref: PartRef, part: Part): Promise<void> {
    const channel = await deps.openDm(question.asker.id)
    const sent = await postToChannel(channel, visibleOf(part), `${question.id}/moved/${part.index}`)
    if (sent === undefined) throw failed('gone', 'create message')
    movedTo.set(ref.message, { channel, message: sent.id })
  }

  return {
    async post(part, key, after) {
      const visible = visibleOf(part)
      const there = tokenWorks() ? await postToInteraction(visible, part.index, key, after) : undefined
      if (there !== undefined) return { channel: question.place.channel, message: there.id }
      const channel = await fallBackChannel()
      // Each part replies to the one before it: a busy channel has several answers side by side.
      const before = part.index === 0 ? question.message : after
      const replyTo = before?.channel === channel ? before : undefined
      const sent = await postToChannel(channel, visible, key, replyTo)
      if (sent === undefined) throw failed('gone', 'create message')
      return { channel, message: sent.id }
    },
    async edit(shown, part) {
      const ref = movedTo.get(shown.message) ?? shown
      const message = edited(visibleOf(part))
      const inInteraction = interaction !== undefined && ref.channel === question.place.channel
      if (inInteraction && tokenWorks() && (question.private || part.index === 0)) {
        const route = Routes.webhookMessage(interaction.application, interaction.token, ref.message)
        if (
          (await write('edit', RequestMethod.Patch, route, { ...message, auth: false }, isGone)) !== undefined
        )
          return
      }
      if (inInteraction && question.private) return move(ref, part)
      const route = Routes.channelMessage(ref.channel, ref.message)
      const written = await write('edit', RequestMethod.Patch, route, message, (trouble) =>
        inInteraction && tokenWorks() ? isForbidden(trouble) || isGone(trouble) : false,
      )
      if (written !== undefined || interaction === undefined) return
      const followUp = Routes.webhookMessage(interaction.application, interaction.token, ref.message)
      await write('edit', RequestMethod.Patch, followUp, { ...message, auth: false })
    },
    async remove(ref) {
      const method = RequestMethod.Delete
      deps.removing(ref)
      if (interaction !== undefined && tokenWorks() && ref.channel === question.place.channel) {
        const route = Routes.webhookMessage(interaction.application, interaction.token, ref.message)
        // What is gone already needs no removing, but may be a message of the channel.
        await write('edit', method, route, { auth: false }, isGone)
      }
      await write('edit', method, Routes.channelMessage(ref.channel, ref.message), {}, isGone)
    },
  }
}

function edited({ content, buttons, files }: Visible) {
  return withFiles(editBody(content, buttons), files)
}

function failed(reason: 'gone', what: string): Failure {
  return new Failure({ kind: 'platform', platform: 'discord', reason, what })
}

function isRefusal(trouble: Trouble, code: number): boolean {
  return trouble.kind === 'refused' && trouble.code === code
}

function isGone(trouble: Trouble): boolean {
  return trouble.kind === 'refused' && trouble.reason === 'gone'
}

function isForbidden(trouble: Trouble): boolean {
  return trouble.kind === 'refused' && trouble.reason === 'no-permission'
}
