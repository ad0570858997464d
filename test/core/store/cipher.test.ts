import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCipher } from '../../../src/core/store/cipher.ts'
import { openStore } from '../../../src/core/store/open-store.ts'
import type { Store } from '../../../src/core/store/store.ts'
import { forgetContract } from './forget.contract.ts'
import { aQuestion, aTurn, silentLog } from './support.ts'
import { installationsContract } from './installations.contract.ts'
import { turnsContract } from './turns.contract.ts'
import { upkeepContract } from './upkeep.contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'tanya-sealed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const secretKey = 'a'.repeat(44)
const open = (name: string, key?: string): Promise<Store> =>
  openStore({
    url: `file:${join(folder, name)}`,
    log: silentLog,
    ...(key !== undefined && { secretKey: key }),
  })

test('opens what it sealed, and nothing that was changed or sealed with another key', () => {
  const cipher = createCipher(secretKey)
  const sealed = cipher.seal('"a text, nul \\u0000 and 🙂"')
  expect(cipher.open(sealed)).toBe('"a text, nul \\u0000 and 🙂"')
  expect(cipher.seal('same')).not.toBe(cipher.seal('same'))
  expect(() => createCipher('b'.repeat(44)).open(sealed)).toThrow()
  const changed = Buffer.from(sealed.slice('sealed1:'.length), 'base64')
  changed[20] = (changed[20] ?? 0) ^ 1
  expect(() => cipher.open(`sealed1:${changed.toString('base64')}`)).toThrow()
  expect(cipher.open('"plain"')).toBe('"plain"')
})

test('no word that anybody wrote is in the file, and no token', async () => {
  const store = await open('no-word.db', secretKey)
  const message = { channel: 'C1', message: 'm' }
  await store.journal.accept(aQuestion('q', { text: 'XYZZYQ', message }), 1, {
    generated: 'XYZZYG',
    ending: { kind: 'failed', notice: 'XYZZYN' },
  })
  const log = await store.journal.open('q')
  await log.textGenerated('XYZZYT')
  await log.answerEnded('XYZZYE', { kind: 'done', notice: 'XYZZYF' })
  await store.turns.record(aTurn('q', { prompt: 'XYZZYP', answer: 'XYZZYA' }))
  await store.turns.record(aTurn('q', { prompt: 'XYZZYP2', answer: 'XYZZYA2' }))
  await store.turns.amend('q', { prompt: 'XYZZYB' })
  await store.turns.summarize({ turn: 'q', text: 'XYZZYS', tokens: 1, at: 1 })
  expect(await store.journal.question('q')).toMatchObject({ text: 'XYZZYQ' })
  expect(await store.journal.open('q')).toMatchObject({ generated: 'XYZZYE', ending: { notice: 'XYZZYF' } })
  expect(await store.turns.amended('conversation')).toMatchObject([{ amendment: { prompt: 'XYZZYB' } }])
  expect(await store.turns.summary(['q'])).toMatchObject({ text: 'XYZZYS' })
  const installation = await store.installations.put('slack', 'T1', '{"token":"XYZZYI"}', 1)
  expect(await store.installations.renew('slack', installation, '{"token":"XYZZYR"}')).toMatchObject({
    credentials: '{"token":"XYZZYR"}',
  })
  expect(await store.installations.all('slack')).toMatchObject([{ credentials: '{"token":"XYZZYR"}' }])
  await store.turns.settle('conversation')
  expect(await store.turns.latest('conversation')).toMatchObject({ prompt: 'XYZZYB', answer: 'XYZZYA2' })
  await store.close()
  for (const part of ['no-word.db', 'no-word.db-wal']) {
    const bytes = ((): Buffer => {
      try {
        return readFileSync(join(folder, part))
      } catch {
        // The log is gone once the store is closed.
        return Buffer.alloc(0)
      }
    })()
    expect(bytes.includes('XYZZY')).toBe(false)
  }
})

test('texts from before there was a key stay readable; from then on it is needed, and no other', async () => {
  const before = await open('later.db')
  await before.turns.record(aTurn('old', { answer: 'written openly' }))
  await before.close()
  const store = await open('later.db', secretKey)
  await store.turns.record(aTurn('new', { parent: 'old', answer: 'written secretly' }))
  expect((await store.turns.path('new', 0)).map(({ answer }) => answer)).toEqual([
    'written openly',
    'written secretly',
  ])
  await store.close()
  await expect(open('later.db')).rejects.toThrow(/^SECRET_KEY is missing/u)
  await expect(open('later.db', 'b'.repeat(44))).rejects.toThrow(/^SECRET_KEY is not the key/u)
  const again = await open('later.db', secretKey)
  expect(await again.turns.get('new')).toMatchObject({ answer: 'written secretly' })
  await again.close()
})

describe('the repositories on a sealed database', () => {
  let name = ''
  let store: Store

  beforeEach(async () => {
    name = `${crypto.randomUUID()}.db`
    store = await open(name, secretKey)
  })
  afterEach(() => store.close())

  async function query(sql: string): Promise<readonly Record<string, unknown>[]> {
    const file = new DatabaseSync(join(folder, name), { timeout: 5_000 })
    try {
      return file.prepare(sql).all()
    } finally {
      file.close()
    }
  }

  installationsContract(() => store)
  turnsContract(() => store)
  forgetContract(() => store, query)
  upkeepContract(() => store, query)
})
