import { z } from 'zod'
import type { Clock } from '../../core/clock.ts'
import { actions } from '../../core/delivery/reply.ts'
import type { Logger } from '../../core/log.ts'
import type { Memory } from '../../core/store/store.ts'
import { limits } from './limits.ts'

const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(['member', 'admin', 'outsider']),
})

const channelSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['channel', 'thread', 'dm']),
  parent: z.string().exactOptional(),
  root: z.string().exactOptional(),
})

/** A command that a message gives when it is pressed or filled in. */
const given = {
  command: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
}

const messageSchema = z.object({
  id: z.string(),
  channel: z.string(),
  author: z.string(),
  text: z.string(),
  at: z.number(),
  notice: z.string().exactOptional(),
  edited: z.boolean().exactOptional(),
  replyTo: z.string().exactOptional(),
  onlyFor: z.string().exactOptional(),
  key: z.string().exactOptional(),
  question: z.string().exactOptional(),
  part: z.number().exactOptional(),
  final: z.boolean().exactOptional(),
  waiting: z.boolean().exactOptional(),
  actions: z.array(z.enum(actions)).exactOptional(),
  files: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        bytes: z.number(),
        type: z.string(),
        alt: z.string().exactOptional(),
      }),
    )
    .exactOptional(),
  confirm: z.object({ label: z.string(), ...given }).exactOptional(),
  /** What it asks for; never what was filled in. */
  form: z
    .object({
      title: z.string(),
      open: z.string(),
      save: z.string(),
      ...given,
      fields: z.array(
        z.object({
          name: z.string(),
          label: z.string(),
          hint: z.string(),
          value: z.string(),
          multiline: z.boolean(),
          maxLength: z.number(),
          choices: z.array(z.string()).exactOptional(),
          isSecret: z.literal(true).exactOptional(),
        }),
      ),
    })
    .exactOptional(),
})

const roomSchema = z.object({
  people: z.array(personSchema),
  channels: z.array(channelSchema),
  next: z.number(),
})

export type RoomPerson = Readonly<z.output<typeof personSchema>>
export type RoomChannel = Readonly<z.output<typeof channelSchema>>
/** `author` is `tanya` for hers; `key` is the same for every attempt to post it. */
export type RoomMessage = Readonly<z.output<typeof messageSchema>>

export type RoomEvent =
  | { readonly kind: 'message'; readonly message: RoomMessage }
  | { readonly kind: 'gone'; readonly message: RoomMessage }
  | { readonly kind: 'person'; readonly person: RoomPerson }
  | { readonly kind: 'channel'; readonly channel: RoomChannel }
  | { readonly kind: 'cleared' }

/** The platform itself: who is there, where, and what was said. It outlives the process. */
export interface Room {
  load(): Promise<void>
  people(): readonly RoomPerson[]
  channels(): readonly RoomChannel[]
  person(id: string): RoomPerson | undefined
  channel(id: string): RoomChannel | undefined
  message(channel: string, id: string): RoomMessage | undefined
  /** Of one channel, oldest first. */
  messages(channel: string): readonly RoomMessage[]
  /** Undefined where there are too many already. */
  addPerson(name: string, role: RoomPerson['role']): RoomPerson | undefined
  addChannel(channel: Omit<RoomChannel, 'id'>): RoomChannel | undefined
  /** One that was posted with that key before is given back instead. Resolves once it is kept. */
  post(message: Omit<RoomMessage, 'id' | 'at'>): Promise<RoomMessage>
  /** False for one that is gone. */
  change(channel: string, id: string, change: Partial<RoomMessage>): boolean
  /** In place of the message with its id, which must be there. */
  replace(message: RoomMessage): void
  remove(channel: string, id: string): boolean
  /** Every message and thread goes. */
  clear(): Promise<void>
  listen(listener: (event: RoomEvent) => void): () => void
  /** Resolves when everything is kept. */
  flush(): Promise<void>
}

const roomKey = 'playground:room'
const channelKey = (id: string): string => `playground:channel:${id}`

const firstPeople: readonly RoomPerson[] = [
  { id: 'ann', name: 'Ann', role: 'member' },
  { id: 'bayu', name: 'Bayu', role: 'member' },
  { id: 'citra', name: 'Citra', role: 'admin' },
  { id: 'otto', name: 'Otto', role: 'outsider' },
]
const firstChannels: readonly RoomChannel[] = [
  { id: 'general', name: 'general', kind: 'channel' },
  { id: 'random', name: 'random', kind: 'channel' },
]

/** The direct conversation that somebody has with Tanya. */
export function directOf(person: RoomPerson): RoomChannel {
  return { id: `dm-${person.id}`, name: 'Tanya', kind: 'dm' }
}

export function createRoom(deps: {
  readonly memory: Memory
  readonly clock: Clock
  readonly log: Logger
}): Room {
  const { memory, clock, log } = deps
  const people = new Map<string, RoomPerson>()
  const channels = new Map<string, RoomChannel>()
  const said = new Map<string, Map<string, RoomMessage>>()
  const listeners = new Set<(event: RoomEvent) => void>()
  let next = 1

  /** What is to be written, and the write under way: a text that grows is written as often as the disk lets it. */
  const dirty = new Set<string>()
  let writing: Promise<void> | undefined

  function newId(): string {
    const id = String(next)
    next += 1
    return id
  }

  function tell(event: RoomEvent): void {
    for (const listener of listeners) listener(event)
  }

  function messagesIn(channel: string): Map<string, RoomMessage> {
    const known = said.get(channel)
    if (known !== undefined) return known
    const fresh = new Map<string, RoomMessage>()
    said.set(channel, fresh)
    return fresh
  }

  function keep(...keys: readonly string[]): Promise<void> {
    for (const key of keys) dirty.add(key)
    // Whoever comes while a write is under way is in the next one, and waits for that.
    const before = writing ?? Promise.resolve()
    const mine = before.then(write)
    writing = mine
    void mine.then(() => {
      if (writing === mine) writing = undefined
    })
    return mine
  }

  async function write(): Promise<void> {
    const keys = [...dirty]
    dirty.clear()
    try {
      await Promise.all(keys.map((key) => memory.set(key, JSON.stringify(contentOf(key)))))
    } catch (err) {
      for (const key of keys) dirty.add(key)
      log.error({ err }, 'the playground could not be kept')
    }
  }

  function contentOf(key: string): unknown {
    if (key === roomKey) return { people: [...people.values()], channels: [...channels.values()], next }
    return [...messagesIn(key.slice(channelKey('').length)).values()]
  }

  function trim(messages: Map<string, RoomMessage>): void {
    while (messages.size > limits.keptMessages) {
      const [oldest] = messages.keys()
      if (oldest === undefined) return
      messages.delete(oldest)
    }
  }

  function replace(message: RoomMessage): void {
    messagesIn(message.channel).set(message.id, message)
    tell({ kind: 'message', message })
    // The journal has what is being written, and its answer is shown anew after a restart.
    if (message.final !== false) void keep(channelKey(message.channel))
  }

  return {
    async load() {
      const kept = roomSchema.safeParse(await read(memory, roomKey))
      for (const person of kept.data?.people ?? firstPeople) people.set(person.id, person)
      for (const channel of kept.data?.channels ?? firstChannels) channels.set(channel.id, channel)
      next = kept.data?.next ?? 1
      for (const person of people.values()) channels.set(directOf(person).id, directOf(person))
      for (const { id } of channels.values()) {
        const messages = z.array(messageSchema).safeParse(await read(memory, channelKey(id)))
        for (const message of messages.data ?? []) {
          messagesIn(id).set(message.id, message)
          // A kill may come between the two writes.
          next = Math.max(next, Number(message.id) + 1)
        }
      }
    },
    people: () => [...people.values()],
    channels: () => [...channels.values()],
    person: (id) => people.get(id),
    channel: (id) => channels.get(id),
    message: (channel, id) => said.get(channel)?.get(id),
    messages: (channel) => [...(said.get(channel)?.values() ?? [])],
    addPerson(name, role) {
      if (people.size >= limits.people) return undefined
      const person = { id: `p${newId()}`, name, role }
      people.set(person.id, person)
      const direct = directOf(person)
      channels.set(direct.id, direct)
      void keep(roomKey)
      tell({ kind: 'person', person })
      tell({ kind: 'channel', channel: direct })
      return person
    },
    addChannel(wanted) {
      if (channels.size >= limits.channels + people.size) return undefined
      const channel = { ...wanted, id: `c${newId()}` }
      channels.set(channel.id, channel)
      void keep(roomKey)
      tell({ kind: 'channel', channel })
      return channel
    },
    async post(wanted) {
      const messages = messagesIn(wanted.channel)
      if (wanted.key !== undefined) {
        for (const message of messages.values()) if (message.key === wanted.key) return message
      }
      const message = { ...wanted, id: newId(), at: clock.now() }
      messages.set(message.id, message)
      trim(messages)
      tell({ kind: 'message', message })
      await keep(channelKey(message.channel), roomKey)
      return message
    },
    change(channel, id, change) {
      const message = said.get(channel)?.get(id)
      if (message !== undefined) replace({ ...message, ...change })
      return message !== undefined
    },
    replace,
    remove(channel, id) {
      const message = said.get(channel)?.get(id)
      if (message === undefined) return false
      messagesIn(channel).delete(id)
      tell({ kind: 'gone', message })
      void keep(channelKey(channel))
      return true
    },
    async clear() {
      const keys = [...said.keys()].map(channelKey)
      said.clear()
      for (const { id, kind } of channels.values()) if (kind === 'thread') channels.delete(id)
      tell({ kind: 'cleared' })
      await keep(roomKey, ...keys)
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    flush: () => keep(),
  }
}

async function read(memory: Memory, key: string): Promise<unknown> {
  const text = await memory.get(key)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    // Not ours, or of another version: as good as nothing.
    return undefined
  }
}
