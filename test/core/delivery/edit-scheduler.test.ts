import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sleep } from '../../../src/core/clock.ts'
import {
  createEditScheduler,
  type EditScheduler,
  type WriteStream,
} from '../../../src/core/delivery/edit-scheduler.ts'
import { Failure } from '../../../src/core/fault.ts'
import { createLimitedChannel, type LimitedChannelOptions } from '../../support/limited-channel.ts'
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts'

interface Writer {
  readonly stream: WriteStream
  readonly errors: unknown[]
  set(text: string): void
  last(text: string): void
}

function setUp(options: Omit<LimitedChannelOptions, 'clock'> = {}) {
  const clock = createVirtualClock(1000)
  const channel = createLimitedChannel({ clock, ...options })
  const scheduler = createEditScheduler({
    clock,
    defaults: { limit: 5, windowMs: 5000 },
  })
  const editor = channel.editorFor(scheduler)

  /** A message whose newest text is shown. */
  function writer(name: string): Writer {
    let text = ''
    let ref: { channel: string; message: string } | undefined
    const errors: unknown[] = []
    const stream = scheduler.stream('channel', {
      render: () => ({
        kind: ref ? 'edit' : 'post',
        content: text,
        async send() {
          const part = { index: 0, text, final: false }
          if (ref) await editor.edit(ref, part)
          else ref = await editor.post(part, name)
        },
      }),
      failed: (error) => errors.push(error),
    })
    const kind = () => (ref ? 'edit' : 'post')
    return {
      stream,
      errors,
      set(next) {
        text = next
        stream.offer(ref ? 'progress' : 'first', kind(), 4)
      },
      last(next) {
        text = next
        stream.offer('last', kind(), 4)
      },
    }
  }
  const texts = () => channel.events.filter((event) => !event.refused).map((event) => event.text)
  return { clock, channel, scheduler, writer, texts }
}

/** Sets a new text every `everyMs`. */
async function type(clock: VirtualClock, writer: Writer, count: number, everyMs: number): Promise<void> {
  for (let i = 1; i <= count; i += 1) {
    writer.set(`${i}`)
    await sleep(clock, everyMs)
  }
  writer.last('end')
}

test('the newest text wins and the last is written at once', async () => {
  const { clock, channel, writer, texts } = setUp()
  const typing = type(clock, writer('a'), 60, 50)
  await clock.runUntil(typing)
  await clock.advance(0)
  expect(texts().at(-1)).toBe('end')
  expect(channel.events.at(-1)?.at).toBe(1000 + 60 * 50)
  for (const { at, text } of channel.events.slice(0, -1)) {
    expect(text).toBe(`${Math.floor((at - 1000) / 50) + 1}`)
  }
  expect(texts().length).toBeGreaterThan(3)
})

test('identical text is never sent', async () => {
  const { clock, writer, texts } = setUp()
  const a = writer('a')
  for (let i = 0; i < 10; i += 1) {
    a.set('same')
    await clock.advance(1000)
  }
  a.last('same')
  await clock.advance(10_000)
  expect(texts()).toEqual(['same'])
})

test('a refusal delays a write and the newest text is written then', async () => {
  const { clock, channel, writer, texts } = setUp({ limit: 2, tells: false })
  const a = writer('a')
  a.set('1')
  await clock.advance(20)
  a.last('2')
  await clock.advance(0)
  a.last('3')
  await clock.advance(100)
  expect(channel.events.at(-1)).toMatchObject({ text: '3', refused: true })
  a.last('4')
  await clock.advance(4000)
  expect(texts()).toEqual(['1', '2'])
  await clock.advance(2000)
  expect(texts()).toEqual(['1', '2', '4'])
  expect(channel.events.filter((event) => event.refused)).toHaveLength(1)
  expect(a.errors).toEqual([])
})

test('a refusal that does not say for how long delays by a window', async () => {
  const { clock, channel, writer, texts } = setUp()
  const a = writer('a')
  channel.failNext({ reason: 'rate-limited' })
  a.last('1')
  await clock.advance(4990)
  expect(texts()).toHaveLength(1)
  expect(channel.messages.size).toBe(0)
  await clock.advance(100)
  expect([...channel.messages.values()]).toEqual(['1'])
  expect(a.errors).toEqual([])
})

test('any other error goes to whoever asked, and to nobody else', async () => {
  const { clock, channel, scheduler, writer } = setUp()
  const a = writer('a')
  const b = writer('b')
  channel.failNext({ reason: 'no-permission' })
  a.last('1')
  b.last('2')
  await clock.advance(100)
  expect(a.errors).toEqual([expect.any(Failure)])
  expect(b.errors).toEqual([])
  expect([...channel.messages.values()]).toEqual(['2'])
  const single = scheduler.run('channel', 'edit', () => Promise.reject(new Error('gone')))
  await expect(clock.runUntil(single)).rejects.toThrow('gone')
  expect(await clock.runUntil(scheduler.run('channel', 'post', () => Promise.resolve(7)))).toBe(7)
})

test('last texts go first, then creates, then edits in between', async () => {
  const { clock, channel, writer } = setUp({ limit: 1, windowMs: 1000 })
  const [a, b, c, d] = [writer('a'), writer('b'), writer('c'), writer('d')]
  a.set('a1')
  await clock.advance(1100)
  b.set('b1')
  await clock.advance(100)
  a.set('a2')
  b.set('b2')
  c.set('c1')
  d.last('d1')
  await clock.advance(10_000)
  expect(channel.events.map((event) => event.text)).toEqual(['a1', 'b1', 'd1', 'c1', 'a2', 'b2'])
})

test('answers in one channel take turns', async () => {
  const { clock, channel, writer } = setUp()
  const writers = ['a', 'b', 'c'].map(writer)
  const typing = Promise.all(writers.map((each) => type(clock, each, 1200, 50)))
  await clock.advance(59_000)
  const counts = new Map<string, number>()
  for (const { message } of channel.events) counts.set(message, (counts.get(message) ?? 0) + 1)
  expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1)
  expect(channel.events.length).toBeGreaterThan(50)
  await clock.runUntil(typing)
})

test('channels do not wait for each other', async () => {
  const clock = createVirtualClock()
  const scheduler = createEditScheduler({
    clock,
    defaults: { limit: 1, windowMs: 5000 },
  })
  const times = await clock.runUntil(
    Promise.all(['a', 'b', 'c'].map((channel) => scheduler.run(channel, 'post', async () => clock.now()))),
  )
  expect(times).toEqual([0, 0, 0])
})

test.each([
  { limit: 2, windowMs: 5000, most: 2 },
  { limit: 10, windowMs: 5000, most: 10 },
  { limit: 5, windowMs: 2000, most: 5 },
])('a limit of $limit in $windowMs ms is learnt from the headers', async ({ limit, windowMs, most }) => {
  const { clock, channel, writer } = setUp({ limit, windowMs })
  const typing = type(clock, writer('a'), 1200, 50)
  await clock.advance(59_000)
  expect(channel.events.filter((event) => event.refused)).toEqual([])
  const windows = 59_000 / (windowMs + 10)
  expect(channel.events.length).toBeGreaterThan(Math.floor(windows) * most)
  await clock.runUntil(typing)
})

test('posts and edits are counted apart once the platform names two buckets', async () => {
  const { clock, channel, scheduler } = setUp({ buckets: 'by kind', limit: 4 })
  const editor = channel.editorFor(scheduler)
  const part = { index: 0, text: 'x', final: true }
  async function write(kind: 'post' | 'edit', key: string): Promise<number> {
    await scheduler.run('channel', kind, async () => {
      if (kind === 'post') await editor.post(part, key)
      else await editor.edit({ channel: 'channel', message: key }, part)
    })
    return clock.now() - 1000
  }
  expect(await clock.runUntil(Promise.all([write('post', '1'), write('edit', '1')]))).toEqual([0, 0])
  const more = ['2', '3'].flatMap((key) => [write('post', key), write('edit', key)])
  expect(await clock.runUntil(Promise.all(more))).toEqual([0, 0, 0, 0])
  // Both of the first two were counted against the one bucket that was known of then.
  expect(await clock.runUntil(write('post', '4'))).toBeGreaterThanOrEqual(5000)
})

test('learning before any write is no reason to fail', async () => {
  const { clock, scheduler, writer, texts } = setUp()
  scheduler.learn('channel', 'edit', { limit: 5, remaining: 0, resetAfterMs: 700 })
  const a = writer('a')
  a.set('1')
  await clock.advance(600)
  expect(texts()).toEqual([])
  await clock.advance(200)
  expect(texts()).toEqual(['1'])
})

test('never more than the limit in a window, and the last text is always written', async () => {
  const answer = fc.record({
    startMs: fc.integer({ min: 0, max: 9000 }),
    count: fc.integer({ min: 1, max: 120 }),
    everyMs: fc.integer({ min: 1, max: 300 }),
  })
  const setting = fc.record({
    answers: fc.array(answer, { minLength: 1, maxLength: 5 }),
    limit: fc.integer({ min: 1, max: 8 }),
    windowMs: fc.integer({ min: 500, max: 7000 }),
    latencyMs: fc.integer({ min: 0, max: 400 }),
    buckets: fc.constantFrom('shared' as const, 'unnamed' as const, 'by kind' as const),
  })
  await fc.assert(
    fc.asyncProperty(setting, async ({ answers, ...options }) => {
      const { clock, channel, scheduler, writer } = setUp(options)
      scheduler.learn('channel', 'edit', { limit: options.limit, remaining: options.limit, resetAfterMs: 0 })
      const done = answers.map(async ({ startMs, count, everyMs }, i) => {
        await sleep(clock, startMs)
        await type(clock, writer(`${i}`), count, everyMs)
      })
      await clock.runUntil(Promise.all(done))
      await clock.advance(options.windowMs * 10 + 20_000)
      expect([...channel.messages.values()]).toEqual(answers.map(() => 'end'))
      expect(channel.events.filter((event) => event.refused)).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('refusals that the headers did not foretell lose nothing', async () => {
  const setting = fc.record({
    limit: fc.integer({ min: 1, max: 4 }),
    windowMs: fc.integer({ min: 500, max: 9000 }),
    latencyMs: fc.integer({ min: 0, max: 300 }),
    answers: fc.integer({ min: 1, max: 4 }),
  })
  await fc.assert(
    fc.asyncProperty(setting, async ({ answers, ...options }) => {
      const { clock, channel, writer } = setUp({ ...options, tells: false })
      const done = Array.from({ length: answers }, (_, i) => type(clock, writer(`${i}`), 40, 60))
      await clock.runUntil(Promise.all(done))
      await clock.advance(120_000)
      expect([...channel.messages.values()]).toEqual(done.map(() => 'end'))
    }),
    { numRuns: 40 },
  )
})

test('a channel that nothing uses is forgotten, its limit with it', async () => {
  const clock = createVirtualClock()
  const scheduler: EditScheduler = createEditScheduler({
    clock,
    defaults: { limit: 1, windowMs: 1000 },
  })
  for (let i = 0; i < 1000; i += 1) {
    await clock.runUntil(scheduler.run(`c${i}`, 'post', async () => undefined))
    await clock.advance(10)
  }
  expect(clock.timers).toBe(0)
})
