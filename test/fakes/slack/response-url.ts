import type { IncomingMessage, ServerResponse } from 'node:http'
import { Refusal } from './api-call.ts'
import type { Call } from './api-call.ts'
import type { Core } from './core.ts'
import { readBody } from './http-body.ts'
import { isJson } from './json.ts'
import type { Json } from './json.ts'
import { RESPONSE_URL_POSTS } from './limits.ts'
import type { Message } from './message.ts'
import { newBotMessage, removeMessage } from './methods/chat.ts'
import { contentArg } from './methods/content.ts'

interface Where {
  readonly channel: string
  readonly user: string
  readonly threadTs: string | undefined
  /** The message pressed in, for `replace_original` and `delete_original`. */
  readonly original: Message | undefined
}

export interface ResponseUrls {
  create(where: Where): string
  /** Shows what an ack carried, as Slack shows a command's answer. */
  show(url: string, body: unknown): void
  handle(key: string, request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** `response_url`s: five posts within 30 minutes, text or blocks, ephemeral unless `in_channel`. */
export function createResponseUrls(core: Core): ResponseUrls {
  const known = new Map<string, Where & { readonly at: number; posts: number }>()

  function post(where: Where, body: Json): void {
    const channel = core.world.channels.get(where.channel)
    if (channel === undefined) return
    const { original } = where
    if (body.delete_original === true && original !== undefined) {
      removeMessage(core, channel, original)
      return
    }
    const { markdown_text: _unknown, ...args } = body
    const call: Call = { core, method: 'response_url', args, warnings: [] }
    const content = contentArg(call)
    if (body.replace_original === true && original !== undefined) {
      original.content = content
      core.touch(original, { echo: true })
      return
    }
    const threadTs = typeof body.thread_ts === 'string' ? body.thread_ts : where.threadTs
    const ephemeralFor = body.response_type === 'in_channel' ? undefined : where.user
    core.post(newBotMessage(core, channel, { content, threadTs, ephemeralFor }))
  }

  return {
    create(where) {
      const key = core.world.nextId('response-')
      known.set(key, { ...where, at: core.clock.now(), posts: 0 })
      return `${core.baseUrl}/response/${core.world.teamId}/${key}`
    },
    show(url, body) {
      const where = known.get(url.split('/').at(-1) ?? '')
      if (where === undefined || body === undefined || body === '') return
      try {
        post(where, isJson(body) ? body : { text: typeof body === 'string' ? body : '' })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
      }
    },
    async handle(key, request, response) {
      const { fields } = await readBody(request)
      const where = known.get(key)
      const age = where === undefined ? 0 : core.clock.now() - where.at
      if (where === undefined || age > core.timing.responseUrlMs || where.posts >= RESPONSE_URL_POSTS) {
        core.violate(
          'expired_response_url',
          where === undefined ? 'unknown' : `post ${where.posts + 1} after ${age} ms`,
        )
        response.writeHead(404, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ ok: false, error: where === undefined ? 'invalid_url' : 'used_url' }))
        return
      }
      where.posts += 1
      try {
        post(where, fields)
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true }))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        response.writeHead(400, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ ok: false, error: error.code }))
      }
    },
  }
}
