import type { Clock } from '../clock.ts'
import type { Manner } from '../delivery/manner.ts'
import type { Fault } from '../fault.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { Messages } from '../i18n/messages.ts'
import { leftOf } from '../limits/budgets.ts'
import type { Budgets, Spending } from '../limits/budgets.ts'
import type { Limits } from '../limits/limits.ts'
import { budgetRules, rateRules } from '../limits/rules.ts'
import type { BudgetRule, RateRule } from '../limits/rules.ts'
import type { Taken } from '../limits/windows.ts'
import type { ChatMessage, Provider } from '../provider.ts'
import type { Person, Place, Question } from '../question.ts'
import { barTo, isAdmin, mayChoose, standingOf, takesPlace, withinCeilings } from '../settings/access.ts'
import type { Operators, Standing } from '../settings/access.ts'
import type { Effective, SettingsReader } from '../settings/settings.ts'
import { systemText } from './prompt.ts'
import type { Picks } from './picks.ts'

/**
 * What is left of a limit: of requests, or of money in billionths of a US dollar. `until` is when there is more
 * (epoch ms); absent where nothing is taken.
 */
export type Remaining =
  | { readonly kind: 'requests'; readonly rule: RateRule; readonly left: number; readonly until?: number }
  | { readonly kind: 'money'; readonly rule: BudgetRule; readonly left: number; readonly until: number }

/** What the settings make of a question, a person and a place. */
export interface Policy {
  /** Why the question may not be asked; otherwise it has taken its place in the windows. */
  admit(question: Question): Promise<Fault | undefined>
  standing(person: Person, place: Place): Promise<Standing>
  /** The person with what the settings make of them: operators and those with an admin's role are admins. */
  recognise(person: Person, place: Pick<Place, 'platform' | 'workspace'>): Promise<Person>
  /** Why the person may not use Tanya there. */
  bar(person: Person, place: Place): Promise<Fault | undefined>
  /** Never rejects. */
  listensTo(place: Place, how: 'mention' | 'follow' | 'any'): Promise<boolean>
  /** The question with what the channel's `context` gives one that begins a conversation there. */
  inContext(question: Question): Promise<Question>
  /** Whether it is to be answered in a thread of its own, where the platform has such. */
  opensThread(question: Question): Promise<boolean>
  modelFor(question: Question, conversation: string): Promise<string>
  /** The text that heads the question's prompt. */
  personaFor(question: Question): Promise<string>
  /** How its answer is shown. */
  mannerOf(question: Question): Promise<Manner>
  /** The provider for a question's calls, within the budgets. */
  providerFor(
    question: Question,
    purpose: string,
    tokensOf: (messages: readonly ChatMessage[], model: string) => Promise<number>,
  ): Promise<Provider>
  /** What a person has left there, of everything that bounds them. Takes no place, and tells what `admit` would. */
  remaining(person: Pick<Person, 'id'>, place: Place): Promise<readonly Remaining[]>
}

export interface PolicyDeps {
  readonly settings: SettingsReader
  readonly limits: Limits
  readonly budgets: Budgets
  readonly picks: Picks
  readonly operators: Operators
  readonly clock: Clock
  /** The model the operator configured. */
  readonly model: string
}

/** Whether to look at what nobody addressed to Tanya may be decided by what was set so long ago. Milliseconds. */
const listensMaxAgeMs = 1_000

export function createPolicy(deps: PolicyDeps): Policy {
  const { settings, limits, budgets, operators } = deps

  async function barred(person: Person, place: Place, effective: Effective): Promise<Fault | undefined> {
    return barTo(person, place, effective, standingOf(person, place, effective.settings, operators))
  }

  return {
    async admit(question) {
      const { asker, place } = question
      const effective = await settings.in(place)
      const bar = await barred(asker, place, effective)
      if (bar !== undefined) return bar
      if (question.model !== undefined && !mayChoose(question.model, effective))
        return modelRefused(question.model, effective, messagesFor(question.locale, place.platform))
      const model = question.model ?? effective.settings.model
      const spent = await budgets.refusal(question, budgetRules(effective), model)
      if (spent !== undefined) return spent
      const admission = await limits.admit(question, rateRules(effective))
      return admission.kind === 'ok' ? undefined : admission
    },
    async standing(person, place) {
      return standingOf(person, place, (await settings.in(place)).settings, operators)
    },
    async recognise(person, { platform, workspace }) {
      const anywhere: Place = { platform, workspace, channel: '', kind: 'channel' }
      const standing = standingOf(person, anywhere, (await settings.in(anywhere)).settings, operators)
      return { ...person, isAdmin: isAdmin(standing), isOutsider: standing === 'outsider' }
    },
    bar: async (person, place) => barred(person, place, await settings.in(place)),
    async listensTo(place, how) {
      // Who names Tanya gets an answer or is told why not.
      if (how === 'mention') return true
      try {
        const { settings: set } = await settings.in(place, listensMaxAgeMs)
        if (!takesPlace(place, set)) return false
        return how === 'any' ? set.trigger === 'all' : set.trigger === 'follow' || set.trigger === 'all'
      } catch {
        // Whoever is answered by default is told that the store fails.
        return how === 'follow'
      }
    },
    async inContext(question) {
      const { lineage, place, asker } = question
      if (place.kind !== 'channel' || lineage.kind === 'branch' || question.from !== undefined)
        return question
      const { context, 'context.recent': recent } = (await settings.in(place)).settings
      const opening = { ...question, ...(recent > 0 && { recent }) }
      // On Slack its thread is the conversation; what one person alone sees is nobody else's.
      if (context === 'chain' || lineage.kind !== 'new' || question.private) return opening
      const channel = `${place.platform}:${place.workspace}:${place.channel}`
      const conversation = context === 'channel' ? channel : `${channel}:of:${asker.id}`
      return { ...opening, lineage: { kind: 'linear', conversation } }
    },
    async opensThread({ place, lineage }) {
      if (place.kind !== 'channel' || lineage.kind !== 'new') return false
      const { thread, trigger } = (await settings.in(place)).settings
      // Where everything is answered, going on in a channel would take a reply each time.
      return thread === 'always' || (thread === 'auto' && trigger === 'all')
    },
    async modelFor(question, conversation) {
      const effective = await settings.in(question.place)
      const picked = question.model ?? (await deps.picks.get(conversation))
      if (picked !== undefined && mayChoose(picked, effective)) return picked
      const { model } = effective.settings
      // The operator's bounds may be newer than an admin's choice.
      return withinCeilings(model, effective.ceilings) ? model : (effective.ceilings.model ?? deps.model)
    },
    async personaFor(question) {
      const { persona, language } = (await settings.in(question.place)).settings
      const name = new Intl.DisplayNames(['en'], { type: 'language' })
      const rules = language === 'auto' ? [] : [`Always answer in ${name.of(language) ?? language}.`]
      return systemText(persona === 'default' ? undefined : persona, rules)
    },
    async mannerOf({ place, locale }) {
      const { reasoning, length } = (await settings.in(place)).settings
      return { reasoning, maxParts: length, say: messagesFor(locale, place.platform) }
    },
    async providerFor(question, purpose, tokensOf) {
      const rules = budgetRules(await settings.in(question.place))
      return budgets.provider(question, purpose, rules, tokensOf)
    },
    async remaining(person, place) {
      const effective = await settings.in(place)
      const [rates, money] = [rateRules(effective), budgetRules(effective)]
      const asking = { asker: person, place }
      const [taken, spent] = await Promise.all([limits.taken(asking, rates), budgets.spending(asking, money)])
      const requests = rates.map((rule, index) => requestsLeft(rule, taken[index]))
      const bounding = (await budgets.bounding(asking, money, effective.settings.model)) ?? money
      return [...requests, ...spent.filter(({ rule }) => bounding.includes(rule)).map(moneyLeft)]
    },
  }
}

function requestsLeft(rule: RateRule, taken: Taken = { count: 0 }): Remaining {
  const left = Math.max(0, rule.most - taken.count)
  return { kind: 'requests', rule, left, ...(taken.until !== undefined && { until: taken.until }) }
}

function moneyLeft(spending: Spending): Remaining {
  const { rule, until } = spending
  return { kind: 'money', rule, left: leftOf(spending), until }
}

function modelRefused(model: string, { settings }: Effective, say: Messages): Fault {
  const names = [...new Set([...settings.model.split(','), ...settings.models])].slice(0, 10)
  const allowed = new Intl.ListFormat(say.locale, { type: 'disjunction' }).format(
    names.map((name) => `\`${name}\``),
  )
  return { kind: 'bad-input', field: 'model', problem: say.text('model.not-allowed', { model, allowed }) }
}
