import type { AnswerWatch } from '../observer.ts'
import type { Question } from '../question.ts'
import type { AbortReason } from './answer.ts'

/** A question from when it waits for its turn until nothing is done for it any more. */
export interface Running {
  readonly question: Question
  readonly conversation: string
  readonly watch: AnswerWatch
  /** Aborts with an `AbortReason`. */
  readonly signal: AbortSignal
  abort(reason: AbortReason): void
  /** Resolves when it has left. */
  readonly ended: Promise<void>
}

/** The questions that this process answers now. */
export interface RunningQuestions {
  enter(question: Question, conversation: string, watch: AnswerWatch): Running
  leave(entry: Running): void
  get(questionId: string): Running | undefined
  all(): readonly Running[]
}

export function createRunning(): RunningQuestions {
  const entries = new Map<string, Running>()
  const ends = new WeakMap<Running, () => void>()
  return {
    enter(question, conversation, watch) {
      const { promise: ended, resolve } = Promise.withResolvers<void>()
      const controller = new AbortController()
      const { signal } = controller
      const abort = (reason: AbortReason): void => controller.abort(reason)
      const entry = { question, conversation, watch, signal, abort, ended }
      entries.set(question.id, entry)
      ends.set(entry, resolve)
      return entry
    },
    leave(entry) {
      entries.delete(entry.question.id)
      entry.watch.left()
      ends.get(entry)?.()
    },
    get: (questionId) => entries.get(questionId),
    all: () => [...entries.values()],
  }
}
