import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { afterEach, expect, test } from 'vitest'
import { startFakeSlack } from './fake-slack.ts'
import type { FakeSlack } from './fake-slack.ts'
import type { FakeSlackOptions } from './options.ts'

const cleanups: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean()
})

async function start(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const fake = await startFakeSlack(options)
  cleanups.push(() => fake.close())
  return fake
}

async function startBolt(fake: FakeSlack): Promise<App> {
  const clientOptions = { slackApiUrl: fake.apiUrl }
  const receiver = new SocketModeReceiver({
    appToken: fake.appToken,
    installerOptions: { clientOptions },
    logLevel: LogLevel.ERROR,
  })
  const app = new App({ token: fake.botToken, receiver, clientOptions, logLevel: LogLevel.ERROR })
  await app.start()
  cleanups.push(() => app.stop())
  return app
}

test('a mention reaches a real Bolt app over Socket Mode as two events, and its answer is read in the thread', async () => {
  const fake = await start({ echo: false })
  const app = await startBolt(fake)
  const heard: string[] = []
  app.event('app_mention', async ({ event, say }) => {
    heard.push('app_mention')
    await say({ text: 'hello &lt;you&gt;', thread_ts: event.ts })
  })
  app.message(async () => void heard.push('message'))
  const said = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} hi & <b>` })
  expect(await said.acked).toBe(true)
  const [answer] = await fake.until(() => {
    const answers = fake.answers(said)
    return answers.length === 1 && heard.length === 2 && answers
  })
  expect(answer?.text).toBe('hello <you>')
  expect(heard.toSorted()).toEqual(['app_mention', 'message'])
  expect(new Set(said.eventIds).size).toBe(2)
  expect(fake.messages('general')[0]?.text).toBe(`${fake.mention} hi & <b>`)
  expect(fake.violations).toEqual([])
})

test('a real Bolt app over signed HTTP hears events and commands', async () => {
  const fake = await start({ echo: false })
  const receiver = new HTTPReceiver({
    signingSecret: fake.signingSecret,
    endpoints: '/slack/events',
    logLevel: LogLevel.ERROR,
  })
  const app = new App({
    token: fake.botToken,
    receiver,
    clientOptions: { slackApiUrl: fake.apiUrl },
    logLevel: LogLevel.ERROR,
  })
  const server = await app.start(0)
  cleanups.push(() => app.stop())
  const address = 'address' in server ? server.address() : null
  if (address === null || typeof address === 'string') throw new Error('no port')
  await fake.deliverTo(`http://127.0.0.1:${address.port}/slack/events`)
  app.command('/tanya', async ({ command, ack, respond }) => {
    await ack()
    await respond(`you said ${command.text}`)
  })
  const heard: string[] = []
  app.event('message', async ({ event }) => void heard.push(event.type))
  expect(await fake.say({ user: 'member', channel: 'dm', text: 'hi' }).acked).toBe(true)
  expect((await fake.slash({ user: 'other', channel: 'general', text: 'help' }).acked).ok).toBe(true)
  const [seen] = await fake.until(() => fake.ephemerals('other').length > 0 && fake.ephemerals('other'))
  expect(seen?.text).toBe('you said help')
  expect(fake.ephemerals('member')).toEqual([])
  await fake.until(() => heard.length === 1)
  expect(fake.violations).toEqual([])
})

test('a native stream in a channel', async () => {
  const fake = await start()
  const client = new WebClient(fake.botToken, { slackApiUrl: fake.apiUrl, retryConfig: { retries: 0 } })
  const said = fake.say({ user: 'member', channel: 'general', text: 'x' })
  const started = await client.chat.startStream({
    channel: said.channel,
    thread_ts: said.ts,
    recipient_team_id: fake.world.teamId,
    recipient_user_id: 'U0MEMBER',
    markdown_text: '# a',
  })
  const ts = started.ts ?? ''
  await client.chat.appendStream({ channel: said.channel, ts, markdown_text: '\n&lt;!here&gt;' })
  expect(fake.answers(said)[0]?.streaming).toBe(true)
  expect(fake.session('general', said.ts)?.status).toBe('processing')
  await client.chat.stopStream({ channel: said.channel, ts, session_status: 'active' })
  expect(fake.answers(said)[0]?.markdown).toBe('# a\n<!here>')
  expect(fake.answers(said)[0]?.versions.map((one) => one.text)).toEqual([
    '# a',
    '# a\n<!here>',
    '# a\n<!here>',
  ])
  expect(fake.session('general', said.ts)?.status).toBe('active')
  expect(fake.violations).toEqual([])
})
