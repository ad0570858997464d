import { z } from 'zod'
import type { SlackConfig } from '../../config.ts'
import { askSlack, refusedWith, sentence } from '../ask-slack.ts'
import { findings } from '../finding.ts'
import type { Finding } from '../finding.ts'
import type { InstalledIn } from './installations.ts'
import { appsPage, ours, pageOf } from './slack-app.ts'

export interface SlackCheck {
  readonly findings: readonly Finding[]
  /** The app, as far as Slack names it. */
  readonly appId?: string
  readonly skewMs?: number
}

const identity = z.object({
  team: z.string().optional(),
  team_id: z.string(),
  bot_id: z.string().optional(),
  is_enterprise_install: z.boolean().optional(),
})
const connection = z.object({ url: z.string() })
const helloShape = z.object({
  type: z.literal('hello'),
  num_connections: z.number().optional(),
  connection_info: z.object({ app_id: z.string() }).optional(),
})

/** Slack closes what is over it. https://docs.slack.dev/apis/events-api/using-socket-mode */
const mostConnections = 10
const helloMs = 10_000
const lookAtNetwork = 'Look at the network, a proxy, and https://slack-status.com.'
/** Workspaces whose tokens are tried, and at the same time. */
const mostLookedAt = 100
const atATime = 5

/** What Slack says of a bot token. */
type Seen =
  | { readonly kind: 'unreachable'; readonly why: string }
  | { readonly kind: 'refused'; readonly code: string; readonly skewMs?: number }
  | {
      readonly kind: 'accepted'
      readonly team: string
      readonly isOrgWide: boolean
      readonly botId: string | undefined
      readonly granted: ReadonlySet<string>
      readonly skewMs?: number
    }

async function look(token: string, apiUrl: string): Promise<Seen> {
  try {
    const answer = await askSlack(apiUrl, 'auth.test', token)
    const { skewMs } = answer
    const skew = skewMs === undefined ? {} : { skewMs }
    const code = refusedWith(answer)
    if (code !== undefined) return { kind: 'refused', code, ...skew }
    const { team, team_id: teamId, bot_id: botId, ...rest } = identity.parse(answer.json)
    const scopes = (answer.headers.get('x-oauth-scopes') ?? '').split(',')
    const granted = new Set(scopes.map((scope) => scope.trim()))
    const isOrgWide = rest.is_enterprise_install === true
    return { kind: 'accepted', team: team ?? teamId, isOrgWide, botId, granted, ...skew }
  } catch (error) {
    return { kind: 'unreachable', why: sentence(error) }
  }
}

/** Whose bot token it is, and whether it was granted what the manifest asks for. */
export async function checkSlackBotToken({
  botToken,
  apiUrl,
}: Pick<SlackConfig, 'apiUrl'> & { readonly botToken: string }): Promise<SlackCheck> {
  const { all, add } = findings('slack')
  const seen = await look(botToken, apiUrl)
  if (seen.kind === 'unreachable') {
    add('problem', `${seen.why}.`, lookAtNetwork)
    return { findings: all }
  }
  const skew = seen.skewMs === undefined ? {} : { skewMs: seen.skewMs }
  if (seen.kind === 'refused') {
    add(
      'problem',
      `Slack refuses SLACK_BOT_TOKEN (${seen.code}).`,
      `Copy the Bot User OAuth Token (xoxb-…): ${appsPage} → your app → OAuth & Permissions.`,
    )
    return { findings: all, ...skew }
  }
  const { botId, granted } = seen
  if (seen.isOrgWide)
    add(
      'problem',
      `The bot token is for ${seen.team}, a whole Enterprise organization.`,
      'Install the app in one workspace alone, and copy that token.',
    )
  else add('ok', `The bot token is for ${seen.team}.`)
  const appId = botId && granted.has('users:read') ? await appOf(apiUrl, botToken, botId) : undefined
  const wanted = ours().oauth_config?.scopes
  const missing = missingOf(granted)
  if (missing.length > 0) {
    add(
      'problem',
      `The app was not granted: ${missing.join(', ')}.`,
      `Add them under Bot Token Scopes and reinstall: ${pageOf(appId, 'oauth')}. Or update the app from deploy/slack/manifest.json.`,
    )
  } else add('ok', `All ${wanted?.bot?.length ?? 0} scopes of the manifest are granted.`)
  const left = (wanted?.bot_optional ?? []).filter((scope) => !granted.has(scope))
  if (left.length > 0) add('note', `Optional scopes that are not granted: ${left.join(', ')}.`)
  return { findings: all, ...(appId !== undefined && { appId }), ...skew }
}

/** The token of each workspace that the app is installed in, a few at a time. */
export async function checkSlackInstallations(
  installed: readonly InstalledIn[],
  apiUrl: string,
): Promise<SlackCheck> {
  const { all, add } = findings('slack')
  if (installed.length === 0) {
    add('note', 'Tanya is installed in no workspace yet.', 'Open /slack/install of your address.')
    return { findings: all }
  }
  const left = installed.slice(0, mostLookedAt)
  const skews: number[] = []
  let well = 0
  async function next(): Promise<void> {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      const where = one.name === undefined ? one.team : `${one.name} (${one.team})`
      const seen = await look(one.token, apiUrl)
      if (seen.kind !== 'unreachable' && seen.skewMs !== undefined) skews.push(seen.skewMs)
      if (seen.kind === 'unreachable') add('problem', `${where}: ${seen.why}.`, lookAtNetwork)
      else if (seen.kind === 'refused') {
        // Whoever has a refresh token is given another with the next question.
        const renews = seen.code === 'token_expired' && one.isRenewed
        if (renews) well += 1
        else
          add(
            'problem',
            `${where}: Slack refuses its token (${seen.code}).`,
            'An admin of that workspace opens /slack/install.',
          )
      } else {
        const missing = missingOf(seen.granted)
        if (missing.length === 0) well += 1
        else
          add(
            'problem',
            `${where}: the app was not granted ${missing.join(', ')}.`,
            'An admin of that workspace opens /slack/install.',
          )
      }
    }
  }
  await Promise.all(Array.from({ length: atATime }, next))
  if (well > 0) add('ok', `${well} of ${installed.length} workspaces are well.`)
  if (installed.length > mostLookedAt)
    add('note', `${installed.length - mostLookedAt} more workspaces were not looked at.`)
  const appId = installed.find((one) => one.appId !== undefined)?.appId
  return {
    findings: all,
    ...(appId !== undefined && { appId }),
    ...(skews[0] !== undefined && { skewMs: skews[0] }),
  }
}

/** What the app needs and was not granted. */
function missingOf(granted: ReadonlySet<string>): readonly string[] {
  return (ours().oauth_config?.scopes?.bot ?? []).filter((scope) => !granted.has(scope))
}

/** Whether a socket can be opened with the app-level token: opens one, hears its greeting, and closes it. */
export async function checkSlackAppToken(
  { appToken, apiUrl }: Pick<SlackConfig, 'apiUrl'> & { readonly appToken: string },
  appId: string | undefined,
): Promise<readonly Finding[]> {
  const { all, add } = findings('slack')
  try {
    const answer = await askSlack(apiUrl, 'apps.connections.open', appToken)
    const why = refusedWith(answer)
    if (why === 'socket_mode_not_enabled') {
      add('problem', 'Socket Mode is off.', `Turn it on: ${pageOf(appId, 'socket-mode')}.`)
      return all
    }
    if (why !== undefined) {
      add(
        'problem',
        `Slack refuses SLACK_APP_TOKEN (${why}).`,
        `Make an app-level token (xapp-…) with connections:write: ${pageOf(appId, 'general')} → App-Level Tokens.`,
      )
      return all
    }
    const hello = await greet(connection.parse(answer.json).url)
    add('ok', 'A socket opens with the app-level token.')
    const others = (hello.num_connections ?? 1) - 1
    if (others + 2 > mostConnections)
      add(
        'warning',
        `${others} other connections of this app are open; Slack allows ${mostConnections}.`,
        'Stop old processes.',
      )
    const other = hello.connection_info?.app_id
    if (appId !== undefined && other !== undefined && other !== appId) {
      add(
        'problem',
        `SLACK_APP_TOKEN is of the app ${other} and SLACK_BOT_TOKEN of ${appId}.`,
        `Take both from one app: ${pageOf(appId, 'general')}.`,
      )
    }
  } catch (error) {
    add(
      'problem',
      `No socket opens: ${sentence(error)}.`,
      'Does a firewall or proxy let WebSockets to *.slack.com through?',
    )
  }
  return all
}

async function appOf(apiUrl: string, token: string, bot: string): Promise<string | undefined> {
  const { json } = await askSlack(apiUrl, 'bots.info', token, { bot }).catch(() => ({ json: undefined }))
  return z.object({ bot: z.object({ app_id: z.string() }) }).safeParse(json).data?.bot.app_id
}

/** Resolves with the greeting of a socket, which is closed again before anything else comes. */
async function greet(url: string): Promise<z.infer<typeof helloShape>> {
  const socket = new WebSocket(url)
  try {
    return await new Promise((resolve, reject) => {
      const late = AbortSignal.timeout(helloMs)
      late.addEventListener('abort', () => reject(new Error('no greeting came in time')))
      socket.addEventListener('error', () => reject(new Error('the connection was refused')))
      socket.addEventListener('close', () => reject(new Error('the connection was closed')))
      socket.addEventListener('message', ({ data }) => {
        try {
          const hello = helloShape.safeParse(JSON.parse(String(data)))
          if (hello.success) resolve(hello.data)
        } catch {
          reject(new Error('something else than Slack answered'))
        }
      })
    })
  } finally {
    socket.close()
  }
}
