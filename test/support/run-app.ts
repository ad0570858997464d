import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startApp } from '../../src/app.ts'
import type { App } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Config, Environment } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { newIncident, systemClock } from '../../src/system.ts'

export interface RunningApp extends App {
  /** Every log line so far, as JSON. */
  readonly logged: readonly string[]
  /** Stops it and starts another with the same store. */
  restart(): Promise<RunningApp>
}

/** All of Tanya in this process, with real SDKs and a store of its own; the environment says what it talks to. */
export async function runApp(
  environment: Environment,
  directory = newDirectory(),
  /** For what no environment says, such as where the hosts are that a workspace may bring a key for. */
  alter: (config: Config) => Config = (config) => config,
): Promise<RunningApp> {
  const logged: string[] = []
  const url = `file:${path.join(directory, 'tanya.db')}`
  const config = alter(readConfig({ DATABASE_URL: url, PORT: '0', ...environment }, false))
  const log = createLog({
    level: 'debug',
    format: 'json',
    secrets: config.secrets,
    write: (line) => logged.push(line),
  })
  const app = await startApp({
    config,
    clock: systemClock,
    random: Math.random,
    newId: randomUUID,
    newIncident,
    log,
  })
  return {
    ...app,
    logged,
    async stop() {
      await app.stop()
      rmSync(directory, { recursive: true, force: true })
    },
    async restart() {
      await app.stop()
      return runApp(environment, directory, alter)
    },
  }
}

function newDirectory(): string {
  return mkdtempSync(path.join(tmpdir(), 'tanya-app-'))
}
