import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CommandCall, CommandResult } from '../../../src/core/commands/command.ts'
import { createForgetCommand } from '../../../src/core/commands/forget-command.ts'
import type { ChartDay } from '../../../src/core/commands/usage-chart.ts'
import { createUsageCommand } from '../../../src/core/commands/usage-command.ts'
import type { Remaining } from '../../../src/core/conversation/policy.ts'
import { messagesFor } from '../../../src/core/i18n/messages.ts'
import type { BudgetRule } from '../../../src/core/limits/rules.ts'
import type { Place } from '../../../src/core/question.ts'
import type { Standing } from '../../../src/core/settings/access.ts'
import { openStore } from '../../../src/core/store/open-store.ts'
import type { Store } from '../../../src/core/store/store.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { aQuestion, aTurn, place } from '../store/support.ts'

const dayMs = 86_400_000
const now = Date.UTC(2026, 10, 23, 15)

let store: Store
let drawn: (readonly ChartDay[])[]
let remaining: readonly Remaining[]

beforeEach(async () => {
  store = await openStore({ url: 'file::memory:', log: quietLog })
  drawn = []
  remaining = []
})
afterEach(() => store.close())

function call(options: CommandCall['options'], where: Place = place): CommandCall {
  const by = { id: 'U1', name: 'Ann', isAdmin: false, isOutsider: false }
  return { id: 'c', name: 'usage', options, by, place: where, locale: 'en' }
}

function usage(
  options: CommandCall['options'] = {},
  standing: Standing = 'member',
  more: { readonly locale?: string; readonly where?: Place } = {},
): Promise<CommandResult> {
  const command = createUsageCommand({
    store,
    remaining: () => Promise.resolve(remaining),
    clock: createVirtualClock(now),
    drawUsage(days) {
      drawn.push(days)
      return Promise.resolve(Uint8Array.of(1))
    },
  })
  return command.run(call(options, more.where), messagesFor(more.locale ?? 'en'), standing)
}

async function spend(id: string, at: number, change: object = {}): Promise<void> {
  await store.usage.record({
    questionId: id,
    place,
    askerId: 'U1',
    model: 'deepseek/chat',
    usage: { input: 10_000, cachedInput: 7_500, output: 500, reasoning: 0 },
    measured: true,
    priceNanoUsd: 1_234_567,
    uncachedPriceNanoUsd: 3_000_000,
    at,
    ...change,
  })
}

test('tells what was asked and spent, in the language of the reader', async () => {
  await spend('1', now)
  await spend('2', now - dayMs)
  await store.feedback.record({ questionId: '1', place, personId: 'U1', value: 'good', at: now })
  const result = await usage()
  expect(result).toMatchObject({ kind: 'notice' })
  expect(result.text).toBe(
    [
      '**What you used here, Oct 25, 2026 to Nov 23, 2026**',
      '- 2 questions, none failed',
      '- Tokens: 20,000 read, 75% of them from the cache; 1,000 written',
      '- Cost: $0.0025; the cache saved $0.0035',
      '- Models by calls: `deepseek/chat` (2)',
      '- Feedback: 👍 1, 👎 0',
      '',
      messagesFor('en').text('usage.legend'),
    ].join('\n'),
  )
  const indonesian = await usage({}, 'member', { locale: 'id' })
  expect(indonesian.text).toContain('20.000 dibaca, 75% di antaranya')
  expect(indonesian.text).toMatch(/US\$\s?0,0025/u)
})

test('draws every day of the period, and says in words what the picture shows', async () => {
  await spend('1', now)
  const result = await usage({ period: 'week' })
  expect(drawn[0]).toHaveLength(7)
  expect(drawn[0]?.at(-1)).toEqual({
    day: Date.UTC(2026, 10, 23),
    answered: 1,
    failures: 0,
    input: 2_500,
    cachedInput: 7_500,
    output: 500,
    nanoUsd: 1_234_567,
  })
  expect(drawn[0]?.[0]).toMatchObject({ day: Date.UTC(2026, 10, 17), answered: 0, nanoUsd: 0 })
  expect(result).toMatchObject({
    files: [{ name: 'usage.png', alt: expect.stringMatching(/1 question, 0 failed, \$0\.0012/u) }],
  })
})

test('this month is that of the budgets, from its first day to today', async () => {
  await spend('before', Date.UTC(2026, 10, 1) - 1)
  await spend('first', Date.UTC(2026, 10, 1))
  const result = await usage({ period: 'this-month' })
  expect(result.text).toContain('Nov 1, 2026 to Nov 23, 2026')
  expect(result.text).toContain('1 question,')
  expect(drawn[0]).toHaveLength(23)
})

test('says what is left to whoever is looked at, also where nothing was asked', async () => {
  const month = Date.UTC(2026, 11, 1)
  const money = (scope: BudgetRule['scope'], left: number, over = 'refuse'): Remaining => ({
    kind: 'money',
    rule: { scope, period: 'month', nanoUsd: 1e9, over },
    left: left * 1e9,
    until: month,
  })
  const rule = { scope: 'person', most: 10, windowMs: 600_000 } as const
  remaining = [
    { kind: 'requests', rule, left: 7, until: now + 40_000 },
    { kind: 'requests', rule: { ...rule, scope: 'workspace' }, left: 1, until: now + 5_000 },
    money('person', 0.4),
    money('channel', 0.15),
    money('workspace', 0.5),
    money('deployment', 0.01),
  ]
  const left = async (scope: string, standing: Standing) => {
    const { text } = (await usage({ scope }, standing)) as { readonly text: string }
    return text.split('**What is left**\n')[1]
  }
  expect(await left('me', 'member')).toBe(
    [
      '- Questions: 7 of 10 in 10 minutes; one more in 40 seconds',
      '- Budget: $0.40 of $1.00; the next period begins in 8 days.',
      '- The budget of the channel is nearly spent. The next period begins in 8 days.',
    ].join('\n'),
  )
  expect(await left('channel', 'member')).toBe('- Budget: $0.15 of $1.00; the next period begins in 8 days.')
  expect(await left('server', 'admin')).toBe(
    [
      '- Questions: 1 of 10 in 10 minutes; one more in 5 seconds',
      '- Budget: $0.50 of $1.00; the next period begins in 8 days.',
    ].join('\n'),
  )
  expect(await left('all', 'operator')).toBe('- Budget: $0.01 of $1.00; the next period begins in 8 days.')
  remaining = [money('person', 0, 'cheap'), money('channel', 0, 'cheap'), money('deployment', 0)]
  expect(await left('me', 'member')).toBe(
    [
      '- Budget: $0.00 of $1.00; the next period begins in 8 days. Until then `cheap` answers.',
      '- The budget of the channel is spent. The next period begins in 8 days. Until then `cheap` answers.',
      '- The budget of this installation is spent. Ask again in 8 days.',
    ].join('\n'),
  )
  remaining = []
  expect((await usage()).text).not.toContain('What is left')
})

test('gives a table on request', async () => {
  await spend('1', now)
  const result = await usage({ period: 'day', csv: true })
  const table = result.kind === 'notice' ? result.files?.[1] : undefined
  expect(table).toMatchObject({ name: 'usage.csv', mediaType: 'text/csv' })
  expect(new TextDecoder().decode(table?.data)).toBe(
    'day,requests,failures,input_tokens,cached_input_tokens,output_tokens,cost_usd,saved_usd,unpriced_calls\r\n' +
      '2026-11-23,1,0,10000,7500,500,0.001234567,0.001765433,0\r\n',
  )
})

test('says so when there is nothing, and draws nothing', async () => {
  await spend('other', now, { askerId: 'U2' })
  await spend('long ago', now - 40 * dayMs)
  expect((await usage()).text).toContain('Nothing was asked')
  expect(drawn).toEqual([])
})

test('only admins see a server, and only operators all of them; a direct message has no server', async () => {
  await spend('mine', now)
  await spend('other', now, { askerId: 'U2' })
  await spend('far', now, { place: { ...place, workspace: 'T2' } })
  for (const standing of ['outsider', 'member'] as const) {
    await expect(usage({ scope: 'server' }, standing)).rejects.toMatchObject({
      fault: { kind: 'not-allowed', needs: 'admin' },
    })
  }
  for (const standing of ['member', 'appointed', 'admin'] as const) {
    await expect(usage({ scope: 'all' }, standing)).rejects.toMatchObject({
      fault: { kind: 'not-allowed', needs: 'operator' },
    })
  }
  expect((await usage({ scope: 'server' }, 'appointed')).text).toContain('2 questions')
  expect((await usage({ scope: 'all' }, 'operator')).text).toContain('3 questions')
  expect((await usage()).text).toContain('1 question,')
  const where = { platform: 'discord', workspace: 'dm', channel: 'D', kind: 'dm' } as const
  await expect(usage({ scope: 'server' }, 'operator', { where })).rejects.toMatchObject({
    fault: { kind: 'bad-input', field: 'scope' },
  })
})

async function forget(what: string, standing: Standing): Promise<string> {
  const result = await createForgetCommand({ store }).run(call({ what }), messagesFor('en'), standing)
  return result.kind === 'notice' ? result.text : ''
}

test('forget deletes at once and says what; settings go for admins alone', async () => {
  const by = { id: 'A', name: 'Admin' }
  const owner = { platform: 'slack', workspace: 'T1' } as const
  await store.settings.change(owner, {
    by,
    at: 1,
    entries: [
      { name: 'length', after: '3' },
      { name: 'limits.user', after: '1/day', channel: 'C1' },
    ],
  })
  await store.turns.record(aTurn('mine'))
  await store.turns.record(aTurn('other', { askerId: 'U2', conversation: 'o' }))
  await store.turns.record(
    aTurn('c2', { askerId: 'U2', conversation: 'c2', place: { ...place, channel: 'C2' } }),
  )
  await store.journal.accept(aQuestion('mine'), 1)
  await store.journal.settle('mine', 'answered', 2)
  expect(await forget('me', 'member')).toMatch(/^Deleted for good: 1 question with its answer\./u)
  expect(await store.turns.get('mine')).toBeUndefined()
  expect(await store.journal.question('mine')).toBeUndefined()
  expect(await forget('me', 'member')).toBe('There was nothing of that to delete.')
  await expect(forget('server', 'member')).rejects.toMatchObject({ fault: { kind: 'not-allowed' } })
  expect(await forget('here', 'member')).toMatch(/^Deleted for good: 1 question/u)
  expect((await store.settings.read(owner)).settings).toHaveLength(2)
  expect(await forget('here', 'admin')).toMatch(/^Deleted for good: 1 setting with/u)
  expect(await forget('server', 'admin')).toMatch(/1 question with its answer and 1 setting with/u)
  expect(await store.turns.get('c2')).toBeUndefined()
  expect((await store.settings.read(owner)).settings).toEqual([])
})
