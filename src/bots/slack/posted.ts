import { Failure } from '../../core/fault.ts'
import type { PartRef } from '../../core/question.ts'
import { metadataType } from './body.ts'
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
  /**
   * What that message was posted, edited or stopped with; undefined for a stream that is open or died, and for a
   * message that is gone.
   */
  look(target: Target, ref: PartRef): Promise<Mark | undefined>
  /** Our messages with files. */
  withFiles(target: Target): Promise<readonly PostedFiles[]>
}

/** A message that files were shared by. */
export interface PostedFiles {
  readonly ref: PartRef
  readonly files: readonly { readonly id: string; readonly name: string }[]
}

/** The metadata of a part. */
export interface Mark {
  readonly key: string
  readonly sum: string
}

export interface PostedDeps {
  readonly calls: SlackCalls
  readonly self: () => Self
  /** Whether the store knows this message as part of an answer or as a question. */
  readonly isStored: (message: PartRef) => Promise<boolean>
}

export function createPosted({ calls, self, isStored }: PostedDeps): Posted {
  async function readOurs({ channel, thread, after }: Target): Promise<readonly ThreadMessage[]> {
    const messages = await readThread(calls, { channel, thread, oldest: after }).catch((error: unknown) => {
      // With its first message a thread may be gone, and what we said in it with it.
      if (error instanceof Failure && error.fault.kind === 'platform' && error.fault.reason === 'gone')
        return []
      throw error
    })
    return messages.filter((one) => isOurs(one, self()) && Number(one.ts) > Number(after))
  }

  return {
    async find(target, key, known) {
      const { channel } = target
      const ours = await readOurs(target)
      const made = ours.find((one) => markOf(one)?.key === key)
      if (made !== undefined) return { channel, message: made.ts }
      for (const one of ours) {
        const ref = { channel, message: one.ts }
        const isKnown = known.some((other) => other.message === one.ts)
        const mayBeStream = markOf(one) === undefined && (one.files ?? []).length === 0
        if (mayBeStream && !isKnown && !(await isStored(ref))) return ref
      }
      return undefined
    },
    async look(target, ref) {
      const ours = await readOurs(target)
      const one = ours.find((message) => message.ts === ref.message)
      return one === undefined ? undefined : markOf(one)
    },
    async withFiles(target) {
      const { channel } = target
      return (await readOurs(target)).flatMap(({ ts, files = [] }) => {
        const known = files.flatMap(({ id, name }) => (id && name ? [{ id, name }] : []))
        return known.length === 0 ? [] : [{ ref: { channel, message: ts }, files: known }]
      })
    },
  }
}

function isOurs(one: ThreadMessage, self: Self): boolean {
  return one.user === self.userId || (one.bot_id !== undefined && one.bot_id === self.botId)
}

function markOf({ metadata }: ThreadMessage): Mark | undefined {
  if (metadata?.event_type !== metadataType) return undefined
  const { key, sum } = metadata.event_payload
  return typeof key === 'string' ? { key, sum: typeof sum === 'string' ? sum : '' } : undefined
}
