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

/** The texts for a locale such as `id`, `id-ID` or `pt-PT`; English where there is no such language. */
export function messagesFor(locale: string): Messages {
  const known = cache.get(locale)
  if (known !== undefined) return known
  const region = readLocale(locale)
  const language = region === undefined ? undefined : byLanguage.get(region.language)
  const messages = createMessages(language ?? 'en', language === undefined ? 'en' : String(region))
  // Locales come from platforms: there is no end to what could be sent.
  if (cache.size >= mostHeld) cache.clear()
  cache.set(locale, messages)
  return messages
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

function createMessages(locale: string, region: string): Messages {
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
      return String(format.format(values))
    },
  }
}
