import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readServerEvents } from '../../src/providers/server-events.ts'
import type { ServerEvent } from '../../src/providers/server-events.ts'

const longest = 1_000

async function read(...reads: readonly (string | Uint8Array)[]): Promise<readonly ServerEvent[]> {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const one of reads) controller.enqueue(typeof one === 'string' ? encoder.encode(one) : one)
      controller.close()
    },
  })
  const events: ServerEvent[] = []
  for await (const together of readServerEvents(body, longest)) events.push(...together)
  return events
}

test.each([
  ['line feeds', 'data: a\n\ndata: b\n\n', ['a', 'b']],
  ['returns', 'data: a\r\rdata: b\r\r', ['a', 'b']],
  ['both', 'data: a\r\n\r\ndata: b\r\n\r\n', ['a', 'b']],
  ['no space after the colon, and two', 'data:a\n\ndata:  b\n\n', ['a', ' b']],
  ['several lines', 'data: a\ndata\ndata: b\n\n', ['a\n\nb']],
  ['comments and other fields', ': hello\nid: 7\nretry: 3\ndata: a\n\n: bye\n\n', ['a']],
  ['an event without data', 'event: ping\n\ndata: a\n\n', ['a']],
  ['no empty line at the end', 'data: a\n\ndata: b', ['a', 'b']],
  ['a byte order mark', '\uFEFFdata: a\n\n', ['a']],
  ['nothing', '', []],
])('%s', async (_name, text, expected) => {
  expect((await read(text)).map(({ data }) => data)).toEqual(expected)
})

test('a name holds for one event', async () => {
  expect(await read('event: error\ndata: a\n\ndata: b\n\n')).toEqual([
    { name: 'error', data: 'a' },
    { name: '', data: 'b' },
  ])
})

test('it does not matter where the reads cut', async () => {
  const text = 'event: x\r\ndata: {"a":"é→👍🏽"}\r\n\r\n: wait\r\rdata: b\n\ndata: c'
  const bytes = new TextEncoder().encode(text)
  const whole = await read(bytes)
  expect(whole).toHaveLength(3)
  const cuts = fc.array(fc.nat(bytes.length), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(cuts, async (at) => {
      const edges = [0, ...at.toSorted((a, b) => a - b), bytes.length]
      const reads = edges.slice(1).map((to, index) => bytes.slice(edges[index], to))
      expect(await read(...reads)).toEqual(whole)
    }),
  )
})

test.each([
  ['a line', ['data: ', 'a'.repeat(longest)]],
  ['lines of one event', Array.from({ length: 12 }, () => `data: ${'a'.repeat(100)}\n`)],
])('an endless event is not collected: %s', async (_name, reads) => {
  await expect(read(...reads)).rejects.toThrow(SyntaxError)
})
