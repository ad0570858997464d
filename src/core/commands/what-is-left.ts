import type { Remaining } from '../conversation/policy.ts'
import { explain, timeUntil } from '../i18n/explain.ts'
import type { Messages } from '../i18n/messages.ts'
import { money } from '../i18n/money.ts'
import { sentences } from '../i18n/sentences.ts'

type Scope = Remaining['rule']['scope']

/** From the smallest to the largest: who asks is bound by all of them. */
const scopes = ['person', 'channel', 'workspace', 'deployment'] as const satisfies readonly Scope[]

/** Where admins are told, too. */
const nearlySpent = 0.8

/**
 * What is left to one scope and when it returns, a line for each limit. Of the larger scopes that bound it, only that
 * one is used up, or a budget nearly: how much others may use and have used is theirs. `now` is epoch ms.
 */
export function leftLines(
  remaining: readonly Remaining[],
  scope: Scope,
  say: Messages,
  now: number,
): readonly string[] {
  const larger = scopes.slice(scopes.indexOf(scope) + 1)
  const own = remaining.filter(({ rule }) => rule.scope === scope)
  const around = larger.flatMap((one) => remaining.filter(({ rule }) => rule.scope === one))
  return [
    ...own.map((left) => ownLine(left, say, now)),
    ...around.flatMap((left) => aroundLine(left, say, now) ?? []),
  ]
}

/** The same of a person, but only what is used up or nearly so. */
export function scarceLines(remaining: readonly Remaining[], say: Messages, now: number): readonly string[] {
  const scarce = remaining.filter((left) => left.rule.scope !== 'person' || usedOf(left) >= nearlySpent)
  return leftLines(scarce, 'person', say, now)
}

function ownLine(remaining: Remaining, say: Messages, now: number): string {
  const { left, until } = remaining
  const when = until === undefined ? '' : timeUntil(until, now, say.region)
  if (remaining.kind === 'requests') {
    const { most, windowMs } = remaining.rule
    const values = { left, most, window: spanText(windowMs, say) }
    return until === undefined
      ? say.text('left.requests', values)
      : say.text('left.requests-next', { ...values, when })
  }
  const { nanoUsd, over } = remaining.rule
  const line = say.text('left.money', { left: money(left, say), limit: money(nanoUsd, say), when })
  return left === 0 && over !== 'refuse'
    ? sentences(say, line, say.text('left.cheaper', { model: over }))
    : line
}

/** Undefined where there is nothing that anybody has to know. */
function aroundLine(remaining: Remaining, say: Messages, now: number): string | undefined {
  const { left, until = now } = remaining
  if (remaining.kind === 'requests')
    return left > 0 ? undefined : explain({ kind: 'limited', scope: remaining.rule.scope, until }, say, now)
  const { scope, over } = remaining.rule
  if (left === 0 && over === 'refuse') return explain({ kind: 'over-budget', scope, until }, say, now)
  // What all workspaces together have spent is told in none of them before it has to be.
  if (scope === 'person' || usedOf(remaining) < nearlySpent || (scope === 'deployment' && left > 0))
    return undefined
  const values = { scope: say.text(`budget.of-${scope}`), when: timeUntil(until, now, say.region) }
  return left > 0
    ? say.text('left.near', values)
    : sentences(say, say.text('left.spent', values), say.text('left.cheaper', { model: over }))
}

function usedOf({ kind, rule, left }: Remaining): number {
  const all = kind === 'money' ? rule.nanoUsd : rule.most
  return all === 0 ? 1 : 1 - left / all
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** "10 minutes", in the reader's language. */
function spanText(ms: number, say: Messages): string {
  const [unit, unitMs] = units.find(([, size]) => ms % size === 0) ?? ['second', 1_000]
  return new Intl.NumberFormat(say.region, { style: 'unit', unit, unitDisplay: 'long' }).format(ms / unitMs)
}
