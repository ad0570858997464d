import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What servers that refuse to run as root run as, when the tests do. */
export interface RunsAs {
  readonly uid?: number
  readonly gid?: number
}

/** An unprivileged account of this machine when the tests run as root; otherwise whoever runs them. */
export function unprivileged(): RunsAs {
  if (process.getuid?.() !== 0) return {}
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n')
  const account = accounts.find((line) => line.startsWith('nobody:'))
  const [uid, gid] = account?.split(':').slice(2, 4).map(Number) ?? []
  if (uid === undefined || gid === undefined)
    throw new Error('there is no account `nobody` to run a server as')
  return { uid, gid }
}

/** A folder of its own for a server, gone after `remove`. */
export function temporaryFolder(name: string, owner: RunsAs): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `tanya-${name}-`))
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(path, owner.uid, owner.gid)
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) }
}

/** A port of the loopback interface that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => {
    server.close(resolve)
  })
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** A server that was started and is there until `stop`. */
export interface PrivateServer {
  /** The last of what it wrote, to tell why it did not start. */
  said(): string
  hasEnded(): boolean
  stop(signal: NodeJS.Signals): Promise<void>
}

export function startServer(binary: string, args: readonly string[], as: RunsAs, cwd: string): PrivateServer {
  const child: ChildProcess = spawn(binary, [...args], { ...as, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const hear = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-4_000)
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', (error) => {
      said += error.message
      resolve()
    })
  })
  // Should the tests end without `stop`, the server goes with them.
  const killWithUs = (): boolean => child.kill('SIGKILL')
  process.once('exit', killWithUs)
  return {
    said: () => said,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined,
    async stop(signal) {
      process.off('exit', killWithUs)
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      await ended
    },
  }
}

/** Tries until `attempt` succeeds, the server ends or the time is over. */
export async function untilReady(server: PrivateServer, attempt: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS
  for (;;) {
    try {
      await attempt()
      return
    } catch (error) {
      if (server.hasEnded() || Date.now() > deadline) {
        throw new Error(`the server did not start: ${server.said()}`, { cause: error })
      }
      await new Promise((resolve) => {
        setTimeout(resolve, 50)
      })
    }
  }
}

const READY_WITHIN_MS = 25_000
