import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Json } from './types.ts'

/** Something wrong with a request by Discord's OpenAPI document. */
export interface Problem {
  readonly text: string
  /** Whether Discord would refuse the request: it ignores properties which it does not know. */
  readonly refused: boolean
}

/** What is wrong with a request; empty when nothing is. */
export type CheckBody = (method: string, path: string, body: unknown) => readonly Problem[]

interface Operation {
  readonly requestBody?: { readonly content?: Record<string, { readonly schema?: Json }> }
}

interface Document {
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { readonly schemas: Record<string, Json> }
}

/** Where the document lies. */
export const openApiFile = fileURLToPath(
  new URL('../../../../shared/data/discord-openapi.json', import.meta.url),
)

/** Properties which discord.js sends and the document lacks: harmless on Discord. */
const allowances: Record<string, readonly string[]> = {
  'PATCH /channels/{channel_id}/messages/{message_id}': ['tts', 'enforce_nonce'],
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original': ['tts', 'enforce_nonce'],
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}': ['tts', 'enforce_nonce'],
  'POST /webhooks/{webhook_id}/{webhook_token}': ['enforce_nonce'],
  'POST /channels/{channel_id}/messages/{message_id}/threads': ['type'],
}

/** Whether the document is there. In CI its absence is an error, elsewhere the checks are left out. */
export const hasOpenApi = existsSync(openApiFile)

let shared: CheckBody | undefined

/** The check, made once a process: the document is large. Schemas are compiled when first needed. */
export function openApiCheck(): CheckBody {
  shared ??= createCheck()
  return shared
}

function createCheck(): CheckBody {
  if (!hasOpenApi) {
    if (process.env.CI) throw new Error(`Discord's OpenAPI document is missing: ${openApiFile}`)
    console.warn('Discord requests are not checked against its OpenAPI document: the document is absent')
    return () => []
  }
  const document = JSON.parse(readFileSync(openApiFile, 'utf8')) as Document
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false })
  ajv.addSchema(document, 'discord')
  const patterns = Object.keys(document.paths).map((template) => ({ template, pattern: patternOf(template) }))
  const compiled = new Map<string, { validate: ValidateFunction; known: ReadonlySet<string> | undefined }>()

  return (method, path, body) => {
    const fitting = patterns.filter(({ pattern }) => pattern.test(decodeURIComponent(path)))
    // `@me` and `@original` are paths of their own beside those with a parameter in that place.
    const template = fitting.toSorted((a, b) => braces(a.template) - braces(b.template))[0]?.template
    const operation = template === undefined ? undefined : document.paths[template]?.[method.toLowerCase()]
    if (template === undefined || !operation)
      return [{ text: `${method} ${path} is no operation of the API`, refused: true }]
    const key = `${method} ${template}`
    const schema = operation.requestBody?.content?.['application/json']?.schema
    if (!schema) return body === undefined ? [] : [{ text: `${key} takes no body`, refused: false }]
    if (body === undefined) return []
    let entry = compiled.get(key)
    if (!entry) {
      const pointer = `discord#/paths/${escapePointer(template)}/${method.toLowerCase()}/requestBody/content/${escapePointer('application/json')}/schema`
      entry = { validate: ajv.compile({ $ref: pointer }), known: propertiesOf(document, schema) }
      compiled.set(key, entry)
    }
    const problems: Problem[] = []
    if (!entry.validate(withNumericPermissions(key, body))) {
      const errors = ajv.errorsText(entry.validate.errors, { dataVar: 'body' })
      problems.push({ text: `${key}: ${errors}`, refused: true })
    }
    for (const property of Object.keys(isJson(body) && !Array.isArray(body) ? body : {})) {
      if (entry.known?.has(property) !== false || allowances[key]?.includes(property) === true) continue
      problems.push({ text: `${key}: body has the unknown property ${property}`, refused: false })
    }
    return problems
  }
}

/**
 * The document has `default_member_permissions` as an integer, where the documentation, discord.js and Discord have
 * a string of digits: interactions/application-commands#application-command-object.
 */
function withNumericPermissions(key: string, body: unknown): unknown {
  if (!key.includes('/commands')) return body
  if (Array.isArray(body)) return body.map((one: unknown) => withNumericPermissions(key, one))
  if (!isJson(body)) return body
  const permissions = body.default_member_permissions
  if (typeof permissions !== 'string' || !/^\d+$/.test(permissions)) return body
  return { ...body, default_member_permissions: Number(permissions) }
}

/** Property names of a schema and all its alternatives; undefined for what is no object. */
function propertiesOf(document: Document, schema: Json): ReadonlySet<string> | undefined {
  const names = new Set<string>()
  const pending = [schema]
  let found = false
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (typeof next.$ref === 'string') {
      const target = document.components.schemas[next.$ref.split('/').at(-1) ?? '']
      if (target) pending.push(target)
    }
    for (const part of [next.allOf, next.anyOf, next.oneOf].flat()) if (isJson(part)) pending.push(part)
    if (!isJson(next.properties)) continue
    found = true
    for (const name of Object.keys(next.properties)) names.add(name)
  }
  return found ? names : undefined
}

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`)
}

function braces(template: string): number {
  return template.split('{').length
}

function escapePointer(text: string): string {
  return encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'))
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null
}
