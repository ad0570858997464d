/**
 * Compares what people read in several messages with one Markdown text: character for character, but for white
 * space at the joints and for code fences that were closed at the end of one message and re-opened in the next.
 * Gives the first difference, or undefined.
 */
export function differenceOf(messages: readonly string[], markdown: string): string | undefined {
  let at = 0
  for (const [index, piece] of withoutSplitFences(messages).entries()) {
    const text = piece.trim()
    at = skipSpace(markdown, at)
    if (!markdown.startsWith(text, at)) {
      let same = 0
      while (text[same] !== undefined && text[same] === markdown[at + same]) same += 1
      const read = JSON.stringify(text.slice(same, same + 60))
      const wrote = JSON.stringify(markdown.slice(at + same, at + same + 60))
      return `message ${index}, character ${same}: read ${read}, wrote ${wrote}`
    }
    at += text.length
  }
  at = skipSpace(markdown, at)
  return at === markdown.length
    ? undefined
    : `missing from character ${at}: ${JSON.stringify(markdown.slice(at, at + 60))}`
}

function withoutSplitFences(messages: readonly string[]): readonly string[] {
  const pieces = [...messages]
  for (let index = 1; index < pieces.length; index += 1) {
    const [before = '', after = ''] = pieces.slice(index - 1, index + 1)
    const closed = /\n(`{3,}|~{3,})\s*$/u.exec(before)
    const opened = /^\s*(`{3,}|~{3,})[^\n]*\n/u.exec(after)
    if (closed === null || opened === null || closed[1] !== opened[1] || !isOpenBefore(before, closed.index))
      continue
    pieces[index - 1] = before.slice(0, closed.index)
    pieces[index] = after.slice(opened[0].length)
  }
  return pieces
}

/** Whether the fence at that place closes a block, rather than opens one. */
function isOpenBefore(text: string, index: number): boolean {
  return (text.slice(0, index).match(/^(?:`{3,}|~{3,})/gmu)?.length ?? 0) % 2 === 1
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (/\s/u.test(text[at] ?? '')) at += 1
  return at
}
