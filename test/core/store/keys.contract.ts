import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createKeyring } from '../../../src/core/settings/keyring.ts'
import { openStore } from '../../../src/core/store/open-store.ts'
import type { Store } from '../../../src/core/store/store.ts'
import type { StoreHarness } from './store.contract.ts'
import { silentLog } from './support.ts'

const mine = { platform: 'slack', workspace: 'T1' } as const
const theirs = { platform: 'discord', workspace: 'T1' } as const
const by = { id: 'U1', name: 'Ann' }
const at = (time: number) => ({ by, at: time })

/** Keys that workspaces brought, the same on every engine. */
export function keysContract({ createDatabase, query }: StoreHarness): void {
  describe('keys', () => {
    let url = ''
    let store: Store

    beforeEach(async () => {
      url = await createDatabase()
      store = await openStore({ url, log: silentLog, secretKey: 'k'.repeat(44) })
    })
    afterEach(() => store.close())

    test('are given back to their workspace alone, and told of without the key', async () => {
      const { keys } = store
      expect(keys.isSealed).toBe(true)
      expect(await keys.read(mine)).toEqual({ revision: 0, keys: [] })
      expect(await keys.set(mine, { host: 'openai', key: 'sk-one' }, at(1))).toBe(true)
      expect(await keys.set(mine, { host: 'groq', key: 'gsk_two' }, at(2))).toBe(true)
      expect(await keys.set(theirs, { host: 'openai', key: 'sk-theirs' }, at(3))).toBe(true)
      expect(await keys.read(mine)).toEqual({
        revision: 2,
        keys: [
          { host: 'groq', key: 'gsk_two', revision: 2 },
          { host: 'openai', key: 'sk-one', revision: 1 },
        ],
      })
      expect(await keys.notes(mine)).toEqual([
        { host: 'groq', by, at: 2 },
        { host: 'openai', by, at: 1 },
      ])
      expect((await keys.read(theirs)).keys).toMatchObject([{ key: 'sk-theirs' }])
    })

    test('are another revision when they are replaced, and none when they are the same', async () => {
      const { keys, settings } = store
      await keys.set(mine, { host: 'openai', key: 'sk-one' }, at(1))
      expect(await keys.set(mine, { host: 'openai', key: 'sk-one' }, at(2))).toBe(false)
      expect(await settings.revisions([mine])).toEqual([1])
      expect(await keys.set(mine, { host: 'openai', key: 'sk-two' }, at(3))).toBe(true)
      expect(await keys.read(mine)).toEqual({
        revision: 2,
        keys: [{ host: 'openai', key: 'sk-two', revision: 2 }],
      })
      expect(await keys.remove(mine, 'groq', at(4))).toEqual([])
      expect(await settings.revisions([mine])).toEqual([2])
      expect(await keys.remove(mine, undefined, at(5))).toEqual(['openai'])
      expect(await keys.read(mine)).toEqual({ revision: 3, keys: [] })
    })

    test('of many at one moment each is one change', async () => {
      const { keys } = store
      const all = Array.from({ length: 20 }, (_, index) => `sk-${index}`)
      await Promise.all(all.map((key) => keys.set(mine, { host: 'openai', key }, at(1))))
      const read = await keys.read(mine)
      expect(read.revision).toBe(20)
      expect(read.keys).toMatchObject([{ revision: 20 }])
    })

    test('leave who changed them and when in the log, and are no settings', async () => {
      const { keys, settings } = store
      await settings.change(mine, { entries: [{ name: 'model', after: 'a' }], ...at(1) })
      await keys.set(mine, { host: 'openai', key: 'sk-one' }, at(2))
      await keys.set(mine, { host: 'openai', key: 'sk-two' }, at(3))
      await keys.remove(mine, 'openai', at(4))
      expect(await settings.changes(mine, 10)).toEqual([
        { revision: 4, by, at: 4, entries: [{ name: 'key.openai', before: 'set' }] },
        { revision: 3, by, at: 3, entries: [{ name: 'key.openai', before: 'set', after: 'set' }] },
        { revision: 2, by, at: 2, entries: [{ name: 'key.openai', after: 'set' }] },
        { revision: 1, by, at: 1, entries: [{ name: 'model', after: 'a' }] },
      ])
      expect((await settings.read(mine)).settings).toEqual([{ name: 'model', text: 'a' }])
    })

    test('are forgotten and erased with their workspace, and no other’s are', async () => {
      const { keys, upkeep } = store
      for (const workspace of [mine, theirs]) {
        await keys.set(workspace, { host: 'openai', key: 'sk-one' }, at(1))
        await keys.set(workspace, { host: 'groq', key: 'gsk_two' }, at(2))
      }
      expect(await keys.forget(mine)).toEqual(['groq', 'openai'])
      expect(await keys.read(mine)).toEqual({ revision: 3, keys: [] })
      await keys.set(mine, { host: 'openai', key: 'sk-one' }, at(3))
      await upkeep.erase('slack', 'T1')
      expect((await keys.read(mine)).keys).toEqual([])
      expect((await keys.read(theirs)).keys).toHaveLength(2)
    })

    test('of a workspace that was erased and came back are never those it had before', async () => {
      const { keys, upkeep } = store
      const [keyring, another] = [createKeyring(store), createKeyring(store)]
      await keys.set(mine, { host: 'openai', key: 'sk-before' }, at(1))
      for (const ring of [keyring, another]) expect(await ring.of(mine)).toMatchObject([{ key: 'sk-before' }])
      await upkeep.erase('slack', 'T1')
      expect(await another.of(mine)).toEqual([])
      await keys.set(mine, { host: 'openai', key: 'sk-after' }, at(2))
      for (const ring of [keyring, another]) expect(await ring.of(mine)).toMatchObject([{ key: 'sk-after' }])
    })

    test('lie in the database as nobody can read them, and not at all without a cipher', async () => {
      const key = 'sk-XYZZY-plain'
      await store.keys.set(mine, { host: 'openai', key }, at(1))
      const rows = JSON.stringify([
        await query(url, 'select * from provider_keys'),
        await query(url, 'select * from setting_changes'),
        await query(url, 'select * from settings'),
        await query(url, 'select * from memory'),
      ])
      expect(rows).toContain('sealed1:')
      expect(rows).not.toContain('XYZZY')
      const open = await openStore({ url: await createDatabase(), log: silentLog })
      expect(open.keys.isSealed).toBe(false)
      await expect(open.keys.set(mine, { host: 'openai', key }, at(1))).rejects.toThrow('in the clear')
      expect((await open.keys.read(mine)).keys).toEqual([])
      await open.close()
    })
  })
}
