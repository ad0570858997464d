import type { Clock } from '../clock.ts'
import type { Fault } from '../fault.ts'
import { explain } from '../i18n/explain.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { Question } from '../question.ts'
import type { SharedMemory } from '../store/store.ts'

/** An admin who was told and has not mended it is told again after this long. Milliseconds. */
const againAfterMs = 24 * 60 * 60_000

/**
 * Tells the admins of a workspace what only they or the operator can mend: an empty account, a refused key, a model
 * that is gone. Once a day for each host, also over restarts; each asker reads it below their own question anyway.
 */
export function createAlerts(deps: {
  readonly memory: SharedMemory
  readonly clock: Clock
  tellAdmins(question: Question, text: string): Promise<void>
}): (question: Question, fault: Fault) => Promise<void> {
  return async (question, fault) => {
    if (fault.kind !== 'out-of-credit' && fault.kind !== 'bad-key' && fault.kind !== 'model-gone') return
    const { platform, workspace } = question.place
    const own = fault.kind !== 'model-gone' && fault.isOwnKey === true ? ':own' : ''
    const key = `alert:${platform}:${workspace}:${fault.kind}:${fault.host}${own}`
    const now = deps.clock.now()
    const toldAt = await deps.memory.get(key)
    if (toldAt !== undefined && now - Number(toldAt) < againAfterMs) return
    // Many questions meet the same fault at the same moment, also in other processes: one of them tells.
    if (!(await deps.memory.swap(key, toldAt, String(now)))) return
    const text = explain(fault, messagesFor(question.locale, platform), now)
    if (text !== undefined) await deps.tellAdmins(question, text)
  }
}
