import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../../../src/core/clock.ts'
import { alwaysAwake, createAwakeTime } from '../awake-time.ts'
import { createAppState, createCore } from './core.ts'
import type { Core } from './core.ts'
import { createDelivery } from './delivery.ts'
import type { Delivery } from './delivery.ts'
import { createFaults } from './faults.ts'
import type { Faults } from './faults.ts'
import { receiveUpload, serveFile } from './files.ts'
import { createInteractions } from './interactions.ts'
import type { Interactions } from './interactions.ts'
import { COMMERCIAL_HISTORY } from './limits.ts'
import { OAUTH, consent } from './oauth.ts'
import type { Consent, OAuthState } from './oauth.ts'
import { timingOf } from './options.ts'
import type { FakeSlackOptions, Switches } from './options.ts'
import { createPeople } from './people.ts'
import type { People } from './people.ts'
import { createRateLimits } from './rate-limits.ts'
import type { RateLimits } from './rate-limits.ts'
import { createReading } from './reading.ts'
import type { Reading } from './reading.ts'
import type { RecordedRequest, Violation } from './requests.ts'
import { createResponseUrls } from './response-url.ts'
import type { ResponseUrls } from './response-url.ts'
import { createSignedHttp } from './signed-http.ts'
import type { SignedHttp } from './signed-http.ts'
import { createSocketMode } from './socket-mode.ts'
import type { SocketMode } from './socket-mode.ts'
import { endStream } from './stream-life.ts'
import { createTokens } from './tokens.ts'
import { createWebApi } from './web-api.ts'
import { addChannel, addUser } from './world.ts'
import type { Channel, NewChannel, NewUser, User, World } from './world.ts'

/** One workspace: everything a test does in it. */
export interface FakeTeam extends People, Interactions, Reading {
  /** The newest token of the bot there; empty before the app is installed. */
  readonly botToken: string
  readonly world: World
  /** `<@U…>` of the bot, to write in `say`. */
  readonly mention: string
  readonly switches: Switches
  /** Events sent, and how to hold, reorder and repeat them. */
  readonly delivery: Omit<Delivery, 'emit' | 'interact'>
  addUser(user: NewUser): User
  addChannel(channel: NewChannel): Channel
}

/** Slack on 127.0.0.1, as strict as the real one, with one workspace and as many more as are added. */
export interface FakeSlack extends FakeTeam {
  /** For `clientOptions.slackApiUrl`: ends in `/api/`. */
  readonly apiUrl: string
  readonly appToken: string
  readonly signingSecret: string
  readonly oauth: {
    readonly clientId: string
    readonly clientSecret: string
    /** For `installerOptions.authorizationUrl`: consents at once and redirects back. */
    readonly authorizationUrl: string
    /** The app's settings. */
    readonly settings: Pick<OAuthState, 'redirectUrls' | 'rotation'>
  }
  /** A workspace with the same people and channels, in which the app is not installed. */
  addTeam(team: { readonly id: string; readonly name: string; readonly domain: string }): FakeTeam
  /** Answers the page at which an app asks to be installed; returns where the browser is sent. */
  consent(address: string, how?: Consent): string
  readonly sockets: Pick<SocketMode, 'count' | 'opened' | 'refresh' | 'drop' | 'silence'>
  readonly requests: readonly RecordedRequest[]
  /** What the app did wrong so far. A good test ends with this empty. */
  readonly violations: readonly Violation[]
  requestsTo(method: string): readonly RecordedRequest[]
  /** Makes coming requests fail. */
  readonly fail: Faults['plan']
  /** Takes all planned faults back. */
  clearFaults(): void
  /** Ends a live stream as Slack's five minutes do. */
  killStream(message: { readonly channel: string; readonly ts: string }): void
  /** From now on events go to this address, signed; without one, to the sockets. Resolves after the handshake. */
  deliverTo(url: string | undefined): Promise<void>
  /**
   * Resolves with the first value of `look` that is neither undefined nor false, looking again after every request,
   * ack and change. Rejects after `limitMs` (a minute) with what the fake saw.
   */
  until<T>(look: () => T | undefined | false, limitMs?: number): Promise<T>
  /** Ends everything, hanging requests included. */
  close(): Promise<void>
}

const SIGNING_SECRET = 'fake-signing-secret'

/** Starts a fake Slack on a free port. */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const clock = options.clock ?? realClock
  const awake = options.clock === undefined ? createAwakeTime() : alwaysAwake(options.clock)
  const app = createAppState({
    clock,
    awake,
    random: options.random ?? Math.random,
    timing: timingOf(options),
    faults: createFaults(),
  })
  const teams: Team[] = []
  const first = openTeam(options)
  const { core } = first
  const sockets = createSocketMode(core)
  const api = createWebApi(first, teams, createTokens())
  let http: SignedHttp | undefined

  function openTeam(of: FakeSlackOptions): Team {
    let delivery: Delivery | undefined
    const own = createCore({ app, options: of, emit: (event, how) => delivery?.emit(event, how) })
    const urls = createResponseUrls(own)
    delivery = createDelivery(own, () => http ?? sockets)
    const team = { core: own, urls, delivery, rates: rateLimits(options, clock) }
    teams.push(team)
    app.oauth.teams.push(own)
    return team
  }

  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      // A fault of the fake itself must be seen, not swallowed into a retry of the client.
      console.error(error)
      if (!response.headersSent) response.writeHead(599).end()
    })
  })
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head))

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake')
    const [, area = '', one = '', two = ''] = url.pathname.split('/')
    const of = (id: string): Team => teams.find((team) => team.core.world.teamId === id) ?? first
    const [team = '', id = ''] = one.split('-')
    if (area === 'api') await api.handle(decodeURIComponent(one), request, response)
    else if (area === 'response') await of(one).urls.handle(two, request, response)
    else if (area === 'upload') await receiveUpload(core, two, request, response)
    else if (area === 'files-pri') serveFile(of(team).core, id, request, response)
    else if (area === 'oauth') {
      response.writeHead(302, {
        location: consent(app, new URL(url.pathname + url.search, app.baseUrl).href),
      })
      response.end()
    } else response.writeHead(404).end()
  }

  async function deliverTo(address: string | undefined): Promise<void> {
    http = undefined
    if (address === undefined) return
    const signed = createSignedHttp(core, { url: address, signingSecret: SIGNING_SECRET })
    await signed.verifyUrl()
    http = signed
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the fake has no port')
  app.baseUrl = `http://127.0.0.1:${address.port}`
  if (options.deliverTo !== undefined) {
    http = createSignedHttp(core, { url: options.deliverTo, signingSecret: SIGNING_SECRET })
  }

  return {
    ...teamOf(first),
    // As it is at any time, which a copy is not.
    get botToken() {
      return core.botToken
    },
    apiUrl: `${core.baseUrl}/api/`,
    appToken: core.appToken,
    signingSecret: SIGNING_SECRET,
    oauth: { ...OAUTH, authorizationUrl: `${core.baseUrl}/oauth/v2/authorize`, settings: app.oauth },
    addTeam: (team) => teamOf(openTeam({ ...options, team, installed: false })),
    consent: (address, how) => consent(app, address, how),
    sockets,
    requests: core.requests,
    violations: core.violations,
    requestsTo: (method) => core.requests.filter((request) => request.method === method),
    fail: core.faults.plan,
    clearFaults: () => core.faults.clear(),
    killStream({ channel, ts }) {
      const message = core.world.messages.find((one) => one.channel === channel && one.ts === ts)
      if (message?.stream?.state !== 'live') throw new Error(`no live stream ${ts}`)
      endStream(core, message, 'dead')
    },
    deliverTo,
    until: (look, limitMs = 60_000) => until(core, look, limitMs),
    async close() {
      awake.stop()
      sockets.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** A team of the fake, from within. */
interface Team {
  readonly core: Core
  readonly urls: ResponseUrls
  readonly delivery: Delivery
  readonly rates: RateLimits
}

function teamOf({ core, urls, delivery }: Team): FakeTeam {
  return {
    ...createPeople(core),
    ...createInteractions(core, delivery, urls),
    ...createReading(core),
    get botToken() {
      return core.botToken
    },
    world: core.world,
    mention: `<@${core.world.botUserId}>`,
    switches: core.switches,
    delivery,
    addUser: (user) => addUser(core.world, user),
    addChannel: (channel) => addChannel(core.world, channel),
  }
}

function rateLimits(options: FakeSlackOptions, clock: Clock): RateLimits {
  const commercial =
    options.commercial === true
      ? { 'conversations.history': COMMERCIAL_HISTORY, 'conversations.replies': COMMERCIAL_HISTORY }
      : {}
  return createRateLimits({
    now: () => clock.now(),
    timeScale: options.timeScale ?? 1,
    limits: options.limits === 'off' ? 'off' : { ...commercial, ...options.limits },
  })
}

function until<T>(core: Core, look: () => T | undefined | false, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop()
      const last = core.requests
        .slice(-10)
        .map((one) => `${one.method} ${one.status ?? '-'} ${one.error ?? ''}`)
      reject(
        new Error(
          `nothing within ${limitMs} ms of ${look.toString()}; the last requests: ${last.join('; ')}`,
        ),
      )
    }, limitMs)
    const unlisten = core.onChange(check)
    // What a test waits for may also be in the app, which tells the fake nothing.
    const poll = setInterval(check, 20)
    check()

    function check(): void {
      let value: T | undefined | false
      try {
        value = look()
      } catch (error) {
        stop()
        reject(error instanceof Error ? error : new Error(String(error)))
        return
      }
      if (value === undefined || value === false) return
      stop()
      resolve(value)
    }

    function stop(): void {
      clearTimeout(timer)
      clearInterval(poll)
      unlisten()
    }
  })
}

const realClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    // Slack's retries outlive a test; they must not keep its process.
    timer.unref()
    return () => clearTimeout(timer)
  },
}
