import { RequestMethod } from 'discord.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { errorCodes } from '../../../src/bots/discord/limits.ts'
import { createDiscordRest } from '../../../src/bots/discord/rest.ts'
import type { DiscordRest } from '../../../src/bots/discord/rest.ts'
import { createOverallBudget } from '../../../src/core/delivery/overall-budget.ts'
import { Failure } from '../../../src/core/fault.ts'
import { startFakeDiscord } from '../../fakes/discord/fake-discord.ts'
import type { FakeDiscord } from '../../fakes/discord/fake-discord.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const clock = createVirtualClock(1_000)
let fake: FakeDiscord
let rest: DiscordRest
let waited: number[]

beforeEach(async () => {
  fake = await startFakeDiscord()
  waited = []
  const overall = createOverallBudget({ limit: 2, windowMs: 1_000 })
  const onWait = (ms: number): void => void waited.push(ms)
  rest = createDiscordRest({ token: fake.token, apiUrl: fake.url, overall, clock, log: quietLog, onWait })
})

afterEach(async () => {
  rest.close()
  await fake.close()
})

const asked = (): readonly string[] => fake.requests.map(({ path }) => path)
const me = (signal?: AbortSignal) =>
  rest.attempt(RequestMethod.Get, '/users/@me', { ...(signal && { signal }) })

test('waits while all requests together are too many, and says how long', async () => {
  await Promise.all([me(), me()])
  const third = me()
  await clock.advance(999)
  expect(waited).toEqual([])
  await clock.advance(1)
  await third
  expect(asked()).toHaveLength(3)
  expect(waited).toEqual([1_000])
})

test('what nobody waits for any more is not asked', async () => {
  await Promise.all([me(), me()])
  const nobody = new AbortController()
  const third = me(nobody.signal)
  nobody.abort()
  await expect(third).rejects.toThrow('aborted')
  expect(asked()).toHaveLength(2)
})

test('an interaction is answered whatever waits: Discord does not count it', async () => {
  await Promise.all([me(), me()])
  const body = { type: 4, data: { content: 'Here.' } }
  const callback = rest.attempt(RequestMethod.Post, '/interactions/1/token/callback', { body, auth: false })
  // There is none: so says the fake, at once.
  await expect(callback).rejects.toMatchObject({ code: errorCodes.unknownInteraction })
  expect(waited).toEqual([])
})

test('a sign leaves the room to what people read', async () => {
  const guild = fake.guild()
  const channel = fake.channel(guild)
  const typing = () => rest.attempt(RequestMethod.Post, `/channels/${channel.id}/typing`, { passing: true })
  await typing()
  const second = typing()
  await me()
  expect(asked()).toEqual([`/channels/${channel.id}/typing`, '/users/@me'])
  await clock.advance(1_000)
  await second
  expect(asked()).toHaveLength(3)
})

test('asks nothing again once it is closed', async () => {
  fake.fail({ method: 'GET', route: '/users/@me' }, { kind: 'status', status: 500, carriedOut: false })
  const asking = rest.call('me', RequestMethod.Get, '/users/@me').catch((error: unknown) => error)
  await fake.until(() => asked().length === 1, 'the request')
  await vi.waitFor(() => expect(clock.timers).toBeGreaterThan(0), 60_000)
  rest.close()
  await clock.advance(60_000)
  expect(await asking).toBeInstanceOf(Failure)
  expect(asked()).toHaveLength(1)
})
