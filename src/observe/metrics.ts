import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { Connection } from '../core/bot.ts'
import type { Clock } from '../core/clock.ts'
import type { Fault } from '../core/fault.ts'
import { breakerStates } from '../core/observer.ts'
import type { AnswerWatch, CallWatch, Observer } from '../core/observer.ts'
import type { CallReport } from '../core/provider.ts'
import type { PlatformName } from '../core/question.ts'
import { createReaderLag } from './reader-lag.ts'

/** What is asked for anew at each scrape. */
export interface MetricSources {
  bots(): readonly { readonly platform: PlatformName; connections?(): readonly Connection[] }[]
  readonly version: string
}

/** The numbers for Prometheus. Labels come from short closed lists; none names a person, a place or a question. */
export interface Metrics {
  readonly observer: Observer
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>
  readonly contentType: string
}

/** Admins choose models; beyond so many names the rest are counted together. */
const mostModels = 40

const secondsOfAnswers = [0.25, 0.5, 1, 2, 3, 5, 8, 13, 20, 30, 60, 120, 300]
const secondsOfLag = [0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 30]
const secondsOfWaits = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60]

export function createMetrics(clock: Clock, sources: MetricSources): Metrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register, prefix: 'tanya_' })

  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name: `tanya_${name}_total`, help, labelNames: [...labelNames], registers })
  const seconds = <L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    buckets: readonly number[],
  ) =>
    new Histogram({
      name: `tanya_${name}_seconds`,
      help,
      labelNames: [...labelNames],
      buckets: [...buckets],
      registers,
    })

  const questions = counter('questions', 'Questions that came in, refused ones included', ['platform'])
  const refusals = counter('refusals', 'Questions that were not taken, by why', ['platform', 'reason'])
  const answers = counter('answers', 'Accepted questions by how they ended; fault is why, or none', [
    'platform',
    'outcome',
    'fault',
  ])
  const firstToken = seconds(
    'first_token',
    "From the question to the first text of the model's answer",
    ['platform'],
    secondsOfAnswers,
  )
  const firstShown = seconds(
    'first_shown',
    'From the question to the first visible text',
    ['platform'],
    secondsOfAnswers,
  )
  const lastEdit = seconds(
    'last_edit',
    'From the question to the last edit of its answer',
    ['platform'],
    secondsOfAnswers,
  )
  const lag = seconds(
    'reader_lag',
    'From generated to visible, the mean over the characters of an answer',
    ['platform'],
    secondsOfLag,
  )
  const calls = counter('model_calls', 'Calls to models by how they ended: stop, length, or a fault', [
    'purpose',
    'outcome',
  ])
  const tokens = counter('tokens', 'Tokens billed; the kinds are disjoint', ['model', 'kind'])
  const cost = counter('cost_usd', 'US dollars spent, where the price is known', ['model'])
  const saved = counter('cache_savings_usd', "US dollars that the hosts' prefix caches saved", ['model'])
  const unpriced = counter('unpriced_calls', 'Billed calls whose price is not known', ['model'])
  const waits = seconds(
    'rate_limit_wait',
    'Waits for a limit of a platform or a host',
    ['by'],
    secondsOfWaits,
  )
  const waiting = new Gauge({
    name: 'tanya_questions_waiting',
    help: 'Accepted questions that wait for their turn',
    labelNames: ['platform'],
    registers,
  })
  const running = new Gauge({
    name: 'tanya_answers_running',
    help: 'Answers being written',
    labelNames: ['platform'],
    registers,
  })
  const up = new Gauge({
    name: 'tanya_connection_up',
    help: 'Whether a connection to a platform (a Discord shard, a Slack socket) is open',
    labelNames: ['platform', 'connection'],
    registers,
    collect() {
      this.reset()
      for (const { platform, connections } of sources.bots()) {
        for (const { name, isUp } of connections?.() ?? [])
          this.set({ platform, connection: name }, Number(isUp))
      }
    },
  })
  const breakers = new Gauge({
    name: 'tanya_breaker_state',
    help: '1 for the state that the breaker of a model is in',
    labelNames: ['model', 'state'],
    registers,
  })
  const info = new Gauge({ name: 'tanya_info', help: 'Always 1', labelNames: ['version'], registers })
  info.set({ version: sources.version }, 1)
  void up

  // A series that begins with its first failure has no increase that an alert could see.
  for (const purpose of ['answer', 'summary'] as const) {
    for (const outcome of ['stop', 'out-of-credit', 'bad-key']) calls.inc({ purpose, outcome }, 0)
  }

  const knownModels = new Set<string>()
  function modelLabel(model: string): string {
    if (!knownModels.has(model) && knownModels.size >= mostModels) return 'other'
    knownModels.add(model)
    return model
  }

  function billed(report: CallReport): void {
    const model = modelLabel(report.model)
    const { input, cachedInput, output, reasoning } = report.usage
    tokens.inc({ model, kind: 'input' }, Math.max(0, input - cachedInput))
    tokens.inc({ model, kind: 'cached_input' }, cachedInput)
    tokens.inc({ model, kind: 'output' }, Math.max(0, output - reasoning))
    tokens.inc({ model, kind: 'reasoning' }, reasoning)
    if (report.priceNanoUsd === undefined) {
      unpriced.inc({ model })
      return
    }
    cost.inc({ model }, report.priceNanoUsd / 1e9)
    const without = report.uncachedPriceNanoUsd ?? report.priceNanoUsd
    saved.inc({ model }, Math.max(0, without - report.priceNanoUsd) / 1e9)
  }

  function call(purpose: 'answer' | 'summary'): CallWatch {
    return {
      billed,
      passedOver: (fault) => calls.inc({ purpose, outcome: fault }),
      ended: (finish) => calls.inc({ purpose, outcome: finish }),
      failed: (fault) => calls.inc({ purpose, outcome: fault }),
    }
  }

  function watch({ place: { platform }, askedAt }: Parameters<Observer['watch']>[0]): AnswerWatch {
    const readerLag = createReaderLag(clock)
    const since = (): number => Math.max(0, clock.now() - askedAt) / 1000
    let state: 'waiting' | 'running' | 'left' = 'waiting'
    let isSaid = false
    let isSeen = false
    waiting.inc({ platform })
    return {
      began() {
        if (state !== 'waiting') return
        state = 'running'
        waiting.dec({ platform })
        running.inc({ platform })
      },
      generated(length) {
        readerLag.generated(length)
        if (!isSaid) firstToken.observe({ platform }, since())
        isSaid = true
      },
      shown(length) {
        readerLag.shown(length)
        if (length > 0 && !isSeen) {
          isSeen = true
          firstShown.observe({ platform }, since())
        }
      },
      call,
      ended(outcome, fault) {
        answers.inc({ platform, outcome, fault: fault ?? 'none' })
        lastEdit.observe({ platform }, since())
        const mean = readerLag.mean()
        if (mean !== undefined) lag.observe({ platform }, mean / 1000)
      },
      left() {
        if (state !== 'left') (state === 'waiting' ? waiting : running).dec({ platform })
        state = 'left'
      },
    }
  }

  return {
    observer: {
      asked: (platform) => questions.inc({ platform }),
      refused: (platform, reason: Fault['kind']) => refusals.inc({ platform, reason }),
      waited: (by, ms) => waits.observe({ by }, ms / 1000),
      breaker(model, state) {
        for (const one of breakerStates)
          breakers.set({ model: modelLabel(model), state: one }, Number(one === state))
      },
      watch,
    },
    text: () => register.metrics(),
    contentType: register.contentType,
  }
}
