import { randomUUID } from 'node:crypto'
import { startApp } from './app.ts'
import type { App } from './app.ts'
import { ConfigError, readConfig } from './config.ts'
import type { Config } from './config.ts'
import { loadEnvironmentFile } from './environment-file.ts'
import { createLog, withoutSecrets } from './log.ts'
import { createSupervisor } from './supervisor.ts'
import { newIncident, systemClock } from './system.ts'

/** The environment in, a running app out. Exit status 1 when it cannot start, 0 after SIGTERM, SIGINT or SIGHUP. */
export async function run(): Promise<void> {
  const config = readEnvironment()
  const log = createLog({ level: config.logLevel, format: config.logFormat, secrets: config.secrets })

  const supervisor = createSupervisor({ clock: systemClock, log })

  // Whoever read the log may be gone. Heard by nobody, that would be an uncaught exception, which is logged in turn.
  process.stdout.on('error', () => undefined)

  // SDKs reject in the background when a socket dies; their bots recover by themselves, and one platform's
  // trouble must not end the other. What is thrown and caught by nobody leaves unknown state behind, though, unless
  // it was a connection alone that threw.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'))
  process.on('uncaughtException', (error) => {
    if (supervisor.caught(error)) return
    log.error({ err: error }, 'uncaught exception')
    process.exit(1)
  })

  const ending = new AbortController()
  let app: App | undefined
  const end = (signal: NodeJS.Signals): void => {
    if (ending.signal.aborted) return
    log.info({ signal }, 'stopping: running answers may finish')
    ending.abort()
    app?.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stop failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  // Its terminal was closed.
  process.on('SIGHUP', end)

  try {
    app = await startApp({
      config,
      clock: systemClock,
      random: Math.random,
      newId: randomUUID,
      newIncident,
      log,
      supervisor,
      signal: ending.signal,
    })
  } catch (error) {
    if (ending.signal.aborted) process.exit(0)
    log.debug({ err: error }, 'start failed')
    fail(error instanceof Error ? error.message : String(error), config.secrets)
  }

  if (app.bots.includes('playground')) process.stdout.write(`${addressOf(config.host, app.port)}\n`)
  process.stdout.write(`${JSON.stringify({ msg: 'ready', bots: app.bots, port: app.port })}\n`)
}

/** Where a browser on this machine finds the page. */
function addressOf(host: string, port: number): string {
  const isEverywhere = host === '0.0.0.0' || host === '::'
  const name = isEverywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}/`
}

function readEnvironment(): Config {
  try {
    loadEnvironmentFile()
    return readConfig(process.env, process.stdout.isTTY)
  } catch (error) {
    if (error instanceof ConfigError) fail(error.message, [])
    throw error
  }
}

function fail(message: string, secrets: readonly string[]): never {
  process.stderr.write(`Tanya cannot start.\n${withoutSecrets(message, secrets)}\n`)
  process.exit(1)
}
