import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ConfigError } from '../src/config.ts'
import { readEnvironmentFile } from '../src/environment-file.ts'
import { runCli } from './support/run-cli.ts'
import { startTanya } from './support/tanya-process.ts'

let directory: string
let file: string

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tanya-env-'))
  file = path.join(directory, '.env')
})

afterEach(() => rmSync(directory, { recursive: true, force: true }))

it('sets nothing where it is not there', () => {
  expect(readEnvironmentFile(file)).toEqual({})
})

it('is read as editors of Windows write it, too', () => {
  writeFileSync(file, '\uFEFFDISCORD_TOKEN=a.b\r\nMODEL="deepseek-v3" # the default\r\n')
  expect(readEnvironmentFile(file)).toEqual({ DISCORD_TOKEN: 'a.b', MODEL: 'deepseek-v3' })
})

it('is named by every command where it cannot be read', async () => {
  // Whoever runs the tests may read every file, but no folder as one.
  mkdirSync(file)
  const told = '.env is there and cannot be read (EISDIR)'
  expect(() => readEnvironmentFile(file)).toThrow(ConfigError)
  const tanya = startTanya({}, directory)
  expect(await tanya.exited).toBe(1)
  expect(tanya.output()).toContain(told)
  expect(tanya.output()).not.toContain(' at ')
  for (const [name, args] of [
    ['doctor', []],
    ['backup', []],
    ['setup', ['--yes']],
  ] as const) {
    const { status, stdout, stderr } = await runCli(name, { cwd: directory, args })
    expect(status, name).toBe(1)
    expect(stdout + stderr, name).toContain(told)
  }
})
