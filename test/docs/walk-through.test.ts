import { execFile, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import { blocksOf, readPages, root } from './pages.ts'
import type { Block } from './pages.ts'

const run = promisify(execFile)

const blocks = readPages().flatMap(blocksOf)
/** Pages whose blocks are steps; blocks of TypeScript on others are samples. */
const followed = ['docs/adding-a-platform.md', 'docs/adding-a-host.md']

/** What the two pages tell a reader to do is done in a copy of the project: it compiles there, and runs. */
describe('what the pages add', () => {
  let copy: string

  beforeAll(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'tanya-walk-'))
    const parts = ['src', 'test/fakes/model-host', 'test/providers']
    for (const part of [...parts, 'tsconfig.json', 'package.json'])
      cpSync(path.join(root, part), path.join(copy, part), { recursive: true })
    const compiled = { extends: './tsconfig.json', include: parts, exclude: ['src/bots/playground/page'] }
    writeFileSync(path.join(copy, 'tsconfig.copy.json'), JSON.stringify(compiled))
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))
    for (const block of blocks.filter(({ page }) => followed.includes(page.file))) follow(block, copy)
    const samples = blocks.filter(({ page, language }) => language === 'ts' && !followed.includes(page.file))
    for (const [index, { text }] of samples.entries())
      writeFileSync(path.join(copy, `src/sample-${index}.ts`), text)
  })

  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  it('compiles, in src and in the tests, and so do samples of other pages', async () => {
    const compiler = path.join(root, 'node_modules/typescript/bin/tsc')
    const { stdout } = await run(process.execPath, [
      compiler,
      '-p',
      path.join(copy, 'tsconfig.copy.json'),
    ]).catch((error: unknown) => {
      return error as { readonly stdout: string }
    })
    expect(stdout).toBe('')
  })

  it('answers on the new platform, by the new host', async () => {
    const host = await startFakeModelHost({ models: ['kopi-70b'] })
    host.answer({ text: 'brewed' })
    const child = spawn(process.execPath, [path.join(copy, 'src/main.ts')], {
      cwd: copy,
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        CONSOLE: 'on',
        PLAYGROUND: 'off',
        WARUNG_API_KEY: 'a-key',
        WARUNG_BASE_URL: host.baseUrl,
        MODEL: 'warung/kopi-70b',
        LOG_LEVEL: 'warn',
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let printed = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    const ended = new Promise((resolve) => child.once('close', resolve))
    try {
      await expect.poll(() => printed, { timeout: 30_000 }).toContain('"msg":"ready"')
      child.stdin.write('coffee?\n')
      await expect.poll(() => printed, { timeout: 30_000 }).toContain('brewed')
      child.stdin.write('/about\n')
      await expect.poll(() => printed, { timeout: 30_000 }).toContain('warung/kopi-70b')
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
    } finally {
      child.kill('SIGKILL')
      await ended
      await host.close()
    }
  })
})

/** Writes a block of code that names its file, or makes the change that a diff shows. */
function follow({ at, language, text }: Block, copy: string): void {
  if (language === 'ts') {
    const file = /^\/\/ (\S+\.ts)\n/u.exec(text)?.[1]
    if (file === undefined) throw new Error(`${at}: the first line names no file`)
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true })
    writeFileSync(path.join(copy, file), text)
  }
  if (language === 'diff') {
    const [head = '', ...lines] = text.split('\n')
    const file = path.join(copy, /^--- (\S+)$/u.exec(head)?.[1] ?? '')
    const [before, after] = ['-', '+'].map((sign) =>
      lines
        .flatMap((line) => (line.startsWith(' ') || line.startsWith(sign) ? [line.slice(1)] : []))
        .join('\n'),
    )
    const [start, end, ...more] = readFileSync(file, 'utf8').split(before ?? '')
    if (start === undefined || end === undefined || more.length > 0)
      throw new Error(`${at}: what is to be changed is not once in ${file}`)
    writeFileSync(file, start + after + end)
  }
}
