import type { Format } from './format.ts'
import { freezePart } from './frozen-part.ts'
import type { FrozenPart } from './frozen-part.ts'
import type { SplitPart } from './splitter.ts'
import { openView } from './view.ts'

/** An answer of which only the head is shown as messages. */
export interface Capped {
  readonly head: readonly SplitPart[]
  /** Markdown for a file: the rest of the source, with what was open at the cut opened again. Absent: all is shown. */
  readonly rest?: string
}

/** The first `maxParts` parts of an answer, and the rest for a file. `parts` are those of `source`, all of them. */
export function capParts(
  format: Format,
  source: string,
  parts: readonly SplitPart[],
  maxParts: number,
): Capped {
  if (parts.length <= maxParts) return { head: parts }
  const head = parts.slice(0, maxParts)
  const last = head.reduce<FrozenPart | undefined>(
    (before, part) => freezePart(format, source, part.from, part.to, before?.opening),
    undefined,
  )
  if (last === undefined) return { head, rest: source }
  return { head, rest: openView(source, last.to, source.length, last.opening).text }
}
