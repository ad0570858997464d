import type { Command, OptionValue } from './command.ts'

/** A command as it was typed; the values are still to be checked. */
export interface TypedCommand {
  readonly name: string
  readonly options: Readonly<Record<string, OptionValue>>
}

/**
 * Reads `/name value option:value …`, the form of commands in a message: `rest` options take the line as it is,
 * others are `option:value` (quoted where the value has spaces) or come in the order of the definition. Undefined
 * when the text is no command at all; a command nobody knows comes back by its name.
 */
export function parseCommand(text: string, commands: readonly Command[]): TypedCommand | undefined {
  const match = /^\s*\/([a-z][a-z0-9_-]{0,31})(?:\s+([\s\S]*))?$/u.exec(text)
  const name = match?.[1]
  if (name === undefined) return undefined
  return {
    name,
    options: parseOptions(
      match?.[2]?.trim() ?? '',
      commands.find((c) => c.name === name),
    ),
  }
}

/** Reads what follows a command's name. */
export function parseOptions(text: string, command: Command | undefined): TypedCommand['options'] {
  if (command === undefined || text === '') return {}
  const options: Record<string, OptionValue> = {}
  let left = text
  const named = new Set(command.options.filter((option) => option.rest !== true).map((option) => option.name))
  // Named options may stand before the text: `/ask model:flash private:true why is the sky blue`.
  for (;;) {
    const match = /^([a-z]+):(?:"([^"]*)"|(\S+))\s*/u.exec(left)
    const key = match?.[1]
    if (match === null || key === undefined || !named.has(key)) break
    options[key] = match[2] ?? match[3] ?? ''
    left = left.slice(match[0].length)
  }
  const rest = command.options.find((option) => option.rest === true)
  if (rest !== undefined) {
    if (left !== '') options[rest.name] = left
    return options
  }
  const open = command.options.filter((option) => !(option.name in options))
  const words = left === '' ? [] : left.split(/\s+/u)
  for (const [index, word] of words.entries()) options[open[index]?.name ?? word] = word
  return options
}
