import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Assistant, Bot } from '../../core/bot.ts'
import type { Clock } from '../../core/clock.ts'
import type { Command } from '../../core/commands/command.ts'
import type { Lineages } from '../../core/conversation/lineage.ts'
import { createEditScheduler } from '../../core/delivery/edit-scheduler.ts'
import { nativeMarkdownFormat } from '../../core/delivery/parts/formats.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { Question } from '../../core/question.ts'
import type { Store } from '../../core/store/store.ts'
import { createApi } from './api.ts'
import { createFiles } from './files.ts'
import { createGuard } from './guard.ts'
import { commonHeaders, readBody, RequestError, sendJson } from './http.ts'
import { workspace } from './inbound.ts'
import type { Ledger } from './ledger.ts'
import { limits } from './limits.ts'
import { createListeners } from './listeners.ts'
import { createMessageListener } from './messages.ts'
import { sendPageFile } from './page-files.ts'
import { createPlayground } from './playground.ts'
import type { ShownFormat } from './playground.ts'
import { createRoom } from './room.ts'
import { createSurface } from './surface.ts'

export interface PlaygroundOptions {
  /** Wanted of whoever opens the page; without one it is for this machine alone. */
  readonly password?: string
  readonly assistant: Assistant
  readonly commands: readonly Command[]
  readonly messagesFor: (locale: string) => Messages
  readonly store: Pick<Store, 'memory' | 'journal' | 'forget'>
  readonly conversationOf: Lineages['conversationOf']
  readonly ledger: Ledger
  /** Of the other platforms, to show how an answer would look there. */
  readonly formats: readonly ShownFormat[]
  /** What answers, in words. */
  readonly model: string
  /** Takes the requests that no other route does. */
  readonly http: { mount(handler: (request: IncomingMessage, response: ServerResponse) => void): void }
  readonly clock: Clock
  readonly log: Logger
}

/** How the playground shows Markdown. The page escapes, and has nothing that pings. */
export const playgroundFormat = nativeMarkdownFormat({
  maxLength: limits.partChars,
  escape: (markdown) => markdown,
})

/** Tanya on a page of her own: channels, threads and people to speak as, on the same core as anywhere. */
export function createPlaygroundBot(options: PlaygroundOptions): Bot {
  const { assistant, clock, log, store, ledger, messagesFor, password } = options
  const room = createRoom({ memory: store.memory, clock, log })
  const files = createFiles(randomUUID)
  const guard = createGuard({ password, clock })
  const listeners = createListeners({ room, clock })
  const scheduler = createEditScheduler({ clock, defaults: limits.writes })
  const conversations = new Map<string, string>()
  const growing = new Map<string, string>()
  const working = new Map<string, number>()
  let draining = false

  const surface = createSurface({
    room,
    files,
    scheduler,
    assistant,
    clock,
    log,
    format: playgroundFormat,
    growing,
    begins(question) {
      const conversation = conversations.get(question.id)
      if (conversation !== undefined) ledger.expect(question.id, conversation)
    },
    working(channel, on) {
      const count = (working.get(channel) ?? 0) + (on ? 1 : -1)
      if (count > 0) working.set(channel, count)
      else working.delete(channel)
      if (count === (on ? 1 : 0)) listeners.working(channel, on)
    },
  })

  async function asking(question: Question): Promise<void> {
    conversations.set(question.id, await options.conversationOf(question))
    for (const oldest of conversations.keys()) {
      if (conversations.size <= limits.rememberedQuestions) return
      conversations.delete(oldest)
    }
  }

  const listener = createMessageListener({ ...options, room, files, notice: surface.notice, asking })
  const playground = createPlayground({
    ...options,
    room,
    files,
    listeners,
    listener,
    journal: store.journal,
    hasPassword: password !== undefined,
    growing,
    working,
    forget: async () => void (await store.forget({ platform: 'playground', workspace })),
  })
  const api = createApi(playground)

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = URL.parse(request.url ?? '/', 'http://playground')
    if (address === null) throw new RequestError(404, 'not found')
    const { pathname, searchParams: query } = address
    const entry = guard.check(request)
    if (typeof entry === 'object') throw new RequestError(403, entry.refused)
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const file = pathname === '/' ? 'index.html' : /^\/playground\/([^/]+)$/u.exec(pathname)?.[1]
    if (method === 'GET' && file !== undefined && (await sendPageFile(response, file))) return
    const call = /^\/playground\/api\/([a-z]+)$/u.exec(pathname)?.[1]
    if (call === undefined) throw new RequestError(404, 'not found')
    if (method === 'POST' && call === 'login') return login(request, response)
    if (entry === 'needs-password') throw new RequestError(401, 'The password is needed.')
    if (draining) throw new RequestError(503, messagesFor('en').text('discord.leaving'))
    if (method === 'POST')
      return call === 'files' ? api.upload(query, request, response) : api.post(call, request, response)
    if (method === 'GET' && call === 'answers') return api.answer(query, response)
    if (method === 'GET' && call === 'file') return api.file(query, response)
    if (method === 'GET' && call === 'events') return api.events(query, response)
    throw new RequestError(404, 'not found')
  }

  async function login(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = (await readBody(request, limits.bodyBytes)).toString('utf8')
    const entered = guard.enter(given)
    if (entered === 'too-many') throw new RequestError(429, 'Too many were wrong. Try again in a minute.')
    if (entered === 'wrong') throw new RequestError(401, 'That is not the password.')
    response.writeHead(204, { ...commonHeaders, 'set-cookie': entered.cookie }).end()
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    handle(request, response).catch((error: unknown) => {
      const isRefusal = error instanceof RequestError
      if (!isRefusal) log.error({ err: error, path: request.url?.split('?', 1)[0] }, 'a request failed')
      if (response.headersSent) response.destroy()
      else if (isRefusal) sendJson(response, error.status, { error: error.message })
      else sendJson(response, 500, { error: 'Something went wrong. The log says what.' })
    })
  }

  return {
    platform: 'playground',
    surface,
    async start() {
      await room.load()
      options.http.mount(serve)
    },
    drain() {
      draining = true
    },
    async stop() {
      draining = true
      listeners.close()
      await room.flush()
    },
  }
}
