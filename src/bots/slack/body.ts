import { createHash } from 'node:crypto'
import type { Answer } from './calls.ts'
import { limits } from './limits.ts'
import { toMrkdwn, unescapeMarkdown } from './mrkdwn.ts'

/** What tells our messages apart when a thread is read back: `sum` is that of the content. */
export function metadataOf(key: string, sum = ''): Answer {
  return { event_type: metadataType, event_payload: { key, sum } }
}

export const metadataType = 'tanya_part'

/** Tells contents apart. Slack gives messages back in another form than they were written in. */
export function sumOf(
  text: string,
  notice: string | undefined,
  actions: readonly string[] | undefined,
): string {
  return createHash('sha256')
    .update(JSON.stringify([text, notice ?? '', ...(actions ?? [])]))
    .digest('base64url')
    .slice(0, 16)
}

/**
 * The content of a message: escaped Markdown, a notice below it in small type, and buttons. Blocks only where these
 * need them, since a refused block takes the whole message with it.
 */
export function bodyOf(text: string, notice: string | undefined, buttons?: Answer): Answer {
  if (notice === undefined && buttons === undefined) return { markdown_text: text }
  return {
    text: fallbackOf(text, notice),
    blocks: [...(text.trim() === '' ? [] : [{ type: 'markdown', text }]), ...belowOf(notice, buttons)],
  }
}

/** The same without blocks, for when Slack refuses them. */
export function plainBodyOf(text: string, notice: string | undefined): Answer {
  return { markdown_text: notice === undefined ? text : `${text}\n\n${toMrkdwn(notice)}`.trimStart() }
}

/** The blocks below a text. `notice` is Markdown. */
export function belowOf(notice: string | undefined, buttons: Answer | undefined): readonly Answer[] {
  return [...(notice === undefined ? [] : [noticeBlock(notice)]), ...(buttons === undefined ? [] : [buttons])]
}

/** A notice in small type. */
function noticeBlock(notice: string): Answer {
  const text = toMrkdwn(notice).slice(0, limits.noticeChars)
  return { type: 'context', elements: [{ type: 'mrkdwn', text }] }
}

/** What notifications and screen readers tell, and what is read of it later: what the blocks say, as far as it fits. */
function fallbackOf(text: string, notice: string | undefined): string {
  const all = [unescapeMarkdown(text), notice ?? ''].filter((line) => line.trim() !== '')
  const bytes = Buffer.from(toMrkdwn(all.join('\n\n')))
  if (bytes.length <= limits.fallbackBytes) return bytes.toString()
  const sign = '…'
  const cut = bytes.subarray(0, limits.fallbackBytes - Buffer.byteLength(sign)).toString()
  // Neither half a letter nor half of what is escaped.
  return `${cut.replace(/(?:&\w*|\uFFFD+)$/u, '')}${sign}`
}

/** On every message: no link preview, no names made into mentions. */
export const quiet: Answer = { unfurl_links: false, unfurl_media: false, link_names: false }
