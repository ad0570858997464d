import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { ConfigError } from './config.ts'

/** The variables that a file sets; none where there is no file. Throws a `ConfigError` for one that cannot be read. */
export function readEnvironmentFile(file: string): Readonly<Record<string, string | undefined>> {
  if (!existsSync(file)) return {}
  try {
    // Editors of Windows may begin a file with a mark, which would be part of the first name.
    return parseEnv(readFileSync(file, 'utf8').replace(/^\uFEFF/u, ''))
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    const mend = 'let the user that Tanya runs as read it, or set the variables elsewhere'
    throw new ConfigError([`${file} is there and cannot be read (${why}); ${mend}`])
  }
}

/** Sets what `.env` in the working directory says, where the environment says nothing. Throws as above. */
export function loadEnvironmentFile(): void {
  for (const [name, value] of Object.entries(readEnvironmentFile('.env'))) process.env[name] ??= value
}
