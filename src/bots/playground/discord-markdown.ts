const fence = /^(?:> ?)*\s*(`{3,})/u
const item = /^(?:> ?)*\s*(?:[-*+]|\d{1,9}[.)])\s/u

/**
 * A message of Discord as Markdown that reads the same elsewhere: there a list ends with the line, whatever follows, and
 * `-#` begins small print.
 */
export function fromDiscord(text: string): string {
  const lines: string[] = []
  let isCode = false
  let before = ''
  for (const line of text.split('\n')) {
    const isFence = fence.test(line)
    const quote = /^(?:> ?)*/u.exec(line)?.[0] ?? ''
    const isPlain = !isCode && !isFence
    if (isPlain && item.test(before) && !item.test(line) && !/^(?:> ?)*\s{2,}\S/u.test(line))
      lines.push(quote.trimEnd())
    lines.push(isPlain ? line.replace(/^((?:> ?)*)-# /u, '$1') : line)
    if (isFence) isCode = !isCode
    before = isCode ? '' : line
  }
  return lines.join('\n')
}
