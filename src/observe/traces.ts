import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api'
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, diag, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { within } from '../core/clock.ts'
import type { Clock } from '../core/clock.ts'
import type { Logger } from '../core/log.ts'
import type { AnswerWatch, CallWatch, FaultLabel, Observer } from '../core/observer.ts'
import type { CallReport } from '../core/provider.ts'

export interface TraceOptions {
  /** Of an OTLP collector over HTTP, without `/v1/traces`: `http://127.0.0.1:4318`. */
  readonly endpoint: string
  readonly serviceName: string
  readonly version: string
  readonly clock: Clock
  readonly log: Logger
}

export interface Traces {
  readonly observer: Observer
  /** Sends what is left. Never rejects. */
  close(): Promise<void>
}

/** What is left when the process ends gets so long to be sent. Milliseconds. */
const closeMs = 2_000

/**
 * A trace for each answer, with a span for each call to a model in the terms of OpenTelemetry's conventions for
 * generative AI. What was asked and answered is never part of it. The exporter reads `OTEL_EXPORTER_OTLP_HEADERS`
 * and its other variables itself.
 */
export function startTraces(options: TraceOptions): Traces {
  const { log } = options
  diag.setLogger({
    error: (message) => log.warn({ why: reason(message) }, 'traces cannot be sent'),
    warn: (message) => log.debug({ why: reason(message) }, 'traces'),
    info() {},
    debug() {},
    verbose() {},
  })
  const exporter = new OTLPTraceExporter({ url: `${options.endpoint.replace(/\/+$/u, '')}/v1/traces` })
  const provider = new TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({
        'service.name': options.serviceName,
        'service.version': options.version,
      }),
    ),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  const tracer = provider.getTracer('tanya', options.version)
  return {
    observer: createTraceObserver(tracer, options.clock),
    async close() {
      await within(
        options.clock,
        closeMs,
        provider.shutdown().catch(() => undefined),
      )
    },
  }
}

/** Exporters put whole errors as JSON into their messages. */
function reason(message: string): string {
  return message.slice(0, 200)
}

/** Turns what happens into spans. */
export function createTraceObserver(tracer: Tracer, clock: Clock): Observer {
  return {
    asked() {},
    refused() {},
    waited() {},
    breaker() {},
    watch({ id, place }) {
      const span = tracer.startSpan(
        'answer',
        {
          kind: SpanKind.CONSUMER,
          attributes: { 'tanya.platform': place.platform, 'tanya.question.id': id },
        },
        ROOT_CONTEXT,
      )
      return watchAnswer(tracer, span, clock)
    },
  }
}

function watchAnswer(tracer: Tracer, span: Span, clock: Clock): AnswerWatch {
  const within = trace.setSpan(ROOT_CONTEXT, span)
  let isSaid = false
  let isSeen = false
  /** The call whose text has not begun. */
  let silent: { readonly span: Span; readonly since: number } | undefined
  return {
    began: () => void span.addEvent('its turn'),
    generated() {
      if (!isSaid) span.addEvent('first text')
      isSaid = true
      silent?.span.setAttribute('gen_ai.response.time_to_first_chunk', (clock.now() - silent.since) / 1000)
      silent = undefined
    },
    shown(length) {
      if (length > 0 && !isSeen) span.addEvent('first text visible')
      if (length > 0) isSeen = true
    },
    call(purpose, model, conversation) {
      const call = startCall(tracer, within, purpose, model, conversation)
      if (purpose === 'answer') silent = { span: call, since: clock.now() }
      return watchCall(call)
    },
    ended(outcome, fault) {
      span.setAttribute('tanya.outcome', outcome)
      if (outcome === 'failed' && fault !== undefined) fail(span, fault)
    },
    left: () => span.end(),
  }
}

/** https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/ */
function startCall(
  tracer: Tracer,
  within: Context,
  purpose: string,
  model: string,
  conversation: string,
): Span {
  return tracer.startSpan(
    `chat ${model}`,
    {
      kind: SpanKind.CLIENT,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': model,
        'gen_ai.request.stream': true,
        'gen_ai.conversation.id': conversation,
        'gen_ai.output.type': 'text',
        'tanya.purpose': purpose,
      },
    },
    within,
  )
}

function watchCall(span: Span): CallWatch {
  /** Of all attempts together: each was billed. */
  let input = 0
  let cached = 0
  let output = 0
  let reasoning = 0
  let nanoUsd: number | undefined
  return {
    billed(report) {
      input += report.usage.input
      cached += report.usage.cachedInput
      output += report.usage.output
      reasoning += report.usage.reasoning
      if (report.priceNanoUsd !== undefined) nanoUsd = (nanoUsd ?? 0) + report.priceNanoUsd
      span.setAttributes({
        ...modelOf(report),
        'gen_ai.usage.input_tokens': input,
        'gen_ai.usage.cache_read.input_tokens': cached,
        'gen_ai.usage.output_tokens': output,
        'gen_ai.usage.reasoning.output_tokens': reasoning,
        ...(nanoUsd !== undefined && { 'tanya.cost_usd': nanoUsd / 1e9 }),
      })
    },
    passedOver: (fault) => void span.addEvent('passed over', { 'error.type': fault }),
    ended(finish) {
      span.setAttribute('gen_ai.response.finish_reasons', [finish])
      span.end()
    },
    failed(fault) {
      if (fault === 'cancelled') span.setAttribute('tanya.cancelled', true)
      else fail(span, fault)
      span.end()
    },
  }
}

/** The conventions' own names for hosts, where they differ from ours. */
const providerNames: Readonly<Record<string, string>> = {
  gemini: 'gcp.gemini',
  azure: 'azure.ai.inference',
}

function modelOf({ model }: CallReport): Attributes {
  const slash = model.indexOf('/')
  const host = model.slice(0, slash)
  return {
    'gen_ai.provider.name': providerNames[host] ?? host,
    'gen_ai.response.model': model.slice(slash + 1),
  }
}

function fail(span: Span, fault: FaultLabel): void {
  span.setAttribute('error.type', fault)
  span.setStatus({ code: SpanStatusCode.ERROR, message: fault })
}
