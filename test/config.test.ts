import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'
import type { Environment } from '../src/config.ts'

const minimal = { DISCORD_TOKEN: 'a.b.c', DEEPSEEK_API_KEY: 'sk-1' }

function problemsOf(environment: Environment): readonly string[] {
  try {
    readConfig(environment, false)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('readConfig', () => {
  it('has the defaults of the documentation', () => {
    expect(readConfig(minimal, false)).toMatchObject({
      discord: { token: 'a.b.c', apiUrl: 'https://discord.com/api', shards: 'auto' },
      model: 'deepseek-v3',
      databaseUrl: 'file:data/tanya.db',
      host: '127.0.0.1',
      port: 3000,
      logLevel: 'info',
      logFormat: 'json',
    })
    expect(readConfig(minimal, true).logFormat).toBe('pretty')
    expect(readConfig(minimal, false).slack).toBeUndefined()
  })

  it('takes blank for unset, and trims', () => {
    expect(readConfig({ ...minimal, MODEL: ' ', PORT: ' 8080 ' }, false)).toMatchObject({
      model: 'deepseek-v3',
      port: 8080,
    })
  })

  it('reads operators and both platforms', () => {
    const config = readConfig(
      { ...minimal, SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', OPERATORS: 'discord:1, slack:U2' },
      false,
    )
    expect(config.slack).toEqual({ botToken: 'xoxb-1', appToken: 'xapp-1', apiUrl: 'https://slack.com/api/' })
    expect([...config.operators]).toEqual(['discord:1', 'slack:U2'])
  })

  it('names every problem at once, by variable and never by value', () => {
    const secret = 'hunter2 hunter2'
    const problems = problemsOf({
      DISCORD_TOKEN: secret,
      SLACK_BOT_TOKEN: 'xapp-swapped',
      DATABASE_URL: 'mysql://x',
      PORT: '99999',
      DISCORD_SHARDS: '4-2/3',
      OPERATORS: 'me',
      LOG_LEVEL: 'loud',
      OLLAMA_BASE_URL: 'not an address',
      OTEL_EXPORTER_OTLP_HEADERS: 'hunter2',
    })
    const named = problems.map((problem) => problem.split(' ')[0] ?? '').sort((a, b) => a.localeCompare(b))
    expect(named).toEqual([
      'DATABASE_URL',
      'DISCORD_SHARDS',
      'DISCORD_TOKEN',
      'LOG_LEVEL',
      'OLLAMA_BASE_URL',
      'OPERATORS',
      'OTEL_EXPORTER_OTLP_HEADERS',
      'PORT',
      'SLACK_APP_TOKEN',
      'SLACK_BOT_TOKEN',
    ])
    expect(problems.join('\n')).not.toContain('hunter2')
  })

  it('says of quotes that came along that they are not of the value', () => {
    // As `docker run --env-file` takes them from a file that a shell reads well.
    for (const name of ['DISCORD_TOKEN', 'DEEPSEEK_API_KEY'])
      expect(problemsOf({ [name]: '"abc"' })).toEqual([expect.stringMatching(`^${name} holds .*quote`)])
  })

  it('names PLAYGROUND alone where it is none of its values', () => {
    expect(problemsOf({ PLAYGROUND: 'yes' })).toEqual([expect.stringMatching('^PLAYGROUND is none of')])
    expect(problemsOf({ PLAYGROUND: 'off' })).toEqual([expect.stringContaining('no platform is on')])
  })

  it('takes headers as OpenTelemetry has them', () => {
    for (const headers of ['authorization=Bearer abc', 'a=b,c=d%20e', 'a=b==, c=d,'])
      expect(problemsOf({ OTEL_EXPORTER_OTLP_HEADERS: headers })).toEqual([])
  })

  it('opens the playground where no platform is on, or where it is told to', () => {
    expect(readConfig({}, false)).toMatchObject({ playground: {}, isModelChosen: false })
    expect(readConfig(minimal, false).playground).toBeUndefined()
    expect(readConfig({ ...minimal, PLAYGROUND: 'on', MODEL: 'x' }, false)).toMatchObject({
      playground: {},
      isModelChosen: true,
    })
    expect(problemsOf({ PLAYGROUND: 'off' })).toEqual([
      expect.stringContaining('DISCORD_TOKEN or SLACK_BOT_TOKEN'),
    ])
    expect(problemsOf({ ...minimal, PLAYGROUND: 'yes' })).toEqual([
      expect.stringContaining('PLAYGROUND is none of'),
    ])
  })

  it.each(['0.0.0.0', '::', '192.168.1.2', 'example.com', '127.0.0.1.example.com'])(
    'does not open it to %s without a password',
    (host) => {
      expect(problemsOf({ HOST: host })).toEqual([expect.stringContaining('PLAYGROUND_PASSWORD is needed')])
      const password = 'correct horse battery'
      const config = readConfig({ HOST: host, PLAYGROUND_PASSWORD: password }, false)
      expect(config.playground).toEqual({ password })
      expect(config.secrets).toContain(password)
      expect(problemsOf({ ...minimal, HOST: host })).toEqual([])
    },
  )

  it.each(['127.0.0.1', 'localhost', '::1', '127.8.8.8'])('opens it to %s', (host) => {
    expect(problemsOf({ HOST: host })).toEqual([])
  })

  const many = {
    ...minimal,
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'client-secret',
    SLACK_APP_TOKEN: 'xapp-1',
    SECRET_KEY: 'a'.repeat(64),
  }

  it('takes an app that is installed in many workspaces, over either transport', () => {
    const config = readConfig(many, false)
    expect(config.slack).toEqual({
      oauth: { clientId: '1.2', clientSecret: 'client-secret', secretKey: 'a'.repeat(64) },
      appToken: 'xapp-1',
      apiUrl: 'https://slack.com/api/',
    })
    expect(config.secrets).toContain('client-secret')
    expect(config.playground).toBeUndefined()
    const { SLACK_APP_TOKEN: _none, ...rest } = many
    expect(readConfig({ ...rest, SLACK_SIGNING_SECRET: 'signing-secret' }, false).slack).toMatchObject({
      signingSecret: 'signing-secret',
    })
  })

  it.each([
    [{ SLACK_CLIENT_ID: undefined }, /^SLACK_CLIENT_ID is needed beside SLACK_CLIENT_SECRET/u],
    [{ SLACK_CLIENT_SECRET: undefined }, /^SLACK_CLIENT_SECRET is needed beside SLACK_CLIENT_ID/u],
    [
      { SLACK_APP_TOKEN: undefined },
      /^SLACK_APP_TOKEN .* or SLACK_SIGNING_SECRET .* beside SLACK_CLIENT_ID/u,
    ],
    [{ SECRET_KEY: undefined }, /^SECRET_KEY is needed beside SLACK_CLIENT_ID: .*openssl rand/u],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, /^SLACK_BOT_TOKEN is for one workspace and SLACK_CLIENT_ID for many/u],
    [{ SLACK_CLIENT_ID: 'Acme' }, /^SLACK_CLIENT_ID is not two numbers/u],
    [
      { SLACK_CLIENT_ID: undefined, SLACK_CLIENT_SECRET: undefined },
      /^SLACK_BOT_TOKEN .* is needed beside SLACK_APP_TOKEN/u,
    ],
  ])('says what is wrong with %j', (change, sentence) => {
    expect(problemsOf({ ...many, ...change })).toEqual([expect.stringMatching(sentence)])
  })

  it('knows its secrets, also within addresses', () => {
    const { secrets } = readConfig({ ...minimal, DATABASE_URL: 'postgres://tanya:pass1234@db/tanya' }, false)
    expect(secrets).toEqual(expect.arrayContaining(['a.b.c', 'sk-1', 'pass1234']))
  })
})

it('.env.example documents every variable that is read', () => {
  const root = path.resolve(import.meta.dirname, '..')
  const example = readFileSync(path.join(root, '.env.example'), 'utf8')
  const source = readFileSync(path.join(root, 'src/config.ts'), 'utf8')
  const read = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gmu)].map((match) => match[1])
  expect(read.length).toBeGreaterThan(10)
  for (const name of read) expect(example).toMatch(new RegExp(`^#?${name}=`, 'mu'))
})
