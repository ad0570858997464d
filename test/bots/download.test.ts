import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RequestListener, Server } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { download, originOf } from '../../src/bots/download.ts'
import type { Downloaded } from '../../src/bots/download.ts'

let server: Server
let origin: string
let answer: RequestListener
let paths: string[]

beforeEach(async () => {
  paths = []
  server = createServer((request, response) => {
    paths.push(request.url ?? '')
    answer(request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

function get(url = `${origin}/file`, signal = new AbortController().signal): Promise<Downloaded> {
  return download({ url, origins: new Set([origin]), maxBytes: 1000, signal })
}

it('gets a file with its type', async () => {
  answer = (_, response) => response.setHeader('content-type', 'Text/Plain; charset=utf-8').end('hello')
  expect(await get()).toEqual({ kind: 'file', bytes: Buffer.from('hello'), type: 'text/plain' })
})

it('follows no redirect, not even to the same host', async () => {
  answer = (_, response) => response.writeHead(302, { location: `${origin}/other` }).end()
  expect(await get()).toEqual({ kind: 'redirect', to: `${origin}/other` })
  expect(paths).toEqual(['/file'])
})

it.each([
  'https://example.com/file',
  'http://127.0.0.1:1/file',
  'file:///etc/passwd',
  'data:text/plain,hello',
  'http://',
  '',
])('asks nobody for %j', async (url) => {
  expect(await get(url)).toEqual({ kind: 'none', why: 'elsewhere' })
})

it('takes no address with a user for that of its host', async () => {
  expect(await get(`http://${new URL(origin).host}@example.com/`)).toEqual({ kind: 'none', why: 'elsewhere' })
  expect(await get(origin.replace('//', '//somebody@'))).toEqual({ kind: 'none', why: 'elsewhere' })
  expect(originOf('https://cdn.discordapp.com.evil.example/x')).not.toBe('https://cdn.discordapp.com')
})

it('stops reading what is longer than it may be, whatever its head says', async () => {
  answer = (_, response) => {
    // Without an end: only who stops by itself gets away.
    response.write(Buffer.alloc(600))
    response.write(Buffer.alloc(600))
  }
  expect(await get()).toEqual({ kind: 'none', why: 'too-large' })
})

it('counts what is unpacked', async () => {
  const packed = gzipSync(Buffer.alloc(50_000_000))
  answer = (_, response) => response.setHeader('content-encoding', 'gzip').end(packed)
  expect(packed.length).toBeGreaterThan(1000)
  const all = download({
    url: origin,
    origins: new Set([origin]),
    maxBytes: 100_000,
    signal: AbortSignal.timeout(60_000),
  })
  expect(await all).toEqual({ kind: 'none', why: 'too-large' })
})

it('rejects when it is aborted, and only then', async () => {
  const abort = new AbortController()
  answer = () => abort.abort()
  await expect(get(undefined, abort.signal)).rejects.toThrow()
  answer = (_, response) => response.destroy()
  expect(await get()).toEqual({ kind: 'none', why: 'unreachable' })
})
