import { escapeTyped } from './block-text.ts'
import type { Core, Emitted } from './core.ts'
import { channelType, messageSubscription } from './core.ts'
import type { Json } from './json.ts'
import { typeOfFile, wireFile } from './files.ts'
import { plain, richText, wireMessage } from './message.ts'
import type { Message } from './message.ts'
import { noPings } from './mentions.ts'
import { removeMessage } from './methods/chat.ts'
import { wireUser } from './methods/users.ts'
import { endStream, liveStreams } from './stream-life.ts'
import { findChannel, findUser, openIm, threadKey } from './world.ts'
import type { Channel, User } from './world.ts'

export interface NewFile {
  readonly name: string
  readonly content: string | Buffer
  readonly mimetype?: string
}

export interface Say {
  /** A name (`member`) or id. */
  readonly user: string
  /** A name (`general`), an id, or `dm` for the person's direct messages with the bot. */
  readonly channel: string
  /** As typed: `& < >` are escaped for the wire, tokens such as `<@U1>` are kept. */
  readonly text: string
  readonly threadTs?: string
  /** Shown in the channel as well. */
  readonly broadcast?: boolean
  readonly files?: readonly NewFile[]
  /** `bot_message` and the like; `file_share` and `thread_broadcast` are set by themselves. */
  readonly subtype?: string
  /** What the person is looking at, as agent_view sends it. */
  readonly appContext?: Json
}

/** A message somebody wrote. */
export interface Said {
  readonly channel: string
  readonly ts: string
  /** The thread an answer belongs in. */
  readonly threadTs: string
  /** As sent to the app. */
  readonly eventIds: readonly string[]
  /** True when every event of it was acknowledged, false when Slack gave up on one. Never rejects. */
  readonly acked: Promise<boolean>
}

export interface People {
  say(what: Say): Said
  edit(message: { readonly channel: string; readonly ts: string }, text: string): Emitted | undefined
  remove(message: { readonly channel: string; readonly ts: string }): void
  /** A link was unfurled: `message_changed` without a change of text. */
  unfurl(message: { readonly channel: string; readonly ts: string }): Emitted | undefined
  react(what: {
    readonly user: string
    readonly channel: string
    readonly ts: string
    readonly name: string
  }): Emitted | undefined
  openHome(user: string, tab: 'home' | 'messages'): Emitted | undefined
  /** Slack's own Stop: ends the live streams of the thread and sends `agent_session_stopped`. */
  stopSession(what: {
    readonly user: string
    readonly channel: string
    readonly threadTs: string
  }): Emitted | undefined
  renameSession(what: {
    readonly user: string
    readonly channel: string
    readonly threadTs: string
    readonly title: string
  }): Emitted | undefined
  joinChannel(user: string, channel: string): Emitted | undefined
  /** Somebody becomes an admin, a guest and the like, or no longer is. */
  changeUser(user: string, changes: Partial<User>): Emitted | undefined
  /** A user group gets exactly these members. */
  setGroup(id: string, users: readonly string[]): Emitted | undefined
  /** Uninstalls the app: `app_uninstalled`, `tokens_revoked`; the bot token is dead. */
  uninstall(): void
}

export function createPeople(core: Core): People {
  const { world } = core

  function say(what: Say): Said {
    const user = findUser(world, what.user)
    const channel = findChannel(world, what.channel, user.id)
    if (!channel.members.has(user.id)) throw new Error(`${user.name} is not in ${channel.name}`)
    const files = (what.files ?? []).map((file) => keepFile(core, user.id, channel, file))
    const broadcast = what.broadcast === true ? 'thread_broadcast' : undefined
    const message: Message = {
      channel: channel.id,
      ts: world.nextTs(core.clock.now()),
      threadTs: what.threadTs,
      user: user.id,
      botId: user.isBot ? `B0${user.name.toUpperCase()}` : undefined,
      appId: user.isBot ? `A0${user.name.toUpperCase()}` : undefined,
      subtype: what.subtype ?? broadcast ?? (files.length > 0 ? 'file_share' : undefined),
      ephemeralFor: undefined,
      clientMsgId: user.isBot ? undefined : world.nextId('client-msg-'),
      createdAt: core.clock.now(),
      content: plain(escapeTyped(what.text)),
      metadata: undefined,
      files,
      editedBy: undefined,
      stream: undefined,
      reactions: new Map(),
      deletedAt: undefined,
      versions: [],
      pings: noPings,
    }
    core.post(message)
    const sent = announce(message, channel, what.appContext)
    return {
      channel: channel.id,
      ts: message.ts,
      threadTs: what.threadTs ?? message.ts,
      eventIds: sent.map((one) => one.eventId),
      acked: Promise.all(sent.map((one) => one.acked)).then((acks) => acks.every(Boolean)),
    }
  }

  /** `message` for the channel's kind, and `app_mention` beside it outside direct messages. */
  function announce(message: Message, channel: Channel, appContext: Json | undefined): Emitted[] {
    const event = messageEvent(core, message, channel, appContext)
    const asMessage = (): Emitted | undefined =>
      core.emit(event, { subscription: messageSubscription(channel), channel })
    const mentioned = channel.kind !== 'im' && message.content.text.includes(`<@${world.botUserId}`)
    if (!mentioned) return present([asMessage()])
    const { subtype: _subtype, channel_type: _type, files, ...mention } = event
    const carried = core.switches.mentionCarriesFiles && files !== undefined ? { files } : {}
    const asMention = (): Emitted | undefined =>
      core.emit({ ...mention, ...carried, type: 'app_mention', team: world.teamId }, { channel })
    const order = core.switches.mentionOrder
    const mentionFirst = order === 'mention-first' || (order === 'random' && core.random() < 0.5)
    return present(mentionFirst ? [asMention(), asMessage()] : [asMessage(), asMention()])
  }

  function find(ref: { readonly channel: string; readonly ts: string }): readonly [Message, Channel] {
    const channel = findChannel(world, ref.channel)
    const message = world.messages.find(
      (one) => one.channel === channel.id && one.ts === ref.ts && one.deletedAt === undefined,
    )
    if (message === undefined) throw new Error(`no message ${ref.ts} in ${channel.name}`)
    return [message, channel]
  }

  function changedEvent(message: Message, channel: Channel, before: Json): Emitted | undefined {
    const ts = world.nextTs(core.clock.now())
    const event = {
      type: 'message',
      subtype: 'message_changed',
      message: wireMessage(message, world.teamId),
      previous_message: before,
      channel: channel.id,
      channel_type: channelType(channel),
      hidden: true,
      ts,
      event_ts: ts,
    }
    return core.emit(event, { subscription: messageSubscription(channel), channel })
  }

  return {
    say,
    edit(ref, text) {
      const [message, channel] = find(ref)
      const before = wireMessage(message, world.teamId)
      message.content = plain(escapeTyped(text))
      message.editedBy = { user: message.user, ts: world.nextTs(core.clock.now()) }
      core.touch(message, { echo: false })
      return changedEvent(message, channel, before)
    },
    unfurl(ref) {
      const [message, channel] = find(ref)
      return changedEvent(message, channel, wireMessage(message, world.teamId))
    },
    remove(ref) {
      const [message, channel] = find(ref)
      removeMessage(core, channel, message)
    },
    react(what) {
      const user = findUser(world, what.user)
      const [message, channel] = find({ channel: findChannel(world, what.channel, user.id).id, ts: what.ts })
      const users = message.reactions.get(what.name) ?? new Set()
      message.reactions.set(what.name, users.add(user.id))
      return core.emit(
        {
          type: 'reaction_added',
          user: user.id,
          reaction: what.name,
          item: { type: 'message', channel: channel.id, ts: message.ts },
          item_user: message.user,
          event_ts: world.nextTs(core.clock.now()),
        },
        { channel },
      )
    },
    openHome(ref, tab) {
      const user = findUser(world, ref)
      const channel = openIm(world, user.id)
      const ts = world.nextTs(core.clock.now())
      return core.emit({ type: 'app_home_opened', user: user.id, channel: channel.id, tab, event_ts: ts })
    },
    stopSession(what) {
      const user = findUser(world, what.user)
      const channel = findChannel(world, what.channel, user.id)
      const streams = liveStreams(core, { channel: channel.id, threadTs: what.threadTs })
      for (const message of streams) endStream(core, message, 'stopped_by_user')
      return core.emit(
        {
          type: 'agent_session_stopped',
          channel: channel.id,
          user: user.id,
          thread_ts: what.threadTs,
          streaming_message_ts: streams.map((message) => message.ts),
          event_ts: world.nextTs(core.clock.now()),
        },
        { channel },
      )
    },
    renameSession(what) {
      const user = findUser(world, what.user)
      const channel = findChannel(world, what.channel, user.id)
      const session = world.sessions.get(threadKey(channel.id, what.threadTs))
      const previous = session?.title ?? ''
      if (session !== undefined) session.title = what.title
      return core.emit(
        {
          type: 'agent_session_title_changed',
          channel: channel.id,
          user: user.id,
          team_id: world.teamId,
          thread_ts: what.threadTs,
          title: what.title,
          previous_title: previous,
          event_ts: world.nextTs(core.clock.now()),
        },
        { channel },
      )
    },
    changeUser(ref, changes) {
      const user = { ...findUser(world, ref), ...changes }
      world.users.set(user.id, user)
      const ts = world.nextTs(core.clock.now())
      return core.emit({ type: 'user_change', user: wireUser(user, true), cache_ts: 0, event_ts: ts })
    },
    setGroup(id, refs) {
      const ids = refs.map((ref) => findUser(world, ref).id)
      const before = world.userGroups.get(id)?.users ?? new Set()
      world.userGroups.set(id, { id, handle: id.toLowerCase(), users: new Set(ids) })
      return core.emit({
        type: 'subteam_members_changed',
        subteam_id: id,
        team_id: world.teamId,
        added_users: ids.filter((one) => !before.has(one)),
        removed_users: [...before].filter((one) => !ids.includes(one)),
        event_ts: world.nextTs(core.clock.now()),
      })
    },
    joinChannel(ref, channelRef) {
      const user = findUser(world, ref)
      const channel = findChannel(world, channelRef)
      channel.members.add(user.id)
      return core.emit(
        {
          type: 'member_joined_channel',
          user: user.id,
          channel: channel.id,
          channel_type: channel.kind === 'public' ? 'C' : 'G',
          team: world.teamId,
          inviter: 'U0OWNER',
          event_ts: world.nextTs(core.clock.now()),
        },
        { channel },
      )
    },
    uninstall() {
      core.switches.botToken = 'account_inactive'
      core.emit({ type: 'tokens_revoked', tokens: { oauth: [], bot: [world.botUserId] } })
      core.emit({ type: 'app_uninstalled' })
      core.isInstalled = false
    },
  }
}

/** Fields that events of these subtypes lack, although other messages have them. */
const lacking: Readonly<Record<string, readonly string[]>> = {
  thread_broadcast: ['team', 'parent_user_id'],
  file_share: ['team', 'client_msg_id'],
}

function messageEvent(core: Core, message: Message, channel: Channel, appContext: Json | undefined): Json {
  const { world } = core
  const parent = world.messages.find((one) => one.channel === channel.id && one.ts === message.threadTs)
  const files = message.files.map((id) => wireFile(core, id))
  const event = {
    ...wireMessage(message, world.users.get(message.user)?.teamId ?? world.teamId),
    ...(message.content.text === '' ? {} : { blocks: [richText(message.content.text)] }),
    ...(parent === undefined ? {} : { parent_user_id: parent.user }),
    ...(message.subtype === 'thread_broadcast' && parent !== undefined
      ? { root: rootOf(parent, world.teamId) }
      : {}),
    ...(files.length === 0 ? {} : { files, upload: false, display_as_bot: false }),
    ...(appContext === undefined ? {} : { app_context: appContext }),
    channel: channel.id,
    event_ts: message.ts,
    channel_type: channelType(channel),
  }
  const without = lacking[message.subtype ?? ''] ?? []
  return Object.fromEntries(Object.entries(event).filter(([key]) => !without.includes(key)))
}

function rootOf(parent: Message, teamId: string): Json {
  const { client_msg_id: _none, ...root } = wireMessage(parent, teamId)
  return root
}

function keepFile(core: Core, user: string, channel: Channel, file: NewFile): string {
  const id = core.world.nextId('F')
  const type = typeOfFile(file.name)
  core.world.files.set(id, {
    id,
    name: file.name,
    title: file.name,
    mimetype: file.mimetype ?? type.mimetype,
    filetype: type.filetype,
    user,
    content: Buffer.from(file.content),
    createdAt: core.clock.now(),
    channels: new Set([channel.id]),
  })
  return id
}

function present<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((one): one is T => one !== undefined)
}
