import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/core/store/store.ts'

export function installationsContract(store: () => Store): void {
  describe('installations', () => {
    const credentials = JSON.stringify({ token: 'xoxb-one', name: 'Ünï "quoted"' })

    test('are kept by platform and workspace, each change with a higher revision', async () => {
      const { installations } = store()
      expect(await installations.revision('slack', 'T1')).toBe(0)
      expect(await installations.get('slack', 'T1')).toBeUndefined()
      const first = await installations.put('slack', 'T1', credentials, 1000)
      expect(first).toEqual({ workspace: 'T1', credentials, revision: 1000 })
      await installations.put('slack', 'T2', '{"token":"two"}', 1000)
      await installations.put('discord', 'T1', '{"token":"other"}', 1000)
      expect(await installations.get('slack', 'T1')).toEqual(first)
      expect((await installations.all('slack')).map(({ workspace }) => workspace)).toEqual(['T1', 'T2'])
      // Whatever the clocks of two processes say.
      const again = await installations.put('slack', 'T1', '{"token":"again"}', 999)
      expect(again).toEqual({ workspace: 'T1', credentials: '{"token":"again"}', revision: 1001 })
      const last = await installations.put('slack', 'T1', credentials, 2000)
      expect(last.revision).toBe(2000)
      expect(await installations.remove('slack', again)).toBe(false)
      expect(await installations.remove('slack', last)).toBe(true)
      expect(await installations.remove('slack', last)).toBe(false)
      expect(await installations.revision('slack', 'T1')).toBe(0)
      expect(await installations.get('discord', 'T1')).toMatchObject({ credentials: '{"token":"other"}' })
      expect((await installations.put('slack', 'T1', credentials, 3000)).revision).toBe(3000)
    })

    test('are renewed by one at a time, and never over a newer one', async () => {
      const { installations } = store()
      const old = await installations.put('slack', 'T1', credentials, 1000)
      const claims = await Promise.all(
        Array.from({ length: 10 }, () => installations.claim('slack', old, 5000, 6000)),
      )
      expect(claims.filter(Boolean)).toHaveLength(1)
      expect(await installations.claim('slack', old, 5999, 7000)).toBe(false)
      // Whoever claimed it died over it.
      expect(await installations.claim('slack', old, 6000, 7000)).toBe(true)
      const renewed = await installations.renew('slack', old, '{"token":"renewed"}')
      expect(renewed).toEqual({ workspace: 'T1', credentials: '{"token":"renewed"}', revision: 1001 })
      expect(await installations.renew('slack', old, '{"token":"late"}')).toBeUndefined()
      expect(await installations.claim('slack', old, 9000, 9999)).toBe(false)
      expect(await installations.claim('slack', renewed ?? old, 6500, 7500)).toBe(true)
      await installations.remove('slack', renewed ?? old)
      expect(await installations.renew('slack', renewed ?? old, '{"token":"ghost"}')).toBeUndefined()
      expect(await installations.get('slack', 'T1')).toBeUndefined()
    })

    test('of a workspace that was left: it has come back, and its data stays', async () => {
      const { installations, upkeep } = store()
      await upkeep.noteDeparture('slack', 'T1', 10)
      await upkeep.noteDeparture('slack', 'T2', 10)
      await installations.put('slack', 'T1', credentials, 20)
      expect(await upkeep.departed(100)).toEqual([{ platform: 'slack', workspace: 'T2' }])
      // Between the look and the deletion somebody may install it again.
      await upkeep.erase('slack', 'T1')
      expect(await installations.get('slack', 'T1')).toMatchObject({ credentials })
    })

    test('what may be used once is, by one of many, until it has expired', async () => {
      const { installations } = store()
      const uses = await Promise.all(
        Array.from({ length: 10 }, () => installations.useOnce('state', 1000, 2000)),
      )
      expect(uses.filter(Boolean)).toHaveLength(1)
      expect(await installations.useOnce('another', 1000, 2000)).toBe(true)
      expect(await installations.useOnce('state', 1999, 2000)).toBe(false)
      expect(await installations.useOnce('state', 2000, 3000)).toBe(true)
    })
  })
}
