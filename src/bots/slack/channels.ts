import { z } from 'zod'
import type { Clock } from '../../core/clock.ts'
import type { Logger } from '../../core/log.ts'
import type { SlackCalls } from './calls.ts'
import { limits } from './limits.ts'

/** What is known of channels besides their messages. */
export interface Channels {
  /** Whether people of other organizations read along. Never rejects; what cannot be known counts as such. */
  isExternal(channel: string): Promise<boolean>
  /** Whether Tanya can see it. Never rejects; what cannot be known counts as not. */
  sees(channel: string): Promise<boolean>
  /** An event of the channel told. */
  note(channel: string, isExternal: boolean): void
}

/** What is read of https://docs.slack.dev/reference/methods/conversations.info. */
const answer = z.object({
  channel: z.object({ is_ext_shared: z.boolean().optional() }),
})

/** `unseen`: Slack knows of no such channel where Tanya is. */
type State = 'external' | 'internal' | 'unseen'

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
  const kept = new Map<string, { readonly at: number; readonly state: State }>()

  function keep(channel: string, state: State): State {
    kept.delete(channel)
    kept.set(channel, { at: clock.now(), state })
    const [oldest] = kept.keys()
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest)
    return state
  }

  /** What it was before where that cannot be known now. */
  async function stateOf(channel: string): Promise<State | undefined> {
    const known = kept.get(channel)
    if (known !== undefined && clock.now() - known.at <= limits.channelMs) return known.state
    const result = await calls.attempt('conversations.info', { channel }, { patienceMs: limits.lookUpMs })
    if (result.ok) {
      const { is_ext_shared: isShared } = answer.parse(result.answer).channel
      return keep(channel, isShared === true ? 'external' : 'internal')
    }
    const { trouble } = result
    if (trouble.kind === 'refused' && trouble.code === 'channel_not_found') return keep(channel, 'unseen')
    log.warn({ channel, trouble }, 'who reads a channel cannot be known now')
    return known?.state
  }

  return {
    note: (channel, isExternal) => void keep(channel, isExternal ? 'external' : 'internal'),
    async isExternal(channel) {
      // Where Tanya is not, only whoever asks sees the answer.
      return !channel.startsWith('D') && ((await stateOf(channel)) ?? 'external') === 'external'
    },
    async sees(channel) {
      return ((await stateOf(channel)) ?? 'unseen') !== 'unseen'
    },
  }
}
