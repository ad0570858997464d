import { afterAll, describe, expect, test } from 'vitest'
import { checkDatabase } from '../../../src/cli/checks/stores.ts'
import { openStore } from '../../../src/core/store/open-store.ts'
import { query, startPostgres } from '../../support/postgres.ts'
import { storeContract } from './store.contract.ts'
import { silentLog } from './support.ts'

const server = await startPostgres()
afterAll(() => server?.stop())

if (server === undefined) describe.skip('store on PostgreSQL', () => test('needs a server', () => undefined))
else {
  storeContract('PostgreSQL', { createDatabase: () => server.createDatabase(), query })

  test('connections that the server closes are replaced', async () => {
    const url = await server.createDatabase()
    const warned: string[] = []
    const log = { ...silentLog, warn: (_fields: unknown, message: string) => warned.push(message) }
    const store = await openStore({ url, log })
    await Promise.all(Array.from({ length: 5 }, (_, index) => store.memory.set(`${index}`, 'here')))
    await query(
      url,
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
    )
    await expect.poll(() => warned.length, { timeout: 10_000 }).toBeGreaterThan(0)
    await expect.poll(() => store.memory.get('3').catch(() => undefined), { timeout: 10_000 }).toBe('here')
    await store.close()
  })

  test('the doctor reads its schema, and whose key it is', async () => {
    const url = await server.createDatabase()
    const texts = async (secretKey?: string): Promise<string> =>
      (await checkDatabase(url, secretKey)).map(({ level, text }) => `${level}: ${text}`).join('\n')
    expect(await texts()).toMatch(/^ok: PostgreSQL [\d.]+.*: empty/u)
    await (await openStore({ url, log: silentLog, secretKey: 'a'.repeat(64) })).close()
    expect(await texts('a'.repeat(64))).toMatch(/^ok: PostgreSQL .*: up to date\.$/u)
    expect(await texts('b'.repeat(64))).toContain('problem: SECRET_KEY is not the key')
    expect(await texts()).toContain('problem: SECRET_KEY is missing')
  })
}
