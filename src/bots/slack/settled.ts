import type { SplitPart } from '../../core/delivery/parts/splitter.ts'
import { escapeMarkdown, unsettledTail } from './mrkdwn.ts'

/** How much of the source's end is looked for in its rendering. */
const tailChars = 24
/** What closes half-open emphasis, code, links and fences. */
const closers = /^[\s*_~`|)\]}$]{0,12}$/u
/** From this share of a part's length on, a block that begins there is likely to be moved to the next part. */
const nearlyFull = 0.85
/** A block that no part ends with if it can be helped. */
const announcement = /^\s*#{1,6} [^\n]*$|[:：]\**\s*$/u

/**
 * What of an open part can be written to a stream, where nothing is taken back: the rendering without what closes
 * half-open Markdown for the moment. `before` is the rendering of the last look. A guess that turns out wrong costs an
 * edit when the part is complete.
 */
export function settledText(
  part: SplitPart,
  source: string,
  sent: string,
  before: string,
  maxLength: number,
): string {
  const { text } = part
  let settled = text.slice(0, settledLength(text, source.slice(part.from, part.to), before))
  settled = settled.slice(0, settled.length - unsettledTail(settled))
  const lastBlock = settled.lastIndexOf('\n\n')
  if (lastBlock <= maxLength * nearlyFull) return settled
  const whole = settled.slice(0, withoutAnnouncements(settled, lastBlock)).trimEnd()
  return settled.slice(0, Math.max(sent.length, whole.length))
}

/** The end of the text up to `end` without the headings and lines that announce what comes, which move with it. */
function withoutAnnouncements(text: string, end: number): number {
  const start = text.lastIndexOf('\n\n', end - 1)
  if (start < 0 || !announcement.test(text.slice(start, end))) return end
  return withoutAnnouncements(text, start)
}

function settledLength(text: string, slice: string, before: string): number {
  const tail = escapeMarkdown(slice.trimEnd().slice(-tailChars))
  const at = tail === '' ? -1 : text.lastIndexOf(tail)
  if (at >= 0 && closers.test(text.slice(at + tail.length))) return at + tail.length
  // Something is held back or rendered otherwise: what two looks agree on.
  let same = 0
  while (same < text.length && text[same] === before[same]) same += 1
  return same
}
