import { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { createGroupCommit } from '../../../src/core/store/group-commit.ts'
import type { GroupCommit } from '../../../src/core/store/group-commit.ts'
import { migrate } from '../../../src/core/store/migrate.ts'
import { nodeSqliteDialect } from '../../../src/core/store/sqlite-dialect.ts'
import type { Sql, Tables } from '../../../src/core/store/tables.ts'

let file: DatabaseSync
let commits: GroupCommit
let committed: number

beforeEach(async () => {
  file = new DatabaseSync(':memory:')
  const db = new Kysely<Tables>({
    dialect: nodeSqliteDialect(file),
    log: (event) => {
      if (event.query.sql === 'commit') committed += 1
    },
  })
  await migrate(db)
  committed = 0
  commits = createGroupCommit(db)
})

function remember(key: string) {
  return async (db: Sql) => {
    await db.insertInto('memory').values({ key, value: '""' }).execute()
    return key
  }
}

function remembered(): unknown[] {
  return file
    .prepare('select key from memory order by key')
    .all()
    .map((row) => row['key'])
}

test('writes that arrive together share a commit, and each gets its own result', async () => {
  const keys = Array.from({ length: 100 }, (_, index) => `${index}`)
  expect(await Promise.all(keys.map((key) => commits.write(remember(key))))).toEqual(keys)
  expect(committed).toBe(1)
  expect(remembered()).toHaveLength(100)
})

test('more than fit are committed in several', async () => {
  await Promise.all(Array.from({ length: 600 }, (_, index) => commits.write(remember(`${index}`))))
  expect(committed).toBe(3)
  expect(remembered()).toHaveLength(600)
})

test('one that fails takes no other along and leaves nothing of itself', async () => {
  const results = await Promise.allSettled([
    commits.write(remember('a')),
    commits.write(async (db) => {
      await remember('half')(db)
      throw new Error('no')
    }),
    commits.write(remember('a')),
    commits.write(remember('b')),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
  expect(remembered()).toEqual(['a', 'b'])
})

test('one that fails at the commit takes no other along', async () => {
  file.exec('pragma foreign_keys = on')
  const results = await Promise.allSettled([
    commits.write(remember('a')),
    commits.write(async (db) => {
      await sql`pragma defer_foreign_keys = on`.execute(db)
      const part = { part_index: 0, platform: 'slack', channel: 'C', message: 'm', from_unit: 0, to_unit: 0 }
      await db
        .insertInto('parts')
        .values({ question_id: 'nobody', ...part })
        .execute()
    }),
    commits.write(remember('b')),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(remembered()).toEqual(['a', 'b'])
})

test('is idle once everything is written, whatever came of it', async () => {
  const failing = commits.write(() => Promise.reject(new Error('no')))
  const written = commits.write(remember('a'))
  await expect(failing).rejects.toThrow('no')
  await commits.idle()
  expect(remembered()).toEqual(['a'])
  await written
})
