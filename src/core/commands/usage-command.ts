import type { Clock } from '../clock.ts'
import type { Policy } from '../conversation/policy.ts'
import { Failure } from '../fault.ts'
import type { Messages } from '../i18n/messages.ts'
import { money } from '../i18n/money.ts'
import { periodAt } from '../limits/periods.ts'
import { isAdmin } from '../settings/access.ts'
import type { Standing } from '../settings/access.ts'
import { settingsChannel } from '../settings/settings.ts'
import type { UsageDay, UsageLog, UsageScope, UsageSummary } from '../store/ports/usage.ts'
import type { Command, CommandCall, ResultFile } from './command.ts'
import type { DrawUsage } from './usage-chart.ts'
import { leftLines } from './what-is-left.ts'

export interface UsageCommandDeps {
  readonly store: { readonly usage: Pick<UsageLog, 'summarize'> }
  readonly remaining: Policy['remaining']
  readonly clock: Clock
  readonly drawUsage: DrawUsage
}

const scopes = ['me', 'channel', 'server', 'all'] as const
type ScopeName = (typeof scopes)[number]

const bounds = { me: 'person', channel: 'channel', server: 'workspace', all: 'deployment' } as const

/** Days, today included. */
const days = { day: 1, week: 7, month: 30, quarter: 90 } as const

/** `this-month` is that of the budgets. */
const periods = [...Object.keys(days), 'this-month'] as readonly (keyof typeof days | 'this-month')[]
type PeriodName = (typeof periods)[number]

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
        choices: periods,
      },
      { name: 'csv', summary: 'command.usage.csv', type: 'boolean', required: false },
    ],
    async run(call, say, standing) {
      const name = (call.options['scope'] ?? 'me') as ScopeName
      const scope = scopeOf(name, call, standing, say)
      const now = deps.clock.now()
      const { from, until } = spanOf((call.options['period'] ?? 'month') as PeriodName, now)
      const [summary, remaining] = await Promise.all([
        deps.store.usage.summarize(scope, from, until),
        deps.remaining(call.by, call.place),
      ])
      const span = { from: dateText(from, say), until: dateText(until - 1, say) }
      const title = say.text(`usage.title-${name}`, span)
      const left = asList(leftLines(remaining, bounds[name], say, now))
      const share = left.length === 0 ? [] : ['', say.text('left.title'), ...left]
      if (summary.days.length === 0)
        return { kind: 'notice', text: [title, ...asList([say.text('usage.none')]), ...share].join('\n') }
      const total = totalOf(summary.days)
      const every = everyDay(summary.days, from, until)
      const picture = call.textOnly === true ? undefined : await deps.drawUsage(every.map(toChartDay))
      const files: ResultFile[] = []
      if (picture !== undefined) {
        const alt = say.text('usage.alt', { ...span, ...counts(total), money: money(total.nanoUsd, say) })
        files.push({ name: 'usage.png', mediaType: 'image/png', data: picture, alt })
      }
      if (call.options['csv'] === true) {
        const data = new TextEncoder().encode(csvOf(every))
        files.push({ name: 'usage.csv', mediaType: 'text/csv', data, alt: say.text('usage.table-alt', span) })
      }
      const lines = asList(linesOf(summary, total, say))
      const legend = picture === undefined ? [] : ['', say.text('usage.legend')]
      return { kind: 'notice', text: [title, ...lines, ...share, ...legend].join('\n'), files }
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

/** Whole days by UTC, up to and with today (epoch ms). */
function spanOf(period: PeriodName, now: number): { readonly from: number; readonly until: number } {
  const until = periodAt('day', now).until
  const from = period === 'this-month' ? periodAt('month', now).from : until - days[period] * dayMs
  return { from, until }
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

function totalOf(used: readonly UsageDay[]): Total {
  const sums = counted.map((name) => [name, used.reduce((sum, day) => sum + day[name], 0)])
  return Object.fromEntries(sums) as Total
}

/** With the days on which nothing was asked. */
function everyDay(used: readonly UsageDay[], from: number, until: number): readonly UsageDay[] {
  const known = new Map(used.map((day) => [day.day, day]))
  const nothing = totalOf([])
  return Array.from({ length: (until - from) / dayMs }, (_, index) => {
    const day = from + index * dayMs
    return known.get(day) ?? { ...nothing, day }
  })
}

function linesOf({ models, feedback }: UsageSummary, total: Total, say: Messages): readonly string[] {
  const { input, cachedInput, output, nanoUsd, savedNanoUsd, unpriced } = total
  const cost = money(nanoUsd, say)
  const number = new Intl.NumberFormat(say.region)
  const called = models.slice(0, 5).map(({ model, calls }) => `\`${model}\` (${number.format(calls)})`)
  return [
    say.text('usage.requests', counts(total)),
    say.text('usage.tokens', { input, share: input === 0 ? 0 : cachedInput / input, output }),
    savedNanoUsd > 0
      ? say.text('usage.money-saved', { money: cost, saved: money(savedNanoUsd, say) })
      : say.text('usage.money', { money: cost }),
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

function asList(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `- ${line}`)
}

function dateText(at: number, say: Messages): string {
  return new Intl.DateTimeFormat(say.region, { dateStyle: 'medium', timeZone: 'UTC' }).format(at)
}

function toChartDay({ day, requests, failures, input, cachedInput, output, nanoUsd }: UsageDay) {
  const answered = requests - failures
  return { day, answered, failures, input: input - cachedInput, cachedInput, output, nanoUsd }
}

/** One line a day, for spreadsheets: names and a form of numbers that do not depend on a language. */
function csvOf(used: readonly UsageDay[]): string {
  const header =
    'day,requests,failures,input_tokens,cached_input_tokens,output_tokens,cost_usd,saved_usd,unpriced_calls'
  const rows = used.map((day) =>
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
