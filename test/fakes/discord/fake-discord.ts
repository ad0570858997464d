import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAwakeTime } from '../awake-time.ts'
import { createBuilder, type WorldBuilder } from './build.ts'
import { openApiCheck } from './conformance.ts'
import { createFaults, type Fault, type FaultHandle, type FaultMatcher } from './faults.ts'
import { createGateway, type Gateway } from './gateway.ts'
import { createInteractions, type PeopleInteractions } from './people-interactions.ts'
import { createPeople, type People } from './people.ts'
import { createRateLimits } from './rate-limits.ts'
import { createReader, type Reader } from './reading.ts'
import { createRest, type LoggedRequest } from './rest.ts'
import type { FakeGuild, FakeUser } from './types.ts'
import { createWorld, managedRoleOf, type FakeEvent, type RegisteredCommand } from './world.ts'

export interface FakeDiscordOptions {
  /** What the bot must log in with. Made up when left out. */
  readonly token?: string
  readonly botName?: string
  /** The Message Content intent in the developer portal. Default true; false: asking for it closes with 4014. */
  readonly messageContent?: boolean
  /** The Server Members intent in the developer portal. Default false. */
  readonly membersIntent?: boolean
  /** Window of 5 creates and edits per channel, in ms. Default 5000, as on Discord. */
  readonly messageWindowMs?: number
  /** Multiplies the windows of all other buckets, e.g. 0.01. Default 1. */
  readonly windowScale?: number
  /** Requests per second over all routes. Default 50. */
  readonly globalPerSecond?: number
  /** Default 41,250, as on Discord. */
  readonly heartbeatIntervalMs?: number
  /** How long an interaction waits for its first answer. Default 3000. */
  readonly interactionDeadlineMs?: number
  /** How long an interaction's token is good for. Default 15 minutes. */
  readonly interactionTokenMs?: number
  /** How long `enforce_nonce` recognises a message. Default 5 minutes ("a few minutes"). */
  readonly nonceWindowMs?: number
  /** Default 10 MiB. */
  readonly maxAttachmentBytes?: number
  /** How many shards GET /gateway/bot recommends. Default 1. */
  readonly shards?: number
  /** The port to listen on. Default: any free one. */
  readonly port?: number
}

/**
 * A Discord on a socket of this machine, for the real discord.js: `new Client({rest: {api: fake.url}})`. It is
 * as strict as Discord where that is known, and stricter in `violations`, which a test should find empty.
 */
export interface FakeDiscord extends WorldBuilder, People, PeopleInteractions, Reader {
  /** REST base, as `DISCORD_API_URL` and discord.js's `rest.api` take it: `http://127.0.0.1:port/api`. */
  readonly url: string
  /** Where attachments are downloaded from: `http://127.0.0.1:port/cdn`. */
  readonly cdnUrl: string
  readonly token: string
  /** The bot's own user; its id is the application's, too. */
  readonly bot: FakeUser
  /** How people mention the bot: `<@id>`. */
  readonly mention: string
  /** How people mention the bot's managed role in a guild: `<@&id>`. */
  roleMention(guild: FakeGuild): string
  /** Every REST request so far, oldest first. */
  readonly requests: readonly LoggedRequest[]
  /** What a real Discord would refuse or a reviewer would flag, with the request it happened in. Never 429s. */
  readonly violations: readonly string[]
  /** Commands the bot has registered, globally and per guild. */
  commands(): readonly RegisteredCommand[]
  /** Turns the Message Content intent on or off in the developer portal, for the next IDENTIFY. */
  setMessageContent(on: boolean): void
  /** The token is reset in the developer portal: REST answers 401, the gateway closes with 4004. */
  revokeToken(): void
  /**
   * Lets requests go wrong; the first fault added that fits and is not used up meets a request. Downloads have the
   * route `/cdn`.
   */
  fail(matcher: FaultMatcher, fault: Fault): FaultHandle
  /** Faults of the gateway, and how it stands. */
  readonly gateway: Omit<Gateway, 'emit' | 'close'>
  /**
   * Waits until the condition gives something truthy, and returns that. Rejects after `timeoutMs` (a minute), naming
   * `what` and the violations so far.
   */
  until<T>(condition: () => T | undefined | false, what: string, timeoutMs?: number): Promise<T>
  /** Closes all sockets and the port. */
  close(): Promise<void>
}

export async function startFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const requests: LoggedRequest[] = []
  const faults = createFaults()
  let emit: (event: FakeEvent) => void = () => undefined
  const awake = createAwakeTime()
  const world = createWorld(
    {
      awake,
      token:
        options.token ?? `MTIz.${crypto.randomUUID().slice(0, 6)}.${crypto.randomUUID().replaceAll('-', '')}`,
      botName: options.botName ?? 'Tanya',
      messageContent: options.messageContent ?? true,
      membersIntent: options.membersIntent ?? false,
      shards: options.shards ?? 1,
      interactionDeadlineMs: options.interactionDeadlineMs ?? 3000,
      interactionTokenMs: options.interactionTokenMs ?? 15 * 60_000,
      nonceWindowMs: options.nonceWindowMs ?? 5 * 60_000,
      maxAttachmentBytes: options.maxAttachmentBytes ?? 10 * 1024 * 1024,
    },
    (event) => emit(event),
  )
  const limits = createRateLimits({
    messageWindowMs: options.messageWindowMs ?? 5000,
    windowScale: options.windowScale ?? 1,
    globalPerSecond: options.globalPerSecond ?? 50,
  })
  const server = createServer(createRest({ world, limits, faults, check: openApiCheck(), requests }))
  // Longer than any client's: a connection closed while the client reuses it would look like a fault.
  server.keepAliveTimeout = 120_000
  const gateway = createGateway(server, world, { heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250 })
  emit = gateway.emit
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  world.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    ...createBuilder(world),
    ...createPeople(world),
    ...createInteractions(world),
    ...createReader(world),
    url: `${world.origin}/api`,
    cdnUrl: `${world.origin}/cdn`,
    token: world.token,
    bot: world.bot,
    mention: `<@${world.bot.id}>`,
    roleMention: (guild) => `<@&${managedRoleOf(world, guild)}>`,
    requests,
    violations: world.violations,
    commands: () => world.commands,
    setMessageContent: (on) => void (world.messageContent = on),
    revokeToken() {
      world.token = `revoked${crypto.randomUUID()}`
      gateway.drop({ code: 4004, resumable: false })
    },
    fail: (matcher, fault) => faults.add(matcher, fault),
    gateway,
    async until(condition, what, timeoutMs = 60_000) {
      const deadline = Date.now() + timeoutMs
      for (;;) {
        const value = condition()
        if (value !== undefined && value !== false) return value
        if (Date.now() > deadline) {
          throw new Error(
            `waited ${timeoutMs} ms in vain for ${what}; violations: ${world.violations.join('; ') || 'none'}`,
          )
        }
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    async close() {
      awake.stop()
      gateway.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
