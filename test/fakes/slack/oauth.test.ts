import type { WebClient } from '@slack/web-api'
import { expect, test } from 'vitest'
import type { FakeSlack } from './fake-slack.ts'
import { codeOf, movableClock, useHarness } from './harness.ts'
import type { Consent } from './oauth.ts'

const harness = useHarness()
const back = 'https://tanya.example.org/slack/oauth_redirect'

function pageOf(fake: FakeSlack, more: Record<string, string> = {}): string {
  const query = { client_id: fake.oauth.clientId, scope: 'chat:write,users:read', state: 'st', ...more }
  return `${fake.oauth.authorizationUrl}?${new URLSearchParams(query).toString()}`
}

/** The code that somebody's consent gives. */
function code(fake: FakeSlack, how?: Consent): string {
  fake.oauth.settings.redirectUrls = [back]
  const url = new URL(fake.consent(pageOf(fake), how))
  expect(`${url.origin}${url.pathname}`).toBe(back)
  expect(url.searchParams.get('state')).toBe('st')
  return url.searchParams.get('code') ?? ''
}

function access(client: WebClient, fake: FakeSlack, more: Record<string, string>) {
  const { clientId: client_id, clientSecret: client_secret } = fake.oauth
  return client.oauth.v2.access({ client_id, client_secret, ...more })
}

test('a code is good once, for ten minutes, with the secret and the address it was asked with', async () => {
  const clock = movableClock()
  const fake = await harness.start({ installed: false, clock, limits: 'off' })
  const client = harness.client(fake, { token: '' })
  expect(await codeOf(access(client, fake, { code: 'made-up' }))).toBe('invalid_code')
  const first = code(fake)
  expect(await codeOf(access(client, fake, { code: first, client_secret: 'x' }))).toBe('bad_client_secret')
  expect(await codeOf(access(client, fake, { code: first, client_id: '1.1' }))).toBe('invalid_client_id')
  expect(await codeOf(access(client, fake, { code: first, redirect_uri: back }))).toBe('bad_redirect_uri')
  expect(await access(client, fake, { code: first })).toMatchObject({
    access_token: fake.botToken,
    team: { id: fake.world.teamId },
    is_enterprise_install: false,
  })
  expect(await codeOf(access(client, fake, { code: first }))).toBe('code_already_used')
  const late = code(fake)
  clock.skip(10 * 60_000 + 1)
  expect(await codeOf(access(client, fake, { code: late }))).toBe('invalid_code')
})

test('the page refuses what the app may not ask', async () => {
  const fake = await harness.start({ installed: false })
  fake.oauth.settings.redirectUrls = [back]
  expect(() => fake.consent(pageOf(fake, { client_id: '1.1' }))).toThrow('client_id')
  expect(() => fake.consent(pageOf(fake, { scope: '' }))).toThrow('No scopes')
  expect(() => fake.consent(pageOf(fake, { redirect_uri: 'https://evil.example' }))).toThrow('redirect_uri')
  const cancelled = new URL(fake.consent(pageOf(fake), { answer: 'cancel' }))
  expect(cancelled.searchParams.get('error')).toBe('access_denied')
})

test('each team has tokens of its own; an uninstalled one has none, and hears nothing', async () => {
  const fake = await harness.start()
  const other = fake.addTeam({ id: 'T0BETA000', name: 'Beta', domain: 'beta' })
  const client = harness.client(fake, { token: '' })
  expect(other.say({ user: 'member', channel: 'general', text: 'unheard' }).eventIds).toEqual([])
  await access(client, fake, { code: code(fake, { team: 'T0BETA000' }) })
  expect(other.botToken).not.toBe(fake.botToken)
  const ours = harness.client(fake)
  const theirs = harness.client(fake, { token: other.botToken })
  expect(await theirs.auth.test()).toMatchObject({ team_id: 'T0BETA000' })
  expect(await codeOf(ours.conversations.info({ channel: 'C0GENERAL0BETA000' }))).toBe('channel_not_found')
  expect(await codeOf(theirs.conversations.info({ channel: 'C0GENERAL0BETA000' }))).toBe('ok')
  await theirs.auth.revoke()
  expect(await codeOf(theirs.auth.test())).toBe('token_revoked')
  expect(await codeOf(ours.auth.test())).toBe('ok')
  expect(other.delivery.events.map(({ type }) => type)).toEqual(['tokens_revoked'])
})

test('with rotation a token ends, and its refresh token is good for one other', async () => {
  const clock = movableClock()
  const fake = await harness.start({ installed: false, clock, limits: 'off' })
  fake.oauth.settings.rotation = true
  const client = harness.client(fake, { token: '' })
  const first = await access(client, fake, { code: code(fake) })
  expect(first).toMatchObject({
    expires_in: 43_200,
    refresh_token: expect.stringMatching(/^xoxe-/u) as string,
  })
  const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '' }
  const second = await access(client, fake, refresh)
  expect(second.access_token).not.toBe(first.access_token)
  expect(await codeOf(access(client, fake, refresh))).toBe('invalid_refresh_token')
  const by = (token = '') => codeOf(harness.client(fake, { token }).users.info({ user: 'U0MEMBER' }))
  expect([await by(first.access_token), await by(second.access_token)]).toEqual(['ok', 'ok'])
  clock.skip(43_200_000)
  expect(await by(second.access_token)).toBe('token_expired')
})
