import { createParser } from 'eventsource-parser'

/** One event of a stream. */
export interface ServerEvent {
  /** Empty where the host gave none. */
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
  let events: ServerEvent[] = []
  let isEndless = false
  const parser = createParser({
    maxBufferSize: longest,
    onEvent: ({ event = '', data }) => void events.push({ name: event, data }),
    // Fields that it does not know are none of ours either.
    onError: ({ type }) => (isEndless ||= type === 'max-buffer-size-exceeded'),
  })
  const reader = body.getReader()
  const decoder = new TextDecoder()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      parser.feed(done ? '\n\n' : decoder.decode(value, { stream: true }))
      if (events.length > 0) yield events
      if (isEndless) throw new SyntaxError('endless event')
      if (done) return
      events = []
    }
  } finally {
    // Whoever stops before the end may read on.
    reader.releaseLock()
  }
}
