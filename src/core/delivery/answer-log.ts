import type { PartRef } from '../question.ts'
import type { Ending } from './reply.ts'

/** A part as it was last known to be visible. */
export interface PostedPart {
  readonly index: number
  readonly ref: PartRef
  /** The slice of the generated Markdown it shows, in UTF-16 units. */
  readonly from: number
  readonly to: number
}

/** The journal of one answer, as the delivery sees it. Every promise resolves once the fact is durable. */
export interface AnswerLog {
  readonly questionId: string
  /** How often the answer was begun anew; absent for the first time. */
  readonly attempt?: number
  /** What an earlier process posted, by index; empty for a fresh answer. */
  readonly posted: readonly PostedPart[]
  /** The Markdown an earlier process had generated; empty for a fresh answer. */
  readonly generated: string
  /** How the answer ended, once nothing more is generated; what is missing then is its delivery alone. */
  readonly ending?: Ending
  /** A part became visible, or now shows more. */
  partShown(part: PostedPart): Promise<void>
  /** A part was taken away. */
  partRemoved(index: number): Promise<void>
  /** What was generated so far; called at least before a part that shows it is frozen. */
  textGenerated(markdown: string): Promise<void>
  /** Nothing more will be generated: the whole text, and how it ended. */
  answerEnded(markdown: string, ending: Ending): Promise<void>
  /** The first `to` UTF-16 units are visible, or nearly so; for measuring alone. Never throws. */
  seen?(to: number): void
}

/** The same for every attempt to create this part, and another when the answer is begun anew. */
export function partKey({ questionId, attempt = 0 }: AnswerLog, index: number): string {
  return attempt === 0 ? `${questionId}/${index}` : `${questionId}/${index}/${attempt}`
}
