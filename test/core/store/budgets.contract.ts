import { describe, expect, test } from 'vitest'
import { openStore } from '../../../src/core/store/open-store.ts'
import type { Account, BudgetLine, Cost } from '../../../src/core/store/ports/budgets.ts'
import type { Store } from '../../../src/core/store/store.ts'
import { place, silentLog } from './support.ts'

const from = Date.UTC(2026, 10, 1)
const workspace: Account = { scope: 'workspace', platform: 'slack', workspace: 'T1', period: 'month', from }
const ann: Account = {
  scope: 'person',
  platform: 'slack',
  workspace: 'T1',
  person: 'U1',
  period: 'month',
  from,
}

/** A call that was billed. */
const call = {
  questionId: 'q',
  place,
  askerId: 'U1',
  at: from + 1,
  model: 'm',
  usage: { input: 1, cachedInput: 0, output: 1, reasoning: 0 },
  measured: true,
  priceNanoUsd: 10,
}

const byOperator = (nanoUsd: number): Cost => ({ nanoUsd, operatorsNanoUsd: nanoUsd })

/** Money set aside before it is spent, the same on every engine. */
export function budgetsContract(storeOf: () => Store, urlOf: () => string): void {
  const spent = async (account: Account) => (await goneOf([account]))[0]
  /** Spent and set aside. */
  const goneOf = async (accounts: readonly Account[]) =>
    (await storeOf().budgets.spent(accounts)).map(({ nanoUsd, setAside }) => nanoUsd + setAside)

  describe('budgets', () => {
    test('of 100 calls at one moment from three processes, none takes what another has', async () => {
      const stores = [storeOf(), await another(), await another()]
      const storeAt = (index: number): Store => stores[index % stores.length] ?? storeOf()
      const lines: readonly BudgetLine[] = [
        { account: workspace, limit: 1_000 },
        { account: ann, limit: 750 },
      ]
      const amount = { least: 70, most: 100 }
      const reserve = (index: number) =>
        storeAt(index).budgets.reserve(
          `call ${index}`,
          // Some name the accounts in another order.
          index % 2 === 0 ? lines : lines.toReversed(),
          amount,
        )
      const all = await Promise.all(Array.from({ length: 100 }, (_, index) => reserve(index)))
      const reserved = all.flatMap((each) => (each.kind === 'reserved' ? [each.nanoUsd] : []))
      expect(reserved.toSorted((a, b) => a - b)).toEqual([100, 100, 100, 100, 100, 100, 100])
      expect(await spent(ann)).toBe(700)
      expect(await spent(workspace)).toBe(700)
      await Promise.all(
        all.map((_, index) => storeAt(index + 1).budgets.settle(`call ${index}`, byOperator(10))),
      )
      expect(await spent(ann)).toBe(70)
      expect(await spent(workspace)).toBe(70)
      await Promise.all(stores.slice(1).map((store) => store.close()))
    })

    test('gives what is left, at least the least, and names the line that has less', async () => {
      const { budgets } = storeOf()
      const lines: readonly BudgetLine[] = [
        { account: workspace, limit: 250 },
        { account: ann },
        { account: { ...workspace, period: 'day' }, limit: 1_000 },
      ]
      const amount = { least: 50, most: 200 }
      expect(await budgets.reserve('a', lines, amount)).toEqual({ kind: 'reserved', nanoUsd: 200 })
      expect(await budgets.reserve('b', lines, amount)).toEqual({ kind: 'reserved', nanoUsd: 50 })
      expect(await budgets.reserve('c', lines, amount)).toEqual({ kind: 'over', index: 0 })
      expect(await budgets.reserve('d', lines.toReversed(), amount)).toEqual({ kind: 'over', index: 2 })
      expect(await spent(workspace)).toBe(250)
    })

    test('a call that is made again after a crash keeps what was set aside', async () => {
      const { budgets } = storeOf()
      const lines = [{ account: workspace, limit: 100 }]
      await budgets.reserve('a', lines, { least: 60, most: 100 })
      expect(await budgets.reserve('a', lines, { least: 60, most: 80 })).toEqual({
        kind: 'reserved',
        nanoUsd: 100,
      })
      await budgets.settle('a', byOperator(30))
      await budgets.settle('a', byOperator(30))
      expect(await spent(workspace)).toBe(30)
    })

    test('a call may cost more than was set aside, which the next one finds spent', async () => {
      const { budgets } = storeOf()
      const lines = [{ account: workspace, limit: 100 }]
      await budgets.reserve('a', lines, { least: 10, most: 40 })
      await budgets.settle('a', byOperator(120))
      expect(await spent(workspace)).toBe(120)
      expect(await budgets.reserve('b', lines, { least: 0, most: 40 })).toEqual({ kind: 'over', index: 0 })
    })

    test('counts what was spent in the period before the budget was set, and in its place alone', async () => {
      const { usage, budgets } = storeOf()
      const thread = { ...place, channel: 'C9', kind: 'thread', parent: 'C1' } as const
      await usage.record(call)
      await usage.record({ ...call, at: from - 1 })
      await usage.record({ ...call, askerId: 'U2', place: thread })
      await usage.record({ ...call, place: { ...place, channel: 'C2' } })
      await usage.record({ ...call, place: { ...place, workspace: 'T2' } })
      const channel: Account = { ...workspace, scope: 'channel', channel: 'C1' }
      const all: Account = { scope: 'deployment', period: 'month', from }
      const accounts = [workspace, ann, channel, all]
      expect(await goneOf(accounts)).toEqual([30, 20, 20, 40])
      const lines = accounts.map((account) => ({ account, limit: 100 }))
      expect(await budgets.reserve('a', lines, { least: 60, most: 100 })).toMatchObject({ nanoUsd: 60 })
      const half = { nanoUsd: 30, setAside: 60 }
      expect(await budgets.spent([workspace])).toEqual([half])
      await budgets.settle('a', byOperator(5))
      expect(await goneOf(accounts)).toEqual([35, 25, 25, 45])
      expect(await budgets.spent([workspace])).toEqual([{ nanoUsd: 35, setAside: 0 }])
    })

    test('an account of the operator’s counts what the operator pays, and the others everything', async () => {
      const { usage, budgets } = storeOf()
      await usage.record(call)
      await usage.record({ ...call, priceNanoUsd: 100, onOwnKey: true })
      const operators: Account = { ...workspace, payer: 'operator' }
      const all: Account = { scope: 'deployment', payer: 'operator', period: 'month', from }
      const accounts = [workspace, operators, all]
      expect(await goneOf(accounts)).toEqual([110, 10, 10])
      const lines = accounts.map((account) => ({ account, limit: 1_000 }))
      await budgets.reserve('a', lines, { least: 60, most: 100 })
      expect(await goneOf(accounts)).toEqual([210, 110, 110])
      await budgets.settle('a', { nanoUsd: 50.4, operatorsNanoUsd: 20.4 })
      expect(await goneOf(accounts)).toEqual([161, 31, 31])
    })

    test('periods are counted apart, and old ones are forgotten', async () => {
      const { budgets } = storeOf()
      const later = { ...workspace, from: Date.UTC(2027, 1, 1) }
      await budgets.reserve('a', [{ account: workspace }], { least: 1, most: 10 })
      await budgets.reserve('b', [{ account: later }], { least: 1, most: 20 })
      expect(await goneOf([workspace, later])).toEqual([0, 20])
    })

    test('tells one of several processes that so much of a limit is reached, once for each limit', async () => {
      const stores = [storeOf(), await another(), await another()]
      const note = (limit: number, percent: number, account = workspace) =>
        Promise.all(
          stores.flatMap(({ budgets }) => [1, 2, 3].map(() => budgets.noteReached(account, limit, percent))),
        )
      const once = (told: readonly boolean[]) => expect(told.filter(Boolean)).toHaveLength(1)
      const never = (told: readonly boolean[]) => expect(told.filter(Boolean)).toHaveLength(0)
      once(await note(100, 80))
      once(await note(125, 80))
      never(await note(100, 80))
      once(await note(100, 100))
      // An admin's and the operator's may both hold.
      for (const limit of [125, 100]) never(await note(limit, 80))
      once(await note(100, 80, ann))
      await Promise.all(stores.slice(1).map((store) => store.close()))
      // After a restart.
      const again = await another()
      expect(await again.budgets.noteReached(workspace, 100, 100)).toBe(false)
      await again.close()
    })
  })

  function another(): Promise<Store> {
    return openStore({ url: urlOf(), log: silentLog })
  }
}
