import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../../src/system.ts'
import { startTraces } from '../../src/observe/traces.ts'
import { startOtlpCollector } from '../support/otlp-collector.ts'
import type { OtlpCollector } from '../support/otlp-collector.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'
import { quietLog } from '../support/quiet-log.ts'

let collector: OtlpCollector

beforeEach(async () => {
  collector = await startOtlpCollector()
})

afterEach(() => collector.close())

const question = {
  id: 'slack:T1:C1:1.2',
  place: { platform: 'slack', workspace: 'T1', channel: 'C1', kind: 'channel' },
  askedAt: 0,
} as const

it('an answer is a trace, and each call to a model a span of it', async () => {
  const clock = createVirtualClock()
  const traces = startTraces({
    endpoint: `${collector.endpoint}/`,
    serviceName: 'tanya',
    version: '1.2.3',
    clock,
    log: quietLog,
  })
  const watch = traces.observer.watch(question)
  watch.began()
  const call = watch.call('answer', 'deepseek-v3', 'conversation-key')
  await clock.advance(400)
  watch.generated(5)
  const usage = { input: 100, cachedInput: 64, output: 30, reasoning: 10 }
  call.billed({ model: 'deepseek/deepseek-flash', usage, measured: true, priceNanoUsd: 1_500_000 })
  call.ended('length')
  watch.shown(5)
  const failing = watch.call('summary', 'gemini-flash', 'conversation-key')
  failing.billed({ model: 'gemini/gemini-3.8-flash', usage, measured: false })
  failing.failed('host-overloaded')
  watch.ended('answered')
  watch.left()
  await traces.close()

  const [chat, summary, answer] = collector.spans
  expect(answer).toMatchObject({
    name: 'answer',
    attributes: { 'tanya.question.id': question.id, 'tanya.outcome': 'answered' },
  })
  expect(chat).toMatchObject({
    name: 'chat deepseek-v3',
    traceId: answer?.traceId,
    parentSpanId: answer?.spanId,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'deepseek',
      'gen_ai.request.model': 'deepseek-v3',
      'gen_ai.response.model': 'deepseek-flash',
      'gen_ai.response.finish_reasons': ['length'],
      'gen_ai.conversation.id': 'conversation-key',
      'gen_ai.usage.input_tokens': 100,
      'gen_ai.usage.cache_read.input_tokens': 64,
      'gen_ai.usage.output_tokens': 30,
      'gen_ai.usage.reasoning.output_tokens': 10,
      'gen_ai.request.stream': true,
      'gen_ai.response.time_to_first_chunk': 0.4,
    },
  })
  expect(summary).toMatchObject({
    parentSpanId: answer?.spanId,
    status: { code: 2 },
    attributes: { 'gen_ai.provider.name': 'gcp.gemini', 'error.type': 'host-overloaded' },
  })
  expect(collector.raw.join('')).toContain('"service.name"')
})

it('a collector that is not there costs nothing but the traces', async () => {
  await collector.close()
  const traces = startTraces({
    ...collector,
    serviceName: 'tanya',
    version: '1.2.3',
    clock: systemClock,
    log: quietLog,
  })
  traces.observer.watch(question).left()
  await traces.close()
})
