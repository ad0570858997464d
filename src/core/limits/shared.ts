import type { Clock } from '../clock.ts'
import { sleep } from '../clock.ts'
import { Failure } from '../fault.ts'

/** A Redis server, as far as limits need one: runs a Lua script atomically. Rejects at once when out of reach. */
export interface ScriptRunner {
  run(script: string, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>
}

/** Limits that all replicas keep together. What rejects with anything but `cancelled` could not be asked. */
export interface SharedLimits {
  /** Takes one of `most` places in the window, or tells when the next is free (epoch ms). */
  take(key: string, most: number, windowMs: number): Promise<number | undefined>
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
    async take(key, most, windowMs) {
      const until = Number(await redis.run(TAKE, [`tanya:window:${key}`], [most, windowMs, newId()]))
      return until === 0 ? undefined : until
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

const TAKE = `${NOW}
local most, window, id = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
if redis.call('ZCARD', KEYS[1]) < most then
  redis.call('ZADD', KEYS[1], now, id)
  redis.call('PEXPIRE', KEYS[1], window)
  return 0
end
return redis.call('ZRANGE', KEYS[1], -most, -most, 'WITHSCORES')[2] + window
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
