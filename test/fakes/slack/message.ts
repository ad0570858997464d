import { blockText, unescape } from './block-text.ts'
import { isJson, objects, str } from './json.ts'
import type { Json } from './json.ts'
import { mentionsIn, mergePings, noPings } from './mentions.ts'
import type { Pings } from './mentions.ts'

/** One piece of a streamed message, in the order it first appeared. */
export type StreamPiece =
  | { readonly kind: 'markdown'; text: string }
  | { readonly kind: 'task'; readonly id: string; fields: Record<string, unknown> }
  | { readonly kind: 'plan'; title: string }
  | { readonly kind: 'blocks'; readonly blocks: readonly Json[] }

export interface StreamState {
  /** Set by the first call that brought text: a stream takes only that shape for its whole life. */
  mode: 'text' | 'chunks' | undefined
  readonly pieces: StreamPiece[]
  /** Characters so far, tasks and plans as JSON included. */
  chars: number
  readonly startedAt: number
  lastWriteAt: number
  state: 'live' | 'stopped' | 'dead' | 'stopped_by_user'
}

/** What a message consists of. `text` is a fallback once there are blocks. */
export interface Content {
  readonly text: string
  readonly markdown: string | undefined
  readonly blocks: readonly Json[]
  readonly attachments: readonly Json[]
  /** `link_names` or `parse: full`: a bare `@here` becomes a mention. */
  readonly linkNames: boolean
}

/** What readers saw from that moment on. */
export interface Version {
  readonly at: number
  readonly text: string
  readonly streaming: boolean
}

export interface Message {
  readonly channel: string
  readonly ts: string
  readonly threadTs: string | undefined
  readonly user: string
  /** Ours or another's; undefined for people. */
  readonly botId: string | undefined
  readonly appId: string | undefined
  readonly subtype: string | undefined
  /** The one reader of an ephemeral message. */
  readonly ephemeralFor: string | undefined
  readonly clientMsgId: string | undefined
  readonly createdAt: number
  content: Content
  metadata: Json | undefined
  files: readonly string[]
  editedBy: { readonly user: string; readonly ts: string } | undefined
  stream: StreamState | undefined
  readonly reactions: Map<string, Set<string>>
  deletedAt: number | undefined
  readonly versions: Version[]
  /** Everybody pinged so far, by the first version or by an edit. */
  pings: Pings
}

export function plain(text: string): Content {
  return { text, markdown: undefined, blocks: [], attachments: [], linkNames: false }
}

/** The message as a reader sees it: text, Markdown or blocks, with Slack's escapes undone. */
export function readerText(message: Message): string {
  return visible(message).join('\n')
}

/** Only what was written as Markdown (`markdown_text`, `markdown` blocks, streams), joined as it was generated. */
export function markdownOf(message: Message): string {
  const { content, stream } = message
  const streamed = stream?.pieces.map((piece) => (piece.kind === 'markdown' ? piece.text : '')).join('') ?? ''
  const blocks = content.blocks
    .filter((block) => block.type === 'markdown')
    .map((block) => str(block, 'text'))
  return unescape([streamed, content.markdown ?? '', ...blocks].filter((text) => text !== '').join('\n'))
}

function visible(message: Message): string[] {
  const { content, stream } = message
  const parts: string[] = []
  if (stream !== undefined) parts.push(...stream.pieces.map(pieceText))
  if (content.markdown !== undefined) parts.push(unescape(content.markdown))
  if (content.blocks.length > 0) parts.push(blockText(content.blocks))
  else if (stream === undefined && content.markdown === undefined) parts.push(unescape(content.text))
  for (const attachment of content.attachments) {
    const blocks = objects(attachment.blocks)
    parts.push(
      blocks.length > 0
        ? blockText(blocks)
        : unescape(str(attachment, 'text') || str(attachment, 'fallback')),
    )
  }
  return parts.filter((part) => part !== '')
}

function pieceText(piece: StreamPiece): string {
  switch (piece.kind) {
    case 'markdown':
      return unescape(piece.text)
    case 'task':
      return ['title', 'details', 'output']
        .map((field) => str(piece.fields, field))
        .filter((text) => text !== '')
        .join('\n')
    case 'plan':
      return piece.title
    case 'blocks':
      return blockText(piece.blocks)
    default:
      return piece satisfies never
  }
}

/** Everybody Slack would ping for the message as it is now. */
export function pingsOf(message: Message): Pings {
  const { content, stream } = message
  const fields: unknown[] = [content.text, content.markdown ?? '', content.blocks, content.attachments]
  for (const piece of stream?.pieces ?? []) {
    fields.push(
      piece.kind === 'markdown'
        ? piece.text
        : piece.kind === 'blocks'
          ? piece.blocks
          : { type: 'task', ...piece },
    )
  }
  return fields.reduce<Pings>(
    (found, field) => mergePings(found, mentionsIn(field, content.linkNames)),
    noPings,
  )
}

/** Records what readers see now, unless it is what they saw before. */
export function recordVersion(message: Message, at: number): void {
  const text = readerText(message)
  const streaming = message.stream?.state === 'live'
  const last = message.versions.at(-1)
  if (last === undefined || last.text !== text || last.streaming !== streaming) {
    message.versions.push({ at, text, streaming })
  }
}

/** The message as `conversations.history` and events carry it. */
export function wireMessage(message: Message, teamId: string): Record<string, unknown> {
  const text =
    message.stream === undefined ? (message.content.markdown ?? message.content.text) : streamText(message)
  const blocks =
    message.stream !== undefined || message.content.markdown !== undefined
      ? [richText(text), ...message.content.blocks]
      : message.content.blocks
  return {
    type: 'message',
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    user: message.user,
    ts: message.ts,
    ...(message.clientMsgId === undefined ? {} : { client_msg_id: message.clientMsgId }),
    ...(message.botId === undefined
      ? {}
      : { bot_id: message.botId, app_id: message.appId, bot_profile: botProfile(message, teamId) }),
    text,
    team: teamId,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(blocks.length === 0 ? {} : { blocks }),
    ...(message.content.attachments.length === 0 ? {} : { attachments: message.content.attachments }),
    ...(message.editedBy === undefined ? {} : { edited: message.editedBy }),
  }
}

function streamText(message: Message): string {
  return (message.stream?.pieces ?? []).map((piece) => (piece.kind === 'markdown' ? piece.text : '')).join('')
}

/** The `rich_text` block Slack makes of plain text. */
export function richText(text: string): Json {
  return {
    type: 'rich_text',
    block_id: 'auto',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: unescape(text) }] }],
  }
}

function botProfile(message: Message, teamId: string): Json {
  return {
    id: message.botId,
    deleted: false,
    name: 'bot',
    updated: 0,
    app_id: message.appId,
    icons: {},
    team_id: teamId,
  }
}

/** The reactions as histories carry them; events do not. */
export function reactionsOf(message: Message): Json[] {
  return [...message.reactions].map(([name, users]) => ({ name, users: [...users], count: users.size }))
}

/** Metadata as it may be stored: `event_type` a string and `event_payload` an object. */
export function isMetadata(value: unknown): value is Json {
  return isJson(value) && typeof value.event_type === 'string' && isJson(value.event_payload)
}
