/** One event of a stream: `data` is never empty. */
export interface ServerEvent {
  readonly name: string
  readonly data: string
}

/**
 * Reads server-sent events (WHATWG HTML, 9.2): what came with one read of the body together, and what the end leaves
 * unfinished as if it were whole, since some hosts forget the last empty line. Throws what reading throws, and a
 * `SyntaxError` for an event longer than `longest` characters.
 */
export async function* readServerEvents(
  body: ReadableStream<Uint8Array>,
  longest: number,
): AsyncGenerator<readonly ServerEvent[], void, undefined> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const cutter = createCutter(longest)
  for (;;) {
    const { done, value } = await reader.read()
    const events = done ? cutter.end() : cutter.push(decoder.decode(value, { stream: true }))
    if (events.length > 0) yield events
    if (done) return
  }
}

function createCutter(longest: number) {
  let line = ''
  let endsInReturn = false
  let name = ''
  let data: string | undefined

  function push(text: string): readonly ServerEvent[] {
    // The other half of a line end that the last read cut.
    const more = endsInReturn && text.startsWith('\n') ? text.slice(1) : text
    if (text !== '') endsInReturn = text.endsWith('\r')
    if (line.length + more.length + (data?.length ?? 0) > longest) throw new SyntaxError('endless event')
    const [first = '', ...others] = more.split(/\r\n|\r|\n/)
    const events: ServerEvent[] = []
    line += first
    for (const other of others) {
      take(line, events)
      line = other
    }
    return events
  }

  function take(whole: string, events: ServerEvent[]): void {
    if (whole === '') {
      if (data !== undefined) events.push({ name, data })
      name = ''
      data = undefined
      return
    }
    const colon = whole.indexOf(':')
    const field = colon === -1 ? whole : whole.slice(0, colon)
    const value = colon === -1 ? '' : whole.slice(whole[colon + 1] === ' ' ? colon + 2 : colon + 1)
    if (field === 'data') data = data === undefined ? value : `${data}\n${value}`
    else if (field === 'event') name = value
  }

  return { push, end: () => push('\n\n') }
}
