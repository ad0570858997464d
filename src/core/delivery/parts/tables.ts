import { createRequire } from 'node:module'
import type StringWidth from 'string-width'
import type { AlignType } from 'mdast'

const load = createRequire(import.meta.url)
/** Loaded with the first table: its expressions for emoji take long to compile. */
const stringWidth = (text: string) => (load('string-width') as { default: typeof StringWidth }).default(text)

/** A table whose cells are plain text of one line each; the first row is the header. */
export interface TextTable {
  readonly rows: readonly (readonly string[])[]
  readonly align: readonly AlignType[]
}

/**
 * Columns padded by display width, so that East Asian text and emoji line up in a monospaced font. ASCII rules only:
 * box-drawing characters are of ambiguous width in East Asian fonts. Undefined when wider than `maxWidth` columns.
 */
export function alignTable(table: TextTable, maxWidth: number): string | undefined {
  const columns = Math.max(...table.rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(1, ...table.rows.map((row) => stringWidth(row[column] ?? ''))),
  )
  if (widths.reduce((sum, width) => sum + width + 3, -3) > maxWidth) return undefined
  const line = (row: readonly string[]): string =>
    widths
      .map((width, column) => pad(row[column] ?? '', width, table.align[column] ?? null))
      .join(' | ')
      .trimEnd()
  const [header, ...body] = table.rows.map(line)
  const rule = widths.map((width) => '-'.repeat(width)).join('-|-')
  return [header, rule, ...body].join('\n')
}

function pad(text: string, width: number, align: AlignType): string {
  const missing = Math.max(0, width - stringWidth(text))
  const left = align === 'right' ? missing : align === 'center' ? Math.floor(missing / 2) : 0
  return ' '.repeat(left) + text + ' '.repeat(missing - left)
}

/**
 * A table too wide to line up, as a list of records: the first cell, then each other cell by its header. Cells are
 * Markdown here, so that links stay links.
 */
export function tableAsRecords(rows: readonly (readonly string[])[]): string {
  const [header = [], ...body] = rows
  if (body.length === 0) return header.filter((cell) => cell !== '').join(' · ')
  return body
    .map((row) => {
      const [first = '', ...rest] = row
      const fields = rest.flatMap((cell, index) => {
        if (cell === '') return []
        const name = header[index + 1] ?? ''
        return [name === '' ? `- ${cell}` : `- ${name}: ${cell}`]
      })
      return [first === '' ? '–' : first, ...fields].join('\n')
    })
    .join('\n')
}
