import { withoutKeys } from '../blot.ts'
import type { Clock } from '../clock.ts'
import type { Picks } from '../conversation/picks.ts'
import type { Policy } from '../conversation/policy.ts'
import { isAdmin } from '../settings/access.ts'
import type { SettingsReader } from '../settings/settings.ts'
import type { Store } from '../store/store.ts'
import { createAboutCommand } from './about-command.ts'
import type { PrivacyFacts } from './about-command.ts'
import type { Command } from './command.ts'
import { createConfigCommand } from './config.ts'
import type { KeyHosts } from './config-keys.ts'
import type { ModelDirectory } from './config-value.ts'
import { createForgetCommand } from './forget-command.ts'
import { createModelCommand } from './model.ts'
import type { DrawUsage } from './usage-chart.ts'
import { createUsageCommand } from './usage-command.ts'
import { scarceLines } from './what-is-left.ts'

export interface CommandDeps {
  readonly store: Pick<Store, 'settings' | 'keys' | 'usage' | 'forget'>
  readonly settings: SettingsReader
  readonly picks: Picks
  readonly remaining: Policy['remaining']
  readonly models: ModelDirectory
  readonly keyHosts: KeyHosts
  readonly clock: Clock
  readonly drawUsage: DrawUsage
  readonly privacy: PrivacyFacts
  /** Unguessable. */
  newId(): string
  /** Makes the next turn of a linear conversation its first. */
  startFresh(conversation: string): Promise<void>
}

/** Longest question a command takes, in UTF-16 units; Discord's own ceiling of a string option. */
const maxQuestionLength = 6000

/** Every command, in the order in which help lists them. */
export function createCommands(deps: CommandDeps): readonly Command[] {
  const ask: Command = {
    name: 'ask',
    summary: 'command.ask',
    access: 'member',
    file: 'command.ask.file',
    options: [
      {
        name: 'question',
        summary: 'command.ask.question',
        type: 'string',
        required: true,
        rest: true,
        maxLength: maxQuestionLength,
      },
      { name: 'model', summary: 'command.ask.model', type: 'string', required: false, maxLength: 100 },
      { name: 'private', summary: 'command.ask.private', type: 'boolean', required: false },
    ],
    run: ({ options }) =>
      Promise.resolve({
        kind: 'ask',
        text: withoutKeys(String(options['question'])),
        private: options['private'] === true,
        ...(options['model'] === undefined ? {} : { model: String(options['model']) }),
      }),
  }

  const fresh: Command = {
    name: 'new',
    summary: 'command.new',
    access: 'member',
    options: [],
    async run({ conversation }, say) {
      if (conversation === undefined) return { kind: 'notice', text: say.text('new.nothing') }
      await deps.startFresh(conversation)
      await deps.picks.set(conversation, undefined)
      return { kind: 'notice', text: say.text('new.done') }
    },
  }

  const help: Command = {
    name: 'help',
    summary: 'command.help',
    access: 'member',
    options: [],
    async run({ by, place }, say, standing) {
      const usable = commands.filter(({ access }) => access === 'member' || isAdmin(standing))
      const lines = usable.map((command) => `- \`${usage(command)}\` – ${say.text(command.summary)}`)
      const scarce = scarceLines(await deps.remaining(by, place), say, deps.clock.now())
      const text = [
        say.text('help.intro'),
        ...(scarce.length === 0 ? [] : [scarce.map((line) => `- ${line}`).join('\n')]),
        `${say.text('help.commands')}\n${lines.join('\n')}`,
        say.text('help.text-form', { example: '@Tanya /help' }),
      ].join('\n\n')
      return { kind: 'notice', text }
    },
  }

  const commands: readonly Command[] = [
    ask,
    fresh,
    createModelCommand(deps),
    createUsageCommand(deps),
    createForgetCommand(deps),
    createConfigCommand(deps),
    help,
    createAboutCommand(deps),
  ]
  return commands
}

/** `/ask question [model] [private]`, or `/config show|set|…`. */
export function usage(command: Command): string {
  if (command.actions !== undefined)
    return `/${command.name} ${command.actions.map(({ name }) => name).join('|')}`
  const options = command.options.map((option) => (option.required ? option.name : `[${option.name}]`))
  return [`/${command.name}`, ...options].join(' ')
}
