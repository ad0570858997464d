import type { Place } from '../question.ts'
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

/** The budgets that hold in a place: as `rateRules`. */
export function budgetRules({ settings, ceilings }: Effective): readonly BudgetRule[] {
  const over = settings['budget.over']
  const bound = ceilings['budget.over'] ?? 'refuse'
  const own = rateScopes.flatMap((scope) => {
    const name = `budget.${scopes[scope]}` as const
    const ceiling = ceilings[name] ?? 'off'
    const rules = distinct([settings[name], ceiling])
    // What an operator set is not softened by an admin.
    return rules.map((rule) => ({ scope, ...rule, over: isSame(rule, ceiling) ? bound : over }))
  })
  const all = ceilings['budget.deployment'] ?? 'off'
  return all === 'off' ? own : [...own, { scope: 'deployment', ...all, over: bound }]
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
