import type { Assistant, Bot } from '../bot.ts'
import { within } from '../clock.ts'
import type { Command } from '../commands/command.ts'
import { createCommandRunner } from '../commands/run-command.ts'
import type { Limits } from '../limits/limits.ts'
import type { Logger } from '../log.ts'
import { silentObserver } from '../observer.ts'
import type { Observer } from '../observer.ts'
import type { Person, PlatformName, Question } from '../question.ts'
import { createAct, mayDirect } from './act.ts'
import { createAmended, sameMessage } from './amended.ts'
import type { AnswerDeps } from './answer.ts'
import { createCourse } from './course.ts'
import type { Policy } from './policy.ts'
import type { RecallDeps } from './recall.ts'
import { recentlySeen } from './recently-seen.ts'
import { createRunning } from './running.ts'
import { createSurfaces } from './surfaces.ts'
import { createTasks } from './tasks.ts'
import { createTokenCounts } from './tokens.ts'

export interface AssistantDeps extends Omit<AnswerDeps & RecallDeps, 'counts' | 'modelFor' | 'personaFor'> {
  readonly policy: Policy
  readonly limits: Limits
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

/** How long after `drain`'s time the aborted answers get to journal what they have. Milliseconds. */
const abortGraceMs = 2_000

/** Puts together what answers questions, what ends and amends answers, and what runs commands. */
export function createAssistant(deps: AssistantDeps): RunningAssistant {
  const { store, clock, policy, log, observer = silentObserver } = deps
  const running = createRunning()
  const tasks = createTasks(log)
  const surfaces = createSurfaces(deps)
  const compactions = new AbortController()
  const handled = recentlySeen(2_000)
  const runner = createCommandRunner(deps)
  let draining = false
  const course = createCourse({
    ...deps,
    observer,
    counts: createTokenCounts(store.memory, clock.now),
    // What cannot be told is unknown.
    factsOf: (spec, workspace) => deps.factsOf(spec, workspace).catch(() => undefined),
    surfaces,
    running,
    tasks,
    compacting: compactions.signal,
    isDraining: () => draining,
  })

  function begin(question: Question): void {
    if (draining) return
    void tasks.track(course.answer(question, log.child({ question: question.id })))
  }

  async function stop(questionId: string, by: Person): Promise<boolean> {
    const entry = running.get(questionId)
    if (entry === undefined) return false
    if (!mayDirect(entry.question, await policy.recognise(by, entry.question.place))) return false
    entry.abort('stopped')
    return true
  }

  const shared = {
    ...deps,
    refusalOf: policy.admit,
    isRunning: (id: string) => running.get(id) !== undefined,
    begin,
  }
  const act = createAct({ ...shared, barTo: policy.bar, surfaceOf: surfaces.of, stop })
  const amended = createAmended({
    ...shared,
    async supersede(id) {
      const entry = running.get(id)
      entry?.abort('superseded')
      await entry?.ended
    },
    ended: async (id) => running.get(id)?.ended,
    later: (work) => void tasks.track(work),
  })

  async function takesPartIn(conversations: readonly string[]): Promise<readonly string[]> {
    const open = new Set(running.all().map(({ conversation }) => conversation))
    const rest = conversations.filter((conversation) => !open.has(conversation))
    const begun = new Set(await store.turns.begun(rest))
    return conversations.filter((conversation) => open.has(conversation) || begun.has(conversation))
  }

  return {
    attach: surfaces.attach,
    async ask(question) {
      // Two events for one message arrive together; the journal decides for those that come later.
      if (draining || !handled.add(question.id)) return
      await tasks.track(course.ask(question, log.child({ question: question.id })))
    },
    takesPart: async (conversation) => (await takesPartIn([conversation])).length > 0,
    takesPartIn,
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
      for (const { question, abort } of running.all()) {
        const { place } = question
        if (place.platform === platform && place.workspace === workspace) abort('stopped')
      }
      try {
        await store.upkeep.noteDeparture(platform, workspace, clock.now())
        log.info({ platform, workspace }, 'a workspace was left')
      } catch (error) {
        log.error({ err: error, platform, workspace }, 'a departure was not noted')
      }
    },
    run: runner.run,
    complete: runner.complete,
    listensTo: policy.listensTo,
    tellAdmins: surfaces.tellAdmins,
    async resume(platform) {
      for (const { question } of await store.journal.unfinished(platform)) {
        if (!handled.add(question.id)) continue
        void tasks.track(course.answer(question, log.child({ question: question.id, resumed: true })))
      }
    },
    idle: tasks.idle,
    async drain(withinMs) {
      draining = true
      // A summary can wait for the next turn, and a process that is to end cannot.
      compactions.abort()
      await within(clock, withinMs, tasks.idle())
      for (const { abort } of running.all()) abort('shutdown')
      await within(clock, abortGraceMs, tasks.settled())
    },
  }
}
