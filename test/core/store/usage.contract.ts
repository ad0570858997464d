import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/core/store/store.ts'
import { aQuestion, place } from './support.ts'

const dayMs = 86_400_000
const inThread = { ...place, channel: 'thread', kind: 'thread', parent: 'C1' } as const

export function usageContract(store: () => Store) {
  async function call(questionId: string, at: number, more: object = {}): Promise<void> {
    const usage = { input: 100, cachedInput: 60, output: 10, reasoning: 2 }
    const prices = { priceNanoUsd: 40, uncachedPriceNanoUsd: 90 }
    const entry = { questionId, place, askerId: 'U1', model: 'a/m', usage, measured: true, at, ...prices }
    await store().usage.record({ ...entry, ...more })
  }

  describe('usage', () => {
    test('is counted by day, a question once however many calls it took', async () => {
      await call('1', dayMs * 3 + 5)
      await call('1', dayMs * 3 + 6, { model: 'b/m' })
      await call('2', dayMs * 4, { place: inThread })
      await call('3', dayMs * 4 + 1, { priceNanoUsd: undefined, uncachedPriceNanoUsd: undefined })
      await call('later', dayMs * 9)
      const { days, models } = await store().usage.summarize(
        { platform: 'slack', workspace: 'T1' },
        dayMs * 3,
        dayMs * 9,
      )
      expect(days).toEqual([
        {
          day: dayMs * 3,
          requests: 1,
          failures: 0,
          input: 200,
          cachedInput: 120,
          output: 20,
          nanoUsd: 80,
          savedNanoUsd: 100,
          unpriced: 0,
        },
        {
          day: dayMs * 4,
          requests: 2,
          failures: 0,
          input: 200,
          cachedInput: 120,
          output: 20,
          nanoUsd: 40,
          savedNanoUsd: 50,
          unpriced: 1,
        },
      ])
      expect(models).toEqual([
        { model: 'a/m', calls: 3, nanoUsd: 80 },
        { model: 'b/m', calls: 1, nanoUsd: 40 },
      ])
    })

    test('failures count among the requests, billed or not', async () => {
      for (const id of ['billed', 'not', 'fine']) await store().journal.accept(aQuestion(id), dayMs)
      await call('billed', dayMs)
      await call('fine', dayMs)
      await store().journal.settle('billed', 'failed', dayMs)
      await store().journal.settle('not', 'failed', dayMs)
      await store().journal.settle('fine', 'answered', dayMs)
      const { days } = await store().usage.summarize('deployment', 0, dayMs * 2)
      expect(days).toMatchObject([{ day: dayMs, requests: 3, failures: 2 }])
    })

    test('of a person, a channel with its threads, a workspace and all of them, nothing else is told', async () => {
      await call('1', dayMs)
      await call('2', dayMs, { askerId: 'U2', place: inThread, model: 'thread/m' })
      await call('3', dayMs, { askerId: 'U2', place: { ...place, channel: 'C2' }, model: 'other/m' })
      await call('4', dayMs, { place: { ...place, workspace: 'T2' }, model: 'tenant/m' })
      await call('5', dayMs, { place: { ...place, platform: 'discord' }, model: 'discord/m' })
      for (const [workspace, personId] of [
        ['T1', 'U1'],
        ['T2', 'U1'],
        ['T1', 'U2'],
      ] as const) {
        const given = { questionId: `${workspace}${personId}`, place: { ...place, workspace }, personId }
        await store().feedback.record({ ...given, value: 'good', at: dayMs })
      }
      const seen = async (scope: Parameters<Store['usage']['summarize']>[0]) => {
        const { days, models, feedback } = await store().usage.summarize(scope, 0, dayMs * 2)
        return [days[0]?.requests ?? 0, models.map(({ model }) => model).toSorted(), feedback.good]
      }
      const here = { platform: 'slack', workspace: 'T1' } as const
      expect(await seen({ ...here, person: 'U1' })).toEqual([1, ['a/m'], 1])
      expect(await seen({ ...here, channel: 'C1' })).toEqual([2, ['a/m', 'thread/m'], 2])
      expect(await seen(here)).toEqual([3, ['a/m', 'other/m', 'thread/m'], 2])
      expect(await seen({ platform: 'slack', workspace: 'T3' })).toEqual([0, [], 0])
      expect(await seen('deployment')).toEqual([
        5,
        ['a/m', 'discord/m', 'other/m', 'tenant/m', 'thread/m'],
        3,
      ])
    })
  })
}
