import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { blocksOf, readPage, readPages, root } from './pages.ts'

const blocks = readPages().flatMap(blocksOf)

/** Each kind of block, and the test that reads it. */
const known: Readonly<Record<string, string>> = {
  sh: 'commands.test.ts',
  ts: 'walk-through.test.ts',
  diff: 'walk-through.test.ts',
  yaml: 'here',
  json: 'here',
  mermaid: 'here',
  // A conversation, as people see it.
  '': 'nothing to read',
}

it('has no block of a kind that nothing looks at', () => {
  expect(blocks.filter(({ language }) => known[language] === undefined).map(({ at }) => at)).toEqual([])
})

it.each(
  blocks
    .filter(({ language }) => language === 'yaml' || language === 'json')
    .map((one) => [one.at, one] as const),
)('%s is read by its parser', (_at, { language, text }) => {
  if (language === 'json') expect(() => JSON.parse(text) as unknown).not.toThrow()
  else expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).toEqual([])
})

it('the picture of the architecture is true to the tree', () => {
  const [picture] = blocksOf(readPage('docs/architecture.md')).filter(
    ({ language }) => language === 'mermaid',
  )
  const text = picture?.text ?? ''
  const nodes = Array.from(text.matchAll(/^\s*(?:subgraph )?(\w+)\["/gmu), ([, name = '']) => name)
  expect(nodes).toEqual([...new Set(nodes)])
  const foldersOf = (folder: string): readonly string[] =>
    readdirSync(path.join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
  expect(foldersOf('src').filter((name) => !text.includes(`["src/${name}:`))).toEqual([])
  for (const folder of ['src/core', 'src/bots'])
    expect(nodes).toEqual(expect.arrayContaining([...foldersOf(folder)]))
  for (const [line] of text.matchAll(/^.*(?:-->).*$/gmu))
    for (const name of line.match(/\w+/gu) ?? []) expect(nodes).toContain(name)
  for (const file of readdirSync(path.join(root, 'src')).filter((name) => name.endsWith('.ts')))
    expect(readPage('docs/architecture.md').text).toContain(`\`${file}\``)
})

/** What a page calls by its path is there; `*` stands for a folder's name. */
it.each(['docs/architecture.md', 'docs/adding-a-platform.md', 'docs/adding-a-host.md', 'CONTRIBUTING.md'])(
  '%s names files that are there',
  (file) => {
    const bases = ['', 'src', 'test/providers']
    const named = readPage(file).text.match(/(?<=`)(?:[\w.*-]+\/)+(?:[\w*-]+\.[\w.*-]+)?(?=`)/gu) ?? []
    const made = new Set(['src/bots/console/index.ts', 'src/providers/presets/warung.ts'])
    const missing = named.filter((name) => {
      const names = name.includes('*')
        ? ['discord', 'slack', 'playground'].map((bot) => name.replace('*', bot))
        : [name]
      return (
        !made.has(name) && !names.some((one) => bases.some((base) => existsSync(path.join(root, base, one))))
      )
    })
    expect(missing).toEqual([])
  },
)
