import type { Surface } from '../../src/core/bot.ts'
import type { Clock } from '../../src/core/clock.ts'
import { amend } from '../../src/core/conversation/amend.ts'
import { generate } from '../../src/core/conversation/answer.ts'
import { compactIfDue } from '../../src/core/conversation/compaction.ts'
import type { ModelFacts } from '../../src/core/conversation/facts.ts'
import { createLineages } from '../../src/core/conversation/lineage.ts'
import { defaultPersona } from '../../src/core/conversation/prompt.ts'
import { recall } from '../../src/core/conversation/recall.ts'
import { summaryAsked } from '../../src/core/conversation/summary-texts.ts'
import { createTokenCounts } from '../../src/core/conversation/tokens.ts'
import type { Reply } from '../../src/core/delivery/reply.ts'
import { Failure } from '../../src/core/fault.ts'
import type { Logger } from '../../src/core/log.ts'
import type { Provider } from '../../src/core/provider.ts'
import type { Question } from '../../src/core/question.ts'
import { openStore } from '../../src/core/store/open-store.ts'
import type { Billed } from './baselines.ts'
import { createPrefixHost } from './prefix-host.ts'
import { randomFrom, words } from './script.ts'
import type { Step } from './script.ts'

/** Replays the script through the core itself: what it recalls, asks, stores, sums up and amends. */
export async function replayOurs(
  facts: ModelFacts,
  script: readonly Step[],
  startMs: number,
): Promise<readonly Billed[]> {
  let now = startMs
  // The only waiting in these steps is for the host's cache: it takes no time of its own.
  const clock: Clock = {
    now: () => now,
    after(delayMs, run) {
      const soon = setImmediate(() => {
        now += delayMs
        run()
      })
      return () => clearImmediate(soon)
    },
  }
  const store = await openStore({ url: 'file::memory:', log: silent })
  const bills: Billed[] = []
  let answer = ''
  const deps = {
    store,
    clock,
    counts: createTokenCounts(store.memory, clock.now),
    lineages: createLineages(store),
    provider: hostOf(
      facts,
      () => now,
      () => answer,
      bills,
    ),
    factsOf: () => Promise.resolve(facts),
    readFiles: () => Promise.resolve({ files: [], pictures: [] }),
    newIncident: () => 'none',
    modelFor: () => Promise.resolve(facts.model),
    personaFor: () => Promise.resolve(defaultPersona),
  }
  const { signal } = new AbortController()

  async function ask(question: Question): Promise<void> {
    await store.journal.accept(question, now)
    const log = await store.journal.open(question.id)
    const shown = await recall(deps, question, conversation, surface, signal, silent)
    const { outcome, recalled, markdown } = await generate(deps, question, shown, log, reply, signal, silent)
    if (outcome !== 'answered') throw new Error(`question ${question.id} was not answered`)
    await store.journal.settle(question.id, outcome, now)
    await compactIfDue(deps, question, recalled, markdown, signal, silent)
  }

  let at = startMs
  for (const step of script) {
    at += step.afterMs
    now = at
    if (step.kind === 'turn') {
      ;({ answer } = step)
      await ask(questionOf(step, now))
    } else {
      const text = step.kind === 'edit' ? step.text : undefined
      const message = messageOf(step.turn)
      await amend(store, { id: idOf(step.turn), message }, message, text)
    }
  }
  await store.close()
  return bills
}

const conversation = 'slack:T:C:1'
const idOf = (turn: number): string => `slack:T:C:${turn}`
const messageOf = (turn: number) => ({ channel: 'C', message: `${turn}` })

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
    id: idOf(step.turn),
    place: { platform: 'slack', workspace: 'T', channel: 'C', thread: '1', kind: 'thread' },
    asker: { id: step.asker, name: step.asker, isAdmin: false, isOutsider: false },
    text: step.text,
    lineage: { kind: 'linear', conversation },
    message: messageOf(step.turn),
    locale: 'en',
    askedAt,
    private: false,
  }
}

const reply: Reply = {
  append: () => Promise.resolve(),
  reasoning: () => Promise.resolve(),
  close: () => Promise.resolve([]),
}

/** Nothing is asked of the platform but what was said before the first question. */
const surface = { history: () => Promise.resolve([]) } as unknown as Surface

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
}
