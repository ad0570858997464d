import { Events, GatewayDispatchEvents, RequestMethod, Routes, Status } from 'discord.js'
import type {
  Client,
  APIApplication,
  GatewayGuildDeleteDispatchData,
  GatewayInteractionCreateDispatchData,
  GatewayMessageCreateDispatchData,
  GatewayMessageDeleteBulkDispatchData,
  GatewayMessageDeleteDispatchData,
  GatewayMessageUpdateDispatchData,
} from 'discord.js'
import type { Connection } from '../../core/bot.ts'
import { sleep, within } from '../../core/clock.ts'
import type { Clock } from '../../core/clock.ts'
import type { Logger } from '../../core/log.ts'
import type { PartRef } from '../../core/question.ts'
import { createClient } from './client.ts'
import { troubleOf } from './faults.ts'
import { messageContentFlags } from './limits.ts'
import type { DiscordRest } from './rest.ts'
import type { Shards } from './shards.ts'

/** The bot's application and what it may see. */
export interface Application {
  readonly id: string
  readonly userId: string
  readonly seesContent: boolean
}

/** The connection that events arrive on. It comes back by itself, whatever Discord does. */
export interface Gateway {
  /** Resolves when all shards are connected. Rejects with a sentence when they never can be. */
  start(): Promise<void>
  /** Throws the connection away and makes another; as `start`. */
  restart(): Promise<void>
  /** Ends the connection for good. */
  stop(): Promise<void>
  client(): Client | undefined
  application(): Application | undefined
  /** One for each shard of this process. */
  connections(): readonly Connection[]
}

export interface GatewayHandlers {
  message(message: GatewayMessageCreateDispatchData): void
  /** Somebody changed the text; not every change of a message is one. */
  edited(message: GatewayMessageUpdateDispatchData): void
  deleted(message: PartRef): void
  interaction(interaction: GatewayInteractionCreateDispatchData): void
  /** Tanya was taken out of the guild. */
  left(guild: string): void
  /** The connection of a shard, or of all, was lost: what is heard from now on may not be all. */
  lost(shard?: number): void
  /** A shard's session goes on: what was said in between is sent. */
  resumed(shard: number): void
  /** A new session took the place of a shard's lost one: what was said in between is not sent any more. */
  renewed(shard: number): void
}

interface GatewayOptions {
  readonly token: string
  readonly apiUrl: string
  readonly shards: Shards
  readonly rest: DiscordRest
  readonly handlers: GatewayHandlers
  readonly clock: Clock
  readonly log: Logger
}

/** A start that no repetition helps; the message is for the operator. */
class NeverStarts extends Error {}

const firstPauseMs = 1000
/** Discord takes 1,000 new sessions a day and then resets the token; this is 720 attempts. */
const longestPauseMs = 120_000
/** A close handshake that takes longer than this is not waited for. */
const closeMs = 3000

export function createGateway(options: GatewayOptions): Gateway {
  const { rest, clock, log } = options
  const ended = new AbortController()
  let client: Client | undefined
  let isStarting = false
  let application: Application | undefined
  let toldOfContent = false

  async function readApplication(): Promise<Application> {
    const read = await rest.attempt<APIApplication>(RequestMethod.Get, Routes.currentApplication())
    return {
      id: read.id,
      // They differ for the oldest applications only.
      userId: read.bot?.id ?? read.id,
      seesContent: ((read.flags ?? 0) & messageContentFlags) !== 0,
    }
  }

  /** Connects once. Throws `NeverStarts`, or what may pass. */
  async function connect(): Promise<void> {
    application = await readApplication().catch((error: unknown) => {
      const trouble = troubleOf(error)
      if (trouble.kind === 'refused' && trouble.status === 401) throw new NeverStarts(refusedToken)
      throw error
    })
    if (!application.seesContent && !toldOfContent) {
      toldOfContent = true
      log.warn(
        {},
        'the Message Content intent is off: Tanya sees what mentions her, replies with a ping, DMs and commands. ' +
          'Turn it on in the Discord Developer Portal (Bot, Message Content Intent) for threads without mentions',
      )
    }
    const { seesContent } = application
    const next = createClient({ ...options, seesContent })
    listen(next)
    const ready = new Promise<void>((resolve) => {
      next.once(Events.ClientReady, () => resolve())
    })
    // Events come before all shards are ready, and what is known of guilds by then serves them.
    client = next
    isStarting = true
    try {
      // A gateway that does not answer keeps the login waiting, which must not keep the process.
      await Promise.race([next.login(options.token).then(() => ready), aborted(ended.signal)])
    } catch (error) {
      client = undefined
      await close(next)
      throw startError(error)
    } finally {
      isStarting = false
    }
    if (ended.signal.aborted) await close(next)
  }

  async function connectPatiently(): Promise<void> {
    let pauseMs = firstPauseMs
    while (!ended.signal.aborted) {
      try {
        return await connect()
      } catch (error) {
        if (error instanceof NeverStarts) throw error
        log.warn({ why: reasonOf(error), pauseMs }, 'Discord cannot be reached; trying again')
        await sleep(clock, pauseMs, ended.signal)
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      }
    }
  }

  /** After a close that discord.js does not come back from, such as a token that was reset. Never rejects. */
  async function reconnect(lost: Client): Promise<void> {
    options.handlers.lost()
    if (client === lost) client = undefined
    await close(lost)
    while (!ended.signal.aborted) {
      try {
        return await connectPatiently()
      } catch (error) {
        log.error({ why: reasonOf(error), pauseMs: longestPauseMs }, 'Discord refuses the connection')
        await sleep(clock, longestPauseMs, ended.signal)
      }
    }
  }

  function listen(to: Client): void {
    // The raw events, since discord.js drops messages of threads it does not know, and holds interactions back
    // until every shard is ready, which can be longer than Discord waits for an answer.
    to.ws.on(GatewayDispatchEvents.MessageCreate, (message: GatewayMessageCreateDispatchData) => {
      handle(() => options.handlers.message(message))
    })
    to.ws.on(GatewayDispatchEvents.MessageUpdate, (message: GatewayMessageUpdateDispatchData) => {
      handle(() => options.handlers.edited(message))
    })
    to.ws.on(GatewayDispatchEvents.MessageDelete, (gone: GatewayMessageDeleteDispatchData) => {
      handle(() => options.handlers.deleted({ channel: gone.channel_id, message: gone.id }))
    })
    to.ws.on(GatewayDispatchEvents.MessageDeleteBulk, (gone: GatewayMessageDeleteBulkDispatchData) => {
      for (const message of gone.ids) {
        handle(() => options.handlers.deleted({ channel: gone.channel_id, message }))
      }
    })
    to.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: GatewayInteractionCreateDispatchData) => {
      handle(() => options.handlers.interaction(interaction))
    })
    to.ws.on(GatewayDispatchEvents.GuildDelete, (gone: GatewayGuildDeleteDispatchData) => {
      // Otherwise it is Discord that is out of order.
      if (gone.unavailable !== true) handle(() => options.handlers.left(gone.id))
    })
    to.on(Events.Error, (error) => {
      log.warn({ why: error.name }, 'the Discord client reported an error')
    })
    to.on(Events.ShardError, (error, shard) => {
      log.warn({ shard, why: reasonOf(error) }, 'a Discord connection reported an error')
    })
    to.on(Events.ShardReconnecting, (shard) => {
      options.handlers.lost(shard)
      log.info({ shard }, 'a Discord connection was lost; reconnecting')
    })
    to.on(Events.ShardResume, (shard, replayed) => {
      options.handlers.resumed(shard)
      log.info({ shard, replayed }, 'a Discord connection resumed')
    })
    to.on(Events.ShardReady, (shard) => handle(() => options.handlers.renewed(shard)))
    to.on(Events.ShardDisconnect, ({ code }, shard) => {
      // While it starts, `login` rejects for the same reason.
      if (isStarting || client !== to || ended.signal.aborted) return
      log.error({ shard, code }, 'Discord closed the connection for good; starting it anew')
      void reconnect(to)
    })
  }

  /** What a handler throws would otherwise end the process, as an unhandled rejection of the client's. */
  function handle(event: () => void): void {
    try {
      event()
    } catch (error) {
      log.error({ why: reasonOf(error) }, 'an event could not be read')
    }
  }

  return {
    start: connectPatiently,
    async restart() {
      const lost = client
      options.handlers.lost()
      client = undefined
      if (lost !== undefined) await close(lost)
      await connectPatiently()
    },
    async stop() {
      ended.abort()
      const last = client
      client = undefined
      if (last !== undefined) await close(last)
    },
    client: () => client,
    application: () => application,
    connections: () =>
      [...(client?.ws.shards.values() ?? [])].map(({ id, status }) => ({
        name: `shard ${id}`,
        isUp: status === Status.Ready,
      })),
  }

  /** Never rejects, and never waits for a peer that does not answer. */
  async function close(old: Client): Promise<void> {
    await within(
      clock,
      closeMs,
      old.destroy().catch(() => undefined),
    )
  }
}

const refusedToken =
  'Discord refuses DISCORD_TOKEN. Copy the token anew from the Discord Developer Portal (Bot, Reset Token).'

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** What `login` rejects with, as a reason to give up or to try again. */
function startError(error: unknown): unknown {
  const why = reasonOf(error)
  if (why === 'TokenInvalid' || why === 'Authentication failed') return new NeverStarts(refusedToken)
  if (why === 'Invalid shard' || why === 'Sharding is required') {
    return new NeverStarts(
      'Discord refuses DISCORD_SHARDS: the bot needs more shards than it names. Set it to auto.',
    )
  }
  // Disallowed intents: the Message Content intent was taken away in between; the next attempt asks without it.
  return error
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error instanceof NeverStarts || error.constructor === Error) return error.message
  if ('code' in error && (typeof error.code === 'string' || typeof error.code === 'number')) {
    return String(error.code)
  }
  return error.name
}
