import { deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** A PDF with these texts as its pages, each line a line; `raw` takes the place of a page's drawing instructions. */
export function makePdf(
  pages: readonly string[],
  options: { readonly raw?: Uint8Array; readonly trailer?: string; readonly extra?: readonly string[] } = {},
): Uint8Array {
  const objects: Buffer[] = []
  const add = (body: Buffer | string): number => objects.push(Buffer.from(body))
  add('<< /Type /Catalog /Pages 2 0 R >>')
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ')
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`)
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>')
  for (const [index, page] of pages.entries()) {
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${5 + index * 2} 0 R ` +
        '/Resources << /Font << /F1 3 0 R >> >> >>',
    )
    const lines = page.split('\n').map((line) => `(${line.replaceAll(/[\\()]/gu, '\\$&')}) Tj T*`)
    const drawn = options.raw ?? deflateSync(`BT /F1 12 Tf 14 TL 50 700 Td ${lines.join(' ')} ET`)
    add(
      Buffer.concat([
        Buffer.from(`<< /Length ${drawn.length} /Filter /FlateDecode >>\nstream\n`),
        drawn,
        Buffer.from('\nendstream'),
      ]),
    )
  }
  for (const extra of options.extra ?? []) add(extra)
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')]
  const offsets: number[] = []
  for (const [index, body] of objects.entries()) {
    offsets.push(parts.reduce((sum, part) => sum + part.length, 0))
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n'))
  }
  const start = parts.reduce((sum, part) => sum + part.length, 0)
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const count = objects.length + 1
  parts.push(
    Buffer.from(
      `xref\n0 ${count}\n0000000000 65535 f \n${rows}` +
        `trailer\n<< /Size ${count} /Root 1 0 R ${options.trailer ?? ''} >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

/** A picture of one colour. */
export async function makePicture(
  format: 'png' | 'jpeg' | 'gif' | 'webp',
  width: number,
  height: number,
): Promise<Uint8Array> {
  const background = { r: 200, g: 30, b: 30 }
  return sharp({ create: { width, height, channels: 3, background } })
    .toFormat(format)
    .toBuffer()
}
