/**
 * Compares what people read in several messages with one Markdown text: character for character, but for white
 * space at the joints and for code fences that were closed at the end of one message and re-opened in the next.
 * Gives the first difference, or undefined.
 */
export function differenceOf(messages: readonly string[], markdown: string): string | undefined {
  let at = 0
  const pieces = [...messages]
  for (const index of pieces.keys()) {
    if (isOpenAtEnd(messages[index] ?? '')) joinSplitFence(pieces, index, markdown, at)
    const text = (pieces[index] ?? '').trim()
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

/** Takes the fences away that stand between a piece and the next alone. `at` is where the piece begins. */
function joinSplitFence(pieces: string[], index: number, markdown: string, at: number): void {
  const [before = '', after = ''] = pieces.slice(index, index + 2)
  const closed = /\n(`{3,}|~{3,})\s*$/u.exec(before)
  const opened = /^\s*(`{3,}|~{3,})[^\n]*\n/u.exec(after)
  if (closed === null || opened === null || closed[1] !== opened[1]) return
  // One block may really end with the message, and another begin.
  const from = skipSpace(markdown, at)
  if (markdown.startsWith(before.trim(), from)) return
  pieces[index] = before.slice(0, closed.index)
  pieces[index + 1] = after.slice(opened[0].length)
}

/** Whether the fence at the end of a message closes a block, rather than opens one. */
function isOpenAtEnd(message: string): boolean {
  return (message.match(/^(?:`{3,}|~{3,})/gmu)?.length ?? 0) % 2 === 0
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (/\s/u.test(text[at] ?? '')) at += 1
  return at
}
