import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** A passage of the documentation under one heading. */
export interface Section {
  /** Its page's file, from the root of the project. */
  readonly file: string
  readonly page: string
  /** The headings that lead to it, without the page's own. */
  readonly headings: readonly string[]
  /** Markdown, without the heading. */
  readonly text: string
}

/** The README and docs/*.md in sections. Pages that are not there are left out. */
export async function readDocuments(root: string): Promise<readonly Section[]> {
  const docs = await readdir(path.join(root, 'docs')).catch(() => [])
  const files = ['README.md', ...docs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)]
  const pages = await Promise.all(
    files.map(async (file) => {
      const markdown = await readFile(path.join(root, file), 'utf8').catch(() => '')
      return sectionsOf(file, markdown)
    }),
  )
  return pages.flat()
}

/** A line of markup, or a picture or link alone: nothing to be read. */
const markup = /^\s*(?:<\/?[a-z]+(?:\s[^>]*)?>|!?\[[^\]]*\]\([^)]*\))\s*$/u

/** Cuts a page at its headings; those within code blocks are none. */
export function sectionsOf(file: string, markdown: string): readonly Section[] {
  const sections: Section[] = []
  const headings: string[] = []
  let page = path.basename(file, '.md')
  let lines: string[] = []
  let fence = ''

  function end(): void {
    const text = lines.join('\n').trim()
    lines = []
    if (text !== '') sections.push({ file, page, headings: headings.filter((title) => title), text })
  }

  for (const line of markdown.split('\n')) {
    const mark = /^\s*(`{3,}|~{3,})/u.exec(line)?.[1]
    if (mark !== undefined) fence = fence === '' ? mark : line.trim().startsWith(fence) ? '' : fence
    const heading = fence === '' ? /^(#{1,6})\s+(.+?)\s*#*$/u.exec(line) : null
    if (heading === null) {
      if (fence !== '' || !markup.test(line)) lines.push(line)
      continue
    }
    end()
    const [, marks = '', title = ''] = heading
    if (marks.length === 1) page = title
    headings.length = Math.max(0, marks.length - 2)
    if (marks.length > 1) headings[marks.length - 2] = title
  }
  end()
  return sections
}
