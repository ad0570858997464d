import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import path from 'node:path'
import { commonHeaders, pagePolicy } from './http.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const folder = path.join(import.meta.dirname, 'page')

/** Sends a file of the page as it lies in its folder. False when there is no such file. */
export async function sendPageFile(response: ServerResponse, name: string): Promise<boolean> {
  const type = types[path.extname(name)]
  // A plain name: nothing of it leads out of the folder.
  if (type === undefined || !/^[a-z][a-z-]*\.[a-z]+$/u.test(name)) return false
  const content = await readFile(path.join(folder, name)).catch(() => undefined)
  if (content === undefined) return false
  response
    .writeHead(200, {
      ...commonHeaders,
      'content-type': type,
      'content-security-policy': pagePolicy,
      'x-frame-options': 'DENY',
    })
    .end(content)
  return true
}
