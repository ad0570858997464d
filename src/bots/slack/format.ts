import type { Format } from '../../core/delivery/parts/format.ts'
import { renderMarkdown } from '../../core/delivery/parts/render.ts'
import type { Dialect } from '../../core/delivery/parts/render.ts'
import { limits } from './limits.ts'
import { escapeMarkdown } from './mrkdwn.ts'

/** `markdown_text` shows GFM as it is. */
const dialect: Dialect = {
  headings: 6,
  tables: 'native',
  fences: 'commonmark',
  tableWidth: 0,
  smallPrint: '',
  commonmark: true,
}

/** How Slack shows Markdown in `markdown_text`; lengths count what is escaped. */
export const slackFormat: Format = {
  maxLength: limits.messageChars,
  spoilers: false,
  render: (markdown) => escapeMarkdown(renderMarkdown(markdown, dialect)),
}

/** Markdown in pieces that become mrkdwn, which knows no tables. */
export const whisperFormat: Format = {
  maxLength: limits.responseChars,
  spoilers: false,
  render: (markdown) =>
    renderMarkdown(markdown, { ...dialect, headings: 1, tables: 'aligned', fences: 'three', tableWidth: 72 }),
}
