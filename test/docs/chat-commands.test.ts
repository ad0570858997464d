import { expect, it } from 'vitest'
import { readSlash } from '../../src/bots/slack/slash.ts'
import { checkOptions } from '../../src/core/commands/check.ts'
import { createCommands } from '../../src/core/commands/list.ts'
import type { CommandDeps } from '../../src/core/commands/list.ts'
import { parseCommand } from '../../src/core/commands/parse.ts'
import type { TypedCommand } from '../../src/core/commands/parse.ts'
import { messagesFor } from '../../src/core/i18n/messages.ts'
import { isSettingName, readSetting } from '../../src/core/settings/schema.ts'
import { nodesOf, readPages } from './pages.ts'

// The definitions are read and none is run.
const commands = createCommands({} as CommandDeps)
const say = messagesFor('en')

/** What begins with a stroke and is none of Tanya's commands: paths, and what the chat itself understands. */
const others = /^\/(?:healthz|readyz|metrics|slack(?:\/\w*)?|beta|var\/.*|invite @tanya)$/u

/** Stands for whatever somebody writes there. */
const placeholder = /^(?:[A-Z]+|.*…)$/u

const found = readPages().flatMap((page) =>
  nodesOf(page, 'inlineCode').flatMap(({ value, position }) =>
    /^(?:@Tanya \/[a-z]|\/[a-z])/u.test(value) && !others.test(value)
      ? [[`${page.file}:${position?.start.line}`, value] as const]
      : [],
  ),
)

it('pages name commands', () => expect(found.length).toBeGreaterThan(60))

it.each(found)('%s: %s', (_at, text) => {
  const typed = typedIn(text)
  const command = commands.find(({ name }) => name === typed?.name)
  if (typed === undefined || command === undefined) throw new Error('there is no such command')
  const { name, value, scope, ...rest } = typed.options
  const isMention = /^\S+$/u.test(text.replace(/^@Tanya |^\/tanya /u, ''))
  const isAction = command.actions?.some((action) => action.name === typed.options['action']) === true
  const isBare = Object.keys(typed.options).length <= (isAction ? 1 : 0)
  if (!isMention && !isBare && !text.endsWith('…')) {
    expect(() => checkOptions(command, typed.options, say)).not.toThrow()
  }
  if (command.name !== 'config') return
  // A key is set like a setting and is none.
  if (name !== undefined && name !== 'key' && !placeholder.test(String(name))) {
    if (!isSettingName(String(name))) throw new Error(`${String(name)} is no setting`)
    else if (value !== undefined && !placeholder.test(String(value)))
      expect(readSetting(name as Parameters<typeof readSetting>[0], String(value))).toBeDefined()
  }
  if (scope !== undefined) expect(scope).toMatch(/^(?:here|server|everywhere|CHANNEL)$/u)
  if (rest['action'] !== undefined && !isMention && !placeholder.test(String(rest['action'])))
    expect(command.actions?.map((action) => action.name)).toContain(rest['action'])
})

/** As the platform reads it: on Slack by the slash command, elsewhere from a message. */
function typedIn(text: string): TypedCommand | undefined {
  const slash = /^\/tanya(?:\s+(.*))?$/su.exec(text)
  if (slash !== null) return readSlash(slash[1] ?? '', commands)
  return parseCommand(text.replace(/^@Tanya /u, ''), commands)
}
