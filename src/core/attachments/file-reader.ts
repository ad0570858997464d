import type { Picture } from '../provider.ts'

/** Why a file was not read. */
export type Unread =
  | 'type'
  | 'too-large'
  | 'too-many'
  | 'too-many-pictures'
  | 'no-pictures'
  /** The place's settings say so. */
  | 'off'
  | 'pictures-off'
  | 'broken'
  | 'protected'
  | 'no-text'
  | 'no-room'
  | 'slow'
  /** The platform's own hosts do not have it. */
  | 'elsewhere'
  /** The platform does not give it to us. */
  | 'refused'
  | 'gone'
  | 'unreachable'

export type ReadText =
  | {
      readonly kind: 'text'
      readonly text: string
      /** Of a document with pages: how many were read, and how many there are. */
      readonly pages?: number
      readonly ofPages?: number
    }
  | { readonly kind: 'unread'; readonly why: Unread }

export type ReadPicture =
  | { readonly kind: 'picture'; readonly picture: Picture }
  | { readonly kind: 'unread'; readonly why: Unread }

/**
 * Readers of formats that are more than text. The bytes are hostile: a reader bounds the time and the memory that it
 * takes, opens no connection, and never ends the process. They reject only when the signal aborts.
 */
export interface FileReader {
  /** The text of a PDF, page by page. */
  pdf(
    bytes: Uint8Array,
    most: { readonly pages: number; readonly chars: number },
    signal: AbortSignal,
  ): Promise<ReadText>
  /** What a browser would show of an HTML page, as text. */
  html(html: string, most: { readonly chars: number }, signal: AbortSignal): Promise<ReadText>
  /** A picture scaled down to what models look at, without what the file says about itself. */
  picture(bytes: Uint8Array, signal: AbortSignal): Promise<ReadPicture>
}
