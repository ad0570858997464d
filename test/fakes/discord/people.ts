import { storeAttachment } from './body.ts'
import {
  changeMessage,
  emitMessage,
  mentionDefaults,
  postMessage,
  react,
  removeMessage,
  setArchived,
  startTyping,
} from './messages.ts'
import { allows } from './permissions.ts'
import type { MessageRef } from './reading.ts'
import { createThread } from './threads.ts'
import type { FakeChannel, FakeMessage, FakeUser } from './types.ts'
import { findMessage, permissionsIn, type World } from './world.ts'

/** A file somebody uploads. */
export interface Upload {
  readonly name: string
  readonly type?: string
  readonly data: Uint8Array | string
}

export interface Saying {
  readonly user: FakeUser
  readonly channel: FakeChannel
  /** Mentions are written as on Discord: `<@id>`, `<@&role>`, `@everyone`. */
  readonly content: string
  readonly replyTo?: MessageRef
  /** Whether a reply pings its author, as it does unless the person turns that off. Default true. */
  readonly pingReplied?: boolean
  readonly attachments?: readonly Upload[]
  /** Epoch ms, for what was said before: it takes its place in the history, and still reaches open sessions. */
  readonly at?: number
}

/** What people do without commands. All of it is refused with an `Error` where a person could not do it. */
export interface People {
  say(saying: Saying): FakeMessage
  editMessage(message: MessageRef, content: string): void
  deleteMessage(message: MessageRef): void
  /** Discord shows a preview of a link: a MESSAGE_UPDATE which is no edit and has no `edited_timestamp`. */
  unfurl(message: MessageRef): void
  react(user: FakeUser, message: MessageRef, emoji: string): void
  unreact(user: FakeUser, message: MessageRef, emoji: string): void
  startTyping(user: FakeUser, channel: FakeChannel): void
  /** A public thread, from a message or on its own; private with `isPrivate`. */
  openThread(options: {
    readonly user: FakeUser
    readonly channel: FakeChannel
    readonly name: string
    readonly from?: MessageRef
    readonly isPrivate?: boolean
  }): FakeChannel
  /** A forum post with its first message, whose id is the thread's. */
  forumPost(options: {
    readonly user: FakeUser
    readonly channel: FakeChannel
    readonly name: string
    readonly content: string
  }): { readonly thread: FakeChannel; readonly message: FakeMessage }
  archive(thread: FakeChannel, options?: { readonly locked?: boolean }): void
}

export function createPeople(world: World): People {
  const existing = (ref: MessageRef): FakeMessage => {
    const message = findMessage(world, ref.channelId, ref.id)
    if (!message || message.deleted) throw new Error(`message ${ref.id} is not there`)
    return message
  }
  const people: People = {
    say(saying) {
      const { user, channel, replyTo, pingReplied = true } = saying
      if (!allows(permissionsIn(world, channel, user.id), 'ViewChannel')) {
        throw new Error(`${user.name} does not see the channel: is it a member of the guild?`)
      }
      const attachments = (saying.attachments ?? []).map(({ name, type = '', data }) =>
        storeAttachment(world, channel.id, { name, type, data: bytesOf(data) }),
      )
      if (saying.content.trim() === '' && attachments.length === 0) throw new Error('nobody can say nothing')
      return postMessage(world, {
        ...(saying.at === undefined ? {} : { id: world.newId(saying.at) }),
        author: user,
        channel,
        type: replyTo ? 19 : 0,
        content: saying.content,
        attachments,
        allowed: { parse: mentionDefaults.message, replied_user: pingReplied },
        mentionDefaults: mentionDefaults.message,
        replyTo: replyTo && existing(replyTo),
      })
    },
    editMessage(ref, content) {
      const message = existing(ref)
      const replied = message.reference && findMessage(world, message.channelId, message.reference.messageId)
      const pingReplied = replied !== undefined && message.mentions.includes(replied.author.id)
      const allowed = { parse: mentionDefaults.message, replied_user: pingReplied }
      changeMessage(world, message, { content, allowed, mentionDefaults: mentionDefaults.message })
    },
    unfurl(ref) {
      const message = existing(ref)
      message.embeds = [{ type: 'link', url: 'https://example.com/', title: 'Example' }]
      emitMessage(world, 'MESSAGE_UPDATE', message)
    },
    deleteMessage: (ref) => removeMessage(world, existing(ref)),
    react: (user, ref, emoji) => void react(world, existing(ref), user, emoji, true),
    unreact: (user, ref, emoji) => void react(world, existing(ref), user, emoji, false),
    startTyping: (user, channel) => startTyping(world, channel, user),
    openThread: ({ user, channel, name, from, isPrivate = false }) =>
      createThread(world, { parent: channel, name, owner: user, isPrivate, from: from && existing(from) }),
    forumPost({ user, channel, name, content }) {
      const thread = createThread(world, { parent: channel, name, owner: user })
      const message = postMessage(world, {
        id: thread.id,
        author: user,
        channel: thread,
        type: 0,
        content,
        allowed: undefined,
        mentionDefaults: mentionDefaults.message,
      })
      return { thread, message }
    },
    archive(thread, { locked = false } = {}) {
      if (thread.thread) thread.thread.locked = locked
      setArchived(world, thread, true)
    },
  }
  return people
}

export function bytesOf(data: Uint8Array | string): Uint8Array {
  return typeof data === 'string' ? new TextEncoder().encode(data) : data
}
