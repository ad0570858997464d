import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { CheckBody } from './conformance.ts'
import { DiscordError, refusals } from './errors.ts'
import type { Fault, Faults } from './faults.ts'
import { injectedRefusal, type RateDecision, type RateLimits } from './rate-limits.ts'
import { applicationRoutes } from './routes-application.ts'
import { interactionRoutes } from './routes-interactions.ts'
import { messageRoutes } from './routes-messages.ts'
import { threadRoutes } from './routes-threads.ts'
import { matchRoute, topLevelResource, type Answer, type Match, type UploadedFile } from './routing.ts'
import type { Json } from './types.ts'
import type { World } from './world.ts'

/** One REST request, as logged. */
export interface LoggedRequest {
  readonly method: string
  /** Without `/api/v10` and the query, decoded. */
  readonly path: string
  /** The route, e.g. `/channels/:id/messages`; empty when there is none. */
  readonly route: string
  /** The JSON body, `payload_json` of a multipart one. */
  readonly body: unknown
  /** Names of uploaded files. */
  readonly files: readonly string[]
  readonly at: number
  /** What was answered; 0 while nothing was, and for hung or reset connections. */
  status: number
  /** True when a fault of the test met it. */
  faulted: boolean
}

export interface RestOptions {
  readonly world: World
  readonly limits: RateLimits
  readonly faults: Faults
  readonly check: CheckBody
  readonly requests: LoggedRequest[]
}

interface Received {
  readonly body: unknown
  readonly files: Map<string, UploadedFile>
}

const routes = [...messageRoutes, ...threadRoutes, ...applicationRoutes, ...interactionRoutes]
const prefix = '/api/v10'

/** Discord's HTTP API and its CDN. */
export function createRest(options: RestOptions): RequestListener {
  const { world } = options

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://discord')
    if (url.pathname.startsWith('/cdn/attachments/')) {
      const fault = options.faults.take({ method: 'GET', route: '/cdn', path: url.pathname, body: undefined })
      if (!fault) return download(world, request, response, url)
      return misbehave(fault, request, response, (answer) => send(response, answer, {}), { status: 404 }, {})
    }
    const method = request.method ?? 'GET'
    const path = url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : url.pathname
    const match = url.pathname.startsWith(prefix) ? matchRoute(routes, method, path) : undefined
    const received = await receive(request)
    const logged: LoggedRequest = {
      method,
      path: decodeURIComponent(path),
      route: match?.route.path ?? '',
      body: received?.body,
      files: [...(received?.files.values() ?? [])].map((file) => file.name),
      at: Date.now(),
      status: 0,
      faulted: false,
    }
    options.requests.push(logged)
    const violate = (text: string): void => world.violate(`${method} ${path}: ${text}`)
    const reply = (answer: Answer, headers: Record<string, string> = {}): void => {
      logged.status = answer.status
      send(response, answer, headers)
    }

    if (!request.headers['user-agent']?.startsWith('DiscordBot ('))
      violate('no User-Agent of the form DiscordBot (url, version)')
    const refusal = refuseAccess(world, request, match)
    if (refusal) return reply(errorAnswer(refusal))
    if (!match) {
      violate('no such route (or one this fake lacks)')
      return reply(errorAnswer(refusals.notFound()))
    }
    const rate = takeRate(options.limits, match, path)
    if (!rate.allowed) return reply({ status: 429, json: rate.body }, rate.headers)

    const fault = options.faults.take({ method, route: match.route.path, path, body: received?.body })
    logged.faulted = fault !== undefined
    const carriesOut =
      fault === undefined || fault.kind === 'delay' || ('carriedOut' in fault && fault.carriedOut)
    const answer = carriesOut ? run(match, url, received, violate) : undefined
    if (!fault) return reply(answer ?? errorAnswer(refusals.notFound()), rate.headers)
    await misbehave(fault, request, response, reply, answer, rate.headers)
  }

  function run(
    match: Match,
    url: URL,
    received: Received | undefined,
    violate: (text: string) => void,
  ): Answer {
    if (!received) return errorAnswer(refusals.invalidJson())
    const path = url.pathname.slice(prefix.length)
    const problems = options.check(match.route.method, path, received.body)
    for (const problem of problems) violate(problem.text)
    try {
      const content = (received.body as { content?: unknown } | undefined)?.content
      // Of an overlong text the route itself tells, with the limit for bots.
      const overlong = typeof content === 'string' && content.length > 2000
      const problem = problems.find((one) => one.refused)
      if (problem && !overlong) throw new DiscordError(400, 50_035, `Invalid Form Body (${problem.text})`, {})
      return match.route.run({
        world,
        params: match.params,
        query: url.searchParams,
        body: (received.body ?? {}) as Json,
        files: received.files,
        violate,
      })
    } catch (error) {
      if (error instanceof DiscordError) return errorAnswer(error)
      violate(`the fake itself failed: ${String(error instanceof Error ? error.stack : error)}`)
      return { status: 500, json: { message: '500: Internal Server Error', code: 0 } }
    }
  }

  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      // A client that went away while sending; anything else is a fault of the fake, and told.
      if (!request.destroyed || request.complete) world.violate(`the fake itself failed: ${String(error)}`)
      response.destroy()
    })
  }
}

function refuseAccess(
  world: World,
  request: IncomingMessage,
  match: Match | undefined,
): DiscordError | undefined {
  const given = request.headers.authorization
  if (given === undefined && match?.route.auth === 'token') return undefined
  return given === `Bot ${world.token}` ? undefined : refusals.unauthorized()
}

function takeRate(limits: RateLimits, match: Match, path: string): RateDecision {
  // Interaction endpoints are outside the bot's global limit: topics/rate-limits#global-rate-limit
  const { bucket, auth } = match.route
  if (bucket === undefined) return { allowed: true, headers: {} }
  return limits.take(bucket, topLevelResource(path), auth !== 'token')
}

async function misbehave(
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
  reply: (answer: Answer, headers?: Record<string, string>) => void,
  answer: Answer | undefined,
  headers: Record<string, string>,
): Promise<void> {
  switch (fault.kind) {
    case 'status':
      return reply(
        { status: fault.status, json: fault.body ?? { message: `${fault.status}: injected`, code: 0 } },
        headers,
      )
    case 'rate-limit': {
      const refusal = injectedRefusal(fault.retryAfterMs, fault.scope ?? 'user')
      return refusal.allowed ? undefined : reply({ status: 429, json: refusal.body }, refusal.headers)
    }
    case 'hang':
      return undefined
    case 'reset':
      request.socket.resetAndDestroy()
      return undefined
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.ms).unref())
      if (answer && !response.destroyed) reply(answer, headers)
      return undefined
    default:
      return fault satisfies never
  }
}

/** Undefined when the body is not what its content type says. */
async function receive(request: IncomingMessage): Promise<Received | undefined> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const raw = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  if (raw.length === 0) return { body: undefined, files: new Map() }
  try {
    if (!type.startsWith('multipart/form-data')) {
      return { body: JSON.parse(raw.toString('utf8')) as unknown, files: new Map() }
    }
    const form = await new Response(raw, { headers: { 'content-type': type } }).formData()
    const payload = form.get('payload_json')
    const files = new Map<string, UploadedFile>()
    for (const [field, value] of form) {
      if (typeof value === 'string') continue
      files.set(field, {
        name: value.name,
        type: value.type,
        data: new Uint8Array(await value.arrayBuffer()),
      })
    }
    return { body: typeof payload === 'string' ? (JSON.parse(payload) as unknown) : undefined, files }
  } catch {
    // Answered by 50109, as Discord does.
    return undefined
  }
}

function errorAnswer(error: DiscordError): Answer {
  const json = { message: error.message, code: error.code, ...(error.errors ? { errors: error.errors } : {}) }
  return { status: error.status, json }
}

function send(response: ServerResponse, answer: Answer, headers: Record<string, string>): void {
  const text = answer.json === undefined ? undefined : JSON.stringify(answer.json)
  response.writeHead(answer.status, {
    ...headers,
    ...(text === undefined ? {} : { 'content-type': 'application/json' }),
  })
  response.end(text)
}

function download(world: World, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const [, , , , id] = url.pathname.split('/')
  if (request.headers.authorization !== undefined) world.violate('the token was sent to the CDN')
  const attachments = [...world.messages.values()].flatMap((messages) =>
    [...messages.values()].flatMap((message) => message.attachments),
  )
  const found = [...attachments, ...world.interactionFiles].find((attachment) => attachment.id === id)
  const expired = Number.parseInt(url.searchParams.get('ex') ?? '0', 16) * 1000 < Date.now()
  if (!found || expired || url.searchParams.get('hm') !== id) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('This content is no longer available.')
    return
  }
  response.writeHead(200, { 'content-type': found.contentType, 'content-length': found.data.byteLength })
  response.end(found.data)
}
