import { renderCut } from './cut.ts'
import type { Format } from './format.ts'
import { nothingOpen, openingAfter } from './opening.ts'
import type { Opening } from './opening.ts'
import { openView } from './view.ts'
import type { View } from './view.ts'

/** A part that is cut off for ever, and what is open after it. */
export interface FrozenPart {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly opening: Opening
}

/** The part of a slice; nothing but the slice and what was open before it decides its text. */
export function freezePart(
  format: Format,
  source: string,
  from: number,
  to: number,
  before = nothingOpen,
): FrozenPart {
  const view = openView(source, from, to, before)
  const after = openingAfter(
    view.text + missingLineEnding(view, source, to),
    view.containers,
    format.spoilers,
  )
  return { from, to, text: renderCut(format, view.text), opening: affordable(format, after) }
}

/** Blank lines at the end of a slice are not in its view, yet tell that its last line is whole. */
function missingLineEnding(view: View, source: string, to: number): string {
  return source.charAt(to - 1) === '\n' && !view.text.endsWith('\n') ? '\n' : ''
}

/** Leaves out of an opening what would take too much of each part: a wide table's head, a deep nest. */
function affordable(format: Format, opening: Opening): Opening {
  const room = Math.floor(format.maxLength / 4)
  const { table, fence, ...rest } = opening
  const head = table === undefined || format.render(`${table}\n`).length > room ? {} : { table }
  const run =
    fence === undefined ? {} : { fence: fence.line.length > room / 2 ? { ...fence, line: fence.run } : fence }
  const containers = rest.containers.length * 4 > room ? [] : rest.containers
  const inline = rest.inline.join('').length > room / 4 ? [] : rest.inline
  return { ...rest, containers, inline, ...head, ...run }
}
