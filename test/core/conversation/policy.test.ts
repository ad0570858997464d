import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OpenPolicy } from '../../../src/core/conversation/open-policy.ts'
import type { Provider } from '../../../src/core/provider.ts'
import type { Lineage, Place, Question } from '../../../src/core/question.ts'
import type { SettingName } from '../../../src/core/settings/schema.ts'
import { openStore } from '../../../src/core/store/open-store.ts'
import type { Store } from '../../../src/core/store/store.ts'
import { policyOn } from '../../support/policy.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import type { VirtualClock } from '../../support/virtual-clock.ts'

const channel: Place = { platform: 'discord', workspace: 'g', channel: 'c', kind: 'channel' }
const thread: Place = { ...channel, channel: 't', kind: 'thread', parent: 'c' }
const opening: Lineage = { kind: 'new' }
const silent: Provider = {
  chat: () => {
    throw new Error('no model is asked here')
  },
}

let store: Store
let clock: VirtualClock
let policy: OpenPolicy['policy']

beforeEach(async () => {
  store = await openStore({ url: 'file::memory:', log: quietLog })
  clock = createVirtualClock(1_000_000)
  ;({ policy } = policyOn(store, clock, silent, { operators: new Set(['discord:op']) }))
})
afterEach(() => store.close())

async function set(texts: Partial<Record<SettingName, string>>): Promise<void> {
  const entries = Object.entries(texts).map(([name, after]) => ({ name, after }))
  const by = { id: 'a', name: 'A' }
  await store.settings.change({ platform: 'discord', workspace: 'g' }, { entries, by, at: 0 })
}

function question(more: Partial<Question> = {}): Question {
  return {
    id: 'q',
    place: channel,
    asker: { id: 'ann', name: 'Ann', isAdmin: false, isOutsider: false },
    text: 'why?',
    lineage: opening,
    locale: 'en',
    askedAt: 0,
    private: false,
    ...more,
  }
}

describe('what is listened to', () => {
  test.each([
    ['mention', [true, false, false]],
    ['follow', [true, true, false]],
    ['all', [true, true, true]],
    ['off', [true, false, false]],
  ])('with the trigger %s', async (trigger, expected) => {
    await set({ trigger })
    const heard = (['mention', 'follow', 'any'] as const).map((how) => policy.listensTo(thread, how))
    expect(await Promise.all(heard)).toEqual(expected)
  })

  test('nothing but mentions where she may not answer, and follow-ups while nothing can be read', async () => {
    await set({ trigger: 'all', 'access.channels': 'd' })
    expect(await policy.listensTo(thread, 'any')).toBe(false)
    expect(await policy.listensTo(thread, 'follow')).toBe(false)
    await clock.advance(1_000)
    await store.close()
    expect([await policy.listensTo(thread, 'any'), await policy.listensTo(thread, 'follow')]).toEqual([
      false,
      true,
    ])
    store = await openStore({ url: 'file::memory:', log: quietLog })
  })
})

describe('the conversation', () => {
  test.each<[string, Partial<Question>, Lineage]>([
    ['chain', {}, opening],
    ['channel', {}, { kind: 'linear', conversation: 'discord:g:c' }],
    ['user', {}, { kind: 'linear', conversation: 'discord:g:c:of:ann' }],
    ['channel', { private: true }, opening],
    ['channel', { place: thread }, opening],
    [
      'channel',
      { lineage: { kind: 'branch', message: { channel: 'c', message: 'm' } } },
      {
        kind: 'branch',
        message: { channel: 'c', message: 'm' },
      },
    ],
  ])('is by %s for %j', async (context, more, lineage) => {
    await set({ context })
    expect((await policy.inContext(question(more))).lineage).toEqual(lineage)
  })

  test('begins with recent messages of the channel where they are wanted', async () => {
    expect(await policy.inContext(question())).not.toHaveProperty('recent')
    await set({ 'context.recent': '7' })
    expect(await policy.inContext(question())).toMatchObject({ recent: 7 })
    const linear: Lineage = { kind: 'linear', conversation: 'slack:T:C:1' }
    expect(await policy.inContext(question({ lineage: linear }))).toMatchObject({
      recent: 7,
      lineage: linear,
    })
    expect(await policy.inContext(question({ place: thread }))).not.toHaveProperty('recent')
    const from = { channel: 'c', message: 'm' }
    expect(await policy.inContext(question({ from }))).not.toHaveProperty('recent')
  })
})

describe('a question', () => {
  test('of a model that is not allowed is refused with those that are', async () => {
    await set({ models: 'other' })
    expect(await policy.admit(question({ model: 'other' }))).toBeUndefined()
    expect(await policy.admit(question({ model: 'dear/one' }))).toEqual({
      kind: 'bad-input',
      field: 'model',
      problem: 'the model `dear/one` is not allowed here; choose one of `deepseek-v3` or `other`',
    })
  })

  test('is refused by each limit that is set, with when it is taken', async () => {
    await set({ 'limits.user': '2/minute', 'limits.channel': '3/hour' })
    const asker = (id: string) => question({ asker: { ...question().asker, id } })
    for (const id of ['ann', 'ann', 'bob']) expect(await policy.admit(asker(id))).toBeUndefined()
    expect(await policy.admit(asker('ann'))).toMatchObject({ scope: 'person', until: 1_060_000 })
    expect(await policy.admit(asker('bob'))).toMatchObject({ scope: 'channel', until: 4_600_000 })
    await set({ 'limits.channel': 'off' })
    expect(await policy.admit(asker('bob'))).toBeUndefined()
  })

  test('is headed by the persona, the language and how chats are written', async () => {
    const plain = await policy.personaFor(question())
    await set({ persona: 'You are Carl.', language: 'pt-BR' })
    const own = await policy.personaFor(question())
    expect(own).toMatch(/^You are Carl\.\n\nAlways answer in Brazilian Portuguese\.\n\n/u)
    expect(plain.endsWith(own.slice(own.indexOf('In a shared channel')))).toBe(true)
    expect(await policy.personaFor(question({ place: { ...channel, workspace: 'h' } }))).toBe(plain)
  })

  test('goes to the operator’s model where an admin’s choice is no longer allowed', async () => {
    await set({ model: 'other' })
    expect(await policy.modelFor(question(), 'c')).toBe('other')
    const by = { id: 'op', name: 'Op' }
    const entries = [{ name: 'models', after: 'deepseek-v3' }]
    await store.settings.change('deployment', { entries, by, at: 0 })
    expect(await policy.modelFor(question(), 'c')).toBe('deepseek-v3')
  })
})

test('an operator counts as an admin for buttons, everywhere', async () => {
  const op = { id: 'op', name: 'Op', isAdmin: false, isOutsider: false }
  expect(await policy.recognise(op, { platform: 'discord', workspace: 'anything' })).toMatchObject({
    isAdmin: true,
  })
  expect(await policy.recognise(op, { platform: 'slack', workspace: 'T' })).toMatchObject({ isAdmin: false })
})
