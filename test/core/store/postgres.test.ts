import { afterAll, describe, test } from 'vitest'
import { query, startPostgres } from '../../support/postgres.ts'
import { storeContract } from './store.contract.ts'

const server = await startPostgres()
afterAll(() => server?.stop())

if (server === undefined) describe.skip('store on PostgreSQL', () => test('needs a server', () => undefined))
else storeContract('PostgreSQL', { createDatabase: () => server.createDatabase(), query })
