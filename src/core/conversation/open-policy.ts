import type { Clock } from '../clock.ts'
import { messagesFor } from '../i18n/messages.ts'
import { budgetNotice } from '../i18n/budget-notice.ts'
import { createBudgets } from '../limits/budgets.ts'
import type { BudgetsDeps } from '../limits/budgets.ts'
import type { Limits } from '../limits/limits.ts'
import type { Logger } from '../log.ts'
import type { Provider } from '../provider.ts'
import type { Question } from '../question.ts'
import type { Operators } from '../settings/access.ts'
import { createSettingsReader } from '../settings/settings.ts'
import type { SettingsReader, SettingsReaderOptions } from '../settings/settings.ts'
import type { Store } from '../store/store.ts'
import { createPicks } from './picks.ts'
import type { Picks } from './picks.ts'
import { createPolicy } from './policy.ts'
import type { Policy } from './policy.ts'

export interface PolicyOptions extends Pick<BudgetsDeps, 'costsOf'>, Pick<SettingsReaderOptions, 'modelOf'> {
  readonly store: Pick<Store, 'settings' | 'budgets' | 'memory'>
  readonly limits: Limits
  readonly provider: Provider
  readonly operators: Operators
  /** The model the operator configured. */
  readonly model: string
  readonly clock: Clock
  readonly log: Logger
  tellAdmins(question: Question, text: string): Promise<void>
}

/** The policy with what it rests on. */
export interface OpenPolicy {
  readonly policy: Policy
  readonly settings: SettingsReader
  readonly picks: Picks
}

/** Puts together what decides who may ask what, of which model and at whose cost. */
export function openPolicy(options: PolicyOptions): OpenPolicy {
  const { store, limits, provider, operators, model, clock, log } = options
  const { modelOf } = options
  const settings = createSettingsReader({ store: store.settings, model, modelOf, now: clock.now })
  const picks = createPicks(store.memory)
  const budgets = createBudgets({
    store: store.budgets,
    provider,
    clock,
    log,
    costsOf: options.costsOf,
    async onReached(question, spending, percent) {
      const { scope } = spending.rule
      log.warn({ ...question.place, scope, percent }, 'a budget is being used up')
      // All workspaces together are nobody's business but the operator's, who reads the log.
      if (scope === 'deployment') return
      const { language } = (await settings.in(question.place)).settings
      const say = messagesFor(language === 'auto' ? question.locale : language, question.place.platform)
      await options.tellAdmins(question, budgetNotice(spending, percent, say, clock.now()))
    },
  })
  return {
    policy: createPolicy({ settings, limits, budgets, picks, operators, clock, model }),
    settings,
    picks,
  }
}
