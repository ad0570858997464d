import { emitMessage, emitThread, mentionDefaults, postMessage } from './messages.ts'
import { messageFlags, type FakeChannel, type FakeMessage, type FakeUser } from './types.ts'
import type { World } from './world.ts'

export interface ThreadDraft {
  readonly parent: FakeChannel
  readonly name: string
  readonly owner: FakeUser
  /** The message it starts from: the thread takes its id. */
  readonly from?: FakeMessage | undefined
  readonly isPrivate?: boolean
  readonly autoArchiveMinutes?: number | undefined
  readonly members?: readonly string[]
}

/** Makes a thread and what Discord posts with it: the system message in the channel, or the starter in the thread. */
export function createThread(world: World, draft: ThreadDraft): FakeChannel {
  const { parent, from, owner } = draft
  const type = draft.isPrivate ? 12 : parent.type === 5 ? 10 : 11
  const thread: FakeChannel = {
    id: from?.id ?? world.newId(),
    type,
    guildId: parent.guildId,
    parentId: parent.id,
    name: draft.name,
    ownerId: owner.id,
    overwrites: new Map(),
    recipient: undefined,
    thread: {
      archived: false,
      locked: false,
      autoArchiveMinutes: draft.autoArchiveMinutes ?? 4320,
      members: new Set([owner.id, ...(draft.members ?? [])]),
      messageCount: 0,
    },
    lastMessageId: undefined,
    deleted: false,
  }
  world.channels.set(thread.id, thread)
  emitThread(world, 'THREAD_CREATE', thread)
  if (from) {
    from.flags |= messageFlags.hasThread
    from.threadId = thread.id
    emitMessage(world, 'MESSAGE_UPDATE', from)
    system(world, thread, owner, 21, '', from)
  } else if (parent.type !== 15 && type !== 12) {
    system(world, parent, owner, 18, draft.name)
  }
  return thread
}

function system(
  world: World,
  channel: FakeChannel,
  author: FakeUser,
  type: number,
  content: string,
  about?: FakeMessage,
): void {
  postMessage(world, {
    author,
    channel,
    type,
    content,
    allowed: { parse: [] },
    mentionDefaults: mentionDefaults.message,
    ...(about
      ? { reference: { channelId: about.channelId, messageId: about.id, guildId: channel.guildId } }
      : {}),
  })
}
