import type { Format } from './format.ts'

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

export function createSplitter(format: Format, resume?: SplitterState): Splitter {
  let source = resume?.source ?? ''
  return {
    append: (markdown) => void (source += markdown),
    parts: () => (source.trim() === '' ? [] : [{ from: 0, to: source.length, text: format.render(source) }]),
    end: () => undefined,
    get source() {
      return source
    },
  }
}

/** The Markdown that parts were made of. */
export function joinParts(source: string, parts: readonly { readonly from: number; readonly to: number }[]): string {
  return parts.map((part) => source.slice(part.from, part.to)).join('')
}
