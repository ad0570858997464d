import { createHash } from 'node:crypto'
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
  PermissionFlagsBits,
  RequestMethod,
  Routes,
} from 'discord.js'
import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
  LocalizationMap,
  RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js'
import type { Command, OptionSpec } from '../../core/commands/command.ts'
import { nameKey } from '../../core/i18n/messages.ts'
import type { MessageKey, Messages } from '../../core/i18n/messages.ts'
import type { Memory } from '../../core/store/store.ts'
import { maxChoices, maxDescriptionLength, maxStringOptionLength } from './limits.ts'
import type { DiscordRest } from './rest.ts'

type MessagesFor = (locale: string) => Messages
type Body = RESTPutAPIApplicationCommandsJSONBody

/** The commands as Discord takes them, in every language that Tanya and Discord share. */
export function commandBody(commands: readonly Command[], messagesFor: MessagesFor): Body {
  return commands.map((command) => ({
    type: ApplicationCommandType.ChatInput,
    name: command.name,
    ...nameIn(command.name, messagesFor),
    ...describe(command.summary, messagesFor),
    options: optionsBody(command, messagesFor),
    default_member_permissions: command.access === 'admin' ? String(PermissionFlagsBits.ManageGuild) : null,
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  }))
}

/**
 * Registers the commands for all guilds, unless the very same were registered before. Rejects with a `Failure`.
 */
export async function registerCommands(options: {
  readonly rest: DiscordRest
  readonly applicationId: string
  readonly body: Body
  readonly memory: Memory
}): Promise<'registered' | 'unchanged'> {
  const key = `discord:commands:${options.applicationId}`
  const hash = createHash('sha256').update(JSON.stringify(options.body)).digest('hex')
  if ((await options.memory.get(key)) === hash) return 'unchanged'
  await options.rest.call(
    'register commands',
    RequestMethod.Put,
    Routes.applicationCommands(options.applicationId),
    { body: options.body },
  )
  await options.memory.set(key, hash)
  return 'registered'
}

/** Where a command does several things, each is a subcommand with the options that it takes. */
function optionsBody(command: Command, messagesFor: MessagesFor): APIApplicationCommandOption[] {
  if (command.actions === undefined) return withFile(command.options, command.file, messagesFor)
  return command.actions.map(({ name, summary, options, file }) => ({
    type: ApplicationCommandOptionType.Subcommand,
    name,
    ...describe(summary, messagesFor),
    options: withFile(
      options.flatMap((taken) => command.options.find((option) => option.name === taken) ?? []),
      file,
      messagesFor,
    ),
  }))
}

/** Those that are required come first, as Discord wants it. */
function withFile(
  options: readonly OptionSpec[],
  file: MessageKey | undefined,
  messagesFor: MessagesFor,
): APIApplicationCommandBasicOption[] {
  const bodies = options.map((option) => optionBody(option, messagesFor))
  if (file !== undefined)
    bodies.push({
      type: ApplicationCommandOptionType.Attachment,
      name: 'file',
      ...describe(file, messagesFor),
      required: false,
    })
  return bodies.toSorted((a, b) => Number(b.required === true) - Number(a.required === true))
}

function optionBody(option: OptionSpec, messagesFor: MessagesFor): APIApplicationCommandBasicOption {
  const common = {
    name: option.name,
    ...describe(option.summary, messagesFor),
    required: option.required,
  }
  switch (option.type) {
    case 'boolean':
      return { ...common, type: ApplicationCommandOptionType.Boolean }
    case 'integer':
      return { ...common, type: ApplicationCommandOptionType.Integer }
    case 'string': {
      const choices = option.choices?.slice(0, maxChoices).map((choice) => ({ name: choice, value: choice }))
      return {
        ...common,
        type: ApplicationCommandOptionType.String,
        ...(choices === undefined
          ? {
              max_length: Math.min(option.maxLength ?? maxStringOptionLength, maxStringOptionLength),
              ...(option.completes === true && { autocomplete: true }),
            }
          : { choices }),
      }
    }
  }
}

function describe(
  key: MessageKey,
  messagesFor: MessagesFor,
): { description: string; description_localizations: LocalizationMap } {
  const english = messagesFor(Locale.EnglishUS)
  return {
    description: short(english.text(key)),
    description_localizations: localized(key, messagesFor, short),
  }
}

/** What people see and type in its place; events name the command as it is registered. */
function nameIn(command: string, messagesFor: MessagesFor): { name_localizations?: LocalizationMap } {
  const key = nameKey(command)
  return key === undefined ? {} : { name_localizations: localized(key, messagesFor, (name) => name) }
}

function localized(
  key: MessageKey,
  messagesFor: MessagesFor,
  fit: (text: string) => string,
): LocalizationMap {
  const english = messagesFor(Locale.EnglishUS)
  const texts: LocalizationMap = {}
  for (const locale of Object.values(Locale)) {
    const messages = messagesFor(locale)
    if (messages.locale !== english.locale) texts[locale] = fit(messages.text(key))
  }
  return texts
}

function short(text: string): string {
  return Array.from(text).slice(0, maxDescriptionLength).join('')
}
