import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEditor } from '../../../src/bots/discord/editor.ts'
import { createDiscordRest } from '../../../src/bots/discord/rest.ts'
import type { DiscordRest } from '../../../src/bots/discord/rest.ts'
import type { EditScheduler } from '../../../src/core/delivery/edit-scheduler.ts'
import { noOverallBudget } from '../../../src/core/delivery/overall-budget.ts'
import type { MessageEditor } from '../../../src/core/delivery/reply.ts'
import { messagesFor } from '../../../src/core/i18n/messages.ts'
import type { PartRef, Question } from '../../../src/core/question.ts'
import { startFakeDiscord } from '../../fakes/discord/fake-discord.ts'
import type { FakeDiscord } from '../../fakes/discord/fake-discord.ts'
import type { Fault } from '../../fakes/discord/faults.ts'
import type { FakeChannel } from '../../fakes/discord/types.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { realClock } from './harness.ts'

let fake: FakeDiscord
let rest: DiscordRest
let channel: FakeChannel
let editor: MessageEditor
let delays: Parameters<EditScheduler['delayed']>[]
let removed: string[]

beforeEach(async () => {
  fake = await startFakeDiscord()
  rest = createDiscordRest({
    token: fake.token,
    apiUrl: fake.url,
    overall: noOverallBudget,
    clock: realClock,
    log: quietLog,
  })
  const guild = fake.guild()
  channel = fake.channel(guild)
  const ann = fake.user({ name: 'Ann', in: [guild] })
  const asked = fake.say({ user: ann, channel, content: 'why?' })
  delays = []
  removed = []
  const question: Question = {
    id: 'discord:1:2:3',
    place: { platform: 'discord', workspace: guild.id, channel: channel.id, kind: 'channel' },
    asker: { id: ann.id, name: 'Ann', isAdmin: false, isOutsider: false },
    text: 'why?',
    lineage: { kind: 'new' },
    message: { channel: channel.id, message: asked.id },
    locale: 'en-US',
    askedAt: 0,
    private: false,
  }
  const scheduler = { delayed: (...delay: Parameters<EditScheduler['delayed']>) => void delays.push(delay) }
  const openDm = (): Promise<string> => Promise.reject(new Error('no DM is needed here'))
  const channelOf = ({ place }: Question): Promise<string> => Promise.resolve(place.channel)
  const removing = ({ message }: PartRef): void => void removed.push(message)
  editor = createEditor(
    { rest, scheduler, clock: realClock, log: quietLog, messagesFor, channelOf, openDm, removing },
    question,
  )
})

afterEach(async () => {
  rest.close()
  await fake.close()
  expect(fake.violations).toEqual([])
})

const part = (text: string, index = 0) => ({ index, text, final: false })

describe('what Discord refuses', () => {
  const cases: readonly (readonly [string, Fault, string, boolean])[] = [
    ['a 429', { kind: 'rate-limit', retryAfterMs: 3000 }, 'rate-limited', true],
    ['a global 429', { kind: 'rate-limit', retryAfterMs: 3000, scope: 'global' }, 'rate-limited', true],
    ['a 500', { kind: 'status', status: 500 }, 'unreachable', false],
    ['a reset connection', { kind: 'reset' }, 'unreachable', false],
    ['a 403', { kind: 'status', status: 403, body: { code: 50013, message: '' } }, 'no-permission', false],
    [
      'a locked thread',
      { kind: 'status', status: 400, body: { code: 160005, message: '' } },
      'no-permission',
      false,
    ],
    ['a 404', { kind: 'status', status: 404, body: { code: 10003, message: '' } }, 'gone', false],
    ['a 400', { kind: 'status', status: 400, body: { code: 50035, message: '' } }, 'rejected', false],
    [
      'too many edits of an old message',
      { kind: 'status', status: 400, body: { code: 30046, message: '' } },
      'rate-limited',
      true,
    ],
  ]
  it.each(cases)(
    'is named, and told to the scheduler if it is a pause: %s',
    async (_name, fault, reason, pauses) => {
      fake.fail({ method: 'POST', route: '/channels/:id/messages' }, fault)
      await expect(editor.post(part('hi'), 'key')).rejects.toMatchObject({
        name: 'Failure',
        fault: { kind: 'platform', platform: 'discord', reason, what: 'POST message' },
      })
      expect(delays.map(([lane, kind]) => [lane, kind])).toEqual(pauses ? [[channel.id, 'post']] : [])
      for (const [, , ms] of delays) expect(ms).toBeGreaterThan(2500)
    },
  )

  it('is not asked again while its bucket is empty, and does not queue', async () => {
    const ref = await editor.post(part('0'), 'key')
    for (let edit = 1; edit < 5; edit += 1) await editor.edit(ref, part(String(edit)))
    await expect(editor.edit(ref, part('5'))).rejects.toMatchObject({ fault: { reason: 'rate-limited' } })
    expect(delays.map(([lane, kind]) => [lane, kind])).toEqual([[channel.id, 'edit']])
    expect(fake.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(4)
  })
})

it('carries no message in what it throws', async () => {
  fake.fail({ method: 'POST', route: '/channels/:id/messages' }, { kind: 'status', status: 400 })
  const failure = await editor.post(part('private words'), 'key').catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Error)
  expect(
    JSON.stringify(failure) + String(failure) + JSON.stringify(Object.entries(failure as Error)),
  ).not.toContain('private words')
  expect((failure as Error).cause).toBeUndefined()
})

it('removes a part, and one that is gone already', async () => {
  const ref = await editor.post(part('hi'), 'key')
  await editor.remove?.(ref)
  expect(fake.botMessages(channel)).toEqual([])
  expect(removed).toEqual([ref.message])
  await editor.remove?.(ref)
})
