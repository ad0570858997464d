import { createHmac } from 'node:crypto'
import { App } from '@slack/bolt'
import { afterEach, describe, expect, test } from 'vitest'
import { createSdkLogger } from '../../../src/bots/slack/log.ts'
import { createSockets } from '../../../src/bots/slack/sockets.ts'
import { systemClock } from '../../../src/system.ts'
import { startFakeSlack } from '../../fakes/slack/fake-slack.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { startBot } from './harness.ts'
import type { Harness, HarnessOptions } from './harness.ts'

let harness: Harness | undefined

async function start(options?: HarnessOptions): Promise<Harness> {
  harness = await startBot(options)
  return harness
}

afterEach(async () => {
  await harness?.close()
  harness = undefined
})

/** A mention is answered. */
async function isWell({ fake }: Harness, text = 'still there?'): Promise<void> {
  const said = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} ${text}` })
  await fake.until(() => fake.answers(said)[0]?.text === `You asked: ${text}`)
}

describe('Socket Mode', () => {
  test('loses no slash command while a connection is refreshed', async () => {
    const bot = await start()
    const { fake } = bot
    await fake.until(() => fake.sockets.count === 2)
    for (const reason of ['warning', 'refresh_requested'] as const) {
      const opened = fake.sockets.opened
      fake.sockets.refresh('oldest', reason)
      await fake.until(() => fake.sockets.count === 1)
      expect(await fake.slash({ user: 'member', channel: 'general', text: 'help' }).acked).toMatchObject({
        ok: true,
      })
      await fake.until(() => fake.sockets.opened === opened + 1 && fake.sockets.count === 2)
    }
    expect(fake.violations).toEqual([])
  })

  test('comes back when all connections are cut', async () => {
    const bot = await start()
    await bot.fake.until(() => bot.fake.sockets.count === 2)
    bot.fake.sockets.drop('all')
    await bot.fake.until(() => bot.fake.sockets.opened === 4 && bot.fake.sockets.count === 2)
    await isWell(bot)
  })

  test('makes both connections anew when asked to', async () => {
    const bot = await start()
    const { fake } = bot
    await fake.until(() => fake.sockets.count === 2)
    await bot.bot.restart?.()
    await fake.until(() => fake.sockets.opened === 4 && fake.sockets.count === 2)
    await isWell(bot)
  })

  test('recycles connections on which nothing comes any more', async () => {
    const fake = await startFakeSlack({ timing: { pingMs: 200 } })
    const sockets = createSockets({
      appToken: fake.appToken,
      apiUrl: fake.apiUrl,
      clock: systemClock,
      log: quietLog,
      sdkLogger: createSdkLogger(quietLog),
      pongTimeoutMs: 500,
    })
    const app = new App({
      authorize: async () => ({}),
      receiver: { init: () => undefined, start: async () => undefined, stop: async () => undefined },
      convoStore: false,
    })
    try {
      await sockets.start(app)
      await fake.until(() => fake.sockets.count === 2)
      fake.sockets.silence()
      await fake.until(() => fake.sockets.opened === 4 && sockets.connected === 2)
    } finally {
      await sockets.stop()
      await fake.close()
    }
  })

  test('keeps trying while Slack does not answer or limits it', async () => {
    const bot = await start()
    const { fake } = bot
    await fake.until(() => fake.sockets.count === 2)
    fake.fail({ method: 'apps.connections.open' }, { kind: 'status', status: 503 })
    fake.fail({ method: 'apps.connections.open' }, { kind: 'ratelimited', retryAfterSeconds: 1 })
    fake.sockets.drop('all')
    await fake.until(() => fake.sockets.opened === 4 && fake.sockets.count === 2)
    await isWell(bot)
  })

  test('survives a revoked app token, and says whose it is', async () => {
    const bot = await start()
    const { fake, logged } = bot
    await fake.until(() => fake.sockets.count === 2)
    fake.switches.appToken = 'revoked'
    fake.sockets.refresh('oldest', 'refresh_requested')
    await fake.until(() => fake.requestsTo('apps.connections.open').at(-1)?.error === 'invalid_auth')
    await isWell(bot)
    expect(
      logged.some((line) => line.startsWith('error SLACK_APP_TOKEN is refused by Slack (invalid_auth)')),
    ).toBe(true)
  })
})

describe('the start', () => {
  test.each([
    ['SLACK_BOT_TOKEN', { botToken: 'xoxb-wrong' }],
    ['SLACK_APP_TOKEN', { appToken: 'xapp-wrong' }],
  ])('is refused with a sentence about %s', async (name, tokens) => {
    const bot = await start({ ...tokens, start: false })
    await expect(bot.bot.start()).rejects.toThrow(
      new RegExp(`^${name} is refused by Slack \\(invalid_auth\\): .+`, 'u'),
    )
  })

  test('is refused with the token of a whole organization', async () => {
    const bot = await start({ start: false })
    bot.fake.switches.orgWide = true
    await expect(bot.bot.start()).rejects.toThrow('SLACK_BOT_TOKEN is of a whole Enterprise organization')
  })

  test('names the app token when it is a bot token', async () => {
    const bot = await start({ start: false, appToken: 'xoxb-fake-bot-token' })
    await expect(bot.bot.start()).rejects.toThrow(
      'SLACK_APP_TOKEN is refused by Slack (not_allowed_token_type)',
    )
  })

  test('waits for Slack to answer', async () => {
    const bot = await start({ start: false })
    bot.fake.fail({ method: 'auth.test', times: 2 }, { kind: 'status', status: 500 })
    await bot.bot.start()
    await isWell(bot)
  })
})

describe('signed HTTP', () => {
  const now = (): number => Math.floor(Date.now() / 1000)

  async function post(
    bot: Harness,
    { secret = bot.fake.signingSecret, at = now(), body = '{}' },
  ): Promise<number> {
    const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')
    const response = await fetch(bot.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': String(at),
        'x-slack-signature': `v0=${signature}`,
      },
      body,
    })
    return response.status
  }

  test('refuses what Slack has not signed just now', async () => {
    const bot = await start({ http: true })
    const body = JSON.stringify({ type: 'url_verification', challenge: 'x' })
    expect(await post(bot, { body })).toBe(200)
    expect(await post(bot, { body, secret: 'another-secret' })).toBe(401)
    expect(await post(bot, { body, at: now() - 600 })).toBe(401)
    expect(await post(bot, { body, at: now() + 600 })).toBe(401)
    expect((await fetch(bot.url, { method: 'POST', body })).status).toBe(401)
  })

  test('takes nothing while it drains, so that Slack sends it again', async () => {
    const bot = await start({ http: true })
    bot.bot.drain()
    expect(await post(bot, {})).toBe(503)
    expect(bot.assistant.asked).toEqual([])
  })
})

test('takes no questions over its sockets while it drains', async () => {
  const bot = await start()
  bot.bot.drain()
  await bot.fake.until(() => bot.fake.sockets.count === 0)
  expect(bot.assistant.asked).toEqual([])
})
