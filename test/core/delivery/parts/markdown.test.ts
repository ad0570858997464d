import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { expect, test } from 'vitest'
import { parseMarkdown } from '../../../../src/core/delivery/parts/markdown.ts'

/** The parser alone, without what we spare it. */
function parsed(text: string) {
  const tree = gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] }))
  return fromMarkdown(text, { extensions: [gfm({ singleTilde: false })], mdastExtensions: [tree] })
}

const harmless = [
  'w',
  'Ä',
  'ไม่',
  '中文',
  'e\u0301',
  '7',
  ' ',
  '  ',
  '. ',
  '-',
  '--',
  ': ',
  '(',
  ')',
  '!',
  "'",
  '…',
]
const links = ['www.', 'WWW.a.de', 'http:', 'https://a.de', 'mailto:', 'a@b.de']
const marks = ['1. ', '- ', '# ', '&amp;', '\\*', '*', '_', '`', '<b>', '[', ']', '~~', '|', '> ', '=', '/']
const spaces = ['\t', '\n', '\u00A0', '\u2003']
const pieces = fc.constantFrom(...harmless, ...links, ...marks, ...spaces)

test('words are read as the parser reads them, though it is not asked', () => {
  const texts = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(texts, (text) => {
      expect(parseMarkdown(text)).toEqual(parsed(text))
    }),
    { numRuns: 1_000 },
  )
})

test.each(['Words, and more: (ten) of them. ', 'Kata-kata “biasa” — dan 3%!', 'ไม่มี'])('%s', (text) => {
  expect(parseMarkdown(text)).toEqual(parsed(text))
})
