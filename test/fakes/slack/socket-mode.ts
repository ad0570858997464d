import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { RawData, WebSocket } from 'ws'
import type { Core } from './core.ts'
import type { Attempt, Outgoing, Retry, Transport } from './delivery.ts'
import { isJson } from './json.ts'
import { SOCKETS_PER_APP } from './limits.ts'

export interface SocketMode extends Transport {
  /** Open connections. */
  readonly count: number
  /** Connections opened so far. */
  readonly opened: number
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Slack recycles a connection (the oldest, or all): `disconnect`, and the end after a grace time. */
  refresh(which: 'oldest' | 'all', reason: 'warning' | 'refresh_requested' | 'link_disabled'): void
  /** Cuts connections without a word. Returns how many. */
  drop(which: 'oldest' | 'all' | 'random'): number
  /** From now on nothing comes over the open connections: no pings, no pongs, no events. New ones are well. */
  silence(): void
  close(): void
}

interface Link {
  readonly socket: WebSocket
  readonly pending: Map<
    string,
    { readonly settle: (attempt: Attempt) => void; readonly acceptsResponse: boolean }
  >
  silent: boolean
}

/** Socket Mode's server side: envelopes, acks within 3 s, pings, up to ten connections an app. */
export function createSocketMode(core: Core): SocketMode {
  const server = new WebSocketServer({ noServer: true, autoPong: false })
  const links: Link[] = []
  /** Envelopes that got no ack in time, so that a late one is recognised. */
  const late = new Map<string, { readonly at: number; readonly what: string }>()
  let opened = 0
  let stopPinging: () => void = () => undefined

  function open(socket: WebSocket): void {
    const link: Link = { socket, pending: new Map(), silent: false }
    links.push(link)
    opened += 1
    socket.on('ping', (data) => {
      if (!link.silent) socket.pong(data)
    })
    socket.on('message', (data) => receive(link, data))
    // An error is followed by `close`, which says everything.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      links.splice(links.indexOf(link), 1)
      for (const { settle } of link.pending.values())
        settle({ ok: false, reason: 'connection_failed', noRetry: false })
      link.pending.clear()
      core.changed()
    })
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: links.length,
        debug_info: { host: 'applink-fake', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: core.world.appId },
      }),
    )
    core.changed()
  }

  function receive(link: Link, data: RawData): void {
    const message = parse(data)
    if (message === undefined || typeof message.envelope_id !== 'string') {
      core.violate('bad_ack', 'a message that is no acknowledgement')
      return
    }
    const waiting = link.pending.get(message.envelope_id)
    if (waiting === undefined) {
      const missed = late.get(message.envelope_id)
      const afterMs =
        missed === undefined ? '' : `${Math.round(core.awake.now() - missed.at)} ms after ${missed.what}`
      core.violate(
        missed === undefined ? 'bad_ack' : 'late_ack',
        afterMs || `unknown envelope ${message.envelope_id}`,
      )
      return
    }
    link.pending.delete(message.envelope_id)
    const body =
      isJson(message.payload) && Object.keys(message.payload).length > 0 ? message.payload : undefined
    if (body !== undefined && !waiting.acceptsResponse)
      core.violate('bad_ack', 'an answer where none is accepted')
    waiting.settle({ ok: true, body })
  }

  function ping(): void {
    for (const link of links) if (!link.silent) link.socket.ping()
    stopPinging = core.clock.after(core.timing.pingMs, ping)
  }
  stopPinging = core.clock.after(core.timing.pingMs, ping)

  return {
    get count() {
      return links.length
    },
    get opened() {
      return opened
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? '/', 'http://fake').searchParams.get('ticket') ?? ''
      if (!core.socketTickets.delete(ticket)) {
        socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
        return
      }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        if (links.length < SOCKETS_PER_APP) open(webSocket)
        else {
          webSocket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }))
          webSocket.close()
        }
      })
    },
    send: (outgoing, retry) =>
      new Promise<Attempt>((resolve) => {
        const link = links[Math.floor(core.random() * links.length)]
        if (link === undefined) {
          resolve({ ok: false, reason: 'connection_failed', noRetry: false })
          return
        }
        const envelopeId = core.world.nextId('envelope-')
        const sentAt = core.awake.now()
        const cancel = core.awake.after(core.timing.ackMs, () => {
          link.pending.delete(envelopeId)
          if (!link.silent) {
            late.set(envelopeId, { at: sentAt, what: describe(outgoing) })
            core.violate('late_ack', `no ack within ${core.timing.ackMs} ms: ${describe(outgoing)}`)
          }
          resolve({ ok: false, reason: 'timeout', noRetry: false })
        })
        link.pending.set(envelopeId, {
          acceptsResponse: outgoing.acceptsResponse,
          settle(attempt) {
            cancel()
            resolve(attempt)
          },
        })
        if (!link.silent) link.socket.send(JSON.stringify(frame(envelopeId, outgoing, retry)))
      }),
    refresh(which, reason) {
      for (const link of chosen(links, which, core.random)) {
        link.socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-fake' } }))
        core.clock.after(core.timing.refreshGraceMs, () => link.socket.terminate())
      }
    },
    drop(which) {
      const dropped = chosen(links, which, core.random)
      for (const link of dropped) link.socket.terminate()
      return dropped.length
    },
    silence() {
      for (const link of links) link.silent = true
    },
    close() {
      stopPinging()
      for (const { socket } of links) {
        socket.close(1001)
        // A peer that does not answer the close frame must not hold up the end of a test.
        setTimeout(() => socket.terminate(), 200)
      }
      server.close()
    },
  }
}

function frame(envelopeId: string, outgoing: Outgoing, retry: Retry | undefined): unknown {
  return {
    envelope_id: envelopeId,
    type: outgoing.type,
    payload: outgoing.payload,
    accepts_response_payload: outgoing.acceptsResponse,
    ...(outgoing.type === 'events_api'
      ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' }
      : {}),
  }
}

function describe(outgoing: Outgoing): string {
  const { payload } = outgoing
  if (isJson(payload.event))
    return `${outgoing.type} ${String(payload.event.type)} ${String(payload.event_id)}`
  return `${outgoing.type} ${String(payload.command ?? payload.type)}`
}

function chosen(links: readonly Link[], which: 'oldest' | 'all' | 'random', random: () => number): Link[] {
  if (which === 'all') return [...links]
  const link = which === 'oldest' ? links[0] : links[Math.floor(random() * links.length)]
  return link === undefined ? [] : [link]
}

function parse(data: RawData): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.isBuffer(data) ? data.toString() : '')
    return isJson(value) ? value : undefined
  } catch {
    // Not JSON: reported as a bad ack.
    return undefined
  }
}
