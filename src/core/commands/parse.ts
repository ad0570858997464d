import type { Command, OptionSpec, OptionValue } from './command.ts'

/** A command as it was typed; the values are still to be checked. */
export interface TypedCommand {
  readonly name: string
  readonly options: Readonly<Record<string, OptionValue>>
}

/**
 * Reads `/name value option:value …`, the form of commands in a message: options come in the order of the definition
 * or as `option:value` (quoted where the value has spaces), and a `rest` option takes the line as it is. Undefined
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
  let left = takeAtEnd(text, command.options, options)
  let specs = command.options
  const [first] = specs
  if (command.actions !== undefined && first !== undefined) {
    const [word, rest] = takeWord(left)
    options[first.name] = word
    left = rest
    specs = specsOf(command, word)
  }
  const named = new Set(specs.filter((option) => option.rest !== true).map((option) => option.name))
  while (left !== '') {
    // Named options may stand before the text: `/ask model:flash private:true why is the sky blue`.
    const match = /^([a-z]+):(?:"([^"]*)"|(\S+))\s*/u.exec(left)
    const key = match?.[1]
    if (match !== null && key !== undefined && named.has(key)) {
      options[key] = match[2] ?? match[3] ?? ''
      left = left.slice(match[0].length)
      continue
    }
    const next = specs.find((option) => !(option.name in options) && option.anywhere !== true)
    if (next?.rest === true) {
      options[next.name] = left
      return options
    }
    const [word, rest] = takeWord(left)
    options[next?.name ?? word] = word
    left = rest
  }
  return options
}

function takeWord(text: string): readonly [string, string] {
  const match = /^(\S+)\s*([\s\S]*)$/u.exec(text)
  return [match?.[1] ?? '', match?.[2] ?? '']
}

/** Takes `scope:here` off the end, for options that may stand there. */
function takeAtEnd(text: string, specs: readonly OptionSpec[], options: Record<string, OptionValue>): string {
  const match = /(?:^|\s)([a-z]+):(?:"([^"]*)"|(\S+))$/u.exec(text)
  const spec = specs.find((option) => option.anywhere === true && option.name === match?.[1])
  if (match === null || spec === undefined) return text
  options[spec.name] = match[2] ?? match[3] ?? ''
  return text.slice(0, match.index).trimEnd()
}

function specsOf({ options, actions = [] }: Command, action: string): readonly OptionSpec[] {
  const taken = actions.find(({ name }) => name === action)?.options ?? []
  return taken.flatMap((name) => options.find((option) => option.name === name) ?? [])
}
