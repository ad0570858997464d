import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/core/store/store.ts'
import { aTurn, place } from './support.ts'

/** What prompts begin with, what stands for the rest, and changes that wait for the next cut. */
export function cutsContract(store: () => Store): void {
  const cut = { fromTokens: 25, summary: 'b' }
  const summary = (turn: string, at = 1) => ({ turn, text: `up to ${turn} \0`, tokens: 7, at })

  async function talk(): Promise<void> {
    await store().turns.record(aTurn('a', { at: 1 }))
    await store().turns.record(aTurn('b', { parent: 'a', at: 2, askerId: 'U2' }))
    await store().turns.record(aTurn('c', { parent: 'b', at: 3, cut, wordsFrom: 4 }))
  }

  describe('cuts', () => {
    test('come back with their turns', async () => {
      await talk()
      expect(await store().turns.get('c')).toMatchObject({ cut, wordsFrom: 4 })
      expect(await store().turns.get('a')).not.toHaveProperty('cut')
    })

    test('stay where they are when a turn before them is replaced by a longer one', async () => {
      await talk()
      await store().turns.record(aTurn('d', { parent: 'c', at: 4, cut: { fromTokens: 20 } }))
      await store().turns.record(aTurn('a', { at: 1, tokens: 13 }))
      expect(await store().turns.get('d')).toMatchObject({ tokensBefore: 33, cut: { fromTokens: 23 } })
      expect((await store().turns.path('d', 23)).map(({ id }) => id)).toEqual(['c', 'd'])
    })
  })

  describe('summaries', () => {
    test('are found by their turns, the newest first, byte for byte', async () => {
      await talk()
      expect(await store().turns.summary(['a', 'b', 'c'])).toBeUndefined()
      expect(await store().turns.summarize(summary('a', 5))).toBe(true)
      expect(await store().turns.summarize(summary('b', 6))).toBe(true)
      expect(await store().turns.summary(['c', 'b', 'a'])).toEqual(summary('b', 6))
      expect(await store().turns.summary(['a'])).toEqual(summary('a', 5))
      expect(await store().turns.summary([])).toBeUndefined()
      await store().turns.summarize(summary('b', 7))
      expect(await store().turns.summary(['b'])).toMatchObject({ at: 7 })
      expect(await store().turns.summarize(summary('gone'))).toBe(false)
    })

    test('go with the first turn of their conversation that is forgotten', async () => {
      await talk()
      const elsewhere = { ...place, channel: 'C2' }
      await store().turns.record(aTurn('other', { conversation: 'other', place: elsewhere, askerId: 'U3' }))
      await store().turns.summarize(summary('c'))
      await store().turns.summarize(summary('other'))
      await store().forget({ platform: 'slack', workspace: 'T1', person: 'U2' })
      expect(await store().turns.get('c')).toBeDefined()
      expect(await store().turns.summary(['c'])).toBeUndefined()
      expect(await store().turns.summary(['other'])).toBeDefined()
    })
  })

  describe('amendments', () => {
    test('wait beside the turn until they are settled', async () => {
      await talk()
      expect(await store().turns.amend('a', { prompt: 'new \ud83d' })).toBe(true)
      expect(await store().turns.amend('a', { answer: 'other' })).toBe(true)
      expect(await store().turns.amend('unknown', { prompt: 'x' })).toBe(false)
      expect(await store().turns.get('a')).toMatchObject({ prompt: 'why, a?', answer: 'because, a' })
      expect(await store().turns.amended('conversation')).toMatchObject([
        { turn: { id: 'a', prompt: 'why, a?' }, amendment: { prompt: 'new \ud83d', answer: 'other' } },
      ])
      await store().turns.settle('elsewhere')
      expect(await store().turns.amended('conversation')).toHaveLength(1)
      await store().turns.settle('conversation')
      expect(await store().turns.get('a')).toMatchObject({
        prompt: 'new \ud83d',
        answer: 'other',
        tokens: 10,
      })
      expect(await store().turns.get('b')).toMatchObject({ prompt: 'why, b?' })
      expect(await store().turns.amended('conversation')).toEqual([])
    })

    test('take along the summary that is not yet in use, and leave the one that is', async () => {
      await talk()
      await store().turns.summarize(summary('b', 5))
      await store().turns.summarize(summary('c', 6))
      await store().turns.amend('a', { prompt: 'new' })
      expect(await store().turns.summary(['b', 'c'])).toEqual(summary('b', 5))
    })
  })
}
