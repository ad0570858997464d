import type { Question } from '../../../src/core/question.ts'

/** A question that says no more than a limit looks at. */
export function questionOf(asker: string, place: Partial<Question['place']> = {}): Question {
  return {
    id: crypto.randomUUID(),
    place: { platform: 'slack', workspace: 'T1', channel: 'C1', kind: 'channel', ...place },
    asker: { id: asker, name: asker, isAdmin: false, isOutsider: false },
    text: 'why?',
    lineage: { kind: 'new' },
    locale: 'en',
    askedAt: 0,
    private: false,
  }
}

/** Work that ends when the test says so. */
export interface Gate {
  readonly work: () => Promise<void>
  /** Resolves when the work has begun. */
  readonly begun: Promise<void>
  readonly hasBegun: () => boolean
  open(): void
}

export function createGate(): Gate {
  const begun = Promise.withResolvers<void>()
  const end = Promise.withResolvers<void>()
  let hasBegun = false
  return {
    async work() {
      hasBegun = true
      begun.resolve()
      await end.promise
    },
    begun: begun.promise,
    hasBegun: () => hasBegun,
    open: () => end.resolve(),
  }
}
