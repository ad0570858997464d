import type { Messages } from '../i18n/messages.ts'
import type { Workspace } from '../question.ts'
import type { SettingsReader } from '../settings/settings.ts'
import type { Command } from './command.ts'

export interface AboutCommandDeps {
  readonly settings: SettingsReader
  readonly privacy: PrivacyFacts
}

/** What a person may want to know before they ask. */
export interface PrivacyFacts {
  /** Whether texts are encrypted in the database. */
  readonly isEncrypted: boolean
  /** The names of the hosts that a model spec may be answered by; none where they are not known now. */
  hostsOf(modelSpec: string, workspace: Workspace): Promise<readonly string[]>
}

/** Says which model answers, where questions are sent, and what is stored for how long. */
export function createAboutCommand({ settings, privacy }: AboutCommandDeps): Command {
  return {
    name: 'about',
    summary: 'command.about',
    access: 'member',
    options: [],
    async run({ place }, say) {
      const { model, retention } = (await settings.in(place)).settings
      const hosts = await privacy.hostsOf(model, place)
      const lines = [
        say.text('about.text', { model }),
        hosts.length === 0
          ? say.text('about.sent')
          : say.text('about.sent-to', { hosts: hostNames(hosts, say) }),
        say.text('about.stored', { days: retention }),
        ...(privacy.isEncrypted && retention > 0 ? [say.text('about.encrypted')] : []),
        say.text('about.counted'),
        say.text('about.forget', { command: '/forget' }),
      ]
      return { kind: 'notice', text: lines.join('\n') }
    },
  }
}

function hostNames(hosts: readonly string[], say: Messages): string {
  return new Intl.ListFormat(say.locale, { type: 'disjunction' }).format(hosts)
}
