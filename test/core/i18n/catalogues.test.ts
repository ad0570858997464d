import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { parse } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import { en } from '../../../src/core/i18n/en.ts'
import { catalogues, messagesFor } from '../../../src/core/i18n/messages.ts'
import type { MessageKey } from '../../../src/core/i18n/messages.ts'
import { sentences } from '../../../src/core/i18n/sentences.ts'
import { wordings } from '../../support/wordings.ts'

const keys = Object.keys(en) as MessageKey[]

/** The placeholders of an ICU message with the form that numbers take, wherever they are nested. */
function placeholders(message: string): string[] {
  const names = new Set<string>()
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const child of node) visit(child)
    else if (typeof node === 'object' && node !== null) {
      const { type, value } = node as { type?: number; value?: unknown }
      // 0 is a literal, 7 the # of a plural; every other element is an argument.
      if (typeof type === 'number' && type !== 0 && type !== 7 && typeof value === 'string') names.add(value)
      for (const child of Object.values(node)) visit(child)
    }
  }
  visit(parse(message, { ignoreTag: true }))
  return [...names].sort()
}

/** The plural forms that a message tells apart, `=0` and the like left out. */
function pluralForms(message: string): string[][] {
  const found: string[][] = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const child of node) visit(child)
    else if (typeof node === 'object' && node !== null) {
      const { type, options } = node as { type?: number; options?: Record<string, unknown> }
      // 6 is a plural.
      if (type === 6 && options !== undefined)
        found.push(Object.keys(options).filter((form) => !form.startsWith('=')))
      for (const child of Object.values(node)) visit(child)
    }
  }
  visit(parse(message, { ignoreTag: true }))
  return found
}

/** Characters that the stricter platform takes, by the first pattern that a key fits. */
const mostCharacters: readonly (readonly [RegExp, number, string])[] = [
  [/^command\./u, 100, 'a description of a Discord command or option'],
  [/^menu\.ask-about$/u, 24, 'the title of a Slack modal'],
  [/^menu\.[\w-]+$/u, 32, "the name of an entry of Discord's message menu"],
  [/^menu\..*\.(?:title|label)$/u, 45, 'the title and the labels of a Discord modal'],
  [/^(?:menu\..*\.send|menu\.cancel)$/u, 24, 'the buttons of a Slack modal'],
  [/^slack\.(?:settings|save|close)$/u, 24, 'the title and the buttons of a Slack modal'],
  [/^slack\.settings-/u, 75, 'the text of a Slack button'],
  [/^config\.form-key$/u, 24, 'the title of a Slack modal'],
  [/^config\..*-hint$/u, 100, 'a description within a Discord modal'],
  [/^(?:config\.form-|config\..*-label$)/u, 45, 'the title and the labels of a Discord modal'],
  [/^(?:action\.|form\.|config\.import-apply$)/u, 75, 'the text of a Slack button'],
  [/^manifest\.description$/u, 140, "the description in Slack's manifest"],
  [/^manifest\.agent-description$/u, 300, "the agent's description in Slack's manifest"],
  [/^usage\.(?:table-)?alt$/u, 800, 'an alt text with its figures'],
  [/^setting\./u, 150, 'a hint of a Slack input'],
  [/./u, 1000, 'a message of Discord, with what stands in for placeholders'],
]

describe.each(Object.entries(catalogues))('%s', (locale, catalogue) => {
  it('has the keys of English and no other', () => {
    expect(Object.keys(catalogue).sort()).toEqual([...keys].sort())
  })

  it('has the placeholders of English', () => {
    for (const key of keys) {
      const wanted = placeholders(en[key])
      // It is always given: a language may tell platforms apart where English has one word for both.
      const found = placeholders(catalogue[key]).filter(
        (name) => name !== 'platform' || wanted.includes(name),
      )
      expect(found, key).toEqual(wanted)
    }
  })

  it('has the plural forms of its language', () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    for (const key of keys) {
      for (const found of pluralForms(catalogue[key])) {
        expect(forms, `${key} has a form its language has not`).toEqual(expect.arrayContaining(found))
        // Those of large round numbers are told as the others, where a language has a form for them alone.
        const needed = forms.filter((form) => form !== 'many' || ['ru', 'pl'].includes(locale))
        const isInvariant = found.length === 1
        if (!isInvariant) expect(found, key).toEqual(expect.arrayContaining(needed))
      }
    }
  })

  it('keeps texts within what the platforms take', () => {
    for (const key of keys) {
      const [, most, what] = mostCharacters.find(([pattern]) => pattern.test(key)) ?? [/./u, 0, '']
      for (const wording of wordings(catalogue[key]))
        expect(wording.length, `${key}: ${what}`).toBeLessThanOrEqual(most)
    }
  })

  it('calls commands as Discord lets them be called, no two alike', () => {
    const names = keys.filter((key) => key.startsWith('name.')).map((key) => catalogue[key])
    // https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming
    for (const name of names) {
      expect(name).toMatch(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u)
      expect(name).toBe(name.toLowerCase())
    }
    expect(new Set(names).size).toBe(names.length)
  })

  it('formats every message', () => {
    const say = messagesFor(locale)
    expect(say.locale).toBe(locale)
    for (const key of keys) {
      for (const number of [0, 1, 2, 5, 1.5]) {
        const values = Object.fromEntries(placeholders(en[key]).map((name) => [name, number]))
        expect(say.text(key, values), key).not.toMatch(/[{}]/u)
      }
    }
  })

  it('leaves nothing empty, and little as it is in English', () => {
    for (const key of keys) expect(catalogue[key].trim(), key).toBe(catalogue[key])
    for (const key of keys) expect(catalogue[key], key).not.toBe('')
    const same = keys.filter((key) => catalogue[key] === en[key])
    if (locale !== 'en') expect(same.length, same.join(' ')).toBeLessThan(12)
  })
})

it('puts a space between sentences where the language has one', () => {
  const said = (locale: string) => sentences(messagesFor(locale), 'Eins.', '', 'Zwei.', '{drei}')
  for (const locale of Object.keys(catalogues))
    expect(said(locale)).toBe(['ja', 'zh-CN'].includes(locale) ? 'Eins.Zwei.{drei}' : 'Eins. Zwei. {drei}')
  expect(sentences(messagesFor('ja'))).toBe('')
})

it('has no key that nobody uses', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !isCatalogue(file))
    .map((file) => readFileSync(path.join('src', file), 'utf8'))
    .join('\n')
  const named = new Set(Array.from(sources.matchAll(/'([a-z][\w.-]+)'/gu), ([, name]) => name))
  const patterns = Array.from(sources.matchAll(/`([a-z]+\.[^`\n]*\$\{[^`\n]*)`/gu), ([, template = '']) => {
    const parts = template.split(/\$\{[^}]*\}/u).map((part) => RegExp.escape(part))
    return new RegExp(`^${parts.join('.+')}$`, 'u')
  })
  const unused = keys.filter((key) => !named.has(key) && !patterns.some((pattern) => pattern.test(key)))
  // The name of a language is for those who look for a catalogue.
  expect(unused).toEqual(['language.name'])
})

function isCatalogue(file: string): boolean {
  const { dir, name } = path.parse(file)
  return dir === path.join('core', 'i18n') && Object.hasOwn(catalogues, name)
}

it('says what a platform calls its own', () => {
  expect(messagesFor('en').text('fault.needs-admin')).toContain('of this server')
  expect(messagesFor('en', 'slack').text('fault.needs-admin')).toContain('of this workspace')
})

it.each([
  ['id-ID', 'id'],
  ['en-GB', 'en'],
  ['es-419', 'es-ES'],
  ['es', 'es-ES'],
  ['zh-TW', 'zh-CN'],
  ['zh-Hant-HK', 'zh-CN'],
  ['pt-PT', 'pt-BR'],
  ['pt', 'pt-BR'],
  ['ja-JP', 'ja'],
  ['de_AT', 'de'],
  ['xx', 'en'],
  ['uk', 'en'],
  ['__proto__', 'en'],
  ['', 'en'],
])('finds for %j the nearest language, %s', (asked, found) => {
  expect(messagesFor(asked).locale).toBe(found)
})

it('writes numbers as the region of the reader does', () => {
  const tooLong = (locale: string) => messagesFor(locale).text('input.too-long', { max: 12_345 })
  expect(tooLong('es-MX')).toContain('12,345')
  expect(tooLong('es-ES')).toContain('12.345')
  expect(messagesFor('en-GB').region).toBe('en-GB')
  expect(messagesFor('sv-SE').region).toBe('en')
})
