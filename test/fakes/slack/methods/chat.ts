import { Refusal, blame, boolArg, channelArg, needText, textArg, writableChannel } from '../api-call.ts'
import type { Call, Method } from '../api-call.ts'
import { channelType, messageSubscription } from '../core.ts'
import type { Core } from '../core.ts'
import * as limits from '../limits.ts'
import { readerText, wireMessage } from '../message.ts'
import type { Content, Message, StreamState } from '../message.ts'
import { noPings } from '../mentions.ts'
import { streamIsLive } from '../stream-life.ts'
import { openIm, threadKey } from '../world.ts'
import type { Channel } from '../world.ts'
import { contentArg, findMessage, metadataArg, threadArg } from './content.ts'

export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': (call) => {
    const channel = writableChannel(call, postChannel(call))
    const message = newBotMessage(call.core, channel, {
      content: contentArg(call),
      threadTs: threadArg(call, channel),
      subtype: boolArg(call, 'reply_broadcast') ? 'thread_broadcast' : undefined,
    })
    message.metadata = metadataArg(call)
    call.core.post(message)
    return { channel: channel.id, ts: message.ts, message: wireMessage(message, call.core.world.teamId) }
  },

  'chat.postEphemeral': (call) => {
    const channel = writableChannel(call, channelArg(call))
    const user = needText(call, 'user')
    if (!channel.members.has(user)) throw new Refusal('user_not_in_channel')
    const message = newBotMessage(call.core, channel, {
      content: contentArg(call),
      threadTs: threadArg(call, channel),
      ephemeralFor: user,
    })
    call.core.post(message)
    return { message_ts: message.ts }
  },

  'chat.update': (call) => {
    const channel = channelArg(call)
    const message = ownMessage(call, channel, 'cant_update_message')
    if (message.stream !== undefined && streamIsLive(call.core, message)) {
      throw blame(
        call,
        'update_while_streaming',
        'streaming_state_conflict',
        `${message.ts} is still streaming`,
      )
    }
    const { editWindowMs } = call.core.switches
    if (editWindowMs !== undefined && call.core.clock.now() - message.createdAt > editWindowMs) {
      throw new Refusal('edit_window_closed')
    }
    const content = contentArg(call)
    const bytes = Buffer.byteLength(content.text)
    if (bytes > limits.UPDATE_TEXT_BYTES)
      throw blame(call, 'too_long', 'msg_too_long', `text of ${bytes} bytes`)
    const metadata = call.args.metadata === undefined ? message.metadata : metadataArg(call)
    const same = { content, metadata, stream: undefined }
    const before = { content: message.content, metadata: message.metadata, stream: undefined }
    if (message.stream === undefined && JSON.stringify(same) === JSON.stringify(before)) {
      call.core.violate(
        'identical_update',
        `${channel.id} ${message.ts}: ${readerText(message).slice(0, 40)}`,
      )
    }
    message.content = content
    message.metadata = metadata
    message.stream = undefined
    if (content.blocks.length === 0)
      message.editedBy = { user: message.user, ts: call.core.world.nextTs(call.core.clock.now()) }
    call.core.touch(message, { echo: true })
    const wire = wireMessage(message, call.core.world.teamId)
    return { channel: channel.id, ts: message.ts, text: wire.text, message: wire }
  },

  'chat.delete': (call) => {
    const channel = channelArg(call)
    const message = ownMessage(call, channel, 'cant_delete_message')
    removeMessage(call.core, channel, message)
    return { channel: channel.id, ts: message.ts }
  },

  'chat.getPermalink': (call) => {
    const channel = channelArg(call)
    const ts = needText(call, 'message_ts')
    if (findMessage(call, channel, ts) === undefined) throw new Refusal('message_not_found')
    const { teamDomain } = call.core.world
    return {
      channel: channel.id,
      permalink: `https://${teamDomain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`,
    }
  },
}

/** `channel` of chat.postMessage: a person's id opens the direct messages with them. */
function postChannel(call: Call): Channel {
  const id = textArg(call, 'channel') ?? ''
  return call.core.world.users.has(id) && id !== call.core.world.botUserId
    ? openIm(call.core.world, id)
    : channelArg(call)
}

/** A message of the bot that may be changed; `code` for anybody else's. */
function ownMessage(call: Call, channel: Channel, code: string): Message {
  const message = findMessage(call, channel, needText(call, 'ts'))
  if (message === undefined) throw new Refusal('message_not_found')
  if (message.botId !== call.core.world.botId) throw new Refusal(code)
  return message
}

export interface NewBotMessage {
  readonly content: Content
  readonly threadTs?: string | undefined
  readonly subtype?: string | undefined
  readonly ephemeralFor?: string | undefined
  readonly stream?: StreamState | undefined
  readonly files?: readonly string[]
}

/** A message of the bot, not yet posted. It clears the thread's status, as each post does in Slack. */
export function newBotMessage(core: Core, channel: Channel, wanted: NewBotMessage): Message {
  if (wanted.threadTs !== undefined) core.world.statuses.delete(threadKey(channel.id, wanted.threadTs))
  return {
    channel: channel.id,
    ts: core.world.nextTs(core.clock.now()),
    threadTs: wanted.threadTs,
    user: core.world.botUserId,
    botId: core.world.botId,
    appId: core.world.appId,
    subtype: wanted.subtype,
    ephemeralFor: wanted.ephemeralFor,
    clientMsgId: undefined,
    createdAt: core.clock.now(),
    content: wanted.content,
    metadata: undefined,
    files: wanted.files ?? [],
    editedBy: undefined,
    stream: wanted.stream,
    reactions: new Map(),
    deletedAt: undefined,
    versions: [],
    pings: noPings,
  }
}

/** Takes a message away and tells the app. */
export function removeMessage(core: Core, channel: Channel, message: Message): void {
  message.deletedAt = core.clock.now()
  core.changed()
  if (message.ephemeralFor !== undefined) return
  const ts = core.world.nextTs(core.clock.now())
  core.emit(
    {
      type: 'message',
      subtype: 'message_deleted',
      hidden: true,
      deleted_ts: message.ts,
      previous_message: wireMessage(message, core.world.teamId),
      channel: channel.id,
      channel_type: channelType(channel),
      ts,
      event_ts: ts,
    },
    { subscription: messageSubscription(channel), channel },
  )
}
