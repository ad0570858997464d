import { parseArgs } from 'node:util'
import { createManifest, manifestText } from '../bots/slack/manifest.ts'
import { createCommands } from '../core/commands/list.ts'
import type { CommandDeps } from '../core/commands/list.ts'
import { messagesFor } from '../core/i18n/messages.ts'

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

/** Runs the command; the exit status is set where the options are wrong. */
export function manifestCommand(args: readonly string[]): void {
  try {
    const options = { http: { type: 'string' }, install: { type: 'string' } } as const
    const { values } = parseArgs({ args: [...args], options })
    process.stdout.write(slackManifest(values))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    console.error('usage: node src/cli/manifest.ts [--http https://host] [--install https://host]')
    process.exitCode = 1
  }
}

if (import.meta.main) manifestCommand(process.argv.slice(2))
