import { sql } from 'kysely'
import { ownerColumns } from './settings-rows.ts'
import type { SettingsOwner } from './ports/settings.ts'
import type { Sql } from './tables.ts'

/** The newest revision of each owner's settings and keys; 0 where nothing was ever set. */
export async function revisions(db: Sql, owners: readonly SettingsOwner[]): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('setting_revisions')
    .selectAll()
    .where((column) => column.or(owners.map((owner) => column.and(ownerColumns(owner)))))
    .execute()
  return owners.map((owner) => {
    const { platform, workspace } = ownerColumns(owner)
    return rows.find((row) => row.platform === platform && row.workspace === workspace)?.revision ?? 0
  })
}

/** Counts up. Those who change something of one owner at the same time wait for one another here. */
export async function raiseRevision(db: Sql, owner: SettingsOwner): Promise<number> {
  const { revision } = await db
    .insertInto('setting_revisions')
    .values({ ...ownerColumns(owner), revision: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['platform', 'workspace'])
        .doUpdateSet({ revision: sql<number>`setting_revisions.revision + 1` }),
    )
    .returning('revision')
    .executeTakeFirstOrThrow()
  return revision
}

/** Takes `raiseRevision` back within its transaction, where nothing was changed after all. */
export async function keepRevision(db: Sql, owner: SettingsOwner, raised: number): Promise<void> {
  await db
    .updateTable('setting_revisions')
    .set({ revision: raised - 1 })
    .where((column) => column.and(ownerColumns(owner)))
    .execute()
}

/**
 * For what leaves no change in the log. The count outlives what it counts: it tells every process that what it holds is
 * old, and one that began anew would come to a revision that some process still holds.
 */
export async function bumpRevision(db: Sql, owner: SettingsOwner): Promise<void> {
  await db
    .updateTable('setting_revisions')
    .set((column) => ({ revision: column('revision', '+', 1) }))
    .where((column) => column.and(ownerColumns(owner)))
    .execute()
}
