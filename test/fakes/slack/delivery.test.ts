import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import type { FakeSlack } from './fake-slack.ts'
import { codeOf, useHarness } from './harness.ts'
import { readBody } from './http-body.ts'
import { signature } from './signed-http.ts'

const { start, bolt, client } = useHarness()
const quick = { retryDelaysMs: [0, 20, 40] }

/** A bare Socket Mode client: Bolt acknowledges on its own, this one only when told to. */
async function rawSocket(fake: FakeSlack): Promise<{ readonly frames: Frame[]; ack(frame: Frame): void }> {
  const { url = '' } = await client(fake, { token: fake.appToken }).apps.connections.open()
  const socket = new WebSocket(url)
  const frames: Frame[] = []
  await new Promise<void>((resolve) => {
    socket.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(String(data)) as Frame
      if (frame.type === 'hello') resolve()
      else frames.push(frame)
    })
  })
  return { frames, ack: (frame) => socket.send(JSON.stringify({ envelope_id: frame.envelope_id })) }
}

interface Frame {
  readonly type: string
  readonly envelope_id: string
  readonly retry_attempt: number
  readonly retry_reason: string
  readonly payload: { readonly event_id: string }
}

test('an event without an ack comes again three times, a command never', async () => {
  const fake = await start({ timing: { ...quick, ackMs: 50 } })
  const { frames } = await rawSocket(fake)
  expect(await fake.say({ user: 'member', channel: 'general', text: 'x' }).acked).toBe(false)
  await fake.until(() => frames.length === 4)
  expect(frames.map((one) => `${one.retry_attempt} ${one.retry_reason}`)).toEqual([
    '0 ',
    '1 timeout',
    '2 timeout',
    '3 timeout',
  ])
  expect(new Set(frames.map((one) => one.payload.event_id)).size).toBe(1)
  expect((await fake.slash({ user: 'member', channel: 'general', text: 'x' }).acked).ok).toBe(false)
  await fake.until(() => frames.length === 5)
  expect(frames.map((one) => one.type)).toEqual([...Array<string>(4).fill('events_api'), 'slash_commands'])
  expect(fake.violations.map((one) => one.kind)).toEqual(Array<string>(5).fill('late_ack'))
})

test('a late ack and an ack of nothing are noted', async () => {
  const fake = await start({ timing: { retryDelaysMs: [], ackMs: 20 } })
  const { frames, ack } = await rawSocket(fake)
  await fake.say({ user: 'member', channel: 'general', text: 'x' }).acked
  const [frame] = await fake.until(() => frames.length === 1 && frames)
  if (frame !== undefined) ack(frame)
  await fake.until(() => fake.violations.length === 2)
  ack({ type: '', envelope_id: 'nothing', retry_attempt: 0, retry_reason: '', payload: { event_id: '' } })
  await fake.until(() => fake.violations.length === 3)
  expect(fake.violations.map((one) => one.kind)).toEqual(['late_ack', 'late_ack', 'bad_ack'])
})

test('over HTTP a refused event is signed and sent again with its number and reason', async () => {
  const fake = await start({ timing: quick })
  const seen: string[] = []
  const server = createServer((request, response) => {
    void readBody(request).then(({ raw, fields }) => {
      const at = Number(request.headers['x-slack-request-timestamp']) * 1000
      const valid = signature(fake.signingSecret, raw.toString(), at)['x-slack-signature']
      expect(request.headers['x-slack-signature']).toBe(valid)
      if (fields.type === 'url_verification') {
        response.end(JSON.stringify({ challenge: fields.challenge }))
        return
      }
      seen.push(
        [
          String(request.headers['x-slack-retry-num'] ?? 0),
          String(request.headers['x-slack-retry-reason'] ?? ''),
        ].join(' '),
      )
      if (seen.length === 2) response.setHeader('x-slack-no-retry', '1')
      response.writeHead(503).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await fake.deliverTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    expect(await fake.say({ user: 'member', channel: 'general', text: 'x' }).acked).toBe(false)
    expect(seen).toEqual(['0 ', '1 http_error'])
  } finally {
    server.close()
  }
})

test('a dropped socket loses no event: it is sent again over the next', async () => {
  const fake = await start({ timing: { retryDelaysMs: [0, 0, 0, 200, 1_000, 5_000] } })
  const first = await rawSocket(fake)
  const said = fake.say({ user: 'member', channel: 'general', text: 'x' })
  await fake.until(() => first.frames.length === 1)
  expect(fake.sockets.drop('all')).toBe(1)
  const second = await rawSocket(fake)
  const [again] = await fake.until(() => second.frames.length === 1 && second.frames)
  expect(again?.payload.event_id).toBe(said.eventIds[0])
  if (again !== undefined) second.ack(again)
  expect(await said.acked).toBe(true)
})

test('a silent socket brings nothing and is not blamed for it', async () => {
  const fake = await start({ timing: { retryDelaysMs: [], ackMs: 100 } })
  const { frames } = await rawSocket(fake)
  fake.sockets.silence()
  expect(await fake.say({ user: 'member', channel: 'general', text: 'x' }).acked).toBe(false)
  expect(frames).toEqual([])
  expect(fake.violations).toEqual([])
})

test('at most ten sockets', async () => {
  const fake = await start({ limits: 'off' })
  for (let index = 0; index < 10; index += 1) await rawSocket(fake)
  const { url = '' } = await client(fake, { token: fake.appToken }).apps.connections.open()
  const told = await new Promise((resolve) => {
    new WebSocket(url).addEventListener('message', ({ data }) => resolve(JSON.parse(String(data))))
  })
  expect(told).toEqual({ type: 'disconnect', reason: 'too_many_websockets' })
  expect(fake.sockets.count).toBe(10)
})

test('a refresh of one of two sockets leaves no gap for commands', async () => {
  const fake = await start()
  const app = await bolt(fake, 2)
  app.command('/tanya', async ({ ack }) => ack('pong'))
  fake.sockets.refresh('oldest', 'refresh_requested')
  await fake.until(() => fake.sockets.count === 1)
  expect((await fake.slash({ user: 'member', channel: 'general', text: 'ping' }).acked).ok).toBe(true)
  expect(fake.ephemerals('member')[0]?.text).toBe('pong')
})

test('events are held, reordered and repeated with the same id', async () => {
  const fake = await start({ echo: false })
  const app = await bolt(fake)
  const heard: string[] = []
  app.event('message', async ({ event, body, context }) => {
    heard.push(`${'text' in event ? event.text : ''} ${body.event_id} ${context.retryNum ?? 0}`)
  })
  fake.delivery.hold()
  const one = fake.say({ user: 'member', channel: 'general', text: 'one' })
  const two = fake.say({ user: 'member', channel: 'general', text: 'two' })
  fake.delivery.release('reversed')
  await Promise.all([one.acked, two.acked])
  await fake.delivery.redeliver(one.eventIds)
  await fake.until(() => heard.length === 3)
  expect(heard[0]).toBe(`two ${two.eventIds[0]} 0`)
  expect(heard[1]).toBe(`one ${one.eventIds[0]} 0`)
  expect(heard[2]).toBe(`one ${one.eventIds[0]} 1`)
})

test('a ticket opens one socket, a revoked app token none, and the bot token is no app token', async () => {
  const fake = await start()
  const open = client(fake, { token: fake.appToken })
  const { url = '' } = await open.apps.connections.open()
  const outcome = (address: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = new WebSocket(address)
      socket.addEventListener('message', () => resolve('hello'))
      socket.addEventListener('error', () => resolve('refused'))
    })
  expect(await outcome(url)).toBe('hello')
  expect(await outcome(url)).toBe('refused')
  expect(await codeOf(client(fake).apps.connections.open())).toBe('not_allowed_token_type')
  fake.switches.appToken = 'revoked'
  expect(await codeOf(open.apps.connections.open())).toBe('invalid_auth')
})

test('a response_url takes five posts and no Markdown', async () => {
  const fake = await start()
  const app = await bolt(fake)
  app.command('/tanya', async ({ ack }) => ack())
  const { responseUrl, acked } = fake.slash({ user: 'member', channel: 'general', text: 'x' })
  await acked
  const post = async (body: unknown): Promise<number> =>
    (
      await fetch(responseUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).status
  expect(await post({ markdown_text: '# no' })).toBe(400)
  for (const text of ['1', '2', '3', '4']) expect(await post({ text, response_type: 'in_channel' })).toBe(200)
  expect(await post({ text: '6' })).toBe(404)
  expect(fake.messages('general').map((one) => one.text)).toEqual(['1', '2', '3', '4'])
  expect(fake.violations.map((one) => one.kind)).toEqual(['invalid_arguments', 'expired_response_url'])
})
