import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../../core/clock.ts'
import { pickLocale } from '../../core/i18n/messages.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { HttpRoutes } from './http.ts'
import { installPage, pageHeaders } from './install-page.ts'
import type { InstallEnd } from './install-page.ts'
import type { InstallStates } from './install-state.ts'
import { limits } from './limits.ts'
import type { Credentials, OAuth } from './oauth.ts'

/** Where somebody installs Tanya, and where Slack sends them back to. */
export const installPath = '/slack/install'
export const redirectPath = '/slack/oauth_redirect'

const cookieName = 'tanya-slack-install'

export interface InstallDeps {
  readonly routes: HttpRoutes
  readonly oauth: OAuth
  readonly states: InstallStates
  readonly apiUrl: string
  /** True for the first who uses that state. */
  useOnce(id: string, now: number, until: number): Promise<boolean>
  /** Keeps an installation. */
  add(team: string, given: Credentials): Promise<void>
  readonly messagesFor: (locale: string) => Messages
  readonly clock: Clock
  readonly log: Logger
}

/** Lets people install Tanya into workspaces of theirs, from a browser. */
export function mountInstall(deps: InstallDeps): void {
  const { oauth, states, clock, log } = deps

  function begin(request: IncomingMessage, response: ServerResponse): void {
    const { state, cookie } = states.begin(cookieOf(request))
    response
      .writeHead(302, {
        location: oauth.authorizeUrl(state),
        'set-cookie': cookieFor(cookie, isSecure(request)),
        'cache-control': 'no-store',
      })
      .end()
  }

  async function finish(query: URLSearchParams, cookie: string | undefined): Promise<InstallEnd> {
    const refused = query.get('error')
    if (refused === 'access_denied') return { kind: 'cancelled' }
    const state = states.read(query.get('state') ?? '', cookie)
    if (state === undefined || !(await deps.useOnce(state.id, clock.now(), state.until)))
      return { kind: 'expired' }
    if (refused !== null) return { kind: 'refused', code: refused.slice(0, 100) }
    const granted = await oauth.exchange(query.get('code') ?? '')
    if (granted.kind === 'org-wide') return { kind: 'org-wide' }
    if (granted.kind === 'failed') {
      const { trouble } = granted
      log.error({ trouble }, 'an installation failed')
      return trouble.kind === 'refused' ? { kind: 'refused', code: trouble.code } : { kind: 'failed' }
    }
    const { team, by, credentials } = granted
    await deps.add(team, credentials)
    log.info({ team, by }, 'installed in a workspace')
    return {
      kind: 'done',
      workspace: credentials.name ?? team,
      openUrl: openUrl(deps.apiUrl, team, credentials.appId),
    }
  }

  async function end(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const query = new URL(request.url ?? '/', 'http://tanya').searchParams
    const ended = await finish(query, cookieOf(request)).catch((error: unknown): InstallEnd => {
      log.error({ err: error }, 'an installation failed')
      return { kind: 'failed' }
    })
    const say = deps.messagesFor(pickLocale(request.headers['accept-language'] ?? ''))
    // Beside this page, whatever a proxy has put before both.
    const { status, html } = installPage(ended, say, installPath.slice(installPath.lastIndexOf('/') + 1))
    response.writeHead(status, { ...pageHeaders, 'content-language': say.locale }).end(html)
  }

  deps.routes.mount('GET', installPath, begin)
  deps.routes.mount('GET', redirectPath, (request, response) => void end(request, response))
}

/** Opens the app in Slack, in a browser or on a desk: https://docs.slack.dev/interactivity/deep-linking. */
function openUrl(apiUrl: string, team: string, app: string | undefined): string {
  const url = new URL('/app_redirect', apiUrl)
  url.searchParams.set('team', team)
  if (app !== undefined) url.searchParams.set('app', app)
  return url.href
}

function cookieOf({ headers }: IncomingMessage): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=')
    if (name === cookieName) return value
  }
  return undefined
}

/** `Lax`: it comes along when Slack sends the browser back, and with nothing that another page loads or posts. */
function cookieFor(value: string, secure: boolean): string {
  const seconds = limits.installMs / 1000
  return `${cookieName}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

/** As the proxy tells, which speaks TLS for us. */
function isSecure({ headers }: IncomingMessage): boolean {
  return (
    String(headers['x-forwarded-proto'] ?? '')
      .split(',', 1)[0]
      ?.trim() === 'https'
  )
}
