import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { catalogues } from '../../../src/core/i18n/messages.ts'

it('offers every language by its own name', () => {
  const page = readFileSync('src/bots/playground/page/index.html', 'utf8')
  const offered = page.matchAll(/<option value="([^"]+)" lang="\1">([^<]+)<\/option>/gu)
  expect(Array.from(offered, ([, locale, name]) => [locale, name])).toEqual(
    Object.entries(catalogues).map(([locale, catalogue]) => [locale, catalogue['language.name']]),
  )
})
