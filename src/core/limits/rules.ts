import type { Place } from '../question.ts'
import { withinCeilings } from '../settings/access.ts'
import type { Settings } from '../settings/schema.ts'
import type { Effective } from '../settings/settings.ts'
import { settingsChannel } from '../settings/settings.ts'
import type { Period, Rate } from '../settings/syntax.ts'
import type { Asking } from './limits.ts'
import { keyOf, tenantOf } from './tenant.ts'
import type { Claim } from './windows.ts'

/** Requests of a person, or of all in a channel or a workspace. */
export interface RateRule extends Rate {
  readonly scope: 'person' | 'channel' | 'workspace'
}

/** Money of a person, of all in a channel or a workspace, or of all workspaces. */
export interface BudgetRule {
  readonly scope: 'person' | 'channel' | 'workspace' | 'deployment'
  readonly period: Period
  readonly nanoUsd: number
  /** Of a bound that an operator set: it holds what the operator pays, and no call on a workspace's own key. */
  readonly payer?: 'operator'
  /** What happens above it: `refuse`, or the model that answers then. */
  readonly over: string
}

const scopes = { person: 'user', channel: 'channel', workspace: 'workspace' } as const
const rateScopes = ['person', 'channel', 'workspace'] as const

/** The rates that hold in a place: those that are set there, and under them those the operator set for all. */
export function rateRules({ settings, ceilings }: Effective): readonly RateRule[] {
  return rateScopes.flatMap((scope) => {
    const name = `limits.${scopes[scope]}` as const
    return distinct([settings[name], ceilings[name] ?? 'off']).map((rate) => ({ scope, ...rate }))
  })
}

/** The budgets that hold in a place: an admin's, of all money, and an operator's, of the operator's alone. */
export function budgetRules({ settings, origins, ceilings }: Effective): readonly BudgetRule[] {
  // The operator's bounds may be newer than an admin's choice.
  const over = withinCeilings(settings['budget.over'], ceilings) ? settings['budget.over'] : 'refuse'
  const bound = ceilings['budget.over'] ?? 'refuse'
  const operators = (scope: BudgetRule['scope'], money: Settings['budget.user']): readonly BudgetRule[] =>
    money === 'off' ? [] : [{ scope, ...money, payer: 'operator', over: bound }]
  const own = rateScopes.flatMap((scope) => {
    const name = `budget.${scopes[scope]}` as const
    const money = settings[name]
    const isAdmins = origins[name] === 'workspace' || origins[name] === 'channel'
    return [
      ...(isAdmins && money !== 'off' ? [{ scope, ...money, over }] : []),
      // What an operator set is not softened by an admin.
      ...operators(scope, ceilings[name] ?? 'off'),
    ]
  })
  return [...own, ...operators('deployment', ceilings['budget.deployment'] ?? 'off')]
}

/** The rules as places in windows. */
export function asClaims({ asker, place }: Asking, rules: readonly RateRule[]): readonly Claim[] {
  return rules.map(({ scope, most, windowMs }) => ({
    key: keyOf(scope, ...subjectOf(scope, asker.id, place), String(windowMs)),
    most,
    windowMs,
  }))
}

function subjectOf(scope: RateRule['scope'], person: string, place: Place): readonly string[] {
  const { platform, workspace } = place
  switch (scope) {
    case 'person':
      return [platform, workspace, person]
    case 'channel':
      return [platform, workspace, settingsChannel(place)]
    case 'workspace':
      return [tenantOf(place)]
  }
}

function distinct<T extends object>(values: readonly (T | 'off')[]): readonly T[] {
  const set = values.filter((value): value is T => value !== 'off')
  return set.filter((value, index) => set.findIndex((other) => isSame(other, value)) === index)
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
