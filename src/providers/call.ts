import type { Clock } from '../core/clock.ts'
import { Failure } from '../core/fault.ts'
import type { CallReport, ChatRequest, Delta, Finish, Usage } from '../core/provider.ts'
import type { Lessons } from './lessons.ts'
import { createOverlapFilter } from './overlap.ts'
import type { HostClient, HostCall } from './openai-client.ts'
import { priceNanoUsd } from './prices.ts'
import { createThoughtFilter, type Stretch } from './reasoning.ts'
import { continuesItself, toWireRequest } from './request.ts'
import type { Target } from './target.ts'
import { estimateUsage } from './tokens.ts'

export interface CallContext {
  readonly client: HostClient
  readonly clock: Clock
  readonly lessons: Lessons
  readonly onReport: (report: CallReport) => void
}

/**
 * One attempt at one model: streams its answer with the thoughts told apart, and reports what it cost however it
 * ends. `partial` is what is visible of the answer already. Reasoning that comes in a field ends the search for tags:
 * such a host parts the thoughts itself.
 */
export async function* callOnce(
  context: CallContext,
  target: Target,
  request: ChatRequest,
  partial: string,
  totalMs: number,
  signal: AbortSignal,
): AsyncGenerator<Delta, void, undefined> {
  const { client, clock, lessons, onReport } = context
  const startedAt = clock.now()
  const lesson = lessons.of(target.name)
  const wireRequest = toWireRequest(target, request, lesson, partial)
  let stated: Usage | undefined
  let isBilled = false
  let text = ''
  let reasoning = ''
  let inline = createThoughtFilter(partial === '' ? target.wire.inlineThoughts : 'opened')
  const overlap =
    partial !== '' && !continuesItself(target, lesson) ? createOverlapFilter(partial) : undefined
  const call: HostCall = {
    ...wireRequest,
    deadlines: { ...target.deadlines, totalMs },
    ...(target.context !== undefined && { contextTokens: target.context }),
    onUsage: (usage) => {
      stated = usage
    },
    onAccepted: () => {
      isBilled = true
    },
  }
  let finish: Finish | undefined
  try {
    for await (const piece of client.stream(call, signal)) {
      if (piece.kind === 'end') {
        finish = piece.reason
      } else if (piece.kind === 'reasoning') {
        if (reasoning === '' && text === '') inline = createThoughtFilter('opened')
        reasoning += piece.text
        yield piece
      } else {
        yield* tell(inline.push(piece.text))
      }
    }
    yield* tell(inline.end(finish === 'stop'))
    const rest = overlap?.end() ?? ''
    if (rest !== '') yield { kind: 'text', text: rest }
    if (text === '') throw new Failure({ kind: 'empty', host: target.host.name })
  } catch (error) {
    // Nothing was left to say after what is visible already.
    const isComplete = partial !== '' && error instanceof Failure && error.fault.kind === 'empty'
    if (!isComplete) throw error
  } finally {
    if (isBilled) onReport(toReport())
  }
  yield { kind: 'end', reason: finish ?? 'stop', report: toReport() }

  function* tell(stretches: readonly Stretch[]): Generator<Delta> {
    for (const stretch of stretches) {
      if (stretch.kind === 'reasoning') {
        reasoning += stretch.text
        yield stretch
        continue
      }
      text += stretch.text
      const shown = overlap?.push(stretch.text) ?? stretch.text
      if (shown !== '') yield { kind: 'text', text: shown }
    }
  }

  function toReport(): CallReport {
    const usage = stated ?? estimateUsage(request.messages, text, reasoning)
    const { prices, host } = target
    return {
      model: target.name,
      usage,
      measured: stated !== undefined,
      ...(prices && { priceNanoUsd: priceNanoUsd(prices, host.preset.peak, usage, startedAt) }),
    }
  }
}
