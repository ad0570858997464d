import { z } from 'zod'

/** So many in any window of that length. */
export interface Rate {
  readonly most: number
  readonly windowMs: number
}

export type Period = 'day' | 'month'

/** So much money in each day or month, by UTC. */
export interface Allowance {
  readonly nanoUsd: number
  readonly period: Period
}

const nanoPerUsd = 1_000_000_000
const mostUsd = 1_000_000

const unitMs = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const

/** Longest window of a rate: those who asked within it are kept in memory. Milliseconds. */
const longestWindowMs = unitMs.day

/** One of some words. */
export function choice<const T extends readonly [string, ...string[]]>(words: T) {
  return z.codec(z.string(), z.enum(words), {
    // The schema after it refuses any other word.
    decode: (text) => text.trim().toLowerCase() as T[number],
    encode: (word) => word,
  })
}

/** A whole number within bounds. */
export function integer(min: number, max: number) {
  return z.codec(z.string(), z.int().min(min).max(max), {
    decode: (text) => (/^\s*\d{1,9}\s*$/u.test(text) ? Number(text) : Number.NaN),
    encode: String,
  })
}

/** Free text, or a word that stands for having none. `max` in UTF-16 units. */
export function textOr(word: string, max: number) {
  return z.codec(z.string(), z.string().min(1).max(max), {
    decode: (text) => (text.trim().toLowerCase() === word ? word : text.trim()),
    encode: (text) => text,
  })
}

/** `10/minute`, `5/10 minutes`, `200/day` or `off`. */
export const rate = z.codec(
  z.string(),
  z.union([
    z.literal('off'),
    z.object({ most: z.int().min(1).max(100_000), windowMs: z.int().min(1_000).max(longestWindowMs) }),
  ]),
  {
    decode(text, context) {
      const trimmed = text.trim().toLowerCase()
      if (trimmed === 'off') return 'off' as const
      const match = /^(\d{1,6})\s*(?:\/|per)\s*(?:(\d{1,4})\s*)?(second|minute|hour|day)s?$/u.exec(trimmed)
      if (match === null) return refuse(context, text)
      const unit = match[3] as keyof typeof unitMs
      return { most: Number(match[1]), windowMs: Number(match[2] ?? 1) * unitMs[unit] }
    },
    encode: (value) => (value === 'off' ? 'off' : formatRate(value)),
  },
)

/** `$5/day`, `0.50/month` or `off`; to the billionth of a dollar. */
export const allowance = z.codec(
  z.string(),
  z.union([
    z.literal('off'),
    z.object({
      nanoUsd: z
        .int()
        .min(0)
        .max(mostUsd * nanoPerUsd),
      period: z.enum(['day', 'month']),
    }),
  ]),
  {
    decode(text, context) {
      const trimmed = text.trim().toLowerCase()
      if (trimmed === 'off') return 'off' as const
      const match = /^\$?\s*(\d{1,7})(?:\.(\d{1,9}))?\s*(?:usd\s*)?(?:\/|per)\s*(day|month)$/u.exec(trimmed)
      if (match === null) return refuse(context, text)
      // Digit by digit: 0.1 has no exact value as a float.
      const nanoUsd = Number(match[1]) * nanoPerUsd + Number((match[2] ?? '').padEnd(9, '0'))
      return { nanoUsd, period: match[3] as Period }
    },
    encode: (value) => (value === 'off' ? 'off' : `$${formatUsd(value.nanoUsd)}/${value.period}`),
  },
)

/** Names or ids, parted by commas or spaces; `none` is the word for an empty list. */
export function list(item: RegExp, none: string, mostItems = 100) {
  return z.codec(z.string(), z.array(z.string().regex(item)).max(mostItems).readonly(), {
    decode(text) {
      const trimmed = text.trim()
      if (trimmed.toLowerCase() === none) return []
      const items = trimmed.split(/[\s,]+/u).map(plainId)
      // An empty text is no item, which the schema after it says.
      return [...new Set(items)]
    },
    encode: (items) => (items.length === 0 ? none : items.join(', ')),
  })
}

/** Model names parted by commas, in the order of falling back; no spaces within. */
export const modelSpec = z.codec(
  z.string(),
  z
    .string()
    .max(300)
    .regex(/^[\w./:@-]+(?:,[\w./:@-]+)*$/u),
  {
    decode: (text) => text.trim().replaceAll(/\s*,\s*/gu, ','),
    encode: (spec) => spec,
  },
)

/** `auto`, or a language as BCP 47 names it. */
export const language = z.codec(z.string(), z.string().min(2).max(35), {
  decode(text, context) {
    const trimmed = text.trim()
    if (trimmed.toLowerCase() === 'auto') return 'auto'
    const canonical = canonicalLocale(trimmed)
    return canonical === undefined || !isLanguage(canonical) ? refuse(context, text) : canonical
  },
  encode: (locale) => locale,
})

/** Dollars without a needless zero, at least two decimals: `5.00`, `0.0005`. */
export function formatUsd(nanoUsd: number): string {
  const whole = Math.floor(nanoUsd / nanoPerUsd)
  const decimals = String(nanoUsd % nanoPerUsd).padStart(9, '0')
  return `${whole}.${decimals.replace(/0{1,7}$/u, '')}`
}

function formatRate({ most, windowMs }: Rate): string {
  const units = ['day', 'hour', 'minute', 'second'] as const
  const unit = units.find((name) => windowMs % unitMs[name] === 0) ?? 'second'
  const count = Math.round(windowMs / unitMs[unit])
  return count === 1 ? `${most}/${unit}` : `${most}/${count} ${unit}s`
}

/** Of a mention such as `<#C1|general>`, `<@&2>` or `<!subteam^S1>`, the id. */
function plainId(item: string): string {
  return /^<(?:#|@&|@!?|!subteam\^)(\w+)(?:\|[^>]*)?>$/u.exec(item)?.[1] ?? item
}

function canonicalLocale(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text)[0]
  } catch {
    // Not the form of a locale.
    return undefined
  }
}

/** Whether the language has a name: any letters have the form of a locale. */
function isLanguage(locale: string): boolean {
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })
  return names.of(new Intl.Locale(locale).language) !== undefined
}

function refuse(context: z.core.ParsePayload, input: unknown): never {
  context.issues.push({ code: 'custom', input, message: 'cannot be read' })
  return z.NEVER
}
