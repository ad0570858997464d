import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { withoutKeys } from '../../core/blot.ts'
import { actions } from '../../core/delivery/reply.ts'
import { workspace, toPerson } from './inbound.ts'
import { commonHeaders, readBody, RequestError, sendJson } from './http.ts'
import { limits } from './limits.ts'
import { isCommand } from './messages.ts'
import type { Playground } from './playground.ts'
import type { RoomChannel, RoomMessage, RoomPerson } from './room.ts'
import { isVisible, toChannelView } from './views.ts'

const id = z.string().regex(/^[\w-]{1,64}$/u)
const locale = z
  .string()
  .regex(/^[\w-]{2,20}$/u)
  .default('en')
const name = z.string().trim().min(1).max(limits.nameChars)
const text = z.string().max(limits.messageChars)

const bodies = {
  messages: z.object({
    as: id,
    channel: id,
    text,
    locale,
    /** The same whenever this message is sent again. */
    nonce: id,
    replyTo: id.optional(),
    files: z.array(id).max(limits.filesPerMessage).default([]),
  }),
  edit: z.object({ as: id, channel: id, message: id, text }),
  delete: z.object({ as: id, channel: id, message: id }),
  threads: z.object({ as: id, channel: id, message: id }),
  channels: z.object({ as: id, name }),
  people: z.object({ name, role: z.enum(['member', 'admin', 'outsider']) }),
  confirm: z.object({ as: id, channel: id, message: id, locale }),
  fill: z.object({ as: id, channel: id, message: id, locale, values: z.record(id, text) }),
  acts: z.object({ as: id, question: z.string().max(300), action: z.enum(actions), locale }),
  clear: z.object({}),
}

type Body<K extends keyof typeof bodies> = z.output<(typeof bodies)[K]>

/** What the page asks for: one function each. Throws a `RequestError` for what cannot be. */
export function createApi(playground: Playground) {
  const { room, files, assistant, listener } = playground

  function personOf(who: string): RoomPerson {
    const person = room.person(who)
    if (person === undefined) throw new RequestError(404, 'There is no such person.')
    return person
  }

  function channelOf(where: string, person: RoomPerson): RoomChannel {
    const channel = room.channel(where)
    if (channel === undefined || !isVisible(channel, person.id))
      throw new RequestError(404, 'There is no such channel.')
    return channel
  }

  function messageOf(ref: { channel: string; message: string }, person: RoomPerson): RoomMessage {
    const message = room.message(channelOf(ref.channel, person).id, ref.message)
    if (message === undefined || (message.onlyFor !== undefined && message.onlyFor !== person.id))
      throw new RequestError(404, 'There is no such message.')
    return message
  }

  /** People change their own messages; admins also take away those of others. */
  function mayChange(message: RoomMessage, person: RoomPerson, deletes: boolean): void {
    if (message.author === person.id || (deletes && person.role === 'admin')) return
    throw new RequestError(403, 'That is somebody else’s message.')
  }

  const posts: { readonly [K in keyof typeof bodies]: (body: Body<K>) => Promise<unknown> } = {
    async messages(body) {
      const person = personOf(body.as)
      const channel = channelOf(body.channel, person)
      const held = body.files.map((file) => files.get(file))
      const came = held.flatMap((file) => (file === undefined ? [] : [file]))
      if (came.length < held.length) throw new RequestError(410, 'A file is no longer held. Attach it again.')
      if (body.text.trim() === '' && came.length === 0) throw new RequestError(400, 'There is nothing in it.')
      const repliesTo =
        body.replyTo === undefined ? undefined : { channel: channel.id, message: body.replyTo }
      if (repliesTo !== undefined) messageOf(repliesTo, person)
      const key = `${person.id} ${body.nonce}`
      const message = await room.post({
        channel: channel.id,
        author: person.id,
        // What is said is kept, and a key has no place there.
        text: withoutKeys(body.text),
        key,
        ...(body.replyTo !== undefined && { replyTo: body.replyTo }),
        ...(came.length > 0 && {
          files: came.map(({ id, name, type, bytes }) => ({ id, name, type, bytes: bytes.length })),
        }),
        ...(isCommand(body.text) && { onlyFor: person.id }),
      })
      // One that is sent again is taken again: the core knows its question.
      await listener.take(message, person, body.locale)
      return { id: message.id }
    },
    async edit(body) {
      const person = personOf(body.as)
      const message = messageOf(body, person)
      mayChange(message, person, false)
      if (body.text.trim() === '') throw new RequestError(400, 'There is nothing in it.')
      const text = withoutKeys(body.text)
      room.change(message.channel, message.id, { text, edited: true })
      listener.amended(message, text)
      return {}
    },
    async delete(body) {
      const person = personOf(body.as)
      const message = messageOf(body, person)
      mayChange(message, person, true)
      room.remove(message.channel, message.id)
      listener.amended(message, undefined)
      return {}
    },
    async threads(body) {
      const person = personOf(body.as)
      const root = messageOf(body, person)
      const channel = channelOf(body.channel, person)
      if (channel.kind !== 'channel' || root.onlyFor !== undefined)
        throw new RequestError(400, 'No thread can begin there.')
      const known = room.channels().find((one) => one.root === root.id && one.parent === channel.id)
      const thread =
        known ??
        room.addChannel({ name: nameOfThread(root), kind: 'thread', parent: channel.id, root: root.id })
      if (thread === undefined) throw new RequestError(409, 'There are too many threads already.')
      return toChannelView(thread)
    },
    async channels(body) {
      personOf(body.as)
      const name = body.name.toLowerCase().replaceAll(/[\s#]+/gu, '-')
      const channel = room.addChannel({ name, kind: 'channel' })
      if (channel === undefined) throw new RequestError(409, 'There are too many channels already.')
      return toChannelView(channel)
    },
    async people(body) {
      const person = room.addPerson(body.name, body.role)
      if (person === undefined) throw new RequestError(409, 'There are too many people already.')
      return person
    },
    async acts(body) {
      const by = toPerson(personOf(body.as))
      const place = { platform: 'playground', workspace } as const
      const { action, question, locale } = body
      return assistant.act({ action, questionId: question, by, place, locale })
    },
    async confirm(body) {
      const person = personOf(body.as)
      const done = await listener.confirm(messageOf(body, person), person, body.locale)
      if (!done) throw new RequestError(409, 'That is done already.')
      return {}
    },
    async fill({ values, ...body }) {
      const person = personOf(body.as)
      const done = await listener.fill(messageOf(body, person), person, body.locale, values)
      if (!done) throw new RequestError(409, 'That has no form.')
      return {}
    },
    async clear() {
      await playground.clear()
      return {}
    },
  }

  return {
    async post(what: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
      if (!Object.hasOwn(bodies, what)) throw new RequestError(404, 'There is nothing of that name.')
      const known = what as keyof typeof bodies
      const raw = (await readBody(request, limits.bodyBytes)).toString('utf8')
      const parsed = bodies[known].safeParse(jsonOf(raw))
      if (!parsed.success) {
        const { path = [], message = '' } = parsed.error.issues[0] ?? {}
        throw new RequestError(400, `${path.join('.') || 'The request'}: ${message}`)
      }
      // The body is of the kind that the name of its schema says.
      const handle = posts[known] as (body: unknown) => Promise<unknown>
      sendJson(response, 200, await handle(parsed.data))
    },
    async upload(query: URLSearchParams, request: IncomingMessage, response: ServerResponse): Promise<void> {
      const name = (query.get('name') ?? '').slice(0, 200) || 'file'
      const type = (request.headers['content-type'] ?? 'application/octet-stream').slice(0, 200)
      const bytes = await readBody(request, limits.fileBytes)
      const file = files.add(name, type, bytes)
      sendJson(response, 200, { id: file.id, name, bytes: bytes.length })
    },
    async answer(query: URLSearchParams, response: ServerResponse): Promise<void> {
      const person = personOf(query.get('as') ?? '')
      const question = query.get('question') ?? ''
      const channel = room
        .channels()
        .find(({ id }) => room.messages(id).some((message) => message.question === question))
      const parts = channel && room.messages(channel.id).filter((message) => message.question === question)
      const isSeen =
        channel !== undefined &&
        isVisible(channel, person.id) &&
        parts?.every(({ onlyFor }) => onlyFor === undefined || onlyFor === person.id)
      if (isSeen !== true) throw new RequestError(404, 'There is no such answer.')
      sendJson(response, 200, await playground.answer(question))
    },
    /** A file that Tanya made; what people attached is never given out, since it could be anything. */
    file(query: URLSearchParams, response: ServerResponse): void {
      const person = personOf(query.get('as') ?? '')
      const message = messageOf(
        { channel: query.get('channel') ?? '', message: query.get('message') ?? '' },
        person,
      )
      const about = message.files?.find((file) => file.id === query.get('id') && file.alt !== undefined)
      const held = about && files.get(about.id)
      if (held === undefined) throw new RequestError(410, 'That file is no longer held.')
      const isPicture = held.type === 'image/png'
      response
        .writeHead(200, {
          ...commonHeaders,
          'content-type': isPicture ? held.type : 'application/octet-stream',
          'content-disposition': `${isPicture ? 'inline' : 'attachment'}; filename="${held.name.replaceAll(/[^\w.-]/gu, '_')}"`,
          'content-security-policy': "default-src 'none'; sandbox",
        })
        .end(held.bytes)
    },
    events(query: URLSearchParams, response: ServerResponse): void {
      const person = personOf(query.get('as') ?? '')
      const wanted = locale.safeParse(query.get('locale') ?? undefined).data ?? 'en'
      const isOpen = playground.listeners.open(response, person.id, () => playground.snapshot(person, wanted))
      if (!isOpen) throw new RequestError(503, 'Too many pages are open.')
    },
  }
}

/** What is not JSON is no body of ours: the schema says so. */
function jsonOf(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}

function nameOfThread({ text }: RoomMessage): string {
  const words = text
    .replaceAll(/[@#*_`>|[\]()]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  return words.length > limits.nameChars ? `${words.slice(0, limits.nameChars - 1)}…` : words || 'thread'
}
