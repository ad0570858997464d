import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isLoopback } from '../../../src/bots/playground/guard.ts'
import { toHtml } from '../../../src/bots/playground/markdown.ts'
import { runApp } from '../../support/run-app.ts'
import type { RunningApp } from '../../support/run-app.ts'

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A request with any headers at all, as other programs than browsers send them. */
function send(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        // Event streams do not end.
        if (path.includes('/events')) response.destroy()
      })
      response.on('close', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const events = '/playground/api/events?as=ann'
const ours = { 'x-tanya-playground': '1' }
const channel = JSON.stringify({ as: 'ann', name: 'made' })

describe('without a password', () => {
  let app: RunningApp
  let host: string

  beforeAll(async () => {
    app = await runApp({})
    host = `127.0.0.1:${app.port}`
  })

  afterAll(() => app?.stop())

  it('opens to this machine, with a policy that lets nothing in', async () => {
    const page = await send(app.port, '/', { host })
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.headers['content-security-policy']).not.toContain('unsafe')
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    expect((await send(app.port, events, { host })).status).toBe(200)
    expect((await send(app.port, '/playground/api/channels', { host, ...ours }, channel)).status).toBe(200)
  })

  it.each([
    ['another name, which may have been made to resolve to this machine', { host: 'evil.example' }],
    ['another name on the same port', { host: 'evil.example:3000' }],
    ['a name that begins like ours', { host: '127.0.0.1.evil.example' }],
    ['a request of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }],
    ['a script of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin without a name', { origin: 'null' }],
  ])('refuses %s', async (_what, headers) => {
    expect((await send(app.port, events, { host, ...headers })).status).toBe(403)
    const written = await send(app.port, '/playground/api/channels', { host, ...ours, ...headers }, channel)
    expect(written.status).toBe(403)
  })

  it('refuses to write for a form, which cannot send our header', async () => {
    const headers = { host, 'content-type': 'text/plain' }
    expect((await send(app.port, '/playground/api/channels', headers, channel)).status).toBe(403)
  })

  it.each([
    '/playground/..%2f..%2fapp.ts',
    '/playground/../../index.ts',
    '/playground/tsconfig.json',
    '/playground/room.ts',
    '/etc/passwd',
    '/playground/api/',
    '//',
  ])('has no %s', async (path) => {
    expect((await send(app.port, path, { host })).status).toBe(404)
  })

  it('shows nobody what is not theirs', async () => {
    const write = (body: object) =>
      send(app.port, '/playground/api/messages', { host, ...ours }, JSON.stringify(body))
    expect((await write({ as: 'ann', channel: 'dm-ann', text: 'my secret', nonce: 'a' })).status).toBe(200)
    expect((await send(app.port, events, { host })).body).toContain('my secret')
    expect((await send(app.port, '/playground/api/events?as=bayu', { host })).body).not.toContain('my secret')
    expect((await write({ as: 'bayu', channel: 'dm-ann', text: 'hello', nonce: 'b' })).status).toBe(404)
    const edit = JSON.stringify({ as: 'bayu', channel: 'dm-ann', message: '1', text: 'x' })
    expect((await send(app.port, '/playground/api/edit', { host, ...ours }, edit)).status).toBe(404)
    expect((await write({ as: 'nobody', channel: 'general', text: 'x', nonce: 'c' })).status).toBe(404)
    expect((await write({ as: 'ann', channel: 'general', text: 1, nonce: 'd' })).status).toBe(400)
    const large = await write({ as: 'ann', channel: 'general', text: 'x'.repeat(300_000), nonce: 'e' })
    expect(large.status).toBe(413)
  })
})

describe('with a password', () => {
  let app: RunningApp
  const password = 'correct horse battery'

  beforeAll(async () => {
    app = await runApp({ PLAYGROUND_PASSWORD: password })
  })

  afterAll(() => app?.stop())

  const enter = (given: string) => send(app.port, '/playground/api/login', ours, given)

  it('lets in whoever knows it, by any name, and nobody else', async () => {
    expect((await send(app.port, '/', {})).status).toBe(200)
    expect((await send(app.port, events, {})).status).toBe(401)
    expect((await send(app.port, '/playground/api/channels', ours, channel)).status).toBe(401)
    expect((await enter('correct horse')).status).toBe(401)
    const { status, headers } = await enter(password)
    expect(status).toBe(204)
    const [cookie = ''] = headers['set-cookie'] ?? []
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/u)
    const session = { cookie: cookie.split(';', 1)[0] ?? '', host: 'tanya.example' }
    expect((await send(app.port, events, session)).status).toBe(200)
    expect((await send(app.port, events, { cookie: 'tanya_playground=guess' })).status).toBe(401)
    const elsewhere = { ...session, origin: 'https://evil.example' }
    expect((await send(app.port, events, elsewhere)).status).toBe(403)
    expect(app.logged.join('')).not.toContain(password)
  })

  it('does not look at the eleventh wrong one within a minute', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) await enter(`wrong ${attempt}`)
    expect((await enter(password)).status).toBe(429)
  })
})

it.each([
  ['127.0.0.1', true],
  ['127.0.0.1:3000', true],
  ['localhost:3000', true],
  ['[::1]:3000', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['localhost.evil.example', false],
  ['127.0.0.1@evil.example', false],
  ['', false],
])('knows whether %j is this machine: %s', (name, is) => {
  expect(isLoopback(name)).toBe(is)
})

it('makes markup of nothing but Markdown', () => {
  expect(toHtml('<b onclick="x">a</b> **b**')).toBe(
    '<p>&lt;b onclick=&quot;x&quot;&gt;a&lt;/b&gt; <strong>b</strong></p>',
  )
  expect(toHtml('![a](https://b.example/c.png)')).not.toContain('<img')
  expect(toHtml('[^1]\n\n[^1]: note')).not.toMatch(/ id=/u)
  for (const scheme of ['javascript:', 'JaVaScRiPt:', 'data:text/html,', 'vbscript:', 'file:///']) {
    expect(toHtml(`[a](${scheme}x) <${scheme}x>`)).not.toMatch(/(?:href|src)="[^"]/u)
  }
})
