import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { freePort, startServer, temporaryFolder, unprivileged, untilReady } from './private-server.ts'

export interface TestPostgres {
  /** The URL of a new, empty database. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

/**
 * The server of TEST_DATABASE_URL, or a private one from Debian's packages that keeps nothing. Undefined, having
 * said so, where there is neither; in CI that is an error.
 */
export async function startPostgres(): Promise<TestPostgres | undefined> {
  const given = process.env['TEST_DATABASE_URL']
  if (given !== undefined && given !== '') return databasesOn(given, async () => undefined)
  const binaries = findBinaries()
  if (binaries !== undefined) return startPrivate(binaries)
  const missing = 'PostgreSQL is not tested: set TEST_DATABASE_URL, or install the package postgresql.'
  if (process.env['CI']) throw new Error(missing)
  console.warn(missing)
  return undefined
}

const VERSIONS = '/usr/lib/postgresql'

function findBinaries(): string | undefined {
  if (!existsSync(VERSIONS)) return undefined
  const versions = readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a))
  return versions
    .map((version) => join(VERSIONS, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')))
}

async function startPrivate(bin: string): Promise<TestPostgres> {
  const as = unprivileged()
  const folder = temporaryFolder('postgres', as)
  const data = join(folder.path, 'data')
  const initdb = ['-D', data, '-U', 'tanya', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']
  await promisify(execFile)(join(bin, 'initdb'), initdb, { ...as, cwd: folder.path })
  const port = await freePort()
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    max_connections: 200,
    shared_buffers: '32MB',
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = startServer(join(bin, 'postgres'), ['-D', data, ...args], as, folder.path)
  const url = `postgres://tanya@127.0.0.1:${port}/postgres`
  await untilReady(server, () => query(url, 'select 1'))
  return databasesOn(url, async () => {
    await server.stop('SIGQUIT')
    folder.remove()
  })
}

function databasesOn(url: string, stop: () => Promise<void>): TestPostgres {
  const created: string[] = []
  return {
    async createDatabase() {
      const name = `tanya_test_${crypto.randomUUID().replaceAll('-', '')}`
      await query(url, `create database ${name}`)
      created.push(name)
      const own = new URL(url)
      own.pathname = `/${name}`
      return own.href
    },
    async stop() {
      for (const name of created) await query(url, `drop database if exists ${name} with (force)`)
      await stop()
    },
  }
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
