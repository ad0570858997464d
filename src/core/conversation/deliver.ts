import { sleep } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { AnswerLog } from '../delivery/answer-log.ts'
import type { Ending, Reply } from '../delivery/reply.ts'
import { toFault } from '../fault.ts'
import type { Fault } from '../fault.ts'
import type { Logger } from '../log.ts'
import { labelOf } from '../observer.ts'
import type { AnswerWatch } from '../observer.ts'
import type { Question } from '../question.ts'
import type { Outcome } from '../store/ports/journal.ts'
import type { Store } from '../store/store.ts'

/** Between attempts to deliver what a platform did not take. Milliseconds. */
const redeliverAfterMs = [2_000, 5_000, 15_000, 30_000, 60_000] as const

export interface DeliverDeps {
  readonly store: Pick<Store, 'journal'>
  readonly clock: Clock
  newIncident(): string
  openReply(question: Question, log: AnswerLog): Promise<Reply>
  refuse(question: Question, fault: Fault): Promise<void>
  /** Lets work run by itself. */
  track(work: Promise<void>): Promise<void>
  isDraining(): boolean
}

/** A question whose answer has ended, and who watches it. */
interface Ended {
  readonly question: Question
  readonly watch: AnswerWatch
}

/** The last step of an answer. */
export function createDeliver(deps: DeliverDeps) {
  const { store, clock } = deps

  /** Makes the ended answer visible and settles it; what the platform does not take now is tried again later. */
  async function deliver(
    { question, watch }: Ended,
    outcome: Outcome,
    close: () => Promise<unknown>,
    logger: Logger,
    cause?: Fault,
  ): Promise<void> {
    try {
      await close()
      watch.ended(outcome, cause && labelOf(cause))
      await store.journal.settle(question.id, outcome, clock.now())
      logger.info({ outcome, tookMs: clock.now() - question.askedAt }, 'answered')
    } catch (error) {
      const fault = toFault(error, deps.newIncident())
      const passing =
        fault.kind === 'platform' && (fault.reason === 'unreachable' || fault.reason === 'rate-limited')
      logger.warn({ err: error, fault }, 'answer not delivered')
      if (passing) {
        void deps.track(redeliver(question, outcome, logger, watch))
        return
      }
      watch.ended('failed', fault.kind)
      if (outcome !== 'withdrawn') await deps.refuse(question, fault)
      await store.journal.settle(question.id, 'failed', clock.now())
    }
  }

  /** Delivers again from the journal until the platform takes it or the process drains; then it stays journalled. */
  async function redeliver(
    question: Question,
    outcome: Outcome,
    logger: Logger,
    watch: AnswerWatch,
  ): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      await sleep(clock, redeliverAfterMs[Math.min(attempt, redeliverAfterMs.length - 1)] ?? 60_000)
      if (deps.isDraining()) return
      try {
        const log = await store.journal.open(question.id)
        await (await deps.openReply(question, log)).close(log.ending ?? { kind: 'done' })
        await store.journal.settle(question.id, outcome, clock.now())
        watch.ended(outcome)
        logger.info({ outcome, attempt }, 'answered late')
        return
      } catch (error) {
        const fault = toFault(error, deps.newIncident())
        logger.warn({ err: error, fault, attempt }, 'answer still not delivered')
        if (fault.kind === 'platform' && fault.reason !== 'unreachable' && fault.reason !== 'rate-limited') {
          watch.ended('failed', fault.kind)
          await store.journal.settle(question.id, 'failed', clock.now())
          return
        }
      }
    }
  }

  return deliver
}

/** How a question ended whose answer ended so. */
export function outcomeOf(ending: Ending): Outcome {
  if (ending.kind === 'done') return 'answered'
  // One that was superseded has no ending in the journal.
  return ending.kind === 'superseded' ? 'stopped' : ending.kind
}
