import { GatewayIntentBits as intents } from 'discord.js'
import { checkNotEmpty, readMessageBody } from './body.ts'
import { invalidForm, refusals } from './errors.ts'
import { emitThread, mentionDefaults, postMessage } from './messages.ts'
import { allows } from './permissions.ts'
import { renderChannel, renderThreadMember } from './render.ts'
import { renderMessage } from './render-message.ts'
import { channelFor, messageFor, viewerOf } from './routes-messages.ts'
import { created, noContent, ok, type Answer, type Call, type Route } from './routing.ts'
import { createThread } from './threads.ts'
import type { FakeChannel, Json } from './types.ts'
import { permissionsIn } from './world.ts'

export const threadRoutes: readonly Route[] = [
  { method: 'GET', path: '/channels/:id', bucket: 'other', run: getChannel },
  { method: 'PATCH', path: '/channels/:id', bucket: 'other', run: editChannel },
  { method: 'DELETE', path: '/channels/:id', bucket: 'other', run: deleteChannel },
  { method: 'POST', path: '/channels/:id/messages/:id/threads', bucket: 'threads', run: threadFromMessage },
  { method: 'POST', path: '/channels/:id/threads', bucket: 'threads', run: threadAlone },
  { method: 'PUT', path: '/channels/:id/thread-members/@me', bucket: 'other', run: joinThread },
  { method: 'DELETE', path: '/channels/:id/thread-members/@me', bucket: 'other', run: leaveThread },
  { method: 'GET', path: '/channels/:id/thread-members', bucket: 'other', run: listMembers },
  { method: 'GET', path: '/channels/:id/thread-members/:id', bucket: 'other', run: getMember },
  { method: 'GET', path: '/guilds/:id/threads/active', bucket: 'other', run: activeThreads },
  { method: 'GET', path: '/channels/:id/threads/archived/public', bucket: 'other', run: archivedThreads },
]

function getChannel(call: Call): Answer {
  return ok(renderChannel(call.world, channelFor(call, call.params[0])))
}

function editChannel(call: Call): Answer {
  const channel = channelFor(call, call.params[0])
  const mine = channel.thread !== undefined && channel.ownerId === call.world.bot.id
  // Whoever may write there may open a thread that is not locked: resources/channel#modify-channel.
  const opens = channel.thread?.locked === false && call.body.archived === false
  if (opens) channelFor(call, channel.id, 'SendMessagesInThreads')
  else if (!mine) channelFor(call, channel.id, channel.thread ? 'ManageThreads' : 'ManageChannels')
  const { name, archived, locked, auto_archive_duration: minutes } = call.body
  if (typeof name === 'string') channel.name = name
  if (channel.thread) {
    if (typeof archived === 'boolean') channel.thread.archived = archived
    if (typeof locked === 'boolean') channel.thread.locked = locked
    if (typeof minutes === 'number') channel.thread.autoArchiveMinutes = minutes
    emitThread(call.world, 'THREAD_UPDATE', channel)
  }
  return ok(renderChannel(call.world, channel))
}

function deleteChannel(call: Call): Answer {
  const channel = channelFor(call, call.params[0])
  if (channel.type === 1) return ok(renderChannel(call.world, channel))
  channelFor(call, channel.id, channel.thread ? 'ManageThreads' : 'ManageChannels')
  channel.deleted = true
  call.world.emit({
    name: channel.thread ? 'THREAD_DELETE' : 'CHANNEL_DELETE',
    intents: intents.Guilds,
    guildId: channel.guildId,
    channel,
    data: () => renderChannel(call.world, channel),
  })
  return ok(renderChannel(call.world, channel))
}

function threadFromMessage(call: Call): Answer {
  const parent = channelFor(call, call.params[0], 'CreatePublicThreads')
  if (parent.type !== 0 && parent.type !== 5) throw refusals.wrongChannelType()
  const from = messageFor(call, parent, call.params[1])
  if (from.threadId !== undefined || call.world.channels.has(from.id)) throw refusals.threadExists()
  const thread = createThread(call.world, {
    parent,
    from,
    name: nameOf(call.body),
    owner: call.world.bot,
    autoArchiveMinutes: archiveOf(call.body),
  })
  return created(renderChannel(call.world, thread))
}

function threadAlone(call: Call): Answer {
  const { world, body } = call
  const parent = channelFor(call, call.params[0])
  if (![0, 5, 15].includes(parent.type)) throw refusals.wrongChannelType()
  const draft = { parent, name: nameOf(body), owner: world.bot, autoArchiveMinutes: archiveOf(body) }
  if (parent.type !== 15) {
    // Without a type it is a private thread: resources/channel#start-thread-without-message
    const isPrivate = (body.type ?? 12) === 12
    channelFor(call, parent.id, isPrivate ? 'CreatePrivateThreads' : 'CreatePublicThreads')
    return created(renderChannel(world, createThread(world, { ...draft, isPrivate })))
  }
  channelFor(call, parent.id, 'SendMessages')
  const first = readMessageBody(call, (body.message ?? {}) as Json, parent)
  const shown = {
    content: first.content ?? '',
    embeds: first.embeds ?? [],
    components: first.components ?? [],
    attachments: first.attachments ?? [],
  }
  checkNotEmpty(shown)
  const thread = createThread(world, draft)
  const message = postMessage(world, {
    id: thread.id,
    author: world.bot,
    channel: thread,
    type: 0,
    ...shown,
    flags: first.flags ?? 0,
    allowed: first.allowed,
    mentionDefaults: mentionDefaults.message,
  })
  return created({ ...renderChannel(world, thread), message: renderMessage(world, message, viewerOf(call)) })
}

function joinThread(call: Call): Answer {
  threadFor(call).thread?.members.add(call.world.bot.id)
  return noContent
}

function leaveThread(call: Call): Answer {
  threadFor(call).thread?.members.delete(call.world.bot.id)
  return noContent
}

function listMembers(call: Call): Answer {
  const thread = threadFor(call)
  return ok([...(thread.thread?.members ?? [])].map((id) => renderThreadMember(thread, id)))
}

function getMember(call: Call): Answer {
  const thread = threadFor(call)
  const id = call.params[1] === '@me' ? call.world.bot.id : (call.params[1] ?? '')
  if (thread.thread?.members.has(id) !== true) throw refusals.unknownMember()
  return ok(renderThreadMember(thread, id))
}

function activeThreads(call: Call): Answer {
  return ok(
    threadList(call, (channel) => channel.guildId === call.params[0] && channel.thread?.archived === false),
  )
}

function archivedThreads(call: Call): Answer {
  const parent = channelFor(call, call.params[0], 'ReadMessageHistory')
  const list = threadList(
    call,
    (channel) => channel.parentId === parent.id && channel.thread?.archived === true,
  )
  return ok({ ...list, has_more: false })
}

function threadList(call: Call, wanted: (channel: FakeChannel) => boolean): Json {
  const threads = [...call.world.channels.values()].filter(
    (channel) =>
      wanted(channel) &&
      !channel.deleted &&
      (channel.type !== 12 || channel.thread?.members.has(call.world.bot.id) === true) &&
      allows(permissionsIn(call.world, channel, call.world.bot.id), 'ViewChannel'),
  )
  return {
    threads: threads.map((thread) => renderChannel(call.world, thread)),
    members: threads
      .filter((thread) => thread.thread?.members.has(call.world.bot.id))
      .map((thread) => renderThreadMember(thread, call.world.bot.id)),
  }
}

function threadFor(call: Call): FakeChannel {
  const channel = channelFor(call, call.params[0])
  if (!channel.thread) throw refusals.wrongChannelType()
  return channel
}

function nameOf(body: Json): string {
  const name = typeof body.name === 'string' ? body.name.trim() : ''
  if (name.length < 1 || name.length > 100) {
    throw invalidForm('name', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.')
  }
  return name
}

function archiveOf(body: Json): number | undefined {
  const minutes = body.auto_archive_duration
  if (minutes === undefined || minutes === null) return undefined
  if (typeof minutes === 'number' && [60, 1440, 4320, 10_080].includes(minutes)) return minutes
  throw invalidForm(
    'auto_archive_duration',
    'BASE_TYPE_CHOICES',
    'Value must be one of (60, 1440, 4320, 10080).',
  )
}
