import { IntlMessageFormat } from 'intl-messageformat'
import { de } from './de.ts'
import { en } from './en.ts'
import { esES } from './es-ES.ts'
import { fr } from './fr.ts'
import { hi } from './hi.ts'
import { id } from './id.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { ko } from './ko.ts'
import { pl } from './pl.ts'
import { ptBR } from './pt-BR.ts'
import { ru } from './ru.ts'
import { th } from './th.ts'
import { tr } from './tr.ts'
import { vi } from './vi.ts'
import { zhCN } from './zh-CN.ts'
import type { PlatformName } from '../question.ts'

export type MessageKey = keyof typeof en
/** One language: every key of the English catalogue, in ICU MessageFormat. */
export type Catalogue = Readonly<Record<MessageKey, string>>

/** The texts of one language. */
export interface Messages {
  /** BCP 47, the language actually used. */
  readonly locale: string
  /** The reader's own locale where it is of that language, such as `en-GB`: for numbers, money and times. */
  readonly region: string
  /** The text of that key; numbers are formatted for the language. */
  text(key: MessageKey, values?: Readonly<Record<string, string | number>>): string
}

/** By BCP 47 language; a test holds each to the keys and placeholders of English. */
export const catalogues: Readonly<Record<string, Catalogue>> = {
  en,
  id,
  ja,
  'zh-CN': zhCN,
  ko,
  'es-ES': esES,
  'pt-BR': ptBR,
  fr,
  de,
  ru,
  tr,
  vi,
  hi,
  th,
  it,
  pl,
}

/** By language, the catalogue that serves all its regions: `es-419` reads that of Spain. */
const byLanguage = new Map(
  Object.keys(catalogues).map((locale) => [new Intl.Locale(locale).language, locale] as const),
)

/** What a command is called; undefined for one that no catalogue names. */
export function nameKey(command: string): MessageKey | undefined {
  const key = `name.${command}`
  return isKey(key) ? key : undefined
}

function isKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key)
}

/**
 * The texts for a locale such as `id`, `id-ID` or `pt-PT`; English where there is no such language. In the words of the
 * platform they are read on: what is a server on Discord is a workspace on Slack.
 */
export function messagesFor(locale: string, platform: PlatformName = 'discord'): Messages {
  const key = `${platform} ${locale}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const region = readLocale(locale)
  const language = region === undefined ? undefined : byLanguage.get(region.language)
  const messages = createMessages(language ?? 'en', language === undefined ? 'en' : String(region), platform)
  // Locales come from platforms: there is no end to what could be sent.
  if (cache.size >= mostHeld) cache.clear()
  cache.set(key, messages)
  return messages
}

/** The language that a browser wants most of those there are, as `Accept-Language` tells; `en` where it wants none. */
export function pickLocale(accepted: string): string {
  const wanted = accepted.split(',').map((entry) => {
    const [locale = '', ...parameters] = entry.trim().split(';')
    const weight = parameters.map((one) => /^\s*q=([\d.]+)\s*$/u.exec(one)?.[1]).find(Boolean)
    return { locale, weight: Number(weight ?? 1) }
  })
  const known = wanted.filter(({ locale, weight }) => {
    const language = readLocale(locale)?.language
    return weight > 0 && language !== undefined && byLanguage.has(language)
  })
  return known.toSorted((one, other) => other.weight - one.weight)[0]?.locale ?? 'en'
}

const cache = new Map<string, Messages>()
const mostHeld = 200

function readLocale(locale: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(locale.replaceAll('_', '-'))
  } catch {
    // Not the form of a locale.
    return undefined
  }
}

function createMessages(locale: string, region: string, platform: PlatformName): Messages {
  const catalogue = catalogues[locale] ?? en
  const formats = new Map<MessageKey, IntlMessageFormat>()
  return {
    locale,
    region,
    text(key, values = {}) {
      // Most texts have nothing to be filled in, and registering commands asks for hundreds in each language.
      const pattern = catalogue[key]
      if (!/[{}']/.test(pattern)) return pattern
      let format = formats.get(key)
      if (format === undefined) {
        // Texts hold Markdown and angle brackets, never the library's rich-text tags.
        format = new IntlMessageFormat(pattern, region, undefined, { ignoreTag: true })
        formats.set(key, format)
      }
      return String(format.format({ platform, ...values }))
    },
  }
}
