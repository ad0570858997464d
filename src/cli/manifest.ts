import { parseArgs } from 'node:util'
import { createManifest, manifestText } from '../bots/slack/manifest.ts'
import { createCommands } from '../core/commands/list.ts'
import type { CommandDeps } from '../core/commands/list.ts'
import { messagesFor } from '../core/i18n/messages.ts'
import { commandLine } from './command-line.ts'

export interface ManifestAddresses {
  /** For HTTP, such as `https://tanya.example.org`; without it, Socket Mode. */
  readonly http?: string | undefined
  /** Where people come back to who install it in their workspaces; without it, it is for one. */
  readonly install?: string | undefined
}

/** Slack's app manifest as text, from the same commands that run. Throws a sentence when an address is none. */
export function slackManifest({ http, install }: ManifestAddresses = {}): string {
  const wants = { http: 'Slack reaches Tanya', install: 'people reach /slack/install' }
  for (const [name, origin] of [
    ['http', http],
    ['install', install],
  ] as const) {
    if (origin !== undefined && URL.parse(origin)?.protocol !== 'https:')
      throw new Error(
        `--${name} wants the address at which ${wants[name]}, such as https://tanya.example.org`,
      )
  }
  // The definitions are read and none is run, so that nothing is needed that running needs.
  const commands = createCommands({} as CommandDeps)
  const say = messagesFor('en', 'slack')
  return manifestText(
    createManifest({
      commands,
      say,
      ...(http === undefined ? {} : { origin: http }),
      ...(install === undefined ? {} : { installOrigin: install }),
    }),
  )
}

const usage = `usage: ${commandLine('manifest', '[--http https://host] [--install https://host]')}

Prints Slack's app manifest: for Socket Mode, or for events that come to the address of --http. With --install, people
install the app in workspaces of theirs, at /slack/install of that address.
`

/** Runs the command; the exit status is set where the options are wrong. */
export function manifestCommand(args: readonly string[]): void {
  try {
    const options = {
      http: { type: 'string' },
      install: { type: 'string' },
      help: { type: 'boolean' },
    } as const
    const { values } = parseArgs({ args: [...args], options })
    process.stdout.write(values.help ? usage : slackManifest(values))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    process.exitCode = 2
  }
}
