/** A bucket's rule. Requests beyond `limit` within a window, which opens with its first request, get a 429. */
export interface BucketRule {
  /** `X-RateLimit-Bucket`: the same for all routes that share the bucket, without the channel or guild. */
  readonly hash: string
  readonly limit: number
  readonly windowMs: number
}

/** The buckets by name. Discord publishes no numbers; sources and guesses stand beside each. */
export interface BucketRules {
  /** 5 creates and edits together per 5 s and channel: discord-api-docs#20, and bots' observations since. */
  readonly messages: BucketRule
  /** Observed by many libraries: 1 per 250 ms and channel. */
  readonly reactions: BucketRule
  readonly typing: BucketRule
  /** Per interaction token (or webhook): 5 per 2 s. */
  readonly webhook: BucketRule
  /** A guess: deletes are 5 per second. */
  readonly deletes: BucketRule
  /** A guess, on the strict side. */
  readonly reads: BucketRule
  /** A guess. */
  readonly threads: BucketRule
  /** A guess. */
  readonly commands: BucketRule
  /** A guess: all else. */
  readonly other: BucketRule
}

export type BucketName = keyof BucketRules

export interface RateLimitOptions {
  /** Window of creates and edits, in ms. */
  readonly messageWindowMs: number
  /** Multiplies the windows of all other buckets. */
  readonly windowScale: number
  /** Requests per second over all routes but interactions. */
  readonly globalPerSecond: number
}

export type RateDecision =
  | { readonly allowed: true; readonly headers: Record<string, string> }
  | {
      readonly allowed: false
      readonly headers: Record<string, string>
      readonly body: { message: string; retry_after: number; global: boolean }
    }

export interface RateLimits {
  /** Counts a request of that bucket and top-level resource. `global` false leaves it out of the 50/s. */
  take(name: BucketName, resource: string, global: boolean): RateDecision
}

interface Window {
  endsAt: number
  used: number
}

export function createRateLimits(options: RateLimitOptions): RateLimits {
  const rules = rulesOf(options)
  const windows = new Map<string, Window>()
  let second: Window = { endsAt: 0, used: 0 }

  return {
    take(name, resource, global) {
      const now = Date.now()
      if (global) {
        if (now >= second.endsAt) second = { endsAt: now + 1000, used: 0 }
        if (second.used >= options.globalPerSecond) return globalRefusal(second.endsAt - now)
        second.used += 1
      }
      const rule = rules[name]
      const key = `${rule.hash}:${resource}`
      let window = windows.get(key)
      if (!window || now >= window.endsAt) {
        window = { endsAt: now + rule.windowMs, used: 0 }
        windows.set(key, window)
      }
      const leftMs = window.endsAt - now
      if (window.used >= rule.limit) {
        return {
          allowed: false,
          headers: {
            ...bucketHeaders(rule, 0, window.endsAt, leftMs),
            'retry-after': retryAfter(leftMs),
            'x-ratelimit-scope': 'user',
          },
          body: { message: 'You are being rate limited.', retry_after: seconds(leftMs), global: false },
        }
      }
      window.used += 1
      return { allowed: true, headers: bucketHeaders(rule, rule.limit - window.used, window.endsAt, leftMs) }
    },
  }
}

/** A 429 made up by a test. `shared` ones do not count as the bot's own fault. */
export function injectedRefusal(retryAfterMs: number, scope: 'user' | 'shared' | 'global'): RateDecision {
  if (scope === 'global') return globalRefusal(retryAfterMs)
  return {
    allowed: false,
    headers: { 'retry-after': retryAfter(retryAfterMs), 'x-ratelimit-scope': scope },
    body: {
      message: scope === 'shared' ? 'The resource is being rate limited.' : 'You are being rate limited.',
      retry_after: seconds(retryAfterMs),
      global: false,
    },
  }
}

function globalRefusal(leftMs: number): RateDecision {
  return {
    allowed: false,
    headers: {
      'retry-after': retryAfter(leftMs),
      'x-ratelimit-global': 'true',
      'x-ratelimit-scope': 'global',
    },
    body: { message: 'You are being rate limited.', retry_after: seconds(leftMs), global: true },
  }
}

function bucketHeaders(
  rule: BucketRule,
  left: number,
  endsAt: number,
  leftMs: number,
): Record<string, string> {
  return {
    'x-ratelimit-limit': String(rule.limit),
    'x-ratelimit-remaining': String(left),
    'x-ratelimit-reset': (endsAt / 1000).toFixed(3),
    'x-ratelimit-reset-after': seconds(leftMs).toString(),
    'x-ratelimit-bucket': rule.hash,
  }
}

/** Discord's header is in whole seconds, rounded up; below one second (shortened windows) it keeps its decimals. */
function retryAfter(ms: number): string {
  return ms >= 1000 ? String(Math.ceil(ms / 1000)) : seconds(ms).toString()
}

/** Rounded up to the millisecond, so that a client which waits exactly as told is never early. */
function seconds(ms: number): number {
  return Math.ceil(Math.max(ms, 1)) / 1000
}

function rulesOf(options: RateLimitOptions): BucketRules {
  const scaled = (hash: string, limit: number, windowMs: number): BucketRule => ({
    hash,
    limit,
    windowMs: windowMs * options.windowScale,
  })
  return {
    messages: { hash: '80c17d2f203122d936070c88c8d10f33', limit: 5, windowMs: options.messageWindowMs },
    reactions: scaled('5b7ba6d1cd01ee2f9c6b2b1e1dd6f4ab', 1, 250),
    typing: scaled('3efed7c1a1d9a4f1fc1b9bb0c4b4a4de', 5, 5000),
    webhook: scaled('c14e0b1ad5e5f3e5ad1ea7b1f1f8a9c3', 5, 2000),
    deletes: scaled('f1e4c5d0a3f5b2e9b8b4a1c7d2e6f809', 5, 1000),
    reads: scaled('5c1a7e2bd3f84a96b0c2d4e6f8a0b1c3', 10, 1000),
    threads: scaled('a1b2c3d4e5f60718293a4b5c6d7e8f90', 10, 10_000),
    commands: scaled('0f1e2d3c4b5a69788796a5b4c3d2e1f0', 5, 5000),
    other: scaled('9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b', 20, 1000),
  }
}
