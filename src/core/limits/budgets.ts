import type { Clock } from '../clock.ts'
import { Failure } from '../fault.ts'
import type { Fault } from '../fault.ts'
import type { Logger } from '../log.ts'
import type { CallReport, ChatMessage, ChatRequest, Delta, Provider } from '../provider.ts'
import type { Place, Question, Workspace } from '../question.ts'
import { settingsChannel } from '../settings/settings.ts'
import type { Account, BudgetStore, Cost, Spent } from '../store/ports/budgets.ts'
import type { Asking } from './limits.ts'
import { periodAt } from './periods.ts'
import type { BudgetRule } from './rules.ts'
import { tenantOf } from './tenant.ts'
import { worstCase } from './worst-case.ts'
import type { ModelCost, WorstCase } from './worst-case.ts'

/** Money spent under a rule. Amounts in billionths of a US dollar, times in epoch ms. */
export interface Spending extends Spent {
  readonly rule: BudgetRule
  /** When the next period begins. */
  readonly until: number
}

/** Calls that are paid for before they are made. */
export interface Budgets {
  /** Why nothing more may be asked of that model under these rules; undefined where something is left. */
  refusal(asking: Asking, rules: readonly BudgetRule[], modelSpec: string): Promise<Fault | undefined>
  spending(asking: Asking, rules: readonly BudgetRule[]): Promise<readonly Spending[]>
  /**
   * Those of the rules that bound that model there: none where it costs nothing, and no operator's where it answers on
   * the workspace's own key. Undefined where the model cannot be resolved now.
   */
  bounding(
    asking: Asking,
    rules: readonly BudgetRule[],
    modelSpec: string,
  ): Promise<readonly BudgetRule[] | undefined>
  /**
   * A provider whose calls are made for the question's workspace. They set their worst case aside first, in every
   * budget at once, and give back what they did not need. A call that is over budget goes to the cheaper model or
   * throws `over-budget`. `purpose` tells the calls of one question apart.
   */
  provider(
    question: Question,
    purpose: string,
    rules: readonly BudgetRule[],
    tokensOf: (messages: readonly ChatMessage[], model: string) => Promise<number>,
  ): Provider
}

export interface BudgetsDeps {
  readonly store: BudgetStore
  readonly provider: Provider
  readonly clock: Clock
  readonly log: Logger
  /** What the models of a spec cost that workspace; empty where it cannot be resolved. */
  costsOf(modelSpec: string, workspace: Workspace): Promise<readonly ModelCost[]>
  /** Part of a budget that several people share is spent: 80 or 100 per cent. Told once a period. Never rejects. */
  onReached(question: Question, spending: Spending, percent: number): Promise<void>
}

/** An answer that could not even have so many tokens is not begun. */
const leastOutput = 500

const levels = [100, 80] as const

interface Line {
  readonly rule: BudgetRule
  readonly account: Account
  /** Absent where the rule is no longer a bound: the cheaper model answers. */
  readonly limit?: number
}

interface Paid {
  readonly request: ChatRequest
  readonly lines: readonly Line[]
}

export function createBudgets({ store, provider, clock, log, ...deps }: BudgetsDeps): Budgets {
  async function spending(asking: Asking, rules: readonly BudgetRule[]): Promise<readonly Spending[]> {
    const now = clock.now()
    const spent = await store.spent(rules.map((rule) => accountOf(rule, asking, now)))
    return rules.map((rule, index) => ({
      rule,
      ...(spent[index] ?? { nanoUsd: 0, setAside: 0 }),
      until: periodAt(rule.period, now).until,
    }))
  }

  async function bounding(
    { place }: Asking,
    rules: readonly BudgetRule[],
    modelSpec: string,
  ): Promise<readonly BudgetRule[] | undefined> {
    const costs = await deps.costsOf(modelSpec, place)
    if (costs.length === 0) return undefined
    const { applying, counted } = applied(rules, costs)
    return worstCase(counted, 1, undefined) === undefined ? [] : applying
  }

  /** Sets the worst case aside, of the cheaper model where the first is over budget; it is `cheaper` then. */
  async function pay(
    call: string,
    question: Question,
    rules: readonly BudgetRule[],
    asked: ChatRequest,
    tokens: number,
    cheaper?: string,
  ): Promise<Paid> {
    const costs = await deps.costsOf(asked.model, question.place)
    const { applying, counted } = applied(rules, costs)
    const among = costs.map(({ model, isOwnKey }) => ({ model, ...(isOwnKey && { isOwnKey }) }))
    const request = { ...asked, among }
    if (applying.length === 0) return { request, lines: [] }
    const worst = worstCase(counted, tokens, request.maxOutputTokens)
    if (typeof worst === 'string') throw new Failure({ kind: 'price-unknown', model: worst })
    // Free, or unresolved: then the provider says so.
    if (worst === undefined) return { request, lines: [] }
    const lines = linesOf(applying, question, cheaper)
    const output = Math.min(worst.output, leastOutput)
    const amount = {
      least: Math.ceil(worst.input + output * worst.perOutput),
      most: Math.ceil(worst.input + worst.output * worst.perOutput),
    }
    const reserved = await store.reserve(call, lines, amount)
    if (reserved.kind === 'reserved') return { request: capped(request, worst, reserved.nanoUsd), lines }
    const over = lines[reserved.index]
    if (over === undefined) throw new Error('a budget was refused that nobody asked for')
    const { rule } = over
    await tellFull(question, over, amount.least)
    if (rule.over === 'refuse' || cheaper !== undefined) throw new Failure(overBudget(rule, clock.now()))
    log.info({ question: question.id, scope: rule.scope, model: rule.over }, 'over budget: a cheaper model')
    return pay(call, question, rules, { ...asked, model: rule.over }, tokens, rule.over)
  }

  /** A model may go beyond the budgets above which it was named to answer, and beyond no other. */
  function linesOf(
    rules: readonly BudgetRule[],
    question: Question,
    cheaper: string | undefined,
  ): readonly Line[] {
    const now = clock.now()
    return rules.map((rule) => ({
      rule,
      account: accountOf(rule, question, now),
      ...(rule.over !== cheaper && { limit: rule.nanoUsd }),
    }))
  }

  /** Not quite full, but too full for a call that costs so much; what calls under way give back is not gone. */
  async function tellFull(question: Question, { rule, account }: Line, least: number): Promise<void> {
    const [spent] = await store.spent([account])
    if (spent !== undefined && rule.nanoUsd - spent.nanoUsd >= least) return
    await tell(
      question,
      { rule, nanoUsd: rule.nanoUsd, setAside: 0, until: periodAt(rule.period, account.from).until },
      100,
    )
  }

  async function tell(question: Question, spending: Spending, percent: number): Promise<void> {
    const { rule } = spending
    // A person is told by the refusal; their admins need not be, for each of them.
    if (rule.scope === 'person') return
    const account = accountOf(rule, question, spending.until - 1)
    if (await store.noteReached(account, rule.nanoUsd, percent))
      await deps.onReached(question, spending, percent)
  }

  async function settle(call: string, question: Question, lines: readonly Line[], cost: Cost): Promise<void> {
    try {
      await store.settle(call, cost)
      const rules = lines.map(({ rule }) => rule)
      for (const spent of await spending(question, rules)) {
        const level = levels.find((percent) => spent.nanoUsd * 100 >= spent.rule.nanoUsd * percent)
        if (level !== undefined) await tell(question, spent, level)
      }
    } catch (error) {
      // What was set aside stays so until the period ends: rather too much than too little.
      log.error({ question: question.id, err: error }, 'a call was not settled')
    }
  }

  return {
    spending,
    bounding,
    async refusal(asking, allRules, modelSpec) {
      const strict = allRules.filter(({ over }) => over === 'refuse')
      const full = (await spending(asking, strict)).filter((spent) => leftOf(spent) === 0)
      if (full.length === 0) return undefined
      const rules = full.map(({ rule }) => rule)
      const [bound] = (await bounding(asking, rules, modelSpec)) ?? []
      return bound && overBudget(bound, clock.now())
    },
    provider(question, purpose, rules, tokensOf) {
      let calls = 0
      const { platform, workspace } = question.place
      const whose = { workspace: { platform, workspace } }
      if (rules.length === 0)
        return {
          chat: (request, signal, onReport) => provider.chat({ ...request, ...whose }, signal, onReport),
        }
      async function* chat(
        request: ChatRequest,
        signal: AbortSignal,
        onReport: (report: CallReport) => void = () => {},
      ): AsyncGenerator<Delta, void, undefined> {
        // The same after a crash, so that what was set aside then is not set aside again.
        const call = `${question.id}/${purpose}/${(calls += 1)}`
        const tokens = await tokensOf(request.messages, request.model)
        const paid = await pay(call, question, rules, request, tokens)
        let nanoUsd = 0
        let operatorsNanoUsd = 0
        const count = (report: CallReport): void => {
          nanoUsd += report.priceNanoUsd ?? 0
          if (report.onOwnKey !== true) operatorsNanoUsd += report.priceNanoUsd ?? 0
          onReport(report)
        }
        try {
          yield* provider.chat({ ...paid.request, ...whose }, signal, count)
        } finally {
          if (paid.lines.length > 0) await settle(call, question, paid.lines, { nanoUsd, operatorsNanoUsd })
        }
      }
      return { chat }
    },
  }
}

/** What the next call may still take. */
export function leftOf({ rule, nanoUsd, setAside }: Spending): number {
  return Math.max(0, rule.nanoUsd - nanoUsd - setAside)
}

/**
 * The budgets that a call of any of these models may touch, and the models they are to have money for. An operator's
 * has none to have for a model that answers on the workspace's own key.
 */
function applied(
  rules: readonly BudgetRule[],
  costs: readonly ModelCost[],
): { readonly applying: readonly BudgetRule[]; readonly counted: readonly ModelCost[] } {
  const operators = costs.filter((cost) => cost.isOwnKey !== true)
  const isOwn = costs.length > 0 && operators.length === 0
  const applying = isOwn ? rules.filter((rule) => rule.payer !== 'operator') : rules
  const isOperatorsAlone = applying.every((rule) => rule.payer === 'operator')
  return { applying, counted: isOperatorsAlone ? operators : costs }
}

function capped(request: ChatRequest, worst: WorstCase, nanoUsd: number): ChatRequest {
  if (worst.perOutput === 0) return request
  const affordable = Math.floor((nanoUsd - worst.input) / worst.perOutput)
  return { ...request, maxOutputTokens: Math.max(1, Math.min(worst.output, affordable)) }
}

function overBudget({ scope, period }: BudgetRule, now: number): Fault {
  return { kind: 'over-budget', scope, until: periodAt(period, now).until }
}

function accountOf({ scope, payer, period }: BudgetRule, { place, asker }: Asking, at: number): Account {
  const { platform, workspace } = place
  const common = { scope, ...(payer && { payer }), period, from: periodAt(period, at).from }
  switch (scope) {
    case 'person':
      return { ...common, platform, workspace, person: asker.id }
    case 'channel':
      return { ...common, platform, workspace, channel: settingsChannel(place) }
    case 'workspace':
      return { ...common, platform, workspace, ...(isOwnTenant(place) && { channel: place.channel }) }
    case 'deployment':
      return common
  }
}

/** A direct message that has no workspace. */
function isOwnTenant(place: Place): boolean {
  return tenantOf(place) !== tenantOf({ ...place, kind: 'channel' })
}
