import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/core/store/store.ts'
import { aQuestion, aTurn, place } from './support.ts'

const inThread = { ...place, channel: 'thread', kind: 'thread', parent: 'C1' } as const
const elsewhere = { ...place, workspace: 'T2' } as const

export function upkeepContract(
  store: () => Store,
  query: (sql: string) => Promise<readonly Record<string, unknown>[]>,
) {
  async function someOfEach(where: typeof place, id: string): Promise<void> {
    const usage = { input: 1, cachedInput: 0, output: 1, reasoning: 0 }
    await store().journal.accept(aQuestion(id, { place: where }), 10)
    const log = await store().journal.open(id)
    await log.partShown({ index: 0, ref: { channel: 'C', message: id }, from: 0, to: 1 })
    await store().turns.record(aTurn(id, { place: where, conversation: `c-${id}`, at: 10 }))
    await store().turns.summarize({ turn: id, text: 'short', tokens: 1, at: 10 })
    await store().usage.record({
      questionId: id,
      place: where,
      askerId: 'U1',
      model: 'm',
      usage,
      measured: true,
      at: 10,
    })
    await store().feedback.record({ questionId: id, place: where, personId: 'U1', value: 'good', at: 10 })
    const { platform, workspace } = where
    const by = { id: 'U1', name: 'Ann' }
    await store().settings.change(
      { platform, workspace },
      { by, at: 10, entries: [{ name: 'model', after: id }] },
    )
    await store().settings.propose({
      id,
      owner: { platform, workspace },
      byId: 'U1',
      entries: [],
      revision: 1,
      until: 99,
    })
    // Whether the store has a cipher does not matter here.
    const columns = 'platform, workspace, host, provider_key, revision, by_id, by_name, at'
    const values = `'${platform}', '${workspace}', 'openai', '"key"', 1, 'U1', '"Ann"', 10`
    await query(`insert into provider_keys (${columns}) values (${values})`)
    const account = { scope: 'workspace', platform, workspace, period: 'day', from: 0 } as const
    await store().budgets.reserve(id, [{ account, limit: 100 }], { least: 1, most: 5 })
    await store().budgets.noteReached(account, 100, 80)
    await store().memory.set(`fresh:${platform}:${workspace}:C1`, id)
  }

  const all =
    'turns conversations summaries questions parts usage feedback memory setting_revisions settings setting_changes setting_proposals provider_keys budgets budget_reservations budget_notes departures'.split(
      ' ',
    )

  async function dump(): Promise<Record<string, string>> {
    const entries: [string, string][] = []
    for (const table of all) entries.push([table, JSON.stringify(await query(`select * from ${table}`))])
    return Object.fromEntries(entries)
  }

  describe('upkeep', () => {
    test('tells of what channels texts are kept, threads with them, and since when', async () => {
      await store().turns.record(aTurn('a', { place: inThread, conversation: 'x', at: 7 }))
      await store().journal.accept(aQuestion('b'), 5)
      await store().turns.record(aTurn('c', { place: elsewhere, conversation: 'y', at: 9 }))
      const places = await store().upkeep.places(0)
      expect(places.toSorted((a, b) => (a.kept ?? 0) - (b.kept ?? 0))).toEqual([
        { platform: 'slack', workspace: 'T1', channel: 'C1', kept: 5 },
        { platform: 'slack', workspace: 'T2', channel: 'C1', kept: 9 },
      ])
      await store().journal.settle('b', 'answered', 6)
      await store().forget({ platform: 'slack', workspace: 'T1', before: 100, countedBefore: 0 })
      expect(await store().upkeep.places(0)).toMatchObject([{ workspace: 'T2' }])
    })

    test('tells also of channels of which only feedback is kept, or only counts', async () => {
      await someOfEach(inThread, 'q')
      await store().journal.settle('q', 'failed', 11)
      await store().feedback.record({
        questionId: 'q',
        place: inThread,
        personId: 'U2',
        value: 'bad',
        at: 40,
      })
      const forget = { platform: 'slack', workspace: 'T1' } as const
      const c1 = { ...forget, channel: 'C1' }
      await store().forget({ ...forget, before: 30, countedBefore: 0 })
      expect(await store().upkeep.places(5)).toEqual([{ ...c1, kept: 40 }])
      expect(await store().upkeep.places(20)).toEqual([{ ...c1, kept: 40, counted: 10 }])
      await store().forget({ ...forget, before: 50, countedBefore: 0 })
      expect(await store().upkeep.places(5)).toEqual([])
      expect(await store().upkeep.places(20)).toEqual([{ ...c1, counted: 10 }])
      await store().forget({ ...forget, before: 50, countedBefore: 20 })
      expect(await store().upkeep.places(20)).toEqual([])
    })

    test('what is counted outlives what is kept', async () => {
      await someOfEach(place, 'q')
      await store().journal.settle('q', 'failed', 11)
      await store().forget({ platform: 'slack', workspace: 'T1', before: 50, countedBefore: 5 })
      expect(await query('select question, generated, outcome from questions')).toMatchObject([
        { question: null, outcome: 'failed' },
      ])
      const mine = { platform: 'slack', workspace: 'T1', person: 'U1' } as const
      expect((await store().usage.summarize(mine, 0, 50)).days).toMatchObject([{ requests: 1, failures: 1 }])
      expect(await store().journal.accept(aQuestion('q'), 60)).toBe(false)
      expect(await query('select asker_id from usage')).toEqual([{ asker_id: 'U1' }])
      await store().forget({ platform: 'slack', workspace: 'T1', before: 50, countedBefore: 20 })
      expect(await query('select * from questions')).toEqual([])
      expect(await query('select asker_id from usage')).toEqual([{ asker_id: '' }])
    })

    test('a question that is only noted is known by its id alone', async () => {
      expect(await store().journal.note('q', inThread, 1)).toBe(true)
      expect(await store().journal.note('q', inThread, 2)).toBe(false)
      expect(await store().journal.accept(aQuestion('q'), 3)).toBe(false)
      expect(await store().journal.unfinished('slack')).toEqual([])
      expect(await store().journal.question('q')).toBeUndefined()
    })

    test('a question that was withdrawn leaves no text', async () => {
      await store().journal.accept(aQuestion('q', { text: 'secret' }), 1, {
        generated: 'secret',
        ending: { kind: 'failed', notice: 'secret' },
      })
      await store().journal.settle('q', 'withdrawn', 2)
      expect(JSON.stringify(await query('select * from questions'))).not.toContain('secret')
      expect(await store().journal.question('q')).toBeUndefined()
      expect(await store().journal.accept(aQuestion('q'), 3)).toBe(false)
    })

    test('changes take effect in a conversation that rests, without its summaries', async () => {
      await store().turns.record(aTurn('idle', { conversation: 'idle', at: 10 }))
      await store().turns.record(aTurn('busy', { conversation: 'busy', at: 90 }))
      for (const turn of ['idle', 'busy']) {
        await store().turns.amend(turn, { prompt: 'changed' })
        await store().turns.summarize({ turn, text: 'short', tokens: 1, at: 91 })
      }
      expect(await store().upkeep.settleIdle(50)).toBe(1)
      expect(await store().turns.get('idle')).toMatchObject({ prompt: 'changed' })
      expect(await store().turns.get('busy')).toMatchObject({ prompt: 'why, busy?' })
      expect(
        await query('select turn, amended_prompt is null as done from summaries, turns where id = turn'),
      ).toHaveLength(1)
      expect(await store().upkeep.settleIdle(50)).toBe(0)
    })

    test('a workspace that was left is due after its time, unless somebody asks or sets something there', async () => {
      for (const workspace of ['T1', 'T2', 'T3', 'T4'])
        await store().upkeep.noteDeparture('slack', workspace, 10)
      await store().upkeep.noteDeparture('slack', 'T3', 80)
      await store().journal.accept(aQuestion('back', { place: elsewhere }), 20)
      const set = { by: { id: 'U1', name: 'Ann' }, at: 20, entries: [{ name: 'model', after: 'm' }] }
      await store().settings.change({ platform: 'slack', workspace: 'T4' }, set)
      expect(await store().upkeep.departed(50)).toEqual([{ platform: 'slack', workspace: 'T1' }])
      expect(await store().upkeep.departed(100)).toHaveLength(2)
    })

    test('erasing a workspace leaves nothing of it in any table, and everything of the others', async () => {
      await someOfEach(elsewhere, 'other')
      const before = await dump()
      await someOfEach(place, 'mine')
      await store().upkeep.noteDeparture('slack', 'T1', 1)
      const full = await dump()
      for (const table of all) expect(full[table], table).not.toBe(before[table])
      await store().upkeep.erase('slack', 'T1')
      const counts = `select * from setting_revisions where workspace <> 'T1'`
      expect({ ...(await dump()), setting_revisions: JSON.stringify(await query(counts)) }).toEqual(before)
    })

    test('a workspace that comes back counts on, so that no process takes what it held for new', async () => {
      await someOfEach(place, 'q')
      const [before = 0] = await store().settings.revisions([place])
      await store().upkeep.erase('slack', 'T1')
      const [after = 0] = await store().settings.revisions([place])
      expect(after).toBeGreaterThan(before)
    })
  })
}
