import { getDocumentProxy } from 'unpdf'
import type { ReadText } from '../core/attachments/file-reader.ts'

/** The text of a PDF's first pages. It may take any time and memory: see `job.ts`. */
export async function pdfToText(
  bytes: Uint8Array,
  most: { readonly pages: number; readonly chars: number },
): Promise<ReadText> {
  try {
    const document = await getDocumentProxy(bytes, {
      verbosity: 0,
      disableFontFace: true,
      useSystemFonts: false,
      stopAtErrors: false,
      enableXfa: false,
      // Nothing is to be fetched, from wherever a file may say.
      disableAutoFetch: true,
      disableRange: true,
      disableStream: true,
    })
    const pages: string[] = []
    let chars = 0
    while (pages.length < Math.min(document.numPages, most.pages) && chars < most.chars) {
      const page = await document.getPage(pages.length + 1)
      const { items } = await page.getTextContent()
      const text = items
        .map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : ''))
        .join('')
      page.cleanup()
      pages.push(text.trim())
      chars += text.length
    }
    const text = pages.filter((page) => page !== '').join('\n\n')
    return { kind: 'text', text: text.slice(0, most.chars), pages: pages.length, ofPages: document.numPages }
  } catch (error) {
    const isProtected = error instanceof Error && error.name === 'PasswordException'
    return { kind: 'unread', why: isProtected ? 'protected' : 'broken' }
  }
}
