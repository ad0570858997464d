import { Failure, type HostFault } from '../core/fault.ts'
import type { Logger } from '../core/log.ts'
import type { ChatRequest, Delta } from '../core/provider.ts'
import { type CallContext, callOnce } from './call.ts'
import type { RefusedParameter } from './refused-parameter.ts'
import { refusedParameter } from './refused-parameter.ts'
import { continuationField, continuesItself, toWireRequest } from './request.ts'
import { pause, pauseBeforeRetry } from './retry.ts'
import type { Target } from './target.ts'

export interface RetryContext extends CallContext {
  readonly log: Logger
  readonly random: () => number
  /** Whether another model could answer instead. */
  readonly hasFallback: boolean
}

/**
 * Calls one model until it answers, as long as nothing of the answer has been seen: again after a fault that passes,
 * and once more without a parameter it refused.
 */
export async function* callWithRetries(
  context: RetryContext,
  target: Target,
  request: ChatRequest,
  partial: string,
  signal: AbortSignal,
): AsyncGenerator<Delta, void, undefined> {
  const { clock, random, hasFallback } = context
  const deadline = clock.now() + target.deadlines.totalMs
  let attempt = 1
  for (;;) {
    let began = false
    try {
      for await (const delta of callOnce(context, target, request, partial, deadline - clock.now(), signal)) {
        began = true
        yield delta
      }
      return
    } catch (error) {
      if (began || !(error instanceof Failure) || !isHostFault(error)) throw error
      if (learnt(context, target, request, partial, error)) continue
      const pauseMs = pauseBeforeRetry(error.fault, attempt, { clock, random, hasFallback, deadline })
      if (pauseMs === undefined) throw error
      attempt += 1
      await pause(clock, pauseMs, signal)
    }
  }
}

type HostFailure = Failure & { readonly fault: HostFault }

/** Whether the fault is a host's, and so one that another call may not meet. */
export function isHostFault(failure: Failure): failure is HostFailure {
  return 'host' in failure.fault
}

function learnt(
  { lessons, log }: RetryContext,
  target: Target,
  request: ChatRequest,
  partial: string,
  failure: HostFailure,
): boolean {
  const lesson = lessons.of(target.name)
  const { body } = toWireRequest(target, request, lesson, partial)
  const refused = refusedParameter(failure, Object.keys(body)) ?? refusedContinuation()
  if (refused === undefined || !lessons.learn(target.name, target.wire, refused)) return false
  log.info(
    { model: target.name, parameter: refused.path },
    'a host refused a parameter; it is asked without it from now on',
  )
  return true

  /** A proxy may not have what its host has, and then says so in any words. */
  function refusedContinuation(): RefusedParameter | undefined {
    const { kind } = failure.fault
    const isRefused = kind === 'host-refused' || kind === 'model-gone'
    if (partial === '' || !isRefused || !continuesItself(target, lesson)) return undefined
    const field = continuationField(target.wire)
    return { field, path: field }
  }
}
