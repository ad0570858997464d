import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Surface } from '../../../src/core/bot.ts'
import { amend } from '../../../src/core/conversation/amend.ts'
import { generate } from '../../../src/core/conversation/answer.ts'
import { compactIfDue } from '../../../src/core/conversation/compaction.ts'
import { coldAfterMs } from '../../../src/core/conversation/cut.ts'
import type { ModelFacts } from '../../../src/core/conversation/facts.ts'
import { createLineages } from '../../../src/core/conversation/lineage.ts'
import { recall } from '../../../src/core/conversation/recall.ts'
import type { Recalled } from '../../../src/core/conversation/recall.ts'
import { deletedNote } from '../../../src/core/conversation/speech.ts'
import { summaryAsked } from '../../../src/core/conversation/summary-texts.ts'
import { createTokenCounts } from '../../../src/core/conversation/tokens.ts'
import type { TokenCounts } from '../../../src/core/conversation/tokens.ts'
import type { Reply } from '../../../src/core/delivery/reply.ts'
import { Failure } from '../../../src/core/fault.ts'
import type { ChatMessage, ChatRequest, Provider } from '../../../src/core/provider.ts'
import type { Lineage, Question } from '../../../src/core/question.ts'
import { openStore } from '../../../src/core/store/open-store.ts'
import type { Store } from '../../../src/core/store/store.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import type { VirtualClock } from '../../support/virtual-clock.ts'
import { aQuestion } from '../store/support.ts'

/** A long conversation through recall, answer and summary, on a real store. */
const plain: ModelFacts = { model: 'h/m', context: 6_000, maxOutput: 1_000 }
const summing: ModelFacts = { ...plain, context: 12_000, prices: { hit: 0.01, miss: 0.1, output: 0.1 } }

let store: Store
let clock: VirtualClock
let counts: TokenCounts
let facts: ModelFacts
let requests: ChatRequest[]
/** Thrown instead of the next answers. */
let failures: Failure[]
let summary: string | Failure

beforeEach(async () => {
  store = await openStore({ url: 'file::memory:', log: quietLog })
  clock = createVirtualClock(Date.UTC(2026, 10, 23, 8))
  counts = createTokenCounts(store.memory, clock.now)
  facts = plain
  requests = []
  failures = []
  summary = 'They counted.'
})

afterEach(() => store.close())

const provider: Provider = {
  async *chat(request, _signal, onReport) {
    requests.push(request)
    const failure = failures.shift()
    if (failure !== undefined) throw failure
    const text = asksForSummary(request) ? summary : `Answer ${requests.length}: ${'word '.repeat(80)}`
    if (text instanceof Failure) throw text
    const usage = { input: 1_000, cachedInput: 900, output: 100, reasoning: 0 }
    const report = { model: 'h/m', usage, measured: false, priceNanoUsd: 5, uncachedPriceNanoUsd: 9 }
    onReport?.(report)
    if (text !== '') yield { kind: 'text', text }
    yield { kind: 'end', reason: 'stop', report }
  },
}

function asksForSummary(request: ChatRequest | undefined): boolean {
  return request?.messages.at(-1)?.content.startsWith(summaryAsked) ?? false
}

const surface = { history: () => Promise.resolve([]) } as unknown as Surface
const reply: Reply = {
  append: () => Promise.resolve(),
  reasoning: () => Promise.resolve(),
  close: () => Promise.resolve([]),
}
const linear: Lineage = { kind: 'linear', conversation: 'c' }

function questionOf(id: string, lineage: Lineage): Question {
  const message = { channel: 'C1', message: id }
  return aQuestion(id, { text: `${'what '.repeat(60)}${id}`, lineage, message, askedAt: clock.now() })
}

async function recalled(question: Question): Promise<Recalled> {
  const lineages = createLineages(store)
  const readFiles = () => Promise.resolve({ files: [], pictures: [] })
  const settings = {
    modelFor: () => Promise.resolve('m'),
    personaFor: () => Promise.resolve('You are Tanya.'),
  }
  const deps = {
    store,
    clock,
    counts,
    lineages,
    readFiles,
    factsOf: () => Promise.resolve(facts),
    ...settings,
  }
  const conversation = await lineages.conversationOf(question)
  return recall(deps, question, conversation, surface, new AbortController().signal, quietLog)
}

/** Asks, answers, and sums up where that is due; returns the prompt of the answer. */
async function ask(id: string, lineage: Lineage = linear): Promise<readonly ChatMessage[]> {
  const question = questionOf(id, lineage)
  await store.journal.accept(question, clock.now())
  const log = await store.journal.open(id)
  const { signal } = new AbortController()
  const deps = { store, provider, counts, clock, newIncident: () => 'x' }
  const before = requests.length
  const done = await generate(deps, question, await recalled(question), log, reply, signal, quietLog)
  const prompt = requests[requests.length - 1]?.messages ?? []
  expect(requests.length).toBeGreaterThan(before)
  await log.partShown({ index: 0, ref: { channel: 'C1', message: `a${id}` }, from: 0, to: 1 })
  await store.journal.settle(id, 'answered', clock.now())
  if (done.outcome === 'answered') {
    const summed = compactIfDue(deps, question, done.recalled, done.markdown, signal, quietLog)
    await clock.advance(60_000)
    await summed
  }
  return prompt
}

const row = (length: number, from = 0) =>
  Array.from({ length }, (_, index) => String(from + index).padStart(3, '0'))

function isPrefix(shorter: readonly ChatMessage[], longer: readonly ChatMessage[]): boolean {
  return JSON.stringify(longer.slice(0, shorter.length)) === JSON.stringify(shorter)
}

it('names the model that answered when it was not the first of the list', async () => {
  const endingOf = async (id: string, answering: string): Promise<unknown> => {
    facts = { ...plain, model: answering }
    const question = questionOf(id, { kind: 'new' })
    await store.journal.accept(question, clock.now())
    const deps = { store, provider, counts, clock, newIncident: () => 'x' }
    const { signal } = new AbortController()
    const expected = { ...(await recalled(question)), modelSpec: 'h/other,h/m' }
    const log = await store.journal.open(id)
    return (await generate(deps, question, expected, log, reply, signal, quietLog)).ending
  }
  expect(await endingOf('001', 'h/m')).not.toHaveProperty('notice')
  expect(await endingOf('002', 'h/other')).toMatchObject({ notice: '↪ `h/m`' })
})

describe('a long conversation', () => {
  it('begins each prompt with the whole one before, but for a few cuts', async () => {
    const prompts: (readonly ChatMessage[])[] = []
    for (const id of row(60)) prompts.push(await ask(id))
    const cuts = prompts.filter((prompt, index) => index > 0 && !isPrefix(prompts[index - 1] ?? [], prompt))
    expect(cuts.length).toBeGreaterThan(1)
    expect(cuts.length).toBeLessThan(60 / 8)
    const longest = Math.max(...prompts.map((prompt) => JSON.stringify(prompt).length / 3.5))
    expect(longest).toBeLessThan(6_000)
  })

  it('is cut alike after a restart, by another process, and when estimates and prices change', async () => {
    for (const id of row(30)) await ask(id)
    const next = questionOf('next', linear)
    const before = await recalled(next)
    expect(before.cut.fromTokens).toBeGreaterThan(0)
    await counts.observe('h/m', 1_000, 700)
    facts = summing
    counts = createTokenCounts(store.memory, clock.now)
    const after = await recalled(next)
    expect(after.history).toEqual(before.history)
    expect(after.prompt).toBe(before.prompt)
  })

  it('shares the cut of the branch point among branches', async () => {
    for (const id of row(30)) await ask(id)
    const reply29: Lineage = { kind: 'branch', message: { channel: 'C1', message: 'a029' } }
    const [left, right] = [await ask('left', reply29), await ask('right', reply29)]
    expect(left.slice(0, -1)).toEqual(right.slice(0, -1))
    const on: Lineage = { kind: 'branch', message: { channel: 'C1', message: 'aleft' } }
    expect(isPrefix(left, await ask('on', on))).toBe(true)
  })

  it('is cut for nothing after an idle hour', async () => {
    const prompts: (readonly ChatMessage[])[] = []
    for (const id of row(8)) prompts.push(await ask(id))
    await clock.advance(coldAfterMs)
    const after = await ask('late')
    expect(after.length).toBeLessThan((prompts.at(-1) ?? []).length)
    expect(after.at(-1)?.content).toContain('2026-11-23')
    expect(isPrefix(after, await ask('later'))).toBe(true)
  })

  it('reads only the turns it needs', async () => {
    for (const id of row(30)) await ask(id)
    const { turns } = store
    const read: number[] = []
    store = {
      ...store,
      turns: {
        ...turns,
        async path(id, fromTokens) {
          const path = await turns.path(id, fromTokens)
          read.push(path.length)
          return path
        },
      },
    }
    const { history } = await recalled(questionOf('next', linear))
    expect(read).toEqual([history.length])
    expect(history.length).toBeLessThan(20)
  })

  it('tells the day once, and again when it changes', async () => {
    const dated = async (id: string) => (await ask(id)).at(-1)?.content.split('\n')[0]
    expect(await dated('000')).toBe('"Ann" says, on Monday 2026-11-23 UTC:')
    expect(await dated('001')).toBe('"Ann" says:')
    await clock.advance(24 * 3_600_000)
    expect(await dated('002')).toBe('"Ann" says, on Tuesday 2026-11-24 UTC:')
  })
})

describe('a prompt that the host finds too long', () => {
  const tooLong = (more: { limit?: number; requested?: number } = {}) =>
    new Failure({ kind: 'too-long', host: 'h', ...more })

  it('is cut by the numbers of the host and asked once more, and so are those after it', async () => {
    for (const id of row(10)) await ask(id)
    const before = requests.length
    failures = [tooLong({ limit: 2_000, requested: 2_500 })]
    await ask('010')
    const [first, second] = requests.slice(before).map((request) => request.messages)
    expect(requests.length).toBe(before + 2)
    const size = (messages: readonly ChatMessage[] = []) => JSON.stringify(messages).length
    expect(size(second)).toBeLessThan(size(first) * 0.5)
    expect(second?.[0]).toEqual(first?.[0])
    expect(second?.at(-1)).toEqual(first?.at(-1))
    expect(isPrefix(second ?? [], await ask('011'))).toBe(true)
    for (const id of row(12, 12)) await ask(id)
    const sizes = requests.slice(before + 2).map((request) => size(request.messages) / 3.5)
    expect(Math.max(...sizes)).toBeLessThan(2_000)
  })

  it('fails when it is too long again, and when there is nothing to leave out', async () => {
    failures = [tooLong(), tooLong()]
    await ask('000')
    expect(requests).toHaveLength(1)
    failures = []
    for (const id of row(5, 1)) await ask(id)
    const before = requests.length
    failures = [tooLong(), tooLong(), tooLong()]
    await ask('006')
    expect(requests.length).toBe(before + 2)
  })
})

describe('a summary', () => {
  beforeEach(() => {
    facts = summing
  })

  /** Asks until a summary was made. */
  async function untilSummed(): Promise<number> {
    for (let index = 0; index < 80; index += 1) {
      await ask(String(index).padStart(3, '0'))
      if (asksForSummary(requests.at(-1))) return index + 1
    }
    throw new Error('never summed up')
  }

  it('is asked for on the warm prefix and stands for what goes from the next cut on', async () => {
    await untilSummed()
    const [answered, summed] = requests.slice(-2).map((request) => request.messages)
    expect(isPrefix(answered ?? [], summed ?? [])).toBe(true)
    expect(summed).toHaveLength((answered ?? []).length + 2)
    expect(requests.at(-1)).toMatchObject({ thinking: false, cacheKey: requests.at(-2)?.cacheKey })
    const next = await ask('next')
    expect(next.slice(1, 3)).toEqual([
      { role: 'user', content: summaryAsked },
      { role: 'assistant', content: 'They counted.' },
    ])
    expect(next.length).toBeLessThan(14)
    expect(isPrefix(next, await ask('after'))).toBe(true)
  })

  it('is paid for and recorded with the question that it followed', async () => {
    const recorded: { questionId: string; uncachedPriceNanoUsd?: number }[] = []
    const { usage } = store
    store = { ...store, usage: { ...usage, record: async (entry) => void recorded.push(entry) } }
    const turns = await untilSummed()
    expect(recorded).toHaveLength(turns + 1)
    expect(recorded.at(-1)).toMatchObject({
      questionId: recorded.at(-2)?.questionId,
      uncachedPriceNanoUsd: 9,
    })
  })

  it.each([
    ['fails', new Failure({ kind: 'host-overloaded', host: 'h' })],
    ['is empty', ''],
    ['is far too long', 'word '.repeat(5_000)],
  ])('that %s leaves the cut a plain one', async (_what, made) => {
    summary = made
    const prompts: (readonly ChatMessage[])[] = []
    for (const id of row(60)) prompts.push(await ask(id))
    expect(requests.some(asksForSummary)).toBe(true)
    expect(prompts.every((prompt) => prompt[1]?.content !== summaryAsked)).toBe(true)
    expect(prompts.some((prompt, index) => prompt.length < (prompts[index - 1] ?? []).length)).toBe(true)
  })

  it('leaves out what was deleted meanwhile, and is not used when something is changed after it', async () => {
    await ask('000')
    await amend(
      store,
      { id: '000', message: { channel: 'C1', message: '000' } },
      { channel: 'C1', message: '000' },
      undefined,
    )
    for (let index = 1; ; index += 1) {
      await ask(String(index).padStart(3, '0'))
      if (asksForSummary(requests.at(-1))) break
    }
    expect(requests.at(-1)?.messages.at(-1)?.content).toContain(
      '- Deleted, leave out what it says: "\\"Ann\\" says',
    )
    await amend(
      store,
      { id: '001', message: { channel: 'C1', message: '001' } },
      { channel: 'C1', message: '001' },
      'Something else.',
    )
    expect((await ask('next'))[1]?.content).not.toBe(summaryAsked)
  })

  it('goes at once when anybody whose words it tells is forgotten', async () => {
    await untilSummed()
    expect((await ask('next'))[1]?.content).toBe(summaryAsked)
    await store.forget({ platform: 'slack', workspace: 'T1', before: Date.UTC(2026, 10, 23, 8) + 1 })
    const after = await ask('after')
    expect(JSON.stringify(after)).not.toContain('They counted.')
  })
})

describe('a message that was changed or deleted', () => {
  const message = (id: string) => ({ channel: 'C1', message: id })

  it('stays in the prompt as it was until the next cut', async () => {
    for (const id of row(8)) await ask(id)
    await amend(
      store,
      { id: '006', message: { channel: 'C1', message: '006' } },
      message('006'),
      'Never mind.',
    )
    await amend(store, { id: '007', message: { channel: 'C1', message: '007' } }, message('a007'), undefined)
    const before = await ask('008')
    expect(JSON.stringify(before)).not.toContain('Never mind.')
    await clock.advance(coldAfterMs)
    const after = JSON.stringify(await ask('009'))
    expect(after).toContain('"\\"Ann\\" says:\\nNever mind."')
    expect(after).toContain(`{"role":"assistant","content":"${deletedNote}"}`)
    expect(await store.turns.amended('c')).toEqual([])
  })

  it('leaves nothing of its text when it was deleted', async () => {
    for (const id of row(8)) await ask(id)
    await amend(
      store,
      { id: '007', message: { channel: 'C1', message: '007' } },
      message('007'),
      'Changed first.',
    )
    await amend(store, { id: '007', message: { channel: 'C1', message: '007' } }, message('007'), undefined)
    await clock.advance(coldAfterMs)
    const after = JSON.stringify(await ask('008'))
    expect(after).toContain(deletedNote)
    expect(after).not.toContain('what 007')
    expect(after).not.toContain('Changed first.')
  })

  it('is none of ours: nothing happens', async () => {
    await ask('000')
    await amend(store, { id: 'unknown' }, message('unknown'), 'x')
    await amend(
      store,
      { id: '000', message: { channel: 'C1', message: '000' } },
      message('a000'),
      'our own edit',
    )
    expect(await store.turns.amended('c')).toEqual([])
  })
})
