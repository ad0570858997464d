import { usage } from '../../core/commands/list.ts'
import type { Command } from '../../core/commands/command.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import { eventsPath } from './http.ts'
import { redirectPath } from './install.ts'
import { menuShortcuts } from './presses.ts'
import { slashCommand } from './slash.ts'

/** What Slack makes an app of. https://docs.slack.dev/reference/app-manifest */
export type Manifest = Readonly<Record<string, unknown>>

/** Everything that is called or listened to needs one of these. */
export const scopes = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'mpim:history',
  'mpim:read',
  'usergroups:read',
  'users:read',
]

const optionalScopes = ['chat:write.public']

const events = [
  // Without it Slack shows a spinner that nobody can stop.
  'agent_session_stopped',
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  // Whoever lost a right has lost it at once.
  'subteam_created',
  'subteam_members_changed',
  'subteam_updated',
  'tokens_revoked',
  'user_change',
]

export interface ManifestOptions {
  readonly commands: readonly Command[]
  readonly say: Messages
  /** Where Slack reaches the process, such as `https://tanya.example.org`; without it, Socket Mode. */
  readonly origin?: string
  /** Where people come back to who install it in other workspaces; without it, it is for one. */
  readonly installOrigin?: string
}

/** The manifest of the app, from the same commands that it answers to. */
export function createManifest({ commands, say, origin, installOrigin }: ManifestOptions): Manifest {
  const url = origin === undefined ? undefined : new URL(eventsPath, origin).href
  const hints = commands.map((command) => usage(command).slice(1))
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Tanya',
      description: say.text('manifest.description'),
      background_color: '#1f3a5f',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'tanya', always_online: true },
      agent_view: {
        agent_description: say.text('manifest.agent-description'),
        suggested_prompts: ([1, 2, 3] as const).map((number) => ({
          title: say.text(`manifest.prompt-title-${number}`),
          message: say.text(`manifest.prompt-${number}`),
        })),
      },
      shortcuts: menuShortcuts(say),
      slash_commands: [
        {
          command: slashCommand,
          description: say.text('command.ask'),
          usage_hint: ['question', ...hints].join(' | '),
          should_escape: true,
          ...(url === undefined ? {} : { url }),
        },
      ],
    },
    oauth_config: {
      ...(installOrigin === undefined ? {} : { redirect_urls: [new URL(redirectPath, installOrigin).href] }),
      scopes: { bot: scopes, bot_optional: optionalScopes },
    },
    settings: {
      event_subscriptions: { ...(url === undefined ? {} : { request_url: url }), bot_events: events },
      interactivity: {
        is_enabled: true,
        ...(url === undefined ? {} : { request_url: url, message_menu_options_url: url }),
      },
      // An installation in a whole organization would be refused.
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  }
}

/** As it is committed: two spaces, a newline at the end. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`
}
