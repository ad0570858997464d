import type { ModelFacts } from '../src/core/conversation/facts.ts'
import { marksFor } from '../src/core/conversation/marks.ts'
import { presets } from '../src/providers/presets/all.ts'
import type { PeakCalendar, Prices } from '../src/providers/presets/preset.ts'
import { priceNanoUsd, pricesAt } from '../src/providers/prices.ts'
import { replayBaseline } from './cost/baselines.ts'
import type { Billed } from './cost/baselines.ts'
import { replayOurs } from './cost/ours.ts'
import { writeScript } from './cost/script.ts'

/** One printed line. */
export interface CostFigure {
  readonly figure: 'cost'
  /** The first model with these prices. */
  readonly prices: string
  readonly windowTokens: number
  /** `sliding`: the newest turns that fit; `clock`: the same with the time in the system text; `never`: no cut. */
  readonly policy: 'ours' | 'sliding' | 'clock' | 'never'
  readonly usd: number
  /** Of all input tokens, those billed as cache hits. */
  readonly hitRate: number
  readonly inputTokens: number
  readonly calls: number
  /** For the hit rate, of the one price list and window that the aim is about. */
  readonly aim?: number
  readonly met?: boolean
}

/** A host's prices, with the hours they hold at. */
export interface PriceList {
  readonly model: string
  readonly prices: Prices
  readonly peak?: PeakCalendar
}

/** Room for an answer besides the window. Tokens. */
const answerTokens = 2_048

/** Where a hit costs a tenth of a miss or less. */
const aimedHitRate = 0.94

/** Monday morning in Jakarta. */
const startMs = Date.UTC(2026, 10, 23, 2)

/** Each price list of the presets once. */
export function priceLists(): readonly PriceList[] {
  const lists = new Map<string, PriceList>()
  for (const { name, models, peak } of presets) {
    for (const { id, prices } of models) {
      const key = JSON.stringify([prices, prices?.peak && peak])
      if (prices === undefined || lists.has(key)) continue
      lists.set(key, { model: `${name}/${id}`, prices, ...(peak && { peak }) })
    }
  }
  return [...lists.values()]
}

/**
 * What one conversation costs with our prompts and with those of other bots, at the prices of each host, in dollars
 * and cache hits. A simulation in its own time: the same figures on every machine.
 */
export async function benchCost(
  windows: readonly number[] = [8_000, 32_000],
): Promise<readonly CostFigure[]> {
  const script = writeScript()
  const figures: CostFigure[] = []
  for (const windowTokens of windows) {
    const baselines = (['sliding', 'clock', 'never'] as const).map((policy) => ({
      policy,
      bills: replayBaseline(policy, script, windowTokens, startMs),
    }))
    // Prices that lead to the same marks lead to the same prompts.
    const replayed = new Map<string, readonly Billed[]>()
    for (const list of priceLists()) {
      const facts: ModelFacts = {
        model: list.model,
        context: windowTokens + answerTokens,
        maxOutput: answerTokens,
        prices: pricesAt(list.prices, list.peak, startMs),
      }
      const marks = JSON.stringify(marksFor(facts))
      const bills = replayed.get(marks) ?? (await replayOurs(facts, script, startMs))
      replayed.set(marks, bills)
      const ours = { policy: 'ours' as const, bills }
      for (const { policy, bills } of [ours, ...baselines]) {
        const sums = totals(bills, list)
        const isAimed =
          policy === 'ours' && list.model === 'deepseek/deepseek-flash' && windowTokens === 8_000
        figures.push({
          figure: 'cost',
          prices: list.model,
          windowTokens,
          policy,
          ...sums,
          ...(isAimed && { aim: aimedHitRate, met: sums.hitRate >= aimedHitRate }),
        })
      }
    }
  }
  return figures
}

/** The figures side by side, a line for each price list and window. */
export function costTable(figures: readonly CostFigure[]): string {
  const policies = ['ours', 'sliding', 'clock', 'never'] as const
  const rows = figures.filter(({ policy }) => policy === 'ours')
  const lines = rows.map((row) => {
    const cells = policies.map((policy) => {
      const figure = figures.find(
        (other) =>
          other.policy === policy && other.prices === row.prices && other.windowTokens === row.windowTokens,
      )
      return figure === undefined ? '' : `$${figure.usd.toFixed(4)} ${(figure.hitRate * 100).toFixed(1)} %`
    })
    return [row.prices, `${row.windowTokens / 1_000}k`, ...cells]
  })
  const table = [['prices of', 'window', ...policies.map((policy) => `${policy}: bill, hits`)], ...lines]
  const widths = (table[0] ?? []).map((_cell, column) =>
    Math.max(...table.map((line) => line[column]?.length ?? 0)),
  )
  return table
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function totals(bills: readonly Billed[], { prices, peak }: PriceList) {
  const sum = (of: (bill: Billed) => number): number => bills.reduce((total, bill) => total + of(bill), 0)
  const input = sum(({ usage }) => usage.input)
  return {
    usd: sum(({ usage, at }) => priceNanoUsd(prices, peak, usage, at)) / 1e9,
    hitRate: sum(({ usage }) => usage.cachedInput) / input,
    inputTokens: input,
    calls: bills.length,
  }
}
