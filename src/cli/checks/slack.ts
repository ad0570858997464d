import { z } from 'zod'
import type { SlackConfig } from '../../config.ts'
import { askHttp } from '../ask-http.ts'
import type { HttpAnswer } from '../ask-http.ts'
import { findings } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { slackManifest } from '../manifest.ts'
import type { InstalledIn } from './installations.ts'

export interface SlackCheck {
  readonly findings: readonly Finding[]
  /** The app, as far as Slack names it. */
  readonly appId?: string
  readonly skewMs?: number
}

const manifestShape = z.object({
  features: z
    .object({
      app_home: z
        .object({
          messages_tab_enabled: z.boolean().optional(),
          messages_tab_read_only_enabled: z.boolean().optional(),
        })
        .optional(),
      agent_view: z.unknown().optional(),
      slash_commands: z.array(z.object({ command: z.string() })).optional(),
    })
    .optional(),
  oauth_config: z
    .object({
      scopes: z
        .object({ bot: z.array(z.string()).optional(), bot_optional: z.array(z.string()).optional() })
        .optional(),
    })
    .optional(),
  settings: z
    .object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()).optional() }).optional(),
      interactivity: z.object({ is_enabled: z.boolean().optional() }).optional(),
      socket_mode_enabled: z.boolean().optional(),
    })
    .optional(),
})

type Manifest = z.infer<typeof manifestShape>

const refusal = z.object({ ok: z.boolean(), error: z.string().optional() })
const identity = z.object({ team: z.string().optional(), team_id: z.string(), bot_id: z.string().optional() })
const connection = z.object({ url: z.string() })
const helloShape = z.object({
  type: z.literal('hello'),
  num_connections: z.number().optional(),
  connection_info: z.object({ app_id: z.string() }).optional(),
})

const appsPage = 'https://api.slack.com/apps'
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
      readonly botId: string | undefined
      readonly granted: ReadonlySet<string>
      readonly skewMs?: number
    }

async function look(token: string, apiUrl: string): Promise<Seen> {
  let answer: HttpAnswer
  try {
    answer = await call(apiUrl, 'auth.test', token)
  } catch (error) {
    return { kind: 'unreachable', why: sentence(error) }
  }
  const { skewMs } = answer
  const skew = skewMs === undefined ? {} : { skewMs }
  const code = refusedWith(answer)
  if (code !== undefined) return { kind: 'refused', code, ...skew }
  const { team, team_id: teamId, bot_id: botId } = identity.parse(answer.json)
  const scopes = (answer.headers.get('x-oauth-scopes') ?? '').split(',')
  const granted = new Set(scopes.map((scope) => scope.trim()))
  return { kind: 'accepted', team: team ?? teamId, botId, granted, ...skew }
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
  add('ok', `The bot token is for ${seen.team}.`)
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
    const answer = await call(apiUrl, 'apps.connections.open', appToken)
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

/**
 * What only an app configuration token can read: events, the Messages tab, interactivity, against our manifest. Tokens
 * of that kind last for twelve hours.
 */
export async function checkSlackApp(
  { apiUrl }: SlackConfig,
  appId: string | undefined,
  configToken: string | undefined,
): Promise<readonly Finding[]> {
  const { all, add } = findings('slack')
  if (configToken === undefined || appId === undefined) {
    add(
      'note',
      'Events, the Messages tab and interactivity are not visible to a bot token, and were not looked at.',
      `Give --slack-config-token: ${appsPage} → Your App Configuration Tokens → Generate Token.`,
    )
    return all
  }
  try {
    const answer = await call(apiUrl, 'apps.manifest.export', configToken, { app_id: appId })
    const why = refusedWith(answer)
    if (why !== undefined) {
      add('problem', `Slack refuses the app configuration token (${why}).`, `Generate another: ${appsPage}.`)
      return all
    }
    compare(z.object({ manifest: manifestShape }).parse(answer.json).manifest, appId, add)
  } catch (error) {
    add('problem', `The app's settings cannot be read: ${sentence(error)}.`)
  }
  return all
}

function compare(theirs: Manifest, appId: string, add: ReturnType<typeof findings>['add']): void {
  const { features, settings } = theirs
  const subscribed = new Set(settings?.event_subscriptions?.bot_events)
  const wanted = ours().settings?.event_subscriptions?.bot_events ?? []
  const missing = wanted.filter((event) => !subscribed.has(event))
  if (missing.length > 0)
    add(
      'problem',
      `The app is not subscribed to: ${missing.join(', ')}.`,
      `Subscribe: ${pageOf(appId, 'event-subscriptions')}.`,
    )
  else add('ok', `All ${wanted.length} events of the manifest are subscribed to.`)
  const home = features?.app_home
  if (home?.messages_tab_enabled !== true || home.messages_tab_read_only_enabled === true) {
    add(
      'problem',
      'The Messages tab is off: nobody can write to Tanya directly.',
      `Turn it on, and allow messages from it: ${pageOf(appId, 'app-home')}.`,
    )
  } else add('ok', 'The Messages tab is on.')
  if (settings?.interactivity?.is_enabled !== true)
    add(
      'problem',
      'Interactivity is off: buttons do nothing.',
      `Turn it on: ${pageOf(appId, 'interactive-messages')}.`,
    )
  else add('ok', 'Interactivity is on.')
  if (features?.agent_view === undefined) {
    add(
      'warning',
      'The app is not declared an agent: answers are edited instead of streamed.',
      `Turn it on: ${pageOf(appId, 'app-assistant')}.`,
    )
  }
  for (const { command } of ours().features?.slash_commands ?? []) {
    if (features?.slash_commands?.some((one) => one.command === command) !== true)
      add('problem', `The command ${command} is not there.`, `Add it: ${pageOf(appId, 'slash-commands')}.`)
  }
}

function ours(): Manifest {
  return manifestShape.parse(JSON.parse(slackManifest()))
}

/** Where an app is made of our manifest, in two clicks. */
export function manifestLink(origin?: string): string {
  const manifest = JSON.stringify(JSON.parse(slackManifest({ http: origin })))
  return `${appsPage}?new_app=1&manifest_json=${encodeURIComponent(manifest)}`
}

function pageOf(appId: string | undefined, page: string): string {
  return appId === undefined ? `${appsPage} → your app` : `${appsPage}/${appId}/${page}`
}

async function call(
  apiUrl: string,
  method: string,
  token: string,
  form: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer> {
  return askHttp(`${apiUrl}${method}`, { method: 'POST', token, form })
}

/** Slack's code; undefined when it did as asked. */
function refusedWith(answer: HttpAnswer): string | undefined {
  const read = refusal.safeParse(answer.json)
  if (!read.success) return `HTTP ${answer.status}`
  return read.data.ok ? undefined : (read.data.error ?? 'unknown')
}

async function appOf(apiUrl: string, token: string, bot: string): Promise<string | undefined> {
  const { json } = await call(apiUrl, 'bots.info', token, { bot }).catch(() => ({ json: undefined }))
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
        const hello = helloShape.safeParse(JSON.parse(String(data)))
        if (hello.success) resolve(hello.data)
      })
    })
  } finally {
    socket.close()
  }
}

function sentence(error: unknown): string {
  if (error instanceof z.ZodError) return 'the answer is none of Slack’s; is SLACK_API_URL right?'
  return error instanceof Error ? error.message : String(error)
}
