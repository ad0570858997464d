import { webApi } from '@slack/bolt'
import { z } from 'zod'
import type { Clock } from '../../core/clock.ts'
import { webClientOptions } from './calls.ts'
import { readTrouble } from './faults.ts'
import type { Trouble } from './faults.ts'

/** What an installation gives; JSON in the store. Times are epoch ms. */
export const credentials = z.object({
  token: z.string(),
  /** The bot user. */
  userId: z.string(),
  botId: z.string().optional(),
  /** Of the workspace, as people know it. */
  name: z.string().optional(),
  appId: z.string().optional(),
  /** Where the app has token rotation on: when the token ends, and what another is had for. */
  expiresAt: z.number().optional(),
  refreshToken: z.string().optional(),
})
export type Credentials = z.infer<typeof credentials>

export type Granted =
  | {
      readonly kind: 'granted'
      readonly team: string
      readonly by: string
      readonly credentials: Credentials
    }
  /** For a whole Enterprise organization, which Tanya cannot be installed in; the token is given back. */
  | { readonly kind: 'org-wide' }
  | { readonly kind: 'failed'; readonly trouble: Trouble }

export type Renewed =
  | { readonly kind: 'renewed'; readonly credentials: Credentials }
  | { readonly kind: 'failed'; readonly trouble: Trouble }

/** Slack's OAuth, version 2. Nothing here rejects, and no secret is in what comes back but the credentials. */
export interface OAuth {
  /** Where somebody is asked to let Tanya into a workspace of theirs. */
  authorizeUrl(state: string): string
  /** What the code that Slack sent them back with is good for, once. */
  exchange(code: string): Promise<Granted>
  /** Others in place of credentials that end; the old refresh token is spent thereby. */
  renew(old: Credentials): Promise<Renewed>
}

export interface OAuthOptions {
  readonly clientId: string
  readonly clientSecret: string
  readonly apiUrl: string
  /** Bot scopes that are asked for. */
  readonly scopes: readonly string[]
  readonly clock: Clock
  readonly sdkLogger: webApi.Logger
}

/** What is read of https://docs.slack.dev/reference/methods/oauth.v2.access. */
const token = {
  // By this the log knows a token that nobody listed.
  access_token: z.string().regex(/^(?:xoxe\.)?xoxb-/u),
  refresh_token: z.string().startsWith('xoxe-').optional(),
  /** Seconds. */
  expires_in: z.number().positive().optional(),
}
const access = z.object({
  ...token,
  bot_user_id: z.string(),
  app_id: z.string().optional(),
  team: z.object({ id: z.string(), name: z.string().optional() }),
  authed_user: z.object({ id: z.string() }),
})
const orgWide = z.object({ is_enterprise_install: z.literal(true), access_token: z.string().optional() })
const renewal = z.object(token)
const identity = z.object({ bot_id: z.string().optional() })

export function createOAuth(options: OAuthOptions): OAuth {
  const { clock } = options
  const client = new webApi.WebClient(undefined, webClientOptions(options.apiUrl, options.sdkLogger))
  const app = { client_id: options.clientId, client_secret: options.clientSecret }

  function until(from: number, seconds: number | undefined) {
    return seconds === undefined ? {} : { expiresAt: from + seconds * 1000 }
  }

  /** The bot's id is not among what `oauth.v2.access` tells; without it, messages are known by the user. */
  async function botOf(access_token: string): Promise<{ readonly botId?: string }> {
    try {
      const { bot_id: botId } = identity.parse(await client.apiCall('auth.test', { token: access_token }))
      return botId === undefined ? {} : { botId }
    } catch {
      // A network that fails between two calls.
      return {}
    }
  }

  return {
    authorizeUrl(state) {
      const url = new URL('/oauth/v2/authorize', options.apiUrl)
      // Without a redirect_uri Slack takes the one of the app's settings: the public address need not be known here.
      url.search = new URLSearchParams({
        client_id: options.clientId,
        scope: options.scopes.join(','),
        state,
      }).toString()
      return url.href
    },
    async exchange(code) {
      const from = clock.now()
      try {
        const answer: unknown = await client.apiCall('oauth.v2.access', { ...app, code })
        const whole = orgWide.safeParse(answer)
        if (whole.success) {
          const { access_token: given } = whole.data
          if (given !== undefined)
            await client.apiCall('auth.revoke', { token: given }).catch(() => undefined)
          return { kind: 'org-wide' }
        }
        const read = access.parse(answer)
        return {
          kind: 'granted',
          team: read.team.id,
          by: read.authed_user.id,
          credentials: {
            token: read.access_token,
            userId: read.bot_user_id,
            ...(await botOf(read.access_token)),
            ...(read.team.name === undefined ? {} : { name: read.team.name }),
            ...(read.app_id === undefined ? {} : { appId: read.app_id }),
            ...until(from, read.expires_in),
            ...(read.refresh_token === undefined ? {} : { refreshToken: read.refresh_token }),
          },
        }
      } catch (error) {
        return { kind: 'failed', trouble: readTrouble(error) }
      }
    },
    async renew(old) {
      const from = clock.now()
      const refresh = { grant_type: 'refresh_token', refresh_token: old.refreshToken }
      try {
        const read = renewal.parse(await client.apiCall('oauth.v2.access', { ...app, ...refresh }))
        return {
          kind: 'renewed',
          credentials: {
            ...old,
            token: read.access_token,
            ...until(from, read.expires_in),
            ...(read.refresh_token === undefined ? {} : { refreshToken: read.refresh_token }),
          },
        }
      } catch (error) {
        return { kind: 'failed', trouble: readTrouble(error) }
      }
    },
  }
}
