import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defaultTexts, settingNames } from '../src/core/settings/schema.ts'
import { settingSpecs } from '../src/core/settings/specs.ts'

test('docs/settings.md has every setting, its default and where it can be set', () => {
  const text = readFileSync(new URL('../docs/settings.md', import.meta.url), 'utf8')
  const rows = text.matchAll(/^\| `([a-z.]+)`( \((?:server|operators)\))? \|[^|]+\| ([^|]+) \|/gmu)
  const told = Array.from(rows, ([, name, where = '', initial]) => [
    name,
    where.trim(),
    initial?.replaceAll('`', ''),
  ])
  const notes = { channel: '', workspace: '(server)', deployment: '(operators)' } as const
  const initial: Readonly<Record<string, string>> = { ...defaultTexts, model: 'what the operator configured' }
  expect(told).toEqual(settingNames.map((name) => [name, notes[settingSpecs[name].where], initial[name]]))
})
