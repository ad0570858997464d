import type { AnswerLog } from '../../core/delivery/answer-log.ts'
import type { Clock } from '../../core/clock.ts'
import { headOf } from '../../core/delivery/head.ts'
import type { Manner } from '../../core/delivery/manner.ts'
import { createThoughts } from '../../core/delivery/thoughts.ts'
import type { Format } from '../../core/delivery/parts/format.ts'
import { createSplitter } from '../../core/delivery/parts/splitter.ts'
import type { Ending, Reply } from '../../core/delivery/reply.ts'
import type { Answer } from './calls.ts'
import { toFailure } from './faults.ts'
import type { Hearer, Whisper } from './whisper.ts'

export interface PrivateReplyDeps {
  readonly whisper: Whisper
  readonly hearer: Hearer
  readonly answerLog: AnswerLog
  readonly format: Format
  readonly manner: Manner
  readonly clock: Clock
  /** The block of buttons below it. */
  readonly buttons: (offered: Ending['actions']) => Answer | undefined
}

/** An answer for the asker alone: what only one person sees cannot be edited, so it is shown when it is whole. */
export function privateReply(deps: PrivateReplyDeps): Reply {
  const { whisper, hearer, answerLog, format, manner, buttons } = deps
  const thoughts = createThoughts(manner, deps.clock)
  const source = answerLog.generated
  const splitter = createSplitter(format, source === '' ? undefined : { source, frozen: [] })
  return {
    async append(markdown) {
      splitter.append(markdown)
    },
    async reasoning(text) {
      // Its status is shown elsewhere; here nothing is shown before the answer.
      thoughts.add(text)
    },
    async close(ending) {
      // What only one person sees cannot be taken away either.
      if (ending.kind === 'withdrawn' || ending.kind === 'superseded') return []
      splitter.end()
      const parts = splitter.parts()
      const head = headOf(format, splitter.source, parts, manner, true)
      const files = [head.rest, thoughts.file()].filter((file) => file !== undefined)
      // Files go first: where they cannot be shown, all of the text is.
      const isShown = files.length === 0 || (await whisper.show(hearer, files))
      const pieces = (isShown ? head.parts : parts).map((part) => part.text)
      const notices = [isShown ? head.notice : undefined, ending.notice].filter((line) => line !== undefined)
      const said = await whisper.tell(hearer, [...pieces, ...notices], buttons(ending.actions))
      if (!said) throw toFailure({ kind: 'refused', code: 'not_said' }, 'response_url')
      return []
    },
  }
}
