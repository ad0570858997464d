import type { Nodes } from 'mdast'
import { closingFence, readFence } from './fences.ts'
import { openMarks } from './inline-marks.ts'
import type { OpenMarks } from './inline-marks.ts'
import { endOf, lastBlockPath, lineStart, parseMarkdown, startOf } from './markdown.ts'
import { applyPatches } from './patches.ts'

/** A last line that may still become a heading, a list item, a rule, a fence or an underline. */
const halfBlock =
  /^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]+)*(?:>|[-*+=_~`]+|[-*_](?:[ \t]+[-*_])+|#{1,6}|\d{1,9}[.)]?|-#|(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]?\]?|\|[|:\- \t]*)[ \t]*$/

/** A formula that is still written is held back up to this length, then shown as it is. */
const longestFormula = 400

/**
 * The Markdown of an answer that is still being written, as it can be shown now: what is half typed and means nothing
 * yet is left out from its first character, and what is half open is closed. Code blocks are closed by the renderer.
 */
export function healOpenEnd(markdown: string, spoilers: boolean): string {
  const text = withoutHalfCharacter(markdown)
  const leaf = lastLeaf(text)
  if (leaf?.type === 'code') return healCode(text, leaf)
  const lastLine = lineStart(text, text.length)
  if (halfBlock.test(text.slice(lastLine)) && leaf?.type !== 'table' && leaf?.type !== 'math') {
    return lastLine === 0 ? '' : healOpenEnd(text.slice(0, lastLine), spoilers)
  }
  if (leaf === undefined || /\n[ \t]*(?:\n[ \t]*)+$/.test(text)) return text
  if (leaf.type === 'math')
    return isOpenFormula(text, leaf) ? text.slice(0, lineStart(text, startOf(leaf))) : text
  if (leaf.type === 'html') return withoutHalfTag(text, lastLine)
  if (leaf.type !== 'paragraph' && leaf.type !== 'heading') return text
  const header = leaf.type === 'paragraph' ? halfTable(text, startOf(leaf)) : undefined
  if (header !== undefined) return text.slice(0, header)
  return applyMarks(text, openMarks(text.trimEnd(), leaf, spoilers))
}

/** The emphasis, code and spoilers open where a text was cut within a line, as they were opened. */
export function openInline(text: string, spoilers: boolean): readonly string[] {
  const leaf = lastLeaf(text)
  if (text.endsWith('\n') || (leaf?.type !== 'paragraph' && leaf?.type !== 'heading')) return []
  const shown = text.trimEnd()
  const { marks, holdFrom } = openMarks(shown, leaf, spoilers)
  return marks
    .filter((open) => open.at < (holdFrom ?? shown.length) && open.at + open.mark.length < shown.length)
    .map((open) => open.mark)
}

/** A part cut within a line, with what is open closed. */
export function closeInline(text: string, spoilers: boolean): string {
  const open = openInline(text, spoilers)
  return open.length === 0 ? text : text.trimEnd() + closers(open)
}

const closers = (marks: readonly string[]): string => marks.toReversed().join('')

function lastLeaf(text: string): Nodes | undefined {
  return lastBlockPath(parseMarkdown(text)).at(-1)
}

function withoutHalfCharacter(text: string): string {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xd800 && last < 0xdc00 ? text.slice(0, -1) : text
}

function healCode(text: string, node: Nodes & { type: 'code' }): string {
  const fence = readFence(text, node)
  if (fence === undefined || fence.closeFrom !== undefined || endOf(node) < text.trimEnd().length) return text
  if (fence.bodyFrom >= text.length && !text.endsWith('\n'))
    return text.slice(0, lineStart(text, startOf(node)))
  const from = lineStart(text, text.length)
  const last = text
    .slice(from)
    .replace(/^[\s>]*/, '')
    .trimEnd()
  const isHalf = last !== '' && (closingFence(fence.run).test(last) || fence.run.startsWith(last))
  return from >= fence.bodyFrom && isHalf ? text.slice(0, from) : text
}

function isOpenFormula(text: string, node: Nodes): boolean {
  const raw = text.slice(startOf(node), endOf(node))
  const isClosed = raw.startsWith('\\[') ? /\\\]\s*$/.test(raw) : /\n[\s>]*\$\$+\s*$/.test(raw)
  return !isClosed && raw.length <= longestFormula
}

function withoutHalfTag(text: string, lastLine: number): string {
  const open = text.lastIndexOf('<')
  const isHalf = open >= lastLine && !text.includes('>', open) && text.length - open <= 120
  return isHalf ? text.slice(0, open) : text
}

/** Where the lines start that may be the header of a table, and its rule, that is still to come. */
function halfTable(text: string, from: number): number | undefined {
  const shown = text.trimEnd()
  let at = shown.length
  for (let lines = 0; lines < 3; lines += 1) {
    const start = Math.max(from, lineStart(shown, at))
    const isRow = /^[ \t]*(?:>[ \t]?)*[ \t]*\|(?!\|)/.test(shown.slice(start, at))
    if (!isRow) return lines > 0 && lines < 3 && at < shown.length ? at + 1 : undefined
    if (start === from) return lines < 2 ? lineStart(shown, start) : undefined
    at = start - 1
  }
  return undefined
}

function applyMarks(text: string, { marks, holdFrom, without }: OpenMarks): string {
  const end = holdFrom ?? text.trimEnd().length
  let shown = end
  // An opening mark with nothing after it would be shown as it is.
  const open = [...marks]
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    if (text.slice(last.at + last.mark.length, shown).trim() !== '') break
    shown = last.at
    open.pop()
  }
  const edits = without.filter((range) => range.to <= shown).map((range) => ({ ...range, text: '' }))
  const healed = applyPatches(text.slice(0, shown), edits)
  if (open.length > 0) return healed.trimEnd() + closers(open.map((mark) => mark.mark))
  return holdFrom === undefined && shown === end ? healed + text.slice(end) : healed
}
