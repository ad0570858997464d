import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { chmod, rename, rm, writeFile } from 'node:fs/promises'
import { readEnvironmentFile } from '../../environment-file.ts'

/** What the file sets; blank means unset. Throws as `readEnvironmentFile` does. */
export function readEnvFile(file: string): Readonly<Record<string, string>> {
  const entries = Object.entries(readEnvironmentFile(file))
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

/**
 * Writes the variables into the file, or into the one that it is a link to, readable by its owner alone; it is whole or
 * as it was. Rejects with the system's error where that cannot be.
 */
export async function writeEnvFile(file: string, values: ReadonlyMap<string, string>): Promise<void> {
  const target = existsSync(file) ? realpathSync(file) : file
  const before = existsSync(target) ? readFileSync(target, 'utf8') : ''
  const unfinished = `${target}.unfinished`
  try {
    await writeFile(unfinished, withVariables(before, values), { mode: 0o600 })
    // A file that was left over keeps its own mode.
    await chmod(unfinished, 0o600)
    await rename(unfinished, target)
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    throw error
  }
}

/** A value that ends a line early, or begins a comment, needs quotes of a kind it does not hold. */
function quoted(value: string): string {
  if (/^[\w.:/@%+,~=!?&*()-]*$/u.test(value)) return value
  const quote = ["'", '"', '`'].find((mark) => !value.includes(mark))
  if (quote === undefined || value.includes('\n')) throw new Error('a value cannot be written to .env')
  return `${quote}${value}${quote}`
}
