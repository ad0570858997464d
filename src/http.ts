import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from './core/log.ts'

/** Answers one request; a bot mounts it under a fixed path. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void

export interface HttpOptions {
  readonly host: string
  /** 0 takes any free one. */
  readonly port: number
  /** Whether `/readyz` answers 200. */
  isReady(): boolean
  /** By `METHOD /path`. */
  readonly routes: ReadonlyMap<string, Handler>
  /** Takes what no route does; without one, that is not found. */
  fallback?(): Handler | undefined
  readonly log: Logger
}

export interface HttpServer {
  /** The port it listens on. */
  readonly port: number
  close(): Promise<void>
}

/** The process's one HTTP server. Rejects with the system's error when the address cannot be listened on. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const routes = new Map<string, Handler>([
    ['GET /healthz', (_request, response) => plain(response, 200, 'ok')],
    [
      'GET /readyz',
      (_request, response) =>
        options.isReady() ? plain(response, 200, 'ready') : plain(response, 503, 'not ready'),
    ],
    ...options.routes,
  ])
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '/'
    const handler = routes.get(`${request.method} ${path}`) ?? options.fallback?.()
    if (handler === undefined) plain(response, 404, 'not found')
    else handler(request, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  server.on('error', (error) => options.log.error({ err: error }, 'http server'))
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        // A health checker's kept-alive connection must not hold the exit up.
        setTimeout(() => server.closeAllConnections(), 1_000).unref()
      }),
  }
}

function plain(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end(text)
}
