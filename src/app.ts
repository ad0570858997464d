import path from 'node:path'
import { discordFormat } from './bots/discord/format.ts'
import { createDiscordBot } from './bots/discord/index.ts'
import { fromDiscord } from './bots/playground/discord-markdown.ts'
import { createLedger } from './bots/playground/ledger.ts'
import { slackFormat } from './bots/slack/format.ts'
import { createSlackBot } from './bots/slack/index.ts'
import { unescapeMarkdown } from './bots/slack/mrkdwn.ts'
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
import { createHousekeeping } from './core/housekeeping.ts'
import type { Logger } from './core/log.ts'
import type { PlatformName } from './core/question.ts'
import { createKeyring } from './core/settings/keyring.ts'
import { createSettingsReader } from './core/settings/settings.ts'
import { openStore } from './core/store/open-store.ts'
import { keepInMemory } from './core/store/volatile.ts'
import type { VolatileStore } from './core/store/volatile.ts'
import { startHttp } from './http.ts'
import type { Handler } from './http.ts'
import { startObserving } from './observe/observing.ts'
import { createDrawUsage } from './charts/draw-usage.ts'
import { createByWorkspace } from './providers/by-workspace.ts'
import { chooseProvider } from './providers/choose-provider.ts'
import { createReader } from './readers/create-reader.ts'
import { createKeyHosts } from './providers/try-key.ts'
import { createSupervisor } from './supervisor.ts'
import type { Supervisor } from './supervisor.ts'
import { readVersion } from './version.ts'

export interface AppOptions {
  readonly config: Config
  readonly clock: Clock
  /** 0 to below 1. */
  random(): number
  newId(): string
  newIncident(): string
  readonly log: Logger
  /** Hears of what nobody caught. One of its own when absent: then nobody tells it. */
  readonly supervisor?: Supervisor
  /** Ends a start that is still under way, which then rejects. */
  readonly signal?: AbortSignal
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
  const { config, clock, log, signal } = options
  const supervisor = options.supervisor ?? createSupervisor({ clock, log })
  const observing = await startObserving({ ...config, clock, log, version: readVersion(), bots: () => bots })
  const { observer } = observing
  const calling = { ...config, clock, random: options.random, log, observer }
  const base = await chooseProvider({ ...calling, documentation: path.resolve(import.meta.dirname, '..') })
  const { model } = base
  const store = await openStores(options, model)
  const keyring = createKeyring(store)
  const { modelsOf, modelOf, directory, ...answering } = createByWorkspace({
    ...calling,
    base,
    keysOf: keyring.of,
  })
  const ledger = createLedger(clock)
  const provider = config.playground ? ledger.watch(answering.provider) : answering.provider

  const redis =
    config.redisUrl === undefined
      ? undefined
      : (await import('./redis.ts')).connectRedis(config.redisUrl, log)
  const limits = createLimits({
    ...defaultLimits,
    clock,
    ...(redis && { shared: createSharedLimits({ redis, clock, newId: options.newId, leaseMs }) }),
  })
  const lineages = createLineages(store)
  const { policy, settings, picks } = openPolicy({
    store,
    limits,
    provider,
    operators: config.operators,
    model,
    modelOf,
    clock,
    log,
    costsOf: modelsOf,
    tellAdmins: ({ place }, text) => assistant.tellAdmins(place.platform, place.workspace, text),
  })
  const commands = createCommands({
    store,
    settings,
    picks,
    remaining: policy.remaining,
    models: directory,
    keyHosts: createKeyHosts(config.keyHosts, clock),
    clock,
    drawUsage: createDrawUsage({ clock, log }),
    privacy: {
      isEncrypted: config.secretKey !== undefined,
      hostsOf: async (spec, workspace) => hostsOf(await modelsOf(spec, workspace)),
    },
    newId: options.newId,
    startFresh: lineages.startFresh,
  })
  const assistant: RunningAssistant = createAssistant({
    policy,
    store,
    limits,
    lineages,
    commands,
    readFiles: createReadFiles({
      reader: createReader(clock),
      clock,
      modeFor: async ({ place }) => (await settings.in(place)).settings.attachments,
    }),
    provider,
    clock,
    log,
    observer,
    factsOf: async (spec, workspace) => (await modelsOf(spec, workspace))[0],
    newIncident: options.newIncident,
  })

  const routes = new Map<string, Handler>([['GET /metrics', observing.metrics]])
  const housekeeping = createHousekeeping({ store, settings, sweep: store.sweep, clock, log })

  const core = supervisor.shield(assistant)
  const shared = { assistant: core, commands, messagesFor, memory: store.memory, clock, log, observer }
  const bots: Bot[] = []
  if (config.discord !== undefined) {
    bots.push(createDiscordBot({ ...config.discord, ...shared, log: log.child({ bot: 'discord' }) }))
  }
  if (config.slack !== undefined) {
    const mount = (method: string, path: string, handler: Handler): void =>
      void routes.set(`${method} ${path}`, handler)
    const { oauth, ...slack } = config.slack
    bots.push(
      createSlackBot({
        ...slack,
        ...(oauth && { oauth: { ...oauth, store: store.installations } }),
        ...shared,
        messagesFor: (locale) => messagesFor(locale, 'slack'),
        http: { mount },
        log: log.child({ bot: 'slack' }),
      }),
    )
  }

  let page: Handler | undefined
  if (config.playground !== undefined) {
    const { createPlaygroundBot } = await import('./bots/playground/index.ts')
    bots.push(
      createPlaygroundBot({
        ...config.playground,
        ...shared,
        store,
        model,
        ledger,
        conversationOf: lineages.conversationOf,
        formats: [
          { name: 'Discord', format: discordFormat, toMarkdown: fromDiscord },
          { name: 'Slack', format: slackFormat, toMarkdown: unescapeMarkdown },
        ],
        http: { mount: (handler) => void (page = handler) },
        log: log.child({ bot: 'playground' }),
      }),
    )
  }

  let ready = false
  async function stop(): Promise<void> {
    ready = false
    supervisor.stop()
    for (const bot of bots) bot.drain()
    await assistant.drain(drainMs)
    await housekeeping.stop()
    await Promise.allSettled(bots.map((bot) => bot.stop()))
    await http?.close()
    redis?.close()
    await store.close()
    await observing.close()
  }

  /** Each finishes what it left as soon as it is connected: another platform's outage does not concern it. */
  async function begin(bot: Bot): Promise<void> {
    await supervisor.start(bot)
    if (!signal?.aborted) await assistant.resume(bot.platform)
  }

  let http: Awaited<ReturnType<typeof startHttp>> | undefined
  try {
    const { host, port } = config
    http = await startHttp({ host, port, isReady: () => ready, routes, fallback: () => page, log })
    for (const bot of bots) assistant.attach(bot)
    await Promise.race([Promise.all(bots.map(begin)), ...(signal ? [rejected(signal)] : [])])
    ready = true
    housekeeping.start()
  } catch (error) {
    await stop()
    throw error
  }
  return { bots: bots.map((bot) => bot.platform), port: http.port, stop }
}

/** Rejects as soon as the signal aborts. */
function rejected(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => reject(new Error('The start was ended.'))
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}

/** What is kept in the database, and, of the places where nothing may be stored, in memory alone. */
async function openStores({ config, clock, log }: AppOptions, model: string): Promise<VolatileStore> {
  const { databaseUrl: url, secretKey } = config
  const kept = await openStore({ url, log, ...(secretKey !== undefined && { secretKey }) })
  const settings = createSettingsReader({ store: kept.settings, model, now: clock.now })
  return keepInMemory({
    kept,
    volatile: await openStore({ url: 'file::memory:', log }),
    isVolatile: async (place) => (await settings.in(place)).settings.retention === 0,
  })
}

function hostsOf(models: readonly { readonly model: string }[]): readonly string[] {
  return [...new Set(models.map(({ model }) => model.split('/', 1)[0] ?? model))]
}
