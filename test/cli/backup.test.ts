import {
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backUp } from '../../src/cli/backup.ts'
import { restore } from '../../src/cli/restore.ts'
import type { Restoring } from '../../src/cli/restore.ts'
import { openStore } from '../../src/core/store/open-store.ts'
import type { Store } from '../../src/core/store/store.ts'
import { quietLog } from '../support/quiet-log.ts'
import { runCli } from '../support/run-cli.ts'

let directory: string
let file: string
let store: Store | undefined

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tanya-backup-'))
  file = path.join(directory, 'tanya.db')
})

afterEach(async () => {
  await store?.close()
  store = undefined
  rmSync(directory, { recursive: true, force: true })
})

async function open(): Promise<Store> {
  store = await openStore({ url: `file:${file}`, log: quietLog })
  return store
}

function putBack(from: string, secretKey?: string): Restoring {
  return { from, target: file, time: 'now', secretKey }
}

async function close(): Promise<void> {
  await store?.close()
  store = undefined
}

describe('a backup', () => {
  it('is taken while the database is written to, and brings all of that moment back', async () => {
    const { memory } = await open()
    await memory.set('k', 'before')
    const over = new AbortController()
    const writing = (async () => {
      for (let round = 0; !over.signal.aborted; round += 1)
        await memory.set(`busy-${round % 50}`, 'x'.repeat(1_000))
    })()
    const copy = path.join(directory, 'backups', 'one.db')
    await backUp(file, copy)
    over.abort()
    await writing
    expect(statSync(copy).mode & 0o777).toBe(0o600)
    expect(readdirSync(path.dirname(copy))).toEqual(['one.db'])
    await memory.set('k', 'after')
    await close()
    const old = await restore(putBack(copy))
    expect(old).toBe(`${file}.before-now`)
    expect(await (await open()).memory.get('k')).toBe('before')
    await close()
    file = old ?? ''
    expect(await (await open()).memory.get('k')).toBe('after')
  })

  it('overwrites nothing, and leaves nothing half done', async () => {
    await open()
    const copy = path.join(directory, 'taken.db')
    writeFileSync(copy, 'mine')
    await expect(backUp(file, copy)).rejects.toThrow('is there already')
    await expect(backUp(path.join(directory, 'none.db'), path.join(directory, 'x.db'))).rejects.toThrow(
      'nothing was ever',
    )
    expect(readdirSync(directory).filter((name) => name.includes('unfinished'))).toEqual([])
  })
})

it('says of what a backup could not be made, and leaves nothing of it', async () => {
  writeFileSync(file, 'This is no database, however long one reads in it.')
  const copy = path.join(directory, 'one.db')
  await expect(backUp(file, copy)).rejects.toThrow(`${file} could not be copied to ${copy}: file is not`)
  expect(readdirSync(directory)).toEqual(['tanya.db'])
})

describe('a restore', () => {
  it('refuses while somebody has the database open', async () => {
    await open()
    const copy = path.join(directory, 'one.db')
    await backUp(file, copy)
    await expect(restore(putBack(copy))).rejects.toThrow('stop Tanya first')
    expect(existsSync(file)).toBe(true)
    expect(readdirSync(directory).filter((name) => name.includes('restoring'))).toEqual([])
  })

  it('says that the key is another one than the backup’s, or missing, and changes nothing', async () => {
    const secretKey = 'a'.repeat(64)
    store = await openStore({ url: `file:${file}`, log: quietLog, secretKey })
    await store.memory.set('k', 'sealed')
    const copy = path.join(directory, 'one.db')
    await backUp(file, copy)
    await close()
    await expect(restore(putBack(copy))).rejects.toThrow(`${copy}: SECRET_KEY is missing`)
    await expect(restore(putBack(copy, 'b'.repeat(64)))).rejects.toThrow(`${copy}: SECRET_KEY is not the key`)
    expect(readdirSync(directory).toSorted()).toEqual(['one.db', 'tanya.db'])
    expect(await restore(putBack(copy, secretKey))).toBe(`${file}.before-now`)
  })

  it.skipIf(process.getuid?.() !== 0)('leaves the database to its user where root restores it', async () => {
    await open()
    const copy = path.join(directory, 'one.db')
    await backUp(file, copy)
    await close()
    chownSync(file, 12_345, 12_346)
    await restore(putBack(copy))
    expect(statSync(file)).toMatchObject({ uid: 12_345, gid: 12_346 })
  })

  it('takes the place of a database that is damaged, which is kept with its log', async () => {
    await (await open()).memory.set('k', 'v')
    const copy = path.join(directory, 'one.db')
    await backUp(file, copy)
    await close()
    // Its header is whole, and the rest of its first page is not.
    const broken = readFileSync(file).fill(0xff, 100, 4_096)
    for (const damage of [broken, 'This is no database, however long one reads in it.']) {
      writeFileSync(file, damage)
      writeFileSync(`${file}-shm`, 'of its log')
      await expect(restore(putBack(copy))).resolves.toBe(`${file}.before-now`)
      expect(readFileSync(`${file}.before-now`)).toEqual(Buffer.from(damage))
      expect(existsSync(`${file}-shm`)).toBe(false)
      expect(await (await open()).memory.get('k')).toBe('v')
      await close()
    }
  })

  it('refuses what is damaged, and what is newer than this version', async () => {
    await open()
    const copy = path.join(directory, 'one.db')
    await backUp(file, copy)
    await close()
    const newer = new DatabaseSync(copy)
    newer.exec("insert into kysely_migration (name, timestamp) values ('9999-later', '')")
    newer.close()
    await expect(restore(putBack(copy))).rejects.toThrow('9999-later')
    writeFileSync(copy, 'no database')
    await expect(restore(putBack(copy))).rejects.toThrow('damaged')
  })
})

it('both are commands, which read .env and say what they did', async () => {
  await (await open()).memory.set('k', 'v')
  await close()
  writeFileSync(path.join(directory, '.env'), `DATABASE_URL=file:${file}\n`)
  const backup = await runCli('backup', { cwd: directory })
  expect(backup).toMatchObject({ status: 0, stderr: '' })
  const copy = /copied to (\S+)/u.exec(backup.stdout)?.[1] ?? ''
  expect(copy).toMatch(/^backups\/tanya-\d{8}T\d{6}Z\.db$/u)
  const restored = await runCli('restore', { args: [copy], cwd: directory })
  expect(restored).toMatchObject({ status: 0, stderr: '' })
  const refused = await runCli('restore', { args: ['no-such-file.db'], cwd: directory })
  expect(refused).toMatchObject({ status: 1, stderr: 'no-such-file.db is not there.\n' })
  const postgres = await runCli('backup', {
    cwd: directory,
    environment: { DATABASE_URL: 'postgres://u:p@h/d' },
  })
  expect(postgres.status).toBe(1)
  expect(postgres.stderr).toContain('pg_dump')
})
