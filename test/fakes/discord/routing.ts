import type { BucketName } from './rate-limits.ts'
import type { Json } from './types.ts'
import type { World } from './world.ts'

export interface UploadedFile {
  readonly name: string
  readonly type: string
  readonly data: Uint8Array
}

/** One request as a route's handler sees it. */
export interface Call {
  readonly world: World
  /** The variable parts of the path, in order, decoded. */
  readonly params: readonly string[]
  readonly query: URLSearchParams
  /** The JSON body, or `payload_json` of a multipart one; an empty object when there is none. */
  readonly body: Json
  /** By field name: `files[0]`. */
  readonly files: ReadonlyMap<string, UploadedFile>
  violate(text: string): void
}

export interface Answer {
  readonly status: number
  readonly json?: unknown
}

export interface Route {
  readonly method: string
  /** With `:id`, `:token`, `:emoji` for variable parts; any name matches one segment. */
  readonly path: string
  readonly bucket: BucketName | undefined
  /** `token`: the path holds an interaction's token, and no Authorization header is needed. Default `bot`. */
  readonly auth?: 'bot' | 'token'
  /** Throws a `DiscordError` to refuse. */
  run(call: Call): Answer
}

export const noContent: Answer = { status: 204 }

export function ok(json: unknown): Answer {
  return { status: 200, json }
}

export function created(json: unknown): Answer {
  return { status: 201, json }
}

export interface Match {
  readonly route: Route
  readonly params: readonly string[]
}

/** Finds the route; literal segments win over variable ones. */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match | undefined {
  const segments = path.split('/')
  let best: Match | undefined
  for (const route of routes) {
    if (route.method !== method) continue
    const pattern = route.path.split('/')
    if (pattern.length !== segments.length) continue
    if (!pattern.every((part, index) => part.startsWith(':') || part === segments[index])) continue
    const params = segments.filter((_, index) => pattern[index]?.startsWith(':')).map(decodeURIComponent)
    if (!best || params.length < best.params.length) best = { route, params }
  }
  return best
}

/** What a bucket counts for: the channel, guild or webhook of the path. */
export function topLevelResource(path: string): string {
  const [, kind, id, token] = path.split('/')
  if (kind === 'webhooks') return `${id}/${token}`
  return kind === 'channels' || kind === 'guilds' ? (id ?? '') : 'global'
}
