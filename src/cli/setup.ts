import { parseArgs } from 'node:util'
import { ConfigError } from '../config.ts'
import { commandLine } from './command-line.ts'
import { readEnvFile, writeEnvFile } from './setup/env-file.ts'
import { linePrompter } from './setup/line-prompter.ts'
import { SetupEnded, silentPrompter } from './setup/prompter.ts'
import type { Prompter } from './setup/prompter.ts'
import type { SetupSession } from './setup/session.ts'

const usage = `usage: ${commandLine('setup', '[options]')}

Asks for what Tanya needs, checks each thing at once, and writes it to .env. Every step is an option, too; whatever is
set in the environment or in .env already is offered to be kept.

  --platforms LIST             discord, slack, discord,slack or none
  --discord-token TOKEN
  --slack-bot-token TOKEN      xoxb-…
  --slack-app-token TOKEN      xapp-…, for Socket Mode
  --slack-signing-secret TEXT  for HTTP, with --slack-origin https://…
  --host NAME                  deepseek, openrouter, ollama, …, or none
  --key KEY                    for that host
  --base-url URL               another address for that host
  --model MODEL                an alias, or host/model-id
  --no-trial                   do not ask the model for a word
  --file FILE                  instead of .env
  --force                      replace what the file says otherwise
  --yes                        ask nothing: what is missing is an error

Options are seen by others on this machine while it runs: set secrets in the environment instead where that matters.
`

const known = {
  platforms: { type: 'string' },
  'discord-token': { type: 'string' },
  'slack-bot-token': { type: 'string' },
  'slack-app-token': { type: 'string' },
  'slack-signing-secret': { type: 'string' },
  'slack-origin': { type: 'string' },
  host: { type: 'string' },
  key: { type: 'string' },
  'base-url': { type: 'string' },
  model: { type: 'string' },
  'no-trial': { type: 'boolean' },
  file: { type: 'string' },
  force: { type: 'boolean' },
  yes: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/** On a narrower terminal, or one that does not say how wide it is, lists cannot be drawn. */
const fewestColumns = 20

/** Runs the setup on this process's terminal or pipe. Resolves with the exit status. */
export async function setup(args: readonly string[]): Promise<number> {
  let options
  try {
    options = parseArgs({ args: [...args], options: known }).values
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    return 2
  }
  if (options.help) {
    process.stdout.write(usage)
    return 0
  }
  const file = options.file ?? '.env'
  const prompter = options.yes
    ? silentPrompter((text) => void process.stdout.write(`${text}\n`))
    : await prompterFor(process.env['TERM'])
  const given = new Map(
    Object.entries(options).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name.toUpperCase().replaceAll('-', '_'), value] as const] : [],
    ),
  )
  try {
    const inFile = readEnvFile(file)
    const session: SetupSession = {
      prompter,
      given,
      before: { ...inFile, ...filled(process.env) },
      decided: new Map(),
      isAsking: !options.yes,
    }
    const platforms = await platformsOf(session)
    // Each loads what it checks with, which takes longer than the questions before it.
    if (platforms.has('discord')) await (await import('./setup/discord-step.ts')).setUpDiscord(session)
    if (platforms.has('slack')) await (await import('./setup/slack-step.ts')).setUpSlack(session)
    const { setUpModel } = await import('./setup/model-step.ts')
    await setUpModel(session, options.host, !options['no-trial'])
    await save(session, file, inFile, options.force ?? false)
    prompter.say(
      `Next: \`${commandLine('start')}\`. If something does not work, \`${commandLine('doctor')}\` says what.`,
    )
    return 0
  } catch (error) {
    if (!(error instanceof SetupEnded || error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    return error instanceof SetupEnded ? error.status : 1
  } finally {
    prompter.close()
  }
}

/** Arrow keys and hidden input need a terminal that can do such things. */
async function prompterFor(terminal: string | undefined): Promise<Prompter> {
  const { isTTY, columns } = process.stdout
  const isTerminal = process.stdin.isTTY && isTTY && columns >= fewestColumns && terminal !== 'dumb'
  if (!isTerminal) return linePrompter(process.stdin, process.stdout)
  return (await import('./setup/terminal-prompter.ts')).terminalPrompter()
}

function filled(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )
}

async function platformsOf({ prompter, given, before }: SetupSession): Promise<ReadonlySet<string>> {
  const has = (variable: string): boolean => (given.get(variable) ?? before[variable]) !== undefined
  const set = [
    ...(has('DISCORD_TOKEN') ? ['discord'] : []),
    ...(has('SLACK_BOT_TOKEN') || has('SLACK_CLIENT_ID') ? ['slack'] : []),
  ]
  const text =
    given.get('PLATFORMS') ??
    (await prompter.select(
      'Where is Tanya to answer?',
      [
        { value: 'discord', label: 'Discord' },
        { value: 'slack', label: 'Slack' },
        { value: 'discord,slack', label: 'Both' },
        { value: 'none', label: 'Neither yet', hint: 'the playground in your browser' },
      ],
      set.length === 0 ? 'discord' : (set.join(',') as 'discord'),
    ))
  const platforms = new Set(text.split(',').map((name) => name.trim()))
  for (const name of platforms)
    if (!['discord', 'slack', 'none'].includes(name))
      throw new SetupEnded('--platforms is discord, slack, discord,slack or none.', 2)
  return platforms
}

/** Writes what was decided; what the file says otherwise is only replaced by whoever wants that. */
async function save(
  { prompter, decided, isAsking }: SetupSession,
  file: string,
  inFile: Readonly<Record<string, string>>,
  isForced: boolean,
): Promise<void> {
  const changed = [...decided].filter(([name, value]) => inFile[name] !== value)
  const replaced = changed.map(([name]) => name).filter((name) => inFile[name] !== undefined)
  if (replaced.length > 0 && !isForced) {
    const isWanted = isAsking && (await prompter.confirm(`Replace ${replaced.join(', ')} in ${file}?`, false))
    if (!isWanted)
      throw new SetupEnded(
        `${file} says otherwise of ${replaced.join(', ')}, and was left as it is. --force replaces it.`,
      )
  }
  if (changed.length === 0) {
    prompter.say(decided.size === 0 ? 'There is nothing to write.' : `${file} says all of that already.`)
    return
  }
  await writeEnvFile(file, new Map(changed)).catch((error: unknown) => {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new SetupEnded(
      `${file} cannot be written (${why}), so nothing was kept. Run this where that can be, or name another with --file.`,
    )
  })
  prompter.say(`Wrote ${changed.map(([name]) => name).join(', ')} to ${file}, which only you can read.`)
}
