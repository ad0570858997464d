import { Refusal, needText, textArg } from './api-call.ts'
import type { Answer, Call } from './api-call.ts'
import type { AppState, Core } from './core.ts'

/** The app's own credentials, and the path of the page where people consent. */
export const OAUTH = { clientId: '111.222', clientSecret: 'fake-client-secret' } as const

/** Slack's codes are good for ten minutes, and once: https://docs.slack.dev/authentication/installing-with-oauth. */
const CODE_MS = 10 * 60_000
/** https://docs.slack.dev/authentication/using-token-rotation */
const TOKEN_SECONDS = 43_200

/** One token of the bot in a team. */
export interface IssuedToken {
  /** Good for one exchange; undefined without token rotation, and once it is spent. */
  refreshToken: string | undefined
  /** Epoch ms; undefined for one that never ends. */
  expiresAt: number | undefined
  isRevoked: boolean
}

interface Code {
  readonly core: Core
  readonly by: string
  readonly at: number
  readonly redirectUri: string | undefined
  readonly isOrgWide: boolean
  isUsed: boolean
}

/** The app's OAuth: what its settings say, and what was consented to. */
export interface OAuthState {
  /** The teams there are, the first one first. */
  readonly teams: Core[]
  /** As in the app's settings; the first holds where a request names none. */
  redirectUrls: readonly string[]
  /** Whether tokens end after twelve hours. */
  rotation: boolean
  readonly codes: Map<string, Code>
}

export function createOAuthState(): OAuthState {
  return { teams: [], redirectUrls: [], rotation: false, codes: new Map() }
}

/** What somebody does on the page where they are asked. */
export interface Consent {
  /** The team's id; the first one's unless given. */
  readonly team?: string
  /** A person's id. */
  readonly by?: string
  readonly answer?: 'allow' | 'cancel' | 'allow-for-organization'
}

/**
 * Where Slack sends the browser of whoever answers that page. Throws what the page shows instead when the app asked
 * wrongly.
 */
export function consent(app: AppState, address: string, how: Consent = {}): string {
  const url = new URL(address)
  const { searchParams: query } = url
  if (url.pathname !== '/oauth/v2/authorize') throw new Error(`Slack has no page ${url.pathname}`)
  if (query.get('client_id') !== OAUTH.clientId) throw new Error('Invalid client_id parameter')
  const scopes = (query.get('scope') ?? '').split(',').filter((scope) => scope !== '')
  if (scopes.length === 0) throw new Error('No scopes requested')
  const core = app.oauth.teams.find(({ world }) => world.teamId === how.team) ?? app.oauth.teams[0]
  if (core === undefined) throw new Error('no team')
  const redirectUri = query.get('redirect_uri') ?? undefined
  const { redirectUrls } = app.oauth
  if (
    redirectUri !== undefined &&
    redirectUrls.length > 0 &&
    !redirectUrls.some((one) => redirectUri.startsWith(one))
  )
    throw new Error('redirect_uri did not match any configured URIs')
  const back = new URL(redirectUri ?? redirectUrls[0] ?? `${app.baseUrl}/`)
  const state = query.get('state')
  if (state !== null) back.searchParams.set('state', state)
  if (how.answer === 'cancel') {
    back.searchParams.set('error', 'access_denied')
    return back.href
  }
  for (const scope of scopes) core.switches.scopes.add(scope)
  const code = core.world.nextId('code-')
  app.oauth.codes.set(code, {
    core,
    by: how.by ?? 'U0ADMIN',
    at: app.clock.now(),
    redirectUri,
    isOrgWide: how.answer === 'allow-for-organization',
    isUsed: false,
  })
  back.searchParams.set('code', code)
  return back.href
}

/** `oauth.v2.access`: a code or a refresh token for an access token. https://docs.slack.dev/reference/methods/oauth.v2.access */
export function access(call: Call): Answer {
  if (needText(call, 'client_id') !== OAUTH.clientId) throw new Refusal('invalid_client_id')
  if (textArg(call, 'client_secret') !== OAUTH.clientSecret) throw new Refusal('bad_client_secret')
  const grant = textArg(call, 'grant_type') ?? 'authorization_code'
  if (grant === 'refresh_token') return refresh(call)
  if (grant !== 'authorization_code') throw new Refusal('invalid_grant_type')
  const { app } = call.core
  const code = app.oauth.codes.get(needText(call, 'code'))
  if (code === undefined || app.clock.now() - code.at > CODE_MS) throw new Refusal('invalid_code')
  if (code.isUsed) throw new Refusal('code_already_used')
  if (textArg(call, 'redirect_uri') !== code.redirectUri) throw new Refusal('bad_redirect_uri')
  code.isUsed = true
  const { core } = code
  // Whoever installs again without a reason is given what there is.
  const isGood = core.isInstalled && core.switches.botToken === 'valid' && !app.oauth.rotation
  if (!isGood) issue(core)
  core.isInstalled = true
  core.switches.botToken = 'valid'
  const organization = { id: 'E0ACME000', name: 'Acme Group' }
  return {
    ...granted(core),
    app_id: core.world.appId,
    authed_user: { id: code.by },
    team: code.isOrgWide ? null : { id: core.world.teamId, name: core.world.teamName },
    enterprise: code.isOrgWide ? organization : null,
    is_enterprise_install: code.isOrgWide,
  }
}

function refresh(call: Call): Answer {
  const { app } = call.core
  const spent = needText(call, 'refresh_token')
  for (const core of app.oauth.teams) {
    for (const token of core.issued.values()) {
      if (token.refreshToken !== spent || token.isRevoked || !core.isInstalled) continue
      token.refreshToken = undefined
      issue(core)
      return {
        ...granted(core),
        app_id: core.world.appId,
        team: { id: core.world.teamId, name: core.world.teamName },
        enterprise: null,
        is_enterprise_install: false,
      }
    }
  }
  throw new Refusal('invalid_refresh_token')
}

function granted(core: Core): Answer {
  const token = core.issued.get(core.botToken)
  return {
    access_token: core.botToken,
    token_type: 'bot',
    scope: [...core.switches.scopes].join(','),
    bot_user_id: core.world.botUserId,
    ...(token?.refreshToken === undefined
      ? {}
      : { refresh_token: token.refreshToken, expires_in: TOKEN_SECONDS }),
  }
}

/** Another token for the bot; without rotation it was never had before in the life of that installation. */
function issue(core: Core): void {
  const { world } = core
  const { rotation } = core.app.oauth
  const number = core.issued.size + 1
  core.botToken = `${rotation ? 'xoxe.' : ''}xoxb-fake-${world.teamId}-${number}`
  core.issued.set(core.botToken, {
    refreshToken: rotation ? `xoxe-1-fake-${world.teamId}-${number}` : undefined,
    expiresAt: rotation ? core.clock.now() + TOKEN_SECONDS * 1000 : undefined,
    isRevoked: false,
  })
}
