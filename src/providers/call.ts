import type { Clock } from '../core/clock.ts'
import { Failure } from '../core/fault.ts'
import type { CallReport, ChatRequest, Delta, Finish, Usage } from '../core/provider.ts'
import type { Deadlines } from './deadlines.ts'
import type { Lessons } from './lessons.ts'
import { createOverlapFilter } from './overlap.ts'
import type { HostClient, HostCall, Piece } from './openai-client.ts'
import { priceNanoUsd, priceWithoutCacheNanoUsd } from './prices.ts'
import { createThoughtFilter, type Stretch } from './reasoning.ts'
import { continuesItself, toWireRequest, wantsThinking } from './request.ts'
import type { Target } from './target.ts'
import { estimateUsage } from './tokens.ts'

/** How much longer a model may take that thinks unseen. */
const HIDDEN_THOUGHT_FACTOR = 3

export interface CallContext {
  readonly client: HostClient
  readonly clock: Clock
  readonly lessons: Lessons
  readonly onReport: (report: CallReport) => void
}

/** One attempt at one model, as it is read. */
export interface Call {
  /** As the host sends them; each goes to `read`. */
  readonly pieces: AsyncIterable<Piece>
  /** What the piece adds to the answer, the thoughts told apart. */
  read(piece: Piece): readonly Delta[]
  /** What was held back, after the last piece. Throws `empty` when nothing was said. */
  close(): readonly Delta[]
  /** Reports what it cost, however it ended; once. */
  settle(): CallReport
}

/**
 * Begins one attempt. `partial` is what is visible of the answer already. Reasoning that comes in a field ends the
 * search for tags: such a host parts the thoughts itself. No generator, since a layer of those costs as much for
 * each token as all of this does.
 */
export function beginCall(
  context: CallContext,
  target: Target,
  request: ChatRequest,
  partial: string,
  totalMs: number,
  signal: AbortSignal,
): Call {
  const { client, clock, lessons, onReport } = context
  const startedAt = clock.now()
  const lesson = lessons.of(target.name)
  let stated: Usage | undefined
  let isBilled = false
  let finish: Finish | undefined
  let text = ''
  /** Something of the text can be seen; until then its white space is held back, and may be all that comes. */
  let isSaid = partial !== ''
  let reasoning = ''
  let report: CallReport | undefined
  let inline = createThoughtFilter(partial === '' ? target.wire.inlineThoughts : 'opened')
  const overlap =
    partial !== '' && !continuesItself(target, lesson) ? createOverlapFilter(partial) : undefined
  const call: HostCall = {
    ...toWireRequest(target, request, lesson, partial),
    deadlines: { ...deadlinesOf(target, request), totalMs },
    ...(target.context !== undefined && { contextTokens: target.context }),
    onUsage: (usage) => {
      stated = usage
    },
    onAccepted: () => {
      isBilled = true
    },
  }
  return { pieces: client.stream(call, signal), read, close, settle }

  function read(piece: Piece): readonly Delta[] {
    switch (piece.kind) {
      case 'text':
        return tell(inline.push(piece.text))
      case 'reasoning':
        if (reasoning === '' && text === '') inline = createThoughtFilter('opened')
        reasoning += piece.text
        return [piece]
      case 'end':
        finish = piece.reason
        return []
      default:
        return piece satisfies never
    }
  }

  function close(): readonly Delta[] {
    const deltas = [...tell(inline.end(finish === 'stop'))]
    const rest = overlap?.end() ?? ''
    if (rest !== '') deltas.push({ kind: 'text', text: rest })
    if (!isSaid) throw new Failure({ kind: 'empty', host: target.host.name })
    return deltas
  }

  function tell(stretches: readonly Stretch[]): readonly Delta[] {
    const deltas: Delta[] = []
    for (const stretch of stretches) {
      if (stretch.kind === 'reasoning') {
        reasoning += stretch.text
        deltas.push(stretch)
        continue
      }
      text += stretch.text
      if (!isSaid && text.trim() === '') continue
      const fresh = isSaid ? stretch.text : text
      isSaid = true
      const shown = overlap?.push(fresh) ?? fresh
      if (shown !== '') deltas.push({ kind: 'text', text: shown })
    }
    return deltas
  }

  function settle(): CallReport {
    if (report !== undefined) return report
    const usage = stated ?? estimateUsage(request.messages, text, reasoning)
    const { prices, host } = target
    report = {
      model: target.name,
      ...(host.isOwnKey && { onOwnKey: host.isOwnKey }),
      usage,
      measured: stated !== undefined,
      ...(prices && {
        priceNanoUsd: priceNanoUsd(prices, host.preset.peak, usage, startedAt),
        uncachedPriceNanoUsd: priceWithoutCacheNanoUsd(prices, host.preset.peak, usage, startedAt),
      }),
    }
    if (isBilled) onReport(report)
    return report
  }
}

/** Thoughts that are never shown leave the first token a long time in coming. */
function deadlinesOf(target: Target, request: ChatRequest): Deadlines {
  const { deadlines, thinks } = target
  if (thinks !== 'hidden' || !wantsThinking(target, request)) return deadlines
  return { ...deadlines, firstTokenMs: deadlines.firstTokenMs * HIDDEN_THOUGHT_FACTOR }
}
