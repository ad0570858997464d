import type { Clock } from '../clock.ts'
import type { Fault } from '../fault.ts'
import type { Limits } from '../limits/limits.ts'
import type { Question } from '../question.ts'
import type { Store } from '../store/store.ts'

export type Admission =
  /** Journalled: from here on it ends in an answer or a visible failure. */
  | { readonly kind: 'accepted' }
  /** Accepted before: a redelivery, or a second event for the same message. */
  | { readonly kind: 'known' }
  | { readonly kind: 'refused'; readonly fault: Fault }

export interface AdmitDeps {
  readonly store: Pick<Store, 'journal'>
  readonly limits: Pick<Limits, 'admit'>
  readonly clock: Clock
}

/** Seen before? Allowed here? Within the limits? Then the journal takes it. */
export async function admit(deps: AdmitDeps, question: Question): Promise<Admission> {
  if ((await deps.store.journal.question(question.id)) !== undefined) return { kind: 'known' }
  if (question.asker.isOutsider) return { kind: 'refused', fault: { kind: 'not-allowed', needs: 'member' } }
  const admission = await deps.limits.admit(question)
  if (admission.kind === 'limited') {
    return { kind: 'refused', fault: { kind: 'limited', scope: admission.scope, until: admission.until } }
  }
  const accepted = await deps.store.journal.accept(question, deps.clock.now())
  return { kind: accepted ? 'accepted' : 'known' }
}
