import type { Command } from '../../core/commands/command.ts'
import { parseCommand } from '../../core/commands/parse.ts'
import type { TypedCommand } from '../../core/commands/parse.ts'

/** The one slash command; what others have as `/ask` is `/tanya ask` here, since most names are taken or reserved. */
export const slashCommand = '/tanya'

/**
 * What follows `/tanya`: a command by its name, or else a question. A command that takes nothing is one only when
 * nothing follows: "new ideas for a name" is a question.
 */
export function readSlash(text: string, commands: readonly Command[]): TypedCommand {
  const said = text.trim()
  if (said === '') return { name: 'help', options: {} }
  const typed = parseCommand(said.startsWith('/') ? said : `/${said}`, commands)
  const command = commands.find((candidate) => candidate.name === typed?.name)
  const isAlone = /^\/?\S+$/u.test(said)
  if (typed !== undefined && said.startsWith('/')) return typed
  if (typed !== undefined && command !== undefined && (isAlone || command.options.length > 0)) return typed
  return { name: 'ask', options: { question: said } }
}
