import type { AnswerLog } from '../delivery/answer-log.ts'
import { Failure, toFault } from '../fault.ts'
import type { HostFault } from '../fault.ts'
import { labelOf } from '../observer.ts'
import type { AnswerWatch } from '../observer.ts'
import type { Finish, Provider } from '../provider.ts'

/** The provider, with every call to it under observation. */
export function watchedProvider(
  provider: Provider,
  watch: AnswerWatch,
  purpose: 'answer' | 'summary',
): Provider {
  return {
    async *chat(request, signal, onReport) {
      const call = watch.call(purpose, request.model, request.cacheKey)
      let finish: Finish | undefined
      let isOver = false
      const passOver = (faults: readonly HostFault[] = []): void =>
        faults.forEach((fault) => call.passedOver(labelOf(fault)))
      try {
        const stream = provider.chat(request, signal, (report) => {
          call.billed(report)
          onReport?.(report)
        })
        for await (const delta of stream) {
          if (delta.kind === 'text' && purpose === 'answer') watch.generated(delta.text.length)
          if (delta.kind === 'end') {
            finish = delta.reason
            passOver(delta.passedOver)
          }
          yield delta
        }
        isOver = true
        if (finish === undefined) call.failed('truncated')
        else call.ended(finish)
      } catch (error) {
        isOver = true
        if (error instanceof Failure) passOver(error.passedOver)
        call.failed(labelOf(toFault(error, '')))
        throw error
      } finally {
        // Whoever reads may stop reading.
        if (!isOver) call.failed('cancelled')
      }
    },
  }
}

/** The journal of an answer, with what becomes visible under observation. */
export function watchedLog(log: AnswerLog, watch: AnswerWatch): AnswerLog {
  const before = log.generated.length
  return {
    ...log,
    seen(to) {
      log.seen?.(to)
      watch.shown(Math.max(0, to - before))
    },
  }
}
