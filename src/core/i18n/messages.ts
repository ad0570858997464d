import type { en } from './en.ts'

export type MessageKey = keyof typeof en

/** The texts of one language. */
export interface Messages {
  readonly locale: string
  /** The text of that key; numbers and times are formatted for the language. */
  text(key: MessageKey, values?: Readonly<Record<string, string | number | Date>>): string
}
