import { DiscordAPIError, REST } from 'discord.js'
import type { RawFile, RequestMethod, RouteLike } from 'discord.js'
import { sleep } from '../../core/clock.ts'
import type { Clock } from '../../core/clock.ts'
import type { OverallBudget } from '../../core/delivery/overall-budget.ts'
import type { Logger } from '../../core/log.ts'
import { toFailure, troubleOf } from './faults.ts'
import { makeRequest } from './make-request.ts'

/** What Discord's headers say about the bucket a request fell into. */
export interface BucketReport {
  readonly method: string
  readonly path: string
  readonly bucket: string | undefined
  readonly limit: number
  readonly remaining: number
  readonly resetAfterMs: number
}

export interface CallOptions {
  readonly body?: unknown
  /** Sent beside the body, which describes each in its `attachments`. */
  readonly files?: readonly RawFile[]
  readonly query?: URLSearchParams
  readonly signal?: AbortSignal
  /** False for the routes whose address holds an interaction's token. */
  readonly auth?: boolean
  /** The edit scheduler has counted it. */
  readonly scheduled?: boolean
  /** A sign: it waits as long as others need the room, and is not made once a signal aborts. */
  readonly passing?: true | AbortSignal
}

/** Discord's REST API with the bot's token. */
export interface DiscordRest {
  /** One attempt: throws what `troubleOf` reads. */
  attempt<T>(method: RequestMethod, route: RouteLike, options?: CallOptions): Promise<T>
  /**
   * A few attempts with a pause between, for calls that are not writes of an answer. Throws a `Failure` named
   * after `what`.
   */
  call<T>(what: string, method: RequestMethod, route: RouteLike, options?: CallOptions): Promise<T>
  /** Hears of the limits after each response; returns how to stop. */
  onBucket(listen: (report: BucketReport) => void): () => void
  close(): void
}

/** Requests whose limits the edit scheduler keeps; only they are handed back instead of queued. */
const writes = /^\/(?:channels\/:id\/messages|webhooks\/)/u
/** Signs that are worth nothing later. */
const signs = /\/(?:typing|reactions)/u

const interactions = /^\/(?:webhooks|interactions)\//u

/** Discord answers within a second or not at all. */
const requestTimeoutMs = 10_000

const pausesMs = [250, 1000, 3000] as const
/** Beyond this a call that is no write of an answer is not worth waiting for. */
const longestWaitMs = 10_000

/** `apiUrl` is without a version, such as `https://discord.com/api`. */
export function createDiscordRest(options: {
  readonly token: string
  readonly apiUrl: string
  /** Of all requests but those about interactions. */
  readonly overall: OverallBudget
  readonly clock: Clock
  readonly log: Logger
  /** Hears of waits for a limit. Milliseconds. */
  readonly onWait?: (ms: number) => void
}): DiscordRest {
  const { clock, log, overall } = options
  const ending = new AbortController()
  const closing = ending.signal
  const listeners = new Set<(report: BucketReport) => void>()
  const rest = new REST({
    api: options.apiUrl.replace(/\/+$/u, ''),
    // Retries are ours: the client's own come at once, and would spend the limits of an answer unseen.
    retries: 0,
    timeout: requestTimeoutMs,
    // The client would let interactions wait behind edits, which Discord does not: see `itsTurn`.
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    // The scheduler wakes at the very reset; a margin here would refuse what it sends then.
    offset: 0,
    // The client queues and never drops, so that old edits would hold up newer text. The scheduler waits instead.
    rejectOnRateLimit: ({ route, method }) =>
      signs.test(route) || (writes.test(route) && method.toUpperCase() !== 'GET'),
    invalidRequestWarningInterval: 500,
    makeRequest,
  }).setToken(options.token)

  rest.on('rateLimited', ({ timeToReset }) => options.onWait?.(timeToReset))
  rest.on('invalidRequestWarning', ({ count, remainingTime }) => {
    log.warn(
      { count, remainingMs: remainingTime },
      'Discord refuses many requests; at 10,000 it bans the address',
    )
  })
  rest.on('response', (request, response) => {
    const limit = Number(response.headers.get('x-ratelimit-limit') ?? Number.NaN)
    const remaining = Number(response.headers.get('x-ratelimit-remaining') ?? Number.NaN)
    const resetAfterMs = Number(response.headers.get('x-ratelimit-reset-after') ?? Number.NaN) * 1000
    if (!Number.isFinite(limit) || !Number.isFinite(remaining) || !Number.isFinite(resetAfterMs)) return
    for (const listen of listeners) {
      listen({
        method: request.method.toUpperCase(),
        path: request.path,
        bucket: response.headers.get('x-ratelimit-bucket') ?? undefined,
        limit,
        remaining,
        resetAfterMs,
      })
    }
  })

  /**
   * Interactions are not counted by Discord, and are to be answered within three seconds:
   * https://docs.discord.com/developers/topics/rate-limits#global-rate-limit
   */
  async function itsTurn(
    route: RouteLike,
    { passing, signal }: Pick<CallOptions, 'passing' | 'signal'>,
  ): Promise<void> {
    if (interactions.test(route)) return
    const need = passing === undefined ? 'last' : 'passing'
    const over = passing instanceof AbortSignal ? passing : signal
    const from = clock.now()
    let now = from
    for (let at = overall.opensAt(now, need); at > now; at = overall.opensAt(now, need)) {
      await sleep(clock, at - now, over)
      over?.throwIfAborted()
      now = clock.now()
    }
    overall.sent(now)
    if (now > from) options.onWait?.(now - from)
  }

  async function attempt<T>(method: RequestMethod, route: RouteLike, how: CallOptions = {}): Promise<T> {
    const { files, scheduled = false, passing: _, ...call } = how
    if (!scheduled) await itsTurn(route, how)
    try {
      const attached = files === undefined ? {} : { files: [...files] }
      return (await rest.request({ method, fullRoute: route, ...call, ...attached })) as T
    } catch (error) {
      // The client forgets its token at the first 401 and then fails without asking Discord.
      if (error instanceof DiscordAPIError && error.status === 401) rest.setToken(options.token)
      throw error
    }
  }

  return {
    attempt,
    async call(what, method, route, call) {
      for (let tries = 0; ; tries += 1) {
        try {
          return await attempt(method, route, call)
        } catch (error) {
          const trouble = troubleOf(error)
          const pauseMs = trouble.kind === 'wait' ? trouble.ms : pausesMs[tries]
          const { signal } = call ?? {}
          if (
            trouble.kind === 'refused' ||
            pauseMs === undefined ||
            pauseMs > longestWaitMs ||
            tries >= pausesMs.length ||
            signal?.aborted === true
          ) {
            log.debug({ what, trouble }, 'a call to Discord failed')
            throw toFailure(trouble, what)
          }
          await sleep(clock, pauseMs, signal === undefined ? closing : AbortSignal.any([signal, closing]))
          if (closing.aborted) throw toFailure(trouble, what)
        }
      }
    },
    onBucket(listen) {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    close() {
      ending.abort()
      rest.clearHashSweeper()
      rest.clearHandlerSweeper()
    },
  }
}
