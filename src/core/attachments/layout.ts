import { defused } from '../conversation/control-tokens.ts'
import { fileLimits } from './limits.ts'
import type { Unread } from './file-reader.ts'
import { languageOf } from './kind.ts'

/** A file of a question, after reading. */
export type FileRead = { readonly name: string } & (
  | {
      readonly kind: 'text'
      readonly text: string
      /** It goes on after `text`. */
      readonly isCut: boolean
      readonly pages?: number
      readonly ofPages?: number
    }
  | { readonly kind: 'picture' }
  | { readonly kind: 'unread'; readonly why: Unread }
)

/** The first line of the files in a prompt. Above it nobody's text can be at the beginning of a line. */
export const filesHeading = 'Files that came with it, as read by the chat program:'

/**
 * The files as the model reads them, now and ever after: the same bytes for the same files. Each text is in a fence
 * that is longer than any in it, so that it cannot leave it, and ends before anybody's words. A picture is named only;
 * it is shown beside the newest message and never again. Empty when there are none.
 */
export function layOutFiles(files: readonly FileRead[]): string {
  if (files.length === 0) return ''
  const listed = files.slice(0, fileLimits.files * 2)
  const more = files.length - listed.length
  const lines = [
    filesHeading,
    '',
    ...listed.map((file, index) => entry(file, index + 1)),
    ...(more > 0 ? [`${more} more, not read.`] : []),
    'End of the files.',
  ]
  return `${lines.join('\n')}\n`
}

/** A file's name as one short line without quotation marks, line ends or control characters. */
export function fileName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[<>|｜[\]{}`*~\\@"“”„‟«»＂\s]+/gu, ' ')
    .trim()
  if (clean.length <= fileLimits.nameChars) return clean || 'file'
  // The end has the extension.
  const end = clean.slice(-12)
  return `${clean.slice(0, fileLimits.nameChars - 1 - end.length)}…${end}`.toWellFormed()
}

function entry(file: FileRead, number: number): string {
  const title = `File ${number}, "${fileName(file.name)}"`
  switch (file.kind) {
    case 'picture':
      return `${title}: a picture, shown beside the newest message only.`
    case 'unread':
      return `${title}: not read.`
    case 'text': {
      const { pages, ofPages } = file
      const isPart = pages !== undefined && ofPages !== undefined && pages < ofPages
      const parts = [
        ...(isPart ? [`pages 1 to ${pages} of ${ofPages}`] : []),
        ...(file.isCut ? ['the beginning only'] : []),
      ]
      const text = defused(file.text)
      const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
      const language = pages === undefined ? languageOf(file.name) : ''
      return `${[title, ...parts].join(', ')}:\n${fence}${language}\n${text}\n${fence}`
    }
    default:
      return file satisfies never
  }
}

function longestRun(text: string): number {
  return (text.match(/`+/gu) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0)
}
