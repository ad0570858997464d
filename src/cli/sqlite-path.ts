import { fileURLToPath } from 'node:url'

/** The file that a `file:` address of DATABASE_URL names. */
export function sqlitePath(url: string): string {
  return url.startsWith('file://') ? fileURLToPath(url) : url.replace(/^file:/u, '')
}
