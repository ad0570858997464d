import { execFile, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Failure } from '../../../src/core/fault.ts'
import { openStore } from '../../../src/core/store/open-store.ts'
import type { Store } from '../../../src/core/store/store.ts'
import { budgetsContract } from './budgets.contract.ts'
import { cutsContract } from './cuts.contract.ts'
import { forgetContract } from './forget.contract.ts'
import { installationsContract } from './installations.contract.ts'
import { keysContract } from './keys.contract.ts'
import { settingsContract } from './settings.contract.ts'
import { turnsContract } from './turns.contract.ts'
import { upkeepContract } from './upkeep.contract.ts'
import { usageContract } from './usage.contract.ts'
import { aQuestion, place, silentLog } from './support.ts'

export interface StoreHarness {
  /** The URL of a new, empty database. */
  createDatabase(): Promise<string>
  /** Runs a statement beside the store. */
  query(url: string, sql: string): Promise<readonly Record<string, unknown>[]>
}

/** What every engine must do; the same for each. */
export function storeContract(engine: string, harness: StoreHarness): void {
  describe(`store on ${engine}`, () => {
    let url = ''
    let store: Store

    beforeEach(async () => {
      url = await harness.createDatabase()
      store = await openStore({ url, log: silentLog })
    })
    afterEach(() => store.close())

    async function reopen(): Promise<void> {
      await store.close()
      store = await openStore({ url, log: silentLog })
    }

    describe('journal', () => {
      test('accepts a question once, also when it comes many times at one moment', async () => {
        const deliveries = Array.from({ length: 50 }, () => store.journal.accept(aQuestion('q'), 1))
        expect((await Promise.all(deliveries)).filter(Boolean)).toHaveLength(1)
        await store.journal.settle('q', 'answered', 2)
        expect(await store.journal.accept(aQuestion('q'), 3)).toBe(false)
        await reopen()
        expect(await store.journal.accept(aQuestion('q'), 4)).toBe(false)
      })

      test('gives the question back as it was, whatever is in it', async () => {
        const question = {
          ...aQuestion('q', {
            place: {
              platform: 'discord',
              workspace: 'G',
              channel: 'C',
              thread: 't',
              kind: 'thread',
              parent: 'P',
            },
            text: 'nul \0, half a pair \ud83d, a whole 🙂, "quotes", \\, \u2028',
            lineage: { kind: 'branch', message: { channel: 'C', message: 'M0' } },
            quoted: { author: 'Bob', fromTanya: false, text: 'said' },
            message: { channel: 'C', message: 'M' },
            model: 'deepseek-v3',
            via: { token: 'x' },
            private: true,
          }),
          addedByANewerVersion: { kept: true },
        }
        await store.journal.accept(question, 1)
        expect(await store.journal.question('q')).toEqual(question)
        expect(await store.journal.question('other')).toBeUndefined()
      })

      test('keeps what was shown and generated for the next process', async () => {
        await store.journal.accept(aQuestion('q'), 1)
        const log = await store.journal.open('q')
        expect(log).toMatchObject({ questionId: 'q', posted: [], generated: '' })
        expect(log.ending).toBeUndefined()
        await log.partShown({ index: 1, ref: { channel: 'C1', message: 'm1' }, from: 10, to: 20 })
        await log.partShown({ index: 0, ref: { channel: 'C1', message: 'm0' }, from: 0, to: 10 })
        await log.partShown({ index: 1, ref: { channel: 'C1', message: 'm1' }, from: 10, to: 25 })
        await log.textGenerated('half \ud83d and nul \0')
        await reopen()
        const half = await store.journal.open('q')
        expect(half.generated).toBe('half \ud83d and nul \0')
        expect(half.posted).toEqual([
          { index: 0, ref: { channel: 'C1', message: 'm0' }, from: 0, to: 10 },
          { index: 1, ref: { channel: 'C1', message: 'm1' }, from: 10, to: 25 },
        ])
        await half.answerEnded('the whole text', { kind: 'stopped', notice: 'Stopped.' })
        const ended = await store.journal.open('q')
        expect(ended.generated).toBe('the whole text')
        expect(ended.ending).toEqual({ kind: 'stopped', notice: 'Stopped.' })
      })

      test('opens no answer to a question it never accepted', async () => {
        await expect(store.journal.open('nobody')).rejects.toMatchObject({ fault: { kind: 'store' } })
      })

      test('tells what is unfinished on a platform, oldest first', async () => {
        await store.journal.accept(aQuestion('b'), 20)
        await store.journal.accept(aQuestion('a'), 30)
        await store.journal.accept(aQuestion('c'), 10)
        await store.journal.accept(aQuestion('d', { place: { ...place, platform: 'discord' } }), 5)
        const log = await store.journal.open('b')
        await log.textGenerated('so far')
        await log.partShown({ index: 0, ref: { channel: 'C1', message: 'm' }, from: 0, to: 6 })
        await store.journal.settle('a', 'failed', 40)
        await reopen()
        expect(await store.journal.unfinished('slack')).toEqual([
          { question: aQuestion('c'), generated: '', posted: [] },
          {
            question: aQuestion('b'),
            generated: 'so far',
            posted: [{ index: 0, ref: { channel: 'C1', message: 'm' }, from: 0, to: 6 }],
          },
        ])
      })

      test('is settled once', async () => {
        await store.journal.accept(aQuestion('q'), 1)
        await store.journal.settle('q', 'stopped', 2)
        await store.journal.settle('q', 'answered', 3)
        const rows = await harness.query(url, 'select outcome, settled_at from questions')
        expect(rows.map((row) => [row['outcome'], Number(row['settled_at'])])).toEqual([['stopped', 2]])
      })

      test('knows whose question a message is, by what asked and by what answered', async () => {
        const message = { channel: 'C1', message: 'asked' }
        await store.journal.accept(aQuestion('q', { message }), 1)
        await (
          await store.journal.open('q')
        ).partShown({ index: 0, ref: { channel: 'C1', message: 'm' }, from: 0, to: 1 })
        expect(await store.journal.questionOf(message)).toBe('q')
        expect(await store.journal.questionOf({ channel: 'C1', message: 'm' })).toBe('q')
        expect(await store.journal.questionOf({ channel: 'C2', message: 'm' })).toBeUndefined()
        expect(await store.journal.questionOf({ channel: 'C1', message: 'x' })).toBeUndefined()
      })

      test('gives a message that answers twice to the later question', async () => {
        const part = { index: 0, ref: { channel: 'C1', message: 'm' }, from: 0, to: 1 }
        for (const [id, at] of [
          ['first', 1],
          ['second', 2],
        ] as const) {
          await store.journal.accept(aQuestion(id), at)
          await (await store.journal.open(id)).partShown(part)
        }
        expect(await store.journal.questionOf(part.ref)).toBe('second')
      })
    })

    turnsContract(() => store)
    cutsContract(() => store)
    installationsContract(() => store)
    settingsContract(() => store)
    keysContract(harness)
    budgetsContract(
      () => store,
      () => url,
    )
    usageContract(() => store)
    upkeepContract(
      () => store,
      (sql) => harness.query(url, sql),
    )
    forgetContract(
      () => store,
      (sql) => harness.query(url, sql),
    )

    test('remembers small facts', async () => {
      expect(await store.memory.get('commands')).toBeUndefined()
      await store.memory.set('commands', 'a')
      await store.memory.set('commands', 'b')
      await reopen()
      expect(await store.memory.get('commands')).toBe('b')
    })

    test('lets one of many change a fact that all have read', async () => {
      const swaps = async (before: string | undefined) => {
        const all = ['b', 'c', 'd', 'e'].map((value) => store.memory.swap('fact', before, value))
        return (await Promise.all(all)).filter(Boolean)
      }
      expect(await swaps(undefined)).toHaveLength(1)
      await store.memory.set('fact', 'a')
      expect(await swaps(undefined)).toEqual([])
      expect(await swaps('a')).toHaveLength(1)
      expect(await store.memory.get('fact')).not.toBe('a')
      expect(await store.memory.swap('none', 'a', 'b')).toBe(false)
    })

    test('keeps what each call was and cost', async () => {
      const call = {
        questionId: 'q',
        place,
        askerId: 'U1',
        at: 1_700_000_000_000,
        model: 'deepseek/deepseek-chat',
        usage: { input: 9_000, cachedInput: 8_000, output: 400, reasoning: 0 },
      }
      await store.usage.record({ ...call, measured: true, priceNanoUsd: 3_000_000_000_000 })
      await store.usage.record({ ...call, measured: false })
      const rows = await harness.query(
        url,
        'select measured, price_nano_usd, cached_input from usage order by measured',
      )
      expect(rows.map((row) => Object.values(row).map((value) => value && Number(value)))).toEqual([
        [0, null, 8_000],
        [1, 3_000_000_000_000, 8_000],
      ])
    })

    test('a failure is a store fault that carries its cause', async () => {
      await store.close()
      const failure = await store.memory.set('a', 'b').catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(Failure)
      expect(failure).toMatchObject({ fault: { kind: 'store' }, cause: expect.any(Error) })
      store = await openStore({ url, log: silentLog })
    })

    test('several processes may start on a new database at once', async () => {
      const fresh = await harness.createDatabase()
      const names = ['a', 'b', 'c']
      await Promise.all(names.map((name) => run(process.execPath, [script('opens-once.ts'), fresh, name])))
      const rows = await harness.query(fresh, 'select key from memory order by key')
      expect(rows.map((row) => row['key'])).toEqual(names)
    })

    test('a database of a newer version is left alone, and the operator told', async () => {
      await harness.query(
        url,
        `insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')`,
      )
      await expect(openStore({ url, log: silentLog })).rejects.toThrow(/newer version of Tanya.*9999-later/)
    })

    test('what was accepted survives kill -9', async () => {
      const said: string[] = []
      for (const name of ['first', 'second', 'third']) said.push(...(await acceptUntilKilled(url, name, 60)))
      await reopen()
      const kept = new Map(
        (await store.journal.unfinished('slack')).map((each) => [each.question.id, each.generated]),
      )
      const lost = said.filter((id) => kept.get(id) !== `answer of ${id}`)
      expect(said.length).toBeGreaterThanOrEqual(180)
      expect(lost).toEqual([])
    })
  })
}

/** Kills the process in the middle of its work, after `count` questions; gives the ids it said the store had. */
async function acceptUntilKilled(url: string, name: string, count: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [script('accepts-for-ever.ts'), url, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    if (said.split('\n').length > count) child.kill('SIGKILL')
  })
  const signal = await new Promise((resolve) => {
    child.once('close', (_code, signal) => resolve(signal))
  })
  expect(signal).toBe('SIGKILL')
  return said.split('\n').slice(0, -1)
}

const run = promisify(execFile)

function script(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}
