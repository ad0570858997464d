import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Notice, Surface } from '../../../src/core/bot.ts'
import { createAssistant } from '../../../src/core/conversation/assistant.ts'
import type { RunningAssistant } from '../../../src/core/conversation/assistant.ts'
import { createLineages } from '../../../src/core/conversation/lineage.ts'
import type { AnswerLog } from '../../../src/core/delivery/answer-log.ts'
import type { Ending, Reply } from '../../../src/core/delivery/reply.ts'
import { Failure } from '../../../src/core/fault.ts'
import type { HostFault } from '../../../src/core/fault.ts'
import { defaultPersona } from '../../../src/core/conversation/prompt.ts'
import { createLimits } from '../../../src/core/limits/limits.ts'
import type { ChatRequest, Delta, Provider } from '../../../src/core/provider.ts'
import type { Question } from '../../../src/core/question.ts'
import { openStore } from '../../../src/core/store/open-store.ts'
import type { Store } from '../../../src/core/store/store.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { commandsOn, policyOn } from '../../support/policy.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import type { VirtualClock } from '../../support/virtual-clock.ts'

const report = {
  model: 'host/m',
  usage: { input: 10, cachedInput: 0, output: 2, reasoning: 0 },
  measured: true,
} as const

/** A model whose answers the test writes as it goes. */
interface Exchange {
  readonly request: ChatRequest
  readonly signal: AbortSignal
  say(text: string): void
  end(passedOver?: readonly HostFault[]): void
  fail(failure: Failure): void
}

interface Shown {
  readonly question: Question
  readonly log: AnswerLog
  text: string
  ending?: Ending
}

let directory: string
let store: Store
let clock: VirtualClock
let exchanges: Exchange[]
let shown: Shown[]
let notices: { question: string; notice: Notice }[]
let closes: (() => void)[]
let assistant: RunningAssistant
let told: string[]

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'tanya-assistant-'))
  clock = createVirtualClock(1_000_000)
  store = await openStore({ url: `file:${path.join(directory, 'tanya.db')}`, log: quietLog })
  exchanges = []
  shown = []
  notices = []
  closes = []
  told = []
  assistant = start()
})

afterEach(async () => {
  await store.close()
  rmSync(directory, { recursive: true, force: true })
})

function start(): RunningAssistant {
  const lineages = createLineages(store)
  const limits = createLimits({ perWorkspace: 4, maxWaiting: 2, clock })
  const provider = scriptedProvider()
  const open = policyOn(store, clock, provider, { limits })
  const created = createAssistant({
    policy: open.policy,
    store,
    clock,
    lineages,
    limits,
    provider,
    commands: commandsOn(open, store, clock, lineages.startFresh),
    factsOf: () => Promise.resolve(undefined),
    readFiles: () => Promise.resolve({ files: [], pictures: [] }),
    newIncident: () => 'abc',
    log: quietLog,
  })
  created.attach({ platform: 'discord', surface: surface() })
  return created
}

function scriptedProvider(): Provider {
  return {
    async *chat(request, signal, onReport) {
      const queue: (Delta | Failure)[] = []
      let wake = (): void => {}
      const push = (item: Delta | Failure): void => {
        queue.push(item)
        wake()
      }
      exchanges.push({
        request,
        signal,
        say: (text) => push({ kind: 'text', text }),
        end: (passedOver = []) => push({ kind: 'end', reason: 'stop', report, passedOver }),
        fail: push,
      })
      signal.addEventListener('abort', () => push(new Failure({ kind: 'cancelled' })))
      for (;;) {
        const item = queue.shift()
        if (item === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        } else if (item instanceof Failure) {
          onReport?.(report)
          throw item
        } else {
          if (item.kind === 'end') onReport?.(report)
          yield item
          if (item.kind === 'end') return
        }
      }
    },
  }
}

function surface(): Surface {
  return {
    openReply(question, log): Reply {
      const entry: Shown = { question, log, text: log.generated }
      shown.push(entry)
      return {
        append: (markdown) => {
          entry.text += markdown
          return Promise.resolve()
        },
        reasoning: () => Promise.resolve(),
        close(ending) {
          closes.shift()?.()
          entry.ending = ending
          return Promise.resolve([])
        },
      }
    },
    showWorking: () => () => {},
    tellAdmins: (workspace, text) => {
      told.push(`${workspace}: ${text}`)
      return Promise.resolve()
    },
    notify: (question, notice) => {
      notices.push({ question: question.id, notice })
      return Promise.resolve()
    },
    history: () => Promise.resolve([{ author: 'Bob', fromTanya: false, text: 'before' }]),
  }
}

function question(id: string, change: Partial<Question> = {}): Question {
  return {
    id,
    place: { platform: 'discord', workspace: 'g', channel: 'c', kind: 'channel' },
    asker: { id: 'ann', name: 'Ann', isAdmin: false, isOutsider: false },
    text: `text of ${id}`,
    lineage: { kind: 'new' },
    message: { channel: 'c', message: id },
    locale: 'en',
    askedAt: clock.now(),
    private: false,
    ...change,
  }
}

const linear = { kind: 'linear', conversation: 't' } as const

async function exchange(index: number): Promise<Exchange> {
  await vi.waitFor(() => expect(exchanges.length).toBeGreaterThan(index), 60_000)
  return exchanges[index] as Exchange
}

async function answerWith(index: number, text: string): Promise<void> {
  const { say, end } = await exchange(index)
  say(text)
  end()
}

/** Only who waits for a while is told so. */
async function waitingTold(people: number): Promise<void> {
  await vi.waitFor(async () => {
    await clock.advance(500)
    expect(notices.filter(({ notice }) => notice.kind === 'waiting')).toHaveLength(people)
  }, 60_000)
}

it('answers, records the turn and the usage, and settles the journal', async () => {
  const asked = assistant.ask(question('1'))
  await answerWith(0, 'Because.')
  await asked
  expect(shown).toMatchObject([{ text: 'Because.', ending: { kind: 'done' } }])
  expect(await store.turns.get('1')).toMatchObject({
    prompt: '"Ann" says, on Thursday 1970-01-01 UTC:\ntext of 1',
    answer: 'Because.',
  })
  expect(await store.journal.unfinished('discord')).toEqual([])
  expect(exchanges[0]?.request.messages.map((message) => message.role)).toEqual(['system', 'user'])
})

it('answers one question once, however often and whenever its event comes', async () => {
  const first = assistant.ask(question('1'))
  const second = assistant.ask(question('1'))
  await answerWith(0, 'a')
  await Promise.all([first, second])
  await start().ask(question('1'))
  expect(shown).toHaveLength(1)
})

it('answers one at a time in a conversation, in order, and tells who waits', async () => {
  const asked = ['1', '2', '3'].map((id) => assistant.ask(question(id, { lineage: linear })))
  await exchange(0)
  await waitingTold(2)
  expect(exchanges).toHaveLength(1)
  await answerWith(0, 'a1')
  await answerWith(1, 'a2')
  await answerWith(2, 'a3')
  await Promise.all(asked)
  expect(exchanges[2]?.request.messages.map((message) => message.content)).toEqual([
    defaultPersona,
    expect.stringContaining('text of 1'),
    'a1',
    '"Ann" says:\ntext of 2',
    'a2',
    '"Ann" says:\ntext of 3',
  ])
  expect(notices.map(({ question: id, notice }) => [id, notice.kind])).toEqual([
    ['2', 'waiting'],
    ['3', 'waiting'],
    ['2', 'started'],
    ['3', 'started'],
  ])
})

it('refuses above the limit with the time, and outsiders, without a word to the model', async () => {
  await store.settings.change(
    { platform: 'discord', workspace: 'g' },
    { entries: [{ name: 'limits.user', after: '5/minute' }], by: { id: 'a', name: 'A' }, at: 0 },
  )
  const asked = ['1', '2', '3', '4', '5', '6'].map((id) => assistant.ask(question(id)))
  const outsider = { id: 'eve', name: 'Eve', isAdmin: false, isOutsider: true }
  await assistant.ask(question('7', { asker: outsider }))
  await vi.waitFor(() => expect(notices.some((n) => n.question === '6')).toBe(true), 60_000)
  expect(notices.toSorted((a, b) => a.question.localeCompare(b.question)).slice(-2)).toEqual([
    { question: '6', notice: { kind: 'refused', text: expect.stringMatching(/again in \d+ seconds/u) } },
    { question: '7', notice: { kind: 'refused', text: expect.stringContaining('Guests') } },
  ])
  for (const index of [0, 1, 2, 3, 4]) await answerWith(index, 'a')
  await Promise.all(asked)
  expect(shown).toHaveLength(5)
})

it('refuses without a word whoever was only overheard', async () => {
  const outsider = { id: 'eve', name: 'Eve', isAdmin: false, isOutsider: true }
  await assistant.ask(question('1', { asker: outsider, overheard: true }))
  await assistant.ask(question('2', { asker: outsider }))
  expect(notices.map((notice) => notice.question)).toEqual(['2'])
})

it('branches: a reply to an older answer continues from there', async () => {
  for (const [index, id] of ['1', '2'].entries()) {
    const asked = assistant.ask(question(id, { lineage: linear }))
    await answerWith(index, `a${id}`)
    await asked
  }
  await (
    await store.journal.open('1')
  ).partShown({ index: 0, ref: { channel: 'c', message: 'p1' }, from: 0, to: 2 })
  const branch = { kind: 'branch', message: { channel: 'c', message: 'p1' } } as const
  const asked = assistant.ask(question('3', { lineage: branch }))
  await answerWith(2, 'a3')
  await asked
  expect(exchanges[2]?.request.messages.map((message) => message.content)).toEqual([
    defaultPersona,
    expect.stringContaining('text of 1'),
    'a1',
    '"Ann" says:\ntext of 3',
  ])
})

it('reads what was said before from the platform, where the store has nothing', async () => {
  const asked = assistant.ask(
    question('1', { lineage: { kind: 'branch', message: { channel: 'c', message: '?' } } }),
  )
  await answerWith(0, 'a')
  await asked
  expect(exchanges[0]?.request.messages.at(-1)?.content).toContain('> "Bob": before')
})

it('starts afresh after /new, and in a DM after an idle day', async () => {
  const dm = {
    place: { platform: 'discord', workspace: 'dm', channel: 'd', kind: 'dm' },
    lineage: linear,
  } as const
  const ask = async (id: string): Promise<number | undefined> => {
    const asked = assistant.ask(question(id, dm))
    await answerWith(Number(id), 'a')
    await asked
    return exchanges.at(-1)?.request.messages.length
  }
  expect(await ask('0')).toBe(2)
  expect(await ask('1')).toBe(4)
  const call = { id: 'n', name: 'new', options: {}, by: question('x').asker, place: dm.place, locale: 'en' }
  expect(await assistant.run({ ...call, conversation: 't' })).toMatchObject({ kind: 'notice' })
  expect(await ask('2')).toBe(2)
  expect(await ask('3')).toBe(4)
  await clock.advance(25 * 3_600_000)
  expect(await ask('4')).toBe(2)
})

it('keeps what was shown when the host fails, and says what to do', async () => {
  const asked = assistant.ask(question('1'))
  const { say, fail } = await exchange(0)
  say('Half an')
  fail(new Failure({ kind: 'truncated', host: 'host' }))
  await asked
  expect(shown).toMatchObject([
    { text: 'Half an', ending: { kind: 'failed', notice: expect.stringContaining('broke off') } },
  ])
  expect(await store.turns.get('1')).toMatchObject({ answer: 'Half an' })
  expect(await store.journal.unfinished('discord')).toEqual([])
})

it('tells the admins of their own key, also where another model of the list answered or failed otherwise', async () => {
  const refused: HostFault = { kind: 'bad-key', host: 'openai', isOwnKey: true }
  const answered = assistant.ask(question('1'))
  const first = await exchange(0)
  first.say('Answered.')
  first.end([refused])
  await answered
  await assistant.idle()
  expect(told).toEqual([expect.stringMatching(/^g: openai refuses the key of this server.*config set key/u)])
  const failed = assistant.ask(question('2'))
  const spent: HostFault = { kind: 'out-of-credit', host: 'openai', isOwnKey: true }
  const busy = { kind: 'host-overloaded', host: 'deepseek' } as const
  ;(await exchange(1)).fail(new Failure(busy, { passedOver: [refused, spent] }))
  await failed
  await assistant.idle()
  expect(told).toHaveLength(2)
  expect(told[1]).toContain('The account of this server at openai has no credit left')
})

it('keeps a key that was written in a question from the journal and the model', async () => {
  const words = { text: 'please config set key sk-XYZZY-123 for me' }
  const quoted = { author: 'Ann', fromTanya: false, text: '/config set key sk-XYZZY-456' }
  const asked = assistant.ask({ ...question('1'), ...words, quoted })
  const { request, say, end } = await exchange(0)
  expect(JSON.stringify(request)).toContain('•••')
  expect(JSON.stringify([request, await store.journal.question('1')])).not.toContain('XYZZY')
  say('No.')
  end()
  await asked
})

it('tells the admins once a day what only they can mend, and every asker', async () => {
  const fail = async (id: string, index: number): Promise<void> => {
    const asked = assistant.ask(question(id))
    const exchanged = await exchange(index)
    exchanged.fail(new Failure({ kind: 'out-of-credit', host: 'deepseek' }))
    await asked
    await assistant.idle()
  }
  await fail('1', 0)
  assistant = start()
  await fail('2', 1)
  expect(told).toEqual([expect.stringMatching(/^g: .*no credit/u)])
  expect(shown.map(({ ending }) => ending?.kind)).toEqual(['failed', 'failed'])
  await clock.advance(25 * 3_600_000)
  await fail('3', 2)
  expect(told).toHaveLength(2)
})

it('tells the admins once of what many questions meet at the same moment', async () => {
  const asked = ['1', '2', '3'].map((id) => assistant.ask(question(id)))
  const met = [await exchange(0), await exchange(1), await exchange(2)]
  for (const { fail } of met) fail(new Failure({ kind: 'bad-key', host: 'deepseek' }))
  await Promise.all(asked)
  await assistant.idle()
  expect(told).toEqual([expect.stringMatching(/^g: .*refuses the key/u)])
})

it('is stopped by the asker or an admin and by nobody else', async () => {
  const asked = assistant.ask(question('1'))
  const { say } = await exchange(0)
  say('So far')
  const other = { id: 'bob', name: 'Bob', isAdmin: false, isOutsider: false }
  expect(await assistant.stop('1', other)).toBe(false)
  expect(await assistant.stop('1', { ...other, isAdmin: true })).toBe(true)
  await asked
  expect(exchanges[0]?.signal.aborted).toBe(true)
  expect(shown).toMatchObject([{ text: 'So far', ending: { kind: 'stopped' } }])
  expect(await assistant.stop('1', { ...other, isAdmin: true })).toBe(false)
})

it('ends what is answered where it was taken out, and nothing elsewhere', async () => {
  const here = question('1')
  const there = question('2', { place: { ...here.place, workspace: 'another' } })
  const first = assistant.ask(here)
  ;(await exchange(0)).say('So far')
  const second = assistant.ask(there)
  ;(await exchange(1)).say('So far')
  await assistant.left(here.place)
  await first
  const endings = (): readonly unknown[] => shown.map(({ question: { id }, ending }) => [id, ending?.kind])
  expect(endings()).toEqual([
    ['1', 'stopped'],
    ['2', undefined],
  ])
  await answerWith(1, ', and so on')
  await second
  expect(endings()).toContainEqual(['2', 'done'])
})

it('stops a question that still waits', async () => {
  const first = assistant.ask(question('1', { lineage: linear }))
  await exchange(0)
  const second = assistant.ask(question('2', { lineage: linear }))
  await waitingTold(1)
  expect(await assistant.stop('2', question('2').asker)).toBe(true)
  await second
  await answerWith(0, 'a')
  await first
  expect(exchanges).toHaveLength(1)
  expect(notices.at(-1)).toEqual({ question: '2', notice: { kind: 'refused', text: 'Stopped.' } })
})

it('delivers later what the platform does not take now', async () => {
  closes.push(() => {
    throw new Failure({ kind: 'platform', platform: 'discord', reason: 'unreachable', what: 'x' })
  })
  const asked = assistant.ask(question('1'))
  await answerWith(0, 'whole')
  await asked
  expect(await store.journal.unfinished('discord')).toHaveLength(1)
  await vi.waitFor(async () => {
    await clock.advance(1_000)
    expect(await store.journal.unfinished('discord')).toEqual([])
  }, 60_000)
  expect(shown.at(-1)).toMatchObject({ text: 'whole', ending: { kind: 'done' } })
  expect(exchanges).toHaveLength(1)
})

it('tells the asker when the platform refuses the answer for good', async () => {
  closes.push(() => {
    throw new Failure({ kind: 'platform', platform: 'discord', reason: 'no-permission', what: 'x' })
  })
  const asked = assistant.ask(question('1'))
  await answerWith(0, 'whole')
  await asked
  expect(notices).toEqual([
    { question: '1', notice: { kind: 'refused', text: expect.stringContaining('permission') } },
  ])
  expect(await store.journal.unfinished('discord')).toEqual([])
})

it('tells the asker when the platform refuses for good what it did not take before', async () => {
  for (const reason of ['unreachable', 'no-permission'] as const)
    closes.push(() => {
      throw new Failure({ kind: 'platform', platform: 'discord', reason, what: 'x' })
    })
  const asked = assistant.ask(question('1'))
  await answerWith(0, 'whole')
  await asked
  expect(notices).toEqual([])
  await vi.waitFor(async () => {
    await clock.advance(1_000)
    expect(await store.journal.unfinished('discord')).toEqual([])
  }, 60_000)
  expect(notices).toEqual([
    { question: '1', notice: { kind: 'refused', text: expect.stringContaining('permission') } },
  ])
})

it('lets running answers finish when it drains, journals the rest, and finishes that after a restart', async () => {
  void assistant.ask(question('1'))
  void assistant.ask(question('2'))
  await exchange(1)
  const late = exchanges.find((e) => e.request.messages.at(-1)?.content.includes('text of 2')) as Exchange
  const prompt = exchanges.find((e) => e !== late) as Exchange
  const drained = assistant.drain(25_000)
  prompt.say('in time')
  prompt.end()
  late.say('Only the ')
  await vi.waitFor(async () => expect(await store.journal.unfinished('discord')).toHaveLength(1), 60_000)
  await clock.advance(25_000)
  await drained
  expect(await store.journal.unfinished('discord')).toMatchObject([
    { question: { id: '2' }, generated: 'Only the ' },
  ])

  assistant = start()
  await assistant.resume('discord')
  const resumed = await exchange(2)
  expect(resumed.request.prefix).toBe('Only the ')
  resumed.say('beginning.')
  resumed.end()
  await vi.waitFor(async () => expect(await store.journal.unfinished('discord')).toEqual([]), 60_000)
  expect(shown.at(-1)).toMatchObject({ text: 'Only the beginning.', ending: { kind: 'done' } })
  expect((await store.turns.get('2'))?.answer).toBe('Only the beginning.')
})

it('takes no questions while it drains', async () => {
  await assistant.drain(0)
  await assistant.ask(question('1'))
  expect(shown).toEqual([])
})

it('says that it cannot remember when the store fails, and answers nothing', async () => {
  const broken = createAssistantWithBrokenJournal()
  await broken.ask(question('1'))
  expect(notices).toEqual([
    { question: '1', notice: { kind: 'refused', text: expect.stringContaining('memory') } },
  ])
  expect(exchanges).toEqual([])
})

function createAssistantWithBrokenJournal(): RunningAssistant {
  const whole = store
  store = {
    ...whole,
    journal: { ...whole.journal, accept: () => Promise.reject(new Failure({ kind: 'store' })) },
  }
  const broken = start()
  store = whole
  return broken
}

it('runs commands for those who may, and words what is wrong with them', async () => {
  const call = { id: 'x', options: {}, by: question('x').asker, place: question('x').place, locale: 'id' }
  expect(await assistant.run({ ...call, name: 'nope' })).toMatchObject({
    text: expect.stringContaining('/help'),
  })
  expect(await assistant.run({ ...call, name: 'ask' })).toMatchObject({
    kind: 'notice',
    text: '`question`: belum diisi',
  })
  expect(await assistant.run({ ...call, name: 'help' })).toMatchObject({
    text: expect.stringContaining('/ask question [model] [private]'),
  })
  const by = { ...call.by, isOutsider: true }
  expect(await assistant.run({ ...call, by, name: 'help' })).toMatchObject({
    text: expect.stringContaining('Tamu'),
  })
})
