import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { scopes } from '../../../src/bots/slack/manifest.ts'
import { openStore } from '../../../src/core/store/open-store.ts'
import type { Store } from '../../../src/core/store/store.ts'
import { beginInstall, install } from '../../fakes/slack/browser.ts'
import { movableClock } from '../../fakes/slack/harness.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { secretKey, startBot } from './harness.ts'
import type { Harness, HarnessOptions } from './harness.ts'

let folder: string
let store: Store
let bot: Harness

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'tanya-install-'))
  store = await openStore({ url: `file:${path.join(folder, 'tanya.db')}`, log: quietLog, secretKey })
})

afterEach(async () => {
  expect(bot.fake.violations).toEqual([])
  // Whatever went wrong, no token and no code was logged.
  expect(bot.logged.join('\n')).not.toMatch(/xoxb-|xoxe|code-\d|fake-client-secret/u)
  await bot.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function start(options: HarnessOptions = {}): Promise<Harness> {
  bot = await startBot({
    ...options,
    slack: { installed: false, ...options.slack },
    installations: store.installations,
  })
  bot.fake.oauth.settings.redirectUrls = [`${bot.origin}/slack/oauth_redirect`]
  return bot
}

const installed = async (): Promise<readonly string[]> =>
  (await store.installations.all('slack')).map(({ workspace }) => workspace)

/** What people read on a page. */
function textOf(html: string): string {
  return html.replace(/<style>[^]*<\/style>/u, '').replaceAll(/<[^>]*>/gu, '\n')
}

describe('an installation', () => {
  test('asks for the scopes of the manifest, at Slack, and binds the browser', async () => {
    const { fake, origin } = await start()
    const { location, setCookie } = await beginInstall(origin)
    const url = new URL(location)
    expect(url.origin).toBe(new URL(fake.apiUrl).origin)
    expect(url.pathname).toBe('/oauth/v2/authorize')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: fake.oauth.clientId,
      scope: scopes.join(','),
      state: expect.stringMatching(/^[\w-]+\.\d+\.[\w-]+$/u) as string,
    })
    expect(setCookie).toMatch(
      /^tanya-slack-install=[\w-]{32}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/u,
    )
    const secure = await beginInstall(origin, { 'x-forwarded-proto': 'https' })
    expect(secure.setCookie).toMatch(/; Secure$/u)
  })

  test('is kept encrypted, and works at once', async () => {
    const { fake, assistant, origin } = await start()
    expect(await installed()).toEqual([])
    const { status, html } = await install(fake, origin)
    expect(status).toBe(200)
    expect(textOf(html)).toContain('I am in Acme now.')
    expect(html).toContain(
      `href="${new URL('/app_redirect', fake.apiUrl).href}?team=${fake.world.teamId}&amp;app=${fake.world.appId}"`,
    )
    expect(html).not.toContain(fake.botToken)
    const said = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} hello` })
    await fake.until(() => fake.answers(said)[0]?.text === 'You asked: hello')
    expect(assistant.asked[0]?.place.workspace).toBe(fake.world.teamId)
    const [row] = await store.installations.all('slack')
    expect(JSON.parse(row?.credentials ?? '{}')).toEqual({
      token: fake.botToken,
      userId: fake.world.botUserId,
      botId: fake.world.botId,
      name: 'Acme',
      appId: fake.world.appId,
    })
    for (const file of readdirSync(folder)) {
      const bytes = readFileSync(path.join(folder, file))
      expect(bytes.includes(fake.botToken)).toBe(false)
      expect(bytes.includes('xoxb-')).toBe(false)
    }
  })

  test('that was cancelled says so, and changes nothing', async () => {
    const { fake, origin } = await start()
    const { status, html } = await install(fake, origin, { answer: 'cancel' })
    expect(status).toBe(200)
    expect(textOf(html)).toContain('The installation was cancelled. Nothing was changed.')
    expect(html).toContain('href="install"')
    expect(await installed()).toEqual([])
  })

  test('of a whole organization is refused, and its token given back', async () => {
    const { fake, origin } = await start()
    const { status, html } = await install(fake, origin, { answer: 'allow-for-organization' })
    expect(status).toBe(400)
    expect(textOf(html)).toContain('not in a whole organization at once')
    expect(await installed()).toEqual([])
    expect(fake.requestsTo('auth.revoke').map(({ token }) => token)).toEqual([fake.botToken])
  })

  test.each([
    ['id-ID,id;q=0.9,en;q=0.8', 'id-ID', 'Tanya sudah terpasang'],
    ['xx, de;q=0.5, en;q=0.4', 'de', 'Tanya ist installiert'],
    ['ja', 'ja', 'Tanya をインストールしました'],
    ['fr;q=0, *;q=0.1', 'en', 'Tanya is installed'],
    ['"><script>', 'en', 'Tanya is installed'],
  ])('is told of in the language of the browser: %s', async (accepted, lang, title) => {
    const { fake, origin } = await start()
    const { html } = await install(fake, origin, {}, { 'accept-language': accepted })
    expect(html).toContain(`<html lang="${lang}">`)
    expect(html).toContain(`<h1>${title}</h1>`)
    expect(html).not.toContain('<script')
  })

  test('shows the name of a workspace as text, whatever is in it', async () => {
    const { fake, origin } = await start({
      slack: { team: { id: 'T0EVIL000', name: '<img src=x onerror=alert(1)> & "Co"', domain: 'evil' } },
    })
    const { html } = await install(fake, origin)
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Co&quot;')
    expect(html).not.toContain('<img')
  })

  test('that Slack refuses names the code, and can be begun anew', async () => {
    const { fake, origin, logged } = await start()
    fake.fail({ method: 'oauth.v2.access' }, { kind: 'error', error: 'bad_client_secret' })
    const refused = await install(fake, origin)
    expect(refused.status).toBe(400)
    expect(textOf(refused.html)).toContain('Slack refused the installation (bad_client_secret).')
    expect(logged.join('\n')).toContain('bad_client_secret')
    for (const how of [{ kind: 'status', status: 503 }, { kind: 'reset' }] as const) {
      fake.fail({ method: 'oauth.v2.access' }, how)
      const failed = await install(fake, origin)
      expect(failed.status).toBe(502)
      expect(textOf(failed.html)).toContain('Slack did not answer')
    }
    expect((await install(fake, origin)).status).toBe(200)
  })
})

describe('a state', () => {
  /** Comes back with what somebody else may have made up. */
  async function comeBack(address: string, cookie: string): Promise<string> {
    const response = await fetch(address, { headers: { cookie } })
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('cache-control')).toBe('no-store')
    return `${response.status} ${/<p>([^.<]*)/u.exec(await response.text())?.[1]}`
  }
  const tooLate =
    '400 This installation was begun too long ago, was used already, or began in another browser'
  const well = '200 I am in Acme now'

  test('is good in the browser that began, and once', async () => {
    const { fake, origin } = await start()
    const { location, cookie } = await beginInstall(origin)
    const back = fake.consent(location)
    const other = await beginInstall(origin)
    expect(await comeBack(back, '')).toBe(tooLate)
    expect(await comeBack(back, other.cookie)).toBe(tooLate)
    expect(await comeBack(back, `${cookie.slice(0, -1)}!`)).toBe(tooLate)
    expect(await installed()).toEqual([])
    expect(await comeBack(back, `theme=dark; ${cookie}`)).toBe(well)
    expect(await comeBack(back, cookie)).toBe(tooLate)
    expect(fake.requestsTo('oauth.v2.access')).toHaveLength(1)
  })

  test('cannot be made up or changed', async () => {
    const { fake, origin } = await start()
    const { location, cookie } = await beginInstall(origin)
    const back = new URL(fake.consent(location))
    const state = back.searchParams.get('state') ?? ''
    const [id = '', until = '', signature = ''] = state.split('.')
    for (const forged of [
      '',
      'x',
      `${id}.${Number(until) + 1}.${signature}`,
      `${id}.${until}.${signature.slice(0, -2)}`,
      `${id}.${until}.`,
      `${id}.${until}.${signature}.x`,
      `${cookie.split('=')[1]}.${until}.${signature}`,
    ]) {
      back.searchParams.set('state', forged)
      expect(await comeBack(back.href, cookie)).toBe(tooLate)
    }
    back.searchParams.delete('state')
    expect(await comeBack(back.href, cookie)).toBe(tooLate)
    expect(fake.requestsTo('oauth.v2.access')).toEqual([])
  })

  test('ends after ten minutes', async () => {
    const clock = movableClock()
    const { fake, origin } = await start({ clock, slack: { clock } })
    const { location, cookie } = await beginInstall(origin)
    const back = fake.consent(location)
    clock.skip(10 * 60_000)
    expect(await comeBack(back, cookie)).toBe(tooLate)
  })

  test('of two tabs of one browser are both good', async () => {
    const { fake, origin } = await start()
    const one = await beginInstall(origin)
    const two = await beginInstall(origin, { cookie: one.cookie })
    expect(two.cookie).toBe(one.cookie)
    expect(await comeBack(fake.consent(one.location), two.cookie)).toBe(well)
    expect(await comeBack(fake.consent(two.location), two.cookie)).toBe(well)
  })

  test('of one process is good in another, and once in both', async () => {
    const first = await start()
    const { fake } = first
    const other = await startBot({ fake, installations: store.installations })
    const { location, cookie } = await beginInstall(first.origin)
    const back = fake.consent(location)
    const elsewhere = back.replace(first.origin, other.origin)
    const both = await Promise.all([comeBack(back, cookie), comeBack(elsewhere, cookie)])
    expect(both.toSorted()).toEqual([well, tooLate])
    await other.stop()
  })
})
