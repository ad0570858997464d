import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ActCall, ActResult } from '../../../src/core/bot.ts'
import type { Clock } from '../../../src/core/clock.ts'
import { createAssistant } from '../../../src/core/conversation/assistant.ts'
import type { RunningAssistant } from '../../../src/core/conversation/assistant.ts'
import { createLineages } from '../../../src/core/conversation/lineage.ts'
import { createEditScheduler } from '../../../src/core/delivery/edit-scheduler.ts'
import { editedReply } from '../../../src/core/delivery/edited-reply.ts'
import type { Action, MessageEditor, Part } from '../../../src/core/delivery/reply.ts'
import { Failure } from '../../../src/core/fault.ts'
import type { Limits } from '../../../src/core/limits/limits.ts'
import type { ChatRequest, Delta, Finish, Provider } from '../../../src/core/provider.ts'
import type { Person, Question } from '../../../src/core/question.ts'
import { openStore } from '../../../src/core/store/open-store.ts'
import type { Store } from '../../../src/core/store/store.ts'
import { systemClock } from '../../../src/system.ts'
import { commandsOn, policyOn } from '../../support/policy.ts'
import { quietLog } from '../../support/quiet-log.ts'

const report = {
  model: 'host/m',
  usage: { input: 10, cachedInput: 0, output: 2, reasoning: 0 },
  measured: true,
} as const

/** What the model says next: a text and how it ends, or a text after which it waits to be aborted. */
interface Script {
  readonly text: string
  readonly end?: Finish | Failure
}

let directory: string
let store: Store
let scripts: Script[]
let requests: ChatRequest[]
/** What readers see, by message. */
let messages: Map<string, Part>
let refusals: string[]
let assistant: RunningAssistant
let now: number
let admits: boolean

const clock: Clock = { ...systemClock, now: () => now }

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'tanya-actions-'))
  store = await openStore({ url: `file:${path.join(directory, 'tanya.db')}`, log: quietLog })
  scripts = []
  requests = []
  messages = new Map()
  refusals = []
  now = 1_000_000
  admits = true
  assistant = start()
})

afterEach(async () => {
  await store.close()
  rmSync(directory, { recursive: true, force: true })
})

const limits = {
  admit: () =>
    Promise.resolve(admits ? { kind: 'ok' } : { kind: 'limited', scope: 'person', until: now + 1000 }),
  taken: () => Promise.resolve([]),
  run: (_conversation: string, _question: Question, _signal: AbortSignal, work: () => Promise<unknown>) =>
    work(),
} as unknown as Limits

function start(): RunningAssistant {
  const lineages = createLineages(store)
  const open = policyOn(store, clock, provider, { limits })
  const created = createAssistant({
    store,
    clock,
    lineages,
    limits,
    provider,
    commands: commandsOn(open, store, clock, lineages.startFresh),
    factsOf: () => Promise.resolve(undefined),
    newIncident: () => 'abc',
    readFiles: () => Promise.resolve({ files: [], pictures: [] }),
    policy: open.policy,
    log: quietLog,
  })
  const scheduler = createEditScheduler({ clock: systemClock, defaults: { limit: 100, windowMs: 100 } })
  created.attach({
    platform: 'discord',
    surface: {
      openReply: (question, answerLog) =>
        editedReply({
          clock: systemClock,
          log: quietLog,
          answerLog,
          scheduler,
          channel: 'c',
          editor: editorOf(question),
          format: { maxLength: 100, spoilers: false, render: (markdown) => markdown },
          stoppable: true,
        }),
      showWorking: () => () => undefined,
      notify: async (_question, notice) => {
        if (notice.kind === 'refused') refusals.push(notice.text)
      },
      history: () => Promise.resolve([]),
    },
  })
  return created
}

const provider: Provider = {
  async *chat(request, signal, onReport): AsyncGenerator<Delta> {
    requests.push(request)
    const { text, end } = scripts.shift() ?? { text: 'nothing to say', end: 'stop' }
    yield { kind: 'text', text }
    if (end instanceof Failure) throw end
    if (end !== undefined) {
      onReport?.(report)
      yield { kind: 'end', reason: end, report }
      return
    }
    await new Promise((resolve) => {
      if (signal.aborted) resolve(undefined)
      else signal.addEventListener('abort', resolve, { once: true })
    })
    throw new Failure({ kind: 'cancelled' })
  },
}

function editorOf({ id }: Question): MessageEditor {
  return {
    async post(part, key) {
      const message = `${id} ${key}`
      if (messages.has(message)) throw new Error('posted twice')
      messages.set(message, part)
      return { channel: 'c', message }
    },
    async edit({ message }, part) {
      if (!messages.has(message)) throw new Error('edited what is gone')
      messages.set(message, part)
    },
    async remove({ message }) {
      messages.delete(message)
    },
  }
}

const ann: Person = { id: 'ann', name: 'Ann', isAdmin: false, isOutsider: false }
const bob: Person = { ...ann, id: 'bob', name: 'Bob' }
const place = { platform: 'discord', workspace: 'g', channel: 'c', kind: 'channel' } as const

function question(id: string, change: Partial<Question> = {}): Question {
  return {
    id,
    place,
    asker: ann,
    text: `text of ${id}`,
    lineage: { kind: 'new' },
    message: { channel: 'c', message: id },
    locale: 'en',
    askedAt: now,
    private: false,
    ...change,
  }
}

function press(
  action: Action,
  questionId: string,
  by = ann,
  change: Partial<ActCall> = {},
): Promise<ActResult> {
  return assistant.act({ action, questionId, by, place, locale: 'en', ...change })
}

const texts = (): readonly string[] => [...messages.values()].map((part) => part.text)
const buttons = (): readonly unknown[] => [...messages.values()].map((part) => part.actions)
const long = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ')
const finished = ['retry', 'good', 'bad']

/** Another process with the same store. */
async function restart(): Promise<void> {
  await assistant.idle()
  await store.close()
  store = await openStore({ url: `file:${path.join(directory, 'tanya.db')}`, log: quietLog })
  assistant = start()
}

async function seen(text: string): Promise<void> {
  await vi.waitFor(() => expect(texts()).toEqual([text]), 60_000)
}

it('stops by the button, for the asker and admins alone', async () => {
  scripts = [{ text: 'So far' }]
  const asked = assistant.ask(question('1'))
  await seen('So far')
  expect(buttons()).toEqual([['stop']])
  expect(await press('stop', '1', bob)).toMatchObject({
    kind: 'refused',
    text: expect.stringContaining('Only'),
  })
  expect(await press('stop', '1', ann, { place: { platform: 'discord', workspace: 'other' } })).toMatchObject(
    {
      kind: 'refused',
    },
  )
  expect(await press('stop', '1', { ...bob, isAdmin: true })).toEqual({ kind: 'done' })
  await asked
  expect([...messages.values()]).toMatchObject([{ text: 'So far', notice: 'Stopped.', actions: ['retry'] }])
  expect(await press('stop', '1')).toMatchObject({ kind: 'refused' })
})

it('answers anew in the same messages, also after a restart, and the turn is the new one', async () => {
  scripts = [{ text: long, end: 'stop' }]
  await assistant.ask(question('1'))
  const before = [...messages.keys()]
  expect(before.length).toBeGreaterThan(2)
  expect(buttons().at(-1)).toEqual(finished)
  await restart()
  scripts = [{ text: 'Short.', end: 'stop' }]
  expect(await press('retry', '1', bob)).toMatchObject({ kind: 'refused' })
  expect(await press('retry', '1')).toEqual({ kind: 'done' })
  await assistant.idle()
  expect([...messages.keys()]).toEqual(before.slice(0, 1))
  expect([...messages.values()]).toMatchObject([{ text: 'Short.', actions: finished }])
  expect((await store.turns.get('1'))?.answer).toBe('Short.')
  expect(requests[1]?.messages).toEqual(requests[0]?.messages)
  // Longer again: what was removed is not written to.
  scripts = [{ text: long, end: 'stop' }]
  await press('retry', '1')
  await assistant.idle()
  expect(texts().join(' ')).toBe(long)
  expect(await store.journal.unfinished('discord')).toEqual([])
})

it('keeps the place of an answer in its conversation when it is given anew', async () => {
  const linear = { kind: 'linear', conversation: 't' } as const
  scripts = [
    { text: 'one', end: 'stop' },
    { text: 'two', end: 'stop' },
    { text: 'ONE', end: 'stop' },
    { text: 'three', end: 'stop' },
  ]
  await assistant.ask(question('1', { lineage: linear }))
  await assistant.ask(question('2', { lineage: linear }))
  await press('retry', '1')
  await assistant.idle()
  await assistant.ask(question('3', { lineage: linear }))
  expect(requests[2]?.messages).toHaveLength(2)
  expect(requests[3]?.messages.slice(1).map(({ content }) => content.split('\n').at(-1))).toEqual([
    'text of 1',
    'ONE',
    'text of 2',
    'two',
    'text of 3',
  ])
})

it('is not answered anew twice at once, nor above the limits', async () => {
  scripts = [{ text: 'a', end: 'stop' }, { text: 'b' }]
  await assistant.ask(question('1'))
  const [first, second] = await Promise.all([press('retry', '1'), press('retry', '1')])
  expect([first.kind, second.kind].toSorted()).toEqual(['done', 'refused'])
  await seen('b')
  expect(await press('retry', '1')).toMatchObject({ kind: 'refused' })
  await press('stop', '1')
  await assistant.idle()
  admits = false
  expect(await press('retry', '1')).toMatchObject({
    kind: 'refused',
    text: expect.stringContaining('Ask again'),
  })
  expect(requests).toHaveLength(2)
})

async function set(name: string, after: string): Promise<void> {
  const by = { id: 'root', name: 'Root' }
  await store.settings.change(
    { platform: 'discord', workspace: 'g' },
    { by, at: now, entries: [{ name, after }] },
  )
}

it('is not answered anew for whoever has lost since what allowed them to ask', async () => {
  await set('access.roles', 'r')
  const before = { ...ann, roles: ['r'] }
  scripts = [
    { text: 'a', end: 'stop' },
    { text: 'b', end: 'stop' },
  ]
  await assistant.ask(question('1', { asker: before }))
  expect(await press('retry', '1', { ...ann, roles: [] })).toMatchObject({
    kind: 'refused',
    text: expect.stringContaining('Only some roles'),
  })
  expect(requests).toHaveLength(1)
  expect(await press('retry', '1', before)).toEqual({ kind: 'done' })
  await assistant.idle()
  expect(requests).toHaveLength(2)
})

it('lets guests do with their answers what they may where they may ask', async () => {
  const guest = { ...ann, isOutsider: true }
  await set('access.outsiders', 'allowed')
  scripts = [{ text: 'So far' }, { text: 'Whole.', end: 'stop' }]
  const asked = assistant.ask(question('1', { asker: guest }))
  await seen('So far')
  expect(await press('stop', '1', guest)).toEqual({ kind: 'done' })
  await asked
  expect(await press('retry', '1', guest)).toEqual({ kind: 'done' })
  await assistant.idle()
  expect(texts()).toEqual(['Whole.'])
  expect(await press('good', '1', guest)).toMatchObject({ kind: 'done' })
  await set('access.outsiders', 'refused')
  for (const action of ['retry', 'bad'] as const)
    expect(await press(action, '1', guest)).toMatchObject({
      kind: 'refused',
      text: expect.stringContaining('Guests'),
    })
})

it('goes on after the length limit, and only after that', async () => {
  scripts = [
    { text: 'Begun', end: 'length' },
    { text: ' and ended.', end: 'stop' },
  ]
  await assistant.ask(question('1'))
  expect([...messages.values()]).toMatchObject([
    {
      text: 'Begun',
      notice: 'The answer reached its length limit.',
      actions: ['retry', 'continue', 'good', 'bad'],
    },
  ])
  await restart()
  expect(await press('continue', '1')).toEqual({ kind: 'done' })
  await assistant.idle()
  expect(requests[1]?.prefix).toBe('Begun')
  expect([...messages.values()]).toMatchObject([{ text: 'Begun and ended.', actions: finished }])
  expect(messages.size).toBe(1)
  expect((await store.turns.get('1'))?.answer).toBe('Begun and ended.')
  expect(await press('continue', '1')).toMatchObject({ kind: 'refused' })
})

it('keeps what people think of an answer, the last of each, until they are forgotten', async () => {
  scripts = [{ text: 'a', end: 'stop' }]
  await assistant.ask(question('1'))
  expect(await press('good', '1')).toMatchObject({ kind: 'done', text: expect.stringContaining('thank') })
  await press('bad', '1', bob)
  await press('bad', '1')
  expect(await store.feedback.count(place, 0)).toEqual({ good: 0, bad: 2 })
  expect(await store.feedback.count({ ...place, channel: 'other' }, 0)).toEqual({ good: 0, bad: 0 })
  expect(await press('bad', '1', { ...bob, isOutsider: true })).toMatchObject({ kind: 'refused' })
  await store.forget({ platform: 'discord', workspace: 'g', person: 'bob' })
  expect(await store.feedback.count(place, 0)).toEqual({ good: 0, bad: 1 })
  expect(await store.feedback.count(place, now + 1)).toEqual({ good: 0, bad: 0 })
})

it('shares a private answer once, for all to see and to go on from', async () => {
  scripts = [{ text: 'Secret.', end: 'stop' }]
  const { message: _none, ...slash } = question('1', { private: true, via: { token: 't' } })
  await assistant.ask(slash)
  expect(buttons()).toEqual([['retry', 'share', 'good', 'bad']])
  await restart()
  expect(await press('share', '1', bob)).toMatchObject({ kind: 'refused' })
  expect(await press('share', '1')).toMatchObject({ kind: 'done' })
  await assistant.idle()
  const [, shared] = [...messages]
  expect(shared).toMatchObject([
    '1:shared 1:shared/0',
    { text: 'Secret.', notice: 'Shared by Ann, who asked: text of 1', actions: ['good', 'bad'] },
  ])
  expect(await store.journal.question('1:shared')).not.toHaveProperty('via')
  expect(await press('share', '1')).toMatchObject({ kind: 'refused' })
  expect(requests).toHaveLength(1)
  scripts = [{ text: 'More.', end: 'stop' }]
  const reply = { channel: 'c', message: '1:shared 1:shared/0' }
  await assistant.ask(question('2', { lineage: { kind: 'branch', message: reply } }))
  expect(requests[1]?.messages.map(({ content }) => content)).toContain('Secret.')
})

it('shows a private answer anew where the button was pressed', async () => {
  scripts = [
    { text: 'One.', end: 'stop' },
    { text: 'Two.', end: 'stop' },
  ]
  await assistant.ask(question('1', { private: true, via: { token: 'old' } }))
  await press('retry', '1', ann, { via: { token: 'new' } })
  await assistant.idle()
  expect(texts()).toEqual(['One.', 'Two.'])
  expect((await store.journal.question('1'))?.via).toEqual({ token: 'new' })
})

it('answers a question that is edited within a minute as it is now, in place', async () => {
  scripts = [{ text: 'Half of the old' }, { text: 'The new.', end: 'stop' }]
  const asked = assistant.ask(question('1'))
  await seen('Half of the old')
  const message = { channel: 'c', message: '1' }
  // A preview of a link is no other question.
  await assistant.amended(message, 'text of 1')
  expect(requests).toHaveLength(1)
  await assistant.amended(message, 'another text')
  await asked
  await assistant.idle()
  expect([...messages.values()]).toMatchObject([{ text: 'The new.', actions: finished }])
  expect(messages.size).toBe(1)
  expect(await store.turns.get('1')).toMatchObject({
    prompt: expect.stringMatching(/another text$/u),
    answer: 'The new.',
  })
  scripts = [{ text: 'Once more.', end: 'stop' }]
  await assistant.amended(message, '/ask a third text')
  await assistant.idle()
  await seen('Once more.')
  expect(requests[2]?.messages.at(-1)?.content).toMatch(/:\na third text$/u)
  now += 61_000
  await assistant.amended(message, 'too late')
  await assistant.idle()
  expect(requests).toHaveLength(3)
})

it('takes the answer away with its question, while it is written and later', async () => {
  scripts = [{ text: long }]
  const asked = assistant.ask(question('1'))
  await vi.waitFor(() => expect(texts().join(' ')).toBe(long), 60_000)
  await assistant.amended({ channel: 'c', message: '1' }, undefined)
  await asked
  await assistant.idle()
  expect(messages.size).toBe(0)
  expect(await store.turns.get('1')).toBeUndefined()
  expect(await store.journal.unfinished('discord')).toEqual([])

  const linear = { kind: 'linear', conversation: 't' } as const
  scripts = [{ text: 'a', end: 'stop' }]
  await assistant.ask(question('2', { lineage: linear }))
  await restart()
  await assistant.amended({ channel: 'c', message: '2' }, undefined)
  await assistant.idle()
  expect(messages.size).toBe(0)
  const [amended] = await store.turns.amended('t')
  expect(amended?.amendment).toMatchObject({ answer: '(This message was deleted.)' })
  expect(refusals).toEqual([])
  // It is not answered again, whatever is delivered again.
  await assistant.ask(question('2', { lineage: linear }))
  await assistant.resume('discord')
  await assistant.idle()
  expect(requests).toHaveLength(2)
})

it('takes an answer away after a restart where the process ended before it could', async () => {
  scripts = [{ text: 'a', end: 'stop' }]
  await assistant.ask(question('1'))
  await store.journal.reopen('1', { ending: { kind: 'withdrawn' } })
  await restart()
  await assistant.resume('discord')
  await assistant.idle()
  expect(messages.size).toBe(0)
  expect(await store.journal.unfinished('discord')).toEqual([])
})
