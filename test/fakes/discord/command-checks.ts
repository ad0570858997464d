import { invalidForm } from './errors.ts'
import { optionalList } from './body.ts'
import type { Json } from './types.ts'
import type { RegisteredCommand } from './world.ts'

const chatInput = 1
const subcommand = 1
const subcommandGroup = 2
const namePattern = /^[-_'\p{L}\p{N}\p{Script=Devanagari}\p{Script=Thai}]{1,32}$/u

/** Numbers of https://docs.discord.com/developers/interactions/application-commands#registering-a-command. */
const most = new Map([
  [chatInput, 100],
  [2, 15],
  [3, 15],
])

/** Reads the commands of one scope; throws what Discord would answer. */
export function checkCommands(bodies: readonly unknown[]): RegisteredCommand['definition'][] {
  const definitions = bodies.map((body, index) => readCommand(body, index))
  const seen = new Set<string>()
  for (const [index, { name, type }] of definitions.entries()) {
    if (seen.has(`${type}:${name}`)) {
      throw invalidForm(
        `${index}`,
        'APPLICATION_COMMANDS_DUPLICATE_NAME',
        'Application command names must be unique',
      )
    }
    seen.add(`${type}:${name}`)
  }
  for (const [type, limit] of most) {
    if (definitions.filter((definition) => definition.type === type).length > limit) {
      throw invalidForm(
        '',
        'APPLICATION_COMMAND_TOO_MANY',
        `Maximum number of application commands reached (${limit})`,
      )
    }
  }
  return definitions
}

function readCommand(body: unknown, index: number): RegisteredCommand['definition'] {
  const command = (body ?? {}) as Json
  const type = typeof command.type === 'number' ? command.type : chatInput
  const name = typeof command.name === 'string' ? command.name : ''
  if (type === chatInput) {
    checkName(name, `${index}/name`)
    checkDescription(command.description, `${index}/description`)
    checkOptions(optionalList(command.options) ?? [], `${index}/options`)
    if (size(command) > 8000) {
      throw invalidForm(`${index}`, 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)')
    }
  } else {
    if (name.length < 1 || name.length > 32) throw badLength(`${index}/name`, 1, 32)
    if (command.description) {
      throw invalidForm(
        `${index}/description`,
        'APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED',
        'Context menu commands cannot have description',
      )
    }
  }
  for (const name of Object.values((command.name_localizations ?? {}) as Json)) {
    if (type === chatInput) checkName(String(name), `${index}/name_localizations`)
  }
  for (const text of Object.values((command.description_localizations ?? {}) as Json)) {
    if (type === chatInput) checkDescription(text, `${index}/description_localizations`)
  }
  return { ...command, name, type }
}

function checkOptions(options: readonly Json[], path: string): void {
  if (options.length > 25) throw badLength(path, 0, 25)
  let optionalSeen = false
  const names = new Set<unknown>()
  for (const [index, option] of options.entries()) {
    const at = `${path}/${index}`
    checkName(String(option.name), `${at}/name`)
    checkDescription(option.description, `${at}/description`)
    if (names.has(option.name)) {
      throw invalidForm(
        `${at}/name`,
        'APPLICATION_COMMAND_OPTIONS_NAME_NOT_UNIQUE',
        'Option names must be unique',
      )
    }
    names.add(option.name)
    if (option.type === subcommand || option.type === subcommandGroup) {
      checkOptions(optionalList(option.options) ?? [], `${at}/options`)
      continue
    }
    if (option.required === true && optionalSeen) {
      throw invalidForm(
        at,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      )
    }
    if (option.required !== true) optionalSeen = true
    const choices = optionalList(option.choices) ?? []
    if (choices.length > 25) throw badLength(`${at}/choices`, 0, 25)
    if (choices.length > 0 && option.autocomplete === true) {
      throw invalidForm(
        at,
        'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES',
        'Autocomplete options cannot have choices',
      )
    }
    for (const [choice, { name }] of choices.entries()) {
      if (String(name).length > 100) throw badLength(`${at}/choices/${choice}/name`, 1, 100)
    }
  }
}

function checkName(name: string, path: string): void {
  if (!namePattern.test(name) || name !== name.toLowerCase()) {
    throw invalidForm(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')
  }
}

function checkDescription(text: unknown, path: string): void {
  if (typeof text !== 'string' || text.length < 1 || text.length > 100) throw badLength(path, 1, 100)
}

/** Name, description and values of a command and its options; of localisations only the longest counts. */
function size(value: Json): number {
  const longest = (text: unknown, localised: unknown): number =>
    Math.max(...[text, ...Object.values((localised ?? {}) as Json)].map(lengthOf))
  const choices = (optionalList(value.choices) ?? []).reduce(
    (sum, choice) => sum + longest(choice.name, choice.name_localizations) + lengthOf(choice.value),
    0,
  )
  const own =
    longest(value.name, value.name_localizations) +
    longest(value.description, value.description_localizations)
  return (optionalList(value.options) ?? []).reduce((sum, option) => sum + size(option), own + choices)
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' || typeof value === 'number' ? `${value}`.length : 0
}

function badLength(path: string, min: number, max: number) {
  return invalidForm(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)
}
