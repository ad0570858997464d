import { describe, expect, test, vi } from 'vitest'
import { Failure } from '../../../src/core/fault.ts'
import { createLimits } from '../../../src/core/limits/limits.ts'
import type { LimitOptions } from '../../../src/core/limits/limits.ts'
import type { RateRule } from '../../../src/core/limits/rules.ts'
import { createGate, questionOf } from './support.ts'

const clock = { now: () => 1_000_000, after: () => () => undefined }
const never = new AbortController().signal
const tenAMinute: readonly RateRule[] = [{ scope: 'person', most: 10, windowMs: 60_000 }]
const silent = { onWaiting: () => undefined }

function limitsWith(options: Partial<LimitOptions> = {}) {
  return createLimits({ perWorkspace: 4, maxWaiting: 5, clock, ...options })
}

describe('admission', () => {
  test('of 100 questions at one moment, exactly as many are taken as the limit says', async () => {
    const limits = limitsWith()
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => limits.admit(questionOf('ann'), tenAMinute)),
    )
    expect(answers.filter(({ kind }) => kind === 'ok')).toHaveLength(10)
    expect(answers.filter(({ kind }) => kind === 'limited')).toHaveLength(90)
    expect(answers.at(-1)).toEqual({ kind: 'limited', scope: 'person', until: 1_060_000 })
  })

  test('is counted per person and workspace', async () => {
    const one: readonly RateRule[] = [{ scope: 'person', most: 1, windowMs: 60_000 }]
    const limits = limitsWith()
    expect(await limits.admit(questionOf('ann'), tenAMinute)).toEqual({ kind: 'ok' })
    expect(await limits.admit(questionOf('bob'), one)).toEqual({ kind: 'ok' })
    expect(await limits.admit(questionOf('ann', { workspace: 'T2' }), one)).toEqual({ kind: 'ok' })
    expect(await limits.admit(questionOf('ann', { channel: 'C2' }), one)).toMatchObject({ kind: 'limited' })
  })

  test('is counted per channel, with its threads, and per workspace', async () => {
    const limits = limitsWith()
    const rules: readonly RateRule[] = [
      { scope: 'person', most: 1, windowMs: 60_000 },
      { scope: 'channel', most: 2, windowMs: 60_000 },
      { scope: 'workspace', most: 3, windowMs: 60_000 },
    ]
    const thread = { kind: 'thread', channel: 'thread', parent: 'C1' } as const
    expect(await limits.admit(questionOf('a'), rules)).toEqual({ kind: 'ok' })
    expect(await limits.admit(questionOf('b', thread), rules)).toEqual({ kind: 'ok' })
    expect(await limits.admit(questionOf('c', thread), rules)).toMatchObject({ scope: 'channel' })
    expect(await limits.admit(questionOf('c', { channel: 'C2' }), rules)).toEqual({ kind: 'ok' })
    expect(await limits.admit(questionOf('d', { channel: 'C2' }), rules)).toMatchObject({
      kind: 'limited',
      scope: 'workspace',
      until: 1_060_000,
    })
    expect(await limits.admit(questionOf('d', { workspace: 'T2' }), rules)).toEqual({ kind: 'ok' })
  })

  test('a refused question takes no place, also not under the rules that had one', async () => {
    const limits = limitsWith()
    const person: RateRule = { scope: 'person', most: 2, windowMs: 60_000 }
    const full: RateRule = { scope: 'channel', most: 1, windowMs: 60_000 }
    await limits.admit(questionOf('ann'), [person, full])
    await limits.admit(questionOf('ann'), [person, full])
    expect(await limits.taken(questionOf('ann'), [person, full])).toEqual([
      { count: 1, until: 1_060_000 },
      { count: 1, until: 1_060_000 },
    ])
    expect(await limits.taken(questionOf('bob'), [person])).toEqual([{ count: 0 }])
  })
})

describe('turns', () => {
  test('one at a time in a conversation, in the order they came', async () => {
    const limits = limitsWith()
    const order: number[] = []
    let working = 0
    let most = 0
    const all = Array.from({ length: 6 }, (_, index) =>
      limits.run(
        'a',
        questionOf('ann'),
        never,
        async () => {
          working += 1
          most = Math.max(most, working)
          await new Promise((resolve) => {
            setImmediate(resolve)
          })
          order.push(index)
          working -= 1
        },
        silent,
      ),
    )
    await Promise.all(all)
    expect(order).toEqual([0, 1, 2, 3, 4, 5])
    expect(most).toBe(1)
  })

  test('conversations run side by side up to the bound of the workspace, others beyond it', async () => {
    const limits = limitsWith({ perWorkspace: 2 })
    const gates = Array.from({ length: 4 }, createGate)
    const waiting: (number | undefined)[] = [undefined, undefined, undefined, undefined]
    const runs = gates.map(({ work }, index) =>
      limits.run(`conversation ${index}`, questionOf('ann'), never, work, {
        onWaiting: (ahead) => {
          waiting[index] = ahead
        },
      }),
    )
    await Promise.all([gates[0]?.begun, gates[1]?.begun])
    const elsewhere = createGate()
    const other = limits.run('far', questionOf('ann', { workspace: 'T2' }), never, elsewhere.work, silent)
    await elsewhere.begun
    await vi.waitFor(() => expect(waiting).toEqual([undefined, undefined, 0, 0]), 60_000)
    expect(gates.map(({ hasBegun }) => hasBegun())).toEqual([true, true, false, false])
    gates[1]?.open()
    await gates[2]?.begun
    expect(gates[3]?.hasBegun()).toBe(false)
    for (const gate of [...gates, elsewhere]) gate.open()
    await Promise.all([...runs, other])
  })

  test('no more in all than set', async () => {
    const limits = limitsWith({ inAll: 1 })
    const [first, second] = [createGate(), createGate()]
    const one = limits.run('a', questionOf('ann', { workspace: 'T1' }), never, first.work, silent)
    await first.begun
    const told = Promise.withResolvers<number>()
    const hooks = { onWaiting: told.resolve }
    const two = limits.run('b', questionOf('ann', { workspace: 'T2' }), never, second.work, hooks)
    expect(await told.promise).toBe(0)
    expect(second.hasBegun()).toBe(false)
    first.open()
    await second.begun
    second.open()
    await Promise.all([one, two])
  })

  test("one person's direct messages do not wait for another's", async () => {
    const limits = limitsWith({ perWorkspace: 1 })
    const [ann, bob] = [createGate(), createGate()]
    const dm = { platform: 'discord', workspace: 'dm', kind: 'dm' } as const
    const runs = [
      limits.run('dm:1', questionOf('ann', { ...dm, channel: '1' }), never, ann.work, silent),
      limits.run('dm:2', questionOf('bob', { ...dm, channel: '2' }), never, bob.work, silent),
    ]
    await Promise.all([ann.begun, bob.begun])
    ann.open()
    bob.open()
    await Promise.all(runs)
  })

  test('tells once, and only who waits, how many come first', async () => {
    const limits = limitsWith()
    const gate = createGate()
    const told: [string, number][] = []
    const run = (name: string) =>
      limits.run('a', questionOf(name), never, gate.work, { onWaiting: (ahead) => told.push([name, ahead]) })
    const runs = [run('first'), run('second'), run('third')]
    await gate.begun
    gate.open()
    await Promise.all(runs)
    expect(told).toEqual([
      ['second', 1],
      ['third', 2],
    ])
  })

  test('refuses what would wait behind too many', async () => {
    const limits = limitsWith({ maxWaiting: 2 })
    const gate = createGate()
    const run = () => limits.run('a', questionOf('ann'), never, gate.work, silent)
    const runs = [run(), run(), run()]
    await expect(run()).rejects.toMatchObject({ fault: { kind: 'queue-full', waiting: 2 } })
    gate.open()
    await Promise.all(runs)
    await run()
  })

  test('passes on what the work gives or throws, and goes on after it', async () => {
    const limits = limitsWith()
    const question = questionOf('ann')
    const failing = limits.run('a', question, never, () => Promise.reject(new Error('no')), silent)
    const next = limits.run('a', question, never, async () => 42, silent)
    await expect(failing).rejects.toThrow('no')
    expect(await next).toBe(42)
  })
})

describe('a question taken back', () => {
  test('leaves the queue at once, frees its place and never runs', async () => {
    const limits = limitsWith({ maxWaiting: 1 })
    const [first, second, third] = [createGate(), createGate(), createGate()]
    const abort = new AbortController()
    const one = limits.run('a', questionOf('ann'), never, first.work, silent)
    await first.begun
    const two = limits.run('a', questionOf('ann'), abort.signal, second.work, silent)
    abort.abort()
    await expect(two).rejects.toMatchObject({ fault: { kind: 'cancelled' } })
    const told: number[] = []
    const three = limits.run('a', questionOf('ann'), never, third.work, { onWaiting: (n) => told.push(n) })
    first.open()
    third.open()
    await Promise.all([one, three])
    expect(told).toEqual([1])
    expect(second.hasBegun()).toBe(false)
  })

  test('while it waits for the workspace does not hold up its own conversation', async () => {
    const limits = limitsWith({ perWorkspace: 1 })
    const [busy, dropped, next] = [createGate(), createGate(), createGate()]
    const one = limits.run('a', questionOf('ann'), never, busy.work, silent)
    await busy.begun
    const abort = new AbortController()
    const waiting = Promise.withResolvers<number>()
    const hooks = { onWaiting: waiting.resolve }
    const two = limits.run('b', questionOf('ann'), abort.signal, dropped.work, hooks)
    await waiting.promise
    abort.abort()
    await expect(two).rejects.toMatchObject({ fault: { kind: 'cancelled' } })
    const three = limits.run('b', questionOf('ann', { workspace: 'T2' }), never, next.work, silent)
    await next.begun
    next.open()
    busy.open()
    await Promise.all([one, three])
    expect(dropped.hasBegun()).toBe(false)
  })

  test('before it came is not queued', async () => {
    const run = limitsWith().run('a', questionOf('ann'), AbortSignal.abort(), async () => 1, silent)
    await expect(run).rejects.toBeInstanceOf(Failure)
  })

  test('after it began is for the work to heed', async () => {
    const abort = new AbortController()
    const gate = createGate()
    const run = limitsWith().run('a', questionOf('ann'), abort.signal, gate.work, silent)
    await gate.begun
    abort.abort()
    gate.open()
    await expect(run).resolves.toBeUndefined()
  })
})
