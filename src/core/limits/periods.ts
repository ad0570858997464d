import type { Period } from '../settings/syntax.ts'

/** The day or month, by UTC, in which a time lies: its first moment and that of the next (epoch ms). */
export function periodAt(period: Period, at: number): { readonly from: number; readonly until: number } {
  const date = new Date(at)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  return period === 'day'
    ? { from: Date.UTC(year, month, day), until: Date.UTC(year, month, day + 1) }
    : { from: Date.UTC(year, month), until: Date.UTC(year, month + 1) }
}
