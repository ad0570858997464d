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

  /**
   * Makes the ended answer visible and settles it; what the platform or the store does not take now is tried again
   * later.
   */
  async function deliver(
    { question, watch }: Ended,
    outcome: Outcome,
    close: () => Promise<unknown>,
    logger: Logger,
    cause?: Fault,
  ): Promise<void> {
    let isShown = false
    async function attempt(show: () => Promise<unknown>): Promise<void> {
      // Once only: what one person alone sees cannot be found again.
      if (!isShown) await show()
      isShown = true
      await store.journal.settle(question.id, outcome, clock.now())
      watch.ended(outcome, cause && labelOf(cause))
    }
    async function giveUp(fault: Fault): Promise<void> {
      watch.ended('failed', labelOf(fault))
      if (outcome !== 'withdrawn') await deps.refuse(question, fault)
      await store.journal.settle(question.id, 'failed', clock.now())
    }
    try {
      await attempt(close)
      logger.info({ outcome, tookMs: clock.now() - question.askedAt }, 'answered')
    } catch (error) {
      const fault = toFault(error, deps.newIncident())
      logger.warn({ err: error, fault }, 'answer not delivered')
      const again = (): Promise<void> => attempt(() => showAgain(question))
      if (passes(fault)) void deps.track(redeliver(again, giveUp, logger.child({ outcome })))
      else await giveUp(fault)
    }
  }

  async function showAgain(question: Question): Promise<void> {
    const log = await store.journal.open(question.id)
    await (await deps.openReply(question, log)).close(log.ending ?? { kind: 'done' })
  }

  /** Until it is taken, refused for good, or the process drains; then it stays journalled. */
  async function redeliver(
    again: () => Promise<void>,
    giveUp: (fault: Fault) => Promise<void>,
    logger: Logger,
  ): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      await sleep(clock, redeliverAfterMs[Math.min(attempt, redeliverAfterMs.length - 1)] ?? 60_000)
      if (deps.isDraining()) return
      try {
        await again()
        logger.info({ attempt }, 'answered late')
        return
      } catch (error) {
        const fault = toFault(error, deps.newIncident())
        logger.warn({ err: error, fault, attempt }, 'answer still not delivered')
        if (!passes(fault)) return giveUp(fault)
      }
    }
  }

  return deliver
}

/** What may be taken a little later. */
function passes(fault: Fault): boolean {
  if (fault.kind === 'store') return true
  return fault.kind === 'platform' && (fault.reason === 'unreachable' || fault.reason === 'rate-limited')
}

/** How a question ended whose answer ended so. */
export function outcomeOf(ending: Ending): Outcome {
  if (ending.kind === 'done') return 'answered'
  // One that was superseded has no ending in the journal.
  return ending.kind === 'superseded' ? 'stopped' : ending.kind
}
