import type { Format } from './format.ts'
import { healOpenEnd } from './heal.ts'
import { lineStart, parseMarkdown, startOf } from './markdown.ts'
import type { View } from './view.ts'

/** The rendered text of the part that is still growing; what cannot change any more is parsed and rendered once. */
export interface Preview {
  show(view: View, ended: boolean): string
}

/** A shorter tail is parsed whole each time: finding out what is settled takes a parse too. */
const worthSettling = 500

export function createPreview(format: Format): Preview {
  let settled = ''
  let settledText = ''

  /** A top-level block is whole once another follows it in complete lines: only the last line can still turn round. */
  function settle(text: string): void {
    if (!text.startsWith(settled)) {
      settled = ''
      settledText = ''
    }
    const tail = text.slice(settled.length)
    if (tail.length < worthSettling) return
    const complete = tail.slice(0, lineStart(tail, tail.length))
    const last = parseMarkdown(complete).children.at(-1)
    const from = last === undefined ? 0 : lineStart(complete, startOf(last))
    if (from === 0) return
    settledText += format.render(complete.slice(0, from))
    settled += complete.slice(0, from)
  }

  return {
    show(view, ended) {
      settle(view.text)
      const tail = view.text.slice(settled.length)
      const shown = ended ? tail : healOpenEnd(tail, format.spoilers)
      const isSeen = view.showsSource(settled.length + shown.length) || settled !== ''
      return isSeen ? (settledText + format.render(shown)).trim() : ''
    },
  }
}
