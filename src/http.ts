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

/** The process's one HTTP server. Rejects with a sentence for the operator when the address cannot be listened on. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const healthz: Handler = (_request, response) => plain(response, 200, 'ok')
  const readyz: Handler = (_request, response) =>
    options.isReady() ? plain(response, 200, 'ready') : plain(response, 503, 'not ready')
  const routes = new Map<string, Handler>([
    ['GET /healthz', healthz],
    ['GET /readyz', readyz],
    // As some load balancers and monitors ask.
    ['HEAD /healthz', healthz],
    ['HEAD /readyz', readyz],
    ...options.routes,
  ])
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '/'
    const handler = routes.get(`${request.method} ${path}`) ?? options.fallback?.()
    if (handler === undefined) return plain(response, 404, 'not found')
    try {
      handler(request, response)
    } catch (error) {
      // Uncaught, it would let whoever sent the request end the process.
      options.log.error({ err: error, path }, 'a request failed')
      if (response.headersSent) response.destroy()
      else plain(response, 500, 'failed')
    }
  })
  const { host, port } = options
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void =>
      reject(new Error(whyNot(error, host, port), { cause: error }))
    server.once('error', refuse)
    server.listen(port, host, () => {
      server.off('error', refuse)
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

/** Why nobody can listen there, and how to mend it. */
function whyNot({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code ?? '') {
    case 'EADDRINUSE':
      return `PORT ${port} is taken, perhaps by another Tanya: stop what listens there, or set PORT to one that is free.`
    case 'EACCES':
      return `PORT ${port} is not for this user: set PORT to one from 1024 on.`
    case 'EADDRNOTAVAIL':
    case 'EAI_AGAIN':
    case 'ENOTFOUND':
      return `HOST ${host} is no address of this machine: use 127.0.0.1 for it alone, 0.0.0.0 for all, or one of its own.`
    default:
      return `Nobody can listen at HOST ${host} and PORT ${port}: ${message}`
  }
}

function plain(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end(text)
}
