import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseEnv } from 'node:util'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { permissionNumber } from '../../src/bots/discord/invite.ts'
import { withVariables } from '../../src/cli/setup/env-file.ts'
import { slackManifest } from '../../src/cli/manifest.ts'
import type { Environment } from '../../src/config.ts'
import { startFakeDiscord } from '../fakes/discord/fake-discord.ts'
import type { FakeDiscord } from '../fakes/discord/fake-discord.ts'
import { startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import type { FakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import { startFakeSlack } from '../fakes/slack/fake-slack.ts'
import type { FakeSlack } from '../fakes/slack/fake-slack.ts'
import { compileCache } from '../support/compile-cache.ts'
import { runCli } from '../support/run-cli.ts'

let discord: FakeDiscord
let slack: FakeSlack
let host: FakeModelHost
let directory: string

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'tanya-setup-'))
  ;[discord, slack, host] = await Promise.all([
    startFakeDiscord(),
    startFakeSlack({ limits: 'off' }),
    startFakeModelHost({ dialect: 'deepseek', apiKey: 'sk-right-key' }),
  ])
  host.answer({ text: 'Ask\u001B[31m' })
})

afterEach(async () => {
  await Promise.all([discord.close(), slack.close(), host.close()])
  rmSync(directory, { recursive: true, force: true })
})

/** Where the fakes are; nothing else is set before. */
function addresses() {
  return { DISCORD_API_URL: discord.url, SLACK_API_URL: slack.apiUrl, DEEPSEEK_BASE_URL: host.baseUrl }
}

function options(): readonly string[] {
  const values = {
    platforms: 'discord,slack',
    'discord-token': discord.token,
    'slack-bot-token': slack.botToken,
    'slack-app-token': slack.appToken,
    host: 'deepseek',
    key: 'sk-right-key',
  }
  return ['--yes', ...Object.entries(values).flatMap(([name, value]) => [`--${name}`, value])]
}

function written(): Readonly<Record<string, string | undefined>> {
  return parseEnv(readFileSync(path.join(directory, '.env'), 'utf8'))
}

describe('with options alone', () => {
  it('checks everything, writes .env for its owner, and prints the links', async () => {
    const run = await runCli('setup', { args: options(), environment: addresses(), cwd: directory })
    expect(run.stderr).toBe('')
    expect(run.status).toBe(0)
    expect(written()).toEqual({
      DISCORD_TOKEN: discord.token,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      DEEPSEEK_API_KEY: 'sk-right-key',
      MODEL: 'deepseek-v3',
    })
    expect(statSync(path.join(directory, '.env')).mode & 0o777).toBe(0o600)
    expect(run.stdout).toContain(`client_id=${discord.bot.id}`)
    expect(run.stdout).toContain(`permissions=${permissionNumber()}`)
    const link = /https:\/\/api\.slack\.com\/apps\?new_app=1&manifest_json=(\S+)/u.exec(run.stdout)?.[1] ?? ''
    expect(JSON.parse(decodeURIComponent(link))).toEqual(JSON.parse(slackManifest()))
    expect(run.stdout).toMatch(
      /It says “Ask\[31m” after [\d.]+ s, \d+ tokens in and \d+ out, for \$0\.0+\d+/u,
    )
    expect(run.stdout).not.toContain('\u001B')
    for (const secret of [discord.token, slack.botToken, slack.appToken, 'sk-right-key'])
      expect(run.stdout).not.toContain(secret)
    expect(slack.violations).toEqual([])
    expect(discord.violations).toEqual([])
  })

  it.each([
    ['DISCORD_TOKEN', '--discord-token', 'not.the.token'],
    ['SLACK_BOT_TOKEN', '--slack-bot-token', 'xoxb-wrong'],
    ['SLACK_APP_TOKEN', '--slack-app-token', 'xapp-wrong'],
    ['DEEPSEEK_API_KEY', '--key', 'sk-wrong'],
  ])('writes nothing when %s is refused', async (variable, option, wrong) => {
    const args = options().with(options().indexOf(option) + 1, wrong)
    const run = await runCli('setup', { args, environment: addresses(), cwd: directory })
    expect(run.status).toBe(1)
    expect(run.stderr).toContain(variable)
    expect(run.stdout + run.stderr).not.toContain(wrong)
    expect(existsSync(path.join(directory, '.env'))).toBe(false)
  })

  it('names the option that is missing instead of asking', async () => {
    const run = await runCli('setup', { args: ['--yes'], environment: addresses(), cwd: directory })
    expect(run.status).toBe(1)
    expect(run.stderr).toMatch(/--yes.*bot token.*--help/su)
  })

  it('says that the file cannot be written', async () => {
    const args = [...options(), '--file', 'no-such-folder/.env']
    const run = await runCli('setup', { args, environment: addresses(), cwd: directory })
    expect(run.status).toBe(1)
    expect(run.stderr).toBe(
      'no-such-folder/.env cannot be written (ENOENT), so nothing was kept. Run this where that can be, or name another with --file.\n',
    )
  })

  it('replaces nothing that the file says, unless told to', async () => {
    const file = path.join(directory, '.env')
    writeFileSync(file, '# mine\nMODEL=deepseek-r1 # kept\n#DISCORD_TOKEN=\nOTHER=1\n')
    const args = [...options(), '--model', 'deepseek-v3']
    const refused = await runCli('setup', { args, environment: addresses(), cwd: directory })
    expect(refused.status).toBe(1)
    expect(refused.stderr).toContain('MODEL')
    expect(readFileSync(file, 'utf8')).toContain('MODEL=deepseek-r1 # kept')
    const forced = await runCli('setup', {
      args: [...args, '--force'],
      environment: addresses(),
      cwd: directory,
    })
    expect(forced.status).toBe(0)
    const lines = readFileSync(file, 'utf8').split('\n')
    expect(lines.slice(0, 4)).toEqual([
      '# mine',
      'MODEL=deepseek-v3',
      `DISCORD_TOKEN=${discord.token}`,
      'OTHER=1',
    ])
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})

describe('typed, without a terminal', () => {
  it('asks one thing at a time, and again where an answer is refused', async () => {
    discord.setMessageContent(false)
    const run = await runCli('setup', {
      environment: addresses(),
      cwd: directory,
      typed: [
        { after: /Where is Tanya to answer\? \[1\]: /u, text: '9' },
        { after: /number from 1 to 4[^]*: /u, text: 'discord' },
        { after: /The bot token: /u, text: 'not.the.token' },
        { after: /refuses DISCORD_TOKEN[^]*The bot token: /u, text: `"${discord.token}"` },
        { after: /applications\/\d+\/bot[^]*Look again\?.*: /u, text: 'n' },
        { after: /Which model host\? \[\d+\]: /u, text: 'deepseek' },
        { after: /platform\.deepseek\.com\/api_keys[^]*The key for DeepSeek: /u, text: 'sk-right-key' },
        { after: /The model .*\[deepseek-v3\]: /u, text: 'deepseek-r1' },
      ],
    })
    expect(run.stderr).toBe('')
    expect(run.status).toBe(0)
    expect(run.stdout).toContain('Message Content intent is off')
    expect(written()).toEqual({
      DISCORD_TOKEN: discord.token,
      DEEPSEEK_API_KEY: 'sk-right-key',
      MODEL: 'deepseek-r1',
    })
    expect(host.requests).toHaveLength(1)
  })

  it('takes Slack over HTTP, with the address in the manifest', async () => {
    const run = await runCli('setup', {
      args: ['--platforms', 'slack', '--host', 'none'],
      environment: addresses(),
      cwd: directory,
      typed: [
        { after: /How do events reach this machine\? \[1\]: /u, text: '2' },
        { after: /https address[^:]*: /u, text: 'http://wrong.example.org' },
        { after: /no https address[^]*: /u, text: 'https://tanya.example.org' },
        { after: /bot token \(xoxb-…\): /u, text: slack.botToken },
        { after: /signing secret: /u, text: slack.signingSecret },
      ],
    })
    expect(run.status).toBe(0)
    expect(decodeURIComponent(run.stdout)).toContain('"request_url":"https://tanya.example.org/slack/events"')
    expect(written()).toEqual({ SLACK_BOT_TOKEN: slack.botToken, SLACK_SIGNING_SECRET: slack.signingSecret })
  })

  it('leaves an app that many workspaces install as it is', async () => {
    const run = await runCli('setup', {
      args: ['--platforms', 'slack', '--host', 'none', '--yes'],
      environment: { ...addresses(), SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'client-secret' },
      cwd: directory,
    })
    expect(run.status).toBe(0)
    expect(run.stdout).toContain('set up for many workspaces already')
    expect(existsSync(path.join(directory, '.env'))).toBe(false)
  })

  it('offers servers of one’s own, with their key, and another host where they do not answer', async () => {
    const own = await startFakeModelHost({ dialect: 'vllm', apiKey: 'sk-of-my-own' })
    own.answer({ text: 'Ask' })
    const run = await runCli('setup', {
      args: ['--platforms', 'none'],
      environment: addresses(),
      cwd: directory,
      typed: [
        { after: /vLLM \(your own\)[^]*Which model host\? \[\d+\]: /u, text: 'vllm' },
        { after: /address of your vLLM \[.*\]: /u, text: 'http://127.0.0.1:1/v1' },
        { after: /✗ model: vLLM[^]*Which model host\? \[\d+\]: /u, text: 'vllm' },
        { after: /address of your vLLM \[.*\]: /u, text: own.baseUrl },
        { after: /refuses the key[^]*The key for your vLLM: /u, text: 'sk-of-my-own' },
        { after: /The model .*: /u, text: '' },
      ],
    })
    await own.close()
    expect(run.stderr).toBe('')
    expect(run.status).toBe(0)
    expect(written()).toEqual({
      VLLM_BASE_URL: own.baseUrl,
      VLLM_API_KEY: 'sk-of-my-own',
      MODEL: 'deepseek-v3',
    })
  })

  it('keeps what is set, and leaves no file when the input ends', async () => {
    const kept = await runCli('setup', {
      args: ['--platforms', 'discord', '--host', 'none'],
      environment: { ...addresses(), DISCORD_TOKEN: discord.token },
      cwd: directory,
      typed: [{ after: /DISCORD_TOKEN is set already\. Keep it\? \[Y\/n\]: /u, text: '' }],
    })
    expect(kept.status).toBe(0)
    expect(written()).toEqual({ DISCORD_TOKEN: discord.token })
    rmSync(path.join(directory, '.env'))
    const ended = await runCli('setup', { environment: addresses(), cwd: directory })
    expect(ended.status).toBe(130)
    expect(existsSync(path.join(directory, '.env'))).toBe(false)
  })
})

/** A terminal of util-linux; without it there is none to test on. */
const terminal = '/usr/bin/script'

describe.runIf(existsSync(terminal))('on a terminal', () => {
  /** Types each text once what stands before it was shown since the last; resolves with the status and the screen. */
  async function type(
    environment: Environment,
    ...typed: readonly (readonly [after: string, text: string])[]
  ): Promise<{ readonly status: number | null; readonly screen: string }> {
    const tanya = path.resolve(import.meta.dirname, '../../src/cli/tanya.ts')
    const child = spawn(
      terminal,
      [
        '-qec',
        `stty cols 120 rows 40; exec ${process.execPath} ${tanya} setup --platforms discord`,
        '/dev/null',
      ],
      {
        cwd: directory,
        env: { PATH: process.env['PATH'], TERM: 'xterm', ...compileCache, ...environment },
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    )
    const exited = new Promise<number | null>((resolve) => child.once('close', resolve))
    let screen = ''
    child.stdout.on('data', (chunk: Buffer) => (screen += chunk.toString()))
    let from = 0
    for (const [after, text] of typed) {
      await expect.poll(() => screen.slice(from), { timeout: 30_000 }).toContain(after)
      from = screen.length
      child.stdin.write(text)
    }
    const status = await exited
    return { status, screen }
  }

  it('hides what is secret, and goes without a trace at Ctrl-C', async () => {
    const { status, screen } = await type(
      addresses(),
      ['The bot token', `${discord.token}\r`],
      ['Which model host?', '\u0003'],
    )
    expect(status).toBe(130)
    expect(screen).toContain('The token is that of')
    expect(screen).toContain('Left; nothing was written.')
    expect(screen).not.toContain(discord.token.slice(0, 12))
    expect(readdirSync(directory)).toEqual([])
  })

  it('can be left while something is looked at', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const { status, screen } = await type(
      { DISCORD_API_URL: `http://127.0.0.1:${port}/api` },
      ['The bot token', 'some.bot.token\r'],
      ['Checking', '\u0003'],
    )
    silent.close()
    expect(status).toBe(130)
    expect(screen).toContain('Left; nothing was written.')
  })
})

it('whatever value is written is the value that is read, and other lines stay', () => {
  const value = fc.string({ unit: fc.constantFrom(...Array.from('abz019 #=$\\/+-_.:é')), minLength: 1 })
  fc.assert(
    fc.property(value, value, (one, other) => {
      fc.pre(one.trim() === one && other.trim() === other)
      const before = 'KEEP=me # a remark\n#TWO=\n'
      const text = withVariables(
        before,
        new Map([
          ['ONE', one],
          ['TWO', other],
        ]),
      )
      expect(text.split('\n')[0]).toBe('KEEP=me # a remark')
      expect(parseEnv(text)).toEqual({ KEEP: 'me', ONE: one, TWO: other })
    }),
  )
})
