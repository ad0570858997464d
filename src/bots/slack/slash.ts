import type { Command } from '../../core/commands/command.ts'
import { parseCommand } from '../../core/commands/parse.ts'
import type { TypedCommand } from '../../core/commands/parse.ts'

/** The one slash command; what others have as `/ask` is `/tanya ask` here, since most names are taken or reserved. */
export const slashCommand = '/tanya'

/** The text with the bare ids of channels and user groups, which commands of admins take, in place of their mentions. */
export function withIds(mrkdwn: string): string {
  return mrkdwn.replaceAll(/<(?:#|!subteam\^)(\w+)(?:\|[^<>]*)?>/gu, '$1')
}

/** Whether only admins may give the command. */
export function isForAdmins({ name }: Pick<TypedCommand, 'name'>, commands: readonly Command[]): boolean {
  return commands.some((command) => command.name === name && command.access === 'admin')
}

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
