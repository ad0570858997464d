import { z } from 'zod'
import type { Database } from './database.ts'
import type { Installation, InstallationStore } from './ports/installations.ts'

const row = z.object({
  workspace: z.string(),
  credentials: z.string(),
  revision: z.int().positive(),
})

/** What was selected or returned by these names, so that secrets are opened on the way out. */
const columns = ['workspace', 'credentials', 'revision'] as const

/** Access to workspaces. The same rows for all processes. */
export function createInstallations(database: Database): InstallationStore {
  return {
    all: (platform) =>
      database.read(async (db) => {
        const rows = await db
          .selectFrom('installations')
          .select(columns)
          .where('platform', '=', platform)
          .orderBy('workspace')
          .execute()
        return rows.map(toInstallation)
      }),
    get: (platform, workspace) =>
      database.read(async (db) => {
        const found = await db
          .selectFrom('installations')
          .select(columns)
          .where((column) => column.and({ platform, workspace }))
          .executeTakeFirst()
        return found && toInstallation(found)
      }),
    revision: (platform, workspace) =>
      database.read(async (db) => {
        const found = await db
          .selectFrom('installations')
          .select('revision')
          .where((column) => column.and({ platform, workspace }))
          .executeTakeFirst()
        return found?.revision ?? 0
      }),
    put: (platform, workspace, credentials, at) =>
      database.transact(async (db) => {
        const which = { platform, workspace }
        await db
          .deleteFrom('departures')
          .where((column) => column.and(which))
          .execute()
        const put = await db
          .insertInto('installations')
          .values({ ...which, revision: at, credentials, claimed_until: 0 })
          .onConflict((conflict) =>
            conflict.columns(['platform', 'workspace']).doUpdateSet((column) => ({
              credentials: column.ref('excluded.credentials'),
              claimed_until: 0,
              revision: column
                .case()
                .when('installations.revision', '<', at)
                .then(column.ref('excluded.revision'))
                .else(column('installations.revision', '+', 1))
                .end(),
            })),
          )
          .returning(columns)
          .executeTakeFirstOrThrow()
        return toInstallation(put)
      }),
    claim: (platform, { workspace, revision }, now, until) =>
      database.transact(async (db) => {
        const claimed = await db
          .updateTable('installations')
          .set({ claimed_until: until })
          .where((column) => column.and({ platform, workspace, revision }))
          .where('claimed_until', '<=', now)
          .executeTakeFirst()
        return claimed.numUpdatedRows > 0n
      }),
    renew: (platform, installation, credentials) =>
      database.transact(async (db) => {
        const { workspace, revision } = installation
        const renewed = await db
          .updateTable('installations')
          .set((column) => ({
            credentials,
            claimed_until: 0,
            revision: column('revision', '+', 1),
          }))
          .where((column) => column.and({ platform, workspace, revision }))
          .returning(columns)
          .executeTakeFirst()
        return renewed && toInstallation(renewed)
      }),
    remove: (platform, { workspace, revision }) =>
      database.transact(async (db) => {
        const removed = await db
          .deleteFrom('installations')
          .where((column) => column.and({ platform, workspace, revision }))
          .executeTakeFirst()
        return removed.numDeletedRows > 0n
      }),
    useOnce: (id, now, until) =>
      database.transact(async (db) => {
        await db.deleteFrom('used_states').where('until', '<=', now).execute()
        const used = await db
          .insertInto('used_states')
          .values({ id, until })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .executeTakeFirst()
        return (used.numInsertedOrUpdatedRows ?? 0n) > 0n
      }),
  }
}

function toInstallation(found: unknown): Installation {
  return row.parse(found)
}
