import { webApi } from '@slack/bolt'
import type { Clock } from '../../core/clock.ts'
import { sleep } from '../../core/clock.ts'
import { isRefusedToken, readTrouble, toFailure } from './faults.ts'
import type { Trouble } from './faults.ts'
import { limits, methodLimits, readMethods } from './limits.ts'
import type { CallLimit, SlackMethod } from './limits.ts'
import type { Tokens } from './tokens.ts'

/** What Slack answered, as JSON the caller reads. */
export type Answer = Readonly<Record<string, unknown>>

export type CallResult =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly trouble: Trouble }

export interface CallOptions {
  /** Goes before other calls of its method. */
  readonly urgent?: boolean
  /** Given up as `limited`, unsent, when its turn would come later than this. Waits for ever by default. */
  readonly patienceMs?: number
}

/** The Web API, each method at the pace Slack allows it and none waiting for another's. */
export interface SlackCalls {
  /**
   * One call once its turn has come. A 429 waits and repeats, since Slack did nothing; so does a connection that was
   * never made, a few times. A token that is refused is tried once more where there is another by now. Never rejects.
   */
  attempt(method: SlackMethod, args: Answer, options?: CallOptions): Promise<CallResult>
  /** The answer, or a `platform` failure; methods that only read are repeated. */
  call(method: SlackMethod, args: Answer, options?: CallOptions): Promise<Answer>
  /** How many calls could be made at this moment. */
  spare(method: SlackMethod, channel?: string): number
  /** Lets go of what waits: those calls end as unsent. */
  close(): void
}

export type Send = (method: SlackMethod, args: Record<string, unknown>, token: string) => Promise<Answer>

export interface CallsDeps {
  /** A client that neither retries nor waits by itself. */
  readonly send: Send
  readonly tokens: Tokens
  readonly clock: Clock
  /** Hears of waits for a limit. Milliseconds. */
  readonly onWait?: (ms: number) => void
}

/** For every token alike: no retries, since it would repeat writes; no waiting, since one 429 stalls all calls. */
export function createSend(apiUrl: string, logger: webApi.Logger): Send {
  const client = new webApi.WebClient(undefined, webClientOptions(apiUrl, logger))
  return async (method, args, token) => ({ ...(await client.apiCall(method, { ...args, token })) })
}

export function webClientOptions(apiUrl: string, logger: webApi.Logger): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    allowAbsoluteUrls: false,
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: limits.callTimeoutMs,
    // The client's own queue would let slow calls of one method hold up the others.
    maxRequestConcurrency: Number.POSITIVE_INFINITY,
  }
}

/** Slack counts when a request arrives; this covers the way there. */
const marginMs = 300
const unsentRetries = 4
const readRetries = 3
const retryPauseMs = 500

/** As Slack itself says where the app was taken out. */
const uninstalled: Trouble = { kind: 'refused', code: 'account_inactive' }

const ended: Trouble = { kind: 'unsent', why: 'closed' }

export function createCalls({ send, tokens, clock, onWait }: CallsDeps): SlackCalls {
  const lanes = new Map<string, Lane>()
  const closing = new AbortController()

  function laneOf(method: SlackMethod, channel: string | undefined): Lane {
    const limit: CallLimit = methodLimits[method]
    const key = limit.per === 'channel' ? `${method} ${channel ?? ''}` : method
    let lane = lanes.get(key)
    if (lane === undefined) {
      lane = createLane(limit, clock)
      lanes.set(key, lane)
      if (lanes.size > 1000) forgetIdle(lanes)
    }
    return lane
  }

  async function attempt(method: SlackMethod, args: Answer, options: CallOptions = {}): Promise<CallResult> {
    const channel = channelOf(args)
    const lane = laneOf(method, channel)
    let unsent = 0
    while (!closing.signal.aborted) {
      const from = clock.now()
      const turn = await lane.take(options)
      const waitedMs = clock.now() - from
      if (waitedMs > 0) onWait?.(waitedMs)
      if (turn !== 'go') return { ok: false, trouble: turn }
      const token = await tokens.current()
      if (token === undefined) return { ok: false, trouble: uninstalled }
      try {
        return { ok: true, answer: await send(method, args, token) }
      } catch (error) {
        const trouble = readTrouble(error)
        if (trouble.kind === 'refused' && isRefusedToken(trouble.code)) {
          if (await tokens.replaced(token, trouble.code)) continue
          tokens.refused(token, trouble.code)
          return { ok: false, trouble }
        }
        if (trouble.kind === 'limited') {
          lane.block(trouble.retryAfterMs)
          continue
        }
        if (trouble.kind === 'unsent' && unsent < unsentRetries && options.patienceMs === undefined) {
          unsent += 1
          await sleep(clock, retryPauseMs * 2 ** unsent)
          continue
        }
        return { ok: false, trouble }
      }
    }
    return { ok: false, trouble: ended }
  }

  return {
    attempt,
    async call(method, args, options) {
      for (let tries = 0; ; tries += 1) {
        const result = await attempt(method, args, options)
        if (result.ok) return result.answer
        const again = result.trouble.kind === 'unknown' && readMethods.has(method) && tries < readRetries
        if (!again) throw toFailure(result.trouble, method)
        await sleep(clock, retryPauseMs * 2 ** tries)
      }
    },
    spare: (method, channel) => laneOf(method, channel).spare(),
    close() {
      closing.abort()
      for (const lane of lanes.values()) lane.close()
    },
  }
}

function channelOf(args: Answer): string | undefined {
  const channel = args['channel'] ?? args['channel_id']
  return typeof channel === 'string' ? channel : undefined
}

type Turn = 'go' | Trouble

interface Waiting {
  readonly urgent: boolean
  readonly until: number
  readonly settle: (turn: Turn) => void
}

interface Lane {
  take(options: CallOptions): Promise<Turn>
  /** Nothing more for so long: Slack said so. */
  block(ms: number): void
  spare(): number
  readonly idle: boolean
  close(): void
}

function createLane(limit: CallLimit, clock: Clock): Lane {
  const windowMs = limit.windowMs + marginMs
  /** When the calls of the last window were made, oldest first. */
  let sent: number[] = []
  const queue: Waiting[] = []
  let blockedUntil = 0
  let cancelTimer: (() => void) | undefined
  let closed = false

  function readyAt(): number {
    const now = clock.now()
    sent = sent.filter((at) => at > now - windowMs)
    const oldest = sent.length < limit.count ? undefined : sent[sent.length - limit.count]
    return Math.max(blockedUntil, oldest === undefined ? 0 : oldest + windowMs)
  }

  function serve(): void {
    cancelTimer?.()
    cancelTimer = undefined
    for (;;) {
      const now = clock.now()
      const ready = readyAt()
      for (const [index, waiting] of [...queue.entries()].toReversed()) {
        if (waiting.until >= Math.max(ready, now)) continue
        queue.splice(index, 1)
        waiting.settle({ kind: 'limited', retryAfterMs: ready - now })
      }
      if (queue.length === 0) return
      if (ready > now) {
        cancelTimer = clock.after(ready - now, serve)
        return
      }
      sent.push(now)
      queue.shift()?.settle('go')
    }
  }

  return {
    take({ urgent = false, patienceMs = Number.POSITIVE_INFINITY }) {
      if (closed) return Promise.resolve(ended)
      return new Promise((settle) => {
        const waiting = { urgent, until: clock.now() + patienceMs, settle }
        const place = urgent ? queue.findIndex((other) => !other.urgent) : -1
        if (place < 0) queue.push(waiting)
        else queue.splice(place, 0, waiting)
        serve()
      })
    },
    block(ms) {
      blockedUntil = Math.max(blockedUntil, clock.now() + ms)
    },
    spare() {
      const now = clock.now()
      return readyAt() > now ? 0 : Math.max(0, limit.count - sent.length - queue.length)
    },
    get idle() {
      return queue.length === 0 && readyAt() <= clock.now() && sent.length === 0
    },
    close() {
      closed = true
      cancelTimer?.()
      for (const waiting of queue.splice(0)) waiting.settle(ended)
    },
  }
}

function forgetIdle(lanes: Map<string, Lane>): void {
  for (const [key, lane] of lanes) {
    if (lane.idle) lanes.delete(key)
  }
}
