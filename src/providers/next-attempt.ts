import type { Clock } from '../core/clock.ts'
import { Failure, type HostFault } from '../core/fault.ts'
import type { Logger } from '../core/log.ts'
import type { ChatRequest } from '../core/provider.ts'
import type { Lessons } from './lessons.ts'
import { type RefusedParameter, refusedParameter } from './refused-parameter.ts'
import { continuationField, continuesItself, toWireRequest } from './request.ts'
import { pause, pauseBeforeRetry } from './retry.ts'
import type { Target } from './target.ts'

export interface NextAttemptContext {
  readonly clock: Clock
  readonly lessons: Lessons
  readonly log: Logger
  /** 0 to below 1. */
  readonly random: () => number
  /** Whether another model could answer instead. */
  readonly hasFallback: boolean
  /** Hears of the pauses that a host's limits cost. Milliseconds. */
  readonly onWait?: (ms: number) => void
}

/** An attempt that failed before anything of the answer was seen. */
export interface FailedAttempt {
  readonly target: Target
  readonly request: ChatRequest
  readonly partial: string
  /** From 1. */
  readonly attempt: number
  /** Epoch ms by which all attempts together must have ended. */
  readonly deadline: number
  readonly error: unknown
}

type HostFailure = Failure & { readonly fault: HostFault }

/** Whether the fault is a host's, and so one that another call may not meet. */
export function isHostFailure(error: unknown): error is HostFailure {
  return error instanceof Failure && 'host' in error.fault
}

/**
 * Resolves when the model is to be called again: at once after a parameter it refused was left out, after a pause
 * where the fault passes. Throws the failure itself where it is not.
 */
export async function prepareNextAttempt(
  context: NextAttemptContext,
  failed: FailedAttempt,
  signal: AbortSignal,
): Promise<void> {
  const { error, attempt, deadline } = failed
  if (!isHostFailure(error)) throw error
  if (learnt(context, failed, error)) return
  const { clock, random, hasFallback, log } = context
  const pauseMs = pauseBeforeRetry(error.fault, attempt, { clock, random, hasFallback, deadline })
  if (pauseMs === undefined) throw error
  log.debug(
    { model: failed.target.name, fault: error.fault.kind, attempt, pauseMs },
    'a model is asked again',
  )
  if (error.fault.kind === 'host-rate-limited') context.onWait?.(pauseMs)
  await pause(clock, pauseMs, signal)
}

function learnt({ lessons, log }: NextAttemptContext, failed: FailedAttempt, failure: HostFailure): boolean {
  const { target, request, partial } = failed
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
