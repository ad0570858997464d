import { z } from 'zod'
import type { Clock } from '../../core/clock.ts'
import type { Logger } from '../../core/log.ts'
import type { Person } from '../../core/question.ts'
import type { SlackCalls } from './calls.ts'
import type { Channels } from './channels.ts'
import type { Groups } from './groups.ts'
import { limits } from './limits.ts'
import type { Names } from './mrkdwn.ts'

/** A person, and what else is known of them. */
export interface Profile extends Person {
  /** The language they use Slack in, BCP 47. */
  readonly locale: string
  /** Their own team: another than ours in shared channels. */
  readonly team?: string
}

/** Who people are, as `users.info` says, believed for some minutes. */
export interface People {
  /** Never rejects: whoever is unknown is an outsider without rights. */
  get(userId: string): Promise<Profile>
  /** The same for somebody who asks in a channel: where others read along, only admins are no outsiders. */
  asker(userId: string, channel: string): Promise<Profile>
  /** The language that somebody was last known to use Slack in, BCP 47. */
  localeOf(userId: string): string
  /** Something about them changed, or has to be known as it is now: asked again the next time. */
  forget(userId: string): void
  /** Names for the people mentioned in these texts, as far as they can be found. */
  namesIn(texts: readonly string[]): Promise<Names>
}

/** What is read of the answer of https://docs.slack.dev/reference/methods/users.info. */
const answer = z.object({
  user: z.object({
    id: z.string(),
    team_id: z.string().optional(),
    name: z.string().optional(),
    real_name: z.string().optional(),
    locale: z.string().optional(),
    is_admin: z.boolean().optional(),
    is_owner: z.boolean().optional(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
    is_stranger: z.boolean().optional(),
    deleted: z.boolean().optional(),
    profile: z.object({ display_name: z.string().optional(), real_name: z.string().optional() }).optional(),
    enterprise_user: z.object({ teams: z.array(z.string()).optional() }).optional(),
  }),
})

type SlackUser = z.infer<typeof answer>['user']

export interface PeopleDeps {
  readonly calls: SlackCalls
  readonly groups: Pick<Groups, 'of'>
  readonly channels: Pick<Channels, 'isExternal'>
  readonly clock: Clock
  readonly log: Logger
  /** The team whose members are no outsiders. */
  readonly team: () => string
}

const maxKept = 5000
/** A text that mentions more people keeps the ids of the rest. */
const maxNames = 20

export function createPeople({ calls, groups, channels, clock, log, team }: PeopleDeps): People {
  const kept = new Map<string, { readonly at: number; readonly profile: Promise<Profile | undefined> }>()
  const latest = new Map<string, Profile>()

  async function ask(userId: string): Promise<Profile | undefined> {
    try {
      const { user } = answer.parse(await calls.call('users.info', { user: userId, include_locale: true }))
      const profile = profileOf(user, team())
      latest.set(userId, profile)
      if (latest.size > maxKept) forgetFirst(latest)
      return profile
    } catch (error) {
      log.warn({ err: error, user: userId }, 'users.info failed; the app needs the scope users:read')
      return undefined
    }
  }

  async function get(userId: string): Promise<Profile> {
    const [profile, roles] = await Promise.all([profileOfUser(userId), groups.of(userId)])
    return roles.length === 0 ? profile : { ...profile, roles }
  }

  async function profileOfUser(userId: string): Promise<Profile> {
    const now = clock.now()
    let entry = kept.get(userId)
    if (entry === undefined || now - entry.at > limits.personMs) {
      entry = { at: now, profile: ask(userId) }
      kept.set(userId, entry)
      if (kept.size > maxKept) forgetFirst(kept)
    }
    const profile = await entry.profile
    if (profile !== undefined) return profile
    // Asked again the next time, rather than held against them for minutes.
    if (kept.get(userId) === entry) kept.delete(userId)
    return latest.get(userId) ?? { id: userId, name: userId, isAdmin: false, isOutsider: true, locale: 'en' }
  }

  return {
    get,
    async asker(userId, channel) {
      const [profile, isExternal] = await Promise.all([get(userId), channels.isExternal(channel)])
      return isExternal && !profile.isAdmin ? { ...profile, isOutsider: true } : profile
    },
    localeOf: (userId) => latest.get(userId)?.locale ?? 'en',
    forget: (userId) => void kept.delete(userId),
    async namesIn(texts) {
      const ids = new Set(texts.flatMap((text) => [...text.matchAll(/<@([UW]\w+)/gu)].map((m) => m[1] ?? '')))
      await Promise.all([...ids].slice(0, maxNames).map(profileOfUser))
      return { person: (id) => latest.get(id)?.name, channel: () => undefined }
    },
  }
}

/** Reads a user as `users.info` gives it. */
export function profileOf(user: SlackUser, team: string): Profile {
  const names = [user.profile?.display_name, user.profile?.real_name, user.real_name, user.name]
  const elsewhere =
    user.team_id !== undefined &&
    user.team_id !== team &&
    user.enterprise_user?.teams?.includes(team) !== true
  const isOutsider =
    elsewhere ||
    user.is_restricted === true ||
    user.is_ultra_restricted === true ||
    user.is_stranger === true ||
    user.deleted === true
  return {
    id: user.id,
    name: names.find((name) => name !== undefined && name.trim() !== '') ?? user.id,
    isAdmin: !isOutsider && (user.is_admin === true || user.is_owner === true),
    isOutsider,
    locale: user.locale ?? 'en',
    ...(user.team_id === undefined ? {} : { team: user.team_id }),
  }
}

function forgetFirst(map: Map<string, unknown>): void {
  const first = map.keys().next()
  if (first.done !== true) map.delete(first.value)
}
