import type { IncomingMessage } from 'node:http'
import type { Json } from './json.ts'
import { isJson } from './json.ts'

export interface Body {
  readonly raw: Buffer
  /** The fields of a form or of a JSON object; a form's JSON fields are parsed. */
  readonly fields: Json
}

/** Arguments that web-api sends as JSON inside a form. */
const jsonFields = new Set([
  'attachments',
  'blocks',
  'chunks',
  'files',
  'loading_messages',
  'metadata',
  'prompts',
  'view',
])

/** Reads a request's body: form, JSON, or anything else as bytes. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const raw = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('application/json')) {
    const parsed = parse(raw.toString())
    return { raw, fields: isJson(parsed) ? parsed : {} }
  }
  const fields: Record<string, unknown> = {}
  const query = new URL(request.url ?? '/', 'http://fake').searchParams
  const form = type.startsWith('application/x-www-form-urlencoded') ? new URLSearchParams(raw.toString()) : []
  for (const [name, value] of [...query, ...form]) {
    fields[name] = jsonFields.has(name) ? (parse(value) ?? value) : value
  }
  return { raw, fields }
}

/** The bytes of a file upload: a plain body, or the first part of a form. */
export async function uploadedBytes(raw: Buffer, contentType: string): Promise<Buffer> {
  if (!contentType.startsWith('multipart/form-data')) return raw
  const form = await new Response(new Uint8Array(raw), {
    headers: { 'content-type': contentType },
  }).formData()
  for (const [, value] of form) {
    return typeof value === 'string' ? Buffer.from(value) : Buffer.from(await value.arrayBuffer())
  }
  return Buffer.alloc(0)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: the method says what is wrong with the argument.
    return undefined
  }
}
