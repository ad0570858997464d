import { sleep } from '../../core/clock.ts'
import type { Clock } from '../../core/clock.ts'
import { estimateTokens } from '../../core/conversation/tokens.ts'
import { Failure } from '../../core/fault.ts'
import type { ChatRequest, Delta, Provider } from '../../core/provider.ts'
import type { Section } from './documents.ts'
import { createSearch } from './search.ts'
import { guideTexts } from './texts.ts'

/** As `provider/model-id`. */
export const guideModel = 'guide/documentation'

/** Of a section that is quoted, in UTF-16 units. */
const quotedLength = 1_500

/** The pace of a brisk model: some 140 tokens a second. */
const pieceLength = 14
const pieceEveryMs = 25

/**
 * Answers without a language model: with the passages of Tanya's own documentation that fit the question's words. It
 * says so each time, and how to connect a model. Costs nothing.
 */
export function createGuide(deps: {
  readonly sections: readonly Section[]
  readonly clock: Clock
}): Provider {
  const { clock } = deps
  const search = createSearch(deps.sections)

  function answer(request: ChatRequest): string {
    const last = request.messages.findLast(({ role }) => role === 'user')?.content ?? ''
    const question = wordsOf(last)
    const texts = guideTexts(question)
    const [best, ...others] = search(question, 4)
    if (best === undefined) return [texts.nothing, texts.noModel].join('\n\n')
    const also = others.map((section) => `- ${titleOf(section)}`).join('\n')
    return [
      `${texts.found} **${titleOf(best)}**`,
      quote(best.text),
      ...(also === '' ? [] : [`${texts.also}\n\n${also}`]),
      texts.noModel,
    ].join('\n\n')
  }

  return {
    async *chat(request, signal, onReport): AsyncGenerator<Delta> {
      const text = answer(request)
      // What an earlier process has shown is not said again, unless the documentation was another then.
      const begun =
        request.prefix !== undefined && text.startsWith(request.prefix) ? request.prefix.length : 0
      let at = begun
      while (at < text.length && !signal.aborted) {
        const piece = text.slice(at, at + pieceLength)
        at += piece.length
        yield { kind: 'text', text: piece }
        await sleep(clock, pieceEveryMs, signal)
      }
      const prompt = request.messages.map(({ content }) => content).join('\n')
      const report = {
        model: guideModel,
        usage: {
          input: estimateTokens(prompt),
          cachedInput: 0,
          output: estimateTokens(text.slice(begun, at)),
          reasoning: 0,
        },
        measured: false,
        priceNanoUsd: 0,
        uncachedPriceNanoUsd: 0,
      }
      onReport?.(report)
      if (signal.aborted) throw new Failure({ kind: 'cancelled' })
      yield { kind: 'end', reason: 'stop', report }
    },
  }
}

/** What somebody asked, without the line that names them. */
function wordsOf(prompt: string): string {
  const [first = '', ...rest] = prompt.split('\n')
  return rest.length > 0 && /^.{0,80}says.*:$/u.test(first) ? rest.join('\n') : prompt
}

function titleOf({ page, headings, file }: Section): string {
  return `${[page, ...headings].join(' › ')} (\`${file}\`)`
}

/** Whole lines of the passage; code stays code within a quote. */
function quote(text: string): string {
  const lines: string[] = []
  let length = 0
  let fence = ''
  for (const line of text.split('\n')) {
    if (length + line.length > quotedLength) {
      lines.push(...(fence === '' ? [] : [fence]), '', '…')
      break
    }
    const mark = /^\s*(`{3,}|~{3,})/u.exec(line)?.[1]
    if (mark !== undefined) fence = fence === '' ? mark : ''
    lines.push(line)
    length += line.length + 1
  }
  return lines.map((line) => `> ${withoutOwnLinks(line)}`.trimEnd()).join('\n')
}

/** Another page of the documentation is no page where the answer is read: its name has to do. */
function withoutOwnLinks(line: string): string {
  return line.replaceAll(/(?<!!)\[([^[\]]*)\]\((?!\w+:)[^()\s]*\)/gu, '$1')
}
