import { defaultPersona } from '../../src/core/conversation/prompt.ts'
import type { ChatMessage, Usage } from '../../src/core/provider.ts'
import { createPrefixHost } from './prefix-host.ts'
import type { Step } from './script.ts'

/** One call: what was billed, and when (epoch ms). */
export interface Billed {
  readonly at: number
  readonly usage: Usage
}

/** How other bots lay out a conversation, with the text as it stands on the platform. */
export type Baseline = 'sliding' | 'clock' | 'never'

/** Replays the script; `window` is the longest prompt in the host's tokens. */
export function replayBaseline(
  policy: Baseline,
  script: readonly Step[],
  window: number,
  startMs: number,
): readonly Billed[] {
  const host = createPrefixHost()
  const said: { question: string; answer: string }[] = []
  const bills: Billed[] = []
  let at = startMs
  let from = 0
  for (const step of script) {
    at += step.afterMs
    const earlier = said[step.turn]
    if (step.kind === 'turn') {
      const question = `${step.asker}: ${step.text}`
      const system =
        policy === 'clock' ? `${defaultPersona}\nIt is ${new Date(at).toISOString()}.` : defaultPersona
      const messages = (): readonly ChatMessage[] => [
        { role: 'system', content: system },
        ...said.slice(from).flatMap((turn): ChatMessage[] => [
          { role: 'user', content: turn.question },
          { role: 'assistant', content: turn.answer },
        ]),
        { role: 'user', content: question },
      ]
      if (policy !== 'never') while (from < said.length && host.count(messages()) > window) from += 1
      bills.push({ at, usage: host.answer('key', messages(), step.answer, at) })
      said.push({ question, answer: step.answer })
    } else if (earlier !== undefined) {
      earlier.question = step.kind === 'edit' ? step.text : ''
      if (step.kind === 'delete') earlier.answer = ''
    }
  }
  return bills
}
