import { execFile, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { discordWorld } from '../contract/discord-world.ts'
import type { World } from '../contract/world.ts'
import { startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import type { FakeModelHost } from '../fakes/model-host/fake-model-host.ts'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '../..')
const timeout = 120_000

/** What npm would publish, installed in a folder of its own: there Node strips no types. */
describe('the package', () => {
  let folder: string
  let bin: string
  let world: World
  let host: FakeModelHost

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'tanya-package-'))
    await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root })
    const [tarball = ''] = readdirSync(folder)
    await run('tar', ['xzf', tarball], { cwd: folder })
    const modules = path.join(folder, 'node_modules')
    mkdirSync(modules)
    // Its dependencies are those of the lock; a registry is not needed to see whether it runs.
    for (const name of readdirSync(path.join(root, 'node_modules')))
      if (!name.startsWith('.')) symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name))
    cpSync(path.join(folder, 'package'), path.join(modules, 'tanya'), { recursive: true })
    const { bin: bins } = JSON.parse(readFileSync(path.join(modules, 'tanya/package.json'), 'utf8')) as {
      readonly bin: { readonly tanya: string }
    }
    bin = path.join(modules, 'tanya', bins.tanya)
    world = await discordWorld()
    host = await startFakeModelHost({ dialect: 'deepseek' })
  }, timeout)

  afterAll(async () => {
    await world?.close()
    await host?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('holds no types to strip, no tests and no secrets', () => {
    const files = readdirSync(path.join(folder, 'package'), { recursive: true }).map(String)
    expect(files).toContain('README.md')
    expect(files).toContain('LICENSE')
    expect(
      files.filter((file) => /(?:^|\/)(?:test|node_modules)\/|\.ts$|\.db$|(?:^|\/)\.env$/u.test(file)),
    ).toEqual([])
    expect(existsSync(path.join(folder, 'package/dist/bots/playground/page/index.html'))).toBe(true)
    // Pictures are for those who read the docs elsewhere.
    expect(files.filter((file) => file.endsWith('.png'))).toEqual([])
    expect(files).toContain('docs/discord.md')
  })

  it('has a command that says what it can do', async () => {
    const { stdout } = await run(process.execPath, [bin, '--help'])
    for (const command of ['start', 'setup', 'doctor', 'backup', 'restore', 'manifest'])
      expect(stdout).toContain(command)
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      readonly version: string
    }
    expect((await run(process.execPath, [bin, '--version'])).stdout.trim()).toBe(version)
    for (const command of ['setup', 'doctor', 'backup', 'restore', 'manifest'])
      expect((await run(process.execPath, [bin, command, '--help'])).stdout).toContain(
        `usage: npx tanya ${command} `,
      )
    expect(JSON.parse((await run(process.execPath, [bin, 'manifest'])).stdout)).toHaveProperty('settings')
  })

  it('starts, counts, answers, and ends', { timeout }, async () => {
    host.answer({ text: 'an answer of the package' })
    const child = spawn(process.execPath, [bin], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        ...world.environment,
        DEEPSEEK_API_KEY: 'sk-fake-key',
        DEEPSEEK_BASE_URL: host.baseUrl,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const exited = new Promise<number | null>((resolve) => child.once('close', resolve))
    try {
      await expect.poll(() => output, { timeout: 60_000 }).toContain('"msg":"ready"')
      const said = world.mention('packed', 'hello?')
      await world.until(() => world.answers(said).join('').includes('an answer of the package'), 'the answer')
      const port = /"port":(\d+)/u.exec(output)?.[1]
      const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
      expect(metrics).toMatch(/tanya_questions_total\{platform="discord"\} 1/u)
      expect(metrics).toMatch(/tanya_connection_up\{platform="discord",connection="shard 0"\} 1/u)
    } finally {
      child.kill('SIGTERM')
    }
    expect(await exited).toBe(0)
  })
})

it('every licence is one we accept, and there is a bill of materials', { timeout }, async () => {
  const { stdout } = await run(process.execPath, [path.join(root, 'scripts/licences.ts')])
  expect(stdout).toContain('| discord.js |')
  expect(stdout).not.toContain('| vitest |')
  const sbom = await run('npm', ['run', '--silent', 'sbom'], { cwd: root, maxBuffer: 50_000_000 })
  const { components } = JSON.parse(sbom.stdout) as {
    readonly components: readonly { readonly name: string }[]
  }
  const names = components.map(({ name }) => name)
  expect(names).toContain('discord.js')
  expect(names).not.toContain('vitest')
})

it('nothing that runs in production runs a script when it is installed', () => {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<
      Record<string, { readonly hasInstallScript?: boolean; readonly dev?: boolean }>
    >
  }
  const scripted = Object.entries(lock.packages).filter(
    ([, { hasInstallScript, dev }]) => hasInstallScript && !dev,
  )
  expect(scripted.map(([name]) => name)).toEqual([])
})
