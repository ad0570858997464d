import type { Attachment } from '../question.ts'

export type FileKind = 'picture' | 'pdf' | 'html' | 'text'

/** What a file is by its first bytes, which cannot be as wrong as its name; `text` is what all else is tried as. */
export function kindOf(bytes: Uint8Array, attachment: Pick<Attachment, 'name' | 'mediaType'>): FileKind {
  if (pictures.some((signature) => startsWith(bytes, signature)) || isWebp(bytes)) return 'picture'
  // Readers take a PDF that begins within the first kilobyte.
  if (latin(bytes.subarray(0, 1024)).includes('%PDF-')) return 'pdf'
  const isHtml =
    /\.x?html?$/iu.test(attachment.name) ||
    mediaTypeOf(attachment) === 'text/html' ||
    /^\s*<(?:!doctype html|html)[\s>]/iu.test(latin(bytes.subarray(0, 256)).replace(/^ï»¿/u, ''))
  return isHtml ? 'html' : 'text'
}

/** Whether a file is a picture by what the platform says of it. */
export function saysPicture(attachment: Attachment): boolean {
  const type = mediaTypeOf(attachment)
  return type.startsWith('image/') && type !== 'image/svg+xml'
}

/** Whether it would be downloaded in vain: sound, films, archives, programs and the formats of office programs. */
export function isHopeless(attachment: Attachment): boolean {
  return (
    /^(?:audio|video|font)\//u.test(mediaTypeOf(attachment)) ||
    /^application\/(?:zip|gzip|x-(?:7z-compressed|tar|rar|bzip2?|xz|msdownload)|vnd\.(?:rar|ms-|openxml|oasis))/u.test(
      mediaTypeOf(attachment),
    )
  )
}

/** The extension as the language of a fenced block; empty where it is none. */
export function languageOf(name: string): string {
  return /\.([a-z0-9+#-]{1,12})$/iu.exec(name)?.[1]?.toLowerCase() ?? ''
}

function mediaTypeOf({ mediaType = '' }: Pick<Attachment, 'mediaType'>): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase()
}

/** PNG, JPEG and GIF. */
const pictures = [
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
] as const

function isWebp(bytes: Uint8Array): boolean {
  return latin(bytes.subarray(0, 4)) === 'RIFF' && latin(bytes.subarray(8, 12)) === 'WEBP'
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder('windows-1252').decode(bytes)
}
