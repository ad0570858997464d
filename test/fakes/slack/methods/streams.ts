import { Refusal, arrayArg, blame, channelArg, needText, textArg, writableChannel } from '../api-call.ts'
import type { Call, Method } from '../api-call.ts'
import { isJson, str } from '../json.ts'
import type { Json } from '../json.ts'
import * as limits from '../limits.ts'
import { plain } from '../message.ts'
import type { Message, StreamState } from '../message.ts'
import { streamIsLive } from '../stream-life.ts'
import type { Channel } from '../world.ts'
import { setSession } from './agents.ts'
import { newBotMessage } from './chat.ts'
import { blocksArg, checkBlocks, findMessage, metadataArg, threadArg } from './content.ts'

/** Native streams: https://docs.slack.dev/reference/methods/chat.startStream and what live probes showed. */
export const streamMethods: Readonly<Record<string, Method>> = {
  'chat.startStream': (call) => {
    const { core } = call
    if (core.switches.streams !== 'on') throw new Refusal(core.switches.streams.error)
    const channel = writableChannel(call, channelArg(call))
    needText(call, 'thread_ts')
    const threadTs = threadArg(call, channel)
    checkRecipient(call, channel)
    const now = core.clock.now()
    const stream: StreamState = {
      mode: undefined,
      pieces: [],
      chars: 0,
      startedAt: now,
      lastWriteAt: now,
      state: 'live',
    }
    write(call, stream)
    const message = newBotMessage(core, channel, { content: plain(''), threadTs, stream })
    core.post(message)
    if (core.switches.agentView && threadTs !== undefined)
      setSession(call, channel.id, threadTs, 'processing')
    return { channel: channel.id, ts: message.ts }
  },

  'chat.appendStream': (call) => {
    const message = streamingMessage(call)
    const stream = liveOrRefuse(call, message)
    if (
      textArg(call, 'markdown_text') === undefined &&
      arrayArg(call, 'chunks', 'invalid_chunks') === undefined
    ) {
      throw blame(call, 'invalid_arguments', 'no_text', 'neither markdown_text nor chunks')
    }
    write(call, stream)
    stream.lastWriteAt = call.core.clock.now()
    // Slack tells apps of a streamed message when it starts and when it ends, not of every append.
    call.core.touch(message, { echo: false })
    return { channel: message.channel, ts: message.ts }
  },

  'chat.stopStream': (call) => {
    const message = streamingMessage(call)
    const { core } = call
    const brings =
      textArg(call, 'markdown_text') !== undefined || arrayArg(call, 'chunks', 'invalid_chunks') !== undefined
    const afterUserStop =
      message.stream?.state === 'stopped_by_user' && !brings && core.switches.stopAfterUserStop === 'accepted'
    const stream = afterUserStop ? message.stream : liveOrRefuse(call, message)
    if (stream === undefined) throw new Refusal('message_not_in_streaming_state')
    const blocks = blocksArg(call)
    const metadata = metadataArg(call)
    const status = sessionStatus(call)
    write(call, stream)
    stream.state = 'stopped'
    if (blocks !== undefined) message.content = { ...message.content, blocks }
    if (metadata !== undefined) message.metadata = metadata
    core.touch(message, { echo: true })
    if (status !== undefined && message.threadTs !== undefined)
      setSession(call, message.channel, message.threadTs, status)
    return { channel: message.channel, ts: message.ts }
  },
}

/** Outside direct messages the reader must be named, with the team they belong to. */
function checkRecipient(call: Call, channel: Channel): void {
  const team = textArg(call, 'recipient_team_id')
  const user = textArg(call, 'recipient_user_id')
  if (channel.kind !== 'im') {
    if (team === undefined)
      throw blame(call, 'missing_recipient', 'missing_recipient_team_id', 'recipient_team_id')
    if (user === undefined)
      throw blame(call, 'missing_recipient', 'missing_recipient_user_id', 'recipient_user_id')
  }
  if (user === undefined) return
  const known = call.core.world.users.get(user)
  if (known === undefined || (team !== undefined && known.teamId !== team))
    throw new Refusal('user_not_found')
}

function streamingMessage(call: Call): Message {
  const channel = channelArg(call)
  const message = findMessage(call, channel, needText(call, 'ts'))
  if (message === undefined) throw new Refusal('message_not_found')
  if (message.botId !== call.core.world.botId) throw new Refusal('message_not_owned_by_app')
  return message
}

function liveOrRefuse(call: Call, message: Message): StreamState {
  const { stream } = message
  if (stream !== undefined && streamIsLive(call.core, message)) return stream
  if (stream?.state === 'stopped_by_user') throw new Refusal('stopped_by_user')
  if (stream?.state === 'stopped') call.core.violate('write_after_end', `${call.method} on ${message.ts}`)
  throw new Refusal('message_not_in_streaming_state')
}

function sessionStatus(call: Call): 'active' | 'processing' | 'suspended' | 'closed' | undefined {
  const status = textArg(call, 'session_status')
  if (status === undefined) return undefined
  if (status === 'active' || status === 'processing' || status === 'suspended' || status === 'closed')
    return status
  throw blame(call, 'invalid_arguments', 'invalid_arguments', `session_status ${status}`)
}

/** Adds `markdown_text` or `chunks` to the stream, all of it or nothing. */
function write(call: Call, stream: StreamState): void {
  const markdown = textArg(call, 'markdown_text')
  const chunks = arrayArg(call, 'chunks', 'invalid_chunks')
  if (markdown !== undefined && chunks !== undefined) {
    throw blame(call, 'markdown_and_chunks', 'invalid_arguments', 'markdown_text and chunks in one request')
  }
  const mode = markdown !== undefined ? 'text' : chunks !== undefined ? 'chunks' : undefined
  if (mode === undefined) return
  if (stream.mode !== undefined && stream.mode !== mode) {
    const detail = `a stream opened with ${stream.mode} takes no ${mode}`
    throw blame(call, 'stream_mode_mismatch', 'streaming_mode_mismatch', detail)
  }
  if (markdown !== undefined && markdown.length > limits.MARKDOWN_CHARS) {
    throw blame(call, 'too_long', 'msg_too_long', `markdown_text of ${markdown.length} characters`)
  }
  const incoming = markdown !== undefined ? [{ type: 'markdown_text', text: markdown }] : (chunks ?? [])
  for (const chunk of incoming) checkChunk(call, chunk)
  const total = stream.chars + incoming.reduce((sum, chunk) => sum + chunkLength(chunk), 0)
  if (total > limits.STREAM_TOTAL_CHARS) {
    throw blame(call, 'too_long', 'msg_too_long', `${total} characters in one streamed message`)
  }
  stream.mode = mode
  stream.chars = total
  for (const chunk of incoming) addChunk(stream, chunk)
}

function checkChunk(call: Call, chunk: Json): void {
  const invalid = (detail: string): Refusal => blame(call, 'invalid_arguments', 'invalid_chunks', detail)
  switch (chunk.type) {
    case 'markdown_text':
      if (typeof chunk.text !== 'string') throw invalid('markdown_text without text')
      if (chunk.text.length > limits.MARKDOWN_CHARS) {
        throw blame(call, 'too_long', 'msg_too_long', `a chunk of ${chunk.text.length} characters`)
      }
      return
    case 'task_update':
      if (str(chunk, 'id') === '' || str(chunk, 'title') === '')
        throw invalid('task_update without id or title')
      if (!['pending', 'in_progress', 'complete', 'error'].includes(str(chunk, 'status'))) {
        throw invalid(`task status ${str(chunk, 'status')}`)
      }
      return
    case 'plan_update':
      if (str(chunk, 'title') === '') throw invalid('plan_update without title')
      return
    case 'blocks':
      if (!Array.isArray(chunk.blocks) || !chunk.blocks.every(isJson)) throw invalid('blocks without blocks')
      checkBlocks(call, chunk.blocks)
      return
    default:
      throw invalid(`chunk type ${String(chunk.type)}`)
  }
}

function chunkLength(chunk: Json): number {
  return chunk.type === 'markdown_text' ? str(chunk, 'text').length : JSON.stringify(chunk).length
}

function addChunk(stream: StreamState, chunk: Json): void {
  const last = stream.pieces.at(-1)
  if (chunk.type === 'markdown_text') {
    if (last?.kind === 'markdown') last.text += str(chunk, 'text')
    else stream.pieces.push({ kind: 'markdown', text: str(chunk, 'text') })
  } else if (chunk.type === 'task_update') {
    const id = str(chunk, 'id')
    const known = stream.pieces.find((piece) => piece.kind === 'task' && piece.id === id)
    if (known?.kind === 'task') known.fields = mergeTask(known.fields, chunk)
    else stream.pieces.push({ kind: 'task', id, fields: { ...chunk } })
  } else if (chunk.type === 'plan_update') {
    const known = stream.pieces.find((piece) => piece.kind === 'plan')
    if (known?.kind === 'plan') known.title = str(chunk, 'title')
    else stream.pieces.push({ kind: 'plan', title: str(chunk, 'title') })
  } else if (Array.isArray(chunk.blocks)) {
    stream.pieces.push({ kind: 'blocks', blocks: chunk.blocks.filter(isJson) })
  }
}

/** Title and status replace, details append. */
function mergeTask(before: Json, chunk: Json): Record<string, unknown> {
  const details = str(before, 'details') + str(chunk, 'details')
  return { ...before, ...chunk, ...(details === '' ? {} : { details }) }
}
