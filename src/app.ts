import { createDiscordBot } from './bots/discord/index.ts'
import { createSlackBot } from './bots/slack/index.ts'
import type { Config } from './config.ts'
import { createReadFiles } from './core/attachments/read-files.ts'
import type { Bot } from './core/bot.ts'
import type { Clock } from './core/clock.ts'
import { createCommands } from './core/commands/list.ts'
import { createAssistant } from './core/conversation/assistant.ts'
import type { RunningAssistant } from './core/conversation/assistant.ts'
import { createLineages } from './core/conversation/lineage.ts'
import { openPolicy } from './core/conversation/open-policy.ts'
import { messagesFor } from './core/i18n/messages.ts'
import { createLimits } from './core/limits/limits.ts'
import { createSharedLimits } from './core/limits/shared.ts'
import type { Logger } from './core/log.ts'
import type { PlatformName } from './core/question.ts'
import { openStore } from './core/store/open-store.ts'
import { startHttp } from './http.ts'
import type { Handler } from './http.ts'
import { createProviders } from './providers/create-providers.ts'
import { createReader } from './readers/create-reader.ts'
import { connectRedis } from './redis.ts'

export interface AppOptions {
  readonly config: Config
  readonly clock: Clock
  /** 0 to below 1. */
  random(): number
  newId(): string
  newIncident(): string
  readonly log: Logger
}

/** Everything that runs, from `createApp` until `stop`. */
export interface App {
  readonly bots: readonly PlatformName[]
  /** Of the HTTP server. */
  readonly port: number
  /** Takes no new questions, lets running answers finish for 25 s at most, journals the rest, disconnects. */
  stop(): Promise<void>
}

/** Running answers get so long to finish after SIGTERM. Milliseconds. */
const drainMs = 25_000

/** What is done at once. */
const defaultLimits = { perWorkspace: 20, maxWaiting: 10 } as const

/** How long a place that a dead replica held stays taken. Milliseconds. */
const leaseMs = 10_000

/**
 * Puts the parts together and starts them: the one place that knows every part. Resolves when each bot is
 * connected; rejects with a sentence for the operator when the configuration cannot work.
 */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, clock, log } = options
  const providers = createProviders({ hosts: config.hosts, clock, random: options.random, log })
  const model = await providers.checkModel(config.model)
  if (!model.ok && !model.mayPass)
    throw new Error(model.problems.map((problem) => `MODEL: ${problem}`).join('\n'))
  if (!model.ok) log.warn({ problems: model.problems }, 'the model cannot be reached yet')

  const store = await openStore({ url: config.databaseUrl, log })
  const redis = config.redisUrl === undefined ? undefined : connectRedis(config.redisUrl, log)
  const limits = createLimits({
    ...defaultLimits,
    clock,
    ...(redis && { shared: createSharedLimits({ redis, clock, newId: options.newId, leaseMs }) }),
  })
  const lineages = createLineages(store)
  const commands = createCommands({ store, model: config.model, startFresh: lineages.startFresh })
  const { policy } = openPolicy({
    store,
    limits,
    provider: providers,
    operators: config.operators,
    model: config.model,
    clock,
    log,
    async costsOf(spec) {
      const check = await providers.checkModel(spec)
      return check.ok ? check.models : []
    },
    tellAdmins: ({ place }, text) => assistant.tellAdmins(place.platform, place.workspace, text),
  })
  const assistant: RunningAssistant = createAssistant({
    policy,
    store,
    limits,
    lineages,
    commands,
    readFiles: createReadFiles({ reader: createReader(clock), clock }),
    provider: providers,
    clock,
    log,
    factsOf: async (spec) => {
      const check = await providers.checkModel(spec)
      return check.ok ? check.models[0] : undefined
    },
    newIncident: options.newIncident,
  })

  const routes = new Map<string, Handler>()
  const shared = { assistant, commands, messagesFor, memory: store.memory, clock, log }
  const bots: Bot[] = []
  if (config.discord !== undefined) {
    bots.push(createDiscordBot({ ...config.discord, ...shared, log: log.child({ bot: 'discord' }) }))
  }
  if (config.slack !== undefined) {
    const mount = (method: string, path: string, handler: Handler): void =>
      void routes.set(`${method} ${path}`, handler)
    bots.push(
      createSlackBot({ ...config.slack, ...shared, http: { mount }, log: log.child({ bot: 'slack' }) }),
    )
  }

  let ready = false
  async function stop(): Promise<void> {
    ready = false
    for (const bot of bots) bot.drain()
    await assistant.drain(drainMs)
    await Promise.allSettled(bots.map((bot) => bot.stop()))
    await http?.close()
    redis?.close()
    await store.close()
  }

  let http: Awaited<ReturnType<typeof startHttp>> | undefined
  try {
    http = await startHttp({ host: config.host, port: config.port, isReady: () => ready, routes, log })
    for (const bot of bots) assistant.attach(bot)
    await Promise.all(bots.map((bot) => bot.start()))
    await Promise.all(bots.map((bot) => assistant.resume(bot.platform)))
    ready = true
  } catch (error) {
    await stop()
    throw error
  }
  return { bots: bots.map((bot) => bot.platform), port: http.port, stop }
}
