import { fits } from './format.ts'
import type { Format } from './format.ts'
import { createPreview } from './preview.ts'
import { freezePart } from './frozen-part.ts'
import type { FrozenPart } from './frozen-part.ts'
import { nothingOpen } from './opening.ts'
import { chooseCut } from './cut.ts'
import { codeSpan } from './inline-text.ts'
import { openView, skipBlankLines } from './view.ts'
import type { View } from './view.ts'

/** One platform message of an answer. */
export interface SplitPart {
  /** The slice [from, to) of the source Markdown, in UTF-16 units. */
  readonly from: number
  readonly to: number
  /** Rendered and within limits; while it is the last and open, half-open constructs are closed or held back. */
  readonly text: string
}

/** Turns a growing Markdown text into parts. */
export interface Splitter {
  /** Cheap: nothing is parsed before `parts` is called. */
  append(markdown: string): void
  /**
   * All parts so far, in order; none while there is nothing to see. All but the last are frozen: once a later part
   * has been returned, their slice and text never change.
   */
  parts(): readonly SplitPart[]
  /** No more text comes: the last part is rendered as it is, nothing is held back. */
  end(): void
  readonly source: string
}

/** What an earlier process had generated, and the parts it had frozen. */
export interface SplitterState {
  readonly source: string
  readonly frozen: readonly { readonly from: number; readonly to: number }[]
}

/**
 * Splits by the Markdown tree; only what came since the last whole block is parsed again. `roomOf` gives single parts
 * less room than the format has.
 */
export function createSplitter(
  format: Format,
  resume?: SplitterState,
  roomOf: (index: number) => Format = () => format,
): Splitter {
  let source = resume?.source ?? ''
  let ended = false
  let known:
    | { readonly source: string; readonly ended: boolean; readonly parts: readonly SplitPart[] }
    | undefined
  let shown: { readonly from: number; readonly text: string } | undefined
  const cuts: FrozenPart[] = []
  let preview = createPreview(format)

  for (const slice of resume?.frozen ?? []) cuts.push(freeze(slice.from, slice.to))

  function freeze(from: number, to: number): FrozenPart {
    return freezePart(format, source, from, to, cuts.at(-1)?.opening)
  }

  function viewFrom(from: number, to: number): View {
    return openView(source, from, to, cuts.at(-1)?.opening ?? nothingOpen)
  }

  function current(): readonly SplitPart[] {
    for (;;) {
      const from = cuts.at(-1)?.to ?? 0
      const window = windowEnd(format, source, from)
      const view = viewFrom(from, window)
      const isWhole = window === source.length
      const text = isWhole ? preview.show(view, ended) : undefined
      if (text !== undefined && fits(roomOf(cuts.length), text)) return lastParts(view, from, text)
      cutOff(view, from, window)
    }
  }

  function lastParts(view: View, from: number, text: string): readonly SplitPart[] {
    if (text !== '' && view.showsSource(view.text.length)) {
      shown = { from, text }
      return [...cuts, { from, to: source.length, text }]
    }
    // What was seen stays, though more text has made it something that is held back.
    if (shown?.from === from) return [...cuts, { ...shown, to: source.length }]
    const last = cuts.at(-1)
    if (last !== undefined) return [...cuts.slice(0, -1), { ...last, to: source.length }]
    // Nothing but tags that would be left out: better seen than an answer with nothing in it.
    const raw = source.trim() === '' || !ended ? '' : format.render(codeSpan(source.trim()))
    return raw !== '' && fits(format, raw) ? [{ from: 0, to: source.length, text: raw }] : []
  }

  function cutOff(view: View, from: number, window: number): void {
    const least = openedLength(view)
    const at = chooseCut(roomOf(cuts.length), view.text, least)
    const midLine = at !== undefined && view.text.charAt(at - 1) !== '\n'
    // Where not even one character fits, which no known format brings about, the part is overlong rather than lost.
    const cut = at === undefined ? window : view.toSource(at)
    cuts.push(freeze(from, Math.max(from + 1, skipBlankLines(source, cut, window, midLine))))
    preview = createPreview(format)
  }

  return {
    append(markdown) {
      source += markdown
    },
    parts() {
      if (known === undefined || known.source !== source || known.ended !== ended) {
        const parts = current().map(({ from, to, text }) => ({ from, to, text }))
        known = { source, ended, parts }
      }
      return known.parts
    },
    end() {
      ended = true
    },
    get source() {
      return source
    },
  }
}

/** How much source is looked at for one part: rendering seldom makes text much shorter. */
function windowEnd(format: Format, source: string, from: number): number {
  const end = from + format.maxLength * 2
  return end >= source.length ? source.length : end
}

/** Length of what the view opened again before the first character of the source. */
function openedLength(view: View): number {
  let low = 0
  let high = view.text.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (view.showsSource(middle)) high = middle
    else low = middle + 1
  }
  return Math.max(0, low - 1)
}
