import type { Messages } from './messages.ts'

/** Sentences one after the other, as the language writes them: Chinese and Japanese put no space between. */
export function sentences(say: Messages, ...texts: readonly string[]): string {
  const [first = '', ...rest] = texts.filter((text) => text !== '')
  return rest.reduce((one, next) => say.text('sentences', { one, next }), first)
}
