import type { Clock } from '../clock.ts'
import { sleep } from '../clock.ts'
import { Failure } from '../fault.ts'
import type { Claim, Refusal, Taken } from './windows.ts'

/** A Redis server, as far as limits need one: runs a Lua script atomically. Rejects at once when out of reach. */
export interface ScriptRunner {
  run(script: string, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>
}

/** Limits that all replicas keep together. What rejects with anything but `cancelled` could not be asked. */
export interface SharedLimits {
  /** Takes a place of each, or none at all and says of which there is none. */
  take(claims: readonly Claim[]): Promise<Refusal | undefined>
  taken(claims: readonly Claim[]): Promise<readonly Taken[]>
  /**
   * Resolves when one of the key's `atOnce` places is held, in order of arrival; the returned function gives it
   * back. `onWaiting` is called when it is not free at once. A signal that aborts before ends the wait (`cancelled`).
   */
  hold(key: string, atOnce: number, signal: AbortSignal, onWaiting: () => void): Promise<() => void>
}

export interface SharedOptions {
  readonly redis: ScriptRunner
  readonly clock: Clock
  readonly newId: () => string
  /** A place that is not renewed for so long, since its process died, is free again. Renewed thrice as often. */
  readonly leaseMs: number
}

const ASK_AGAIN_MS = 200

/**
 * Places are leases that their holder renews. Bottleneck's own clustering has none: a place of a process that was
 * killed stays taken until a fixed expiry, which must be longer than the longest answer.
 */
export function createSharedLimits({ redis, clock, newId, leaseMs }: SharedOptions): SharedLimits {
  function keepRenewing(keys: readonly string[], ticket: string): () => void {
    let cancel = clock.after(leaseMs / 3, renew)
    function renew(): void {
      // One that is missed is made up for by the next: the lease lasts for three.
      redis.run(RENEW, keys, [ticket, leaseMs]).catch(() => undefined)
      cancel = clock.after(leaseMs / 3, renew)
    }
    return () => cancel()
  }

  function giveBack(keys: readonly string[], ticket: string): void {
    // If it cannot be told now, the lease ends by itself.
    redis.run(RELEASE, keys, [ticket]).catch(() => undefined)
  }

  return {
    async take(claims) {
      if (claims.length === 0) return undefined
      const [index, until] = numbers(await redis.run(TAKE, keysOf(claims), [newId(), ...boundsOf(claims)]))
      return index === undefined || index === 0 ? undefined : { index: index - 1, until: until ?? 0 }
    },

    async taken(claims) {
      if (claims.length === 0) return []
      const found = numbers(await redis.run(TAKEN, keysOf(claims), boundsOf(claims)))
      return claims.map((_, index) => {
        const [count = 0, until = 0] = found.slice(index * 2, index * 2 + 2)
        return { count, ...(until > 0 && { until }) }
      })
    },

    async hold(key, atOnce, signal, onWaiting) {
      const ticket = newId()
      // The braces keep the three on one node of a cluster.
      const keys = ['held', 'waiting', 'present'].map((name) => `tanya:{${key}}:${name}`)
      for (let asked = 0; ; asked += 1) {
        const held = (await redis.run(ACQUIRE, keys, [ticket, leaseMs, atOnce])) === 1
        if (signal.aborted) {
          giveBack(keys, ticket)
          throw new Failure({ kind: 'cancelled' })
        }
        if (held) break
        if (asked === 0) onWaiting()
        await sleep(clock, ASK_AGAIN_MS, signal)
      }
      const stop = keepRenewing(keys, ticket)
      return () => {
        stop()
        giveBack(keys, ticket)
      }
    },
  }
}

/** The server's clock, since those of the replicas differ. */
const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`

/** Keys are the windows; arguments an id, then for each window how many it takes and how long it is. */
const TAKE = `${NOW}
local id = ARGV[1]
for i, key in ipairs(KEYS) do
  local most, window = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
  if redis.call('ZCARD', key) >= most then
    local free = most == 0 and now or redis.call('ZRANGE', key, -most, -most, 'WITHSCORES')[2]
    return {i, free + window}
  end
end
for i, key in ipairs(KEYS) do
  redis.call('ZADD', key, now, id)
  redis.call('PEXPIRE', key, ARGV[2 * i + 1])
end
return {0, 0}
`

const TAKEN = `${NOW}
local found = {}
for i, key in ipairs(KEYS) do
  local most, window = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
  local count = redis.call('ZCARD', key)
  local at = math.max(0, count - most)
  local frees = redis.call('ZRANGE', key, at, at, 'WITHSCORES')[2]
  table.insert(found, count)
  table.insert(found, frees and frees + window or 0)
end
return found
`

/** Held: who holds a place and until when. Waiting: in order of arrival. Present: until when who waits is believed to. */
const ACQUIRE = `${NOW}
local held, waiting, present = KEYS[1], KEYS[2], KEYS[3]
local ticket, lease, places = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
redis.call('ZREMRANGEBYSCORE', held, '-inf', now)
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', present, '-inf', now)) do
  redis.call('ZREM', waiting, gone)
  redis.call('ZREM', present, gone)
end
if not redis.call('ZSCORE', waiting, ticket) then
  local last = redis.call('ZRANGE', waiting, -1, -1, 'WITHSCORES')[2] or 0
  redis.call('ZADD', waiting, last + 1, ticket)
end
if redis.call('ZRANK', waiting, ticket) < places - redis.call('ZCARD', held) then
  redis.call('ZREM', waiting, ticket)
  redis.call('ZREM', present, ticket)
  redis.call('ZADD', held, now + lease, ticket)
  redis.call('PEXPIRE', held, lease)
  return 1
end
redis.call('ZADD', present, now + lease, ticket)
redis.call('PEXPIRE', waiting, lease)
redis.call('PEXPIRE', present, lease)
return 0
`

const RENEW = `${NOW}
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
`

const RELEASE = `
for _, key in ipairs(KEYS) do redis.call('ZREM', key, ARGV[1]) end
`

function keysOf(claims: readonly Claim[]): readonly string[] {
  return claims.map(({ key }) => `tanya:window:${key}`)
}

function boundsOf(claims: readonly Claim[]): readonly number[] {
  return claims.flatMap(({ most, windowMs }) => [most, windowMs])
}

function numbers(reply: unknown): readonly number[] {
  return Array.isArray(reply) ? reply.map(Number) : []
}
