import { IntlMessageFormat } from 'intl-messageformat'
import { en } from './en.ts'
import { id } from './id.ts'

export type MessageKey = keyof typeof en
/** One language: every key of the English catalogue, in ICU MessageFormat. */
export type Catalogue = Readonly<Record<MessageKey, string>>

/** The texts of one language. */
export interface Messages {
  /** BCP 47, the language actually used. */
  readonly locale: string
  /** The text of that key; numbers are formatted for the language. */
  text(key: MessageKey, values?: Readonly<Record<string, string | number>>): string
}

/** By BCP 47 language; a test holds each to the keys and placeholders of English. */
export const catalogues: Readonly<Record<string, Catalogue>> = { en, id }

/** The texts for a locale such as `id`, `id-ID` or `pt-BR`; English where there is no such language. */
export function messagesFor(locale: string): Messages {
  const language = Object.hasOwn(catalogues, locale) ? locale : (locale.split(/[-_]/)[0] ?? 'en')
  const known = Object.hasOwn(catalogues, language) ? language : 'en'
  const messages = cache.get(known) ?? createMessages(known, catalogues[known] ?? en)
  cache.set(known, messages)
  return messages
}

const cache = new Map<string, Messages>()

function createMessages(locale: string, catalogue: Catalogue): Messages {
  const formats = new Map<MessageKey, IntlMessageFormat>()
  return {
    locale,
    text(key, values = {}) {
      let format = formats.get(key)
      if (format === undefined) {
        // Texts hold Markdown and angle brackets, never the library's rich-text tags.
        format = new IntlMessageFormat(catalogue[key], locale, undefined, { ignoreTag: true })
        formats.set(key, format)
      }
      return String(format.format(values))
    },
  }
}
