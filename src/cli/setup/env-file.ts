import { existsSync, readFileSync } from 'node:fs'
import { chmod, rename, writeFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'

/** What the file sets; blank means unset. Empty where there is no file. */
export function readEnvFile(file: string): Readonly<Record<string, string>> {
  if (!existsSync(file)) return {}
  const entries = Object.entries(parseEnv(readFileSync(file, 'utf8')))
  return Object.fromEntries(entries.flatMap(([name, value]) => (value?.trim() ? [[name, value]] : [])))
}

/**
 * The file's text with these variables set: in their own line where they have one, even one that is commented out, and
 * else at the end. All other lines stay.
 */
export function withVariables(text: string, values: ReadonlyMap<string, string>): string {
  const left = new Map(values)
  const set = new Set<string>()
  const lines = text === '' ? [] : text.replace(/\n$/u, '').split('\n')
  const isLive = (name: string): boolean =>
    lines.some((line) => new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`, 'u').test(line))
  const changed = lines.map((line) => {
    const [, comment, name] = /^\s*(#?)\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=/u.exec(line) ?? []
    const value = name === undefined ? undefined : values.get(name)
    if (name === undefined || value === undefined || set.has(name) || (comment !== '' && isLive(name)))
      return line
    set.add(name)
    left.delete(name)
    return `${name}=${quoted(value)}`
  })
  for (const [name, value] of left) changed.push(`${name}=${quoted(value)}`)
  return `${changed.join('\n')}\n`
}

/** Writes the variables into the file, readable by its owner alone; it is whole or as it was. */
export async function writeEnvFile(file: string, values: ReadonlyMap<string, string>): Promise<void> {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const unfinished = `${file}.unfinished`
  await writeFile(unfinished, withVariables(before, values), { mode: 0o600 })
  // A file that was left over keeps its own mode.
  await chmod(unfinished, 0o600)
  await rename(unfinished, file)
}

/** A value that ends a line early, or begins a comment, needs quotes of a kind it does not hold. */
function quoted(value: string): string {
  if (/^[\w.:/@%+,~=!?&*()-]*$/u.test(value)) return value
  const quote = ["'", '"', '`'].find((mark) => !value.includes(mark))
  if (quote === undefined || value.includes('\n')) throw new Error('a value cannot be written to .env')
  return `${quote}${value}${quote}`
}
