import type { Spending } from '../limits/budgets.ts'
import { timeUntil } from './explain.ts'
import type { Messages } from './messages.ts'
import { money } from './money.ts'

/** What admins are told when so many per cent of a budget are spent. `now` is epoch ms. */
export function budgetNotice(
  { rule, nanoUsd, until }: Spending,
  percent: number,
  say: Messages,
  now: number,
) {
  const { scope } = rule
  return say.text('budget.reached', {
    percent,
    scope: scope === 'person' ? '' : say.text(`budget.of-${scope}`),
    spent: money(Math.min(nanoUsd, rule.nanoUsd), say),
    limit: money(rule.nanoUsd, say),
    when: timeUntil(until, now, say.region),
  })
}
