import type { Clock } from '../clock.ts'
import type { ResultFile } from '../commands/command.ts'
import type { Manner } from './manner.ts'

/** What the model thinks before it answers, as far as it may be shown. It never becomes text of a part. */
export interface Thoughts {
  /** It thinks; kept only where it is to be attached. */
  add(text: string): void
  /** It writes, or has ended: the time stands still from the first call on. */
  over(): void
  /** For how long it has thought, to be shown; undefined where nothing is, and where it has not thought. */
  readonly status: ThoughtStatus | undefined
  /**
   * When the status is worth showing anew: ever more rarely, since each time is a write to the platform, but before a
   * stream that hears nothing dies. Milliseconds; undefined where it changes no more.
   */
  readonly changesInMs: number | undefined
  /** All of it, for a file below the answer. */
  file(): ResultFile | undefined
  /** All that is kept of it. */
  readonly text: string
}

export interface ThoughtStatus {
  /** It still thinks. */
  readonly going: boolean
  readonly text: string
}

/** Longest text of thoughts that is attached, in UTF-16 units: below 10 MiB, which Discord takes as a file. */
const longestThoughts = 2_000_000

/**
 * Thoughts live in the process alone: they are no part of the answer, and what a person is not shown at once shall not
 * be stored. An answer that is finished by another process has only what was thought there.
 */
export function createThoughts({ reasoning, say }: Manner, clock: Clock): Thoughts {
  let text = ''
  let since: number | undefined
  let until: number | undefined
  return {
    add(more) {
      since ??= clock.now()
      if (reasoning === 'attached' && text.length < longestThoughts)
        text += more.slice(0, longestThoughts - text.length)
    },
    over() {
      if (since !== undefined) until ??= clock.now()
    },
    get status() {
      if (since === undefined || reasoning === 'hidden') return undefined
      const seconds = Math.round(((until ?? clock.now()) - since) / 1000)
      const going = until === undefined
      return { going, text: say.text(going ? 'notice.thinking' : 'notice.thought', { seconds }) }
    },
    get changesInMs() {
      if (since === undefined || until !== undefined || reasoning === 'hidden') return undefined
      return Math.min(60_000, Math.max(5_000, (clock.now() - since) / 4))
    },
    file() {
      if (text.trim() === '') return undefined
      const data = new TextEncoder().encode(text)
      return { name: 'thoughts.md', mediaType: 'text/markdown', data, alt: say.text('file.thoughts') }
    },
    get text() {
      return text
    },
  }
}
