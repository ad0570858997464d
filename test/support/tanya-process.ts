import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import path from 'node:path'
import type { Environment } from '../../src/config.ts'
import { compileCache } from './compile-cache.ts'

const main = path.resolve(import.meta.dirname, '../../src/main.ts')

/** Tanya as an operator runs it: `node src/main.ts` in a directory of its own. */
export interface TanyaProcess {
  readonly child: ChildProcess
  /** Resolves with the `ready` line; rejects with what was printed when it ends before. */
  readonly ready: Promise<{ readonly msg: 'ready'; readonly bots: readonly string[]; readonly port: number }>
  /** Exit status, or null where a signal ended it. */
  readonly exited: Promise<number | null>
  /** Everything it has printed. */
  output(): string
}

/** Only what is given is in its environment; `cwd` is where its data goes. */
export function startTanya(environment: Environment, cwd: string): TanyaProcess {
  const child = spawn(process.execPath, [main], {
    cwd,
    env: { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'debug', ...compileCache, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve))
  const ready = new Promise<{ msg: 'ready'; bots: string[]; port: number }>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      const line = output.split('\n').find((one) => one.startsWith('{"msg":"ready"'))
      if (line !== undefined) resolve(JSON.parse(line) as { msg: 'ready'; bots: string[]; port: number })
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    void exited.then((code) => reject(new Error(`ended with ${code}:\n${output}`)))
  })
  ready.catch(() => undefined)
  return { child, ready, exited, output: () => output }
}
