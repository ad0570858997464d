import { z } from 'zod'
import type { Clock } from '../../core/clock.ts'
import type { Logger } from '../../core/log.ts'
import type { SlackCalls } from './calls.ts'
import { limits } from './limits.ts'

/** What is known of channels besides their messages. */
export interface Channels {
  /** Whether people of other organizations read along. Never rejects; what cannot be known counts as such. */
  isExternal(channel: string): Promise<boolean>
  /** An event of the channel told. */
  note(channel: string, isExternal: boolean): void
}

/** What is read of https://docs.slack.dev/reference/methods/conversations.info. */
const answer = z.object({
  channel: z.object({ is_ext_shared: z.boolean().optional() }),
})

const maxKept = 5000

export function createChannels({
  calls,
  clock,
  log,
}: {
  readonly calls: SlackCalls
  readonly clock: Clock
  readonly log: Logger
}): Channels {
  const kept = new Map<string, { readonly at: number; readonly isExternal: boolean }>()

  function note(channel: string, isExternal: boolean): void {
    kept.delete(channel)
    kept.set(channel, { at: clock.now(), isExternal })
    const [oldest] = kept.keys()
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest)
  }

  return {
    note,
    async isExternal(channel) {
      if (channel.startsWith('D')) return false
      const known = kept.get(channel)
      if (known !== undefined && clock.now() - known.at <= limits.channelMs) return known.isExternal
      const result = await calls.attempt('conversations.info', { channel }, { patienceMs: limits.lookUpMs })
      if (result.ok) {
        const isExternal = answer.parse(result.answer).channel.is_ext_shared === true
        note(channel, isExternal)
        return isExternal
      }
      // Where Tanya is not, only whoever asks sees the answer.
      if (result.trouble.kind === 'refused' && result.trouble.code === 'channel_not_found') return false
      log.warn(
        { channel, trouble: result.trouble },
        'who reads a channel cannot be known; it counts as external',
      )
      return known?.isExternal ?? true
    },
  }
}
