import type { Format } from './format.ts'
import { renderMarkdown } from './render.ts'
import type { Dialect } from './render.ts'

interface Limits {
  readonly maxLength: number
  readonly maxBytes?: number
}

/**
 * For a platform whose Markdown is a small one for chat: headings to a level, masked links, three backticks; no
 * tables, rules, task lists or character references. Tables become aligned monospaced text.
 */
export function alignedTextFormat(
  options: Limits & {
    readonly headings?: 1 | 2 | 3
    /** Columns of the widest table that is aligned; 72 unless told. */
    readonly tableWidth?: number
    /** Whether `||text||` hides text. */
    readonly spoilers?: boolean
    /** What a line of small print starts with, such as `-# `. */
    readonly smallPrint?: string
  },
): Format {
  const dialect: Dialect = {
    headings: options.headings ?? 3,
    tables: 'aligned',
    fences: 'three',
    tableWidth: options.tableWidth ?? 72,
    smallPrint: options.smallPrint ?? '',
    commonmark: false,
  }
  return format(options, options.spoilers ?? false, (markdown) => renderMarkdown(markdown, dialect))
}

/**
 * For a platform that shows GFM as it is. Formulas become Unicode and images links. `escape` is what the platform wants
 * done to all of the result, code too, so that nothing in it pings; it must work character by character, and counts for
 * the length.
 */
export function nativeMarkdownFormat({
  escape,
  ...limits
}: Limits & { readonly escape: (markdown: string) => string }): Format {
  const dialect: Dialect = {
    headings: 6,
    tables: 'native',
    fences: 'commonmark',
    tableWidth: 0,
    smallPrint: '',
    commonmark: true,
  }
  return format(limits, false, (markdown) => escape(renderMarkdown(markdown, dialect)))
}

function format(
  { maxLength, maxBytes }: Limits,
  spoilers: boolean,
  render: (markdown: string) => string,
): Format {
  return {
    maxLength,
    ...(maxBytes === undefined ? {} : { maxBytes }),
    spoilers,
    render: (markdown) => render(markdown).toWellFormed(),
  }
}
