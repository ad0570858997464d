import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { mathFromMarkdown } from 'mdast-util-math'
import { gfm } from 'micromark-extension-gfm'
import { math } from 'micromark-extension-math'
import { texFromMarkdown, texSyntax } from './tex-delimiters.ts'

// One tilde is more often "about" than struck out in what models write.
const extensions = [gfm({ singleTilde: false }), math(), texSyntax()]
// What transforms find (addresses the tokenizer did not take for links) has no positions.
const gfmTree = gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] }))
const mdastExtensions = [gfmTree, mathFromMarkdown(), texFromMarkdown()]

/** Beyond this depth of containers on one line, text is taken as it is: the parser recurses and is quadratic there. */
const tooDeep = /(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*){40}/

/**
 * One line of words and the marks between them, which mean nothing in Markdown: much of what is still being written,
 * and it is looked at with every write. A digit first could begin a list, and `www.` a link.
 */
const proseLine = /^(?!.*www\.)\p{L}[\p{L}\p{M}\p{N} .,;:?!'"’“”()%–—-]*$/iu

const remembered: { text: string; root: Root }[] = []

/** The tree of a GFM text with LaTeX, with positions. Never throws; hostile nesting becomes plain text. */
export function parseMarkdown(text: string): Root {
  const known = remembered.find((entry) => entry.text === text)
  if (known !== undefined) return known.root
  const root = parse(text)
  remembered.push({ text, root })
  if (remembered.length > 6) remembered.shift()
  return root
}

function parse(text: string): Root {
  if (tooDeep.test(text)) return plain(text)
  if (proseLine.test(text)) return plain(text, text.trimEnd())
  try {
    return fromMarkdown(text, { extensions, mdastExtensions })
  } catch (error) {
    if (error instanceof RangeError) return plain(text)
    throw error
  }
}

/** One paragraph; `shown` is the text without the space that ends it. */
function plain(text: string, shown = text): Root {
  const until = (offset: number) => ({
    start: { line: 1, column: 1, offset: 0 },
    end: { line: 1, column: offset + 1, offset },
  })
  const position = until(text.length)
  if (text === '') return { type: 'root', children: [], position }
  const children = [{ type: 'text' as const, value: shown, position: until(shown.length) }]
  return { type: 'root', children: [{ type: 'paragraph', children, position }], position }
}

/** Where a node starts and ends in the text that was parsed. */
export const startOf = (node: Nodes): number => node.position?.start.offset ?? 0
export const endOf = (node: Nodes): number => node.position?.end.offset ?? 0

export function childrenOf(node: Nodes): readonly Nodes[] {
  return 'children' in node ? node.children : []
}

/** The nodes from the root to the leaf block that ends the text. */
export function lastBlockPath(root: Root): readonly Nodes[] {
  const path: Nodes[] = [root]
  for (let node: Nodes = root; isBlockContainer(node);) {
    const last: Nodes | undefined = childrenOf(node).at(-1)
    if (last === undefined) break
    path.push(last)
    node = last
  }
  return path
}

export function isBlockContainer(node: Nodes): boolean {
  return (
    node.type === 'root' ||
    node.type === 'blockquote' ||
    node.type === 'list' ||
    node.type === 'listItem' ||
    node.type === 'footnoteDefinition'
  )
}

/** The offset of the first character of the line that holds `offset`. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1

/** The offset of the line ending after `offset`, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset)
  return at === -1 ? text.length : at
}

/** What continues the containers a line opens before `offset`: quote marks stay, list markers become spaces. */
export function continuationPrefix(text: string, offset: number): string {
  return text.slice(lineStart(text, offset), offset).replace(/[^>\s]/g, ' ')
}
