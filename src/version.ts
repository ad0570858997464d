import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const manifest = z.object({ version: z.string() })

/** The folder that holds package.json: of the repository, or of the installed package. */
export const packageFolder = path.resolve(import.meta.dirname, '..')

/** Tanya's version, such as `1.2.3`. */
export function readVersion(): string {
  return manifest.parse(JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8'))).version
}
