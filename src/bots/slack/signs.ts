import type { Clock } from '../../core/clock.ts'
import type { SlackCalls } from './calls.ts'
import { limits } from './limits.ts'
import type { Target } from './target.ts'

/** What is seen of Tanya before her answer. */
export interface Signs {
  /** Shows a status in the thread until the returned function is called. */
  working(target: Target, status: string): () => void
}

/** Renewed before Slack forgets it. */
const renewMs = limits.statusMs - 20_000
/** A sign that comes later than this is none. */
const patienceMs = 2000

export function createSigns({ calls, clock }: { readonly calls: SlackCalls; readonly clock: Clock }): Signs {
  return {
    working({ channel, thread }, status) {
      const startedAt = clock.now()
      let over = false
      let cancel: () => void = () => undefined
      // One after the other, so that the last word is the last.
      let before: Promise<unknown> = Promise.resolve()
      let isSet = false

      function say(text: string): void {
        before = before.then(async () => {
          if (text === '' && !isSet) return
          if (text !== '' && over) return
          const args = { channel_id: channel, thread_ts: thread, status: text }
          // One that fails is not worth a word: the answer comes all the same, and the next question tries again.
          const options = text === '' ? {} : { patienceMs }
          const result = await calls.attempt('assistant.threads.setStatus', args, options)
          isSet = text !== '' && (result.ok || result.trouble.kind === 'unknown')
        })
      }

      function renew(): void {
        if (over || clock.now() - startedAt > limits.statusTotalMs) return
        say(status)
        cancel = clock.after(renewMs, renew)
      }

      renew()
      return () => {
        if (over) return
        over = true
        cancel()
        say('')
      }
    },
  }
}
