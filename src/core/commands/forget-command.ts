import { Failure } from '../fault.ts'
import type { Messages } from '../i18n/messages.ts'
import { sentences } from '../i18n/sentences.ts'
import { isAdmin } from '../settings/access.ts'
import { ownerOf, settingsChannel } from '../settings/settings.ts'
import type { Store } from '../store/store.ts'
import type { Command, CommandCall } from './command.ts'

export interface ForgetCommandDeps {
  readonly store: Pick<Store, 'forget'> & {
    readonly keys: Pick<Store['keys'], 'forget'>
    readonly settings: Pick<Store['settings'], 'read' | 'forget'>
  }
}

const subjects = ['me', 'here', 'server'] as const

/** Deletes what is stored, at once, and says what that was. */
export function createForgetCommand(deps: ForgetCommandDeps): Command {
  return {
    name: 'forget',
    summary: 'command.forget',
    access: 'member',
    options: [
      {
        name: 'what',
        summary: 'command.forget.what',
        type: 'string',
        required: true,
        choices: subjects,
        synonyms: { workspace: 'server' },
      },
    ],
    async run(call, say, standing) {
      const { platform, workspace } = call.place
      const subject = String(call.options['what']) as (typeof subjects)[number]
      const maySet = isAdmin(standing)
      if (subject === 'me') {
        const turns = await deps.store.forget({ platform, workspace, person: call.by.id })
        return { kind: 'notice', text: report({ turns }, say) }
      }
      if (subject === 'server') {
        // All of Discord's direct messages share a name that is no workspace.
        if (call.place.kind === 'dm' && workspace === 'dm')
          throw new Failure({ kind: 'bad-input', field: 'what', problem: say.text('usage.no-server') })
        if (!maySet) throw new Failure({ kind: 'not-allowed', needs: 'admin' })
        // First, since nothing is to be asked at its cost any more.
        const keys = await deps.store.keys.forget(call.place)
        const settings = await forgetSettings(deps, call)
        const turns = await deps.store.forget({ platform, workspace })
        return { kind: 'notice', text: report({ turns, settings, keys }, say) }
      }
      const channel = settingsChannel(call.place)
      // What an admin set for a channel bounds its members: none of them may lift it.
      const settings = maySet ? await forgetSettings(deps, call, channel) : 0
      const turns = await deps.store.forget({ platform, workspace, channel })
      return { kind: 'notice', text: report({ turns, settings }, say) }
    },
  }
}

/** How many there were. */
async function forgetSettings(
  { store }: ForgetCommandDeps,
  { place }: CommandCall,
  channel?: string,
): Promise<number> {
  const owner = ownerOf(place)
  const { settings } = await store.settings.read(owner)
  const gone = settings.filter((setting) => channel === undefined || setting.channel === channel)
  await store.settings.forget(owner, channel)
  return gone.length
}

function report(
  {
    turns,
    settings = 0,
    keys = [],
  }: { readonly turns: number; readonly settings?: number; readonly keys?: readonly string[] },
  say: Messages,
): string {
  const list = new Intl.ListFormat(say.locale)
  const what = [
    ...(turns > 0 ? [say.text('forget.turns', { turns })] : []),
    ...(settings > 0 ? [say.text('forget.settings', { settings })] : []),
    ...(keys.length > 0 ? [say.text('forget.keys', { keys: keys.length, hosts: list.format(keys) })] : []),
  ]
  if (what.length === 0) return say.text('forget.none')
  return sentences(say, say.text('forget.done', { what: list.format(what) }), say.text('forget.kept'))
}
