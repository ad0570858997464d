import type { Nodes } from 'mdast'
import { cutPoints, graphemeCut, isInPrefix, isSafeStart, ranks } from './cut-points.ts'
import type { CutPoint, Rank } from './cut-points.ts'
import { fits } from './format.ts'
import type { Format } from './format.ts'
import { closeInline } from './heal.ts'
import { childrenOf, endOf, lineStart, parseMarkdown, startOf } from './markdown.ts'

/** How full a part must be for a cut of each rank to be taken before one of the next rank is looked at. */
const wanted: Readonly<Record<Rank, number>> = {
  [ranks.block]: 0.5,
  [ranks.item]: 0.5,
  [ranks.line]: 0.55,
  [ranks.sentence]: 0.6,
  [ranks.word]: 0.4,
  [ranks.last]: 0.4,
}

/** A table or code block that would fit into a part of its own is moved there whole from this much on. */
const wantedBeforeWhole = 0.3

/** The text of a part that ends here. Blank lines at the end would count inside an open code block. */
export function renderCut(format: Format, markdown: string): string {
  const shown = markdown.trimEnd()
  const lineEnding = markdown.slice(shown.length).includes('\n') ? '\n' : ''
  return format.render(closeInline(shown + lineEnding, format.spoilers)).trim()
}

/**
 * Where the part that starts `text` ends. `text` does not fit; what is returned does, and is more than `least`, the
 * length of what was opened again. Undefined when not one character more fits.
 */
export function chooseCut(format: Format, text: string, least: number): number | undefined {
  let limit = estimate(format, text)
  for (let attempt = 0; attempt < 12 && limit > least; attempt += 1) {
    const at = bestPoint(format, text, limit, least)
    if (at !== undefined) {
      const rendered = renderCut(format, text.slice(0, at))
      if (fits(format, rendered)) return at
      limit = Math.min(
        limit - 1,
        Math.floor(Math.min(limit, at) * Math.min(0.97, (0.98 * format.maxLength) / rendered.length)),
      )
    } else limit = Math.floor(limit * 0.8)
  }
  return lastResort(format, text, least)
}

/** About how much of the text fits: by blocks, then by the share of the block that crosses the limit. */
function estimate(format: Format, text: string): number {
  const blocks = childrenOf(parseMarkdown(text))
  let done = 0
  let used = 0
  for (const next of [...blocks.slice(1), undefined]) {
    const to = next === undefined ? text.length : lineStart(text, startOf(next))
    const rendered = format.render(text.slice(done, to))
    const size = Math.max(share(format, rendered) * format.maxLength, 1)
    if (used + size > format.maxLength) {
      const room = (format.maxLength - used) / size
      return Math.max(1, Math.min(text.length - 1, done + Math.floor((to - done) * room)))
    }
    used += size
    done = to
  }
  return text.length - 1
}

/** How much of a part a rendered text takes; over 1, it does not fit. */
function share(format: Format, rendered: string): number {
  const length = rendered.length / format.maxLength
  return format.maxBytes === undefined
    ? length
    : Math.max(length, Buffer.byteLength(rendered, 'utf8') / format.maxBytes)
}

function bestPoint(format: Format, text: string, limit: number, least: number): number | undefined {
  const root = parseMarkdown(text)
  const points = cutPoints(text, root, limit, Math.ceil(limit * 0.6)).filter((point) => point.at > least)
  const crossing = root.children.find((block) => startOf(block) < limit && endOf(block) > limit)
  if (crossing !== undefined && isWhole(format, text, crossing)) {
    const before = points.findLast((point) => point.rank === ranks.block && point.at <= startOf(crossing))
    if (before !== undefined && before.at >= limit * wantedBeforeWhole) return before.at
  }
  const preferred = byRank(points, limit, 1) ?? byRank(points, limit, 0.4)
  if (preferred !== undefined) return preferred
  const spans = atoms(root, limit)
  return (
    graphemeCut(
      text,
      Math.max(least, Math.floor(limit * 0.1)),
      limit,
      (at) => isSafeStart(text, at) && !spans.some((span) => at > startOf(span) && at < endOf(span)),
    ) ?? points.findLast((point) => point.at <= limit)?.at
  )
}

function byRank(points: readonly CutPoint[], limit: number, ease: number): number | undefined {
  for (const rank of Object.values(ranks)) {
    const last = points.findLast((point) => point.rank === rank)
    if (last !== undefined && last.at >= limit * wanted[rank] * ease) return last.at
  }
  return undefined
}

function isWhole(format: Format, text: string, block: Nodes): boolean {
  if (block.type !== 'code' && block.type !== 'table') return false
  return fits(format, format.render(text.slice(startOf(block), endOf(block))))
}

/** What must not be cut: links, code spans, formulas, tags, rows. */
function atoms(node: Nodes, limit: number): readonly Nodes[] {
  if (startOf(node) > limit || endOf(node) < limit / 2) return []
  const isAtom = [
    'link',
    'inlineCode',
    'inlineMath',
    'math',
    'image',
    'html',
    'footnoteReference',
    'linkReference',
    'tableRow',
    'definition',
  ].includes(node.type)
  return isAtom ? [node] : childrenOf(node).flatMap((child) => atoms(child, limit))
}

/** One construct is longer than a part: it is cut between graphemes, or between characters. */
function lastResort(format: Format, text: string, least: number): number | undefined {
  for (
    let limit = Math.min(text.length - 1, least + format.maxLength);
    limit > least;
    limit = least + Math.floor((limit - least) * 0.7)
  ) {
    const at =
      graphemeCut(text, least, limit, (place) => !isInPrefix(text, place)) ?? wholeCharacter(text, limit)
    if (at > least && fits(format, renderCut(format, text.slice(0, at)))) return at
  }
  return undefined
}

function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code < 0xe000 ? at - 1 : at
}
