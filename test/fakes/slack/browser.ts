import type { FakeSlack } from './fake-slack.ts'
import type { Consent } from './oauth.ts'

/** What a browser holds between two requests. */
export interface Begun {
  /** `name=value`, as it is sent back. */
  readonly cookie: string
  readonly setCookie: string
  /** Slack's page. */
  readonly location: string
}

/** Opens the address at which the app is installed, up to Slack's page. */
export async function beginInstall(origin: string, headers: Record<string, string> = {}): Promise<Begun> {
  const response = await fetch(`${origin}/slack/install`, { redirect: 'manual', headers })
  const setCookie = response.headers.get('set-cookie') ?? ''
  const location = response.headers.get('location') ?? ''
  if (response.status !== 302 || location === '')
    throw new Error(`the installation does not begin: ${response.status}`)
  return { cookie: setCookie.split(';', 1)[0] ?? '', setCookie, location }
}

/** Installs the app as a person does in a browser; resolves with the page at its end. */
export async function install(
  fake: FakeSlack,
  origin: string,
  how: Consent = {},
  headers: Record<string, string> = {},
): Promise<{ readonly status: number; readonly html: string }> {
  fake.oauth.settings.redirectUrls = [`${origin}/slack/oauth_redirect`]
  const { cookie, location } = await beginInstall(origin, headers)
  const response = await fetch(fake.consent(location, how), { headers: { ...headers, cookie } })
  return { status: response.status, html: await response.text() }
}
