import { sleep } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { Failure } from '../fault.ts'
import type { Logger } from '../log.ts'
import type { ChatRequest, Provider } from '../provider.ts'
import type { Question } from '../question.ts'
import type { Store } from '../store/store.ts'
import { cacheKeyOf } from './cache-key.ts'
import { layOut } from './prompt.ts'
import { readySummary } from './recall.ts'
import type { Recalled } from './recall.ts'
import { summaryRequest } from './summary-texts.ts'
import { estimateTokens } from './tokens.ts'
import { usageRecorder } from './usage.ts'

export interface CompactionDeps {
  readonly store: Store
  readonly provider: Provider
  readonly clock: Clock
}

/** Hosts take some seconds to put what they have just read and said into their cache. Milliseconds. */
const cachedAfterMs = 10_000

/** A word is about so many tokens, in most languages. */
const tokensPerWord = 1.5

/** A summary that is so many times too long would take the room it is to make. */
const tooLong = 3

/** Models that always think need room for it. Tokens. */
const thinkingRoom = 2_000

/**
 * Has a conversation summed up that was just answered and is about to be cut, while the host still has it in its
 * cache: the request is the answered prompt, the answer and one instruction. The summary is used from the next cut
 * on. Never rejects; without a summary the next cut is a plain one, and each turn before it tries again.
 */
export async function compactIfDue(
  deps: CompactionDeps,
  question: Question,
  recalled: Recalled,
  answer: string,
  signal: AbortSignal,
  logger: Logger,
): Promise<void> {
  const { store, clock } = deps
  const { compaction } = recalled.marks
  const tokens = recalled.tokens + Math.ceil(estimateTokens(answer) * recalled.ratio)
  if (compaction === undefined || tokens < compaction.at || signal.aborted) return
  await sleep(clock, cachedAfterMs, signal)
  const usage = usageRecorder(deps, question, logger)
  try {
    if (
      signal.aborted ||
      (await readySummary(store.turns, { ...recalled, tokens }, [question.id])) !== undefined
    )
      return
    const amended = await store.turns.amended(recalled.conversation)
    const request: ChatRequest = {
      model: recalled.modelSpec,
      messages: layOut({
        ...recalled,
        history: [...recalled.history, { prompt: recalled.prompt, answer }],
        pictures: [],
        prompt: summaryRequest(Math.floor(compaction.summary / tokensPerWord), amended),
      }),
      maxOutputTokens: compaction.summary * tooLong + thinkingRoom,
      cacheKey: cacheKeyOf(recalled.conversation),
      question: question.id,
      thinking: false,
    }
    let text = ''
    for await (const delta of deps.provider.chat(request, signal, usage.report)) {
      if (delta.kind === 'text') text += delta.text
      if (delta.kind === 'end' && delta.reason !== 'stop')
        throw new Failure({ kind: 'truncated', host: delta.report.model })
    }
    const length = Math.ceil(estimateTokens(text) * recalled.ratio)
    if (text.trim() === '' || length > compaction.summary * tooLong) {
      logger.warn({ tokens: length }, 'the summary is of no use')
      return
    }
    // Somebody changed a message while it was written.
    const since = await store.turns.amended(recalled.conversation)
    if (JSON.stringify(since) !== JSON.stringify(amended)) return
    await store.turns.summarize({ turn: question.id, text, tokens: length, at: clock.now() })
    logger.info({ tokens: length, of: tokens }, 'conversation summed up')
  } catch (error) {
    if (!signal.aborted) logger.warn({ err: error }, 'conversation not summed up')
  } finally {
    await usage.done()
  }
}
