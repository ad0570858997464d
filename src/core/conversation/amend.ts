import type { PartRef, Question } from '../question.ts'
import type { Store } from '../store/store.ts'
import { deletedNote, respoken } from './speech.ts'

/**
 * Notes that the author of a question changed (`text`) or deleted (`undefined`) it, or that an answer was deleted.
 * Prompts show it from their next cut on, since each change in the middle would be paid for with the whole prefix.
 */
export async function amend(
  { turns }: Pick<Store, 'turns'>,
  question: Pick<Question, 'id' | 'message'>,
  message: PartRef,
  text: string | undefined,
): Promise<void> {
  const turn = await turns.get(question.id)
  if (turn === undefined) return
  const asked = question.message
  if (asked?.channel === message.channel && asked.message === message.message) {
    const prompt = respoken({ ...turn, wordsFrom: turn.wordsFrom ?? 0 }, text)
    // The answer to a deleted question goes with it.
    await turns.amend(turn.id, text === undefined ? { prompt, answer: deletedNote } : { prompt })
  } else if (text === undefined) {
    await turns.amend(turn.id, { answer: deletedNote })
  }
}
