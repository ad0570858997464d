import { Refusal, blame, boolArg, channelArg, intArg, needText, textArg } from '../api-call.ts'
import type { Answer, Call, Method } from '../api-call.ts'
import { wireFile } from '../files.ts'
import * as limits from '../limits.ts'
import { reactionsOf, wireMessage } from '../message.ts'
import type { Message } from '../message.ts'
import { openIm } from '../world.ts'
import type { Channel } from '../world.ts'

const MAX_PAGE = 999
const DEFAULT_PAGE = 100

export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.history': (call) => {
    const channel = readableChannel(call)
    const newestFirst = shown(call, channel)
      .filter((one) => isTopLevel(one))
      .filter((one) => inRange(call, one))
      .toReversed()
    return page(call, newestFirst)
  },

  'conversations.replies': (call) => {
    const channel = readableChannel(call)
    const ts = needText(call, 'ts')
    const all = shown(call, channel)
    if (!all.some((one) => one.ts === ts)) throw new Refusal('thread_not_found')
    const thread = all.filter((one) => one.ts === ts || (one.threadTs === ts && inRange(call, one)))
    return page(call, thread)
  },

  'conversations.info': (call) => ({
    channel: wireChannel(call, channelArg(call), boolArg(call, 'include_num_members')),
  }),

  'conversations.members': (call) => {
    const members = [...channelArg(call).members]
    const { items, next } = slice(call, members)
    return { members: items, response_metadata: { next_cursor: next } }
  },

  'conversations.list': (call) => {
    const types = (textArg(call, 'types') ?? 'public_channel').split(',')
    const wanted = [...call.core.world.channels.values()].filter(
      (one) =>
        types.includes(typeOf(one)) && (one.kind === 'public' || one.members.has(call.core.world.botUserId)),
    )
    const { items, next } = slice(call, wanted)
    return {
      channels: items.map((one) => wireChannel(call, one, true)),
      response_metadata: { next_cursor: next },
    }
  },

  'conversations.open': (call) => {
    const channelId = textArg(call, 'channel')
    const users = (textArg(call, 'users') ?? '').split(',').filter((id) => id !== '')
    if (channelId !== undefined) return { channel: { id: channelArg(call).id } }
    const [user, ...more] = users
    if (user === undefined) throw blame(call, 'invalid_arguments', 'users_list_not_supplied', 'no users')
    if (users.some((id) => !call.core.world.users.has(id))) throw new Refusal('user_not_found')
    if (more.length > 0) throw new Refusal('method_not_supported_for_channel_type')
    return { channel: { id: openIm(call.core.world, user).id } }
  },

  'conversations.join': (call) => {
    const channel = channelArg(call)
    if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type')
    channel.members.add(call.core.world.botUserId)
    return { channel: wireChannel(call, channel, false) }
  },
}

function readableChannel(call: Call): Channel {
  const channel = channelArg(call)
  if (!channel.members.has(call.core.world.botUserId)) throw new Refusal('not_in_channel')
  return channel
}

/** Messages a reader still sees; ephemeral ones are in no history. */
function shown(call: Call, channel: Channel): Message[] {
  return call.core.world.messages.filter(
    (one) => one.channel === channel.id && one.ephemeralFor === undefined && one.deletedAt === undefined,
  )
}

function isTopLevel(message: Message): boolean {
  return (
    message.threadTs === undefined ||
    message.threadTs === message.ts ||
    message.subtype === 'thread_broadcast'
  )
}

/** `oldest` and `latest`, both left out themselves unless `inclusive`. */
function inRange(call: Call, message: Message): boolean {
  const inclusive = boolArg(call, 'inclusive')
  const oldest = textArg(call, 'oldest')
  const latest = textArg(call, 'latest')
  const ts = Number(message.ts)
  if (oldest !== undefined && (ts < Number(oldest) || (!inclusive && ts === Number(oldest)))) return false
  return latest === undefined || ts < Number(latest) || (inclusive && ts === Number(latest))
}

function page(call: Call, messages: readonly Message[]): Answer {
  const { items, next } = slice(call, messages)
  return {
    messages: items.map((one) => historyMessage(call, one)),
    has_more: next !== '',
    pin_count: 0,
    response_metadata: { next_cursor: next },
  }
}

function historyMessage(call: Call, message: Message): Record<string, unknown> {
  const { world } = call.core
  const replies = world.messages.filter(
    (one) =>
      one.channel === message.channel &&
      one.threadTs === message.ts &&
      one.ts !== message.ts &&
      one.deletedAt === undefined &&
      one.ephemeralFor === undefined,
  )
  const users = [...new Set(replies.map((one) => one.user))]
  return {
    ...wireMessage(message, world.teamId),
    ...(message.reactions.size === 0 ? {} : { reactions: reactionsOf(message) }),
    ...(message.files.length === 0
      ? {}
      : { files: message.files.map((id) => wireFile(call.core, id)), upload: false }),
    ...(replies.length === 0
      ? {}
      : {
          thread_ts: message.ts,
          reply_count: replies.length,
          reply_users_count: users.length,
          reply_users: users,
          latest_reply: replies.at(-1)?.ts,
        }),
    ...(message.threadTs === undefined || message.threadTs === message.ts
      ? {}
      : { parent_user_id: rootUser(call, message) }),
    ...(message.metadata !== undefined && boolArg(call, 'include_all_metadata')
      ? { metadata: message.metadata }
      : {}),
  }
}

function rootUser(call: Call, message: Message): string | undefined {
  return call.core.world.messages.find(
    (one) => one.channel === message.channel && one.ts === message.threadTs,
  )?.user
}

/** One page. The cursor is opaque to the app. */
function slice<T>(call: Call, all: readonly T[]): { readonly items: readonly T[]; readonly next: string } {
  const { core } = call
  const history = call.method === 'conversations.history' || call.method === 'conversations.replies'
  const most = core.switches.commercial && history ? limits.COMMERCIAL_PAGE : MAX_PAGE
  const limit = Math.min(most, intArg(call, 'limit') ?? DEFAULT_PAGE)
  if (limit < 1) throw blame(call, 'invalid_arguments', 'invalid_limit', `limit ${limit}`)
  const cursor = textArg(call, 'cursor')
  const from =
    cursor === undefined ? 0 : Number(/^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1])
  if (Number.isNaN(from)) throw blame(call, 'invalid_arguments', 'invalid_cursor', 'unknown cursor')
  const end = from + limit
  const next = end < all.length ? Buffer.from(`next:${end}`).toString('base64') : ''
  return { items: all.slice(from, end), next }
}

function typeOf(channel: Channel): string {
  return { public: 'public_channel', private: 'private_channel', im: 'im', mpim: 'mpim' }[channel.kind]
}

function wireChannel(call: Call, channel: Channel, withCount: boolean): Record<string, unknown> {
  const { world } = call.core
  const isMember = channel.members.has(world.botUserId)
  const base = { id: channel.id, created: 0, is_archived: channel.isArchived, is_im: channel.kind === 'im' }
  if (channel.kind === 'im') {
    const user = [...channel.members].find((id) => id !== world.botUserId)
    return { ...base, is_org_shared: false, user }
  }
  return {
    ...base,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'public',
    is_general: channel.name === 'general',
    is_shared: channel.isExtShared,
    is_ext_shared: channel.isExtShared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    is_member: isMember,
    creator: 'U0OWNER',
    context_team_id: world.teamId,
    shared_team_ids: channel.isExtShared ? [world.teamId, world.strangerTeamId] : [world.teamId],
    ...(withCount ? { num_members: channel.members.size } : {}),
  }
}
