import type { Core } from './core.ts'
import { shownBlocks } from './interactions.ts'
import type { Json } from './json.ts'
import type { Pings } from './mentions.ts'
import { markdownOf, readerText } from './message.ts'
import type { Message, Version } from './message.ts'
import { liveStreams, streamIsLive } from './stream-life.ts'
import { findChannel, findUser, threadKey } from './world.ts'
import type { OpenView, Session, StoredFile } from './world.ts'

/** A message as people see it. */
export interface Seen {
  readonly channel: string
  readonly ts: string
  readonly threadTs: string | undefined
  readonly user: string
  readonly fromBot: boolean
  /** All of it as a reader sees it: text or blocks, streams, Slack's escapes undone. */
  readonly text: string
  /** Only what was sent as Markdown, as it was generated: streams, `markdown_text`, `markdown` blocks. */
  readonly markdown: string
  /** Everything shown so far, with times; the last is `text`. */
  readonly versions: readonly Version[]
  readonly blocks: readonly Json[]
  readonly metadata: Json | undefined
  /** Tasks, plans and Markdown of a stream, in order. */
  readonly stream: Message['stream']
  readonly streaming: boolean
  readonly ephemeralFor: string | undefined
  readonly subtype: string | undefined
  readonly edited: boolean
  readonly files: readonly { readonly name: string; readonly content: Buffer }[]
  readonly reactions: Readonly<Record<string, readonly string[]>>
  /** Everybody notified by it, edits included. Nobody is by an ephemeral message. */
  readonly pings: Pings
}

export interface Reading {
  /**
   * What people see, oldest first: a channel's own messages (and broadcasts), or with `threadTs` the root and its
   * replies. Ephemeral ones are in neither. `dm` needs `reader`.
   */
  messages(channel: string, threadTs?: string, reader?: string): readonly Seen[]
  /** Every message of the bot anywhere, oldest first, ephemeral and deleted ones left out. */
  botMessages(): readonly Seen[]
  /** The replies of the bot in that thread. */
  answers(message: { readonly channel: string; readonly threadTs: string }): readonly Seen[]
  /** What only this person sees. */
  ephemerals(user: string): readonly Seen[]
  /** Messages with a stream that still takes text: what a tidy app leaves empty. */
  liveStreams(): readonly Seen[]
  session(channel: string, threadTs: string): Session | undefined
  /** The status line shown in a thread now, `''` when none. */
  status(channel: string, threadTs: string): string
  suggestedPrompts(channel: string, threadTs?: string): Json | undefined
  /** Modals the person has open, the top one last. */
  modals(user: string): readonly OpenView[]
  home(user: string): OpenView | undefined
  /** All that the app has uploaded and not deleted, shared or not. */
  uploads(): readonly StoredFile[]
}

export function createReading(core: Core): Reading {
  const { world } = core

  function seen(message: Message): Seen {
    return {
      channel: message.channel,
      ts: message.ts,
      threadTs: message.threadTs,
      user: message.user,
      fromBot: message.botId === world.botId,
      text: readerText(message),
      markdown: markdownOf(message),
      versions: [...message.versions],
      blocks: shownBlocks(message),
      metadata: message.metadata,
      stream: message.stream,
      streaming: streamIsLive(core, message),
      ephemeralFor: message.ephemeralFor,
      subtype: message.subtype,
      edited: message.editedBy !== undefined,
      files: message.files.flatMap((id) => {
        const file = world.files.get(id)
        return file === undefined ? [] : [{ name: file.name, content: file.content }]
      }),
      reactions: Object.fromEntries([...message.reactions].map(([name, users]) => [name, [...users]])),
      pings: message.ephemeralFor === undefined ? message.pings : { mass: [], groups: [], users: [] },
    }
  }

  function shown(where: (message: Message) => boolean): readonly Seen[] {
    return world.messages.filter((one) => one.deletedAt === undefined && where(one)).map(seen)
  }

  return {
    messages(ref, threadTs, reader) {
      const channel = findChannel(world, ref, reader).id
      const top = (one: Message): boolean =>
        one.threadTs === undefined || one.threadTs === one.ts || one.subtype === 'thread_broadcast'
      const inThread = (one: Message): boolean => one.ts === threadTs || one.threadTs === threadTs
      return shown(
        (one) =>
          one.channel === channel &&
          one.ephemeralFor === undefined &&
          (threadTs === undefined ? top(one) : inThread(one)),
      )
    },
    botMessages: () => shown((one) => one.botId === world.botId && one.ephemeralFor === undefined),
    answers: (message) =>
      shown(
        (one) =>
          one.channel === message.channel &&
          one.threadTs === message.threadTs &&
          one.botId === world.botId &&
          one.ephemeralFor === undefined,
      ),
    ephemerals(ref) {
      const user = findUser(world, ref).id
      return shown((one) => one.ephemeralFor === user)
    },
    liveStreams: () => liveStreams(core).map(seen),
    session: (channel, threadTs) => world.sessions.get(threadKey(findChannel(world, channel).id, threadTs)),
    status(channel, threadTs) {
      const status = world.statuses.get(threadKey(findChannel(world, channel).id, threadTs))
      return status !== undefined && core.clock.now() - status.at < core.timing.statusMs ? status.text : ''
    },
    suggestedPrompts: (channel, threadTs) =>
      world.suggestedPrompts.get(threadKey(findChannel(world, channel).id, threadTs ?? '')),
    modals(ref) {
      const user = findUser(world, ref).id
      return [...world.views.values()].filter(
        (one) => one.kind === 'modal' && one.user === user && !one.closed,
      )
    },
    home(ref) {
      const user = findUser(world, ref).id
      return [...world.views.values()].find((one) => one.kind === 'home' && one.user === user)
    },
    uploads: () => [...world.files.values()].filter(({ user }) => user === world.botUserId),
  }
}
