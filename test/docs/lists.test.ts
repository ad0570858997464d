import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { parse } from 'yaml'
import { neededPermissions } from '../../src/bots/discord/invite.ts'
import { slackManifest } from '../../src/cli/manifest.ts'
import { en } from '../../src/core/i18n/en.ts'
import { defaultTexts, settingNames } from '../../src/core/settings/schema.ts'
import { settingSpecs } from '../../src/core/settings/specs.ts'
import { createMetrics } from '../../src/observe/metrics.ts'
import { presets } from '../../src/providers/presets/all.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'
import { wordings } from '../support/wordings.ts'
import { nodesOf, readPage, readPages, root, rowsBelow } from './pages.ts'

/** What stands in the code as a list and is told in the docs is the same in both. */
test('docs/settings.md has every setting, its default and where it can be set', () => {
  const told = rowsBelow(readPage('docs/settings.md'), 'All settings').map(([name = '', , initial]) => {
    const [, setting, where = ''] = /^(\S+)(?: (\(\w+\)))?$/u.exec(name) ?? []
    return [setting, where, initial]
  })
  const notes = { channel: '', workspace: '(server)', deployment: '(operators)' } as const
  const initial: Readonly<Record<string, string>> = { ...defaultTexts, model: 'what the operator configured' }
  expect(told).toEqual(settingNames.map((name) => [name, notes[settingSpecs[name].where], initial[name]]))
})

test('docs/discord.md has every permission of the invite link, and what it is for', () => {
  const told = rowsBelow(readPage('docs/discord.md'), 'Permissions, and what each is for')
  // As Discord's settings name them.
  const words = (name: string): string =>
    `${name}${name === 'ViewChannel' ? 's' : ''}`
      .replaceAll(/(?<=[a-z])(?=[A-Z])/gu, ' ')
      .replace(' In ', ' in ')
  expect(told.map(([name, needed]) => [name, needed])).toEqual(
    Object.entries(neededPermissions).map(([name, needed]) => [words(name), needed]),
  )
})

test('docs/slack.md has every scope of the manifest', () => {
  const { oauth_config: oauth } = JSON.parse(slackManifest()) as {
    readonly oauth_config: { readonly scopes: Readonly<Record<'bot' | 'bot_optional', readonly string[]>> }
  }
  const told = rowsBelow(readPage('docs/slack.md'), 'Scopes, and what each is for').flatMap(([scopes = '']) =>
    scopes.split(', '),
  )
  expect(told.sort()).toEqual([...oauth.scopes.bot, ...oauth.scopes.bot_optional].sort())
})

describe('docs/operations.md', () => {
  const page = readPage('docs/operations.md')

  it('names every metric, and none that is not there', async () => {
    const metrics = createMetrics(createVirtualClock(), { bots: () => [], version: '0' })
    const names = Array.from((await metrics.text()).matchAll(/^# TYPE (\S+)/gmu), ([, name = '']) => name)
    const told = new Set(page.text.match(/\btanya_[a-z_]+[a-z]\b/gu))
    const ours = names.filter((name) => !/^tanya_(?:process|nodejs)_/u.test(name) && name !== 'tanya_info')
    expect(ours.filter((name) => !told.has(name))).toEqual([])
    expect(
      [...told].filter((name) => !/^tanya_(?:process|nodejs)$/u.test(name) && !names.includes(name)),
    ).toEqual([])
  })

  it('says what to do for every alert, and quotes what is logged', () => {
    const rules = parse(readFileSync(path.join(root, 'deploy/prometheus/tanya.rules.yml'), 'utf8')) as {
      readonly groups: readonly { readonly rules: readonly { readonly alert: string }[] }[]
    }
    const rows = rowsBelow(page, 'At 3 a.m.')
    const told = rows.map(([symptom = '']) => symptom)
    const alerts = rules.groups.flatMap((group) => group.rules.map(({ alert }) => alert))
    expect(alerts.filter((alert) => !told.some((symptom) => symptom.startsWith(`${alert}:`)))).toEqual([])
    expect(told.flatMap((symptom) => /^Tanya\w+(?=:)/u.exec(symptom) ?? []).sort()).toEqual(alerts.sort())
    const source = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(path.join(root, 'src', file), 'utf8'))
      .join('\n')
    const logged = rows.flatMap(([, look = '']) =>
      Array.from(look.matchAll(/“([^”]+)”/gu), ([, line]) => line),
    )
    expect(logged.length).toBeGreaterThan(3)
    expect(logged.filter((line) => !source.includes(`'${line}'`))).toEqual([])
  })
})

/** Words in these quotation marks are words that people read. */
test.each(['docs/settings.md', 'docs/discord.md', 'docs/slack.md', 'docs/operations.md'])(
  '%s quotes what Tanya says word for word',
  (file) => {
    const texts = Object.values(en).flatMap(wordings)
    const page = readPage(file)
    const quoted = nodesOf(page, 'table').flatMap(({ children: [, ...rows] }) =>
      rows.flatMap(({ children: [first] }) => {
        const { start, end } = first?.position ?? {}
        const cell = page.text.slice(start?.offset ?? 0, end?.offset ?? 0)
        return Array.from(cell.matchAll(/“([^”]+)”/gu), ([, words = '']) => words.replaceAll('`', ''))
      }),
    )
    const plain = new Set(texts.map((one) => one.replaceAll('`', '')))
    expect(quoted.filter((words) => !plain.has(words))).toEqual([])
  },
)

test('docs/models.md has every host by its name and its variable', () => {
  const rows = rowsBelow(readPage('docs/models.md'), 'Hosts')
  for (const { name, keyVariable, isSelfHosted } of presets) {
    const row = rows.find(([, told]) => told === name)
    expect(row?.[2], name).toContain(isSelfHosted ? `${name.toUpperCase()}_BASE_URL` : keyVariable)
  }
})

test('every variable that a page names is one that is read', () => {
  const example = readFileSync(path.join(root, '.env.example'), 'utf8')
  const known = new Set(Array.from(example.matchAll(/^#?([A-Z][A-Z_]+)=/gmu), ([, name = '']) => name))
  for (const { name, keyVariable } of presets) known.add(keyVariable).add(`${name.toUpperCase()}_BASE_URL`)
  // Of other programs, of the tools, or made up in a walk-through.
  for (const name of [
    'NO_COLOR',
    'NODE_COMPILE_CACHE',
    'NODE_DISABLE_COMPILE_CACHE',
    'NODE_OPTIONS',
    'POSTGRES_PASSWORD',
    'SLACK_CONFIG_TOKEN',
    'OLLAMA_CONTEXT_LENGTH',
    'NAME_API_KEY',
    'NAME_BASE_URL',
  ])
    known.add(name)
  for (const name of ['CONSOLE', 'WARUNG_API_KEY', 'WARUNG_BASE_URL']) known.add(name)
  const unknown = readPages()
    .filter(({ file }) => !file.startsWith('docs/decisions/') && file !== 'docs/adding-a-platform.md')
    .flatMap((page) =>
      nodesOf(page, 'inlineCode').flatMap(({ value }) => {
        const name = /^([A-Z][A-Z\d]*(?:_[A-Z\d]+)+)(?:=|$)/u.exec(value.replace('<NAME>', 'NAME'))?.[1]
        return name === undefined || known.has(name) ? [] : [`${page.file}: ${name}`]
      }),
    )
  expect(unknown).toEqual([])
})
