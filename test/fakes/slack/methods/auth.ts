import type { Method } from '../api-call.ts'
import { access } from '../oauth.ts'

export const authMethods: Readonly<Record<string, Method>> = {
  'api.test': (call) => ({ args: call.args }),

  'auth.test': ({ core }) => ({
    url: `https://${core.world.teamDomain}.slack.com/`,
    team: core.world.teamName,
    user: core.world.users.get(core.world.botUserId)?.name,
    team_id: core.world.teamId,
    user_id: core.world.botUserId,
    bot_id: core.world.botId,
    is_enterprise_install: core.switches.orgWide,
  }),

  'auth.revoke': ({ core }) => {
    core.switches.botToken = 'revoked'
    core.emit({ type: 'tokens_revoked', tokens: { oauth: [], bot: [core.world.botUserId] } })
    core.isInstalled = false
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

  'oauth.v2.access': access,
}
