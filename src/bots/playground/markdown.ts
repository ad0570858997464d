import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

/**
 * Footnotes make ids, which on one page with many messages would clash. A picture would tell another site who reads
 * it: without its own syntax it is a mark of exclamation and a link.
 */
const left = {
  disable: {
    null: ['gfmFootnoteCall', 'gfmFootnoteDefinition', 'gfmPotentialFootnoteCall', 'labelStartImage'],
  },
}

/**
 * Markdown as HTML in which nothing is markup that was not Markdown: tags are shown as text, and addresses are those
 * of the web and of mail alone. Never throws.
 */
export function toHtml(markdown: string): string {
  return micromark(markdown, {
    allowDangerousHtml: false,
    allowDangerousProtocol: false,
    extensions: [gfm({ singleTilde: false }), left],
    htmlExtensions: [gfmHtml()],
  })
}
