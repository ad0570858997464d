import type { Server } from 'node:http'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import { renderGuildCreate, renderUser } from './render.ts'
import {
  applicationFlags,
  sees,
  wants,
  dataFor,
  disallowedIntents,
  guildsOf,
  type Session,
} from './sessions.ts'
import type { Json } from './types.ts'
import type { FakeEvent, World } from './world.ts'

export interface GatewayOptions {
  readonly heartbeatIntervalMs: number
}

export interface DropOptions {
  /** False: the session is gone, and RESUME is answered by INVALID_SESSION. Default true. */
  readonly resumable?: boolean
  /** Closes with this code; left out, the socket is cut without a close frame. */
  readonly code?: number
  /** Asks for a reconnect by op 7 instead of closing. */
  readonly politely?: boolean
}

export interface Gateway {
  /** Sends an event to every session entitled to it; those who are away get it when they resume. */
  emit(event: FakeEvent): void
  drop(options: DropOptions): void
  /** Sends INVALID_SESSION (op 9) to everybody: resumable, or not. */
  invalidate(resumable: boolean): void
  /** Sends the last `count` events of each session again, as new events with new sequence numbers. */
  redeliver(count: number): void
  /** Keeps events back until `release`; `order` may shuffle, double or drop them. */
  hold(): { release(order?: (events: readonly FakeEvent[]) => readonly FakeEvent[]): void }
  /** While true, nothing is sent at all: no heartbeat ACKs, no events. Sockets stay open. */
  setSilent(silent: boolean): void
  /** The shard's IDENTIFY waits until the returned function is called. */
  holdShard(shard: number): () => void
  /** New connections are refused while true. */
  setRefusing(refusing: boolean): void
  /** Sessions that have identified and whose socket is open. */
  connected(): number
  /** How many IDENTIFYs and RESUMEs were accepted so far. */
  counts(): { identifies: number; resumes: number; connections: number }
  close(): void
}

interface Connection {
  readonly socket: WebSocket
  session: Session | undefined
  sent: number[]
}

/** The gateway on the same port as REST, at `/gateway`. https://docs.discord.com/developers/events/gateway */
export function createGateway(server: Server, world: World, options: GatewayOptions): Gateway {
  const sockets = new WebSocketServer({ noServer: true })
  const sessions = new Map<string, Session>()
  const connections = new Set<Connection>()
  const counts = { identifies: 0, resumes: 0, connections: 0 }
  let silent = false
  let refusing = false
  let held: FakeEvent[] | undefined
  const waiting = new Map<number, (() => void)[]>()

  server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://gateway')
    if (refusing || !url.pathname.startsWith('/gateway')) {
      socket.destroy()
      return
    }
    sockets.handleUpgrade(request, socket, head, (opened) => accept(opened, url))
  })

  function accept(socket: WebSocket, url: URL): void {
    counts.connections += 1
    const connection: Connection = { socket, session: undefined, sent: [] }
    connections.add(connection)
    socket.on('close', (code) => {
      connections.delete(connection)
      const { session } = connection
      if (!session) return
      session.send = undefined
      // Closing with 1000 or 1001 ends the session; any other way leaves it to be resumed.
      if (code === 1000 || code === 1001) sessions.delete(session.id)
    })
    socket.on('error', () => socket.terminate())
    socket.on('message', (raw) => receive(connection, raw))
    if (url.searchParams.get('v') !== '10') return socket.close(4012, 'Invalid API version.')
    if (url.searchParams.get('encoding') !== 'json' || url.searchParams.has('compress')) {
      world.violate(`the fake gateway speaks plain JSON, not ${url.search}`)
      return socket.close(4002, 'Error while decoding payload.')
    }
    write(connection, {
      op: 10,
      d: { heartbeat_interval: options.heartbeatIntervalMs, _trace: [] },
      s: null,
      t: null,
    })
  }

  function receive(connection: Connection, raw: RawData): void {
    const now = Date.now()
    connection.sent = [...connection.sent.filter((at) => at > now - 60_000), now]
    if (connection.sent.length > 120) return connection.socket.close(4008, 'You are being rate limited.')
    const packet = byteLength(raw) > 4096 ? undefined : parse(raw)
    if (!packet) return connection.socket.close(4002, 'Error while decoding payload.')
    switch (packet.op) {
      case 1:
        if (connection.session) connection.session.heartbeatAt = now
        return write(connection, { op: 11, d: null, s: null, t: null })
      case 2: {
        const wait = waiting.get(Array.isArray(packet.d.shard) ? Number(packet.d.shard[0]) : 0)
        if (wait === undefined) return identify(connection, packet.d)
        return void wait.push(() => identify(connection, packet.d))
      }
      case 6:
        return resume(connection, packet.d)
      case 8:
        world.violate('the fake lists no guild members (op 8)')
        return undefined
      case 3:
      case 4:
        if (!connection.session) connection.socket.close(4003, 'Not authenticated.')
        return undefined
      default:
        return connection.socket.close(4001, 'Unknown opcode.')
    }
  }

  function identify(connection: Connection, d: Json): void {
    const { socket } = connection
    if (connection.session) return socket.close(4005, 'Already authenticated.')
    if (d.token !== world.token) return socket.close(4004, 'Authentication failed.')
    const intents = d.intents
    if (typeof intents !== 'number' || !Number.isInteger(intents) || intents < 0 || intents >= 2 ** 26) {
      return socket.close(4013, 'Invalid intent(s).')
    }
    if (disallowedIntents(world, intents)) return socket.close(4014, 'Disallowed intent(s).')
    const [shard, shards] = Array.isArray(d.shard) ? d.shard.map(Number) : [0, 1]
    if (shard === undefined || shards === undefined || !(shard >= 0 && shard < shards)) {
      return socket.close(4010, 'Invalid shard.')
    }
    counts.identifies += 1
    const session: Session = {
      id: `session${world.newId()}`,
      intents,
      shard,
      shards,
      seq: 0,
      log: [],
      heartbeatAt: Date.now(),
      send: (packet) => write(connection, packet),
    }
    sessions.set(session.id, session)
    connection.session = session
    const guilds = guildsOf(world, session)
    dispatch(session, 'READY', {
      v: 10,
      user: { ...renderUser(world.bot), mfa_enabled: false, verified: true, email: null },
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: gatewayUrl(world),
      session_type: 'normal',
      shard: [shard, shards],
      application: { id: world.bot.id, flags: applicationFlags(world) },
      private_channels: [],
      relationships: [],
      presences: [],
    })
    for (const guild of guilds) {
      dispatch(
        session,
        'GUILD_CREATE',
        renderGuildCreate(world, guild, (channel) => sees(world, channel)),
      )
    }
  }

  function resume(connection: Connection, d: Json): void {
    if (d.token !== world.token) return connection.socket.close(4004, 'Authentication failed.')
    const session = typeof d.session_id === 'string' ? sessions.get(d.session_id) : undefined
    if (!session || typeof d.seq !== 'number') return write(connection, { op: 9, d: false, s: null, t: null })
    if (d.seq > session.seq) return connection.socket.close(4007, 'Invalid seq.')
    for (const other of connections)
      if (other.session === session) other.socket.close(4000, 'Session resumed elsewhere.')
    counts.resumes += 1
    connection.session = session
    session.send = (packet) => write(connection, packet)
    const seen = d.seq
    for (const packet of session.log.filter((past) => past.s > seen)) session.send(packet)
    dispatch(session, 'RESUMED', { _trace: [] })
  }

  function dispatch(session: Session, t: string, d: Json): void {
    session.seq += 1
    // Serialised now: what happens to the message later must not change what was sent.
    const packet = { op: 0, t, s: session.seq, d: structuredClone(d) }
    if (t !== 'RESUMED') session.log.push(packet)
    session.send?.(packet)
  }

  function deliver(event: FakeEvent): void {
    for (const session of sessions.values()) {
      if (wants(world, session, event)) dispatch(session, event.name, dataFor(session, event))
    }
  }

  function write(connection: Connection, packet: unknown): void {
    if (!silent && connection.socket.readyState === connection.socket.OPEN) {
      connection.socket.send(JSON.stringify(packet))
    }
  }

  return {
    emit: (event) => (held ? void held.push(frozen(event)) : deliver(event)),
    drop(drop) {
      for (const connection of connections) {
        const { session } = connection
        if (session && drop.resumable === false) sessions.delete(session.id)
        if (session && !drop.politely) session.send = undefined
        if (drop.politely) write(connection, { op: 7, d: null, s: null, t: null })
        else if (drop.code === undefined) connection.socket.terminate()
        else connection.socket.close(drop.code)
      }
    },
    invalidate(resumable) {
      for (const connection of connections) {
        if (connection.session) connection.session.send = undefined
        if (connection.session && !resumable) sessions.delete(connection.session.id)
        connection.session = undefined
        write(connection, { op: 9, d: resumable, s: null, t: null })
      }
    },
    redeliver(count) {
      for (const session of sessions.values()) {
        const past = session.log
          .filter((packet) => packet.t !== 'READY' && packet.t !== 'GUILD_CREATE')
          .slice(-count)
        for (const packet of past) dispatch(session, packet.t, packet.d)
      }
    },
    hold() {
      const events: FakeEvent[] = []
      held = events
      return {
        release(order = (list) => list) {
          held = undefined
          for (const event of order(events)) deliver(event)
        },
      }
    },
    holdShard(shard) {
      const wait: (() => void)[] = []
      waiting.set(shard, wait)
      return () => {
        waiting.delete(shard)
        for (const identifies of wait) identifies()
      }
    },
    setSilent: (on) => void (silent = on),
    setRefusing: (on) => void (refusing = on),
    connected: () =>
      [...connections].filter((one) => one.session && one.socket.readyState === one.socket.OPEN).length,
    counts: () => ({ ...counts }),
    close() {
      for (const connection of connections) connection.socket.terminate()
      sockets.close()
    },
  }
}

/** The event as it is now, whatever happens to its subject before it is sent. */
function frozen(event: FakeEvent): FakeEvent {
  const whole = structuredClone(event.data({ readsContent: true }))
  const bare = structuredClone(event.data({ readsContent: false }))
  return { ...event, data: ({ readsContent }) => (readsContent ? whole : bare) }
}

export function gatewayUrl(world: World): string {
  return `${world.origin.replace('http', 'ws')}/gateway`
}

/** Longer packets than 4,096 bytes close with 4002: events/gateway#sending-events. */
function byteLength(raw: RawData): number {
  return Array.isArray(raw) ? Buffer.concat(raw).byteLength : raw.byteLength
}

function parse(raw: RawData): { op: unknown; d: Json } | undefined {
  try {
    const text = Buffer.isBuffer(raw)
      ? raw.toString('utf8')
      : Buffer.from(raw as ArrayBuffer).toString('utf8')
    const packet = JSON.parse(text) as { op?: unknown; d?: unknown }
    return { op: packet.op, d: (packet.d ?? {}) as Json }
  } catch {
    // Not JSON: the caller closes with 4002, as Discord does.
    return undefined
  }
}
