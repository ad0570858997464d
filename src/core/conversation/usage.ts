import type { Clock } from '../clock.ts'
import type { Logger } from '../log.ts'
import type { CallReport } from '../provider.ts'
import type { Question } from '../question.ts'
import type { Store } from '../store/store.ts'

/** Records what was spent on a question, at the price that held then. */
export interface UsageRecorder {
  /** Also for calls that failed, were stopped or fell back to another model. */
  report(report: CallReport): void
  /** Resolves when all is recorded; what the store does not take is logged. */
  done(): Promise<void>
}

export function usageRecorder(
  deps: { readonly store: Pick<Store, 'usage'>; readonly clock: Clock },
  question: Question,
  logger: Logger,
): UsageRecorder {
  const records: Promise<void>[] = []
  return {
    report(report) {
      const entry = { ...report, questionId: question.id, place: question.place, askerId: question.asker.id }
      const record = deps.store.usage.record({ ...entry, at: deps.clock.now() })
      records.push(record.catch((error: unknown) => logger.error({ err: error }, 'usage not recorded')))
    },
    done: async () => void (await Promise.all(records)),
  }
}
