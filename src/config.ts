import { z } from 'zod'
import { readShards } from './bots/discord/shards.ts'
import { isLoopback } from './bots/playground/guard.ts'
import { hostsFromEnvironment } from './providers/hosts.ts'
import type { Host } from './providers/hosts.ts'

export interface DiscordConfig {
  readonly token: string
  readonly apiUrl: string
  /** As `readShards` of the Discord bot takes it. */
  readonly shards: string
}

export interface PlaygroundConfig {
  /** Without one it is for this machine alone. */
  readonly password?: string
}

/** Of either one workspace or many. */
export interface SlackConfig {
  /** One workspace. */
  readonly botToken?: string
  /** Many: people install the app in theirs, and the tokens are in the store. */
  readonly oauth?: SlackOAuthConfig
  /** Socket Mode. */
  readonly appToken?: string
  /** Signed HTTP. */
  readonly signingSecret?: string
  readonly apiUrl: string
}

export interface SlackOAuthConfig {
  readonly clientId: string
  readonly clientSecret: string
  /** Signs what goes through the browser. */
  readonly secretKey: string
}

export interface TracesConfig {
  /** Of an OTLP collector over HTTP, without `/v1/traces`. */
  readonly endpoint: string
  readonly serviceName: string
}

/** The environment, checked. */
export interface Config {
  readonly discord?: DiscordConfig
  readonly slack?: SlackConfig
  readonly playground?: PlaygroundConfig
  readonly model: string
  /** Whether the operator named the model, or it is the default. */
  readonly isModelChosen: boolean
  readonly hosts: readonly Host[]
  /** Those that workspaces may bring keys for. */
  readonly keyHosts: readonly Host[]
  readonly databaseUrl: string
  readonly redisUrl?: string
  /** Encrypts what is stored: 32 random bytes, as text. */
  readonly secretKey?: string
  readonly traces?: TracesConfig
  readonly operators: ReadonlySet<string>
  readonly host: string
  readonly port: number
  readonly logLevel: string
  readonly logFormat: 'pretty' | 'json'
  /** Everything that must never be seen in a log. */
  readonly secrets: readonly string[]
}

/** All that is wrong with the environment, each by its variable and with how to mend it. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The configuration has ${problems.length} problem(s):\n${problems.map((p) => `- ${p}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

export type Environment = Readonly<Record<string, string | undefined>>

const httpUrl = (what: string) =>
  z.url({ protocol: /^https?$/u, error: `is not an http(s) address; give ${what}, or leave it out` })

const token = (pattern: RegExp, hint: string) => z.string().regex(pattern, { error: hint }).optional()

const schema = z.object({
  DISCORD_TOKEN: token(
    /^[\w.-]+$/u,
    'holds a space, a quote or another character that no token has; copy it from Bot → Reset Token on https://discord.com/developers/applications',
  ),
  DISCORD_API_URL: httpUrl("a REST proxy's address").default('https://discord.com/api'),
  DISCORD_SHARDS: z
    .string()
    .refine((text) => readShards(text) !== undefined, {
      error: 'is none of auto, a count such as 4, or shards of a count such as 0-3/16',
    })
    .default('auto'),
  SLACK_BOT_TOKEN: token(
    /^xoxb-\S+$/u,
    'does not begin with xoxb-; copy the Bot User OAuth Token from OAuth & Permissions on https://api.slack.com/apps',
  ),
  SLACK_APP_TOKEN: token(
    /^xapp-\S+$/u,
    'does not begin with xapp-; make an app-level token with connections:write under Basic Information on https://api.slack.com/apps',
  ),
  SLACK_SIGNING_SECRET: token(
    /^\S{8,}$/u,
    'is too short; copy the Signing Secret from Basic Information on https://api.slack.com/apps',
  ),
  SLACK_CLIENT_ID: token(
    /^\d+\.\d+$/u,
    'is not two numbers with a dot between; copy the Client ID from Basic Information on https://api.slack.com/apps',
  ),
  SLACK_CLIENT_SECRET: token(
    /^\S{8,}$/u,
    'is too short; copy the Client Secret from Basic Information on https://api.slack.com/apps',
  ),
  SLACK_API_URL: httpUrl("Slack's API address").default('https://slack.com/api/'),
  MODEL: z.string().default('deepseek-v3'),
  DATABASE_URL: z
    .string()
    .regex(/^(?:file:.+|postgres(?:ql)?:\/\/.+)$/u, {
      error: 'is neither file:PATH (SQLite) nor postgres://…; leave it out for file:data/tanya.db',
    })
    .default('file:data/tanya.db'),
  SECRET_KEY: z
    .string()
    .regex(/^(?:[\dA-Fa-f]{64}|[\w+/-]{43}=?)$/u, {
      error: 'is not 32 random bytes as base64 or hex; make one with: openssl rand -base64 32',
    })
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/.+$/u, {
      error: 'is not a redis:// or rediss:// address; leave it out for one process',
    })
    .optional(),
  OPERATORS: z
    .string()
    .regex(/^\s*(?:(?:discord|slack):\w+\s*(?:,\s*|$))*$/u, {
      error: 'is not a list such as discord:123456789012345678,slack:U0123456789',
    })
    .default(''),
  HOST: z.string().default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/u, { error: 'is not a port number; use 0 to 65535' })
    .transform(Number)
    .refine((port) => port <= 65_535, { error: 'is not a port number; use 0 to 65535' })
    .default(3000),
  PLAYGROUND: z.enum(['auto', 'on', 'off'], { error: 'is none of auto, on, off' }).default('auto'),
  PLAYGROUND_PASSWORD: z
    .string()
    .min(12, { error: 'is shorter than 12 characters; choose a longer one' })
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl(
    "an OpenTelemetry collector's, such as http://127.0.0.1:4318",
  ).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^(?:\s*[^\s=,]+\s*=[^,]*(?:,|$))+$/u, {
      error: 'is not a list such as authorization=Bearer%20abc,x-team=ours',
    })
    .optional(),
  OTEL_SERVICE_NAME: z.string().default('tanya'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'], { error: 'is none of debug, info, warn, error' })
    .default('info'),
  LOG_FORMAT: z.enum(['pretty', 'json'], { error: 'is neither pretty nor json' }).optional(),
})

/** Reads and checks the environment; blank means unset. Throws a `ConfigError` with every problem at once. */
export function readConfig(environment: Environment, isTerminal: boolean): Config {
  const given = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )
  const problems: string[] = []
  const parsed = schema.safeParse(given)
  for (const issue of parsed.error?.issues ?? []) {
    // The value itself may be a secret.
    problems.push(`${issue.path.join('.')} ${issue.message}`)
  }
  const { hosts, keyHosts, problems: hostProblems } = hostsFromEnvironment(given)
  problems.push(...hostProblems, ...slackProblems(given), ...playgroundProblems(given))
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  const env = parsed.data
  return {
    ...(env.DISCORD_TOKEN === undefined
      ? {}
      : {
          discord: {
            token: env.DISCORD_TOKEN,
            apiUrl: env.DISCORD_API_URL.replace(/\/+$/u, ''),
            shards: env.DISCORD_SHARDS,
          },
        }),
    ...slackOf(env),
    ...(hasPlayground(given)
      ? { playground: { ...(env.PLAYGROUND_PASSWORD && { password: env.PLAYGROUND_PASSWORD }) } }
      : {}),
    model: env.MODEL,
    isModelChosen: given['MODEL'] !== undefined,
    hosts,
    keyHosts,
    databaseUrl: env.DATABASE_URL,
    ...(env.REDIS_URL === undefined ? {} : { redisUrl: env.REDIS_URL }),
    ...(env.SECRET_KEY === undefined ? {} : { secretKey: env.SECRET_KEY }),
    ...(env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
      ? {}
      : { traces: { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, serviceName: env.OTEL_SERVICE_NAME } }),
    operators: new Set(env.OPERATORS.split(',').flatMap((id) => (id.trim() === '' ? [] : [id.trim()]))),
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    logFormat: env.LOG_FORMAT ?? (isTerminal ? 'pretty' : 'json'),
    secrets: secretsOf(given),
  }
}

function slackOf(env: z.infer<typeof schema>): { readonly slack?: SlackConfig } {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = env
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret, SECRET_KEY: secretKey } = env
  const oauth =
    clientId === undefined || clientSecret === undefined || secretKey === undefined
      ? undefined
      : { clientId, clientSecret, secretKey }
  if (botToken === undefined && oauth === undefined) return {}
  return {
    slack: {
      ...(botToken === undefined ? {} : { botToken }),
      ...(oauth === undefined ? {} : { oauth }),
      ...(appToken === undefined ? {} : { appToken }),
      ...(signingSecret === undefined ? {} : { signingSecret }),
      apiUrl: env.SLACK_API_URL.replace(/\/*$/u, '/'),
    },
  }
}

function slackProblems(given: Environment): readonly string[] {
  const problems: string[] = []
  const has = (name: string): boolean => given[name] !== undefined
  const way = has('SLACK_APP_TOKEN') || has('SLACK_SIGNING_SECRET')
  const [id, secret] = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'] as const
  const many = [id, secret].find(has)
  const whose = has('SLACK_BOT_TOKEN') ? 'SLACK_BOT_TOKEN' : many
  if (whose !== undefined && !way)
    problems.push(`SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is needed beside ${whose}`)
  for (const name of ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']) {
    if (whose === undefined && has(name))
      problems.push(
        `SLACK_BOT_TOKEN (one workspace), or ${id} and ${secret} (many), is needed beside ${name}`,
      )
  }
  if (many === undefined) return problems
  if (!has(id)) problems.push(`${id} is needed beside ${secret}`)
  if (!has(secret)) problems.push(`${secret} is needed beside ${id}`)
  if (has('SLACK_BOT_TOKEN')) {
    problems.push(
      `SLACK_BOT_TOKEN is for one workspace and ${many} for many: leave one out. Without SLACK_BOT_TOKEN that workspace, too, is installed at /slack/install`,
    )
  }
  if (!has('SECRET_KEY'))
    problems.push(
      `SECRET_KEY is needed beside ${many}: it encrypts the tokens of the workspaces; make one with: openssl rand -base64 32`,
    )
  return problems
}

function hasPlayground(given: Environment): boolean {
  const wanted = given['PLAYGROUND'] ?? 'auto'
  return wanted === 'on' || (wanted === 'auto' && !hasPlatform(given))
}

function hasPlatform(given: Environment): boolean {
  const platforms = ['DISCORD_TOKEN', 'SLACK_BOT_TOKEN', 'SLACK_CLIENT_ID']
  return platforms.some((name) => given[name] !== undefined)
}

function playgroundProblems(given: Environment): readonly string[] {
  if (!hasPlayground(given)) {
    if (hasPlatform(given) || given['PLAYGROUND'] !== 'off') return []
    return [
      'PLAYGROUND is off and no platform is on: set DISCORD_TOKEN or SLACK_BOT_TOKEN (.env.example says where to get it), or leave PLAYGROUND out',
    ]
  }
  if (isLoopback(given['HOST'] ?? '127.0.0.1') || given['PLAYGROUND_PASSWORD'] !== undefined) return []
  return [
    'PLAYGROUND_PASSWORD is needed beside HOST: others than this machine could open the playground; or set PLAYGROUND=off',
  ]
}

/** Values of variables that hold keys, and passwords within addresses. */
function secretsOf(given: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(given).flatMap(([name, value]) => {
    if (/(?:TOKEN|SECRET|SECRET_KEY|API_KEY|PASSWORD)$/u.test(name)) return [value]
    // `key=value,key=value`: a collector's token is among them.
    if (/^OTEL_\w+_HEADERS$/u.test(name)) {
      return value.split(',').flatMap((pair) => /=(.{6,})$/u.exec(pair.trim())?.slice(1) ?? [])
    }
    const password = /^\w+:\/\/[^:@/]*:([^@/]+)@/u.exec(value)?.[1]
    return password === undefined ? [] : [password]
  })
}
