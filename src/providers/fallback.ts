import { Failure, type Fault, type HostFault } from '../core/fault.ts'
import type { Delta } from '../core/provider.ts'
import type { Logger } from '../core/log.ts'
import type { Breaker, Pass } from './breaker.ts'
import { isHostFailure } from './next-attempt.ts'
import type { Target } from './target.ts'

export interface FallbackContext {
  readonly log: Logger
  /** The models to ask, in order, and what is visible of the answer already. */
  prepare(): Promise<{ readonly targets: readonly Target[]; readonly begun: string }>
  breakerOf(target: Target): Breaker
  /** Streams one model's answer, or the rest of it after `partial`. */
  call(target: Target, partial: string, hasFallback: boolean): AsyncIterable<Delta>
  /** The failure with what else is known about it. */
  explained(failure: Failure, target: Target): Promise<Failure>
}

/**
 * Asks the models in order until one answers. What is visible of an answer stays: the next model continues it. Throws
 * the last model's `Failure` when none is left.
 */
export async function* answerWithFallback(context: FallbackContext): AsyncGenerator<Delta, void, undefined> {
  const { targets, begun } = await context.prepare()
  let visible = begun
  let last: Failure | undefined
  const passedOver: HostFault[] = []
  for (const [index, target] of targets.entries()) {
    const rest = targets.slice(index + 1)
    const pass = context.breakerOf(target).admit()
    if (!isPass(pass)) {
      // What a call that was made met says more than why another was not made.
      last ??= new Failure(pass)
      continue
    }
    try {
      for await (const delta of context.call(target, visible, rest.length > 0)) {
        if (delta.kind === 'text') visible += delta.text
        if (delta.kind === 'end') pass.succeeded()
        yield delta.kind === 'end' && passedOver.length > 0 ? { ...delta, passedOver } : delta
      }
      return
    } catch (error) {
      if (!isHostFailure(error)) throw error
      pass.failed(error.fault)
      last = await context.explained(error, target)
      if (!mayAnother(error.fault, target, rest)) throw ended(last, passedOver)
      passedOver.push(error.fault)
      logFallback(context.log, target, error.fault, visible !== begun)
    } finally {
      pass.released()
    }
  }
  throw ended(last ?? new Failure({ kind: 'no-model' }), passedOver)
}

/** The failure with what kept the models before it from answering. */
function ended(failure: Failure, passedOver: readonly HostFault[]): Failure {
  const others = passedOver.filter(
    (fault) => fault.kind !== failure.fault.kind || !isSameHost(fault, failure.fault),
  )
  return others.length === 0
    ? failure
    : new Failure(failure.fault, { cause: failure.cause, passedOver: others })
}

function isSameHost(one: HostFault, other: Fault): boolean {
  return 'host' in other && one.host === other.host
}

function isPass(admitted: Pass | HostFault): admitted is Pass {
  return 'succeeded' in admitted
}

/** A prompt that is too long for one model is no shorter for the next, unless that one takes more. */
function mayAnother(fault: Fault, target: Target, rest: readonly Target[]): boolean {
  if (rest.length === 0) return false
  if (fault.kind !== 'too-long') return true
  const limit = fault.limit ?? target.context
  return limit !== undefined && rest.some(({ context }) => context !== undefined && context > limit)
}

function logFallback(log: Logger, target: Target, fault: Fault, isMidAnswer: boolean): void {
  log.warn(
    { model: target.name, fault: fault.kind, isMidAnswer },
    'a model did not answer; the next one is asked',
  )
}
