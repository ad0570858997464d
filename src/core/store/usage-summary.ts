import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database } from './database.ts'
import type { UsageDay, UsageLog, UsageScope, UsageSummary } from './ports/usage.ts'
import type { Sql } from './tables.ts'

const dayMs = 86_400_000

/** Models told of in a summary. */
const mostModels = 10

/** What was asked and spent, counted by the database: nothing anybody wrote is read. */
export function createUsageSummaries(database: Database): Pick<UsageLog, 'summarize'> {
  return {
    summarize: (scope, from, until) =>
      database.read(async (db): Promise<UsageSummary> => ({
        days: await days(db, scope, from, until),
        models: await models(db, scope, from, until),
        feedback: await feedback(db, scope, from, until),
      })),
  }
}

async function days(db: Sql, scope: UsageScope, from: number, until: number): Promise<readonly UsageDay[]> {
  const [calls, asked, failed] = await Promise.all([
    db
      .selectFrom('usage')
      .select([
        dayOf('at').as('day'),
        sum('input').as('input'),
        sum('cached_input').as('cachedInput'),
        sum('output').as('output'),
        sum('price_nano_usd').as('nanoUsd'),
        sum('uncached_price_nano_usd - price_nano_usd').as('savedNanoUsd'),
        sum('case when price_nano_usd is null then 1 else 0 end').as('unpriced'),
      ])
      .where(applies(scope, 'asker_id', 'at', from, until))
      .groupBy('day')
      .execute(),
    // A question counts once, on its first day, however many calls it took.
    db
      .selectFrom(
        db
          .selectFrom('usage')
          .select(sql<number>`min(at)`.as('at'))
          .where(applies(scope, 'asker_id', 'at', from, until))
          .groupBy('question_id')
          .as('first'),
      )
      .select([dayOf('at').as('day'), sql<number | string>`count(*)`.as('requests')])
      .groupBy('day')
      .execute(),
    db
      .selectFrom('questions')
      .select([
        dayOf('accepted_at').as('day'),
        sql<number | string>`count(*)`.as('failures'),
        sum(
          'case when exists (select 1 from usage where usage.question_id = questions.id) then 0 else 1 end',
        ).as('unbilled'),
      ])
      .where('outcome', '=', 'failed')
      .where(applies(scope, 'asker_id', 'accepted_at', from, until))
      .groupBy('day')
      .execute(),
  ])
  const found = new Map<number, UsageDay>()
  const add = (day: number, more: Partial<UsageDay>): void => {
    const before = found.get(day) ?? { ...nothing, day: day * dayMs }
    const requests = before.requests + (more.requests ?? 0)
    found.set(day, { ...before, ...more, requests })
  }
  for (const { day, ...row } of calls) add(Number(day), numbers(row))
  for (const { day, requests } of asked) add(Number(day), { requests: Number(requests) })
  for (const { day, failures, unbilled } of failed) {
    add(Number(day), { failures: Number(failures), requests: Number(unbilled) })
  }
  return [...found.values()].toSorted((a, b) => a.day - b.day)
}

const nothing: Omit<UsageDay, 'day'> = {
  requests: 0,
  failures: 0,
  input: 0,
  cachedInput: 0,
  output: 0,
  nanoUsd: 0,
  savedNanoUsd: 0,
  unpriced: 0,
}

async function models(
  db: Sql,
  scope: UsageScope,
  from: number,
  until: number,
): Promise<UsageSummary['models']> {
  const rows = await db
    .selectFrom('usage')
    .select(['model', sql<number | string>`count(*)`.as('calls'), sum('price_nano_usd').as('nanoUsd')])
    .where(applies(scope, 'asker_id', 'at', from, until))
    .groupBy('model')
    .orderBy('calls', 'desc')
    .orderBy('model')
    .limit(mostModels)
    .execute()
  return rows.map(({ model, calls, nanoUsd }) => ({
    model,
    calls: Number(calls),
    nanoUsd: Number(nanoUsd ?? 0),
  }))
}

async function feedback(
  db: Sql,
  scope: UsageScope,
  from: number,
  until: number,
): Promise<UsageSummary['feedback']> {
  const rows = await db
    .selectFrom('feedback')
    .select(['value', sql<number | string>`count(*)`.as('times')])
    .where(applies(scope, 'person_id', 'at', from, until))
    .groupBy('value')
    .execute()
  const times = (value: string): number => Number(rows.find((row) => row.value === value)?.times ?? 0)
  return { good: times('good'), bad: times('bad') }
}

function dayOf(column: string): RawBuilder<number | string> {
  return sql<number | string>`${sql.ref(column)} / ${sql.lit(dayMs)}`
}

/** PostgreSQL gives sums as strings; of no rows, a sum is null. */
function sum(expression: string): RawBuilder<number | string | null> {
  return sql<number | string | null>`sum(${sql.raw(expression)})`
}

function numbers<K extends string>(row: Readonly<Record<K, number | string | null>>): Record<K, number> {
  const entries = Object.entries<number | string | null>(row).map(([name, value]) => [
    name,
    Number(value ?? 0),
  ])
  return Object.fromEntries(entries) as Record<K, number>
}

function applies(
  scope: UsageScope,
  who: string,
  when: string,
  from: number,
  until: number,
): RawBuilder<boolean> {
  const conditions = [sql`${sql.ref(when)} >= ${from}`, sql`${sql.ref(when)} < ${until}`]
  if (scope !== 'deployment') {
    conditions.push(sql`platform = ${scope.platform}`, sql`workspace = ${scope.workspace}`)
    if (scope.channel !== undefined) {
      conditions.push(sql`${scope.channel} in (channel, coalesce(parent_channel, ''))`)
    }
    if (scope.person !== undefined) conditions.push(sql`${sql.ref(who)} = ${scope.person}`)
  }
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`
}
