import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { createLimits } from '../../../src/core/limits/limits.ts'
import type { Limits } from '../../../src/core/limits/limits.ts'
import { createSharedLimits } from '../../../src/core/limits/shared.ts'
import type { SharedLimits } from '../../../src/core/limits/shared.ts'
import type { RateRule } from '../../../src/core/limits/rules.ts'
import { connectRedis } from '../../../src/redis.ts'
import type { RedisConnection } from '../../../src/redis.ts'
import { startRedis } from '../../support/redis.ts'
import { silentLog } from '../store/support.ts'
import { createGate, questionOf } from './support.ts'

const server = await startRedis()
afterAll(() => server?.stop())

const clock = {
  now: () => Date.now(),
  after(delayMs: number, run: () => void) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
const never = new AbortController().signal
const tenAMinute: readonly RateRule[] = [{ scope: 'person', most: 10, windowMs: 60_000 }]
const silent = { onWaiting: () => undefined }
const ignore = (): void => undefined
const connections: RedisConnection[] = []

afterEach(async () => {
  for (const connection of connections.splice(0)) connection.close()
  await server?.flush()
})

async function connected(url: string): Promise<RedisConnection> {
  const redis = connectRedis(url, silentLog)
  connections.push(redis)
  await vi.waitFor(() => redis.run('return 1', [], []), { timeout: 60_000 })
  return redis
}

/** As another process sees them: a connection of its own. */
async function aReplica(url: string): Promise<SharedLimits> {
  const redis = await connected(url)
  return createSharedLimits({ redis, clock, newId: () => crypto.randomUUID(), leaseMs: 10_000 })
}

function limitsWith(shared: SharedLimits): Limits {
  return createLimits({ perWorkspace: 2, maxWaiting: 5, clock, shared })
}

describe.skipIf(server === undefined)('limits that replicas share', () => {
  const url = server?.url ?? ''

  test('of 100 questions at one moment to three replicas, exactly as many are taken as the limit says', async () => {
    const replicas = [
      limitsWith(await aReplica(url)),
      limitsWith(await aReplica(url)),
      limitsWith(await aReplica(url)),
    ]
    const asked = Array.from({ length: 100 }, (_, index) =>
      given(replicas[index % 3]).admit(questionOf('ann'), tenAMinute),
    )
    const answers = await Promise.all(asked)
    expect(answers.filter((answer) => answer.kind === 'ok')).toHaveLength(10)
    const refused = answers.find((answer) => answer.kind === 'limited')
    expect(refused).toMatchObject({ scope: 'person', until: expect.any(Number) })
    expect(await given(replicas[0]).admit(questionOf('bob'), tenAMinute)).toEqual({ kind: 'ok' })
  })

  test('a place in the window is free again when it says', async () => {
    const shared = await aReplica(url)
    const claims = [
      { key: 'other', most: 9, windowMs: 60_000 },
      { key: 'ann', most: 1, windowMs: 300 },
    ]
    expect(await shared.take(claims)).toBeUndefined()
    const refused = await shared.take(claims)
    expect(refused?.index).toBe(1)
    const { until = 0 } = refused ?? {}
    await expect.poll(() => shared.take(claims), { timeout: 10_000, interval: 50 }).toBeUndefined()
    // The server is this machine, so its clock is ours.
    expect(Date.now()).toBeGreaterThanOrEqual(until)
    const [other, idle] = await shared.taken(
      [claims[0], { key: 'nobody', most: 1, windowMs: 300 }].flatMap((c) => c ?? []),
    )
    expect(other).toEqual({ count: 2, until: expect.any(Number) })
    expect(idle).toEqual({ count: 0 })
  })

  test('what is said to be taken is what the next one is told, also when the limit is lowered', async () => {
    const [one, other] = [await aReplica(url), await aReplica(url)]
    const claim = (most: number) => [{ key: 'ann', most, windowMs: 86_400_000 }]
    for (const most of [5, 5, 5, 5, 2, 3, 4, 5, 5]) {
      const [said] = await other.taken(claim(most))
      const refused = await one.take(claim(most))
      expect(refused?.until).toBe(given(said).count < most ? undefined : given(said).until)
      expect((await other.taken(claim(most)))[0]?.count).toBe(
        given(said).count + (refused === undefined ? 1 : 0),
      )
    }
  })

  test('a conversation is answered by one replica at a time', async () => {
    const [one, two] = [limitsWith(await aReplica(url)), limitsWith(await aReplica(url))]
    const [first, second] = [createGate(), createGate()]
    const a = one.run('c', questionOf('ann'), never, first.work, silent)
    await first.begun
    const told = Promise.withResolvers<number>()
    const b = two.run('c', questionOf('bob'), never, second.work, { onWaiting: told.resolve })
    expect(await told.promise).toBe(1)
    expect(second.hasBegun()).toBe(false)
    first.open()
    await second.begun
    second.open()
    await Promise.all([a, b])
  })

  test('the places of a workspace are those of all replicas together', async () => {
    const replicas = [
      limitsWith(await aReplica(url)),
      limitsWith(await aReplica(url)),
      limitsWith(await aReplica(url)),
    ]
    const gates = replicas.map(() => createGate())
    const told = Promise.withResolvers<number>()
    const run = (index: number, onWaiting: (ahead: number) => void) =>
      given(replicas[index]).run(`c${index}`, questionOf('ann'), never, given(gates[index]).work, {
        onWaiting,
      })
    const runs = [run(0, ignore), run(1, ignore)]
    await Promise.all([gates[0]?.begun, gates[1]?.begun])
    runs.push(run(2, told.resolve))
    expect(await told.promise).toBe(0)
    expect(gates[2]?.hasBegun()).toBe(false)
    gates[0]?.open()
    await gates[2]?.begun
    for (const gate of gates) gate.open()
    await Promise.all(runs)
  })

  test('places are given in the order of arrival, and to nobody who left', async () => {
    const shared = await aReplica(url)
    const release = await shared.hold('k', 1, never, ignore)
    const abort = new AbortController()
    const order: string[] = []
    const wait = async (name: string, signal: AbortSignal) => {
      const queued = Promise.withResolvers<void>()
      const held = shared.hold('k', 1, signal, queued.resolve).then((release) => {
        order.push(name)
        release()
      })
      await queued.promise
      return { held }
    }
    const gone = await wait('gone', abort.signal)
    const first = await wait('first', never)
    const second = await wait('second', never)
    abort.abort()
    await expect(gone.held).rejects.toMatchObject({ fault: { kind: 'cancelled' } })
    release()
    await Promise.all([first.held, second.held])
    expect(order).toEqual(['first', 'second'])
  })

  test('the place of a process that died is free again after its lease', async () => {
    const dying = await connected(url)
    await createSharedLimits({ redis: dying, clock, newId: () => 'dying', leaseMs: 1_000 }).hold(
      'k',
      1,
      never,
      ignore,
    )
    dying.close()
    const told = Promise.withResolvers<void>()
    const release = await (await aReplica(url)).hold('k', 1, never, told.resolve)
    await told.promise
    release()
  })

  test('the place of a process that lives is renewed', async () => {
    const redis = await connected(url)
    const shared = createSharedLimits({ redis, clock, newId: () => 'living', leaseMs: 1_000 })
    const release = await shared.hold('k', 1, never, ignore)
    const heldUntil = async () =>
      Number(await redis.run(`return redis.call('ZSCORE', KEYS[1], 'living')`, ['tanya:{k}:held'], []))
    const first = await heldUntil()
    await expect.poll(heldUntil, { timeout: 60_000 }).toBeGreaterThan(first)
    release()
    await expect.poll(heldUntil, { timeout: 60_000 }).toBe(0)
  })

  test('a server that loses everything is filled anew', async () => {
    const limits = limitsWith(await aReplica(url))
    const gate = createGate()
    const running = limits.run('c', questionOf('ann'), never, gate.work, silent)
    await gate.begun
    await server?.flush()
    gate.open()
    await running
    expect(await limits.run('c', questionOf('ann'), never, async () => 42, silent)).toBe(42)
    expect(await limits.admit(questionOf('ann'), tenAMinute)).toEqual({ kind: 'ok' })
  })
})

test('without the server, the process keeps its limits alone', async () => {
  const redis = connectRedis('redis://127.0.0.1:1', silentLog)
  connections.push(redis)
  const limits = limitsWith(
    createSharedLimits({ redis, clock, newId: () => crypto.randomUUID(), leaseMs: 10_000 }),
  )
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => limits.admit(questionOf('ann'), tenAMinute)),
  )
  expect(answers.filter(({ kind }) => kind === 'ok')).toHaveLength(10)
  expect(await limits.run('c', questionOf('ann'), never, async () => 42, silent)).toBe(42)
})

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not given')
  return value
}
