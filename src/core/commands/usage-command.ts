import type { Clock } from '../clock.ts'
import { Failure } from '../fault.ts'
import type { Messages } from '../i18n/messages.ts'
import { isAdmin } from '../settings/access.ts'
import type { Standing } from '../settings/access.ts'
import { settingsChannel } from '../settings/settings.ts'
import type { UsageDay, UsageLog, UsageScope, UsageSummary } from '../store/store.ts'
import type { Command, CommandCall, ResultFile } from './command.ts'
import type { DrawUsage } from './usage-chart.ts'

export interface UsageCommandDeps {
  readonly store: { readonly usage: Pick<UsageLog, 'summarize'> }
  readonly clock: Clock
  readonly drawUsage: DrawUsage
}

const scopes = ['me', 'channel', 'server', 'all'] as const
type ScopeName = (typeof scopes)[number]

/** Days, today included. */
const periods = { day: 1, week: 7, month: 30, quarter: 90 } as const

const dayMs = 86_400_000

/** What was asked and spent, as text, as a picture and as a table; whatever anybody wrote is no part of it. */
export function createUsageCommand(deps: UsageCommandDeps): Command {
  return {
    name: 'usage',
    summary: 'command.usage',
    access: 'member',
    options: [
      {
        name: 'scope',
        summary: 'command.usage.scope',
        type: 'string',
        required: false,
        choices: scopes,
        synonyms: { workspace: 'server' },
      },
      {
        name: 'period',
        summary: 'command.usage.period',
        type: 'string',
        required: false,
        choices: Object.keys(periods),
      },
      { name: 'csv', summary: 'command.usage.csv', type: 'boolean', required: false },
    ],
    async run(call, say, standing) {
      const name = (call.options['scope'] ?? 'me') as ScopeName
      const scope = scopeOf(name, call, standing, say)
      const days = periods[(call.options['period'] ?? 'month') as keyof typeof periods]
      const until = (Math.floor(deps.clock.now() / dayMs) + 1) * dayMs
      const from = until - days * dayMs
      const summary = await deps.store.usage.summarize(scope, from, until)
      const span = { from: dateText(from, say), until: dateText(until - 1, say) }
      const title = say.text(`usage.title-${name}`, span)
      if (summary.days.length === 0) return { kind: 'notice', text: `${title}\n${say.text('usage.none')}` }
      const total = totalOf(summary.days)
      const every = everyDay(summary.days, from, until)
      const picture = call.textOnly === true ? undefined : await deps.drawUsage(every.map(toChartDay))
      const files: ResultFile[] = []
      if (picture !== undefined) {
        const alt = say.text('usage.alt', { ...span, ...counts(total), money: moneyText(total.nanoUsd, say) })
        files.push({ name: 'usage.png', mediaType: 'image/png', data: picture, alt })
      }
      if (call.options['csv'] === true) {
        const data = new TextEncoder().encode(csvOf(every))
        files.push({ name: 'usage.csv', mediaType: 'text/csv', data, alt: say.text('usage.table-alt', span) })
      }
      const lines = linesOf(summary, total, say).map((line) => `- ${line}`)
      const legend = picture === undefined ? [] : ['', say.text('usage.legend')]
      return { kind: 'notice', text: [title, ...lines, ...legend].join('\n'), files }
    },
  }
}

/** Throws for whoever may not see it. */
function scopeOf(name: ScopeName, { by, place }: CommandCall, standing: Standing, say: Messages): UsageScope {
  const here = { platform: place.platform, workspace: place.workspace }
  switch (name) {
    case 'me':
      return { ...here, person: by.id }
    case 'channel':
      return { ...here, channel: settingsChannel(place) }
    case 'server': {
      // All of Discord's direct messages share a name that is no workspace.
      if (place.kind === 'dm' && place.workspace === 'dm')
        throw new Failure({ kind: 'bad-input', field: 'scope', problem: say.text('usage.no-server') })
      if (!isAdmin(standing)) throw new Failure({ kind: 'not-allowed', needs: 'admin' })
      return here
    }
    case 'all': {
      if (standing !== 'operator') throw new Failure({ kind: 'not-allowed', needs: 'operator' })
      return 'deployment'
    }
  }
}

type Total = Omit<UsageDay, 'day'>

const counted = [
  'requests',
  'failures',
  'input',
  'cachedInput',
  'output',
  'nanoUsd',
  'savedNanoUsd',
  'unpriced',
] as const satisfies readonly (keyof Total)[]

function totalOf(days: readonly UsageDay[]): Total {
  const sums = counted.map((name) => [name, days.reduce((sum, day) => sum + day[name], 0)])
  return Object.fromEntries(sums) as Total
}

/** With the days on which nothing was asked. */
function everyDay(days: readonly UsageDay[], from: number, until: number): readonly UsageDay[] {
  const known = new Map(days.map((day) => [day.day, day]))
  const nothing = totalOf([])
  return Array.from({ length: (until - from) / dayMs }, (_, index) => {
    const day = from + index * dayMs
    return known.get(day) ?? { ...nothing, day }
  })
}

function linesOf({ models, feedback }: UsageSummary, total: Total, say: Messages): readonly string[] {
  const { input, cachedInput, output, nanoUsd, savedNanoUsd, unpriced } = total
  const money = moneyText(nanoUsd, say)
  const number = new Intl.NumberFormat(say.region)
  const called = models.slice(0, 5).map(({ model, calls }) => `\`${model}\` (${number.format(calls)})`)
  return [
    say.text('usage.requests', counts(total)),
    say.text('usage.tokens', { input, share: input === 0 ? 0 : cachedInput / input, output }),
    savedNanoUsd > 0
      ? say.text('usage.money-saved', { money, saved: moneyText(savedNanoUsd, say) })
      : say.text('usage.money', { money }),
    ...(unpriced > 0 ? [say.text('usage.unpriced', { calls: unpriced })] : []),
    ...(called.length > 0
      ? [say.text('usage.models', { models: new Intl.ListFormat(say.locale).format(called) })]
      : []),
    ...(feedback.good + feedback.bad > 0 ? [say.text('usage.feedback', feedback)] : []),
  ]
}

function counts({ requests, failures }: Total) {
  return { requests, failures }
}

/** Small sums keep two digits that tell something. */
function moneyText(nanoUsd: number, say: Messages): string {
  const usd = nanoUsd / 1e9
  const digits =
    usd === 0 || usd >= 1
      ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
      : { maximumSignificantDigits: 2 }
  return new Intl.NumberFormat(say.region, { style: 'currency', currency: 'USD', ...digits }).format(usd)
}

function dateText(at: number, say: Messages): string {
  return new Intl.DateTimeFormat(say.region, { dateStyle: 'medium', timeZone: 'UTC' }).format(at)
}

function toChartDay({ day, requests, failures, input, cachedInput, output, nanoUsd }: UsageDay) {
  const answered = requests - failures
  return { day, answered, failures, input: input - cachedInput, cachedInput, output, nanoUsd }
}

/** One line a day, for spreadsheets: names and a form of numbers that do not depend on a language. */
function csvOf(days: readonly UsageDay[]): string {
  const header =
    'day,requests,failures,input_tokens,cached_input_tokens,output_tokens,cost_usd,saved_usd,unpriced_calls'
  const rows = days.map((day) =>
    [
      new Date(day.day).toISOString().slice(0, 10),
      day.requests,
      day.failures,
      day.input,
      day.cachedInput,
      day.output,
      (day.nanoUsd / 1e9).toFixed(9),
      (day.savedNanoUsd / 1e9).toFixed(9),
      day.unpriced,
    ].join(','),
  )
  return `${[header, ...rows].join('\r\n')}\r\n`
}
