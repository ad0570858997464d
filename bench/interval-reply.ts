import { sleep, type Clock } from '../src/core/clock.ts'
import type { PartRef } from '../src/core/question.ts'
import type { Reply } from '../src/core/delivery/reply.ts'
import type { LimitedChannel } from '../test/support/limited-channel.ts'

/** The baseline, as many bots do it: edits every so often, and waits where the platform says to. */
export function intervalReply(clock: Clock, channel: LimitedChannel, everyMs: number, key: string): Reply {
  let retryAfterMs = 0
  const editor = channel.editorFor({
    learn: () => undefined,
    delayed: (_channel, _kind, ms) => void (retryAfterMs = ms),
  })
  const ended = new AbortController()
  let text = ''
  let running: Promise<PartRef> | undefined

  async function write(ref: PartRef | undefined): Promise<PartRef> {
    for (;;) {
      const part = { index: 0, text, final: false }
      try {
        if (!ref) return await editor.post(part, key)
        await editor.edit(ref, part)
        return ref
      } catch {
        await sleep(clock, retryAfterMs)
      }
    }
  }

  async function run(): Promise<PartRef> {
    let ref: PartRef | undefined
    while (!ended.signal.aborted) {
      ref = await write(ref)
      await sleep(clock, everyMs, ended.signal)
    }
    return write(ref)
  }

  return {
    append(markdown) {
      text += markdown
      running ??= run()
      return Promise.resolve()
    },
    reasoning: () => Promise.resolve(),
    async close() {
      ended.abort()
      return running ? [await running] : []
    },
  }
}
