import type { SplitPart } from '../../core/delivery/parts/splitter.ts'
import type { Action, Part } from '../../core/delivery/reply.ts'
import { Failure } from '../../core/fault.ts'
import type { PartRef } from '../../core/question.ts'
import type { Answer } from './calls.ts'
import { limits } from './limits.ts'

/** What a message of the answer should show by now. */
export interface Goal extends SplitPart {
  readonly index: number
  /** Nothing of it will change any more. */
  readonly final: boolean
  /** Nothing comes after it. */
  readonly last: boolean
  readonly notice: string | undefined
  readonly actions: readonly Action[] | undefined
  /** What is told of the model's thinking, above the text. */
  readonly card: Card | undefined
}

/** A task card: how long the model thinks or has thought. */
export interface Card {
  readonly title: string
  readonly going: boolean
}

/** A message of the answer as it was last known to be. */
export interface Shown {
  readonly index: number
  readonly ref: PartRef
  /**
   * `live`: text can be appended. `unsure`: a write may or may not have arrived, or the stream may be dead.
   * `plain`: what is missing comes by an edit. `done`: nothing will change.
   */
  state: 'live' | 'unsure' | 'plain' | 'done'
  /** What readers see; undefined where that is not known. */
  text: string | undefined
  /**
   * The title of the task card above it. A stream takes only what it was begun with: one with a card takes chunks, and
   * one without takes text.
   */
  card: string | undefined
  /** The rendering at the last look. */
  before: string
  /** What readers see if a stop that was never answered has been carried out. */
  maybeStopped?: string | undefined
  readonly startedAt: number
  touchedAt: number
}

/** Slack takes no message without anything to see. */
export function isEmpty(goal: Goal): boolean {
  return goal.final && goal.text.trim() === '' && goal.notice === undefined && goal.card === undefined
}

/** Slack will not take it, however often it is asked. */
export function isRejected(error: unknown): boolean {
  return error instanceof Failure && error.fault.kind === 'platform' && error.fault.reason === 'rejected'
}

/** The goal as the editor writes it, with that text. */
export function partOf({ index, final, notice, actions }: Goal, text: string): Part {
  return {
    index,
    text,
    final,
    ...(notice === undefined ? {} : { notice }),
    ...(actions === undefined ? {} : { actions }),
  }
}

/** What is written to a stream: text, or chunks where it has a card. */
export function streamed(text: string, card: Card | undefined, message?: Pick<Shown, 'card'>): Answer {
  const isText = message === undefined ? card === undefined : message.card === undefined
  if (isText) return text === '' ? {} : { markdown_text: text }
  const isNew = card !== undefined && card.title !== message?.card
  const chunks = [
    ...(isNew ? [cardChunk(card)] : []),
    ...(text === '' ? [] : [{ type: 'markdown_text', text }]),
  ]
  return chunks.length === 0 ? {} : { chunks }
}

function cardChunk({ title, going }: Card): Answer {
  return { type: 'task_update', id: 'thinking', title, status: going ? 'in_progress' : 'complete' }
}

/** The stream is none any more: it died, or a person stopped it. */
export const endedCodes: ReadonlySet<string> = new Set(['message_not_in_streaming_state', 'stopped_by_user'])

/** Streams die of age and of silence. */
export function diesAt(message: Shown): number {
  return Math.min(message.startedAt + limits.streamAgeMs, message.touchedAt + limits.streamIdleMs)
}
