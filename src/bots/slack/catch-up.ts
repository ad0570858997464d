import type { Clock } from '../../core/clock.ts'
import { catchUpMessages, catchUpMs } from '../../core/conversation/watermarks.ts'
import type { Watermarks } from '../../core/conversation/watermarks.ts'
import { Failure } from '../../core/fault.ts'
import type { Logger } from '../../core/log.ts'
import type { SlackCalls } from './calls.ts'
import { readChannel, readThread } from './history.ts'
import type { MessageEvent } from './inbound.ts'
import { limits } from './limits.ts'

/** The place of a message as a key: replies are not among the messages of a channel. */
export function placeKey({ channel, ts, thread_ts: thread }: MessageEvent): string {
  return thread === undefined || thread === ts ? channel : `${channel}/${thread}`
}

/**
 * Hands on what was said while nobody listened and Slack no longer delivers, oldest first in each place. Never
 * rejects.
 */
export async function catchUp(deps: {
  readonly calls: SlackCalls
  readonly marks: Watermarks
  readonly clock: Clock
  readonly log: Logger
  readonly signal: AbortSignal
  take(event: MessageEvent): void
}): Promise<void> {
  const { calls, log } = deps
  const places = (await deps.marks.earlier()).slice(0, limits.catchUpPlaces)
  for (const { place, message } of places) {
    if (deps.signal.aborted) return
    const [channel = '', thread] = place.split('/')
    const oldest = String(Math.max(Number(message), (deps.clock.now() - catchUpMs) / 1000))
    try {
      const found =
        thread === undefined
          ? await readChannel(calls, channel, oldest)
          : await readThread(calls, { channel, thread, oldest })
      const missed = found.filter((one) => Number(one.ts) > Number(oldest)).slice(-catchUpMessages)
      for (const one of missed) deps.take({ ...one, type: 'message', channel })
      if (missed.length > 0) log.info({ channel, missed: missed.length }, 'looked through what was missed')
    } catch (error) {
      const why = error instanceof Failure ? error.fault : 'unexpected'
      log.info({ channel, why }, 'what was missed cannot be read')
    }
  }
}
