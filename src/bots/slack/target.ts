import type { Question } from '../../core/question.ts'

/** Where and to whom an answer goes. */
export interface Target {
  readonly channel: string
  /** `ts` of the thread's root. */
  readonly thread: string
  /** Answers come later than this `ts`. */
  readonly after: string
  readonly userId: string
  readonly isDm: boolean
  /** The asker's own team: not ours in shared channels. */
  readonly userTeam: string
}

/** What a question carries for us in `via`. */
export interface Via {
  readonly userTeam?: string
  /** Of a slash command. */
  readonly responseUrl?: string
}

/** Undefined for a question that has no thread: an answer to it is for the asker alone. */
export function targetOf(question: Question): Target | undefined {
  const { channel, thread, workspace, kind } = question.place
  if (thread === undefined) return undefined
  const via: Via = question.via ?? {}
  return {
    channel,
    thread,
    after: question.message?.message ?? thread,
    userId: question.asker.id,
    isDm: kind === 'dm',
    userTeam: via.userTeam ?? workspace,
  }
}
