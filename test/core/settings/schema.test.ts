import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { messagesFor } from '../../../src/core/i18n/messages.ts'
import { defaultTexts, readSetting, settingNames, writeSetting } from '../../../src/core/settings/schema.ts'
import type { SettingName } from '../../../src/core/settings/schema.ts'
import { allowedText, settingSpecs, summaryKey } from '../../../src/core/settings/specs.ts'
import { formatUsd } from '../../../src/core/settings/syntax.ts'

describe('values', () => {
  test.each<[SettingName, string, unknown, string?]>([
    ['model', ' deepseek-v3 , openrouter/a/b:free ', 'deepseek-v3,openrouter/a/b:free'],
    ['models', 'a, host/*  any', ['a', 'host/*', 'any'], 'a, host/*, any'],
    ['models', 'none', [], 'none'],
    ['persona', '  You are\n*Carl*.  ', 'You are\n*Carl*.'],
    ['language', 'pt-br', 'pt-BR'],
    ['language', 'AUTO', 'auto'],
    ['trigger', 'All', 'all'],
    ['context.recent', '50', 50],
    ['limits.user', '10/minute', { most: 10, windowMs: 60_000 }],
    ['limits.user', '10 per 90 seconds', { most: 10, windowMs: 90_000 }, '10/90 seconds'],
    ['limits.user', '3/24 hours', { most: 3, windowMs: 86_400_000 }, '3/day'],
    ['limits.channel', 'OFF', 'off'],
    ['budget.user', '$5/day', { nanoUsd: 5_000_000_000, period: 'day' }, '$5.00/day'],
    ['budget.user', '0.1 USD / month', { nanoUsd: 100_000_000, period: 'month' }, '$0.10/month'],
    ['budget.user', '0.000000001/day', { nanoUsd: 1, period: 'day' }, '$0.000000001/day'],
    ['budget.user', '0/day', { nanoUsd: 0, period: 'day' }, '$0.00/day'],
    ['budget.over', 'refuse', 'refuse'],
    ['access.channels', '<#C1|general>, <#22> dm', ['C1', '22', 'dm'], 'C1, 22, dm'],
    ['access.admins', '<@&1> <!subteam^S1>', ['1', 'S1'], '1, S1'],
    ['access.roles', 'all', [], 'all'],
    ['retention', '0', 0],
    ['length', '20', 20],
  ])('%s takes %j', (name, text, value, written) => {
    const read = readSetting(name, text)
    expect(read).toEqual(value)
    if (read === undefined) return
    const again = writeSetting(name, read)
    if (written !== undefined) expect(again).toBe(written)
    expect(readSetting(name, again)).toEqual(value)
  })

  test.each<[SettingName, string]>([
    ['model', ''],
    ['model', 'a b'],
    ['model', 'a,,b'],
    ['models', ''],
    ['persona', ' '],
    ['persona', 'x'.repeat(4_001)],
    ['language', 'english'],
    ['language', 'qqq'],
    ['language', ''],
    ['trigger', 'sometimes'],
    ['context.recent', '51'],
    ['context.recent', '1.5'],
    ['context.recent', ''],
    ['limits.user', '10'],
    ['limits.user', '0/minute'],
    ['limits.user', '5/2 days'],
    ['limits.user', '10/week'],
    ['budget.user', '5'],
    ['budget.user', '$5/week'],
    ['budget.user', '-1/day'],
    ['budget.user', '1e3/day'],
    ['budget.user', '0.0000000001/day'],
    ['budget.user', '1000001/day'],
    ['access.channels', '#general'],
    ['access.roles', ''],
    ['retention', '3651'],
    ['length', '0'],
  ])('%s does not take %j', (name, text) => {
    expect(readSetting(name, text)).toBeUndefined()
  })

  test('money is read and written without a loss', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000_000 }), (nanoUsd) => {
        const text = `$${formatUsd(nanoUsd)}/month`
        expect(readSetting('budget.workspace', text)).toEqual({ nanoUsd, period: 'month' })
      }),
    )
  })

  test('whatever is read is written so that it reads the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...settingNames), fc.string({ maxLength: 30 }), (name, text) => {
        const value = readSetting(name, text)
        if (value !== undefined) expect(readSetting(name, writeSetting(name, value))).toEqual(value)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('definitions', () => {
  const say = messagesFor('en')

  test.each(Object.entries(defaultTexts))('the default of %s is one it takes', (name, text) => {
    const value = readSetting(name as SettingName, text)
    expect(value === undefined ? undefined : writeSetting(name as SettingName, value)).toBe(text)
  })

  test.each(settingNames)('%s says what it is for and what it takes, and takes what it offers', (name) => {
    expect(say.text(summaryKey(name))).not.toBe('')
    expect(allowedText(name, say)).not.toBe('')
    const { allowed } = settingSpecs[name]
    if (allowed.kind === 'words') for (const word of allowed.words) expect(readSetting(name, word)).toBe(word)
    if (allowed.kind !== 'number') return
    const { min, max } = allowed
    expect([min - 1, min, max, max + 1].map((n) => readSetting(name, String(n)))).toEqual([
      undefined,
      min,
      max,
      undefined,
    ])
  })
})
