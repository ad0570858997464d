import { checkNotEmpty, optionalList, readMessageBody } from './body.ts'
import { DiscordError, invalidForm, refusals, tooLong } from './errors.ts'
import { changeMessage, mentionDefaults, postMessage, react, removeMessage, startTyping } from './messages.ts'
import { allows, type Permission } from './permissions.ts'
import { renderUser } from './render.ts'
import { renderMessage, renderNonce } from './render-message.ts'
import { noContent, ok, type Answer, type Call, type Route } from './routing.ts'
import { messageFlags, type FakeChannel, type FakeMessage } from './types.ts'
import { findMessage, permissionsIn, publicMessages } from './world.ts'

/** The channel of the path, which the bot must see and in which it must have the permissions. */
export function channelFor(
  call: Call,
  id: string | undefined,
  ...needed: readonly Permission[]
): FakeChannel {
  const channel = call.world.channels.get(id ?? '')
  if (!channel || channel.deleted) throw refusals.unknownChannel()
  const permissions = permissionsIn(call.world, channel, call.world.bot.id)
  if (!allows(permissions, 'ViewChannel')) throw refusals.missingAccess()
  if (channel.type === 12 && channel.thread?.members.has(call.world.bot.id) !== true)
    throw refusals.missingAccess()
  for (const name of needed) if (!allows(permissions, name)) throw refusals.missingPermissions()
  return channel
}

/** The message of the path, which is there and public. */
export function messageFor(call: Call, channel: FakeChannel, id: string | undefined): FakeMessage {
  const message = findMessage(call.world, channel.id, id ?? '')
  if (!message || message.deleted || message.ephemeralFor !== undefined) throw refusals.unknownMessage()
  return message
}

export function viewerOf(call: Call): { readonly readsContent: boolean } {
  return { readsContent: call.world.messageContent }
}

export const messageRoutes: readonly Route[] = [
  { method: 'GET', path: '/channels/:id/messages', bucket: 'reads', run: listMessages },
  { method: 'GET', path: '/channels/:id/messages/:id', bucket: 'reads', run: getMessage },
  { method: 'POST', path: '/channels/:id/messages', bucket: 'messages', run: createMessage },
  { method: 'PATCH', path: '/channels/:id/messages/:id', bucket: 'messages', run: editMessage },
  { method: 'DELETE', path: '/channels/:id/messages/:id', bucket: 'deletes', run: deleteMessage },
  { method: 'POST', path: '/channels/:id/typing', bucket: 'typing', run: typing },
  { method: 'GET', path: '/channels/:id/messages/:id/reactions/:emoji', bucket: 'reads', run: listReactions },
  {
    method: 'PUT',
    path: '/channels/:id/messages/:id/reactions/:emoji/@me',
    bucket: 'reactions',
    run: addReaction,
  },
  {
    method: 'DELETE',
    path: '/channels/:id/messages/:id/reactions/:emoji/@me',
    bucket: 'reactions',
    run: removeReaction,
  },
  {
    method: 'DELETE',
    path: '/channels/:id/messages/:id/reactions/:emoji/:id',
    bucket: 'reactions',
    run: removeReaction,
  },
]

function listMessages(call: Call): Answer {
  const channel = channelFor(call, call.params[0])
  const { query } = call
  const limit = Number(query.get('limit') ?? 50)
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw invalidForm('limit', 'NUMBER_TYPE_MAX', 'int value should be between 1 and 100.')
  }
  // Without the permission there is no error: the list is empty. resources/message#get-channel-messages
  if (!allows(permissionsIn(call.world, channel, call.world.bot.id), 'ReadMessageHistory')) return ok([])
  const all = publicMessages(call.world, channel.id)
  const [before, after, around] = ['before', 'after', 'around'].map((name) => query.get(name))
  let picked = all.slice(-limit)
  if (before) picked = all.filter((message) => BigInt(message.id) < BigInt(before)).slice(-limit)
  else if (after) picked = all.filter((message) => BigInt(message.id) > BigInt(after)).slice(0, limit)
  else if (around) {
    const half = Math.floor(limit / 2)
    const older = all.filter((message) => BigInt(message.id) < BigInt(around)).slice(-half)
    const rest = all.filter((message) => BigInt(message.id) >= BigInt(around)).slice(0, limit - older.length)
    picked = [...older, ...rest]
  }
  return ok(picked.toReversed().map((message) => renderMessage(call.world, message, viewerOf(call))))
}

function getMessage(call: Call): Answer {
  const channel = channelFor(call, call.params[0], 'ReadMessageHistory')
  return ok(renderMessage(call.world, messageFor(call, channel, call.params[1]), viewerOf(call)))
}

function createMessage(call: Call): Answer {
  const { world, body } = call
  const channel = channelFor(call, call.params[0])
  if (channel.type === 15 || channel.type === 4) throw refusals.nonText()
  const permissions = permissionsIn(world, channel, world.bot.id)
  if (!allows(permissions, channel.thread ? 'SendMessagesInThreads' : 'SendMessages'))
    throw refusals.missingPermissions()
  if (channel.recipient && !channel.recipient.dmsOpen) throw refusals.cannotMessageUser()
  if (channel.thread?.locked) throw refusals.threadLocked()
  const nonce = readNonce(body.nonce)
  const replyTo = readReply(call, channel)
  const read = readMessageBody(call, body, channel, { isReply: replyTo !== undefined })
  if ((read.attachments?.length ?? 0) > 0 && !allows(permissions, 'AttachFiles'))
    throw refusals.missingPermissions()
  // Without Embed Links, embeds vanish silently.
  const embeds = allows(permissions, 'EmbedLinks') ? (read.embeds ?? []) : []
  checkNotEmpty({
    content: read.content ?? '',
    embeds: read.embeds ?? [],
    components: read.components ?? [],
    attachments: read.attachments ?? [],
  })
  if (((read.flags ?? 0) & messageFlags.ephemeral) !== 0)
    call.violate('only interactions can be answered ephemerally')
  if (nonce !== undefined && body.enforce_nonce === true) {
    const earlier = sameNonce(call, nonce)
    if (earlier) return ok({ ...renderMessage(world, earlier, viewerOf(call)), ...renderNonce(earlier) })
  }
  const message = postMessage(world, {
    author: world.bot,
    channel,
    type: replyTo ? 19 : 0,
    content: read.content ?? '',
    embeds,
    components: read.components ?? [],
    attachments: read.attachments ?? [],
    flags: (read.flags ?? 0) & ~messageFlags.ephemeral,
    nonce,
    allowed: read.allowed,
    mentionDefaults: mentionDefaults.message,
    replyTo,
  })
  return ok({ ...renderMessage(world, message, viewerOf(call)), ...renderNonce(message) })
}

function editMessage(call: Call): Answer {
  const { world } = call
  const channel = channelFor(call, call.params[0])
  const message = messageFor(call, channel, call.params[1])
  if (message.author.id !== world.bot.id) throw refusals.notYours()
  if (channel.thread?.archived) throw refusals.archived()
  const read = readMessageBody(call, call.body, channel, { before: message })
  if (call.files.size > 0 && !allows(permissionsIn(world, channel, world.bot.id), 'AttachFiles'))
    throw refusals.missingPermissions()
  applyEdit(call, message, read, mentionDefaults.message)
  return ok(renderMessage(world, message, viewerOf(call)))
}

/** An edit by the message's own route or by a webhook's. Flags a change of nothing. */
export function applyEdit(
  call: Call,
  message: FakeMessage,
  read: ReturnType<typeof readMessageBody>,
  defaults: readonly string[],
): void {
  const { content, embeds, components, attachments } = read
  const v2 = messageFlags.componentsV2
  const removesV2 = read.flags !== undefined && (message.flags & v2) !== 0 && (read.flags & v2) === 0
  if (removesV2)
    throw invalidForm(
      'flags',
      'MESSAGE_FLAGS_CANNOT_REMOVE_COMPONENTS_V2',
      'The components v2 flag cannot be removed.',
    )
  checkNotEmpty({
    content: content ?? message.content,
    embeds: embeds ?? message.embeds,
    components: components ?? message.components,
    attachments: attachments ?? message.attachments,
  })
  const settable = messageFlags.suppressEmbeds | v2
  const flags = (message.flags & ~settable) | ((read.flags ?? message.flags) & settable)
  const wasLoading = (message.flags & messageFlags.loading) !== 0
  const changed = changeMessage(call.world, message, {
    ...(content === undefined ? {} : { content }),
    ...(embeds === undefined ? {} : { embeds }),
    ...(components === undefined ? {} : { components }),
    ...(attachments === undefined ? {} : { attachments }),
    flags: flags & ~messageFlags.loading,
    allowed: read.allowed,
    mentionDefaults: defaults,
  })
  if (!changed && !wasLoading) call.violate(`an edit of ${message.id} that changes nothing`)
}

function deleteMessage(call: Call): Answer {
  const channel = channelFor(call, call.params[0])
  const message = messageFor(call, channel, call.params[1])
  const mayManage = allows(permissionsIn(call.world, channel, call.world.bot.id), 'ManageMessages')
  if (message.author.id !== call.world.bot.id && (channel.type === 1 || !mayManage))
    throw refusals.missingPermissions()
  removeMessage(call.world, message)
  return noContent
}

function typing(call: Call): Answer {
  const channel = channelFor(call, call.params[0])
  const needed = channel.thread ? 'SendMessagesInThreads' : 'SendMessages'
  startTyping(call.world, channelFor(call, channel.id, needed), call.world.bot)
  return noContent
}

function listReactions(call: Call): Answer {
  const message = messageFor(call, channelFor(call, call.params[0], 'ReadMessageHistory'), call.params[1])
  const users = [...(message.reactions.get(call.params[2] ?? '') ?? [])]
  return ok(users.flatMap((id) => call.world.users.get(id) ?? []).map(renderUser))
}

function addReaction(call: Call): Answer {
  const channel = channelFor(call, call.params[0], 'ReadMessageHistory')
  const message = messageFor(call, channel, call.params[1])
  const emoji = call.params[2] ?? ''
  if (!/\p{Extended_Pictographic}|\p{Regional_Indicator}|[\d#*]\uFE0F?\u20E3|^\w+:\d+$/u.test(emoji))
    throw refusals.unknownEmoji()
  // To join a reaction that is there already needs no permission.
  if (!message.reactions.has(emoji)) channelFor(call, channel.id, 'AddReactions')
  react(call.world, message, call.world.bot, emoji, true)
  return noContent
}

function removeReaction(call: Call): Answer {
  const [channelId, messageId, emoji = '', userId = call.world.bot.id] = call.params
  const channel = channelFor(
    call,
    channelId,
    ...(userId === call.world.bot.id ? [] : (['ManageMessages'] as const)),
  )
  const user = call.world.users.get(userId)
  if (!user) throw refusals.unknownUser()
  react(call.world, messageFor(call, channel, messageId), user, emoji, false)
  return noContent
}

function readNonce(value: unknown): string | number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return undefined
  if (value.length > 25) throw tooLong('nonce', 25)
  return value
}

function readReply(call: Call, channel: FakeChannel): FakeMessage | undefined {
  const reference = optionalList([call.body.message_reference])?.[0]
  if (!reference) return undefined
  if (reference.type === 1) throw new DiscordError(400, 160_012, 'This fake forwards no messages')
  if (!allows(permissionsIn(call.world, channel, call.world.bot.id), 'ReadMessageHistory'))
    throw refusals.cannotReply()
  if (typeof reference.channel_id === 'string' && reference.channel_id !== channel.id) {
    throw invalidForm(
      'message_reference',
      'REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL',
      'Cannot reply to a message in a different channel',
    )
  }
  const target = findMessage(call.world, channel.id, String(reference.message_id))
  if (target && !target.deleted && target.ephemeralFor === undefined) {
    if ((target.type !== 0 && target.type < 19) || target.type === 21) {
      throw invalidForm(
        'message_reference',
        'REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE',
        'Cannot reply to a system message',
      )
    }
    return target
  }
  if (reference.fail_if_not_exists !== false)
    throw invalidForm('message_reference', 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message')
  return undefined
}

function sameNonce(call: Call, nonce: string | number): FakeMessage | undefined {
  const since = Date.now() - call.world.nonceWindowMs
  for (const messages of call.world.messages.values()) {
    for (const message of messages.values()) {
      const isMine = message.author.id === call.world.bot.id && message.createdAt >= since && !message.deleted
      if (isMine && message.nonce !== undefined && String(message.nonce) === String(nonce)) return message
    }
  }
  return undefined
}
