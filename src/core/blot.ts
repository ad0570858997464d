import { catalogues } from './i18n/messages.ts'

/** What a key is replaced with that somebody wrote where it can be read. */
const blot = '•••'

/** `config` in each language in which a platform shows the command's name, and somebody may type it. */
const config = `(?<![\\p{L}\\p{N}])(?:${Object.values(catalogues)
  .map((catalogue) => RegExp.escape(catalogue['name.config']))
  .join('|')})`

/** `config set key`, however it is introduced: a key may follow, at once or after other words. */
const command = new RegExp(`${config}\\s+set\\s+(?:name:)?["'\`]?key\\b`, 'iu')

const importing = new RegExp(`${config}\\s+import\\b`, 'iu')

/** What may be a key, within a word: none is short, and no word with one is made of letters alone. */
const keyLike = /[\u0021-\u007e]{6,}/gu

/** A line `key: …` or `key.host: …` of a file of settings. */
const inFile = /^([ \t>-]*["']?key(?:\.[\w-]+)?["']?[ \t]*:[ \t]*)\S[^\n]*$/gimu

/**
 * The text without a key that was written in a command or in a file of settings, where keys are not taken: it is to
 * get no farther than it has.
 */
export function withoutKeys(text: string): string {
  const lines = importing.test(text) ? text.replaceAll(inFile, (_all, head: string) => head + blot) : text
  const found = command.exec(lines)
  if (found === null) return lines
  const from = found.index + found[0].length
  return lines.slice(0, from) + lines.slice(from).replaceAll(/\S+/gu, withoutKey)
}

function withoutKey(word: string): string {
  return /[\d_-]/u.test(word) ? word.replaceAll(keyLike, blot) : word
}
