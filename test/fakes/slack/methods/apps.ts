import { Refusal, needText } from '../api-call.ts'
import type { Method } from '../api-call.ts'

/** https://docs.slack.dev/reference/methods/apps.manifest.export */
export const appMethods: Readonly<Record<string, Method>> = {
  'apps.manifest.export': (call) => {
    const { world, switches } = call.core
    if (needText(call, 'app_id') !== world.appId) throw new Refusal('invalid_app_id')
    return {
      manifest: {
        features: {
          app_home: {
            home_tab_enabled: true,
            messages_tab_enabled: switches.messagesTab,
            messages_tab_read_only_enabled: false,
          },
          ...(switches.agentView && { agent_view: { agent_description: 'An agent.' } }),
          slash_commands: [{ command: '/tanya', description: 'Ask' }],
        },
        oauth_config: { scopes: { bot: [...switches.scopes] } },
        settings: {
          event_subscriptions: { bot_events: [...switches.events] },
          interactivity: { is_enabled: switches.interactivity },
          socket_mode_enabled: true,
        },
      },
    }
  },
}
