import { expect, it } from 'vitest'
import { decodeText, plain } from '../../../src/core/attachments/file-text.ts'

const all = 1_000_000
const swapped = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16()
const text = 'Größe: naïve café, 12 €\nzweite Zeile'

it.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16 LE with its mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16 BE with its mark', swapped(`\uFEFF${text}`)],
  ['UTF-16 LE', Buffer.from(text, 'utf16le')],
  ['UTF-16 BE', swapped(text)],
  ['Windows-1252', Buffer.from(text.replace('€', '\u0080'), 'latin1')],
])('reads %s', (_name, bytes) => {
  expect(decodeText(bytes, all)).toBe(text)
})

it('reads other scripts', () => {
  expect(decodeText(Buffer.from('日本語のテキスト、русский текст'), all)).toBe(
    '日本語のテキスト、русский текст',
  )
})

it.each([
  ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0])],
  ['an archive', Buffer.from('504b0304140000000800a1b2c3d4e5f60718293a4b5c6d7e8f90', 'hex')],
  ['noise', Buffer.from(Array.from({ length: 4000 }, (_, index) => ((index * 167 + 13) % 255) | 1))],
  ['a text whose encoding is unknown', Buffer.from('cff0e8e2e5f22c20eceff0'.repeat(9), 'hex')],
])('does not take %s for text', (_name, bytes) => {
  expect(decodeText(bytes, all)).toBeUndefined()
})

it('stops at a whole character', () => {
  expect(decodeText(Buffer.from('aaé'), 3)).toBe('aa')
  expect(decodeText(Buffer.from('日本'), 4)).toBe('日')
})

it('is empty for an empty file', () => {
  expect(decodeText(new Uint8Array(), all)).toBe('')
})

it('leaves out what cannot be seen and keeps lines', () => {
  const hidden = String.fromCodePoint(0xe0049, 0xe0067)
  expect(plain(`a\r\nb\rc\u2028d\ve\tf${hidden}\u202Eg\u0007\u001B[31mred\u001B[0m\uD800`)).toBe(
    'a\nb\nc\nd\ne\tfgred\uFFFD',
  )
})
