import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { examine as examineConfig } from '../../src/cli/doctor.ts'
import { readConfig } from '../../src/config.ts'
import type { Environment } from '../../src/config.ts'
import type { Finding } from '../../src/cli/finding.ts'
import { openStore } from '../../src/core/store/open-store.ts'
import { startFakeDiscord } from '../fakes/discord/fake-discord.ts'
import type { FakeDiscord } from '../fakes/discord/fake-discord.ts'
import { startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import type { FakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import { startFakeSlack } from '../fakes/slack/fake-slack.ts'
import type { FakeSlack } from '../fakes/slack/fake-slack.ts'
import { configToken } from '../fakes/slack/tokens.ts'
import { quietLog } from '../support/quiet-log.ts'
import { startRedis } from '../support/redis.ts'
import { runCli } from '../support/run-cli.ts'

const portOf = (server: Server): number => (server.address() as AddressInfo).port

let discord: FakeDiscord
let slack: FakeSlack
let host: FakeModelHost
let directory: string

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'tanya-doctor-'))
  ;[discord, slack, host] = await Promise.all([
    startFakeDiscord(),
    startFakeSlack({ limits: 'off' }),
    startFakeModelHost({ dialect: 'deepseek', apiKey: 'sk-right-key' }),
  ])
})

afterEach(async () => {
  await Promise.all([discord.close(), slack.close(), host.close()])
  rmSync(directory, { recursive: true, force: true })
})

function environment(): Environment {
  return {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DEEPSEEK_API_KEY: 'sk-right-key',
    DEEPSEEK_BASE_URL: host.baseUrl,
    PORT: '0',
  }
}

async function examine(
  changes: Environment = {},
  slackConfigToken?: string,
): Promise<{ readonly findings: readonly Finding[]; said(level: Finding['level']): string }> {
  const config = readConfig(
    { DATABASE_URL: `file:${directory}/none.db`, ...environment(), ...changes },
    false,
  )
  const findings = await examineConfig({
    config,
    environmentFile: path.join(directory, '.env'),
    ...(slackConfigToken !== undefined && { slackConfigToken }),
  })
  for (const secret of config.secrets) expect(JSON.stringify(findings)).not.toContain(secret)
  return {
    findings,
    said: (level) =>
      findings
        .filter((one) => one.level === level)
        .map(({ about, text, mend }) => `${about}: ${text} → ${mend}`)
        .join('\n'),
  }
}

describe('a configuration that works', () => {
  it('is found well', async () => {
    const guild = discord.guild({ name: 'Home' })
    discord.channel(guild, { name: 'general' })
    host.balance = { currency: 'USD', total: '4.20', available: true }
    const { said } = await examine({}, configToken)
    expect(said('problem')).toBe('')
    expect(said('warning')).toBe('')
    const well = said('ok')
    for (const part of [
      'The Message Content intent is on',
      'Home: all permissions',
      'scopes of the manifest are granted',
      'A socket opens',
      'events of the manifest are subscribed to',
      'The Messages tab is on',
      'lists',
      '4.20 USD are left',
      'MODEL deepseek-v3 means deepseek/deepseek-flash',
      'will be made at the first start',
      'The clock is right',
    ])
      expect(well).toContain(part)
    expect(said('note')).toContain(`oauth2/authorize?client_id=${discord.bot.id}`)
    await expect.poll(() => slack.sockets.count).toBe(0)
    expect(discord.violations).toEqual([])
    expect(slack.violations).toEqual([])
  })

  it('is told to people in lines, without escape codes where there is no terminal', async () => {
    discord.guild({ name: 'Home' })
    const { stdout, status } = await runCli('doctor', { environment: environment(), cwd: directory })
    expect(status).toBe(0)
    expect(stdout).toContain('✓ discord: The token is that of Tanya')
    expect(stdout).toMatch(/All is well\.\n$/u)
    expect(stdout).not.toContain('\u001B')
  })
})

describe('Discord', () => {
  it('a refused token is told with the page that gives another', async () => {
    const { said } = await examine({ DISCORD_TOKEN: 'not.the.token' })
    expect(said('problem')).toMatch(/refuses DISCORD_TOKEN.*developers\/applications/u)
  })

  it('a missing intent is told with the page of this application', async () => {
    discord.setMessageContent(false)
    discord.guild()
    const { said } = await examine()
    expect(said('warning')).toMatch(new RegExp(`Message Content.*applications/${discord.bot.id}/bot`, 'u'))
  })

  it('missing permissions are told by server and by channel, hidden channels only counted', async () => {
    const bare = discord.guild({
      name: 'Bare',
      botPermissions: ['ViewChannel'],
      everyone: ['ViewChannel', 'SendMessages'],
    })
    discord.channel(bare, { name: 'lobby' })
    const home = discord.guild({ name: 'Home' })
    const quiet = discord.channel(home, { name: 'quiet' })
    discord.overwrite(quiet, 'everyone', { deny: ['SendMessages'] })
    const secret = discord.channel(home, { name: 'secret' })
    discord.overwrite(secret, 'everyone', { deny: ['ViewChannel'] })
    const open = discord.channel(home, { name: 'open' })
    discord.overwrite(open, 'everyone', { deny: ['SendMessages'] })
    discord.overwrite(open, 'bot', { allow: ['SendMessages'] })
    const { said } = await examine()
    expect(said('warning')).toMatch(/Bare: the bot's role lacks Read Message History.*client_id=/u)
    expect(said('warning')).not.toContain('Bare, #lobby')
    expect(said('warning')).toContain('Home, #quiet: the channel takes Send Messages away')
    expect(said('warning')).not.toContain('#open')
    expect(said('note')).toContain('Home: 1 channel(s) are hidden')
  })

  it('an address where nobody is, is told without the token', async () => {
    const { said } = await examine({ DISCORD_API_URL: 'http://127.0.0.1:1/api' })
    expect(said('problem')).toContain('127.0.0.1:1 cannot be reached')
  })
})

describe('Slack', () => {
  it('missing scopes are named', async () => {
    slack.switches.scopes.delete('files:read')
    slack.switches.scopes.delete('channels:history')
    const { said } = await examine()
    expect(said('problem')).toMatch(/not granted: channels:history, files:read.*oauth/u)
  })

  it('another server that answers in its place is a finding like any', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${portOf(server)}` }))
    })
    const sockets = new WebSocketServer({ server })
    sockets.on('connection', (socket) => socket.send('welcome'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const { said } = await examine({ SLACK_API_URL: `http://127.0.0.1:${portOf(server)}/api/` })
      expect(said('problem')).toContain('the answer is none of Slack’s')
      expect(said('problem')).toContain('No socket opens: something else than Slack answered.')
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it('a token of a whole organization is told', async () => {
    slack.switches.orgWide = true
    expect((await examine()).said('problem')).toContain('a whole Enterprise organization')
  })

  it('refused tokens are told by their variable', async () => {
    slack.switches.botToken = 'revoked'
    slack.switches.appToken = 'revoked'
    const { said } = await examine()
    expect(said('problem')).toContain('SLACK_BOT_TOKEN (token_revoked)')
    expect(said('problem')).toContain('SLACK_APP_TOKEN (invalid_auth)')
  })

  it('every workspace that the app is installed in is looked at, and those in trouble are named', async () => {
    const url = `file:${directory}/many.db`
    const secretKey = 'a'.repeat(64)
    const many = {
      SLACK_BOT_TOKEN: '',
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'client-secret',
      SECRET_KEY: secretKey,
      DATABASE_URL: url,
    }
    expect((await examine(many)).said('note')).toContain('installed in no workspace yet')
    const store = await openStore({ url, log: quietLog, secretKey })
    const put = (team: string, more: object): Promise<unknown> =>
      store.installations.put('slack', team, JSON.stringify({ userId: 'U', ...more }), 1)
    await put('T0ACME000', { token: slack.botToken, name: 'Acme' })
    await put('T2', { token: 'xoxb-revoked-token', name: 'Gone' })
    await put('T3', { token: 'xoxb-unknown-token' })
    await store.close()
    const looked = await examine(many)
    expect(looked.said('problem')).toContain('Gone (T2): Slack refuses its token (invalid_auth).')
    expect(looked.said('problem')).toMatch(/^.*T3: Slack refuses its token.*slack\/install/mu)
    expect(looked.said('ok')).toContain('1 of 3 workspaces are well.')
    expect(JSON.stringify(looked.findings)).not.toContain('xoxb-')
    slack.switches.scopes.delete('files:read')
    expect((await examine(many)).said('problem')).toContain(
      'Acme (T0ACME000): the app was not granted files:read.',
    )
    const wrong = await examine({ ...many, SECRET_KEY: 'b'.repeat(64) })
    expect(wrong.said('problem')).toContain('cannot be read')
  })

  it('the settings of the app are held to the manifest', async () => {
    slack.switches.messagesTab = false
    slack.switches.interactivity = false
    slack.switches.events.delete('message.groups')
    const { said } = await examine({}, configToken)
    expect(said('problem')).toMatch(/not subscribed to: message\.groups/u)
    expect(said('problem')).toMatch(/Messages tab is off.*app-home/u)
    expect(said('problem')).toMatch(/Interactivity is off/u)
  })

  it('what cannot be seen without a configuration token is said to be unseen', async () => {
    expect((await examine()).said('note')).toContain('not visible to a bot token')
  })
})

describe('models', () => {
  it('a refused key, an empty balance and an unknown model are told', async () => {
    const wrong = await examine({ DEEPSEEK_API_KEY: 'sk-wrong' })
    expect(wrong.said('problem')).toMatch(/DEEPSEEK_API_KEY.*platform\.deepseek\.com\/api_keys/u)
    host.balance = { currency: 'CNY', total: '0.00', available: false }
    const empty = await examine({ MODEL: 'deepseek/no-such-model' })
    expect(empty.said('problem')).toMatch(/used up \(0\.00 CNY\)/u)
    expect(empty.said('warning')).toMatch(/no-such-model is not among.*deepseek-flash/u)
  })

  it.each(['openrouter', 'novita'] as const)('%s tells what is left, too', async (name) => {
    const other = await startFakeModelHost({ dialect: name, apiKey: 'sk-of-the-other' })
    try {
      const variables = {
        [`${name.toUpperCase()}_API_KEY`]: 'sk-of-the-other',
        [`${name.toUpperCase()}_BASE_URL`]: other.baseUrl,
      }
      expect((await examine(variables)).said('note')).toContain('did not say what is left')
      other.balance = { currency: 'USD', total: '4.2', available: true }
      expect((await examine(variables)).said('ok')).toContain('4.20 USD are left')
      other.balance = { currency: 'USD', total: '0', available: false }
      expect((await examine(variables)).said('problem')).toMatch(/used up \(0\.00 USD\).*https:/u)
    } finally {
      await other.close()
    }
  })
})

describe('what it keeps', () => {
  it('the schema is compared, and nothing is changed', async () => {
    const file = path.join(directory, 'tanya.db')
    const url = `file:${file}`
    const store = await openStore({ url, log: quietLog })
    await store.close()
    expect((await examine({ DATABASE_URL: url })).said('ok')).toContain('tanya.db: up to date')
    const database = new DatabaseSync(file)
    database.exec("insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '')")
    database.close()
    const newer = await examine({ DATABASE_URL: url })
    expect(newer.said('problem')).toContain('9999-from-the-future')
  })

  it('a key that is not the database’s, or missing, is a problem', async () => {
    const url = `file:${path.join(directory, 'sealed.db')}`
    const secretKey = 'a'.repeat(64)
    await (await openStore({ url, log: quietLog, secretKey })).close()
    expect((await examine({ DATABASE_URL: url })).said('problem')).toContain('SECRET_KEY is missing')
    const other = await examine({ DATABASE_URL: url, SECRET_KEY: 'b'.repeat(64) })
    expect(other.said('problem')).toContain('SECRET_KEY is not the key')
    const right = await examine({ DATABASE_URL: url, SECRET_KEY: secretKey })
    expect(right.said('problem')).toBe('')
    expect(right.said('ok')).toContain('sealed.db: up to date')
  })

  it('a file that is no database is a problem', async () => {
    const file = path.join(directory, 'tanya.db')
    writeFileSync(file, 'this is no database at all, only some text')
    expect((await examine({ DATABASE_URL: `file:${file}` })).said('problem')).toMatch(
      /database: \S+tanya\.db is damaged, or no database\. → Restore a backup/u,
    )
  })

  it('a server that does not answer is a problem, told without its password', async () => {
    const away = 'postgres://tanya:very-secret@127.0.0.1:1/tanya'
    const { findings, said } = await examine({
      DATABASE_URL: away,
      REDIS_URL: 'redis://:also-secret@127.0.0.1:1',
    })
    expect(said('problem')).toMatch(/database: .*ECONNREFUSED/u)
    expect(said('problem')).toMatch(/redis: /u)
    expect(JSON.stringify(findings)).not.toMatch(/very-secret|also-secret/u)
  })

  describe('Redis', () => {
    let redis: Awaited<ReturnType<typeof startRedis>>

    beforeAll(async () => {
      redis = await startRedis()
    })

    afterAll(() => redis?.stop())

    it('its version and eviction are read', async ({ skip }) => {
      if (redis === undefined) return skip()
      const { said } = await examine({ REDIS_URL: redis.url })
      expect(said('ok')).toMatch(/Redis [\d.]+ answers/u)
      expect(said('ok')).toContain('Redis evicts nothing')
    })
  })
})

describe('the environment', () => {
  it('is told by variable where it is wrong', async () => {
    const changed = { ...environment(), PORT: 'x', LOG_LEVEL: 'loud' }
    const run = await runCli('doctor', { args: ['--json'], environment: changed, cwd: directory })
    expect(run.status).toBe(1)
    const { ok, findings } = JSON.parse(run.stdout) as {
      readonly ok: boolean
      readonly findings: readonly Finding[]
    }
    expect(ok).toBe(false)
    expect(findings.map(({ about, level }) => `${about} ${level}`)).toEqual([
      'environment problem',
      'environment problem',
    ])
    expect(run.stdout).toContain('PORT')
    expect(run.stdout).toContain('LOG_LEVEL')
  })

  it('is read from .env, which nobody else may read', async () => {
    discord.guild()
    const lines = Object.entries(environment()).map(([name, value]) => `${name}=${value}`)
    writeFileSync(path.join(directory, '.env'), lines.join('\n'), { mode: 0o644 })
    const { stdout, status } = await runCli('doctor', { cwd: directory })
    expect(status).toBe(0)
    expect(stdout).toContain('→ chmod 600 .env')
  })

  it('options that are wrong have a status of their own', async () => {
    const run = await runCli('doctor', { args: ['--wrong'], cwd: directory })
    expect(run.status).toBe(2)
    expect(run.stderr).toContain('usage:')
  })
})
