import type { Assistant, Bot, Surface } from '../bot.ts'
import { withoutKeys } from '../blot.ts'
import { sleep } from '../clock.ts'
import type { Command } from '../commands/command.ts'
import { createCommandRunner } from '../commands/run-command.ts'
import type { AnswerLog } from '../delivery/answer-log.ts'
import type { Reply } from '../delivery/reply.ts'
import { toFault } from '../fault.ts'
import type { Fault } from '../fault.ts'
import { explain } from '../i18n/explain.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { Limits } from '../limits/limits.ts'
import type { Logger } from '../log.ts'
import { silentObserver } from '../observer.ts'
import type { AnswerWatch, Observer } from '../observer.ts'
import type { Person, PlatformName, Question } from '../question.ts'
import { admit } from './admit.ts'
import { createAlerts } from './alerts.ts'
import { generate, recordTurn } from './answer.ts'
import type { AbortReason, AnswerDeps } from './answer.ts'
import type { Lineages } from './lineage.ts'
import { createAct, mayDirect } from './act.ts'
import { createAmended, sameMessage } from './amended.ts'
import { compactIfDue } from './compaction.ts'
import { createDeliver, outcomeOf } from './deliver.ts'
import type { FactsOf } from './facts.ts'
import type { Policy } from './policy.ts'
import { estimatePrompt } from './prompt.ts'
import { recall } from './recall.ts'
import type { RecallDeps } from './recall.ts'
import { recentlySeen } from './recently-seen.ts'
import { createTokenCounts } from './tokens.ts'
import { watchedLog, watchedProvider } from './watched.ts'

export interface AssistantDeps extends Omit<AnswerDeps & RecallDeps, 'counts' | 'modelFor' | 'personaFor'> {
  readonly policy: Policy
  readonly limits: Limits
  readonly lineages: Lineages
  readonly commands: readonly Command[]
  readonly log: Logger
  readonly observer?: Observer
}

/** The core as the composition root holds it. */
export interface RunningAssistant extends Assistant {
  /** Makes a bot's surface known; questions of its platform need it. */
  attach(bot: Pick<Bot, 'platform' | 'surface'>): void
  /** Finishes what an earlier process left unfinished on that platform. Resolves when all are under way. */
  resume(platform: PlatformName): Promise<void>
  /** Tells the admins of a workspace, where their platform has a way to. */
  tellAdmins(platform: PlatformName, workspace: string, text: string): Promise<void>
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>
  /** Takes no more; resolves when everything has ended, or after `withinMs` with the rest journalled. */
  drain(withinMs: number): Promise<void>
}

interface Running {
  readonly question: Question
  readonly conversation: string
  readonly abort: AbortController
  readonly watch: AnswerWatch
  /** Resolves when it has ended. */
  readonly ended: Promise<void>
}

/** Whoever waits no longer than this is not told that they do. Milliseconds. */
const tellWaitingAfterMs = 1_000

/** How long after `drain`'s time the aborted answers get to journal what they have. Milliseconds. */
const abortGraceMs = 2_000

/** The steps of one question, from event to recorded answer; each is a file of its own beside this one. */
export function createAssistant(deps: AssistantDeps): RunningAssistant {
  const { store, clock, policy, observer = silentObserver } = deps
  const counts = createTokenCounts(store.memory, clock.now)
  // What cannot be told is unknown.
  const factsOf: FactsOf = (spec, workspace) => deps.factsOf(spec, workspace).catch(() => undefined)
  const { modelFor, personaFor } = policy
  const steps: AnswerDeps & RecallDeps = { ...deps, counts, factsOf, modelFor, personaFor }
  const compactions = new AbortController()
  const surfaces = new Map<PlatformName, Surface>()
  const running = new Map<string, Running>()
  const work = new Set<Promise<void>>()
  const handled = recentlySeen(2_000)
  const runner = createCommandRunner(deps)
  const alert = createAlerts({
    memory: store.memory,
    clock,
    tellAdmins: ({ place }, text) => tellAdmins(place.platform, place.workspace, text),
  })
  let draining = false

  function surfaceOf(platform: PlatformName): Surface {
    const surface = surfaces.get(platform)
    if (surface === undefined) throw new Error(`no bot is attached for ${platform}`)
    return surface
  }

  async function openReply(question: Question, log: AnswerLog): Promise<Reply> {
    return surfaceOf(question.place.platform).openReply(question, log, await policy.mannerOf(question))
  }

  async function tellAdmins(platform: PlatformName, workspace: string, text: string): Promise<void> {
    const surface = surfaces.get(platform)
    if (surface?.tellAdmins === undefined) deps.log.warn({ platform, workspace }, 'admins were not told')
    else await surface.tellAdmins(workspace, text)
  }

  async function refuse(question: Question, fault: Fault): Promise<void> {
    const text = explain(fault, messagesFor(question.locale, question.place.platform), clock.now())
    if (text !== undefined)
      await surfaceOf(question.place.platform).notify(question, { kind: 'refused', text })
  }

  /** The steps for a question whose calls are paid from its budgets. */
  async function paid({ question, watch }: Running, purpose: 'answer' | 'summary'): Promise<typeof steps> {
    const provider = await policy.providerFor(question, purpose, async (messages, spec) => {
      const model = (await factsOf(spec, question.place))?.model ?? spec
      return estimatePrompt(messages) * (await counts.ratio(model))
    })
    return { ...steps, provider: watchedProvider(provider, watch, purpose) }
  }

  /** Steps 2 to 9 for a question that may be new. */
  async function ask(asked: Question, logger: Logger): Promise<void> {
    let accepted = false
    let question = withoutKeysIn(asked)
    try {
      question = await policy.inContext(question)
      const inThread = surfaceOf(question.place.platform).inThread?.(question)
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

  /** Steps 4 to 9 for a journalled question, when it is its turn. */
  async function answer(question: Question, logger: Logger): Promise<void> {
    const conversation = await deps.lineages.conversationOf(question)
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    const watch = observer.watch(question)
    const entry: Running = { question, conversation, abort: new AbortController(), watch, ended }
    running.set(question.id, entry)
    const surface = surfaceOf(question.place.platform)
    let told = false
    let stopTelling = (): void => {}
    try {
      await deps.limits.run(
        conversation,
        question,
        entry.abort.signal,
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
      running.delete(question.id)
      watch.left()
      end()
    }
  }

  async function answerNow(entry: Running, surface: Surface, logger: Logger, waited: boolean): Promise<void> {
    const { question, conversation, abort, watch } = entry
    watch.began()
    logger.debug({ waitedMs: clock.now() - question.askedAt }, 'its turn')
    if (waited) void surface.notify(question, { kind: 'started' })
    const hideWorking = surface.showWorking(question)
    try {
      const log = watchedLog(await store.journal.open(question.id), watch)
      const reply = await openReply(question, log)
      if (log.ending === undefined) {
        const recalled = await recall(steps, question, conversation, surface, abort.signal, logger)
        const paying = await paid(entry, 'answer')
        const generated = await generate(paying, question, recalled, log, reply, abort.signal, logger)
        if (generated.ending === undefined) return
        if (generated.ending.kind === 'superseded') {
          await reply.close(generated.ending)
          return
        }
        for (const fault of generated.met) void track(alert(question, fault))
        if (generated.outcome === 'answered') {
          const { recalled: shown, markdown } = generated
          const summing = await paid(entry, 'summary')
          void track(compactIfDue(summing, question, shown, markdown, compactions.signal, logger))
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
          const recalled = await recall(steps, question, conversation, surface, abort.signal, logger)
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
    entry: Running,
    surface: Surface,
    error: unknown,
    waited: boolean,
    logger: Logger,
  ): Promise<void> {
    const { question, abort, watch } = entry
    if (abort.signal.reason === 'shutdown') return
    if (abort.signal.reason === 'superseded') {
      if (waited) void surface.notify(question, { kind: 'started' })
      return
    }
    const fault = abort.signal.aborted ? ({ kind: 'cancelled' } as const) : toFault(error, deps.newIncident())
    logger[fault.kind === 'cancelled' ? 'info' : 'error']({ err: error, fault }, 'question not answered')
    if (waited) void surface.notify(question, { kind: 'started' })
    await refuse(question, fault)
    const outcome = fault.kind === 'cancelled' ? 'stopped' : 'failed'
    watch.ended(outcome, fault.kind)
    await store.journal.settle(question.id, outcome, clock.now())
  }

  function track(promise: Promise<void>): Promise<void> {
    const tracked = promise
      .catch((error: unknown) => deps.log.error({ err: error }, 'unexpected failure'))
      .finally(() => work.delete(tracked))
    work.add(tracked)
    return tracked
  }

  /** Resolves when that is done, or at the latest after `ms`; no timer is left behind. */
  async function within(ms: number, done: () => Promise<unknown>): Promise<void> {
    const over = new AbortController()
    await Promise.race([done(), sleep(clock, ms, over.signal)])
    over.abort()
  }

  function begin(question: Question): void {
    if (draining) return
    void track(answer(question, deps.log.child({ question: question.id })))
  }

  async function stop(questionId: string, by: Person): Promise<boolean> {
    const entry = running.get(questionId)
    if (entry === undefined) return false
    if (!mayDirect(entry.question, await policy.recognise(by, entry.question.place))) return false
    entry.abort.abort('stopped' satisfies AbortReason)
    return true
  }

  const shared = {
    ...deps,
    refusalOf: policy.admit,
    isRunning: (id: string) => running.has(id),
    begin,
  }
  const deliver = createDeliver({ ...deps, openReply, refuse, track, isDraining: () => draining })
  const act = createAct({ ...shared, barTo: policy.bar, surfaceOf, stop })
  const amended = createAmended({
    ...shared,
    async supersede(id) {
      const entry = running.get(id)
      entry?.abort.abort('superseded' satisfies AbortReason)
      await entry?.ended
    },
    ended: async (id) => running.get(id)?.ended,
    later: (work) => void track(work),
  })

  return {
    attach(bot) {
      surfaces.set(bot.platform, bot.surface)
    },
    async ask(question) {
      // Two events for one message arrive together; the journal decides for those that come later.
      if (draining || !handled.add(question.id)) return
      await track(ask(question, deps.log.child({ question: question.id })))
    },
    async takesPart(conversation) {
      for (const entry of running.values()) if (entry.conversation === conversation) return true
      return (await store.turns.latest(conversation)) !== undefined
    },
    async isOurs(message) {
      const id = await store.journal.questionOf(message)
      if (id === undefined) return false
      const asked = (await store.journal.question(id))?.message
      return !sameMessage(asked, message)
    },
    questionOf: (message) => store.journal.questionOf(message),
    amended,
    stop,
    act: async (call) =>
      act({ ...call, by: await policy.recognise(call.by, call.place).catch(() => call.by) }),
    async left({ platform, workspace }) {
      for (const { question, abort } of running.values()) {
        const { place } = question
        if (place.platform === platform && place.workspace === workspace)
          abort.abort('stopped' satisfies AbortReason)
      }
      try {
        await store.upkeep.noteDeparture(platform, workspace, clock.now())
        deps.log.info({ platform, workspace }, 'a workspace was left')
      } catch (error) {
        deps.log.error({ err: error, platform, workspace }, 'a departure was not noted')
      }
    },
    run: runner.run,
    complete: runner.complete,
    listensTo: policy.listensTo,
    tellAdmins,
    async resume(platform) {
      for (const { question } of await store.journal.unfinished(platform)) {
        if (!handled.add(question.id)) continue
        void track(answer(question, deps.log.child({ question: question.id, resumed: true })))
      }
    },
    async idle() {
      while (work.size > 0) await Promise.allSettled(work)
    },
    async drain(withinMs) {
      draining = true
      // A summary can wait for the next turn, and a process that is to end cannot.
      compactions.abort()
      await within(withinMs, async () => {
        while (work.size > 0) await Promise.allSettled(work)
      })
      for (const entry of running.values()) entry.abort.abort('shutdown' satisfies AbortReason)
      await within(abortGraceMs, () => Promise.allSettled(work))
    },
  }
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
