import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Person, Place } from '../../../src/core/question.ts'
import { barTo, mayChoose, standingOf } from '../../../src/core/settings/access.ts'
import type { Standing } from '../../../src/core/settings/access.ts'
import type { SettingName } from '../../../src/core/settings/schema.ts'
import { createSettingsReader } from '../../../src/core/settings/settings.ts'
import type { SettingsReader } from '../../../src/core/settings/settings.ts'
import { openStore } from '../../../src/core/store/open-store.ts'
import type { SettingsOwner } from '../../../src/core/store/ports/settings.ts'
import type { Store } from '../../../src/core/store/store.ts'
import { quietLog } from '../../support/quiet-log.ts'

const channel: Place = { platform: 'discord', workspace: 'g', channel: 'c', kind: 'channel' }
const owner: SettingsOwner = { platform: 'discord', workspace: 'g' }
const by = { id: 'a', name: 'A' }

let store: Store
let now: number
let reader: SettingsReader

beforeEach(async () => {
  store = await openStore({ url: 'file::memory:', log: quietLog })
  now = 1_000
  reader = aReader()
})
afterEach(() => store.close())

function aReader(): SettingsReader {
  return createSettingsReader({ store: store.settings, model: 'm', now: () => now })
}

async function set(of: SettingsOwner, name: SettingName, after?: string, inChannel?: string): Promise<void> {
  const entry = {
    ...(inChannel !== undefined && { channel: inChannel }),
    name,
    ...(after !== undefined && { after }),
  }
  await store.settings.change(of, { entries: [entry], by, at: now })
}

describe('layers', () => {
  test('the nearest counts, and says which it is', async () => {
    const read = async (place: Place) => {
      const { settings, origins } = await reader.in(place)
      return [settings.trigger, origins.trigger]
    }
    expect(await read(channel)).toEqual(['follow', 'default'])
    await set('deployment', 'trigger', 'mention')
    expect(await read(channel)).toEqual(['mention', 'deployment'])
    await set(owner, 'trigger', 'all')
    expect(await read(channel)).toEqual(['all', 'workspace'])
    await set(owner, 'trigger', 'off', 'c')
    expect(await read(channel)).toEqual(['off', 'channel'])
    expect(await read({ ...channel, channel: 't', kind: 'thread', parent: 'c' })).toEqual(['off', 'channel'])
    expect(await read({ ...channel, channel: 'd' })).toEqual(['all', 'workspace'])
    expect(await read({ ...channel, workspace: 'h' })).toEqual(['mention', 'deployment'])
    expect(await read({ ...channel, platform: 'slack' })).toEqual(['mention', 'deployment'])
    await set(owner, 'trigger', undefined, 'c')
    expect(await read(channel)).toEqual(['all', 'workspace'])
    expect((await reader.in(channel)).settings.model).toBe('m')
  })

  test('whoever asks often may do with what was so a moment ago', async () => {
    expect((await reader.in(channel, 1_000)).settings.trigger).toBe('follow')
    await set(owner, 'trigger', 'all')
    now += 999
    expect((await reader.in(channel, 1_000)).settings.trigger).toBe('follow')
    now += 1
    expect((await reader.in(channel, 1_000)).settings.trigger).toBe('all')
  })

  test('what the operator set holds everywhere, however many workspaces there are', async () => {
    await set('deployment', 'budget.deployment', '$1/day')
    const budgets = new Set<string>()
    for (let index = 0; index < 4_100; index += 1) {
      const { ceilings } = await reader.in({ ...channel, workspace: `g${index}` })
      budgets.add(JSON.stringify(ceilings['budget.deployment']))
    }
    expect([...budgets]).toEqual([JSON.stringify({ nanoUsd: 1_000_000_000, period: 'day' })])
  })

  test('what cannot be read is no reason to go on without it', async () => {
    await set(owner, 'budget.user', 'as much as they like')
    await expect(reader.in(channel)).rejects.toMatchObject({ fault: { kind: 'store' } })
    expect((await reader.in({ ...channel, workspace: 'h' })).settings.trigger).toBe('follow')
    await set(owner, 'budget.user')
    expect((await reader.in(channel)).settings['budget.user']).toBe('off')
  })

  test('nothing of one place is seen in another, on any replica, in any order', async () => {
    const places = ['g', 'h'].flatMap((workspace) =>
      ['c', 'd'].map((id) => ({ ...channel, workspace, channel: id })),
    )
    const readers = [reader, aReader()]
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            at: fc.nat(3),
            reader: fc.nat(1),
            text: fc.option(fc.stringMatching(/^[a-z]{1,8}$/u)),
          }),
          {
            maxLength: 30,
          },
        ),
        async (steps) => {
          const expected = new Map<Place, string>()
          for (const place of places) await set(placeOwner(place), 'persona', undefined, place.channel)
          for (const step of steps) {
            const place = places[step.at] ?? channel
            await set(placeOwner(place), 'persona', step.text ?? undefined, place.channel)
            expected.set(place, step.text ?? 'default')
            for (const each of places) {
              const { settings } = await (readers[step.reader] ?? reader).in(each)
              expect(settings.persona).toBe(expected.get(each) ?? 'default')
            }
          }
        },
      ),
      { numRuns: 30 },
    )
  })
})

function placeOwner({ platform, workspace }: Place): SettingsOwner {
  return { platform, workspace }
}

describe('access', () => {
  const ann: Person = { id: 'ann', name: 'Ann', isAdmin: false, isOutsider: false, roles: ['r'] }
  const operators = new Set(['discord:op'])

  test.each<[Partial<Person>, Standing]>([
    [{}, 'member'],
    [{ roles: ['boss'] }, 'appointed'],
    [{ roles: ['boss'], isOutsider: true }, 'outsider'],
    [{ isAdmin: true }, 'admin'],
    [{ isAdmin: true, isOutsider: true }, 'outsider'],
    [{ id: 'op', isOutsider: true }, 'operator'],
  ])('%j is %s', async (more, standing) => {
    await set(owner, 'access.admins', 'boss')
    const { settings } = await reader.in(channel)
    expect(standingOf({ ...ann, ...more }, channel, settings, operators)).toBe(standing)
    expect(standingOf({ ...ann, id: 'op' }, { ...channel, platform: 'slack' }, settings, operators)).toBe(
      'member',
    )
  })

  async function bar(person: Person, place = channel) {
    const effective = await reader.in(place)
    return barTo(person, place, effective, standingOf(person, place, effective.settings, operators))
  }

  test('outsiders are refused until an admin allows the channel', async () => {
    const eve = { ...ann, isOutsider: true }
    expect(await bar(eve)).toEqual({ kind: 'not-allowed', needs: 'member' })
    await set(owner, 'access.outsiders', 'allowed', 'c')
    expect(await bar(eve)).toBeUndefined()
    expect(await bar(eve, { ...channel, channel: 'd' })).toEqual({ kind: 'not-allowed', needs: 'member' })
  })

  test('only some roles, and admins', async () => {
    await set(owner, 'access.roles', 'x, r')
    expect(await bar(ann)).toBeUndefined()
    expect(await bar({ ...ann, roles: ['y'] })).toEqual({ kind: 'not-allowed', needs: 'role' })
    const { roles: _unknown, ...unknown } = ann
    expect(await bar(unknown)).toEqual({ kind: 'not-allowed', needs: 'role' })
    expect(await bar({ ...unknown, isAdmin: true })).toBeUndefined()
  })

  test('only some channels, with their threads, and direct messages where they are named', async () => {
    const dm: Place = { ...channel, channel: 'D', kind: 'dm' }
    await set(owner, 'access.channels', 'c')
    expect(await bar(ann)).toBeUndefined()
    expect(await bar(ann, { ...channel, channel: 't', kind: 'thread', parent: 'c' })).toBeUndefined()
    for (const place of [
      { ...channel, channel: 'd' },
      { ...channel, channel: 't', kind: 'thread' as const },
      dm,
    ])
      expect(await bar(ann, place)).toEqual({ kind: 'not-here', reason: 'channel' })
    await set(owner, 'access.channels', 'c, dm')
    expect(await bar(ann, dm)).toBeUndefined()
  })

  test('nobody where it is turned off', async () => {
    await set(owner, 'trigger', 'off', 'c')
    expect(await bar({ ...ann, isAdmin: true })).toEqual({ kind: 'not-here', reason: 'off' })
  })

  test('models that may be chosen', async () => {
    const may = async (spec: string) => mayChoose(spec, await reader.in(channel))
    await set(owner, 'model', 'a,b')
    expect([await may('a'), await may('B'), await may('a,b'), await may('c'), await may('a,c')]).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
    await set(owner, 'models', 'host/*')
    expect([await may('host/x'), await may('hosts/x'), await may('c')]).toEqual([true, false, false])
    await set(owner, 'models', 'any')
    expect(await may('c')).toBe(true)
    await set('deployment', 'models', 'a, host/*')
    expect([await may('a'), await may('host/x'), await may('c'), await may('b')]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})
