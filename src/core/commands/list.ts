import type { Store } from '../store/store.ts'
import type { Command } from './command.ts'

export interface CommandDeps {
  readonly store: Pick<Store, 'turns' | 'memory'>
  /** The configured model, as the operator wrote it. */
  readonly model: string
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
        text: String(options['question']),
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
      return { kind: 'notice', text: say.text('new.done') }
    },
  }

  const help: Command = {
    name: 'help',
    summary: 'command.help',
    access: 'member',
    options: [],
    run(_call, say) {
      const lines = commands.map((command) => `- \`${usage(command)}\` – ${say.text(command.summary)}`)
      const text = [
        say.text('help.intro'),
        `${say.text('help.commands')}\n${lines.join('\n')}`,
        say.text('help.text-form', { example: '@Tanya /help' }),
      ].join('\n\n')
      return Promise.resolve({ kind: 'notice', text })
    },
  }

  const about: Command = {
    name: 'about',
    summary: 'command.about',
    access: 'member',
    options: [],
    run: (_call, say) =>
      Promise.resolve({ kind: 'notice', text: say.text('about.text', { model: deps.model }) }),
  }

  const commands: readonly Command[] = [ask, fresh, help, about]
  return commands
}

/** `/ask question [model] [private]`. */
export function usage(command: Command): string {
  const options = command.options.map((option) => (option.required ? option.name : `[${option.name}]`))
  return [`/${command.name}`, ...options].join(' ')
}
