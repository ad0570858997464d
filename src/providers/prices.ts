import type { Usage } from '../core/provider.ts'
import type { PeakCalendar, Prices } from './presets/preset.ts'

const DAY_MS = 86_400_000

/** Billionths of a dollar for one token, of dollars for a million. */
const NANO_PER_TOKEN = 1_000

/** What the tokens cost at that time (epoch ms), in billionths of a US dollar, rounded to whole ones. */
export function priceNanoUsd(
  prices: Prices,
  peak: PeakCalendar | undefined,
  usage: Usage,
  at: number,
): number {
  const { hit, miss, output } = pricesAt(prices, peak, at)
  const dollars = usage.cachedInput * hit + (usage.input - usage.cachedInput) * miss + usage.output * output
  return Math.round(dollars * NANO_PER_TOKEN)
}

/** The same, had nothing of the prompt been in the host's cache. */
export function priceWithoutCacheNanoUsd(
  prices: Prices,
  peak: PeakCalendar | undefined,
  usage: Usage,
  at: number,
): number {
  return priceNanoUsd(prices, peak, { ...usage, cachedInput: 0 }, at)
}

/** US dollars per million tokens at that time (epoch ms). */
export function pricesAt(prices: Prices, peak: PeakCalendar | undefined, at: number): Omit<Prices, 'peak'> {
  return prices.peak !== undefined && peak !== undefined && isPeak(peak, at) ? prices.peak : prices
}

/** Whether peak prices hold at that time (epoch ms). */
export function isPeak(peak: PeakCalendar, at: number): boolean {
  const minute = Math.floor((at % DAY_MS) / 60_000)
  if (!peak.windows.some(([from, to]) => minute >= from && minute < to)) return false
  const there = new Date(at + peak.offsetMinutes * 60_000)
  return peak.days.includes(there.getUTCDay()) && !peak.exceptDates.includes(there.toISOString().slice(0, 10))
}
