import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startTanya } from '../support/tanya-process.ts'
import type { TanyaProcess } from '../support/tanya-process.ts'
import { startDiscordSide } from './discord-side.ts'
import { judge, leaks, readJournal } from './judge.ts'
import type { Journalled, Verdict } from './judge.ts'
import { startChaosModel } from './model.ts'
import type { Plan, PlannedQuestion, Step } from './plan.ts'
import { seededRandom } from './random.ts'
import type { SeenPart, Side } from './side.ts'
import { startSlackSide } from './slack-side.ts'

export interface ChaosResult {
  readonly plan: Plan
  readonly verdicts: ReadonlyMap<number, Verdict>
  readonly parts: readonly SeenPart[]
  readonly leaks: number
  readonly pings: number
  /** Messages that belong to no question. */
  readonly strays: readonly SeenPart[]
  readonly violations: readonly string[]
  /** Ends of the process that nobody asked for, or that took too long after SIGTERM. */
  readonly crashes: readonly string[]
  readonly kills: number
  readonly faults: number
  readonly continued: number
  readonly tookMs: number
  /** What each process printed. */
  readonly logs: readonly string[]
}

export interface ChaosOptions {
  /** How long everything may take to come to its end once nothing goes wrong any more. Milliseconds. */
  readonly settleMs: number
  /** Nothing new for so long is the end. Milliseconds. */
  readonly quietMs: number
  readonly tell: (line: string) => void
}

/** Carries out a plan with the whole of Tanya as a process, and reads afterwards what people see. */
export async function runChaos(plan: Plan, options: ChaosOptions): Promise<ChaosResult> {
  const startedAt = performance.now()
  const random = seededRandom(plan.seed + 1)
  const directory = mkdtempSync(path.join(tmpdir(), 'tanya-chaos-'))
  const store = path.join(directory, 'data', 'tanya.db')
  const [discord, slack, model] = await Promise.all([
    startDiscordSide(random),
    startSlackSide(random),
    startChaosModel(plan.questions),
  ])
  const sides = { discord, slack }
  const crashes: string[] = []
  const logs: string[] = []
  let kills = 0
  let faults = 0
  let tanya = start(plan.model)

  function start(spec: string): TanyaProcess {
    const started = startTanya(
      {
        ...discord.environment,
        ...slack.environment,
        ...model.environment,
        MODEL: spec,
        LOG_LEVEL: 'info',
      },
      directory,
    )
    const { child } = started
    void started.exited.then((code) => {
      logs.push(started.output())
      if (child.signalCode !== 'SIGKILL' && code !== 0) crashes.push(`ended with ${code ?? child.signalCode}`)
    })
    return started
  }

  async function kill(): Promise<void> {
    kills += 1
    tanya.child.kill('SIGKILL')
    await tanya.exited
  }

  async function carryOut(step: Step): Promise<void> {
    switch (step.kind) {
      case 'ask':
        return sides[step.question.platform].ask(step.question)
      case 'pause':
        return sleep(step.ms)
      case 'rest':
      case 'socket':
        faults += 1
        return sides[step.platform].disturb(step)
      case 'kill':
        await kill()
        for (const question of step.away) sides[question.platform].ask(question)
        if (step.again !== undefined) {
          tanya = start(step.model)
          await Promise.race([sleep(step.again), tanya.exited])
          await kill()
        }
        tanya = start(step.model)
        return ready()
      case 'term':
        tanya.child.kill('SIGTERM')
        await tanya.exited
        tanya = start(step.model)
        return ready()
      default:
        return step satisfies never
    }
  }

  async function ready(): Promise<void> {
    try {
      await tanya.ready
    } catch (error) {
      crashes.push(`did not start: ${String(error)}`)
      tanya = start(plan.model)
      await tanya.ready
    }
  }

  /**
   * What one person alone was told belongs to the answer above it, where the model broke off, or else to a question of
   * theirs to which nothing else was said.
   */
  function partsOf(side: Side): readonly SeenPart[] {
    const parts = side.parts()
    const answered = new Set(parts.map(({ question }) => question))
    let above: SeenPart | undefined
    return parts.map((part) => {
      const before = above
      above = part
      if (part.question !== undefined || part.person === undefined) return part
      const broken = plan.questions.find(({ n }) => n === before?.question && before.person === part.person)
      const isRest = broken?.answer.trouble !== undefined && before?.failure === undefined
      const silent = plan.questions.find(
        ({ n, platform, person }) => platform === side.platform && person === part.person && !answered.has(n),
      )
      const question = isRest ? broken.n : silent?.n
      answered.add(question)
      return { ...part, question }
    })
  }

  function byQuestion(side: Side): ReadonlyMap<number | undefined, readonly SeenPart[]> {
    return Map.groupBy(partsOf(side), ({ question }) => question)
  }

  function verdicts(): ReadonlyMap<number, Verdict> {
    const journal: ReadonlyMap<number, Journalled> = readJournal(store)
    const seen = { discord: byQuestion(discord), slack: byQuestion(slack) }
    const verdictOf = (question: PlannedQuestion): Verdict =>
      judge(
        question,
        seen[question.platform].get(question.n) ?? [],
        sides[question.platform],
        journal.get(question.n),
      )
    return new Map(plan.questions.map((question) => [question.n, verdictOf(question)]))
  }

  /** Until every question has come to an end and nothing moves any more, or the time is up. */
  async function settle(): Promise<void> {
    const deadline = performance.now() + options.settleMs
    let before = -1
    let quietSince = performance.now()
    while (performance.now() < deadline) {
      const activity = discord.activity + slack.activity + model.requests
      if (activity !== before || discord.underway + slack.underway > 0) quietSince = performance.now()
      before = activity
      const isQuiet = performance.now() - quietSince > options.quietMs
      if (isQuiet && [...readJournal(store).values()].every(({ settled }) => settled)) return
      await sleep(250)
    }
  }

  try {
    await ready()
    for (const [index, step] of plan.steps.entries()) {
      await carryOut(step)
      if (index % 100 === 0) options.tell(`step ${index} of ${plan.steps.length}`)
    }
    discord.calm()
    slack.calm()
    options.tell('everything is asked; waiting for the last answers')
    await settle()
    const parts = [...partsOf(discord), ...partsOf(slack)]
    return {
      plan,
      verdicts: verdicts(),
      parts,
      leaks: leaks(parts) + model.leaks,
      pings: parts.filter(({ pings }) => pings).length,
      strays: parts.filter(({ question }) => question === undefined),
      violations: [...discord.violations(), ...slack.violations()],
      crashes,
      kills,
      faults,
      continued: model.continued,
      tookMs: performance.now() - startedAt,
      get logs() {
        return [...logs, tanya.output()]
      },
    }
  } finally {
    tanya.child.kill('SIGKILL')
    await tanya.exited
    await Promise.all([discord.close(), slack.close(), model.close()])
    rmSync(directory, { recursive: true, force: true })
  }
}
