import { describe, expect, test } from 'vitest'
import type { SettingsOrder, SettingsOwner } from '../../../src/core/store/ports/settings.ts'
import type { Store } from '../../../src/core/store/store.ts'

const owner: SettingsOwner = { platform: 'slack', workspace: 'T1' }
const other: SettingsOwner = { platform: 'discord', workspace: 'T1' }
const by = { id: 'U1', name: 'Ann \ud83d \0' }

function order(entries: SettingsOrder['entries'], more: Partial<SettingsOrder> = {}): SettingsOrder {
  return { entries, by, at: 1_000, ...more }
}

/** What is set and how it came to be, the same on every engine. */
export function settingsContract(storeOf: () => Store): void {
  describe('settings', () => {
    test('keeps who changed what from what to what, and the newest of it', async () => {
      const { settings } = storeOf()
      expect(await settings.read(owner)).toEqual({ revision: 0, settings: [] })
      await settings.change(
        owner,
        order([
          { name: 'model', after: 'a' },
          { channel: 'C1', name: 'model', after: 'b' },
        ]),
      )
      const second = await settings.change(
        owner,
        order([{ name: 'model', after: 'c\0' }, { channel: 'C1', name: 'model' }, { name: 'language' }], {
          at: 2_000,
        }),
      )
      expect(second).toEqual({
        revision: 2,
        by,
        at: 2_000,
        entries: [
          { name: 'model', before: 'a', after: 'c\0' },
          { channel: 'C1', name: 'model', before: 'b' },
        ],
      })
      expect(await settings.read(owner)).toEqual({ revision: 2, settings: [{ name: 'model', text: 'c\0' }] })
      const kept = await settings.changes(owner, 10)
      expect(kept.map(({ revision }) => revision)).toEqual([2, 1])
      expect(kept[0]).toEqual({
        ...second,
        entries: expect.arrayContaining([...(second?.entries ?? [])]),
      })
      expect(kept[1]?.entries).toEqual([
        { name: 'model', after: 'a' },
        { channel: 'C1', name: 'model', after: 'b' },
      ])
      expect(await settings.changes(owner, 1)).toHaveLength(1)
    })

    test('is counted by owner, and nothing of one is seen by another', async () => {
      const { settings } = storeOf()
      await settings.change(owner, order([{ name: 'model', after: 'a' }]))
      await settings.change('deployment', order([{ name: 'model', after: 'b' }]))
      await settings.change('deployment', order([{ name: 'model', after: 'c' }]))
      expect(await settings.revisions([owner, other, 'deployment'])).toEqual([1, 0, 2])
      expect((await settings.read(other)).settings).toEqual([])
      expect(await settings.changes(other, 10)).toEqual([])
      await settings.forget(other)
      expect((await settings.read(owner)).settings).toEqual([{ name: 'model', text: 'a' }])
    })

    test('nothing is counted when nothing changes', async () => {
      const { settings } = storeOf()
      await settings.change(owner, order([{ name: 'model', after: 'a' }]))
      expect(await settings.change(owner, order([{ name: 'model', after: 'a' }]))).toBeUndefined()
      expect(await settings.change(owner, order([{ name: 'language' }]))).toBeUndefined()
      expect(await settings.revisions([owner])).toEqual([1])
    })

    test('a change that expects what is no longer so changes nothing', async () => {
      const { settings } = storeOf()
      await settings.change(owner, order([{ name: 'model', after: 'a' }]))
      await settings.change(owner, order([{ name: 'model', after: 'b' }]))
      const late = await settings.change(owner, order([{ name: 'model', after: 'c' }], { expected: 1 }))
      expect(late).toBeUndefined()
      expect((await settings.read(owner)).settings).toEqual([{ name: 'model', text: 'b' }])
      expect(
        await settings.change(owner, order([{ name: 'model', after: 'c' }], { expected: 2 })),
      ).toMatchObject({ revision: 3 })
    })

    test('many changes at one moment each see the one before', async () => {
      const { settings } = storeOf()
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          settings.change(owner, order([{ name: 'model', after: `m${index}` }])),
        ),
      )
      const kept = (await settings.changes(owner, 50)).toReversed()
      expect(kept.map(({ revision }) => revision)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
      for (const [index, change] of kept.entries())
        expect(change.entries[0]?.before).toBe(kept[index - 1]?.entries[0]?.after)
    })

    test('a proposal is taken once, and not when its time has passed', async () => {
      const { settings } = storeOf()
      const proposal = {
        owner,
        byId: 'U1',
        entries: [{ channel: 'C1', name: 'persona', after: 'a\0\nb' }, { name: 'model' }],
        revision: 3,
        until: 5_000,
      }
      await settings.propose({ ...proposal, id: 'p' })
      await settings.propose({ ...proposal, id: 'q', owner: 'deployment' })
      expect(await settings.takeProposal('p', 4_999)).toEqual({ ...proposal, id: 'p' })
      expect(await settings.takeProposal('p', 4_999)).toBeUndefined()
      expect(await settings.takeProposal('q', 5_000)).toBeUndefined()
    })

    test('what is forgotten is seen to have changed', async () => {
      const { settings } = storeOf()
      await settings.change(
        owner,
        order([
          { name: 'model', after: 'a' },
          { channel: 'C1', name: 'model', after: 'b' },
        ]),
      )
      await settings.forget(owner, 'C1')
      expect(await settings.read(owner)).toEqual({ revision: 2, settings: [{ name: 'model', text: 'a' }] })
      await settings.forget(owner)
      expect(await settings.read(owner)).toEqual({ revision: 3, settings: [] })
      expect(await settings.changes(owner, 10)).toEqual([])
    })
  })
}
