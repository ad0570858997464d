import { closingFence } from './fences.ts'
import type { Container, Opening } from './opening.ts'

/** The Markdown of one part, able to stand alone: what was open is opened again, list indentation is taken off. */
export interface View {
  readonly text: string
  /** The offset in the source of a character of the view. */
  toSource(offset: number): number
  /** Of the containers that were open, those that still are: their items' indentation is not in the text. */
  readonly containers: readonly Container[]
  /** Whether there is anything of the source to see before `offset`. */
  showsSource(offset: number): boolean
}

interface Piece {
  readonly at: number
  readonly source: number
  readonly length: number
}

/** An item that, without the list it belongs to, would not end the paragraph before it. */
const laterItem = /^ {0,3}(?!1[.)])\d{1,9}[.)][ \t]/

const anyItem = /^[\s>]*(?:[-*+]|\d{1,9}[.)])\s/m

/** Lays out the slice [from, to) of the source after what was open. Leading blank lines are left out. */
export function openView(source: string, from: number, to: number, opening: Opening): View {
  const pieces: Piece[] = []
  let text = ''
  const insert = (added: string): void => void (text += added)
  const take = (start: number, end: number): void => {
    if (end > start) pieces.push({ at: text.length, source: start, length: end - start })
    text += source.slice(start, end)
  }
  const start = skipBlankLines(source, from, to, opening.midLine)
  let containers = opening.containers
  let fence = opening.fence
  let isFirst = true
  for (let at = start; at < to; isFirst = false) {
    const eol = source.indexOf('\n', at)
    const end = eol === -1 || eol >= to ? to : eol + 1
    const isRest = isFirst && opening.midLine
    const stripped = isRest
      ? { kept: quotes(containers), from: at, containers }
      : strip(source, at, end, containers)
    const content = source.slice(stripped.from, end)
    if (
      stripped.containers.length < containers.length &&
      fence === undefined &&
      laterItem.test(content) &&
      !anyItem.test(text)
    )
      insert('\n')
    if (stripped.containers.length < containers.length && fence !== undefined) {
      if (!isFirst) insert(`${closer(fence.run)}\n`)
      fence = undefined
    }
    containers = stripped.containers
    const closes = fence !== undefined && closesFence(fence.run, content)
    // Nothing of it was to be seen in this part: it needs no beginning, and so no end.
    const isEndAlone = isFirst && closes && (fence?.run !== '\\[' || content.trim() === '\\]')
    if (isFirst && !isEndAlone) insert(reopened(opening, fence, stripped.kept, content, isRest))
    if (!isEndAlone) {
      insert(stripped.kept)
      if (isRest)
        insert((opening.indentedCode ? '    ' : '') + (fence === undefined ? opening.inline.join('') : ''))
      take(stripped.from, end)
    }
    if (closes) fence = undefined
    at = end
  }
  return {
    // A lone carriage return ends a line for the parser and for nobody else.
    text: text.replace(/\r(?!\n)/g, ' '),
    containers,
    toSource: (offset) => sourceOffset(pieces, offset, start),
    showsSource: (offset) =>
      pieces.some(
        (piece) =>
          piece.at < offset && /[^\s>]/.test(text.slice(piece.at, Math.min(offset, piece.at + piece.length))),
      ),
  }
}

/** The offset after blank lines; within a line, after the spaces that the cut left too. */
export function skipBlankLines(source: string, from: number, to: number, midLine: boolean): number {
  const rest = source.slice(from, to)
  const blank =
    (midLine ? /^[ \t]*(?:\r?\n(?:[ \t]*\r?\n)*)?/ : /^(?:[ \t]*\r?\n)*/).exec(rest)?.[0].length ?? 0
  return rest.trim() === '' ? to : from + blank
}

const quotes = (containers: readonly Container[]): string =>
  '> '.repeat(containers.filter((each) => each.kind === 'quote').length)

const closer = (run: string): string => (run === '\\[' ? '\\]' : run)

function closesFence(run: string, line: string): boolean {
  const trimmed = line.trim()
  if (run === '\\[') return trimmed.endsWith('\\]')
  if (run.startsWith('$')) return /^\$+$/.test(trimmed) && trimmed.length >= run.length
  return /^ {0,3}\S/.test(line) && closingFence(run).test(trimmed)
}

function reopened(
  opening: Opening,
  fence: Opening['fence'],
  kept: string,
  content: string,
  isRest: boolean,
): string {
  if (fence !== undefined) return `${kept}${fence.line}\n`
  const continuesTable = isRest || content.includes('|')
  if (opening.table === undefined || !continuesTable || content.trim() === '') return ''
  return opening.table
    .split('\n')
    .map((line) => `${kept}${line}\n`)
    .join('')
}

/** Takes the containers off the start of a line as far as they go on; quote marks are kept. */
function strip(
  source: string,
  at: number,
  end: number,
  containers: readonly Container[],
): { kept: string; from: number; containers: readonly Container[] } {
  let from = at
  let kept = ''
  for (const [index, container] of containers.entries()) {
    const rest = source.slice(from, end)
    if (container.kind === 'item') {
      const indent = /^[ \t]*/.exec(rest)?.[0] ?? ''
      if (rest.trim() === '') continue
      const taken = columns(indent, container.indent)
      if (taken === undefined) return { kept, from, containers: containers.slice(0, index) }
      from += taken
    } else {
      const mark = /^ {0,3}> ?/.exec(rest)
      if (mark === null) return { kept, from, containers: containers.slice(0, index) }
      kept += '> '
      from += mark[0].length
    }
  }
  return { kept, from, containers }
}

/** How many characters of an indent make so many columns; undefined when there are too few. */
function columns(indent: string, wanted: number): number | undefined {
  let column = 0
  for (let index = 0; index < indent.length; index += 1) {
    if (column >= wanted) return index
    column += indent.charAt(index) === '\t' ? 4 - (column % 4) : 1
  }
  return column >= wanted ? indent.length : undefined
}

function sourceOffset(pieces: readonly Piece[], offset: number, start: number): number {
  let low = 0
  let high = pieces.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((pieces[middle]?.at ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  const piece = pieces[low]
  if (piece === undefined || offset < piece.at) return start
  return piece.source + Math.min(offset - piece.at, piece.length)
}
