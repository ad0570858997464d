import type { Nodes, Table } from 'mdast'
import { readFence } from './fences.ts'
import { openInline } from './heal.ts'
import { endOf, lastBlockPath, lineStart, parseMarkdown, startOf } from './markdown.ts'

/** What is open where a part ends, and has to be opened again in the next. */
export interface Opening {
  /** Block quotes and list items, outermost first; `indent` is in columns and of items only. */
  readonly containers: readonly Container[]
  /** A fence of code or of a formula. */
  readonly fence?: { readonly line: string; readonly run: string }
  /** Header and delimiter row of a table. */
  readonly table?: string
  readonly indentedCode: boolean
  /** Marks of emphasis, code and spoilers. */
  readonly inline: readonly string[]
  /** The part ends within a line. */
  readonly midLine: boolean
}

export interface Container {
  readonly kind: 'quote' | 'item'
  readonly indent: number
}

export const nothingOpen: Opening = { containers: [], indentedCode: false, inline: [], midLine: false }

/**
 * What is open at the end of a part's text. It is read from that text alone, so that it is found again after a restart;
 * `around` are containers opened before it.
 */
export function openingAfter(text: string, around: readonly Container[], spoilers: boolean): Opening {
  const path = lastBlockPath(parseMarkdown(text))
  const leaf = path.at(-1)
  const midLine = text !== '' && !text.endsWith('\n')
  const fence = leaf === undefined ? undefined : openFence(text, leaf)
  const table = leaf?.type === 'table' ? tableHead(text, leaf) : undefined
  return {
    containers: joined(around, containersOf(text, path)),
    ...(fence === undefined ? {} : { fence }),
    ...(table === undefined ? {} : { table }),
    indentedCode: leaf?.type === 'code' && readFence(text, leaf) === undefined,
    inline: midLine ? openInline(text, spoilers) : [],
    midLine,
  }
}

/** Quotes of earlier parts are in the text again, items are not. */
function joined(around: readonly Container[], inner: readonly Container[]): readonly Container[] {
  const all: Container[] = []
  let quotes = 0
  for (const container of around) {
    if (container.kind === 'quote') {
      if (inner[quotes]?.kind !== 'quote') break
      quotes += 1
    }
    all.push(container)
  }
  return [...all, ...inner.slice(quotes)]
}

function containersOf(text: string, path: readonly Nodes[]): readonly Container[] {
  const containers: Container[] = []
  let column = 0
  for (const node of path) {
    const start = (node.position?.start.column ?? 1) - 1
    if (node.type === 'blockquote') {
      containers.push({ kind: 'quote', indent: 0 })
      column = start + 2
    } else if (node.type === 'listItem') {
      const content = start + markerWidth(text.slice(startOf(node), startOf(node) + 20))
      containers.push({ kind: 'item', indent: Math.max(1, content - column) })
      column = content
    } else if (node.type === 'footnoteDefinition') {
      containers.push({ kind: 'item', indent: 4 })
      column += 4
    }
  }
  return containers
}

/** Columns from a list marker to its text: up to four spaces belong to it. */
function markerWidth(line: string): number {
  const found = /^([-*+]|\d{1,9}[.)])([ \t]*)(.?)/.exec(line)
  const marker = (found?.[1] ?? '-').length
  const spaces = (found?.[2] ?? ' ').length
  return marker + (spaces === 0 || spaces > 4 || found?.[3] === '' ? 1 : spaces)
}

function openFence(text: string, leaf: Nodes): Opening['fence'] {
  if (leaf.type === 'code') {
    const fence = readFence(text, leaf)
    if (fence === undefined || fence.closeFrom !== undefined) return undefined
    return { line: fence.run + fence.info, run: fence.run }
  }
  if (leaf.type !== 'math') return undefined
  const raw = text.slice(startOf(leaf), endOf(leaf))
  if (raw.startsWith('\\[')) return /\\\]\s*$/.test(raw) ? undefined : { line: '\\[', run: '\\[' }
  const run = /^\$+/.exec(raw)?.[0] ?? '$$'
  const last = raw
    .slice(lineStart(raw, raw.length))
    .replace(/^[\s>]*/, '')
    .trim()
  return raw.includes('\n') && /^\$+$/.test(last) && last.length >= run.length
    ? undefined
    : { line: run, run }
}

function tableHead(text: string, table: Table): string | undefined {
  const header = table.children[0]
  if (header === undefined) return undefined
  const rules = (table.align ?? []).map(
    (align) => ({ left: ':--', right: '--:', center: ':-:', none: '---' })[align ?? 'none'],
  )
  return `${text.slice(startOf(header), endOf(header)).trim()}\n| ${rules.join(' | ')} |`
}
