import { parseArgs } from 'node:util'
import { loadEnvironmentFile } from '../environment-file.ts'

/**
 * Runs a command that takes file names alone, with `.env` read. Exit status 0, 1 when it rejects (its message is
 * printed), 2 when the options are wrong.
 */
export async function runTool(
  usage: string,
  args: readonly string[],
  run: (files: readonly string[]) => Promise<void>,
): Promise<void> {
  let parsed
  try {
    parsed = parseArgs({ args: [...args], options: { help: { type: 'boolean' } }, allowPositionals: true })
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    process.exitCode = 2
    return
  }
  if (parsed.values.help) {
    process.stdout.write(usage)
    return
  }
  try {
    loadEnvironmentFile()
    await run(parsed.positionals)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
