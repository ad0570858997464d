import type { Nodes, Root } from 'mdast'
import { readFence } from './fences.ts'
import { childrenOf, endOf, isBlockContainer, lineEnd, lineStart, startOf } from './markdown.ts'

/** A place where a part may end. Ranks: the lower, the better it reads. */
export interface CutPoint {
  readonly at: number
  readonly rank: Rank
}

export const ranks = {
  /** Between top-level blocks. */
  block: 0,
  /** Between list items, table rows, paragraphs of a quote; at a blank line in code. */
  item: 1,
  /** Between lines of code or of nested lists. */
  line: 2,
  /** Between sentences, at a line break of a paragraph; after a heading or a sentence that announces a block. */
  sentence: 3,
  word: 4,
  /** Between words of emphasis, which is closed and opened again; after the first lines of code. */
  last: 5,
} as const

export type Rank = (typeof ranks)[keyof typeof ranks]

/** Places to cut a text before `limit`, in order; within paragraphs only those of the last `reach` characters. */
export function cutPoints(text: string, root: Root, limit: number, reach: number): readonly CutPoint[] {
  const points: CutPoint[] = []
  const add = (at: number, rank: Rank): void => {
    if (at > 0 && at <= limit) points.push({ at, rank })
  }
  const visit = (node: Nodes, depth: number): void => {
    if (startOf(node) >= limit) return
    if (isBlockContainer(node)) {
      for (const [index, child] of childrenOf(node).entries()) {
        const before = childrenOf(node)[index - 1]
        if (before !== undefined) add(lineStart(text, startOf(child)), boundaryRank(text, before, depth))
        visit(child, child.type === 'list' && depth > 0 ? depth : depth + 1)
      }
    } else if (node.type === 'code') codePoints(text, node, add)
    else if (node.type === 'table') {
      // A lone row under its header, before the rest, would be a widow.
      for (const row of node.children.slice(2)) add(lineStart(text, startOf(row)), ranks.item)
    } else if (node.type === 'paragraph' || node.type === 'heading')
      textPoints(text, node, limit - reach, ranks.word, add)
  }
  visit(root, 0)
  return points.toSorted((a, b) => a.at - b.at || a.rank - b.rank)
}

function boundaryRank(text: string, before: Nodes, depth: number): Rank {
  if (before.type === 'heading') return ranks.sentence
  if (before.type === 'paragraph' && /[::]\**\s*$/.test(text.slice(startOf(before), endOf(before))))
    return ranks.sentence
  return depth === 0 ? ranks.block : depth <= 2 ? ranks.item : ranks.line
}

type Add = (at: number, rank: Rank) => void

function codePoints(text: string, node: Nodes & { type: 'code' }, add: Add): void {
  const fence = readFence(text, node)
  const to = fence?.closeFrom === undefined ? endOf(node) : lineStart(text, fence.closeFrom)
  let afterBlank = false
  let lines = 0
  for (let at = fence?.bodyFrom ?? startOf(node); at < to; at = lineEnd(text, at) + 1, lines += 1) {
    const isBlank = /^[\s>]*$/.test(text.slice(at, lineEnd(text, at)))
    // Two lines of code before the rest would be a widow.
    if (lines > 0 && !isBlank) add(at, lines < 3 ? ranks.last : afterBlank ? ranks.item : ranks.line)
    afterBlank = isBlank
  }
}

const sentenceEnd = /[.!?…]["'”’)\]*_]*[ \t]+(?=[^\s\p{Ll}])|[。！？]["”’」』）]*(?=\S)/gu

function textPoints(text: string, node: Nodes, from: number, rank: Rank, add: Add): void {
  for (const child of childrenOf(node)) {
    if (endOf(child) < from) continue
    if (child.type === 'strong' || child.type === 'emphasis' || child.type === 'delete') {
      textPoints(text, child, from, ranks.last, add)
    } else if (child.type === 'break')
      add(endOf(child), Math.max(ranks.sentence, rank === ranks.word ? ranks.sentence : rank) as Rank)
    else if (child.type === 'text') plainPoints(text, Math.max(from, startOf(child)), endOf(child), rank, add)
  }
}

function plainPoints(text: string, from: number, to: number, rank: Rank, add: Add): void {
  const stretch = text.slice(from, to)
  const isFree = rank === ranks.word
  for (const found of stretch.matchAll(/\r?\n/g))
    add(from + found.index + found[0].length, isFree ? ranks.sentence : rank)
  if (isFree)
    for (const found of stretch.matchAll(sentenceEnd))
      addText(text, from + found.index + found[0].length, ranks.sentence, add)
  for (const found of stretch.matchAll(/[ \t]+(?=\S|$)/g))
    addText(text, from + found.index + found[0].length, rank, add)
  if (!/[\u0E00-\u0EFF\u1780-\u17FF\u2E80-\u9FFF\uF900-\uFAFF\u{20000}-\u{3FFFF}]/u.test(stretch)) return
  // The stretch itself may begin within a character.
  const start = flagsStart(text, Math.max(0, from - lookBack))
  for (const { index } of words.segment(text.slice(start, to)))
    if (start + index > from) addText(text, start + index, rank, add)
}

const words = new Intl.Segmenter('und', { granularity: 'word' })
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** What, at the start of a part, Markdown would read as something else than text. */
const blockStart =
  /^(?:[-+*](?:\s|$)|-#|#{1,6}(?:\s|$)|\d{1,9}[.)](?:\s|$)|>|=+\s*$|-{2,}|_{3,}|\*{3,}|`{3}|~{3}|\$\$|\\\[|\||\[[^\]]*\]:|<)/m

function addText(text: string, at: number, rank: Rank, add: Add): void {
  if (isSafeStart(text, at)) add(at, rank)
}

/** Whether nothing but indentation and quote marks is before this place in its line. */
export function isInPrefix(text: string, at: number): boolean {
  const start = lineStart(text, at)
  return at > start && /^[\s>]*$/.test(text.slice(start, at))
}

/** Whether a text may be cut here without changing what its halves are. */
export function isSafeStart(text: string, at: number): boolean {
  if (isInPrefix(text, at)) return false
  if (text.charAt(at - 1) === '\\' || /^\s/.test(text.slice(at, at + 1))) return false
  if (/&#?\w{0,30}$/.test(text.slice(Math.max(0, at - 32), at)) && /^\w*;/.test(text.slice(at, at + 32)))
    return false
  return !blockStart.test(text.slice(at, lineEnd(text, at)))
}

/** Where the run of flags that `at` is in begins; `at` where it is in none. */
function flagsStart(text: string, at: number): number {
  let start = at
  if (/^[\uDDE6-\uDDFF]/.test(text.charAt(start)) && start > 0) start -= 1
  while (/^\uD83C[\uDDE6-\uDDFF]$/.test(text.slice(Math.max(0, start - 2), start))) start -= 2
  return start
}

/** A boundary hangs on no more before it, but for flags, of which two letters each make one. */
const lookBack = 64

/**
 * The last boundary of a grapheme in (from, limit], for text without a better place: never within a surrogate pair, a
 * combining sequence or a joined emoji, unless one of them alone is longer than the stretch.
 */
export function graphemeCut(
  text: string,
  from: number,
  limit: number,
  isFree: (at: number) => boolean,
): number | undefined {
  // A window keeps it cheap.
  const first = Math.max(from, limit - 400)
  const start = flagsStart(text, Math.max(0, first - lookBack))
  let best: number | undefined
  for (const { index } of graphemes.segment(text.slice(start, Math.min(text.length, limit + 64)))) {
    const at = start + index
    if (at > limit) break
    if (at > first && isFree(at)) best = at
  }
  return best
}
