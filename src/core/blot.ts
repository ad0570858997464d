/** What a key is replaced with that somebody wrote where it can be read. */
const blot = '•••'

/** `config set key`, however it is introduced: a key may follow, at once or after other words. */
const command = /\bconfig\s+set\s+(?:name:)?["'`]?key\b/iu

/** A word that may be a key: none is short, or made of letters alone. */
const keyLike = /(?=\S*[\d_-])[\u0021-\u007e]{6,}/gu

/** A line `key: …` or `key.host: …` of a file of settings. */
const inFile = /^([ \t>-]*["']?key(?:\.[\w-]+)?["']?[ \t]*:[ \t]*)\S[^\n]*$/gimu

/**
 * The text without a key that was written in a command or in a file of settings, where keys are not taken: it is to
 * get no farther than it has.
 */
export function withoutKeys(text: string): string {
  const lines = /\bconfig\s+import\b/iu.test(text)
    ? text.replaceAll(inFile, (_all, head: string) => head + blot)
    : text
  const found = command.exec(lines)
  if (found === null) return lines
  const from = found.index + found[0].length
  return lines.slice(0, from) + lines.slice(from).replaceAll(keyLike, blot)
}
