import { subscript, superscript } from './scripts.ts'

/** What HTML tags of plain formatting become; every other tag stays as it is written. */
const marks: Readonly<Record<string, string>> = {
  b: '**',
  strong: '**',
  i: '*',
  em: '*',
  s: '~~',
  del: '~~',
  strike: '~~',
  code: '`',
  kbd: '`',
  summary: '**',
}

const dropped = new Set(['details', 'sub', 'sup', 'p', 'span', 'u', 'mark', 'small', 'center'])

/** One inline tag as Markdown; undefined to leave it. */
export function tagToMarkdown(tag: string): string | undefined {
  if (/^<br\s*\/?>$/i.test(tag)) return '\n'
  const name = /^<\/?([a-z]+)(?:\s[^<>]*)?>$/i.exec(tag)?.[1]?.toLowerCase()
  if (name === undefined) return undefined
  return marks[name] ?? (dropped.has(name) ? '' : undefined)
}

/** A block of HTML, in which Markdown is not parsed. */
export function htmlToMarkdown(html: string): string {
  return html
    .replace(/<(su[bp])>([^<>]*)<\/\1>/gi, (_, tag: string, inner: string) => scripted(tag, inner))
    .replace(/<\/?[a-z]+(?:\s[^<>]*)?\/?>/gi, (tag) => tagToMarkdown(tag) ?? tag)
}

/** The text of `<sub>` or `<sup>` in Unicode where it can, else after `_` or `^`. */
export function scripted(tag: string, inner: string): string {
  const isLow = tag.toLowerCase() === 'sub'
  return (isLow ? subscript(inner) : superscript(inner)) ?? `${isLow ? '_' : '^'}(${inner})`
}
