import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import type { WebClientOptions } from '@slack/web-api'
import { afterEach } from 'vitest'
import type { Clock } from '../../../src/core/clock.ts'
import { startFakeSlack } from './fake-slack.ts'
import type { FakeSlack } from './fake-slack.ts'
import type { FakeSlackOptions } from './options.ts'

/** What the suites of the fake itself start; all of it ends with the test. */
export interface Harness {
  start(options?: FakeSlackOptions): Promise<FakeSlack>
  /** A real Bolt app over Socket Mode, with as many receivers as asked for. */
  bolt(fake: FakeSlack, receivers?: number): Promise<App>
  /** A real Bolt app over signed HTTP, which the fake delivers to from then on. */
  boltHttp(fake: FakeSlack, prepare?: (app: App) => void): Promise<App>
  client(fake: FakeSlack, options?: WebClientOptions & { readonly token?: string }): WebClient
}

export function useHarness(): Harness {
  const cleanups: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const clean of cleanups.splice(0).toReversed()) await clean()
  })
  return {
    async start(options = {}) {
      const fake = await startFakeSlack(options)
      cleanups.push(() => fake.close())
      return fake
    },
    async bolt(fake, receivers = 1) {
      const clientOptions = { slackApiUrl: fake.apiUrl }
      const all = Array.from(
        { length: receivers },
        () =>
          new SocketModeReceiver({
            appToken: fake.appToken,
            installerOptions: { clientOptions },
            logLevel: LogLevel.ERROR,
          }),
      )
      const [receiver, ...others] = all
      if (receiver === undefined) throw new Error('no receiver')
      const app = new App({ token: fake.botToken, receiver, clientOptions, logLevel: LogLevel.ERROR })
      for (const other of others) {
        other.init(app)
        await other.start()
        cleanups.push(() => other.stop())
      }
      await app.start()
      cleanups.push(() => app.stop())
      return app
    },
    async boltHttp(fake, prepare) {
      const endpoints = '/slack/events'
      const receiver = new HTTPReceiver({
        signingSecret: fake.signingSecret,
        endpoints,
        logLevel: LogLevel.ERROR,
      })
      const app = new App({
        token: fake.botToken,
        receiver,
        clientOptions: { slackApiUrl: fake.apiUrl },
        logLevel: LogLevel.ERROR,
      })
      prepare?.(app)
      const server = await app.start(0)
      cleanups.push(() => app.stop())
      const address = 'address' in server ? server.address() : undefined
      if (address === undefined || address === null || typeof address === 'string') throw new Error('no port')
      await fake.deliverTo(`http://127.0.0.1:${address.port}${endpoints}`)
      return app
    },
    client: (fake, { token, ...options } = {}) =>
      new WebClient(token ?? fake.botToken, {
        slackApiUrl: fake.apiUrl,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        logLevel: LogLevel.ERROR,
        ...options,
      }),
  }
}

/** A clock that stands still until a test moves it; its timers are real. */
export function movableClock(): Clock & { skip(ms: number): void } {
  let now = Date.now()
  return {
    now: () => now,
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs)
      timer.unref()
      return () => clearTimeout(timer)
    },
    skip: (ms) => void (now += ms),
  }
}

/** The error code Slack answered, or what else went wrong. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'ok'
  } catch (error) {
    if (error instanceof Error && 'data' in error)
      return (error.data as { error?: string }).error ?? 'no code'
    return error instanceof Error ? error.constructor.name : 'not an error'
  }
}
