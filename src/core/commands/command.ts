import type { MessageKey, Messages } from '../i18n/messages.ts'
import type { Person, Place } from '../question.ts'

/** One parameter, in the words of Discord's application commands. */
export interface OptionSpec {
  /** Lower case, `[a-z]`, at most 32 characters. */
  readonly name: string
  /** Told to people; at most 100 characters in every language. */
  readonly summary: MessageKey
  readonly type: 'string' | 'integer' | 'boolean'
  readonly required: boolean
  readonly choices?: readonly string[]
  readonly maxLength?: number
  /** Takes the rest of a text command's line; at most one, and it is the first. */
  readonly rest?: boolean
}

export type OptionValue = string | number | boolean

/** A command somebody gave, from whichever surface; the values are not checked yet. */
export interface CommandCall {
  /** As a question's id: the same for every delivery. */
  readonly id: string
  readonly name: string
  readonly options: Readonly<Record<string, OptionValue>>
  readonly by: Person
  readonly place: Place
  /** The linear conversation of the place, where it has one. */
  readonly conversation?: string
  readonly locale: string
}

export type CommandResult =
  /** Markdown for the caller alone. */
  | { readonly kind: 'notice'; readonly text: string }
  /** To be asked as a question by the bot, which knows how to answer there. */
  | { readonly kind: 'ask'; readonly text: string; readonly private: boolean; readonly model?: string }

/** Each command once: Discord's slash command, Slack's `/tanya <command>` and `@Tanya /<command>` follow from it. */
export interface Command {
  /** Lower case, at most 32 characters. */
  readonly name: string
  /** At most 100 characters in every language. */
  readonly summary: MessageKey
  readonly access: 'member' | 'admin'
  readonly options: readonly OptionSpec[]
  run(call: CommandCall, say: Messages): Promise<CommandResult>
}
