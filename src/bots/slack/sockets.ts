import { SocketModeReceiver } from '@slack/bolt'
import type { App, webApi } from '@slack/bolt'
import { sleep, within } from '../../core/clock.ts'
import type { Connection } from '../../core/bot.ts'
import type { Clock } from '../../core/clock.ts'
import type { Logger } from '../../core/log.ts'
import { webClientOptions } from './calls.ts'
import { isRefusedToken, readTrouble } from './faults.ts'
import { limits } from './limits.ts'

/** Socket Mode over two connections, so that one is there while Slack recycles the other. */
export interface Sockets {
  /** Resolves with the first connection. Rejects with a sentence when the token is refused. */
  start(app: App): Promise<void>
  /** Throws both connections away and makes others; as `start`. */
  restart(app: App): Promise<void>
  /** Open connections. */
  readonly connected: number
  connections(): readonly Connection[]
  stop(): Promise<void>
}

export interface SocketsOptions {
  readonly appToken: string
  readonly apiUrl: string
  readonly clock: Clock
  readonly log: Logger
  readonly sdkLogger: webApi.Logger
  /** A connection that leaves a ping unanswered for so long is made anew; Slack's usual when absent. */
  readonly pongTimeoutMs?: number
}

/** Codes that no waiting mends, with what does. */
const hopeless: Readonly<Record<string, string>> = {
  missing_scope: 'it lacks the scope connections:write',
  not_allowed_token_type: 'it is no app-level token (xapp-…)',
  socket_mode_not_enabled: 'Socket Mode is not enabled for the app',
}

export function createSockets(options: SocketsOptions): Sockets {
  const { clock } = options
  const stopping = new AbortController()
  let links = createLinks()

  function createLinks(): readonly [Link, Link] {
    return [createLink(options, 'a'), createLink(options, 'b')]
  }

  async function start(app: App): Promise<void> {
    const [first, second] = links
    await first.start(app, { mayFail: true })
    void second.start(app, { mayFail: false })
    void stagger(links)
  }

  /** Slack gives connections of one age the same end: this parts them. */
  async function stagger(pair: readonly [Link, Link]): Promise<void> {
    await sleep(clock, limits.staggerMs, stopping.signal)
    if (!stopping.signal.aborted && pair === links && pair[0].isUp) pair[1].recycle()
  }

  return {
    start,
    async restart(app) {
      const lost = links
      links = createLinks()
      await Promise.allSettled(lost.map((link) => link.stop()))
      if (!stopping.signal.aborted) await start(app)
    },
    get connected() {
      return links.filter((link) => link.isUp).length
    },
    connections: () => links.map(({ isUp }, index) => ({ name: `socket ${index + 1}`, isUp })),
    async stop() {
      stopping.abort()
      await Promise.all(links.map((link) => link.stop()))
    },
  }
}

interface Link {
  /** Resolves once connected. `mayFail`: rejects when the token is refused, rather than to try for ever. */
  start(app: App, options: { readonly mayFail: boolean }): Promise<void>
  recycle(): void
  stop(): Promise<void>
  readonly isUp: boolean
}

/** How long a connection gets to say goodbye. */
const goodbyeMs = 1000

/**
 * One connection that is made again whenever it ends. The SDK's own reconnecting is off: it waits in deafness before
 * it begins, and a refused token ends the process from within it.
 */
function createLink(
  { appToken, apiUrl, clock, log, sdkLogger, pongTimeoutMs }: SocketsOptions,
  name: string,
): Link {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: sdkLogger,
    autoReconnectEnabled: false,
    clientPingTimeout: pongTimeoutMs ?? limits.pongTimeoutMs,
    serverPingTimeout: limits.pingTimeoutMs,
    installerOptions: { clientOptions: webClientOptions(apiUrl, sdkLogger) },
    // Unacknowledged, so that Slack sends it again.
    processEventErrorHandler: async ({ error }) => {
      log.error({ err: error }, 'an event from Slack could not be processed')
      return false
    },
  })
  const { client } = receiver
  guardMessages(client, log)
  let isUp = false
  const stopping = new AbortController()

  /** Connects, and resolves with a promise of the connection's end, boxed so that it is not awaited as well. */
  async function connect(): Promise<{ readonly end: Promise<void> }> {
    const end = new Promise<void>((resolve) => {
      client.once('disconnected', () => resolve())
    })
    await client.start()
    isUp = true
    log.info({ link: name }, 'connected to Slack')
    return { end }
  }

  /** Connects, however long it takes; undefined once stopped. `mayFail`: a refused token rejects. */
  async function connectAtLast(mayFail: boolean): Promise<{ readonly end: Promise<void> } | undefined> {
    for (
      let waitMs: number = limits.reconnectMinMs;
      !stopping.signal.aborted;
      waitMs = Math.min(waitMs * 2, limits.reconnectMaxMs)
    ) {
      try {
        const connection = await connect()
        if (stopping.signal.aborted) void goodbye()
        return connection
      } catch (error) {
        const trouble = readTrouble(error)
        if (mayFail && trouble.kind === 'refused' && isHopeless(trouble.code)) {
          throw new Error(refusedSentence(trouble.code), { cause: error })
        }
        await sleep(clock, pauseAfter(error, waitMs), stopping.signal)
      }
    }
    return undefined
  }

  async function keepUp(connection: { readonly end: Promise<void> } | undefined): Promise<void> {
    for (let current = connection; current !== undefined; current = await connectAtLast(false)) {
      await current.end
      isUp = false
      if (!stopping.signal.aborted) log.info({ link: name }, 'the connection to Slack ended; making it again')
    }
  }

  async function goodbye(): Promise<void> {
    await within(clock, goodbyeMs, client.disconnect())
  }

  function pauseAfter(error: unknown, waitMs: number): number {
    const trouble = readTrouble(error)
    if (trouble.kind === 'limited') return trouble.retryAfterMs
    if (trouble.kind === 'refused') {
      log.error({ link: name }, refusedSentence(trouble.code))
      return limits.refusedMs
    }
    log.warn({ link: name, err: error }, 'no connection to Slack')
    return waitMs
  }

  return {
    get isUp() {
      return isUp
    },
    async start(app, { mayFail }) {
      receiver.init(app)
      void keepUp(await connectAtLast(mayFail))
    },
    recycle() {
      client.disconnect().catch(() => undefined)
    },
    async stop() {
      stopping.abort()
      if (isUp) await goodbye()
    },
  }
}

function isHopeless(code: string): boolean {
  return isRefusedToken(code) || code in hopeless
}

function refusedSentence(code: string): string {
  const why = hopeless[code] ?? 'make an app-level token with connections:write under Basic Information'
  return `SLACK_APP_TOKEN is refused by Slack (${code}): ${why}. See https://api.slack.com/apps.`
}

/** A message that the SDK cannot read would reject within its listener, and end the process. */
function guardMessages(client: SocketModeReceiver['client'], log: Logger): void {
  const listeners = client.listeners('ws_message')
  client.removeAllListeners('ws_message')
  client.on('ws_message', (...message: readonly unknown[]) => {
    for (const listener of listeners) {
      Promise.resolve()
        .then(() => Reflect.apply(listener, client, message) as unknown)
        .catch((error: unknown) => log.warn({ err: error }, 'a message from Slack could not be read'))
    }
  })
}
