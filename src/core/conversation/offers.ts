import type { Action } from '../delivery/reply.ts'
import type { Question } from '../question.ts'

/** What is offered below an answer that ended so. `length`: it is whole as far as the model was let. */
export function offersAfter(
  ended: 'done' | 'length' | 'stopped' | 'failed',
  question: Pick<Question, 'private'>,
): readonly Action[] {
  const share: readonly Action[] = question.private ? ['share'] : []
  switch (ended) {
    case 'done':
      return ['retry', ...share, 'good', 'bad']
    case 'length':
      return ['retry', 'continue', ...share, 'good', 'bad']
    case 'stopped':
    case 'failed':
      return ['retry']
  }
}
