import { createHash } from 'node:crypto'
import { MessageFlags } from 'discord.js'
import type {
  APIMessage,
  RESTPatchAPIChannelMessageJSONBody,
  RESTPostAPIChannelMessageJSONBody,
} from 'discord.js'
import type { ResultFile } from '../../core/commands/command.ts'
import type { PartRef } from '../../core/question.ts'
import type { Part } from '../../core/delivery/reply.ts'
import type { ButtonRow } from './buttons.ts'
import { maxFileDescriptionLength, maxNonceLength } from './limits.ts'

/** Nobody is pinged, whatever the text holds: Discord applies its own default wherever this is left out. */
const nobody = { parse: [], replied_user: false }

/** A part as Discord shows it: the notice small and below the text. */
export function contentOf(part: Pick<Part, 'text' | 'notice'>): string {
  if (part.notice === undefined) return part.text
  return part.text === '' ? quiet(part.notice) : `${part.text}\n${quiet(part.notice)}`
}

/** Markdown in Discord's small print. */
export function quiet(markdown: string): string {
  return markdown
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `-# ${line}`)
    .join('\n')
}

/** A new message. `key` makes Discord return the first one when it is sent again within a few minutes. */
export function createBody(
  content: string,
  key: string,
  replyTo?: PartRef,
  buttons: readonly ButtonRow[] = [],
): RESTPostAPIChannelMessageJSONBody {
  return {
    content,
    ...(buttons.length === 0 ? {} : { components: [...buttons] }),
    // Previews of links that a model wrote are noise, and make the text jump while it grows.
    flags: MessageFlags.SuppressEmbeds,
    allowed_mentions: nobody,
    nonce: nonceOf(key),
    enforce_nonce: true,
    ...(replyTo === undefined
      ? {}
      : { message_reference: { message_id: replyTo.message, fail_if_not_exists: false } }),
  }
}

/** Buttons that are left out go. */
export function editBody(
  content: string,
  buttons: readonly ButtonRow[] = [],
): RESTPatchAPIChannelMessageJSONBody {
  return {
    content,
    components: [...buttons],
    flags: MessageFlags.SuppressEmbeds,
    allowed_mentions: nobody,
  }
}

/** A follow-up to an interaction, which has no nonce. */
export function followUpBody(
  content: string,
  ephemeral: boolean,
  buttons: readonly ButtonRow[] = [],
): RESTPostAPIChannelMessageJSONBody {
  const flags = MessageFlags.SuppressEmbeds | (ephemeral ? MessageFlags.Ephemeral : 0)
  return {
    content,
    ...(buttons.length === 0 ? {} : { components: [...buttons] }),
    flags,
    allowed_mentions: nobody,
  }
}

/**
 * How Discord is told of files that are sent beside a body, in their order. They take the place of those that an edited
 * message had; left out, it keeps them.
 */
export function withFiles<T extends object>(body: T, files: readonly ResultFile[] | undefined) {
  if (files === undefined) return { body }
  if (files.length === 0) return { body: { ...body, attachments: [] } }
  const attachments = files.map(({ name, alt }, id) => ({
    id: String(id),
    filename: name,
    description: Array.from(alt).slice(0, maxFileDescriptionLength).join(''),
  }))
  return {
    body: { ...body, attachments },
    files: files.map(({ name, mediaType, data }) => ({
      name,
      contentType: mediaType,
      data: Buffer.from(data),
    })),
  }
}

/** Whether a message has these files, as Discord gives it back. */
export function hasFiles(
  { attachments = [] }: Partial<Pick<APIMessage, 'attachments'>>,
  files: Part['files'],
) {
  if (files === undefined) return true
  return attachments.map((one) => one.filename).join('/') === files.map((one) => one.name).join('/')
}

function nonceOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, maxNonceLength)
}
