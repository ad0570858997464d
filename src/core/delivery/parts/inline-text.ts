import { decodeNamedCharacterReference } from 'decode-named-character-reference'
import { superscript } from './scripts.ts'

const special = /[\\`*_~|[\]<>#]/

/** Character references as the characters they stand for, escaped where Markdown would read them. */
export function decodeReferences(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z\d]{1,30}));/gi,
    (whole, hex, decimal, name) => {
      const character = decodeOne(
        hex as string | undefined,
        decimal as string | undefined,
        name as string | undefined,
      )
      if (character === undefined) return whole
      return special.test(character) ? `\\${character}` : character
    },
  )
}

function decodeOne(hex?: string, decimal?: string, name?: string): string | undefined {
  if (name !== undefined) return decodeNamedCharacterReference(name) || undefined
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  const isText =
    code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) && (code < 0x7f || code > 0x9f)
  return isText ? String.fromCodePoint(code) : undefined
}

/** A footnote's number raised; other labels stay in brackets. */
export function footnoteMark(label: string): string {
  return superscript(label.replace(/^\^/, '')) ?? `[${label.replace(/^\^/, '')}]`
}

/** `[^1]` in text: a reference whose definition is elsewhere. */
export function markFootnotes(text: string): string {
  return text.replace(/\[\^(\d{1,4})\](?!:)/g, (_, label: string) => footnoteMark(label))
}

/** Text that a platform must show as it is. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_~|]/g, '\\$&')
}

/** Text in an inline code span, whatever backticks it holds. */
export function codeSpan(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return fence + padding + text + padding + fence
}
