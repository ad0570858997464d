import type { AnswerLog, PostedPart } from '../../delivery/answer-log.ts'
import type { Ending } from '../../delivery/reply.ts'
import type { PartRef, Place, Question } from '../../question.ts'

/** How an accepted question ended. `withdrawn`: its author deleted it. */
export type Outcome = 'answered' | 'stopped' | 'failed' | 'withdrawn'

/** An accepted question whose answer did not end. */
export interface Unfinished {
  readonly question: Question
  readonly generated: string
  readonly posted: readonly PostedPart[]
}

/** What a question that was ended is to be taken up with again. */
export interface Reopening {
  /** The text to go on from; without it, the answer is begun anew, in place of the parts that are shown. */
  readonly generated?: string
  /** Nothing more is to be generated: what is missing is to show this. */
  readonly ending?: Ending
  /** In place of the question as it was asked; its id is the same. */
  readonly question?: Question
  /** The parts shown so far are not to be touched: it is shown somewhere else. */
  readonly elsewhere?: boolean
  /** Also when it was not settled. */
  readonly unsettled?: boolean
}

/** What was accepted, shown and ended: promise 1 and 2 rest on it. */
export interface Journal {
  /**
   * Accepts a question durably; `answer` where it is known already and only to be shown. False when its id was
   * accepted before, however long ago within the kept time.
   */
  accept(question: Question, at: number, answer?: KnownAnswer): Promise<boolean>
  /**
   * Remembers that a question was accepted, and nothing of what it says. False when its id was accepted before.
   */
  note(questionId: string, place: Place, at: number): Promise<boolean>
  /** Takes up a settled question again. False when it is not settled, or unknown. */
  reopen(questionId: string, reopening: Reopening): Promise<boolean>
  /** The log that the delivery of this answer writes to, with what was shown before. */
  open(questionId: string): Promise<AnswerLog>
  /** Marks the end. Later calls for the same question change nothing. */
  settle(questionId: string, outcome: Outcome, at: number): Promise<void>
  /** Everything accepted and not settled, oldest first. */
  unfinished(platform: string): Promise<readonly Unfinished[]>
  /** The question which this message asked or of whose answer it is a part. */
  questionOf(message: PartRef): Promise<string | undefined>
  /** The accepted question itself, whatever became of it. */
  question(id: string): Promise<Question | undefined>
}

export interface KnownAnswer {
  readonly generated: string
  readonly ending: Ending
}
