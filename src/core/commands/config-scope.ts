import { Failure } from '../fault.ts'
import type { Messages } from '../i18n/messages.ts'
import type { Place } from '../question.ts'
import type { Standing } from '../settings/access.ts'
import { keyName } from '../settings/key-names.ts'
import { isSettingName, settingNames } from '../settings/schema.ts'
import type { SettingName } from '../settings/schema.ts'
import { ownerOf, settingsChannel } from '../settings/settings.ts'
import { settingSpecs } from '../settings/specs.ts'
import type { SettingsOwner } from '../store/ports/settings.ts'
import type { CommandCall } from './command.ts'

/** Whose settings a command is about. */
export interface ConfigScope {
  readonly owner: SettingsOwner
  readonly channel?: string
  /** A place where they hold. */
  readonly place: Place
  /** In words, as "for …" goes on. */
  readonly text: string
}

/** Reads the option `scope`. Throws for a scope there is not, and for one that is not the caller's to see. */
export function scopeOf(call: CommandCall, standing: Standing, say: Messages): ConfigScope {
  const typed = String(call.options['scope'] ?? 'server').trim()
  const { platform, workspace } = call.place
  switch (typed.toLowerCase()) {
    case 'server':
    case 'workspace':
      return {
        owner: ownerOf(call.place),
        place: { platform, workspace, channel: '', kind: 'channel' },
        text: say.text('config.of-server'),
      }
    case 'here':
    case 'channel':
      return channelScope(call, settingsChannel(call.place), say)
    case 'everywhere':
      return everywhere(call, standing, say)
    default: {
      const channel = /^(?:<#(\w+)(?:\|[^>]*)?>|([\w-]{1,64}))$/u.exec(typed)
      const id = channel?.[1] ?? channel?.[2]
      if (id === undefined) throw badInput('scope', say.text('config.bad-scope'))
      return channelScope(call, id, say)
    }
  }
}

export function channelScope({ place }: CommandCall, channel: string, say: Messages): ConfigScope {
  const { platform, workspace } = place
  return {
    owner: ownerOf(place),
    channel,
    place: { platform, workspace, channel, kind: channel === place.channel ? place.kind : 'channel' },
    text: say.text('config.of-channel', { channel }),
  }
}

/** All workspaces are an operator's alone to see. */
export function everywhere(call: CommandCall, standing: Standing, say: Messages): ConfigScope {
  if (standing !== 'operator') throw new Failure({ kind: 'not-allowed', needs: 'operator' })
  // A workspace that nobody has, so that nothing is set there but for all.
  const place: Place = { platform: call.place.platform, workspace: '', channel: '', kind: 'channel' }
  return { owner: 'deployment', place, text: say.text('config.of-everywhere') }
}

/** Reads the option `name`. */
export function nameOf(call: CommandCall, say: Messages): SettingName {
  const typed = String(call.options['name'] ?? '').trim()
  if (typed === '') throw badInput('name', say.text('input.missing'))
  const name = typed.toLowerCase()
  if (isSettingName(name)) return name
  const names = new Intl.ListFormat(say.locale).format(
    [...settingNames, keyName].map((known) => `\`${known}\``),
  )
  throw badInput('name', say.text('config.unknown-name', { names }))
}

/** Throws where one of that standing may not change the setting, or it cannot be set so narrowly. */
export function checkMayChange(
  name: SettingName,
  owner: SettingsOwner,
  channel: string | undefined,
  standing: Standing,
  say: Messages,
): void {
  const { where, decidesAdmins } = settingSpecs[name]
  // Whoever was appointed does not appoint.
  if (decidesAdmins === true && standing === 'appointed')
    throw new Failure({ kind: 'not-allowed', needs: 'platform-admin' })
  if (owner === 'deployment') {
    if (standing !== 'operator') throw new Failure({ kind: 'not-allowed', needs: 'operator' })
    return
  }
  if (where === 'deployment') throw badInput(name, say.text('config.wrong-scope-deployment'))
  if (where === 'workspace' && channel !== undefined) throw badInput(name, say.text('config.wrong-scope'))
}

export function badInput(field: string, problem: string): Failure {
  return new Failure({ kind: 'bad-input', field, problem })
}
