import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../../../src/core/clock.ts'
import { createCore } from './core.ts'
import { createDelivery } from './delivery.ts'
import type { Delivery } from './delivery.ts'
import { createFaults } from './faults.ts'
import type { Faults } from './faults.ts'
import { receiveUpload, serveFile } from './files.ts'
import { createInteractions } from './interactions.ts'
import type { Interactions } from './interactions.ts'
import { COMMERCIAL_HISTORY } from './limits.ts'
import { OAUTH } from './methods/auth.ts'
import { timingOf } from './options.ts'
import type { FakeSlackOptions, Switches } from './options.ts'
import { createPeople } from './people.ts'
import type { People } from './people.ts'
import { createRateLimits } from './rate-limits.ts'
import { createReading } from './reading.ts'
import type { Reading } from './reading.ts'
import type { RecordedRequest, Violation } from './requests.ts'
import { createResponseUrls } from './response-url.ts'
import { createSignedHttp } from './signed-http.ts'
import type { SignedHttp } from './signed-http.ts'
import { createSocketMode } from './socket-mode.ts'
import type { SocketMode } from './socket-mode.ts'
import { endStream } from './stream-life.ts'
import { createTokens } from './tokens.ts'
import { createWebApi } from './web-api.ts'
import { addChannel, addUser } from './world.ts'
import type { Channel, NewChannel, NewUser, User, World } from './world.ts'

/** A Slack workspace on 127.0.0.1, as strict as the real one: everything a test does with it. */
export interface FakeSlack extends People, Interactions, Reading {
  /** For `clientOptions.slackApiUrl`: ends in `/api/`. */
  readonly apiUrl: string
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
  readonly oauth: {
    readonly clientId: string
    readonly clientSecret: string
    /** For `installerOptions.authorizationUrl`: consents at once and redirects back. */
    readonly authorizationUrl: string
  }
  readonly world: World
  /** `<@U…>` of the bot, to write in `say`. */
  readonly mention: string
  readonly switches: Switches
  readonly sockets: Pick<SocketMode, 'count' | 'opened' | 'refresh' | 'drop' | 'silence'>
  /** Events sent, and how to hold, reorder and repeat them. */
  readonly delivery: Omit<Delivery, 'emit' | 'interact'>
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
  addUser(user: NewUser): User
  addChannel(channel: NewChannel): Channel
  /** From now on events go to this address, signed; without one, to the sockets. Resolves after the handshake. */
  deliverTo(url: string | undefined): Promise<void>
  /**
   * Resolves with the first value of `look` that is neither undefined nor false, looking again after every request,
   * ack and change. Rejects after `limitMs` (20 s) with what the fake saw.
   */
  until<T>(look: () => T | undefined | false, limitMs?: number): Promise<T>
  /** Ends everything, hanging requests included. */
  close(): Promise<void>
}

const SIGNING_SECRET = 'fake-signing-secret'

/** Starts a fake Slack on a free port. */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const clock = options.clock ?? realClock
  let delivery: Delivery | undefined
  const core = createCore({
    options,
    clock,
    random: options.random ?? Math.random,
    timing: timingOf(options),
    faults: createFaults(),
    emit: (event, emitOptions) => delivery?.emit(event, emitOptions),
  })
  const sockets = createSocketMode(core)
  const urls = createResponseUrls(core)
  const api = createWebApi(core, rateLimits(options, clock), createTokens(core))
  let http: SignedHttp | undefined
  const deliver = createDelivery(core, () => http ?? sockets)
  delivery = deliver

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
    if (area === 'api') await api.handle(decodeURIComponent(one), request, response)
    else if (area === 'response') await urls.handle(one, request, response)
    else if (area === 'upload') await receiveUpload(core, two, request, response)
    else if (area === 'files-pri') serveFile(core, one.split('-').at(-1) ?? '', request, response)
    else if (area === 'oauth') consent(url, response)
    else response.writeHead(404).end()
  }

  function consent(url: URL, response: ServerResponse): void {
    const back = new URL(url.searchParams.get('redirect_uri') ?? `${core.baseUrl}/`)
    const code = core.world.nextId('code-')
    core.oauthCodes.add(code)
    back.searchParams.set('code', code)
    back.searchParams.set('state', url.searchParams.get('state') ?? '')
    response.writeHead(302, { location: back.href }).end()
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
  core.baseUrl = `http://127.0.0.1:${address.port}`
  if (options.deliverTo !== undefined) {
    http = createSignedHttp(core, { url: options.deliverTo, signingSecret: SIGNING_SECRET })
  }

  return {
    ...createPeople(core),
    ...createInteractions(core, deliver, urls),
    ...createReading(core),
    apiUrl: `${core.baseUrl}/api/`,
    botToken: core.botToken,
    appToken: core.appToken,
    signingSecret: SIGNING_SECRET,
    oauth: { ...OAUTH, authorizationUrl: `${core.baseUrl}/oauth/v2/authorize` },
    world: core.world,
    mention: `<@${core.world.botUserId}>`,
    switches: core.switches,
    sockets,
    delivery: deliver,
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
    addUser: (user) => addUser(core.world, user),
    addChannel: (channel) => addChannel(core.world, channel),
    deliverTo,
    until: (look, limitMs = 20_000) => until(core, look, limitMs),
    async close() {
      sockets.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function rateLimits(options: FakeSlackOptions, clock: Clock): ReturnType<typeof createRateLimits> {
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

function until<T>(
  core: ReturnType<typeof createCore>,
  look: () => T | undefined | false,
  limitMs: number,
): Promise<T> {
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
