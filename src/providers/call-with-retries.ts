import { Failure } from '../core/fault.ts'
import type { ChatRequest, Delta, Finish } from '../core/provider.ts'
import { beginCall, type CallContext } from './call.ts'
import { type NextAttemptContext, prepareNextAttempt } from './next-attempt.ts'
import type { Slots } from './slots.ts'
import type { Target } from './target.ts'

export interface RetryContext extends CallContext, NextAttemptContext {
  readonly slots: Slots
}

/**
 * Calls one model until it answers, as long as nothing of the answer has been seen: again after a fault that passes,
 * and once more without a parameter it refused. Waits for its turn at the host first.
 */
export async function* callWithRetries(
  context: RetryContext,
  target: Target,
  request: ChatRequest,
  partial: string,
  signal: AbortSignal,
): AsyncGenerator<Delta, void, undefined> {
  const release = await context.slots.take(signal)
  const deadline = context.clock.now() + target.deadlines.totalMs
  try {
    for (let attempt = 1; ; attempt += 1) {
      const totalMs = deadline - context.clock.now()
      const call = beginCall(context, target, request, partial, totalMs, signal)
      let finish: Finish = 'stop'
      let isSeen = false
      let problem: unknown
      try {
        for await (const piece of call.pieces) {
          if (piece.kind === 'end') finish = piece.reason
          for (const delta of call.read(piece)) {
            isSeen = true
            yield delta
          }
        }
        for (const delta of call.close()) yield delta
      } catch (error) {
        if (isSeen) throw error
        problem = error
      } finally {
        call.settle()
      }
      if (problem === undefined || isAllSaid(problem, partial)) {
        yield { kind: 'end', reason: finish, report: call.settle() }
        return
      }
      const failed = { target, request, partial, attempt, deadline, error: problem }
      await prepareNextAttempt(context, failed, signal)
    }
  } finally {
    release()
  }
}

/** Nothing was left to say after what is visible already. */
function isAllSaid(problem: unknown, partial: string): boolean {
  return partial !== '' && problem instanceof Failure && problem.fault.kind === 'empty'
}
