import type { Clock } from '../../core/clock.ts'
import type { AnswerLog } from '../../core/delivery/answer-log.ts'
import type { MessageEditor, Part } from '../../core/delivery/reply.ts'
import type { Logger } from '../../core/log.ts'
import type { PartRef } from '../../core/question.ts'
import { belowOf, metadataOf, sumOf } from './body.ts'
import type { Answer, SlackCalls } from './calls.ts'
import { endStream, refOf } from './editor.ts'
import { toFailure } from './faults.ts'
import type { Trouble } from './faults.ts'
import { limits } from './limits.ts'
import type { Posted } from './posted.ts'
import { settledText } from './settled.ts'
import { diesAt, endedCodes, isEmpty, isRejected, partOf, streamed } from './shown.ts'
import type { Goal, Shown } from './shown.ts'
import type { Streams } from './streams.ts'
import type { Target } from './target.ts'

export interface PartsWriterDeps {
  readonly calls: SlackCalls
  readonly streams: Streams
  readonly editor: MessageEditor
  readonly posted: Posted
  readonly target: Target
  readonly questionId: string
  readonly maxLength: number
  readonly clock: Clock
  readonly log: Logger
  /** The block of buttons below a part. */
  readonly buttons: (offered: Part['actions']) => Answer | undefined
  /** A part is visible, or complete. Never rejects. */
  readonly partShown: AnswerLog['partShown']
  readonly seen: (to: number) => void
  /** Called before a part is completed. Never rejects. */
  readonly journal: () => Promise<void>
}

/** `unstreamable`: nothing is shown yet, and Slack takes no stream. */
export type Step = 'did' | 'nothing' | 'unstreamable'

/** Writes the messages of one answer, each as a stream, and mends by edits what goes wrong with one. */
export interface PartsWriter {
  /**
   * Does the one next thing there is to do. Throws a `Failure` when that was not possible; passing ones may be tried
   * again. `source` is what the goals were made of.
   */
  step(goals: readonly Goal[], source: string): Promise<Step>
  /** Epoch ms before which another write of text would be too soon. */
  readonly nextAt: number
  /** Epoch ms at which there is something to do without new text. */
  readonly dueAt: number
  isDone(goals: readonly Goal[]): boolean
  refs(): readonly PartRef[]
  /** What that message shows is to be looked at again, though it was done. */
  reopen(index: number): void
  /** Nothing more is written. */
  abandon(): void
  /** Ends every stream where it is. */
  endStreams(): Promise<void>
  /** Takes Slack's own Stop button away where a stream left it. Never rejects. */
  settleSession(): Promise<void>
}

export function createPartsWriter(deps: PartsWriterDeps): PartsWriter {
  const { calls, streams, editor, target, clock, log } = deps
  const shown: Shown[] = []
  let source = ''
  let nextAt = 0
  let dueAt = Infinity
  /** A stream whose start was never answered may exist. */
  let maybeStarted = false
  let sessionIsOpen = false

  async function begin(goal: Goal): Promise<Step> {
    const text = goal.final ? goal.text : settled(goal, undefined)
    if (text.trim() === '' && goal.notice === undefined && (goal.card === undefined || goal.final))
      return 'nothing'
    if (maybeStarted) {
      const found = await deps.posted.find(target, keyOf(goal.index), refs())
      maybeStarted = false
      if (found !== undefined) return began(goal, found, 'unsure', undefined)
    }
    if (!goal.final && streams.mayOpen(target.channel)) return start(goal, text)
    if (goal.index === 0 && !goal.final) return 'unstreamable'
    return post(goal, text)
  }

  async function start(goal: Goal, text: string): Promise<Step> {
    const result = await calls.attempt('chat.startStream', {
      channel: target.channel,
      thread_ts: target.thread,
      ...(target.isDm ? {} : { recipient_team_id: target.userTeam, recipient_user_id: target.userId }),
      ...streamed(text, goal.card),
    })
    if (result.ok) return began(goal, refOf(result.answer, target), 'live', text)
    const { trouble } = result
    maybeStarted = trouble.kind === 'unknown'
    if (trouble.kind !== 'refused') throw toFailure(trouble, 'chat.startStream')
    log.info({ code: trouble.code, channel: target.channel }, 'no stream: the answer is posted and edited')
    streams.refused(target.channel)
    return goal.index === 0 ? 'unstreamable' : post(goal, text)
  }

  async function post(goal: Goal, text: string): Promise<Step> {
    if (goal.final) await deps.journal()
    const ref = await editor.post(partOf(goal, text), keyOf(goal.index))
    return began(goal, ref, goal.final ? 'done' : 'plain', text)
  }

  async function began(
    { index, from, to, text: before, card }: Goal,
    ref: PartRef,
    state: Shown['state'],
    text: string | undefined,
  ): Promise<Step> {
    const now = clock.now()
    const title = state === 'live' ? card?.title : undefined
    shown.push({ index, ref, state, text, card: title, before, startedAt: now, touchedAt: now })
    if (state === 'live' || state === 'unsure') {
      streams.opened()
      sessionIsOpen = true
    }
    nextAt = now + streams.appendEveryMs()
    tellSeen({ from, to }, text)
    await deps.partShown({ index, ref, from, to })
    return 'did'
  }

  async function goOn(message: Shown, goal: Goal): Promise<Step> {
    switch (message.state) {
      case 'unsure':
        return stopStreaming(message)
      case 'live':
        if (goal.final) return finish(message, goal)
        return clock.now() >= diesAt(message) ? stopStreaming(message) : extend(message, goal)
      case 'plain':
      case 'done':
        return edit(message, goal)
    }
  }

  async function stopStreaming(message: Shown): Promise<Step> {
    await endStream(calls, message.ref, 'processing', metadataOf(keyOf(message.index)))
    unstreamed(message)
    return 'did'
  }

  async function extend(message: Shown, goal: Goal): Promise<Step> {
    const sent = message.text ?? ''
    const text = settled(goal, message)
    message.before = goal.text
    dueAt = diesAt(message)
    const isNewCard =
      message.card !== undefined && goal.card !== undefined && message.card !== goal.card.title
    if (text.length > sent.length && text.startsWith(sent)) return append(message, goal, text)
    return isNewCard ? append(message, goal, sent) : 'nothing'
  }

  async function append(message: Shown, goal: Goal, text: string): Promise<Step> {
    nextAt = clock.now() + streams.appendEveryMs()
    const fresh = text.slice((message.text ?? '').length)
    const { channel, message: ts } = message.ref
    const args = { channel, ts, ...streamed(fresh, goal.card, message) }
    // Never waited for: by the time of its turn there is more to say, or all has been said by the stop.
    const result = await calls.attempt('chat.appendStream', args, { patienceMs: 0 })
    if (!result.ok && result.trouble.kind === 'limited') {
      nextAt = clock.now() + Math.min(result.trouble.retryAfterMs, limits.appendRetryMs)
      dueAt = nextAt
      return 'nothing'
    }
    message.touchedAt = clock.now()
    if (result.ok) {
      message.text = text
      if (message.card !== undefined) message.card = goal.card?.title ?? message.card
      tellSeen(goal, text)
    } else mend(message, result.trouble, 'chat.appendStream')
    return 'did'
  }

  /** Ends a stream with all that its message lacks. */
  async function finish(message: Shown, goal: Goal): Promise<Step> {
    await deps.journal()
    const key = keyOf(message.index)
    if (message.maybeStopped !== undefined) {
      const mark = await deps.posted.look(target, message.ref)
      if (mark?.key === key) return stopped(message, goal, message.maybeStopped)
      message.maybeStopped = undefined
    }
    const sent = message.text ?? ''
    const fits = goal.text.startsWith(sent)
    const rest = fits ? goal.text.slice(sent.length) : ''
    // Nobody shall wait for text because no stop is left.
    const mayAppend = calls.spare('chat.stopStream') === 0 && calls.spare('chat.appendStream') > 0
    if (rest !== '' && mayAppend) return append(message, goal, goal.text)
    const { channel, message: ts } = message.ref
    const below = belowOf(goal.notice, deps.buttons(goal.actions))
    const result = await calls.attempt(
      'chat.stopStream',
      {
        channel,
        ts,
        session_status: goal.last ? 'active' : 'processing',
        metadata: metadataOf(key, fits ? sumOf(goal.text, goal.notice, goal.actions) : ''),
        ...streamed(rest, goal.card, message),
        ...(below.length === 0 || !fits ? {} : { blocks: below }),
      },
      { urgent: true },
    )
    if (result.ok) return stopped(message, goal, sent + rest)
    if (result.trouble.kind === 'unknown') message.maybeStopped = sent + rest
    else mend(message, result.trouble, 'chat.stopStream')
    return 'did'
  }

  async function stopped(message: Shown, goal: Goal, text: string): Promise<Step> {
    if (goal.last) sessionIsOpen = false
    unstreamed(message)
    message.text = text
    // What stands below came along if the text did.
    if (text === goal.text) await complete(message, goal)
    return 'did'
  }

  /** Brings a message that is no stream any more up to date. */
  async function edit(message: Shown, goal: Goal): Promise<Step> {
    const text = goal.final ? goal.text : settled(goal, message)
    message.before = goal.text
    const isBlank = text.trim() === '' && goal.notice === undefined
    if (!isBlank && (message.text !== text || goal.notice !== undefined || goal.actions !== undefined)) {
      const soonest = message.text === undefined ? 0 : message.touchedAt + limits.editIntervalMs
      const isScarce = calls.spare('chat.update') < limits.sparedEdits
      if (!goal.final && (isScarce || clock.now() < soonest)) {
        dueAt = Math.max(soonest, clock.now() + limits.appendRetryMs)
        return 'nothing'
      }
      if (goal.final) await deps.journal()
      try {
        await editor.edit(message.ref, partOf(goal, text))
      } catch (error) {
        if (message.text === undefined || !isRejected(error)) throw error
        message.touchedAt = clock.now()
        return goal.final ? postRest(message, goal, message.text) : 'nothing'
      }
      message.text = text
      message.touchedAt = clock.now()
      tellSeen(goal, text)
    } else if (!goal.final) return 'nothing'
    if (goal.final) await complete(message, goal)
    return 'did'
  }

  /** Where a message takes no edits any more, what it lacks is a message of its own. */
  async function postRest(message: Shown, goal: Goal, shownText: string): Promise<Step> {
    const rest = goal.text.startsWith(shownText) ? goal.text.slice(shownText.length) : goal.text
    await editor.post(partOf(goal, rest.trim()), `${keyOf(message.index)}/rest`)
    await complete(message, goal)
    return 'did'
  }

  async function complete(message: Shown, { from, to }: Goal): Promise<void> {
    message.state = 'done'
    deps.seen(to)
    await deps.partShown({ index: message.index, ref: message.ref, from, to })
  }

  /** After a write to a stream that did not succeed: what is known of it now. */
  function mend(message: Shown, trouble: Trouble, method: 'chat.appendStream' | 'chat.stopStream'): void {
    if (trouble.kind === 'limited' || trouble.kind === 'unsent') throw toFailure(trouble, method)
    if (trouble.kind === 'unknown') {
      message.text = undefined
      message.state = 'unsure'
      return
    }
    const failure = toFailure(trouble, method)
    if (failure.fault.kind === 'platform' && failure.fault.reason !== 'rejected') throw failure
    log.info({ code: trouble.code, method }, 'a stream ended early: the rest comes by edits')
    if (endedCodes.has(trouble.code)) unstreamed(message)
    else message.state = 'unsure'
  }

  /** A text as Slack takes it is nearly as long as what it was made of. */
  function tellSeen({ from, to }: Pick<Goal, 'from' | 'to'>, text: string | undefined): void {
    if (text !== undefined) deps.seen(Math.min(to, from + text.length))
  }

  function unstreamed(message: Shown): void {
    message.state = 'plain'
    streams.closed()
  }

  function settled(goal: Goal, message: Shown | undefined): string {
    return settledText(goal, source, message?.text ?? '', message?.before ?? '', deps.maxLength)
  }

  function keyOf(index: number): string {
    return `${deps.questionId}/${index}`
  }

  function refs(): readonly PartRef[] {
    return shown.map((message) => message.ref)
  }

  return {
    async step(goals, from) {
      source = from
      dueAt = Infinity
      for (const goal of goals) {
        const message = shown[goal.index]
        if (message?.state === 'done' || isEmpty(goal)) continue
        // Later parts wait for this one: people read from the top.
        return message === undefined ? begin(goal) : goOn(message, goal)
      }
      return 'nothing'
    },
    get nextAt() {
      return nextAt
    },
    get dueAt() {
      return dueAt
    },
    isDone: (goals) => goals.every((goal) => isEmpty(goal) || shown[goal.index]?.state === 'done'),
    refs,
    reopen(index) {
      const message = shown[index]
      if (message?.state !== 'done') return
      message.state = 'plain'
      message.text = undefined
    },
    abandon() {
      for (const message of shown) {
        if (message.state === 'live' || message.state === 'unsure') unstreamed(message)
      }
    },
    async endStreams() {
      for (const message of shown) {
        if (message.state !== 'live' && message.state !== 'unsure') continue
        await stopStreaming(message)
      }
    },
    async settleSession() {
      if (!sessionIsOpen) return
      const { channel, thread } = target
      await calls.attempt('agents.sessions.setStatus', {
        channel_id: channel,
        thread_ts: thread,
        status: 'active',
      })
    },
  }
}
