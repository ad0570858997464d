import type { Code, Nodes, Table } from 'mdast'
import type { Math as MathBlock } from 'mdast-util-math'
import { breakBacktickRuns, fenceFor, readFence } from './fences.ts'
import { decodeReferences, escapeMarkdown, markFootnotes } from './inline-text.ts'
import { latexToText } from './latex.ts'
import { childrenOf, continuationPrefix, endOf, startOf } from './markdown.ts'
import type { Patch } from './patches.ts'
import type { Dialect, RenderContext } from './render.ts'
import { alignTable, tableAsRecords } from './tables.ts'

/** A code block, closed if it is open, with the only fence the platform knows. */
export function renderCode(node: Code, { source, dialect }: RenderContext): readonly Patch[] {
  const from = startOf(node)
  const to = endOf(node)
  const fence = readFence(source, node)
  const prefix = continuationPrefix(source, from)
  if (fence === undefined) return [{ from, to, text: codeBlock(node.value, '', prefix, dialect) }]
  const endsLine = source.slice(from, to).endsWith('\n')
  const closing = (run: string): string => (endsLine ? `${prefix}${run}\n` : `\n${prefix}${run}`)
  if (dialect.fences === 'commonmark') {
    return fence.closeFrom === undefined ? [{ from: to, to, text: closing(fence.run) }] : []
  }
  const bodyTo = fence.closeFrom ?? to
  const body = source.slice(fence.bodyFrom, bodyTo)
  const opening = source.slice(from, fence.bodyFrom)
  return [
    { from, to: fence.bodyFrom, text: `\`\`\`${language(fence.info)}${opening.endsWith('\n') ? '\n' : ''}` },
    { from: fence.bodyFrom, to: bodyTo, text: breakBacktickRuns(body) },
    { from: bodyTo, to, text: fence.closeFrom === undefined ? closing('```') : '```' },
  ]
}

/** What such a platform takes for a language; anything else would be shown as the first line of code. */
const language = (info: string): string => /^[a-z0-9_+\-.#]+(?=\s|$)/i.exec(info)?.[0] ?? ''

function codeBlock(content: string, info: string, prefix: string, dialect: Dialect): string {
  const fence = dialect.fences === 'three' ? '```' : fenceFor(content)
  const body = dialect.fences === 'three' ? breakBacktickRuns(content) : content
  return `${fence}${info}\n${body}\n${fence}`.replace(/\n/g, `\n${prefix}`)
}

export function renderTable(node: Table, context: RenderContext): string {
  const prefix = continuationPrefix(context.source, startOf(node))
  const rows = node.children.map((row) => row.children.map((cell) => plainText(cell, context)))
  const aligned = alignTable({ rows, align: node.align ?? [] }, context.dialect.tableWidth)
  if (aligned !== undefined) return codeBlock(aligned, '', prefix, context.dialect)
  const cells = node.children.map((row, index) =>
    row.children.map((cell) => {
      const text = (cell.children.length === 0 ? '' : context.inline(cell))
        .replace(/\s*\n\s*/g, ' ')
        .replace(/\\\|/g, '|')
        .trim()
      return index === 0 || text === '' ? text.replace(/\*\*/g, '') : text
    }),
  )
  return tableAsRecords(cells).replace(/\n/g, `\n${prefix}`)
}

/** A cell as one line of text without markup; a link keeps its address. */
function plainText(node: Nodes, context: RenderContext): string {
  if (node.type === 'inlineCode') return node.value
  if (node.type === 'break' || (node.type === 'html' && /^<br/i.test(node.value))) return ' '
  if (node.type === 'text') return markFootnotes(node.value)
  const inner = childrenOf(node)
    .map((child) => plainText(child, context))
    .join('')
  if (node.type === 'link')
    return inner === node.url || node.url.endsWith(inner) ? inner : `${inner} (${node.url})`
  if (childrenOf(node).length > 0 || node.type === 'tableCell') return inner.replace(/\s+/g, ' ').trim()
  const single = { type: 'paragraph', children: [node], position: node.position } as Nodes
  return decodeReferences(context.inline(single))
    .replace(/\\([\\`*_~|])/g, '$1')
    .replace(/^(`+)(.*)\1$/s, '$2')
}

/** A formula set apart: its text, in a monospaced block where it has rows; its source where it is no formula. */
export function renderMath(node: MathBlock, { source, dialect }: RenderContext): string {
  const prefix = continuationPrefix(source, startOf(node))
  const raw = source.slice(startOf(node), endOf(node))
  const inside = raw
    .split('\n')
    .map((line, index) => (index === 0 ? line : line.replace(/^[ \t]*(?:>[ \t]?)*/, '')))
    .join('\n')
  const tex = inside
    .replace(/^(?:\\\[|\$\$+)/, '')
    .replace(/(?:\\\]|\$\$+)\s*$/, '')
    .trim()
  const text = latexToText(tex)
  if (text === undefined) return tex === '' ? raw : codeBlock(tex, 'latex', prefix, dialect)
  return text.includes('\n') ? codeBlock(text, '', prefix, dialect) : escapeMarkdown(text)
}
