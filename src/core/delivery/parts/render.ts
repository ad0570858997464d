import type { Heading, Nodes } from 'mdast'
import { renderCode, renderMath, renderTable } from './render-blocks.ts'
import { htmlToMarkdown, scripted, tagToMarkdown } from './html.ts'
import { codeSpan, decodeReferences, escapeMarkdown, footnoteMark, markFootnotes } from './inline-text.ts'
import { isDollarMath, latexToText, looksLikeMath } from './latex.ts'
import { childrenOf, endOf, parseMarkdown, startOf } from './markdown.ts'
import { applyPatches } from './patches.ts'
import type { Patch } from './patches.ts'

/** What a platform's own Markdown can do. */
export interface Dialect {
  /** The deepest heading it shows; deeper ones become bold. */
  readonly headings: 1 | 2 | 3 | 4 | 5 | 6
  /** `native`: GFM tables and task lists and rules are shown. `aligned`: a table becomes monospaced text. */
  readonly tables: 'native' | 'aligned'
  /** `three` knows only three backticks; `commonmark` any fence. */
  readonly fences: 'three' | 'commonmark'
  /** Columns of the widest table that is aligned; a wider one becomes a list of records. */
  readonly tableWidth: number
  /** What small print starts with, where a platform has it. */
  readonly smallPrint: string
  /** The platform reads CommonMark: character references, hard breaks, setext headings, any list marker. */
  readonly commonmark: boolean
}

/** What a rule needs: the source, and what the platform can do. */
export interface RenderContext {
  readonly source: string
  readonly dialect: Dialect
  /** Renders the source of an inline stretch. */
  inline(node: Nodes): string
}

/** Markdown for a platform. What it can show stays as the model wrote it; the rest is replaced in place. */
export function renderMarkdown(source: string, dialect: Dialect): string {
  const context: RenderContext = {
    source,
    dialect,
    inline: (node) => {
      const patches = childrenOf(node).flatMap((child) => patchesOf(child, node, context))
      const from = startOf(childrenOf(node)[0] ?? node)
      const to = endOf(childrenOf(node).at(-1) ?? node)
      return applyPatches(
        source.slice(from, to),
        patches.map((patch) => ({ ...patch, from: patch.from - from, to: patch.to - from })),
      )
    },
  }
  return applyPatches(source, patchesOf(parseMarkdown(source), undefined, context))
}

function patchesOf(node: Nodes, parent: Nodes | undefined, context: RenderContext): readonly Patch[] {
  const { source, dialect } = context
  const from = startOf(node)
  const to = endOf(node)
  const replace = (text: string): readonly Patch[] => [{ from, to, text }]
  const inside = (): readonly Patch[] => childrenPatches(node, context)
  switch (node.type) {
    case 'heading':
      return [...headingPatches(node, source, dialect), ...inside()]
    case 'thematicBreak':
      return dialect.commonmark ? [] : replace('──────────')
    case 'code':
      return renderCode(node, context)
    case 'table':
      return dialect.tables === 'native' ? inside() : replace(renderTable(node, context))
    case 'math':
      return replace(renderMath(node, context))
    case 'inlineMath':
      return inlineMath(source.slice(from, to), from, source).map((text) => ({ from, to, text }))
    case 'html':
      return htmlPatches(node, parent, source)
    case 'image':
      return replace(imageLink(node.alt ?? '', node.url))
    case 'break':
      return dialect.commonmark
        ? []
        : [{ from, to: from + (/^(?:\\| +)/.exec(source.slice(from, to))?.[0].length ?? 0), text: '' }]
    case 'footnoteReference':
      return replace(footnoteMark(node.label ?? node.identifier))
    case 'footnoteDefinition':
      return [
        {
          from,
          to: from + (/^\[[^\]]*\]:[ \t]*/.exec(source.slice(from, to))?.[0].length ?? 0),
          text: `${dialect.smallPrint}${footnoteMark(node.label ?? node.identifier)} `,
        },
        ...inside(),
      ]
    case 'blockquote':
      return [...(dialect.commonmark ? [] : quotePatches(source, from, to)), ...inside()]
    case 'listItem':
      return [
        ...(dialect.commonmark ? [] : itemPatches(source, from, node.checked ?? undefined)),
        ...inside(),
      ]
    case 'text':
      return textPatches(source, from, to, dialect)
    case 'definition':
    case 'delete':
    case 'emphasis':
    case 'imageReference':
    case 'inlineCode':
    case 'link':
    case 'linkReference':
    case 'list':
    case 'paragraph':
    case 'root':
    case 'strong':
    case 'tableCell':
    case 'tableRow':
    case 'yaml':
      return inside()
    default:
      return node satisfies never
  }
}

function childrenPatches(node: Nodes, context: RenderContext): readonly Patch[] {
  return childrenOf(node).flatMap((child) => patchesOf(child, node, context))
}

function headingPatches(node: Heading, source: string, dialect: Dialect): readonly Patch[] {
  const first = node.children[0]
  const last = node.children.at(-1)
  if (first === undefined || last === undefined) return []
  const isSetext = !source.startsWith('#', startOf(node))
  if (dialect.commonmark && node.depth <= dialect.headings) return []
  if (isSetext && source.slice(startOf(node), endOf(node)).trimEnd().split('\n').length > 2) return []
  const bold = node.depth > dialect.headings
  const before = { from: startOf(node), to: startOf(first), text: bold ? '**' : `${'#'.repeat(node.depth)} ` }
  const after = { from: endOf(last), to: endOf(node), text: bold ? '**' : '' }
  // Bold inside bold would end it.
  const inner = bold
    ? node.children.filter((child) => child.type === 'strong').flatMap((strong) => unwrap(strong))
    : []
  return [before, ...inner, after]
}

function unwrap(node: Nodes): readonly Patch[] {
  const first = childrenOf(node)[0]
  const last = childrenOf(node).at(-1)
  if (first === undefined || last === undefined) return []
  return [
    { from: startOf(node), to: startOf(first), text: '' },
    { from: endOf(last), to: endOf(node), text: '' },
  ]
}

function inlineMath(raw: string, from: number, source: string): readonly string[] {
  const isTex = raw.startsWith('\\')
  if (!isTex && !isDollarMath(source, from, from + raw.length)) return []
  const tex = isTex ? raw.slice(2, -2) : raw.replace(/^\$+|\$+$/g, '')
  if (isTex && !looksLikeMath(tex)) return []
  const text = latexToText(tex.replace(/\n[ \t]*(?:>[ \t]?)*/g, ' ').trim())
  return [text === undefined ? codeSpan(tex.trim()) : escapeMarkdown(text.replace(/\n/g, '; '))]
}

function htmlPatches(node: Nodes, parent: Nodes | undefined, source: string): readonly Patch[] {
  const from = startOf(node)
  const to = endOf(node)
  const raw = source.slice(from, to)
  const isBlock =
    parent === undefined ||
    !['paragraph', 'heading', 'tableCell', 'strong', 'emphasis', 'delete', 'link'].includes(parent.type)
  if (isBlock) return [{ from, to, text: htmlToMarkdown(raw) }]
  const script = /^<(su[bp])>([^<>\n]{1,40})<\/\1>/i.exec(source.slice(from, from + 60))
  if (script !== null)
    return [{ from, to: from + script[0].length, text: scripted(script[1] ?? '', script[2] ?? '') }]
  const text = tagToMarkdown(raw)
  return text === undefined ? [] : [{ from, to, text }]
}

function imageLink(alt: string, url: string): string {
  const label = alt.replace(/[[\]\\]/g, '\\$&').trim()
  return label === '' ? url : `[${label}](${/[\s()]/.test(url) ? `<${url}>` : url})`
}

/** Each quote mark with its space, which such a platform wants; nested quotes are done with the outermost. */
function quotePatches(source: string, from: number, to: number): readonly Patch[] {
  const marks = source.slice(from, to).matchAll(/^([ \t]*)((?:>[ \t]?)+)/gm)
  return Array.from(marks).flatMap((mark) => {
    const run = mark[2] ?? ''
    const at = from + mark.index + (mark[1] ?? '').length
    if (!/>(?! )/.test(run.trimEnd().slice(0, -1)) && !run.endsWith('>')) return []
    const isBare = /^[ \t]*(?:\r?\n|$)/.test(source.slice(at + run.length, at + run.length + 3))
    const spaced = '> '.repeat(run.replace(/[^>]/g, '').length)
    return [{ from: at, to: at + run.length, text: isBare ? spaced.trimEnd() : spaced }]
  })
}

function itemPatches(source: string, from: number, checked: boolean | undefined): readonly Patch[] {
  const patches: Patch[] = []
  if (source.charAt(from) === '+') patches.push({ from, to: from + 1, text: '-' })
  if (checked !== undefined) {
    const box = /\[[ xX\t]\]/.exec(source.slice(from, from + 30))
    if (box !== null)
      patches.push({ from: from + box.index, to: from + box.index + 3, text: checked ? '☑' : '☐' })
  }
  return patches
}

function textPatches(source: string, from: number, to: number, dialect: Dialect): readonly Patch[] {
  const raw = source.slice(from, to)
  const marked = raw.includes('[^') ? markFootnotes(raw) : raw
  const text = dialect.commonmark ? marked : decodeReferences(marked)
  return text === raw ? [] : [{ from, to, text }]
}
