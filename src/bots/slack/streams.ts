import type { Clock } from '../../core/clock.ts'
import type { SlackCalls } from './calls.ts'
import { limits, methodLimits } from './limits.ts'

/** The streams that are open at the moment, and what Slack takes of them. */
export interface Streams {
  /** Whether another may be begun, and ended in time. */
  mayOpen(channel: string): boolean
  opened(): void
  closed(): void
  /** Slack does not want streams in this channel: not asked again for a while. */
  refused(channel: string): void
  /** Milliseconds between two appends to one stream: short while there is plenty left, then each its share. */
  appendEveryMs(): number
}

const refusalMs = 10 * 60_000

export function createStreams(calls: SlackCalls, clock: Clock): Streams {
  const refusedUntil = new Map<string, number>()
  let open = 0
  return {
    mayOpen(channel) {
      const until = refusedUntil.get(channel)
      if (until !== undefined && until > clock.now()) return false
      refusedUntil.delete(channel)
      // Each open stream wants to be stopped, too.
      return calls.spare('chat.startStream') > 0 && calls.spare('chat.stopStream') > open
    },
    opened() {
      open += 1
    },
    closed() {
      open -= 1
    },
    refused(channel) {
      refusedUntil.set(channel, clock.now() + refusalMs)
    },
    appendEveryMs() {
      // From an idle start a third power spends the allowance over just one window: half of it in the first eighth,
      // since most answers are short, and what is left ever more slowly, so that it is never gone.
      const { count, windowMs } = methodLimits['chat.appendStream']
      const used = 1 - calls.spare('chat.appendStream') / count
      const share = (Math.max(1, open) * windowMs) / count
      return limits.appendIntervalMs + 3 * share * used ** 2
    },
  }
}
