import { parseArgs } from 'node:util'
import { createManifest, manifestText } from '../bots/slack/manifest.ts'
import { createCommands } from '../core/commands/list.ts'
import type { CommandDeps } from '../core/commands/list.ts'
import { messagesFor } from '../core/i18n/messages.ts'

/**
 * Slack's app manifest as text, from the same commands that run. `origin`, such as `https://tanya.example.org`, is for
 * HTTP; without one it is for Socket Mode. Throws a sentence when the origin is none.
 */
export function slackManifest(origin?: string): string {
  if (origin !== undefined && URL.parse(origin)?.protocol !== 'https:') {
    throw new Error(
      `--http wants the address at which Slack reaches Tanya, such as https://tanya.example.org`,
    )
  }
  // The definitions are read and none is run, so that nothing is needed that running needs.
  const commands = createCommands({} as CommandDeps)
  const say = messagesFor('en', 'slack')
  return manifestText(createManifest({ commands, say, ...(origin === undefined ? {} : { origin }) }))
}

/** Runs the command; the exit status is set where the options are wrong. */
export function manifestCommand(args: readonly string[]): void {
  try {
    const { values } = parseArgs({ args: [...args], options: { http: { type: 'string' } } })
    process.stdout.write(slackManifest(values.http))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    console.error('usage: node src/cli/manifest.ts [--http https://host]')
    process.exitCode = 1
  }
}

if (import.meta.main) manifestCommand(process.argv.slice(2))
