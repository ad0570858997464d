import type { Fault } from '../fault.ts'
import type { Person, Place } from '../question.ts'
import type { Patch, Settings } from './schema.ts'
import { settingsChannel } from './settings.ts'
import type { Effective } from './settings.ts'

/**
 * What somebody is in a workspace, as of now. `appointed` is an admin by a role that an admin named, and may change
 * everything but who is one; `admin` is so by the platform's own rights.
 */
export type Standing = 'outsider' | 'member' | 'appointed' | 'admin' | 'operator'

/** Ids as `platform:id`. */
export type Operators = ReadonlySet<string>

export function standingOf(person: Person, place: Place, settings: Settings, operators: Operators): Standing {
  if (operators.has(`${place.platform}:${person.id}`)) return 'operator'
  if (person.isOutsider) return 'outsider'
  if (person.isAdmin) return 'admin'
  return hasRole(person, settings['access.admins']) ? 'appointed' : 'member'
}

/** Whether one of this standing may change settings. */
export function isAdmin(standing: Standing): boolean {
  return standing === 'appointed' || standing === 'admin' || standing === 'operator'
}

/** Why somebody may not use Tanya there; undefined when they may. */
export function barTo(
  person: Person,
  place: Place,
  { settings }: Effective,
  standing: Standing,
): Fault | undefined {
  if (settings.trigger === 'off') return { kind: 'not-here', reason: 'off' }
  if (!takesPlace(place, settings)) return { kind: 'not-here', reason: 'channel' }
  if (standing === 'outsider') {
    // Who may come from outside has none of the workspace's roles.
    return settings['access.outsiders'] === 'allowed' ? undefined : { kind: 'not-allowed', needs: 'member' }
  }
  const roles = settings['access.roles']
  return roles.length === 0 || isAdmin(standing) || hasRole(person, roles)
    ? undefined
    : { kind: 'not-allowed', needs: 'role' }
}

/** Whether Tanya answers in that channel, or in direct messages, at all. */
export function takesPlace(place: Place, settings: Settings): boolean {
  const channels = settings['access.channels']
  return channels.length === 0 || channels.includes(place.kind === 'dm' ? 'dm' : settingsChannel(place))
}

/** Whether each name of a model spec is one that members may choose there. */
export function mayChoose(spec: string, { settings, ceilings }: Effective): boolean {
  return within(spec, [...settings.model.split(','), ...settings.models]) && withinCeilings(spec, ceilings)
}

/** Whether the operator lets workspaces use that model. */
export function withinCeilings(spec: string, { model = '', models }: Patch): boolean {
  return models === undefined || within(spec, [...model.split(','), ...models])
}

function within(spec: string, allowed: readonly string[]): boolean {
  const patterns = allowed.map((name) => name.trim().toLowerCase())
  const names = spec.split(',').map((name) => name.trim().toLowerCase())
  return names.every((name) =>
    patterns.some(
      (pattern) =>
        pattern === 'any' ||
        pattern === name ||
        (pattern.endsWith('/*') && name.startsWith(pattern.slice(0, -1))),
    ),
  )
}

function hasRole(person: Person, roles: readonly string[]): boolean {
  return person.roles?.some((role) => roles.includes(role)) === true
}
