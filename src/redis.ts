import { Redis } from 'ioredis'
import type { ScriptRunner } from './core/limits/shared.ts'
import type { Logger } from './core/log.ts'

/** A question waits no longer than this for a server that does not answer. Milliseconds. */
const COMMAND_TIMEOUT_MS = 1_000
const LONGEST_PAUSE_MS = 5_000

export interface RedisConnection extends ScriptRunner {
  close(): void
}

/** Connects in the background and for ever; while there is no connection, every call rejects at once. */
export function connectRedis(url: string, log: Logger): RedisConnection {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
    retryStrategy: (attempt) => Math.min(attempt * 200, LONGEST_PAUSE_MS),
  })
  let told = false
  client.on('error', (error: Error) => {
    if (!told) log.warn({ err: error }, 'Redis is out of reach: this process keeps its limits alone')
    told = true
  })
  client.on('ready', () => {
    if (told) log.info({}, 'Redis is back')
    told = false
  })
  return {
    run: (script, keys, args) => client.eval(script, keys.length, ...keys, ...args),
    close: () => client.disconnect(),
  }
}
