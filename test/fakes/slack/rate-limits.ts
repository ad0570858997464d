import { METHOD_TIERS, POST_PER_CHANNEL, TIERS } from './limits.ts'
import type { Rate } from './limits.ts'

export interface RateLimits {
  /** Takes one call; the whole seconds to wait when there is none left, and nothing is taken then. */
  take(method: string, channel: string): number | undefined
}

export interface RateLimitOptions {
  readonly now: () => number
  /** How many times faster the windows pass than in Slack. */
  readonly timeScale: number
  /** Other rates for some methods; `'off'` lifts every limit. */
  readonly limits: Readonly<Record<string, Rate>> | 'off'
}

/** A token bucket per method, and per channel where Slack counts so. */
export function createRateLimits(options: RateLimitOptions): RateLimits {
  const buckets = new Map<string, { tokens: number; at: number }>()

  function wait(key: string, rate: Rate): number {
    const now = options.now()
    const perMs = (rate.perMinute / 60_000) * options.timeScale
    const bucket = buckets.get(key) ?? { tokens: rate.burst, at: now }
    bucket.tokens = Math.min(rate.burst, bucket.tokens + (now - bucket.at) * perMs)
    bucket.at = now
    buckets.set(key, bucket)
    return bucket.tokens >= 1 ? 0 : (1 - bucket.tokens) / perMs
  }

  return {
    take(method, channel) {
      if (options.limits === 'off') return undefined
      const keys = ratesOf(method, options.limits).map((rate) => ({
        key: rate.per === 'channel' ? `${method}:${channel}` : method,
        rate,
      }))
      const waitMs = Math.max(0, ...keys.map(({ key, rate }) => wait(key, rate)))
      if (waitMs > 0) return Math.max(1, Math.ceil(waitMs / 1000))
      for (const { key } of keys) {
        const bucket = buckets.get(key)
        if (bucket !== undefined) bucket.tokens -= 1
      }
      return undefined
    },
  }
}

function ratesOf(method: string, limits: Readonly<Record<string, Rate>>): readonly Rate[] {
  const own = limits[method]
  if (own !== undefined) return [own]
  const named = METHOD_TIERS[method]
  const rate = typeof named === 'string' ? TIERS[named] : named
  if (rate === undefined) return []
  return method === 'chat.postMessage' ? [rate, POST_PER_CHANNEL] : [rate]
}
