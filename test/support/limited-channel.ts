import { sleep, type Clock } from '../../src/core/clock.ts'
import type { EditScheduler, WriteKind } from '../../src/core/delivery/edit-scheduler.ts'
import type { MessageEditor, Part } from '../../src/core/delivery/reply.ts'
import { Failure, type PlatformFault } from '../../src/core/fault.ts'

/** What happened at the platform, in its order. */
export interface ChannelEvent {
  readonly at: number
  readonly kind: WriteKind
  readonly message: string
  readonly text: string
  readonly refused: boolean
}

/** Whoever hears of limits. */
type Listener = Pick<EditScheduler, 'learn' | 'delayed'>

export interface LimitedChannel {
  readonly events: readonly ChannelEvent[]
  /** Messages as they are seen, by id: `m` and the key each was created with, so that none is created twice. */
  readonly messages: ReadonlyMap<string, string>
  /** An editor that writes to this channel and tells the scheduler what it learns. */
  editorFor(scheduler: Listener): MessageEditor
  /** The next writes fail so, one each, before or after having been carried out. */
  failNext(...faults: readonly { reason: PlatformFault['reason']; carriedOut?: boolean }[]): void
}

export interface LimitedChannelOptions {
  readonly clock: Clock
  readonly id?: string
  readonly limit?: number
  readonly windowMs?: number
  /** Each way. */
  readonly latencyMs?: number
  /** Whether posts and edits count against one bucket, and are told its name. */
  readonly buckets?: 'shared' | 'by kind' | 'unnamed'
  /** Responses say what the limit is. */
  readonly tells?: boolean
}

/** A channel that takes `limit` writes in a window that opens with its first write, as Discord's do. */
export function createLimitedChannel(options: LimitedChannelOptions): LimitedChannel {
  const { clock, id = 'channel', limit = 5, windowMs = 5000, latencyMs = 0 } = options
  const { buckets = 'shared', tells = true } = options
  const windows = new Map<string, { endsAt: number; used: number }>()
  const events: ChannelEvent[] = []
  const messages = new Map<string, string>()
  const faults: { reason: PlatformFault['reason']; carriedOut?: boolean }[] = []

  async function write(
    scheduler: Listener,
    kind: WriteKind,
    part: Part,
    carryOut: () => string,
  ): Promise<string> {
    if (latencyMs > 0) await sleep(clock, latencyMs)
    const now = clock.now()
    const bucket = buckets === 'by kind' ? kind : 'both'
    let window = windows.get(bucket)
    if (!window || now >= window.endsAt) windows.set(bucket, (window = { endsAt: now + windowMs, used: 0 }))
    const resetAfterMs = window.endsAt - now
    const refused = window.used >= limit
    const fault = refused ? undefined : faults.shift()
    let message = ''
    if (!refused) window.used += 1
    if (!refused && (!fault || fault.carriedOut)) message = carryOut()
    const text = [part.text, part.notice].filter(Boolean).join('\n')
    if (message) messages.set(message, text)
    events.push({ at: now, kind, message, text, refused })
    const remaining = limit - window.used
    if (latencyMs > 0) await sleep(clock, latencyMs)
    if (fault) throw failure(fault.reason, kind)
    if (refused) {
      scheduler.delayed(id, kind, resetAfterMs)
      throw failure('rate-limited', kind)
    }
    const name = buckets === 'unnamed' ? {} : { bucket }
    if (tells) scheduler.learn(id, kind, { limit, remaining, resetAfterMs, ...name })
    return message
  }

  return {
    events,
    messages,
    editorFor: (scheduler) => ({
      async post(part, key) {
        const message = await write(scheduler, 'post', part, () => `m${key}`)
        return { channel: id, message }
      },
      async edit(ref, part) {
        await write(scheduler, 'edit', part, () => ref.message)
      },
    }),
    failNext: (...next) => void faults.push(...next),
  }
}

function failure(reason: PlatformFault['reason'], what: string): Failure {
  return new Failure({ kind: 'platform', platform: 'test', reason, what })
}
