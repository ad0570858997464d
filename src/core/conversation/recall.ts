import type { Surface } from '../bot.ts'
import type { Logger } from '../log.ts'
import type { Question } from '../question.ts'
import type { PathTurn, Store } from '../store/store.ts'
import type { Lineages } from './lineage.ts'
import { cutBefore } from './prompt.ts'
import type { Marks } from './prompt.ts'
import { speak } from './speech.ts'

/** What the model is to see before and as the question. */
export interface Recalled {
  readonly conversation: string
  readonly parentId?: string
  readonly history: readonly PathTurn[]
  /** The question as it goes into the prompt, and into the history of later ones. */
  readonly prompt: string
}

export interface RecallDeps {
  readonly store: Pick<Store, 'turns'>
  readonly lineages: Lineages
  readonly marks: Marks
}

/** The conversation so far: from the store, and where it has nothing, from the platform's own history. */
export async function recall(
  deps: RecallDeps,
  question: Question,
  conversation: string,
  surface: Surface,
  signal: AbortSignal,
  logger: Logger,
): Promise<Recalled> {
  const { parent, unseen } = await deps.lineages.ancestryOf(question)
  if (parent !== undefined) {
    const from = cutBefore(parent.tokensBefore + parent.tokens, deps.marks)
    const history = await deps.store.turns.path(parent.id, from)
    return { conversation, parentId: parent.id, history, prompt: speak(question, []) }
  }
  const past = unseen
    ? await surface.history(question, signal).catch((error: unknown) => {
        // Better an answer without what was said before than none.
        logger.warn({ err: error }, 'platform history not read')
        return []
      })
    : []
  return { conversation, history: [], prompt: speak(question, past) }
}
