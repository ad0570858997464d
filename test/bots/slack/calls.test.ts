import { webApi } from '@slack/bolt'
import { expect, test } from 'vitest'
import { createCalls } from '../../../src/bots/slack/calls.ts'
import type { Send } from '../../../src/bots/slack/calls.ts'
import { oneToken } from '../../../src/bots/slack/tokens.ts'
import type { Tokens } from '../../../src/bots/slack/tokens.ts'
import { Failure } from '../../../src/core/fault.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

function setUp(send: Send = async () => ({ ok: true }), tokens: Tokens = oneToken('xoxb-1')) {
  const clock = createVirtualClock()
  const sent: { readonly method: string; readonly at: number; readonly args: unknown }[] = []
  const calls = createCalls({
    clock,
    tokens,
    send: (method, args, token) => {
      sent.push({ method, at: clock.now(), args })
      return send(method, args, token)
    },
  })
  return { clock, calls, sent }
}

/** The most calls within any window of that length. */
function densest(times: readonly number[], windowMs: number): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length))
}

test('holds each method to its tier, and none to that of another', async () => {
  const { clock, calls, sent } = setUp()
  const updates = Promise.all(Array.from({ length: 120 }, () => calls.attempt('chat.update', {})))
  await calls.attempt('users.info', {})
  expect(clock.now()).toBe(0)
  await clock.runUntil(updates)
  const times = sent.filter((call) => call.method === 'chat.update').map((call) => call.at)
  expect(densest(times, 60_000)).toBe(50)
  expect(clock.now()).toBeLessThan(125_000)
})

test('counts posts by channel', async () => {
  const { clock, calls, sent } = setUp()
  const posts = ['C1', 'C2'].flatMap((channel) =>
    Array.from({ length: 12 }, () => calls.attempt('chat.postMessage', { channel })),
  )
  expect(calls.spare('chat.postMessage', 'C1')).toBe(0)
  expect(calls.spare('chat.postMessage', 'C3')).toBe(5)
  await clock.runUntil(Promise.all(posts))
  for (const channel of ['C1', 'C2']) {
    const times = sent.filter((call) => JSON.stringify(call.args).includes(channel)).map((call) => call.at)
    expect(times).toHaveLength(12)
    expect(densest(times, 5000)).toBe(5)
  }
})

test('a 429 of one method delays that method, and drops nothing', async () => {
  let limited = true
  const { clock, calls, sent } = setUp(async (method) => {
    if (method === 'conversations.replies' && limited) {
      limited = false
      throw new webApi.WebAPIRateLimitedError(30)
    }
    return { ok: true, method }
  })
  const read = calls.call('conversations.replies', { channel: 'C1' })
  expect(await calls.call('chat.postMessage', { channel: 'C1' })).toMatchObject({
    method: 'chat.postMessage',
  })
  expect(clock.now()).toBe(0)
  expect(await clock.runUntil(read)).toMatchObject({ method: 'conversations.replies' })
  expect(sent.filter((call) => call.method === 'conversations.replies').map((call) => call.at)).toEqual([
    0, 30_000,
  ])
})

test('urgent calls go first, impatient ones are given up', async () => {
  const { clock, calls } = setUp()
  const done: string[] = []
  const call = (name: string, options = {}) =>
    calls.attempt('chat.stopStream', {}, options).then((result) => done.push(`${name} ${result.ok}`))
  const all = [
    ...Array.from({ length: 20 }, () => calls.attempt('chat.stopStream', {})),
    call('slow'),
    call('urgent', { urgent: true }),
    call('impatient', { patienceMs: 1000 }),
  ]
  await clock.runUntil(Promise.all(all))
  expect(done).toEqual(['impatient false', 'urgent true', 'slow true'])
})

test('repeats reads whose answer is lost, and writes never', async () => {
  const { clock, calls, sent } = setUp(async () => {
    throw new webApi.WebAPIHTTPError(503, 'no', {}, '')
  })
  const read = calls.call('users.info', {}).catch((error: unknown) => error)
  const write = calls.call('chat.postMessage', {}).catch((error: unknown) => error)
  const [readError, writeError] = await clock.runUntil(Promise.all([read, write]))
  expect(sent.filter((call) => call.method === 'users.info').length).toBeGreaterThan(1)
  expect(sent.filter((call) => call.method === 'chat.postMessage')).toHaveLength(1)
  for (const error of [readError, writeError]) {
    expect(error).toBeInstanceOf(Failure)
    expect((error as Failure).fault).toMatchObject({ kind: 'platform', reason: 'unreachable' })
  }
})

test('repeats what never left', async () => {
  let tries = 0
  const { clock, calls } = setUp(async () => {
    tries += 1
    if (tries < 3) {
      const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
      throw new webApi.WebAPIRequestError(new TypeError('fetch failed', { cause: refused }))
    }
    return { ok: true }
  })
  expect(await clock.runUntil(calls.attempt('chat.postMessage', {}))).toMatchObject({ ok: true })
  expect(tries).toBe(3)
})

test.each([
  ['not_in_channel', 'no-permission'],
  ['channel_not_found', 'gone'],
  ['is_archived', 'gone'],
  ['something_new', 'rejected'],
])('calls %s %s', async (code, reason) => {
  const { calls } = setUp(async () => {
    throw new webApi.WebAPIPlatformError({ ok: false, error: code })
  })
  await expect(calls.call('chat.postMessage', {})).rejects.toMatchObject({
    fault: { kind: 'platform', platform: 'slack', reason, what: `chat.postMessage: ${code}` },
  })
})

test('lets go of what waits when it is closed', async () => {
  const { calls } = setUp()
  const waiting = Array.from({ length: 25 }, () => calls.attempt('chat.startStream', {}))
  calls.close()
  const results = await Promise.all(waiting)
  expect(results.filter((result) => result.ok)).toHaveLength(20)
})

test('sends nothing any more once it is closed, also of what was being tried', async () => {
  const { clock, calls, sent } = setUp(async () => {
    throw new Error('no answer')
  })
  const read = calls.call('conversations.replies', { channel: 'C1' }).catch((error: unknown) => error)
  await clock.advance(0)
  expect(sent).toHaveLength(1)
  calls.close()
  await clock.advance(60_000)
  expect(await read).toBeInstanceOf(Failure)
  expect(await calls.attempt('users.info', {})).toEqual({
    ok: false,
    trouble: { kind: 'unsent', why: 'closed' },
  })
  expect(sent).toHaveLength(1)
})
