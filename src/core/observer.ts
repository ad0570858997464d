import type { Fault } from './fault.ts'
import type { CallReport, Finish } from './provider.ts'
import type { Place, PlatformName } from './question.ts'
import type { Outcome } from './store/ports/journal.ts'

/** Where something had to wait for a limit that is not ours. */
export type LimitedBy = PlatformName | 'model-host'

export const breakerStates = ['closed', 'half-open', 'open'] as const
export type BreakerState = (typeof breakerStates)[number]

/** A fault by its kind. What a key met that a workspace brought is for its admins to mend, and so told apart. */
export type FaultLabel = Fault['kind'] | 'own-bad-key' | 'own-out-of-credit'

export function labelOf(fault: Fault): FaultLabel {
  const isOwn = (fault.kind === 'bad-key' || fault.kind === 'out-of-credit') && fault.isOwnKey === true
  return isOwn ? `own-${fault.kind}` : fault.kind
}

/** Hears what happens, for counting and tracing. It is given no text and no names, and its methods never throw. */
export interface Observer {
  /** A question came in, whatever comes of it. */
  asked(platform: PlatformName): void
  refused(platform: PlatformName, fault: Fault['kind']): void
  /** An accepted question is under way. */
  watch(question: { readonly id: string; readonly place: Place; readonly askedAt: number }): AnswerWatch
  /** A call had to wait so long for a limit. Milliseconds. */
  waited(by: LimitedBy, ms: number): void
  /** A model is left alone after failures (`open`), tried again (`half-open`), or well (`closed`). */
  breaker(model: string, state: BreakerState): void
}

/** One question under observation. */
export interface AnswerWatch {
  /** It is its turn. */
  began(): void
  /** The model wrote so many characters more. */
  generated(length: number): void
  /** So many characters of what this process generated are visible. */
  shown(length: number): void
  /** A model is asked; `model` is the spec, such as `deepseek-v3`. `conversation` is opaque. */
  call(purpose: 'answer' | 'summary', model: string, conversation: string): CallWatch
  /** Its end is known, and visible. */
  ended(outcome: Outcome, fault?: FaultLabel): void
  /** Nothing is done for it any more, whether it has ended or goes on after a restart. */
  left(): void
}

export interface CallWatch {
  /** What was billed, also of attempts that failed. */
  billed(report: CallReport): void
  /** Another of the list was asked before, and did not answer. */
  passedOver(fault: FaultLabel): void
  ended(finish: Finish): void
  failed(fault: FaultLabel): void
}

const silentCall: CallWatch = { billed() {}, passedOver() {}, ended() {}, failed() {} }

const silentWatch: AnswerWatch = {
  began() {},
  generated() {},
  shown() {},
  call: () => silentCall,
  ended() {},
  left() {},
}

/** Looks away. */
export const silentObserver: Observer = {
  asked() {},
  refused() {},
  watch: () => silentWatch,
  waited() {},
  breaker() {},
}

/** All of them hear everything. */
export function joinObservers(observers: readonly Observer[]): Observer {
  return {
    asked: (platform) => observers.forEach((one) => one.asked(platform)),
    refused: (platform, fault) => observers.forEach((one) => one.refused(platform, fault)),
    waited: (by, ms) => observers.forEach((one) => one.waited(by, ms)),
    breaker: (model, state) => observers.forEach((one) => one.breaker(model, state)),
    watch: (question) => joinWatches(observers.map((one) => one.watch(question))),
  }
}

function joinWatches(watches: readonly AnswerWatch[]): AnswerWatch {
  return {
    began: () => watches.forEach((one) => one.began()),
    generated: (length) => watches.forEach((one) => one.generated(length)),
    shown: (length) => watches.forEach((one) => one.shown(length)),
    call: (purpose, model, conversation) =>
      joinCalls(watches.map((one) => one.call(purpose, model, conversation))),
    ended: (outcome, fault) => watches.forEach((one) => one.ended(outcome, fault)),
    left: () => watches.forEach((one) => one.left()),
  }
}

function joinCalls(calls: readonly CallWatch[]): CallWatch {
  return {
    billed: (report) => calls.forEach((one) => one.billed(report)),
    passedOver: (fault) => calls.forEach((one) => one.passedOver(fault)),
    ended: (finish) => calls.forEach((one) => one.ended(finish)),
    failed: (fault) => calls.forEach((one) => one.failed(fault)),
  }
}
