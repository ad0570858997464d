import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore } from '../../../src/core/store/open-store.ts'
import { keepInMemory } from '../../../src/core/store/volatile.ts'
import type { VolatileStore } from '../../../src/core/store/volatile.ts'
import { aQuestion, aTurn, place, silentLog } from './support.ts'
import { turnsContract } from './turns.contract.ts'

let folder: string
let store: VolatileStore
let secret: ReadonlySet<string>

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tanya-volatile-'))
  secret = new Set(['C1'])
  store = await open()
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(): Promise<VolatileStore> {
  return keepInMemory({
    kept: await openStore({ url: `file:${join(folder, 'tanya.db')}`, log: silentLog }),
    volatile: await openStore({ url: 'file::memory:', log: silentLog }),
    isVolatile: ({ channel }) => Promise.resolve(secret.has(channel)),
  })
}

async function restart(): Promise<void> {
  await store.close()
  store = await open()
}

function fileText(): string {
  const file = new DatabaseSync(join(folder, 'tanya.db'))
  try {
    const tables = file.prepare("select name from sqlite_master where type = 'table'").all()
    return JSON.stringify(tables.map(({ name }) => file.prepare(`select * from "${String(name)}"`).all()))
  } finally {
    file.close()
  }
}

const kept = { ...place, channel: 'C2' }

describe('conversations in memory alone', () => {
  turnsContract(() => store)
})

test('go on while the process lives, leave no word in the file, and are gone with it', async () => {
  const message = { channel: 'C1', message: 'm' }
  expect(await store.journal.accept(aQuestion('q', { text: 'XYZZY', message }), 1)).toBe(true)
  const log = await store.journal.open('q')
  await log.partShown({ index: 0, ref: { channel: 'C1', message: 'part' }, from: 0, to: 5 })
  await log.answerEnded('XYZZY', { kind: 'done' })
  await store.turns.record(aTurn('q', { prompt: 'XYZZY', answer: 'XYZZY' }))
  await store.turns.summarize({ turn: 'q', text: 'XYZZY', tokens: 1, at: 1 })
  expect(await store.journal.questionOf(message)).toBe('q')
  expect(await store.journal.unfinished('slack')).toHaveLength(1)
  await store.journal.settle('q', 'answered', 2)
  expect(await store.turns.latest('conversation')).toMatchObject({ answer: 'XYZZY' })
  expect(await store.turns.begun(['conversation', 'none'])).toEqual(['conversation'])
  expect(fileText()).not.toMatch(/XYZZY|U1|Ann/u)
  await restart()
  expect(await store.turns.latest('conversation')).toBeUndefined()
  expect(await store.journal.question('q')).toBeUndefined()
  expect(await store.journal.unfinished('slack')).toEqual([])
  // Its event is delivered again: answered once is answered.
  expect(await store.journal.accept(aQuestion('q'), 3)).toBe(false)
})

test('other places are kept as ever', async () => {
  await store.journal.accept(aQuestion('q', { place: kept }), 1)
  await store.turns.record(aTurn('q', { place: kept }))
  await restart()
  expect(await store.turns.get('q')).toMatchObject({ answer: 'because, q' })
  expect(await store.journal.unfinished('slack')).toHaveLength(1)
})

test('when a place stops or begins to be kept, its conversation begins anew, and the newest turn is the newest', async () => {
  secret = new Set()
  await store.turns.record(aTurn('before', { at: 1 }))
  secret = new Set(['C1'])
  await store.turns.record(aTurn('since', { parent: 'before', at: 2, cut: { fromTokens: 500 } }))
  expect((await store.turns.latest('conversation'))?.id).toBe('since')
  expect(await store.turns.path('since', 0)).toMatchObject([{ id: 'since' }])
  expect((await store.turns.get('since'))?.cut).toBeUndefined()
  secret = new Set()
  await store.turns.record(aTurn('after', { parent: 'since', at: 3 }))
  expect((await store.turns.latest('conversation'))?.id).toBe('after')
})

test('forgetting and time take from memory, too', async () => {
  await store.turns.record(aTurn('1', { at: 1 }))
  await store.turns.record(aTurn('2', { at: 50, place: { ...place, channel: 'C2' }, conversation: 'c2' }))
  expect(await store.forget({ platform: 'slack', workspace: 'T1', person: 'U1' })).toBe(2)
  await store.turns.record(aTurn('3', { at: 1 }))
  await store.turns.record(aTurn('4', { at: 90, conversation: 'd' }))
  await store.sweep(50)
  expect(await store.turns.get('3')).toBeUndefined()
  expect(await store.turns.get('4')).toBeDefined()
  await store.upkeep.erase('slack', 'T1')
  expect(await store.turns.get('4')).toBeUndefined()
})
