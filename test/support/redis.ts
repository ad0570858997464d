import { existsSync } from 'node:fs'
import { Redis } from 'ioredis'
import { freePort, startServer, temporaryFolder, unprivileged, untilReady } from './private-server.ts'

export interface TestRedis {
  readonly url: string
  /** Takes everything away, as a restart without a snapshot does. */
  flush(): Promise<void>
  stop(): Promise<void>
}

const BINARY = '/usr/bin/redis-server'

/**
 * A private server that keeps nothing, from Debian's package. Undefined, having said so, where there is none; in CI
 * that is an error.
 */
export async function startRedis(): Promise<TestRedis | undefined> {
  if (!existsSync(BINARY)) {
    const missing = 'Redis is not tested: install the package redis-server.'
    if (process.env['CI']) throw new Error(missing)
    console.warn(missing)
    return undefined
  }
  const as = unprivileged()
  const folder = temporaryFolder('redis', as)
  const port = await freePort()
  const args = ['--bind', '127.0.0.1', '--port', `${port}`, '--save', '', '--appendonly', 'no']
  const server = startServer(BINARY, args, as, folder.path)
  const url = `redis://127.0.0.1:${port}`
  await untilReady(server, () => ask(url, (client) => client.ping()))
  return {
    url,
    async flush() {
      await ask(url, (client) => client.flushall())
    },
    async stop() {
      await server.stop('SIGKILL')
      folder.remove()
    },
  }
}

async function ask(url: string, question: (client: Redis) => Promise<unknown>): Promise<void> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await question(client)
  } finally {
    client.disconnect()
  }
}
