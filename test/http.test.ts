import { afterEach, expect, it } from 'vitest'
import { startHttp } from '../src/http.ts'
import type { Handler, HttpServer } from '../src/http.ts'
import { quietLog } from './support/quiet-log.ts'

const servers: HttpServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function listen(
  host: string,
  port: number,
  ready = true,
  routes: ReadonlyMap<string, Handler> = new Map(),
): Promise<HttpServer> {
  const server = await startHttp({ host, port, isReady: () => ready, routes, log: quietLog })
  servers.push(server)
  return server
}

it.each([
  [true, 200],
  [false, 503],
])('tells probes whether it is ready (%s), by GET and by HEAD', async (ready, status) => {
  const { port } = await listen('127.0.0.1', 0, ready)
  for (const method of ['GET', 'HEAD']) {
    expect((await fetch(`http://127.0.0.1:${port}/readyz`, { method })).status).toBe(status)
    expect((await fetch(`http://127.0.0.1:${port}/healthz`, { method })).status).toBe(200)
  }
})

it('survives a handler that throws', async () => {
  const throws = () => {
    throw new Error('at a request that nobody thought of')
  }
  const { port } = await listen('127.0.0.1', 0, true, new Map([['GET /odd', throws]]))
  expect((await fetch(`http://127.0.0.1:${port}/odd`)).status).toBe(500)
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
})

it('says which variable to change where it cannot listen', async () => {
  const { port } = await listen('127.0.0.1', 0)
  await expect(listen('127.0.0.1', port)).rejects.toThrow(new RegExp(`^PORT ${port} is taken.*set PORT`, 'u'))
  // Of the block for documentation: https://www.rfc-editor.org/rfc/rfc5737
  await expect(listen('192.0.2.1', 0)).rejects.toThrow(/^HOST 192\.0\.2\.1 is no address of this machine/u)
})
