import type { PartRef } from '../../core/question.ts'
import type { SlackCalls } from './calls.ts'
import { readThread } from './history.ts'
import type { ThreadMessage } from './history.ts'
import type { Self } from './inbound.ts'
import type { Target } from './target.ts'

/** Finds what we posted where the answer to a write never came. */
export interface Posted {
  /**
   * The message made with that key, or else one of ours that nobody has claimed: a stream carries no key before it
   * is stopped. `known` are the parts that are accounted for.
   */
  find(target: Target, key: string, known: readonly PartRef[]): Promise<PartRef | undefined>
  /** Whether that message carries the key: it was posted with it, or its stream was stopped with it. */
  has(target: Target, ref: PartRef, key: string): Promise<boolean>
}

export interface PostedDeps {
  readonly calls: SlackCalls
  readonly self: () => Self
  /** Whether the store knows this message as part of an answer or as a question. */
  readonly isStored: (message: PartRef) => Promise<boolean>
}

export function createPosted({ calls, self, isStored }: PostedDeps): Posted {
  async function readOurs({ channel, thread, after }: Target): Promise<readonly ThreadMessage[]> {
    const messages = await readThread(calls, { channel, thread, oldest: after })
    return messages.filter((one) => isOurs(one, self()) && Number(one.ts) > Number(after))
  }

  return {
    async find(target, key, known) {
      const { channel } = target
      const ours = await readOurs(target)
      const made = ours.find((one) => keyOf(one) === key)
      if (made !== undefined) return { channel, message: made.ts }
      for (const one of ours) {
        const ref = { channel, message: one.ts }
        const isKnown = known.some((other) => other.message === one.ts)
        if (keyOf(one) === undefined && !isKnown && !(await isStored(ref))) return ref
      }
      return undefined
    },
    async has(target, ref, key) {
      const ours = await readOurs(target)
      return ours.some((one) => one.ts === ref.message && keyOf(one) === key)
    },
  }
}

function isOurs(one: ThreadMessage, self: Self): boolean {
  return one.user === self.userId || (one.bot_id !== undefined && one.bot_id === self.botId)
}

function keyOf(one: ThreadMessage): string | undefined {
  const key = one.metadata?.event_type === 'tanya_part' ? one.metadata.event_payload['key'] : undefined
  return typeof key === 'string' ? key : undefined
}
