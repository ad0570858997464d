import type { IncomingMessage, ServerResponse } from 'node:http'
import { sleep } from '../../../src/core/clock.ts'
import { Refusal } from './api-call.ts'
import type { Answer, Call, Method } from './api-call.ts'
import type { Core } from './core.ts'
import type { How } from './faults.ts'
import { readBody } from './http-body.ts'
import type { Json } from './json.ts'
import { agentMethods } from './methods/agents.ts'
import { appMethods } from './methods/apps.ts'
import { authMethods } from './methods/auth.ts'
import { chatMethods } from './methods/chat.ts'
import { conversationMethods } from './methods/conversations.ts'
import { fileMethods } from './methods/files.ts'
import { reactionMethods } from './methods/reactions.ts'
import { scopesOf } from './methods/scopes.ts'
import { streamMethods } from './methods/streams.ts'
import { userMethods } from './methods/users.ts'
import { viewMethods } from './methods/views.ts'
import type { RateLimits } from './rate-limits.ts'
import type { RecordedRequest } from './requests.ts'
import type { Tokens } from './tokens.ts'

const methods: Readonly<Record<string, Method>> = {
  ...agentMethods,
  ...appMethods,
  ...authMethods,
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...reactionMethods,
  ...streamMethods,
  ...userMethods,
  ...viewMethods,
}

export interface WebApi {
  /** Answers `POST /api/<method>`. */
  handle(method: string, request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** One team, and what is counted of its calls. */
export interface ApiTeam {
  readonly core: Core
  readonly rates: RateLimits
}

/** `first` is the team of whatever no token tells. */
export function createWebApi(first: ApiTeam, teams: readonly ApiTeam[], tokens: Tokens): WebApi {
  const { core: app } = first
  return {
    async handle(method, request, response) {
      const body = await readBody(request)
      const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
      const { token: bodyToken, ...args } = body.fields
      const token = bearer ?? (typeof bodyToken === 'string' ? bodyToken : '')
      const record: RecordedRequest = {
        at: app.clock.now(),
        method,
        args,
        token,
        status: undefined,
        error: undefined,
        carriedOut: false,
      }
      app.requests.push(record)
      const fault = app.faults.next(record)
      if (fault?.kind === 'slow') await sleep(app.clock, fault.delayMs)
      const answer = carryOut(record, fault)
      if (fault !== undefined && fault.kind !== 'slow') spoil(response, record, fault)
      else send(response, record, answer)
      app.changed()
    },
  }

  /** What Slack answers, and what it did, unless the fault came first. */
  function carryOut(record: RecordedRequest, fault: How | undefined): Reply {
    if (fault !== undefined && fault.kind !== 'slow' && !('carriedOut' in fault && fault.carriedOut)) {
      return { status: 200, body: {}, headers: {} }
    }
    const channel = typeof record.args.channel === 'string' ? record.args.channel : ''
    const { core, rates } = teams.find((team) => team.core.issued.has(record.token)) ?? first
    const call: Call = { core, method: record.method, args: record.args, warnings: [] }
    try {
      const method = methods[record.method]
      if (method === undefined) {
        core.violate('unknown_method', record.method)
        throw new Refusal('unknown_method', [], { req_method: record.method })
      }
      tokens.check(call, record.token)
      checkScopes(call)
      const retryAfter = rates.take(record.method, channel)
      if (retryAfter !== undefined) return limited(retryAfter)
      const answer = method(call)
      record.carriedOut = true
      return { status: 200, body: success(call, answer), headers: scopeHeaders(call) }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { status: 200, body: refusal(error), headers: scopeHeaders(call) }
    }
  }

  function checkScopes(call: Call): void {
    const { core } = call
    const needed = scopesOf(call)
    if (needed.length === 0 || needed.some((scope) => core.switches.scopes.has(scope))) return
    core.violate('missing_scope', `${call.method} needs ${needed.join(' or ')}`)
    const provided = [...core.switches.scopes].join(',')
    throw new Refusal('missing_scope', [], { needed: needed.join(','), provided })
  }

  function scopeHeaders(call: Call): Record<string, string> {
    return {
      'x-oauth-scopes': [...call.core.switches.scopes].join(','),
      'x-accepted-oauth-scopes': scopesOf(call).join(','),
    }
  }
}

interface Reply {
  readonly status: number
  readonly body: Json
  readonly headers: Readonly<Record<string, string>>
}

function limited(retryAfter: number): Reply {
  return {
    status: 429,
    body: { ok: false, error: 'ratelimited' },
    headers: { 'retry-after': String(retryAfter) },
  }
}

function success(call: Call, answer: Answer): Json {
  if (call.warnings.length === 0) return { ok: true, ...answer }
  const metadata = { warnings: call.warnings }
  return { ok: true, ...answer, warning: call.warnings.join(','), response_metadata: metadata }
}

function refusal(error: Refusal): Json {
  const metadata = error.messages.length === 0 ? {} : { response_metadata: { messages: error.messages } }
  return { ok: false, error: error.code, ...error.fields, ...metadata }
}

function send(response: ServerResponse, record: RecordedRequest, reply: Reply): void {
  record.status = reply.status
  if (reply.body.ok === false && typeof reply.body.error === 'string') record.error = reply.body.error
  response.writeHead(reply.status, { 'content-type': 'application/json; charset=utf-8', ...reply.headers })
  response.end(JSON.stringify(reply.body))
}

function spoil(
  response: ServerResponse,
  record: RecordedRequest,
  fault: Exclude<How, { kind: 'slow' }>,
): void {
  switch (fault.kind) {
    case 'ratelimited':
      send(response, record, limited(fault.retryAfterSeconds))
      return
    case 'status':
      record.status = fault.status
      response.writeHead(fault.status, { 'content-type': 'text/html' }).end('<html>Server Error</html>')
      return
    case 'error':
      send(response, record, { status: 200, body: { ok: false, error: fault.error }, headers: {} })
      return
    case 'reset':
      response.socket?.resetAndDestroy()
      return
    case 'hang':
      return
    default:
      fault satisfies never
  }
}
