import { Refusal, boolArg, needText } from '../api-call.ts'
import type { Method } from '../api-call.ts'
import type { User } from '../world.ts'

export const userMethods: Readonly<Record<string, Method>> = {
  'users.info': (call) => {
    const user = call.core.world.users.get(needText(call, 'user'))
    if (user === undefined) throw new Refusal('user_not_found')
    return { user: wireUser(user, boolArg(call, 'include_locale')) }
  },

  'users.list': (call) => ({
    members: [...call.core.world.users.values()].map((user) =>
      wireUser(user, boolArg(call, 'include_locale')),
    ),
    response_metadata: { next_cursor: '' },
  }),

  'usergroups.list': (call) => ({
    usergroups: [...call.core.world.userGroups.values()].map((group) => ({
      id: group.id,
      team_id: call.core.world.teamId,
      is_usergroup: true,
      name: group.handle,
      handle: group.handle,
      user_count: group.users.size,
      date_delete: 0,
      ...(boolArg(call, 'include_users') ? { users: [...group.users] } : {}),
    })),
  }),

  'usergroups.users.list': (call) => {
    const group = call.core.world.userGroups.get(needText(call, 'usergroup'))
    if (group === undefined) throw new Refusal('no_such_subteam')
    return { users: [...group.users] }
  },
}

export function wireUser(user: User, withLocale: boolean): Record<string, unknown> {
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    deleted: user.deleted,
    real_name: user.realName,
    tz: 'Asia/Jakarta',
    tz_offset: 25_200,
    profile: { real_name: user.realName, display_name: user.realName, team: user.teamId },
    is_admin: user.isAdmin,
    is_owner: user.isOwner,
    is_primary_owner: user.isPrimaryOwner,
    is_restricted: user.isRestricted,
    is_ultra_restricted: user.isUltraRestricted,
    ...(user.isStranger ? { is_stranger: true } : {}),
    is_bot: user.isBot,
    is_app_user: false,
    is_email_confirmed: !user.isBot,
    updated: 0,
    ...(withLocale ? { locale: user.locale } : {}),
  }
}
