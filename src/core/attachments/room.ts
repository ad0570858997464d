import { estimateTokens } from '../conversation/tokens.ts'

/** What each gets of `room`: what it needs, or an equal share of what those that need less leave over. */
export function shareOut(needs: readonly number[], room: number): readonly number[] {
  const shares = needs.map(() => 0)
  let left = room
  const smallestFirst = [...needs.entries()].toSorted(([, a], [, b]) => a - b)
  for (const [rank, [index, need]] of smallestFirst.entries()) {
    const share = Math.min(need, Math.floor(left / (smallestFirst.length - rank)))
    shares[index] = share
    left -= share
  }
  return shares
}

/** The beginning of a text that has at most so many tokens by the estimate, up to a line's end where one is near. */
export function beginningOf(text: string, tokens: number): string {
  if (estimateTokens(text) <= tokens) return text
  let fits = 0
  let tooLong = text.length
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2)
    if (estimateTokens(text.slice(0, middle)) <= tokens) fits = middle
    else tooLong = middle
  }
  const cut = text.slice(0, fits).replace(/[\uD800-\uDBFF]$/u, '')
  const lineEnd = cut.lastIndexOf('\n')
  return (lineEnd > cut.length * 0.8 ? cut.slice(0, lineEnd) : cut).trimEnd()
}
