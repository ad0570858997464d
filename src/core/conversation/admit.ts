import type { Clock } from '../clock.ts'
import type { Fault } from '../fault.ts'
import type { Question } from '../question.ts'
import type { Store } from '../store/store.ts'
import type { Policy } from './policy.ts'

export type Admission =
  /** Journalled: from here on it ends in an answer or a visible failure. */
  | { readonly kind: 'accepted' }
  /** Accepted before: a redelivery, or a second event for the same message. */
  | { readonly kind: 'known' }
  | { readonly kind: 'refused'; readonly fault: Fault }

export interface AdmitDeps {
  readonly store: Pick<Store, 'journal'>
  readonly policy: Pick<Policy, 'admit'>
  readonly clock: Clock
}

/** Seen before? Allowed here? Within quota and budget? Then the journal takes it. */
export async function admit(deps: AdmitDeps, question: Question): Promise<Admission> {
  if ((await deps.store.journal.question(question.id)) !== undefined) return { kind: 'known' }
  const fault = await deps.policy.admit(question)
  if (fault !== undefined) return { kind: 'refused', fault }
  const accepted = await deps.store.journal.accept(question, deps.clock.now())
  return { kind: accepted ? 'accepted' : 'known' }
}
