import type { Nodes } from 'mdast'
import { childrenOf, endOf, startOf } from './markdown.ts'

/** What is half open in the last paragraph or heading of a text. Offsets are of the text. */
export interface OpenMarks {
  /** Emphasis, code and spoilers that are open, outermost first. */
  readonly marks: readonly { readonly mark: string; readonly at: number }[]
  /** From here on nothing can be shown before more text comes; undefined when everything can. */
  readonly holdFrom?: number
  /** Brackets of a half-written link, to leave out so that its label is shown alone. */
  readonly without: readonly { readonly from: number; readonly to: number }[]
}

/** Half a formula, a tag or a label longer than this is shown as it is: text is never held back for long. */
const longest = { formula: 300, dollar: 100, tag: 120, label: 200 }

const token = /\\[\s\S]?|`+|\*{1,3}|_{1,3}|~~|~$|\|\||\|$|!?\[|!$|\](?:\(|\[)?|<|\$\$?|&(?:#?\w{0,30})$/g

/** Half a tag, an autolink, or a platform's own `<…>`. */
const halfTag =
  /^<(?:!-{0,2}|[@#!:?][^\s<>]*|\/|\/?[a-z][\w-]*|[a-z][\w+.-]*:[^\s<>]*|[a-z][\w-]*(?:\s+[\w:-]+=(?:"[^"]*"|'[^']*'))*\s+[\w:-]*(?:=(?:"[^"]*|'[^']*)?)?)?$/i

/** Reads the literal text of a leaf block for marks that open something and find no end. */
export function openMarks(text: string, leaf: Nodes, spoilers: boolean): OpenMarks {
  const end = text.length
  const onLastLine = (at: number): boolean => !text.slice(at).includes('\n')
  const stack: { mark: string; at: number }[] = []
  const links: { at: number; image: boolean }[] = []
  const without: { from: number; to: number }[] = []
  const result = (holdFrom?: number): OpenMarks => {
    const hidden = Math.min(
      holdFrom ?? end,
      ...links
        .filter((link) => isHeldLink(text, link, end))
        .map((link) => (link.image ? link.at - 1 : link.at)),
    )
    const shown = links.filter(
      (link) =>
        link.at < hidden && isLabel(text, link.at) && onLastLine(link.at) && end - link.at <= longest.label,
    )
    for (const link of shown) without.push({ from: link.at, to: link.at + 1 })
    return {
      marks: stack.filter((open) => open.at < hidden),
      without,
      ...(hidden < end ? { holdFrom: hidden } : {}),
    }
  }
  for (const stretch of literalText(leaf, end)) {
    const part = text.slice(0, stretch.to)
    token.lastIndex = stretch.from
    for (let found = token.exec(part); found !== null; found = token.exec(part)) {
      const at = found.index
      const mark = found[0]
      const after = at + mark.length
      const rest = text.slice(after)
      if (mark.startsWith('\\')) {
        if (mark === '\\') return result(at)
        if ((mark === '\\(' || mark === '\\[') && end - at <= longest.formula) return result(at)
      } else if (mark.startsWith('`')) {
        if (!onLastLine(at)) continue
        if (rest.trim() === '') return result(at)
        stack.push({ mark, at })
        return result(partialRun(text, mark, after))
      } else if (mark === '<') {
        const half = text.slice(at)
        if (half.length <= longest.tag && halfTag.test(half)) return result(at)
      } else if (mark.startsWith('$')) {
        const isFormula =
          mark === '$$'
            ? end - at <= longest.formula
            : onLastLine(at) && end - at <= longest.dollar && /^[^\s\d]/.test(rest)
        if (isFormula || (rest === '' && onLastLine(at))) return result(at)
      } else if (mark.startsWith('&') || mark === '~' || mark === '|' || mark === '!') {
        if (mark !== '|' || spoilers) return result(at)
      } else if (mark === '[' || mark === '![') {
        links.push({ at: mark === '![' ? at + 1 : at, image: mark === '![' })
      } else if (mark.startsWith(']')) {
        const link = links.pop()
        if (link === undefined || (mark === ']' && rest !== '')) continue
        if (link.image) return result(link.at - 1)
        if (!isLabel(text, link.at) || (mark !== ']' && /[\s]/.test(rest.trimEnd()))) continue
        without.push({ from: link.at, to: link.at + 1 })
        return result(at)
      } else if (mark !== '||' || spoilers) {
        const last = isToggled(text, stack, mark, at, after)
        if (last !== undefined) return result(last)
      }
    }
  }
  return result()
}

/** Opens, closes or ignores one mark; a mark that ends the text and may do either is held back from. */
function isToggled(
  text: string,
  stack: { mark: string; at: number }[],
  mark: string,
  at: number,
  after: number,
): number | undefined {
  const before = text.charAt(at - 1)
  const next = text.charAt(after)
  const open = stack.at(-1)
  const closes = before !== '' && !/\s/.test(before)
  if (open !== undefined && open.mark === mark && closes && after > open.at + mark.length * 2) {
    stack.pop()
    return undefined
  }
  if (next === '') return open !== undefined || mark.length > 1 || !/\w/.test(before) ? at : undefined
  if (/\s/.test(next) && mark !== '||') return undefined
  const isWithinWord = /[\p{L}\p{N}]/u.test(before)
  if (
    isWithinWord &&
    (mark.startsWith('_') || mark === '*' || (mark === '**' && /\d/.test(before) && /\d/.test(next)))
  )
    return undefined
  stack.push({ mark, at })
  return undefined
}

/** Literal text at the top of the leaf: within closed emphasis or a link nothing of it can still be half open. */
function literalText(leaf: Nodes, end: number): readonly { from: number; to: number }[] {
  const texts = childrenOf(leaf).filter((child) => child.type === 'text' || child.type === 'linkReference')
  return texts.map((text) => ({ from: startOf(text), to: Math.min(end, endOf(text)) }))
}

/** A run of backticks that ends the text and is too short to close the span. */
function partialRun(text: string, mark: string, from: number): number | undefined {
  const run = /`+$/.exec(text.slice(from))
  return run !== null && run[0].length < mark.length ? from + run.index : undefined
}

const isLabel = (text: string, at: number): boolean => !/[\p{L}\p{N}\])]/u.test(text.charAt(at - 1))

function isHeldLink(text: string, link: { at: number; image: boolean }, end: number): boolean {
  return link.image
    ? end - link.at <= longest.label
    : /^\[\^?\w{0,20}$/.test(text.slice(link.at)) && /^\[(?:\^.*)?$/.test(text.slice(link.at))
}
