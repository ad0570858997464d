import { parseArgs } from 'node:util'
import { ConfigError, readConfig } from '../config.ts'
import type { Config, DiscordConfig } from '../config.ts'
import { loadEnvironmentFile } from '../environment-file.ts'
import { withoutSecrets } from '../log.ts'
import { checkClock, checkEnvironmentFile, checkProcess } from './checks/environment.ts'
import { checkModels } from './checks/models.ts'
import { readInstallations } from './checks/installations.ts'
import { checkSlackAppToken, checkSlackBotToken, checkSlackInstallations } from './checks/slack.ts'
import type { SlackCheck } from './checks/slack.ts'
import { checkSlackApp } from './checks/slack-app.ts'
import { checkDatabase, checkRedis } from './checks/stores.ts'
import { commandLine } from './command-line.ts'
import { toLines } from './finding.ts'
import type { Finding } from './finding.ts'

export interface DoctorOptions {
  readonly config: Config
  /** The file that the environment came from, if it is there. */
  readonly environmentFile: string
  /** An app configuration token, for what a bot token cannot see. */
  readonly slackConfigToken?: string
}

/** Everything that can be found out about a configuration without changing anything. */
export async function examine(options: DoctorOptions): Promise<readonly Finding[]> {
  const { config } = options
  const skews: number[] = []
  const [discord, slack, models, database, redis, running] = await Promise.all([
    config.discord && examineDiscord(config.discord),
    examineSlack(options),
    checkModels(config.hosts, config.model),
    checkDatabase(config.databaseUrl, config.secretKey),
    config.redisUrl === undefined ? [] : checkRedis(config.redisUrl),
    checkProcess(config.host, config.port),
  ])
  for (const skew of [discord?.skewMs, slack.skewMs]) if (skew !== undefined) skews.push(skew)
  const nowhere: readonly Finding[] =
    config.discord === undefined && config.slack === undefined
      ? [
          {
            about: 'environment',
            level: 'note',
            text: 'Neither Discord nor Slack is on: there is the playground alone.',
            mend: `Run \`${commandLine('setup')}\`.`,
          },
        ]
      : []
  return [
    ...checkEnvironmentFile(options.environmentFile),
    ...nowhere,
    ...(discord?.findings ?? []),
    ...slack.findings,
    ...models,
    ...database,
    ...redis,
    ...checkClock(skews, config.slack?.signingSecret !== undefined),
    ...running,
  ]
}

/** Loads Discord's library, which takes longer than all else. */
async function examineDiscord(config: DiscordConfig) {
  return (await import('./checks/discord.ts')).checkDiscord(config)
}

async function examineSlack({
  config: { slack, databaseUrl },
  slackConfigToken,
}: DoctorOptions): Promise<{ readonly findings: readonly Finding[]; readonly skewMs?: number }> {
  if (slack === undefined) return { findings: [] }
  const { appToken, botToken, oauth, apiUrl } = slack
  const bot =
    botToken === undefined
      ? await examineInstallations(databaseUrl, oauth?.secretKey ?? '', apiUrl)
      : await checkSlackBotToken({ botToken, apiUrl })
  const socket = appToken === undefined ? [] : await checkSlackAppToken({ ...slack, appToken }, bot.appId)
  const app = await checkSlackApp(slack, bot.appId, slackConfigToken)
  return {
    findings: [...bot.findings, ...socket, ...app],
    ...(bot.skewMs !== undefined && { skewMs: bot.skewMs }),
  }
}

async function examineInstallations(
  databaseUrl: string,
  secretKey: string,
  apiUrl: string,
): Promise<SlackCheck> {
  let installed
  try {
    installed = await readInstallations(databaseUrl, secretKey)
  } catch {
    // What is wrong with the database is told of it.
    const text = 'The workspaces that Tanya is installed in cannot be read.'
    const mend = 'Is SECRET_KEY the key that this database was encrypted with?'
    return { findings: [{ about: 'slack', level: 'problem', text, mend }] }
  }
  return checkSlackInstallations(installed, apiUrl)
}

const usage = `usage: ${commandLine('doctor', '[--json] [--slack-config-token xoxe.xoxp-…]')}

Says of the configuration in the environment and in .env what is wrong, and how to mend it. Changes nothing.
Exit status: 0 when nothing is, 1 when there is a problem, 2 when the options are wrong.
`

/** Runs `examine` for the environment and prints what it finds. Resolves with the exit status. */
export async function doctor(args: readonly string[]): Promise<number> {
  let options
  try {
    const known = {
      json: { type: 'boolean' },
      'slack-config-token': { type: 'string' },
      help: { type: 'boolean' },
    } as const
    options = parseArgs({ args: [...args], options: known }).values
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    return 2
  }
  if (options.help) {
    process.stdout.write(usage)
    return 0
  }
  let found: readonly Finding[]
  let secrets: readonly string[] = []
  try {
    loadEnvironmentFile()
    const slackConfigToken = options['slack-config-token'] ?? process.env['SLACK_CONFIG_TOKEN']
    const config = readConfig(process.env, false)
    secrets = [...config.secrets, ...(slackConfigToken ? [slackConfigToken] : [])]
    found = await examine({
      config,
      environmentFile: '.env',
      ...(slackConfigToken !== undefined && { slackConfigToken }),
    })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    found = error.problems.map((text) => ({ about: 'environment', level: 'problem', text }))
  }
  const isWell = found.every(({ level }) => level !== 'problem')
  const text = options.json
    ? `${JSON.stringify({ ok: isWell, findings: found }, undefined, 2)}\n`
    : `${found.map(toLines).join('\n')}\n\n${summaryOf(found)}\n`
  process.stdout.write(withoutSecrets(text, secrets))
  return isWell ? 0 : 1
}

function summaryOf(found: readonly Finding[]): string {
  const count = (level: Finding['level']): number => found.filter((one) => one.level === level).length
  const [problems, warnings] = [count('problem'), count('warning')]
  if (problems === 0 && warnings === 0) return 'All is well.'
  return `${problems} problem(s), ${warnings} warning(s).`
}
