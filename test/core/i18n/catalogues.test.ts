import { parse } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import { en } from '../../../src/core/i18n/en.ts'
import { catalogues, messagesFor } from '../../../src/core/i18n/messages.ts'
import type { MessageKey } from '../../../src/core/i18n/messages.ts'

/** Discord's ceiling for a description of a command or an option. */
const maxDescription = 100

const keys = Object.keys(en) as MessageKey[]

/** The placeholders of an ICU message, wherever they are nested. */
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

describe.each(Object.entries(catalogues))('%s', (locale, catalogue) => {
  it('has the keys of English and no other', () => {
    expect(Object.keys(catalogue).sort()).toEqual([...keys].sort())
  })

  it.each(keys)('%s has the placeholders of English', (key) => {
    expect(placeholders(catalogue[key])).toEqual(placeholders(en[key]))
  })

  it('keeps descriptions within what Discord takes', () => {
    for (const key of keys.filter((name) => name.startsWith('command.'))) {
      expect(catalogue[key].length, key).toBeLessThanOrEqual(maxDescription)
    }
  })

  it('formats every message', () => {
    const say = messagesFor(locale)
    for (const key of keys) {
      const values = Object.fromEntries(placeholders(en[key]).map((name) => [name, 2]))
      expect(say.text(key, values), key).not.toMatch(/[{}]/u)
    }
  })
})

it('finds the nearest language', () => {
  expect(messagesFor('id-ID').locale).toBe('id')
  expect(messagesFor('en-GB').locale).toBe('en')
  expect(messagesFor('xx').locale).toBe('en')
  expect(messagesFor('__proto__').locale).toBe('en')
})
