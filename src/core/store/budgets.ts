import { sql } from 'kysely'
import type { Database } from './database.ts'
import type { Account, BudgetLine, BudgetStore, Cost, Reservation, Spent } from './ports/budgets.ts'
import type { Sql } from './tables.ts'

/** Periods that began so long ago are over, whatever their length. Milliseconds. */
const keptMs = 62 * 86_400_000

/** Counters of money, one for each account and period. */
export function createBudgetStore(database: Database): BudgetStore {
  return {
    reserve: (call, lines, amount) => database.transact((db) => reserve(db, call, lines, amount)),
    settle: (call, cost) => database.transact((db) => settle(db, call, cost)),
    spent: (accounts) => database.read((db) => Promise.all(accounts.map((account) => spent(db, account)))),
    noteReached: (account, limit, percent) =>
      database.write(async (db) => {
        const row = await db
          .insertInto('budget_notes')
          .values({ ...keyOf(account), limit_nano_usd: limit, percent })
          .onConflict((conflict) =>
            conflict
              .columns(['account', 'starts_at', 'limit_nano_usd'])
              .doUpdateSet({ percent })
              .where('budget_notes.percent', '<', percent),
          )
          .returning('percent')
          .executeTakeFirst()
        return row !== undefined
      }),
  }
}

async function reserve(
  db: Sql,
  call: string,
  lines: readonly BudgetLine[],
  { least, most }: { readonly least: number; readonly most: number },
): Promise<Reservation> {
  const before = await db
    .selectFrom('budget_reservations')
    .select('nano_usd')
    .where('call', '=', call)
    .executeTakeFirst()
  if (before !== undefined) return { kind: 'reserved', nanoUsd: before.nano_usd }
  const left = new Map<BudgetLine, number>()
  // In one order, so that two calls never wait for one another.
  for (const line of lines.toSorted((a, b) => order(keyOf(a.account).account, keyOf(b.account).account))) {
    left.set(line, (line.limit ?? Infinity) - (await lockedCount(db, line.account)))
  }
  const index = lines.findIndex((line) => (left.get(line) ?? 0) < least)
  if (index !== -1) return { kind: 'over', index }
  const nanoUsd = Math.floor(Math.min(most, ...left.values()))
  for (const account of new Set(lines.map((line) => JSON.stringify(keyOf(line.account))))) {
    const key = JSON.parse(account) as ReturnType<typeof keyOf>
    await add(db, key, nanoUsd)
    await db
      .insertInto('budget_reservations')
      .values({ call, ...key, nano_usd: nanoUsd })
      .execute()
  }
  return { kind: 'reserved', nanoUsd }
}

async function settle(db: Sql, call: string, { nanoUsd, operatorsNanoUsd }: Cost): Promise<void> {
  const reserved = await db
    .deleteFrom('budget_reservations')
    .where('call', '=', call)
    .returning(['account', 'starts_at', 'nano_usd'])
    .execute()
  for (const { account, starts_at, nano_usd } of reserved.toSorted((a, b) => order(a.account, b.account))) {
    const { payer } = JSON.parse(account) as Pick<Account, 'payer'>
    const cost = Math.ceil(payer === 'operator' ? operatorsNanoUsd : nanoUsd)
    await add(db, { account, starts_at }, cost - nano_usd)
  }
}

/** What is spent and set aside; nobody else changes it before this transaction has ended. */
async function lockedCount(db: Sql, account: Account): Promise<number> {
  return (await lock(db, account)) ?? (await open(db, account))
}

async function lock(db: Sql, account: Account): Promise<number | undefined> {
  const row = await db
    .updateTable('budgets')
    .set((column) => ({ nano_usd: column.ref('nano_usd') }))
    .where((column) => column.and(keyOf(account)))
    .returning('nano_usd')
    .executeTakeFirst()
  return row?.nano_usd
}

/** A budget that is set in the middle of a period counts what was spent in it before. */
async function open(db: Sql, account: Account): Promise<number> {
  const nanoUsd = await recorded(db, account)
  await db
    .insertInto('budgets')
    .values({ ...keyOf(account), nano_usd: nanoUsd })
    .onConflict((conflict) => conflict.columns(['account', 'starts_at']).doNothing())
    .execute()
  for (const table of ['budgets', 'budget_reservations', 'budget_notes'] as const) {
    await db
      .deleteFrom(table)
      .where('starts_at', '<', account.from - keptMs)
      .execute()
  }
  return (await lock(db, account)) ?? nanoUsd
}

async function add(
  db: Sql,
  { account, starts_at }: { readonly account: string; readonly starts_at: number },
  nanoUsd: number,
): Promise<void> {
  await db
    .updateTable('budgets')
    .set((column) => ({ nano_usd: column('nano_usd', '+', nanoUsd) }))
    .where('account', '=', account)
    .where('starts_at', '=', starts_at)
    .execute()
}

async function spent(db: Sql, account: Account): Promise<Spent> {
  const row = await db
    .selectFrom('budgets')
    .select((column) => [
      'nano_usd',
      column
        .selectFrom('budget_reservations')
        .select(sql<number | string | null>`sum(budget_reservations.nano_usd)`.as('nano_usd'))
        .whereRef('budget_reservations.account', '=', 'budgets.account')
        .whereRef('budget_reservations.starts_at', '=', 'budgets.starts_at')
        .as('set_aside'),
    ])
    .where((column) => column.and(keyOf(account)))
    .executeTakeFirst()
  if (row === undefined) return { nanoUsd: await recorded(db, account), setAside: 0 }
  const setAside = Number(row.set_aside ?? 0)
  return { nanoUsd: row.nano_usd - setAside, setAside }
}

/** What the calls of the period cost that were recorded so far. */
async function recorded(db: Sql, account: Account): Promise<number> {
  const { from, platform, workspace, channel, person, payer } = account
  const row = await db
    .selectFrom('usage')
    .select(sql<number | string | null>`sum(price_nano_usd)`.as('nano_usd'))
    .where('at', '>=', from)
    .$if(platform !== undefined, (query) => query.where('platform', '=', platform ?? ''))
    .$if(workspace !== undefined, (query) => query.where('workspace', '=', workspace ?? ''))
    .$if(person !== undefined, (query) => query.where('asker_id', '=', person ?? ''))
    .$if(payer === 'operator', (query) => query.where('own_key', '=', 0))
    .$if(channel !== undefined, (query) =>
      query.where((column) =>
        column.or([column('channel', '=', channel ?? ''), column('parent_channel', '=', channel ?? '')]),
      ),
    )
    .executeTakeFirst()
  return Number(row?.nano_usd ?? 0)
}

function keyOf({ scope, platform, workspace, channel, person, payer, period, from }: Account) {
  return {
    account: JSON.stringify({ scope, platform, workspace, channel, person, payer, period }),
    starts_at: from,
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
