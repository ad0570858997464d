import { Refusal, needText, textArg } from '../api-call.ts'
import type { Method } from '../api-call.ts'

/** What `oauth.v2.access` accepts. A code works once. */
export const OAUTH = { clientId: '111.222', clientSecret: 'fake-client-secret' } as const

export const authMethods: Readonly<Record<string, Method>> = {
  'api.test': (call) => ({ args: call.args }),

  'auth.test': ({ core }) => ({
    url: `https://${core.world.teamDomain}.slack.com/`,
    team: core.world.teamName,
    user: core.world.users.get(core.world.botUserId)?.name,
    team_id: core.world.teamId,
    user_id: core.world.botUserId,
    bot_id: core.world.botId,
    is_enterprise_install: false,
  }),

  'auth.revoke': ({ core }) => {
    core.switches.botToken = 'revoked'
    return { revoked: true }
  },

  'apps.connections.open': ({ core }) => {
    const ticket = core.world.nextId('ticket')
    core.socketTickets.add(ticket)
    return { url: `${core.baseUrl.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${core.world.appId}` }
  },

  'bots.info': ({ core }) => ({
    bot: {
      id: core.world.botId,
      deleted: false,
      name: core.world.users.get(core.world.botUserId)?.name,
      updated: 0,
      app_id: core.world.appId,
      user_id: core.world.botUserId,
      icons: {},
    },
  }),

  'team.info': ({ core }) => ({
    team: { id: core.world.teamId, name: core.world.teamName, domain: core.world.teamDomain },
  }),

  'oauth.v2.access': (call) => {
    const { core } = call
    if (needText(call, 'client_id') !== OAUTH.clientId) throw new Refusal('invalid_client_id')
    if (textArg(call, 'client_secret') !== OAUTH.clientSecret) throw new Refusal('bad_client_secret')
    if (!core.oauthCodes.delete(needText(call, 'code'))) throw new Refusal('invalid_code')
    core.switches.botToken = 'valid'
    return {
      app_id: core.world.appId,
      authed_user: { id: 'U0ADMIN' },
      scope: [...core.switches.scopes].join(','),
      token_type: 'bot',
      access_token: core.botToken,
      bot_user_id: core.world.botUserId,
      team: { id: core.world.teamId, name: core.world.teamName },
      enterprise: null,
      is_enterprise_install: false,
    }
  },
}
