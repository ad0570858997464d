import { z } from 'zod'
import type { SlackConfig } from '../../config.ts'
import { askSlack, refusedWith, sentence } from '../ask-slack.ts'
import { findings } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { slackManifest } from '../manifest.ts'

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

/** Where all apps are. */
export const appsPage = 'https://api.slack.com/apps'

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
    const answer = await askSlack(apiUrl, 'apps.manifest.export', configToken, { app_id: appId })
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

/** The manifest of this version. */
export function ours(): Manifest {
  return manifestShape.parse(JSON.parse(slackManifest()))
}

/** Where an app is made of our manifest, in two clicks. */
export function manifestLink(origin?: string): string {
  const manifest = JSON.stringify(JSON.parse(slackManifest({ http: origin })))
  return `${appsPage}?new_app=1&manifest_json=${encodeURIComponent(manifest)}`
}

/** Where something about the app is set. */
export function pageOf(appId: string | undefined, page: string): string {
  return appId === undefined ? `${appsPage} → your app` : `${appsPage}/${appId}/${page}`
}
