import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/core/store/store.ts'
import { aQuestion, aTurn, place } from './support.ts'

const inThread = { ...place, channel: 'thread', kind: 'thread', parent: 'C1' } as const

export function forgetContract(
  store: () => Store,
  query: (sql: string) => Promise<readonly Record<string, unknown>[]>,
) {
  /** A conversation in which two people take turns; `b` of Bob hangs below two of Ann's. */
  async function talk(): Promise<void> {
    await store().turns.record(aTurn('bob-1', { askerId: 'U2', at: 1 }))
    await store().turns.record(aTurn('ann-1', { parent: 'bob-1', at: 2 }))
    await store().turns.record(aTurn('ann-2', { parent: 'ann-1', at: 3 }))
    await store().turns.record(aTurn('bob-2', { parent: 'ann-2', askerId: 'U2', at: 4 }))
    await store().turns.record(aTurn('ann-3', { parent: 'bob-2', at: 5 }))
  }

  async function path(id: string): Promise<readonly string[]> {
    return (await store().turns.path(id, 0)).map((turn) => turn.id)
  }

  describe('forgetting', () => {
    test("a person's turns go, and the others' conversation stays in one piece", async () => {
      await talk()
      expect(await store().forget({ platform: 'slack', workspace: 'T1', person: 'U1' })).toBe(3)
      expect(await path('bob-2')).toEqual(['bob-1', 'bob-2'])
      expect((await store().turns.latest('conversation'))?.id).toBe('bob-2')
      expect(await store().turns.get('ann-1')).toBeUndefined()
    })

    test('nothing of another workspace, platform or person goes', async () => {
      await talk()
      expect(await store().forget({ platform: 'slack', workspace: 'T2', person: 'U1' })).toBe(0)
      expect(await store().forget({ platform: 'discord', workspace: 'T1', person: 'U1' })).toBe(0)
      expect(await store().forget({ platform: 'slack', workspace: 'T1', channel: 'C2' })).toBe(0)
      expect(await path('ann-3')).toHaveLength(5)
    })

    test('a channel goes with its threads, and leaves no conversation behind', async () => {
      await talk()
      await store().turns.record(aTurn('below', { conversation: 'thread', place: inThread }))
      await store().turns.record(aTurn('beside', { conversation: 'c2', place: { ...place, channel: 'C2' } }))
      expect(await store().forget({ platform: 'slack', workspace: 'T1', channel: 'C1' })).toBe(6)
      expect(await query('select id from conversations')).toMatchObject([{ id: 'c2' }])
      expect(await store().turns.latest('thread')).toBeUndefined()
      await store().turns.record(aTurn('anew'))
      expect((await store().turns.latest('conversation'))?.id).toBe('anew')
    })

    test('what is older than asked for goes, the rest begins where it begins', async () => {
      await talk()
      expect(await store().forget({ platform: 'slack', workspace: 'T1', before: 3 })).toBe(2)
      expect(await path('ann-3')).toEqual(['ann-2', 'bob-2', 'ann-3'])
      expect(await store().turns.path('ann-3', 25)).toHaveLength(2)
    })

    test('no text of a question stays, but that it was accepted does', async () => {
      const message = { channel: 'C1', message: 'asked' }
      await store().journal.accept(aQuestion('q', { message }), 1)
      const log = await store().journal.open('q')
      await log.partShown({ index: 0, ref: { channel: 'C1', message: 'm' }, from: 0, to: 6 })
      await log.answerEnded('secret', { kind: 'done', notice: 'secret' })
      await store().journal.settle('q', 'answered', 2)
      await store().forget({ platform: 'slack', person: 'U1' })
      const kept = JSON.stringify([
        await query('select * from questions'),
        await query('select * from parts'),
      ])
      expect(kept).not.toMatch(/why|Ann|U1|secret|asked/)
      expect(await store().journal.question('q')).toBeUndefined()
      expect(await store().journal.questionOf(message)).toBeUndefined()
      expect(await store().journal.accept(aQuestion('q'), 3)).toBe(false)
    })

    test('an answer being written is left to end', async () => {
      await store().journal.accept(aQuestion('q'), 1)
      await store().forget({ platform: 'slack', person: 'U1' })
      const log = await store().journal.open('q')
      await log.partShown({ index: 0, ref: { channel: 'C1', message: 'm' }, from: 0, to: 6 })
      expect(await store().journal.unfinished('slack')).toHaveLength(1)
    })

    test('old questions go wholly', async () => {
      await store().journal.accept(aQuestion('old'), 1)
      await store().journal.accept(aQuestion('new', { place: inThread }), 9)
      for (const id of ['old', 'new']) await store().journal.settle(id, 'answered', 10)
      await store().forget({ platform: 'slack', channel: 'C1', before: 5 })
      expect(await query('select id from questions')).toMatchObject([{ id: 'new' }])
    })

    test('what was spent stays counted, without the person', async () => {
      const usage = { input: 1, cachedInput: 0, output: 1, reasoning: 0 }
      const call = { questionId: 'q', place, model: 'deepseek/deepseek-chat', usage, measured: true, at: 1 }
      await store().usage.record({ ...call, askerId: 'U1' })
      await store().usage.record({ ...call, askerId: 'U2' })
      await store().forget({ platform: 'slack', person: 'U1' })
      expect(await query('select asker_id from usage order by asker_id')).toMatchObject([
        { asker_id: '' },
        { asker_id: 'U2' },
      ])
    })
  })
}
