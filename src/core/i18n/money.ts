import type { Messages } from './messages.ts'

/** US dollars in the reader's way, of billionths of one: to the cent, or to two digits below that. */
export function money(nanoUsd: number, say: Messages): string {
  const usd = nanoUsd / 1_000_000_000
  const isSmall = usd > 0 && usd < 0.01
  const digits = isSmall ? { maximumSignificantDigits: 2 } : {}
  return new Intl.NumberFormat(say.region, { style: 'currency', currency: 'USD', ...digits }).format(usd)
}
