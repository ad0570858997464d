import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, cpSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

/**
 * The linter holds the import boundaries (.oxlintrc.json). Each kind of violation is planted in a copy of the
 * tree's shape, to see that it is refused and that what is allowed passes.
 */
const root = path.resolve(import.meta.dirname, '..')
const oxlint = path.join(root, 'node_modules/.bin/oxlint')
let tree: string

beforeAll(() => {
  tree = mkdtempSync(path.join(tmpdir(), 'tanya-boundaries-'))
  cpSync(path.join(root, '.oxlintrc.json'), path.join(tree, '.oxlintrc.json'))
  symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'))
})

afterAll(() => rmSync(tree, { recursive: true, force: true }))

function lint(file: string, source: string): string {
  const planted = path.join(tree, file)
  mkdirSync(path.dirname(planted), { recursive: true })
  writeFileSync(planted, source)
  const run = spawnSync(oxlint, ['--deny-warnings', file], { cwd: tree, encoding: 'utf8' })
  rmSync(planted)
  return run.status === 0 ? '' : run.stdout
}

it.each([
  [
    'src/core/planted.ts',
    "import { createDiscordBot } from '../bots/discord/index.ts'\nexport const x = createDiscordBot\n",
  ],
  [
    'src/core/conversation/planted.ts',
    "import type { Host } from '../../providers/hosts.ts'\nexport type X = Host\n",
  ],
  ['src/core/planted.ts', "export { readConfig } from '../config.ts'\n"],
  ['src/core/planted.ts', "import { Client } from 'discord.js'\nexport const x = Client\n"],
  ['src/core/planted.ts', "import { readFile } from 'node:fs/promises'\nexport const x = readFile\n"],
  [
    'src/providers/planted.ts',
    "import { createSlackBot } from '../bots/slack/index.ts'\nexport const x = createSlackBot\n",
  ],
  ['src/readers/planted.ts', "import { readFile } from 'node:fs/promises'\nexport const x = readFile\n"],
  ['src/bots/slack/planted.ts', "import { limits } from '../discord/limits.ts'\nexport const x = limits\n"],
  [
    'src/bots/discord/planted.ts',
    "import { presets } from '../../providers/presets/all.ts'\nexport const x = presets\n",
  ],
])('refuses in %s: %s', (file, source) => {
  expect(lint(file, source)).toContain('no-restricted-imports')
})

it('refuses time and the environment in the core', () => {
  expect(lint('src/core/planted.ts', 'export const x = process.env\n')).toContain('no-restricted-globals')
  expect(lint('src/core/planted.ts', 'setTimeout(() => {}, 1)\n')).toContain('no-restricted-globals')
})

it('refuses a cycle', () => {
  mkdirSync(path.join(tree, 'src/core'), { recursive: true })
  writeFileSync(
    path.join(tree, 'src/core/other.ts'),
    "import { x } from './planted.ts'\nexport const y = () => x\n",
  )
  const output = lint('src/core/planted.ts', "import { y } from './other.ts'\nexport const x = () => y\n")
  rmSync(path.join(tree, 'src/core/other.ts'))
  expect(output).toContain('no-cycle')
})

it.each([
  [
    'src/app.ts',
    "import { createDiscordBot } from './bots/discord/index.ts'\nexport const x = createDiscordBot\n",
  ],
  ['src/bots/discord/planted.ts', "import { Client } from 'discord.js'\nexport const x = Client\n"],
  ['src/bots/discord/planted.ts', "import type { Bot } from '../../core/bot.ts'\nexport type X = Bot\n"],
])('allows in %s: %s', (file, source) => {
  expect(lint(file, source)).toBe('')
})
