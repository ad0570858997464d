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
  /** Other words for a choice, which are taken and not offered. */
  readonly synonyms?: Readonly<Record<string, string>>
  readonly maxLength?: number
  /** Takes the rest of a text command's line; at most one. Those before it take a word each. */
  readonly rest?: boolean
  /** May also stand as `name:value` at the very end of a text command. */
  readonly anywhere?: boolean
  /** `Command.complete` has something to offer for it. */
  readonly completes?: boolean
}

/** One thing a command does: a subcommand on platforms that have such. */
export interface ActionSpec {
  readonly name: string
  readonly summary: MessageKey
  /** Names of the command's options it takes, in the order in which they are typed. */
  readonly options: readonly string[]
  /** As a command's; its text is all that is read of it. */
  readonly file?: MessageKey
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
  /** The text of a file that came along. */
  readonly fileText?: string
  /** What there is to choose from, where the platform knows and the caller may see it. */
  readonly around?: Around
  /** It is shown where files cannot be. */
  readonly textOnly?: boolean
}

/** Channels and roles or user groups of a workspace, by their ids. */
export interface Around {
  readonly channels: readonly Named[]
  readonly roles: readonly Named[]
}

export interface Named {
  readonly id: string
  readonly name: string
}

/** A file for people to look at or to save. */
export interface ResultFile {
  /** With its extension; letters, digits, `-` and `.` only. */
  readonly name: string
  readonly mediaType: 'image/png' | 'text/csv' | 'text/markdown' | 'application/yaml'
  readonly data: Uint8Array
  /** Says the same to whoever does not see it; at most 1,000 characters. */
  readonly alt: string
}

/** A button that runs a command, as the one who sees it. */
export interface ConfirmSpec {
  readonly label: string
  readonly command: string
  readonly options: Readonly<Record<string, OptionValue>>
}

/** A form whose answers are options of a command, besides those it already has. */
export interface FormSpec {
  readonly title: string
  /** Told above the fields, where the form may come without the text it belongs to. */
  readonly note?: string
  readonly command: string
  readonly options: Readonly<Record<string, OptionValue>>
  readonly fields: readonly FormField[]
  /** What can be done instead of filling it in. */
  readonly instead?: ConfirmSpec
}

export interface FormField {
  /** The option it fills. */
  readonly name: string
  readonly label: string
  /** What it takes. */
  readonly hint: string
  readonly value: string
  readonly multiline: boolean
  readonly maxLength: number
  /** The only values there are. */
  readonly choices?: readonly string[]
  /** Not to be seen by whoever looks on, where the platform can hide it. */
  readonly isSecret?: true
}

/** What is set in one place, for surfaces that can show more than lines of text. In the reader's language. */
export interface SettingsView {
  readonly title: string
  /** As the option `scope` takes it. */
  readonly scope: string
  readonly items: readonly SettingItem[]
}

export interface SettingItem {
  readonly name: string
  readonly summary: string
  /** On one line, shortened. */
  readonly value: string
  /** Where it was set. */
  readonly origin: string
}

export type CommandResult =
  /** Markdown for the caller alone, and files below it. The text says all that a button or a form would do. */
  | {
      readonly kind: 'notice'
      readonly text: string
      readonly files?: readonly ResultFile[]
      readonly confirm?: ConfirmSpec
      readonly form?: FormSpec
      readonly settings?: SettingsView
      /** Nothing was done; the text says why. */
      readonly failed?: true
    }
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
  /** What its first option, `action`, names; absent where it does one thing. */
  readonly actions?: readonly ActionSpec[]
  /** What a file is for that may come along; undefined where none may. */
  readonly file?: MessageKey
  /** Values to offer for an option that is being typed, the likeliest first; never anything of another workspace. */
  complete?(option: string, typed: string, call: CommandCall, standing: Standing): Promise<readonly string[]>
  /** `standing` is what the caller is in the place of the call, as of now. */
  run(call: CommandCall, say: Messages, standing: Standing): Promise<CommandResult>
}
