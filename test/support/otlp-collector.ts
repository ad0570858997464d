import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CollectedSpan {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly status: { readonly code?: number }
}

/** An OpenTelemetry collector on 127.0.0.1 that takes OTLP over HTTP as JSON. */
export interface OtlpCollector {
  readonly endpoint: string
  readonly spans: readonly CollectedSpan[]
  /** All that was sent, as it came. */
  readonly raw: readonly string[]
  close(): Promise<void>
}

interface Value {
  readonly stringValue?: string
  readonly intValue?: number | string
  readonly doubleValue?: number
  readonly boolValue?: boolean
  readonly arrayValue?: { readonly values: readonly Value[] }
}

interface Body {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<CollectedSpan, 'attributes'> & {
        readonly attributes: readonly { readonly key: string; readonly value: Value }[]
      })[]
    }[]
  }[]
}

export async function startOtlpCollector(): Promise<OtlpCollector> {
  const spans: CollectedSpan[] = []
  const raw: string[] = []
  const server = createServer((request, response) => {
    collect(request, response).catch((error: Error) => response.destroy(error))
  })

  async function collect(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    raw.push(text)
    if (request.url !== '/v1/traces') {
      response.writeHead(404).end()
      return
    }
    for (const { scopeSpans } of (JSON.parse(text) as Body).resourceSpans) {
      for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
        const attributes = Object.fromEntries(span.attributes.map(({ key, value }) => [key, plain(value)]))
        spans.push({ ...span, attributes })
      }
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    raw,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function plain(value: Value): unknown {
  if (value.arrayValue) return value.arrayValue.values.map(plain)
  return value.stringValue ?? value.doubleValue ?? value.boolValue ?? Number(value.intValue)
}
