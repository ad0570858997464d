import type { MessageKey, Messages } from '../i18n/messages.ts'
import type { Person, Place } from '../question.ts'
import type { Standing } from '../settings/access.ts'

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

/** A file for people to look at or to save. */
export interface ResultFile {
  /** With its extension; letters, digits, `-` and `.` only. */
  readonly name: string
  readonly mediaType: 'image/png' | 'text/csv'
  readonly data: Uint8Array
  /** Says the same to whoever does not see it; at most 1,000 characters. */
  readonly alt: string
}

export type CommandResult =
  /** Markdown for the caller alone, and files below it. */
  | { readonly kind: 'notice'; readonly text: string; readonly files?: readonly ResultFile[] }
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
  /** `standing` is what the caller is in the place of the call, as of now. */
  run(call: CommandCall, say: Messages, standing: Standing): Promise<CommandResult>
}
