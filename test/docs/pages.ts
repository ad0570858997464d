import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

export const root = path.resolve(import.meta.dirname, '../..')

/** A page of the documentation. */
export interface Page {
  /** From the root of the project. */
  readonly file: string
  readonly text: string
  readonly tree: Root
}

/** A fenced block, as `page.md:12` and what is in it. */
export interface Block {
  readonly at: string
  readonly page: Page
  readonly language: string
  readonly text: string
}

/** Every page that people read: those of the root, and docs/ with its folders. */
export function readPages(): readonly Page[] {
  const atRoot = readdirSync(root).filter((name) => name.endsWith('.md'))
  const below = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.posix.join('docs', name.split(path.sep).join('/')))
  return [...atRoot, ...below].sort().map(readPage)
}

const known = new Map<string, Page>()

export function readPage(file: string): Page {
  const page = known.get(file) ?? parsePage(file)
  known.set(file, page)
  return page
}

function parsePage(file: string): Page {
  const text = readFileSync(path.join(root, file), 'utf8')
  return {
    file,
    text,
    tree: fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }),
  }
}

/** All nodes of that type below the page, in reading order. */
export function nodesOf<T extends Nodes['type']>(
  page: Page,
  type: T,
): readonly Extract<Nodes, { type: T }>[] {
  const found: Extract<Nodes, { type: T }>[] = []
  function visit(node: Nodes): void {
    if (node.type === type) found.push(node as Extract<Nodes, { type: T }>)
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(page.tree)
  return found
}

export function blocksOf(page: Page): readonly Block[] {
  return nodesOf(page, 'code').map(({ lang, value, position }) => ({
    at: `${page.file}:${position?.start.line}`,
    page,
    language: lang ?? '',
    text: value,
  }))
}

/** What a node says, without its marks. */
export function textOf(node: Nodes): string {
  if ('value' in node) return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

/** The rows of every table below the heading, as texts of cells, without the tables' heads. */
export function rowsBelow(page: Page, heading: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let depth = 0
  for (const node of page.tree.children) {
    if (node.type === 'heading') {
      if (textOf(node) === heading) depth = node.depth
      else if (depth !== 0 && node.depth <= depth) break
    }
    if (depth !== 0 && node.type === 'table') {
      rows.push(...node.children.slice(1).map((row) => row.children.map(textOf)))
    }
  }
  if (rows.length === 0) throw new Error(`${page.file} has no table below "${heading}"`)
  return rows
}
