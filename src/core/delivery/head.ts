import type { ResultFile } from '../commands/command.ts'
import { capParts } from './parts/cap.ts'
import type { Format } from './parts/format.ts'
import type { SplitPart } from './parts/splitter.ts'
import type { Manner } from './manner.ts'

/** What of an answer is shown as messages, and what is said of the rest. */
export interface Head {
  readonly parts: readonly SplitPart[]
  /** Markdown below the last part. */
  readonly notice?: string
  /** Once all is written: the rest, as a file. */
  readonly rest?: ResultFile
}

const restName = 'answer.md'

/** The first parts of an answer, so many as the settings allow. `ended`: the source grows no more. */
export function headOf(
  format: Format,
  source: string,
  parts: readonly SplitPart[],
  { maxParts, say }: Pick<Manner, 'maxParts' | 'say'>,
  ended: boolean,
): Head {
  if (parts.length <= maxParts) return { parts }
  if (!ended) return { parts: parts.slice(0, maxParts), notice: say.text('notice.rest-follows') }
  const { head, rest } = capParts(format, source, parts, maxParts)
  if (rest === undefined) return { parts: head }
  const data = new TextEncoder().encode(rest)
  return {
    parts: head,
    notice: say.text('notice.rest-in-file', { file: restName }),
    rest: { name: restName, mediaType: 'text/markdown', data, alt: say.text('file.rest') },
  }
}

/** What another notice below the same part may take, such as that the answer was stopped. UTF-16 units. */
const otherNotice = 120

/** Leaves room in the last part of the head for what is said there, so that it needs no message of its own. */
export function roomInHead(
  format: Format,
  { maxParts, say }: Pick<Manner, 'maxParts' | 'say'>,
  withNotice: (text: string, notice: string) => string,
): (index: number) => Format {
  const notice = withNotice('…', say.text('notice.rest-in-file', { file: restName })).slice(1)
  const needed = notice === '' ? 0 : Buffer.byteLength(notice) + otherNotice
  // Where messages are that short, a notice takes one of its own.
  if (needed === 0 || needed > format.maxLength / 4) return () => format
  const less = {
    ...format,
    maxLength: format.maxLength - needed,
    ...(format.maxBytes !== undefined && { maxBytes: format.maxBytes - needed }),
  }
  return (index) => (index === maxParts - 1 ? less : format)
}
