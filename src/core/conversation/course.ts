import { withoutKeys } from '../blot.ts'
import type { Surface } from '../bot.ts'
import type { AnswerLog } from '../delivery/answer-log.ts'
import type { Reply } from '../delivery/reply.ts'
import { toFault } from '../fault.ts'
import type { Fault } from '../fault.ts'
import type { Limits } from '../limits/limits.ts'
import type { Logger } from '../log.ts'
import type { Observer } from '../observer.ts'
import type { Question } from '../question.ts'
import { admit } from './admit.ts'
import { createAlerts } from './alerts.ts'
import { generate, recordTurn } from './answer.ts'
import type { AnswerDeps } from './answer.ts'
import { compactIfDue } from './compaction.ts'
import { createDeliver, outcomeOf } from './deliver.ts'
import type { Policy } from './policy.ts'
import { estimatePrompt } from './prompt.ts'
import { recall } from './recall.ts'
import type { RecallDeps } from './recall.ts'
import type { Running, RunningQuestions } from './running.ts'
import type { Surfaces } from './surfaces.ts'
import type { Tasks } from './tasks.ts'
import { watchedLog, watchedProvider } from './watched.ts'

export interface CourseDeps extends Omit<AnswerDeps & RecallDeps, 'modelFor' | 'personaFor'> {
  readonly policy: Policy
  readonly limits: Limits
  readonly log: Logger
  readonly observer: Observer
  readonly surfaces: Surfaces
  readonly running: RunningQuestions
  readonly tasks: Tasks
  /** Aborts when summaries are to wait for the next turn. */
  readonly compacting: AbortSignal
  isDraining(): boolean
}

/** The course of one question, from event to recorded answer; each step is a file of its own beside this one. */
export interface Course {
  /** Steps 2 to 9 for a question that may be new; what goes wrong is told to its asker. */
  ask(question: Question, logger: Logger): Promise<void>
  /** Steps 4 to 9 for a journalled question, when it is its turn. */
  answer(question: Question, logger: Logger): Promise<void>
}

/** Whoever waits no longer than this is not told that they do. Milliseconds. */
const tellWaitingAfterMs = 1_000

export function createCourse(deps: CourseDeps): Course {
  const { store, clock, policy, counts, factsOf, observer, surfaces, running } = deps
  const { refuse } = surfaces
  const { track } = deps.tasks
  const { modelFor, personaFor } = policy
  const steps: AnswerDeps & RecallDeps = { ...deps, modelFor, personaFor }
  const deliver = createDeliver({ ...deps, openReply, refuse, track })
  const alert = createAlerts({
    memory: store.memory,
    clock,
    tellAdmins: ({ place }, text) => surfaces.tellAdmins(place.platform, place.workspace, text),
  })

  async function openReply(question: Question, log: AnswerLog): Promise<Reply> {
    return surfaces.of(question.place.platform).openReply(question, log, await policy.mannerOf(question))
  }

  /** The steps for a question whose calls are paid from its budgets. */
  async function paid({ question, watch }: Running, purpose: 'answer' | 'summary'): Promise<typeof steps> {
    const provider = await policy.providerFor(question, purpose, async (messages, spec) => {
      const model = (await factsOf(spec, question.place))?.model ?? spec
      return estimatePrompt(messages) * (await counts.ratio(model))
    })
    return { ...steps, provider: watchedProvider(provider, watch, purpose) }
  }

  async function ask(asked: Question, logger: Logger): Promise<void> {
    let accepted = false
    let question = withoutKeysIn(asked)
    try {
      question = await policy.inContext(question)
      const inThread = surfaces.of(question.place.platform).inThread?.(question)
      if (inThread !== undefined && (await policy.opensThread(question))) question = inThread
      const admission = await admit(deps, question)
      if (admission.kind === 'known') return
      observer.asked(question.place.platform)
      if (admission.kind === 'refused') {
        observer.refused(question.place.platform, admission.fault.kind)
        logger.info({ fault: admission.fault }, 'question refused')
        if (!isSilent(question, admission.fault)) await refuse(question, admission.fault)
        return
      }
      accepted = true
      logger.debug({ kind: question.place.kind }, 'question accepted')
      await answer(question, logger)
    } catch (error) {
      const fault = toFault(error, deps.newIncident())
      logger.error({ err: error, fault, accepted }, 'question failed')
      await refuse(question, fault)
    }
  }

  async function answer(question: Question, logger: Logger): Promise<void> {
    const conversation = await deps.lineages.conversationOf(question)
    const surface = surfaces.of(question.place.platform)
    const entry = running.enter(question, conversation, observer.watch(question))
    let told = false
    let stopTelling = (): void => {}
    try {
      await deps.limits.run(
        conversation,
        question,
        entry.signal,
        () => {
          stopTelling()
          return answerNow(entry, surface, logger, told)
        },
        {
          onWaiting(ahead) {
            stopTelling = clock.after(tellWaitingAfterMs, () => {
              told = true
              void surface.notify(question, { kind: 'waiting', ahead })
            })
          },
        },
      )
    } catch (error) {
      stopTelling()
      await endUnanswered(entry, surface, error, told, logger)
    } finally {
      running.leave(entry)
    }
  }

  async function answerNow(entry: Running, surface: Surface, logger: Logger, waited: boolean): Promise<void> {
    const { question, conversation, signal, watch } = entry
    watch.began()
    logger.debug({ waitedMs: clock.now() - question.askedAt }, 'its turn')
    if (waited) void surface.notify(question, { kind: 'started' })
    const hideWorking = surface.showWorking(question)
    try {
      const log = watchedLog(await store.journal.open(question.id), watch)
      const reply = await openReply(question, log)
      if (log.ending === undefined) {
        const recalled = await recall(steps, question, conversation, surface, signal, logger)
        const paying = await paid(entry, 'answer')
        const generated = await generate(paying, question, recalled, log, reply, signal, logger)
        if (generated.ending === undefined) return
        if (generated.ending.kind === 'superseded') {
          await reply.close(generated.ending)
          return
        }
        for (const fault of generated.met) void track(alert(question, fault))
        if (generated.outcome === 'answered') {
          const { recalled: shown, markdown } = generated
          const summing = await paid(entry, 'summary')
          void track(compactIfDue(summing, question, shown, markdown, deps.compacting, logger))
        }
        await deliver(
          entry,
          generated.outcome,
          () => reply.close(generated.ending ?? { kind: 'done' }),
          logger,
          generated.fault,
        )
      } else {
        const { ending } = log
        if (ending.kind !== 'withdrawn' && (await store.turns.get(question.id)) === undefined) {
          const recalled = await recall(steps, question, conversation, surface, signal, logger)
          await recordTurn(deps, question, recalled, log.generated, recalled.model)
        }
        await deliver(entry, outcomeOf(ending), () => reply.close(ending), logger)
      }
    } finally {
      hideWorking()
    }
  }

  /** A question that ended before or outside its answer: stopped while it waited, or a failure of ours. */
  async function endUnanswered(
    { question, signal, watch }: Running,
    surface: Surface,
    error: unknown,
    waited: boolean,
    logger: Logger,
  ): Promise<void> {
    if (signal.reason === 'shutdown') return
    if (signal.reason === 'superseded') {
      if (waited) void surface.notify(question, { kind: 'started' })
      return
    }
    const fault = signal.aborted ? ({ kind: 'cancelled' } as const) : toFault(error, deps.newIncident())
    logger[fault.kind === 'cancelled' ? 'info' : 'error']({ err: error, fault }, 'question not answered')
    if (waited) void surface.notify(question, { kind: 'started' })
    await refuse(question, fault)
    const outcome = fault.kind === 'cancelled' ? 'stopped' : 'failed'
    watch.ended(outcome, fault.kind)
    await store.journal.settle(question.id, outcome, clock.now())
  }

  return { ask, answer }
}

/** A key that was written where it can be read is neither kept nor sent to a model. */
function withoutKeysIn(question: Question): Question {
  const { text, quoted } = question
  return {
    ...question,
    text: withoutKeys(text),
    ...(quoted !== undefined && { quoted: { ...quoted, text: withoutKeys(quoted.text) } }),
  }
}

/** Whoever only talked where Tanya listens did not ask to be refused. */
function isSilent({ overheard = false }: Question, { kind }: Fault): boolean {
  return overheard && (kind === 'not-allowed' || kind === 'not-here')
}
