import type { Clock } from '../core/clock.ts'
import type { Logger } from '../core/log.ts'
import { joinObservers } from '../core/observer.ts'
import type { Observer } from '../core/observer.ts'
import type { Handler } from '../http.ts'
import { createMetrics } from './metrics.ts'
import type { MetricSources } from './metrics.ts'

export interface ObservingOptions extends MetricSources {
  /** Where traces go; none are kept without it. */
  readonly traces?: { readonly endpoint: string; readonly serviceName: string }
  readonly clock: Clock
  readonly log: Logger
}

export interface Observing {
  readonly observer: Observer
  /** Answers `GET /metrics`. */
  readonly metrics: Handler
  /** Sends the traces that are left. Never rejects. */
  close(): Promise<void>
}

/** Counts what happens, and traces it where somebody collects traces. */
export async function startObserving(options: ObservingOptions): Promise<Observing> {
  const { clock, log, version } = options
  const metrics = createMetrics(clock, options)
  // They take time to load, which whoever has no collector need not spend.
  const traces =
    options.traces && (await import('./traces.ts')).startTraces({ ...options.traces, version, clock, log })
  return {
    observer: traces ? joinObservers([metrics.observer, traces.observer]) : metrics.observer,
    metrics: (_request, response) => {
      metrics.text().then(
        (text) =>
          response
            .writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' })
            .end(text),
        (error: unknown) => {
          log.error({ err: error }, 'the metrics could not be gathered')
          response.writeHead(500).end()
        },
      )
    },
    close: async () => traces?.close(),
  }
}
