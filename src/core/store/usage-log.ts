import type { Database } from './database.ts'
import { placeColumns } from './rows.ts'
import type { UsageLog } from './ports/usage.ts'
import { createUsageSummaries } from './usage-summary.ts'

/** Every call that was billed, at the price that was valid then. */
export function createUsageLog(database: Database): UsageLog {
  return {
    ...createUsageSummaries(database),
    record: (entry) =>
      database.write(async (db) => {
        await db
          .insertInto('usage')
          .values({
            question_id: entry.questionId,
            ...placeColumns(entry.place),
            asker_id: entry.askerId,
            model: entry.model,
            input: entry.usage.input,
            cached_input: entry.usage.cachedInput,
            output: entry.usage.output,
            reasoning: entry.usage.reasoning,
            measured: entry.measured ? 1 : 0,
            price_nano_usd: wholeOrNull(entry.priceNanoUsd),
            uncached_price_nano_usd: wholeOrNull(entry.uncachedPriceNanoUsd),
            own_key: entry.onOwnKey === true ? 1 : 0,
            at: entry.at,
          })
          .execute()
      }),
  }
}

function wholeOrNull(price: number | undefined): number | null {
  return price === undefined ? null : Math.round(price)
}
