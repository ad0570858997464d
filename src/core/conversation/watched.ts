import type { AnswerLog } from '../delivery/answer-log.ts'
import { toFault } from '../fault.ts'
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
      try {
        const stream = provider.chat(request, signal, (report) => {
          call.billed(report)
          onReport?.(report)
        })
        for await (const delta of stream) {
          if (delta.kind === 'text' && purpose === 'answer') watch.generated(delta.text.length)
          if (delta.kind === 'end') finish = delta.reason
          yield delta
        }
        isOver = true
        if (finish === undefined) call.failed('truncated')
        else call.ended(finish)
      } catch (error) {
        isOver = true
        call.failed(toFault(error, '').kind)
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
