import { spawn } from 'node:child_process'
import path from 'node:path'
import type { Environment } from '../../src/config.ts'
import { compileCache } from './compile-cache.ts'

const root = path.resolve(import.meta.dirname, '../..')

export interface CliRun {
  /** Exit status, or null where a signal ended it. */
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  readonly args?: readonly string[]
  /** Only this is in its environment, and the PATH. */
  readonly environment?: Environment
  readonly cwd: string
  /** What a person types: each text once the text before it has been printed. All else is the end of the input. */
  readonly typed?: readonly { readonly after: RegExp; readonly text: string }[]
}

/** Runs a command of `src/cli` as a process of its own, without a terminal. */
export function runCli(name: string, options: CliOptions): Promise<CliRun> {
  const child = spawn(
    process.execPath,
    [path.join(root, 'src/cli/tanya.ts'), name, ...(options.args ?? [])],
    {
      cwd: options.cwd,
      env: { PATH: process.env['PATH'], ...compileCache, ...options.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  )
  const typed = [...(options.typed ?? [])]
  let stdout = ''
  let stderr = ''
  let unread = ''
  // A process that ended reads no more.
  child.stdin.on('error', () => undefined)
  const type = (): void => {
    for (let next = typed[0]; next !== undefined; next = typed[0]) {
      const at = unread.search(next.after)
      if (at < 0) return
      unread = ''
      typed.shift()
      child.stdin.write(`${next.text}\n`)
      if (typed.length > 0) return
    }
    child.stdin.end()
  }
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
    unread += chunk.toString()
    type()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  type()
  return new Promise((resolve) => {
    child.once('close', (status) => resolve({ status, stdout, stderr }))
  })
}
