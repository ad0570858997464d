import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/core/store/store.ts'
import { aTurn, place } from './support.ts'

export function turnsContract(store: () => Store): void {
  const ids = async (id: string, fromTokens: number) =>
    (await store().turns.path(id, fromTokens)).map((turn) => `${turn.id}@${turn.tokensBefore}`)

  describe('turns', () => {
    test('come back byte for byte', async () => {
      const turn = aTurn('a', {
        prompt: 'nul \0, half \ud83d, 🙂\r\n',
        answer: '```ts\n"\\"\n```',
        place: {
          platform: 'discord',
          workspace: 'G',
          channel: 'C',
          thread: 't',
          kind: 'thread',
          parent: 'P',
        },
      })
      await store().turns.record(turn)
      expect(await store().turns.get('a')).toEqual({ ...turn, tokensBefore: 0 })
      expect(await store().turns.get('b')).toBeUndefined()
    })

    test('the newest of a conversation is the one recorded last, also within one millisecond', async () => {
      await store().turns.record(aTurn('z'))
      await store().turns.record(aTurn('y', { parent: 'z' }))
      await store().turns.record(aTurn('x', { parent: 'y' }))
      await store().turns.record(aTurn('elsewhere', { conversation: 'other', at: 1_800_000_000_000 }))
      expect((await store().turns.latest('conversation'))?.id).toBe('x')
      await store().turns.record(aTurn('late', { parent: 'z', at: 1_600_000_000_000 }))
      expect((await store().turns.latest('conversation'))?.id).toBe('x')
      await store().turns.record(aTurn('z', { answer: 'again' }))
      expect((await store().turns.latest('conversation'))?.id).toBe('x')
      expect(await store().turns.latest('none')).toBeUndefined()
    })

    test('those of many conversations that have one are told from the others', async () => {
      await store().turns.record(aTurn('a'))
      await store().turns.record(aTurn('b', { conversation: 'other' }))
      const found = await store().turns.begun(['none', 'other', 'conversation'])
      expect(found.toSorted()).toEqual(['conversation', 'other'])
      expect(await store().turns.begun([])).toEqual([])
    })

    test('the way to a turn is read from where it is asked for', async () => {
      for (let index = 0; index < 20; index += 1) {
        await store().turns.record(aTurn(`t${index}`, { ...(index > 0 && { parent: `t${index - 1}` }) }))
      }
      expect(await ids('t3', 0)).toEqual(['t0@0', 't1@10', 't2@20', 't3@30'])
      expect(await ids('t19', 165)).toEqual(['t17@170', 't18@180', 't19@190'])
      expect(await ids('t19', 170)).toEqual(['t17@170', 't18@180', 't19@190'])
      expect(await ids('t19', 191)).toEqual([])
      expect(await ids('unknown', 0)).toEqual([])
    })

    test('a branch has its own way', async () => {
      await store().turns.record(aTurn('root'))
      await store().turns.record(aTurn('left', { parent: 'root', tokens: 7 }))
      await store().turns.record(aTurn('right', { parent: 'root' }))
      await store().turns.record(aTurn('leaf', { parent: 'left' }))
      expect(await ids('leaf', 0)).toEqual(['root@0', 'left@10', 'leaf@17'])
      expect(await ids('right', 0)).toEqual(['root@0', 'right@10'])
    })

    test('recording an id again replaces the turn, for those below it too', async () => {
      await store().turns.record(aTurn('a'))
      await store().turns.record(aTurn('b', { parent: 'a' }))
      await store().turns.record(aTurn('c', { parent: 'b' }))
      await store().turns.record(aTurn('other', { parent: 'a' }))
      await store().turns.record(aTurn('b', { parent: 'a', answer: 'longer', tokens: 25 }))
      expect((await store().turns.get('b'))?.answer).toBe('longer')
      expect(await ids('c', 0)).toEqual(['a@0', 'b@10', 'c@35'])
      expect(await ids('other', 0)).toEqual(['a@0', 'other@10'])
    })

    test('a turn whose parent is not kept begins anew', async () => {
      await store().turns.record(aTurn('orphan', { parent: 'gone' }))
      expect(await store().turns.get('orphan')).toEqual({ ...aTurn('orphan'), tokensBefore: 0 })
    })

    test('many at once are all kept', async () => {
      const turns = Array.from({ length: 200 }, (_, index) =>
        aTurn(`t${index}`, {
          conversation: `c${index % 10}`,
          place: { ...place, channel: `C${index % 10}` },
        }),
      )
      await Promise.all(turns.map((turn) => store().turns.record(turn)))
      const kept = await Promise.all(turns.map(({ id }) => store().turns.get(id)))
      expect(kept.map((turn) => turn?.id)).toEqual(turns.map(({ id }) => id))
    })
  })
}
