import { describe, expect, it } from 'vitest'
import type { Nodes } from 'mdast'
import { blocksOf, nodesOf, readPage } from './pages.ts'
import type { Page } from './pages.ts'

/** The README in two languages says the same. */
describe('README.id.md beside README.md', () => {
  const english = readPage('README.md')
  const indonesian = readPage('README.id.md')

  function expectSame(of: (page: Page) => unknown): void {
    expect(of(indonesian)).toEqual(of(english))
  }

  it('has the same structure: headings by their depth, paragraphs, blocks and tables by their size', () => {
    const shapeOf = (node: Nodes): string => {
      if (node.type === 'heading') return `heading ${node.depth}`
      if (node.type === 'table') return `table ${node.children.length}x${node.children[0]?.children.length}`
      return node.type
    }
    // The Indonesian one says once that the pages are in English.
    const more = indonesian.tree.children.findIndex(
      (node) => node.type === 'heading' && /Selengkapnya/u.test(JSON.stringify(node)),
    )
    const shapes = indonesian.tree.children.map(shapeOf)
    expect(shapes.toSpliced(more + 1, 1)).toEqual(english.tree.children.map(shapeOf))
  })

  it('has the same commands', () => {
    expectSame((page) => blocksOf(page).map(({ language, text }) => [language, text]))
  })

  it('leads to the same pages and pictures, and each to the other', () => {
    const swap: Readonly<Record<string, string>> = {
      'README.md': 'README.id.md',
      'README.id.md': 'README.md',
    }
    const links = (page: Page): readonly string[] => nodesOf(page, 'link').map(({ url }) => url)
    expect(links(indonesian).map((url) => swap[url] ?? url)).toEqual(links(english))
    expect(links(english)).toContain('README.id.md')
    expectSame((page) => nodesOf(page, 'html').map(({ value }) => value.replaceAll(/ alt="[^"]*"/gu, '')))
  })

  it('names the same variables, commands and models', () => {
    expectSame((page) =>
      nodesOf(page, 'inlineCode')
        .map(({ value }) => value)
        .sort(),
    )
  })

  it('leaves nothing in the other language', () => {
    expect(indonesian.text.match(/\b(?:the|and|with|which|what it)\b/giu)).toBeNull()
  })
})
