import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { openStore } from '../../../src/core/store/open-store.ts'
import { storeContract } from './store.contract.ts'
import { aQuestion, silentLog } from './support.ts'

const folder = mkdtempSync(join(tmpdir(), 'tanya-store-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

storeContract('SQLite', {
  createDatabase: async () => `file:${join(folder, crypto.randomUUID(), 'tanya.db')}`,
  async query(url, sql) {
    const file = new DatabaseSync(url.replace(/^file:/, ''), { timeout: 5_000 })
    try {
      return file.prepare(sql).all()
    } finally {
      file.close()
    }
  },
})

test('makes the folder of the file; a file URL, a path and memory are understood', async () => {
  const path = join(folder, 'a', 'b', 'tanya.db')
  for (const url of [`file:${path}`, pathToFileURL(path).href, 'file::memory:']) {
    const store = await openStore({ url, log: silentLog })
    await store.memory.set('where', url)
    expect(await store.memory.get('where')).toBe(url)
    await store.close()
  }
  expect(existsSync(path)).toBe(true)
  expect(existsSync(':memory:')).toBe(false)
})

test('nobody else on the machine can read a new file, nor its log', async () => {
  const path = join(folder, 'private.db')
  const store = await openStore({ url: `file:${path}`, log: silentLog })
  await store.memory.set('k', 'v')
  for (const file of [path, `${path}-wal`, `${path}-shm`]) expect(statSync(file).mode & 0o777).toBe(0o600)
  await store.close()
})

test('an address of no known kind is refused with what to write', async () => {
  await expect(openStore({ url: 'mysql://x', log: silentLog })).rejects.toThrow(/DATABASE_URL/)
})

test('what the system says of a database is told with the variable and the place, and without a password', async () => {
  const text = join(folder, 'text.db')
  writeFileSync(text, 'This is no database, however long one reads in it.')
  const told = (url: string) => openStore({ url, log: silentLog }).catch((error: Error) => error.message)
  expect(await told(`file:${text}`)).toBe(`DATABASE_URL: file:${text} cannot be used: file is not a database`)
  expect(await told(`file:${folder}`)).toMatch(/^DATABASE_URL: file:\S+ cannot be used: EISDIR/u)
  const away = await told('postgres://tanya:hunter2@127.0.0.1:1/tanya')
  expect(away).toMatch(/^DATABASE_URL: the PostgreSQL server cannot be used: .*ECONNREFUSED/u)
  expect(away).not.toContain('hunter2')
})

test('a row that is damaged is a failure that quotes nothing of it', async () => {
  const path = join(folder, 'damaged.db')
  const store = await openStore({ url: `file:${path}`, log: silentLog })
  await store.journal.accept(aQuestion('q'), 1)
  const file = new DatabaseSync(path)
  for (const damage of ['{"text":"secr', '{"text":"secret"}']) {
    file.prepare('update questions set question = ?').run(damage)
    const failure = await store.journal.question('q').catch((error: unknown) => error)
    expect(failure).toMatchObject({ fault: { kind: 'store' } })
    expect(inspect(failure)).not.toContain('secr')
  }
  file.close()
  await store.close()
})
