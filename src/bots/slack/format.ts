import { alignedTextFormat, nativeMarkdownFormat } from '../../core/delivery/parts/formats.ts'
import { limits } from './limits.ts'
import { escapeMarkdown } from './mrkdwn.ts'

/** How Slack shows Markdown in `markdown_text`; lengths count what is escaped. */
export const slackFormat = nativeMarkdownFormat({ maxLength: limits.messageChars, escape: escapeMarkdown })

/** Markdown in pieces that become mrkdwn, which knows no tables. */
export const whisperFormat = alignedTextFormat({
  maxLength: limits.responseChars,
  headings: 1,
  tableWidth: 72,
})
