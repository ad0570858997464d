import type { Clock } from '../../core/clock.ts'
import { cacheKeyOf } from '../../core/conversation/cache-key.ts'
import type { CallReport, ChatRequest, Provider } from '../../core/provider.ts'
import { limits } from './limits.ts'
import type { AnswerView, CallView } from './wire.ts'

/** What was sent to the model for the playground's questions, and what it cost. In memory alone. */
export interface Ledger {
  /** The provider, listened to. Calls for other platforms' conversations are neither read nor kept. */
  watch(provider: Provider): Provider
  /** Until told otherwise, calls of that conversation are made for that question. */
  expect(question: string, conversation: string): void
  calls(question: string): readonly CallView[]
  total(): AnswerView['total']
  clear(): void
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

export function createLedger(clock: Clock): Ledger {
  const questions = new Map<string, Writable<CallView>[]>()
  /** Question by cache key: one conversation has one answer at a time. */
  const current = new Map<string, string>()
  let total = nothing

  function begin(request: ChatRequest): Writable<CallView> | undefined {
    const question = current.get(request.cacheKey)
    const calls = question === undefined ? undefined : questions.get(question)
    if (calls === undefined) return undefined
    const call: Writable<CallView> = {
      model: request.model,
      messages: request.messages.map(({ role, content, pictures = [] }) => ({
        role,
        content,
        pictures: pictures.length,
      })),
    }
    calls.push(call)
    return call
  }

  function note(call: Writable<CallView>, report: CallReport): void {
    const price = dollars(report.priceNanoUsd)
    const uncachedPrice = dollars(report.uncachedPriceNanoUsd)
    Object.assign(call, {
      model: report.model,
      usage: report.usage,
      measured: report.measured,
      ...(price !== undefined && { price }),
      ...(uncachedPrice !== undefined && { uncachedPrice }),
    })
    total = {
      calls: total.calls + 1,
      input: total.input + report.usage.input,
      cachedInput: total.cachedInput + report.usage.cachedInput,
      price: total.price + (price ?? 0),
      saved: total.saved + ((uncachedPrice ?? price ?? 0) - (price ?? 0)),
    }
  }

  return {
    watch: (provider) => ({
      async *chat(request, signal, onReport) {
        const call = begin(request)
        const startedAt = clock.now()
        const heard = (report: CallReport): void => {
          if (call !== undefined) note(call, report)
          onReport?.(report)
        }
        for await (const delta of provider.chat(request, signal, heard)) {
          if (call !== undefined) {
            if (delta.kind === 'text') call.firstTextMs ??= clock.now() - startedAt
            if (delta.kind === 'end') call.tookMs = clock.now() - startedAt
          }
          yield delta
        }
      },
    }),
    expect(question, conversation) {
      current.set(cacheKeyOf(conversation), question)
      if (!questions.has(question)) questions.set(question, [])
      for (const oldest of questions.keys()) {
        if (questions.size <= limits.rememberedQuestions) return
        questions.delete(oldest)
      }
    },
    calls: (question) => questions.get(question) ?? [],
    total: () => total,
    clear() {
      questions.clear()
      current.clear()
      total = nothing
    },
  }
}

const nothing: AnswerView['total'] = { calls: 0, input: 0, cachedInput: 0, price: 0, saved: 0 }

function dollars(nano: number | undefined): number | undefined {
  return nano === undefined ? undefined : nano / 1e9
}
