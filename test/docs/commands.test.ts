import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read, rules, scripts } from './command-rules.ts'
import type { Run } from './command-rules.ts'
import { blocksOf, nodesOf, readPages, root } from './pages.ts'

const pages = readPages()
const found = new Map<string, string>()
for (const block of pages.flatMap(blocksOf).filter(({ language }) => language === 'sh')) {
  for (const line of block.text.split('\n')) {
    for (const command of line.replace(/(?:^|\s)#.*$/u, '').split(' && '))
      if (command.trim() !== '' && !found.has(command.trim())) found.set(command.trim(), block.at)
  }
}

it('every command is run or declared, and nothing else is', () => {
  const ruled = [...found].map(([command, at]) => ({
    at,
    command,
    rules: rules.filter(({ what }) => what.test(command)).length,
  }))
  expect(ruled.filter((one) => one.rules !== 1)).toEqual([])
  const unused = rules.filter(({ what }) => ![...found.keys()].some((command) => what.test(command)))
  expect(unused.map(({ what }) => what.source)).toEqual([])
})

const declared = [...found.keys()].flatMap((command) =>
  rules.flatMap((rule) => {
    const parts = rule.kind === 'declared' ? rule.what.exec(command) : null
    return rule.kind === 'declared' && parts !== null ? [[command, rule, parts] as const] : []
  }),
)

it.each(declared)('%s is right, as far as can be told', (_command, { look }, parts) => {
  expect(look(parts)).toBe(true)
})

describe('what pages say is run', () => {
  let copy: string
  let tanya: ReturnType<typeof start> | undefined
  let port = ''

  beforeAll(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'tanya-docs-'))
    for (const part of [
      'src',
      'scripts',
      'deploy',
      'docs',
      'README.md',
      'package.json',
      'package-lock.json',
      '.env.example',
    ])
      cpSync(path.join(root, part), path.join(copy, part), { recursive: true })
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))
  })

  afterAll(async () => {
    await stop()
    rmSync(copy, { recursive: true, force: true })
  })

  /** In a shell, as typed; `PORT=0` so that another Tanya of this machine is not in the way. */
  function start(command: string, typed = '') {
    const child = spawn('sh', ['-c', `exec ${command}`], {
      cwd: copy,
      env: {
        PATH: process.env['PATH'],
        HOME: copy,
        PORT: port || '0',
        NO_COLOR: '1',
        npm_config_update_notifier: 'false',
      },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    })
    let stdout = ''
    let all = ''
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
      all += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => (all += chunk.toString()))
    child.stdin.on('error', () => undefined)
    child.stdin.end(typed)
    const status = new Promise<number | null>((resolve) => child.once('close', resolve))
    return { child, status, stdout: () => stdout, all: () => all }
  }

  async function stop(): Promise<void> {
    const { pid } = tanya?.child ?? {}
    if (tanya === undefined || pid === undefined) return
    // npm and the process it runs.
    process.kill(-pid, 'SIGTERM')
    await tanya.status
    tanya = undefined
  }

  /** Paths of another machine, and a backup of another day. */
  function asHere(command: string): string {
    const made = /(?<=backups\/)tanya-\S+\.db/u
    return command
      .replace('127.0.0.1:3000', `127.0.0.1:${port}`)
      .replace('/mnt/', `${copy}/mnt/`)
      .replace(made, '$(ls backups | tail -n 1)')
  }

  function of(stage: Run['stage']) {
    return rules.flatMap((rule) =>
      rule.kind === 'run' && rule.stage === stage
        ? [...found.keys()].filter((one) => rule.what.test(one)).map((one) => [one, rule] as const)
        : [],
    )
  }

  async function runs(command: string, { typed, prints, makes }: Run): Promise<void> {
    const run = start(asHere(command), typed)
    expect(await run.status, run.all()).toBe(0)
    // Without what npm says of the script itself.
    if (prints !== undefined) expect(run.stdout().replaceAll(/^> .*\n|^\n/gmu, '')).toMatch(prints)
    if (makes !== undefined) expect(statSync(path.join(copy, makes)).size).toBeGreaterThan(0)
  }

  it.each(of('prepare'))('%s', runs)

  it.each(of('start'))('%s', async (command, { prints = /./u }) => {
    tanya = start(command)
    await expect.poll(tanya.all, { timeout: 30_000 }).toMatch(prints)
    port = /"port":(\d+)/u.exec(tanya.all())?.[1] ?? ''
  })

  // A bare machine has no curl; CI installs it.
  const hasCurl = process.env['CI'] !== undefined || spawnSync('curl', ['--version']).status === 0
  const looks = of('look').filter(([command]) => hasCurl || !command.startsWith('curl '))
  describe('while it runs', () => it.concurrent.each(looks)('%s', runs))

  it.each(of('stop'))('%s', async (command, rule) => {
    await stop()
    await runs(command, rule)
  })
})

/** In a sentence, too, commands name scripts that are there. */
it('scripts that pages name in passing are there', () => {
  const named = pages
    .filter(({ file }) => !file.startsWith('docs/decisions/'))
    .flatMap((page) =>
      nodesOf(page, 'inlineCode').flatMap(({ value }) => {
        const [, script, args = ''] = /^(?:\w+=\S+ )?npm run ([\w-]+)(?: -- (.*))?$/u.exec(value) ?? []
        return script === undefined ? [] : [{ at: page.file, script, args }]
      }),
    )
  expect(named.length).toBeGreaterThan(10)
  const help: Readonly<Record<string, string>> = {
    setup: read('src/cli/setup.ts'),
    doctor: read('src/cli/doctor.ts'),
    bench: read('bench/main.ts'),
  }
  for (const { at, script, args } of named) {
    expect(Object.keys(scripts), at).toContain(script)
    for (const word of args.match(/(?<=--)[a-z-]+|^[a-z-]+$/gu) ?? [])
      expect(help[script], `${at}: ${args}`).toContain(word)
  }
})
