import type { IncomingMessage, ServerResponse } from 'node:http'
import { HTTPReceiver } from '@slack/bolt'
import type { App, webApi } from '@slack/bolt'
import type { Clock } from '../../core/clock.ts'
import type { Logger } from '../../core/log.ts'
import { limits } from './limits.ts'

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void

/** The process's HTTP server, as far as a bot needs it. */
export interface HttpRoutes {
  /** Requests of that method and path go to the handler, their bodies unread. */
  mount(method: 'GET' | 'POST', path: string, handle: RequestHandler): void
}

export const eventsPath = '/slack/events'

/** Signed HTTP: events, commands and interactivity at one address. */
export interface Http {
  start(app: App): void
  /** Takes nothing more: Slack sends it again, to whoever answers then. */
  drain(): void
}

export interface HttpOptions {
  readonly signingSecret: string
  readonly routes: HttpRoutes
  readonly clock: Clock
  readonly log: Logger
  readonly sdkLogger: webApi.Logger
}

export function createHttp({ signingSecret, routes, clock, log, sdkLogger }: HttpOptions): Http {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: eventsPath, logger: sdkLogger })
  let state: 'waiting' | 'open' | 'draining' = 'waiting'

  function handle(request: IncomingMessage, response: ServerResponse): void {
    if (state !== 'open') {
      refuse(request, response, 503)
      return
    }
    // Bolt checks the signature, and of the timestamp only that it is not too old.
    const aheadMs = Number(request.headers['x-slack-request-timestamp']) * 1000 - clock.now()
    if (aheadMs > limits.signatureSkewMs) {
      log.warn({ aheadMs }, 'a request signed in the future was refused')
      refuse(request, response, 401)
      return
    }
    receiver.requestListener(request, response)
  }

  // Before the server listens; what comes too early is sent again.
  routes.mount('POST', eventsPath, handle)

  return {
    start(app) {
      receiver.init(app)
      state = 'open'
    },
    drain() {
      state = 'draining'
    },
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
  request.resume()
  response.writeHead(status, { connection: 'close' }).end()
}
