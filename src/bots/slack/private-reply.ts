import type { AnswerLog } from '../../core/delivery/answer-log.ts'
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
  /** The block of buttons below it. */
  readonly buttons: (offered: Ending['actions']) => Answer | undefined
}

/** An answer for the asker alone: what only one person sees cannot be edited, so it is shown when it is whole. */
export function privateReply({ whisper, hearer, answerLog, format, buttons }: PrivateReplyDeps): Reply {
  const source = answerLog.generated
  const splitter = createSplitter(format, source === '' ? undefined : { source, frozen: [] })
  return {
    async append(markdown) {
      splitter.append(markdown)
    },
    async reasoning() {
      // Shown as a status elsewhere; here nothing is shown before the answer.
    },
    async close(ending) {
      // What only one person sees cannot be taken away either.
      if (ending.kind === 'withdrawn' || ending.kind === 'superseded') return []
      splitter.end()
      const pieces = splitter.parts().map((part) => part.text)
      const said = await whisper.tell(
        hearer,
        ending.notice === undefined ? pieces : [...pieces, ending.notice],
        buttons(ending.actions),
      )
      if (!said) throw toFailure({ kind: 'refused', code: 'not_said' }, 'response_url')
      return []
    },
  }
}
