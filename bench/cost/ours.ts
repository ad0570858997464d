import type { Surface } from '../../src/core/bot.ts'
import type { Clock } from '../../src/core/clock.ts'
import { createAssistant } from '../../src/core/conversation/assistant.ts'
import type { ModelFacts } from '../../src/core/conversation/facts.ts'
import { createLineages } from '../../src/core/conversation/lineage.ts'
import { defaultPersona } from '../../src/core/conversation/prompt.ts'
import { summaryAsked } from '../../src/core/conversation/summary-texts.ts'
import { Failure } from '../../src/core/fault.ts'
import type { Limits } from '../../src/core/limits/limits.ts'
import type { Logger } from '../../src/core/log.ts'
import type { Provider } from '../../src/core/provider.ts'
import type { Question } from '../../src/core/question.ts'
import { openStore } from '../../src/core/store/open-store.ts'
import type { Billed } from './baselines.ts'
import { createPrefixHost } from './prefix-host.ts'
import { randomFrom, words } from './script.ts'
import type { Step } from './script.ts'

/** Replays the script through the core itself: its assistant, its store, its limits. */
export async function replayOurs(
  facts: ModelFacts,
  script: readonly Step[],
  startMs: number,
): Promise<readonly Billed[]> {
  let at = startMs
  let now = startMs
  let timers: { readonly at: number; run(): void }[] = []
  const clock: Clock = {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run }
      timers.push(timer)
      return () => void (timers = timers.filter((other) => other !== timer))
    },
  }
  const pass = (ms: number): void => {
    now += ms
    const due = timers.filter((timer) => timer.at <= now)
    timers = timers.filter((timer) => timer.at > now)
    for (const timer of due) timer.run()
  }
  const store = await openStore({ url: 'file::memory:', log: silent })
  const bills: Billed[] = []
  let answer = ''
  const assistant = createAssistant({
    store,
    clock,
    lineages: createLineages(store),
    limits: unlimited,
    provider: hostOf(
      facts,
      () => now,
      () => answer,
      bills,
    ),
    commands: [],
    factsOf: () => Promise.resolve(facts),
    readFiles: () => Promise.resolve({ files: [], pictures: [] }),
    newIncident: () => 'none',
    modelFor: () => facts.model,
    personaFor: () => defaultPersona,
    log: silent,
  })
  assistant.attach({ platform: 'slack', surface })
  for (const step of script) {
    at += step.afterMs
    pass(at - now)
    if (step.kind === 'turn') {
      ;({ answer } = step)
      const asked = bills.length
      await assistant.ask(questionOf(step, now))
      pass(afterAnswerMs)
      await assistant.idle()
      if (bills.length === asked) throw new Error(`turn ${step.turn} was not answered`)
    } else {
      await assistant.amended(
        { channel: 'C', message: `${step.turn}` },
        step.kind === 'edit' ? step.text : undefined,
      )
    }
  }
  await store.close()
  return bills
}

/** What is done with an answered conversation is done within this time, and before the next question. */
const afterAnswerMs = 12_000

/** Answers from the script, a request to sum up with a summary of four fifths of the words allowed. */
function hostOf(facts: ModelFacts, now: () => number, answer: () => string, bills: Billed[]): Provider {
  const host = createPrefixHost()
  const random = randomFrom(1)
  return {
    async *chat(request, _signal, onReport) {
      const { messages, cacheKey } = request
      const requested = host.count(messages)
      const limit = facts.context ?? Infinity
      if (requested > limit) throw new Failure({ kind: 'too-long', host: 'simulated', limit, requested })
      const asked = messages.at(-1)?.content ?? ''
      const most = asked.startsWith(summaryAsked)
        ? Number(/at most (\d+) words/u.exec(asked)?.[1])
        : undefined
      const text = most === undefined ? answer() : words(random, most).split(' ').slice(0, most).join(' ')
      const usage = host.answer(cacheKey, messages, text, now())
      bills.push({ at: now(), usage })
      const report = { model: facts.model, usage, measured: true }
      onReport?.(report)
      yield { kind: 'text', text }
      yield { kind: 'end', reason: 'stop', report }
    },
  }
}

function questionOf(step: Step & { readonly kind: 'turn' }, askedAt: number): Question {
  return {
    id: `slack:T:C:${step.turn}`,
    place: { platform: 'slack', workspace: 'T', channel: 'C', thread: '1', kind: 'thread' },
    asker: { id: step.asker, name: step.asker, isAdmin: false, isOutsider: false },
    text: step.text,
    lineage: { kind: 'linear', conversation: 'slack:T:C:1' },
    message: { channel: 'C', message: `${step.turn}` },
    locale: 'en',
    askedAt,
    private: false,
  }
}

/** Nobody asks too much here, nor two at once. */
const unlimited: Limits = {
  admit: () => Promise.resolve({ kind: 'ok' }),
  taken: () => Promise.resolve([]),
  run: (_conversation, _question, _signal, work) => work(),
}

const surface: Surface = {
  openReply: () => ({
    append: () => Promise.resolve(),
    reasoning: () => Promise.resolve(),
    close: () => Promise.resolve([]),
  }),
  showWorking: () => () => undefined,
  notify: () => Promise.resolve(),
  history: () => Promise.resolve([]),
}

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
}
