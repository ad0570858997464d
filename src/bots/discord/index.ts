import type { GatewayInteractionCreateDispatchData, GatewayMessageCreateDispatchData } from 'discord.js'
import type { Assistant, Bot } from '../../core/bot.ts'
import type { Clock } from '../../core/clock.ts'
import type { Command, CommandCall } from '../../core/commands/command.ts'
import { recentlySeen } from '../../core/conversation/recently-seen.ts'
import { createWatermarks } from '../../core/conversation/watermarks.ts'
import { createEditScheduler } from '../../core/delivery/edit-scheduler.ts'
import { createOverallBudget } from '../../core/delivery/overall-budget.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { Observer } from '../../core/observer.ts'
import type { Attachment } from '../../core/question.ts'
import type { Memory } from '../../core/store/store.ts'
import { createAbsences } from './absences.ts'
import type { Heard } from './absences.ts'
import { catchUp, placeKey } from './catch-up.ts'
import { fileTextFor } from '../command-file.ts'
import { noticeButtons } from './command-buttons.ts'
import { commandBody, registerCommands } from './commands.ts'
import { discordFormat } from './format.ts'
import { createFiles } from './files.ts'
import { createGateway } from './gateway.ts'
import { createTellAdmins } from './admins.ts'
import { inBackground } from './background.ts'
import {
  answerAtOnce,
  filesOf,
  isPrivate,
  isSlashCommand,
  leavingText,
  promiseAnswer,
  toCall,
} from './interactions.ts'
import { channelWrites, globalPerSecond } from './limits.ts'
import { asked, createMessageListener } from './messages.ts'
import { menuBody } from './menu.ts'
import { createOffers, isTyping } from './offers.ts'
import { createPlaces } from './places.ts'
import { createPresses, isPress } from './presses.ts'
import { createDiscordRest } from './rest.ts'
import { readShards } from './shards.ts'
import { createSigns } from './signs.ts'
import { createSurface } from './surface.ts'
import { laneOfPath, toVia } from './via.ts'
import type { InteractionVia } from './via.ts'
import { createWhisper } from './whisper.ts'

export interface DiscordOptions {
  readonly token: string
  /** Without a version, such as `https://discord.com/api`. */
  readonly apiUrl: string
  /** `auto`, a count, or `0-3/16`: see `readShards`. */
  readonly shards?: string
  /** Requests over all channels, where Discord grants more than 50. */
  readonly requestsPerSecond?: number
  readonly assistant: Assistant
  readonly commands: readonly Command[]
  readonly messagesFor: (locale: string) => Messages
  /** Remembers which commands were registered. */
  readonly memory: Memory
  readonly clock: Clock
  readonly log: Logger
  readonly observer?: Pick<Observer, 'waited'>
}

/** Tanya on Discord, through discord.js. */
export function createDiscordBot(options: DiscordOptions): Bot {
  const { assistant, clock, log, messagesFor, commands } = options
  const overall = createOverallBudget({
    limit: options.requestsPerSecond ?? globalPerSecond,
    windowMs: 1_000,
  })
  const onWait = (ms: number): void => options.observer?.waited('discord', ms)
  const rest = createDiscordRest({ ...options, overall, onWait })
  const scheduler = createEditScheduler({
    clock,
    defaults: { limit: channelWrites.count, windowMs: channelWrites.windowMs },
    overall,
  })
  const stopLearning = rest.onBucket(({ method, path, ...limit }) => {
    const lane = laneOfPath(path)
    if (lane === undefined || (method !== 'POST' && method !== 'PATCH')) return
    scheduler.learn(lane, method === 'POST' ? 'post' : 'edit', limitOf(limit))
  })
  const signs = createSigns({ rest, clock })
  const whisper = createWhisper({ rest, clock, log, messagesFor })
  const gateway = createGateway({
    ...options,
    shards: readShards(options.shards ?? 'auto') ?? { ids: 'auto' },
    rest,
    handlers: {
      message: (message) => {
        if (!draining) take(message)
      },
      edited: (message) => {
        if (!draining) messages.edited(message)
      },
      deleted: (message) => {
        if (removals.add(message.message)) messages.deleted(message)
      },
      lost: (shard) => absences.lost(shard),
      resumed: (shard) => absences.resumed(shard),
      renewed: (shard) => {
        const heard = absences.renewed(shard)
        if (heard !== undefined) lookBack(shard, heard)
      },
      left: (workspace) => void assistant.left({ platform: 'discord', workspace }),
      interaction: (interaction) => void inBackground(log, interaction.id, takeInteraction(interaction)),
    },
  })
  const places = createPlaces({
    rest,
    client: () => gateway.client(),
    userId: () => gateway.application()?.userId ?? '',
  })
  const fetchFile = createFiles({ apiUrl: options.apiUrl, log })
  const messages = createMessageListener({ ...options, places, whisper, fetchFile })
  const marks = createWatermarks({ of: heardBy(options.shards), memory: options.memory, clock, log })
  const absences = createAbsences(marks)
  const offer = createOffers({ rest, assistant, log, client: () => gateway.client() })
  const press = createPresses({ ...options, rest, whisper, me: places.me })
  /** Discord repeats events after a lost connection, and takes an interaction's answer once. */
  const taken = recentlySeen(1000)
  /** Parts that were taken away by us, so that nobody's deletion is seen in it. */
  const removals = recentlySeen(1000)
  let draining = false

  function take(message: GatewayMessageCreateDispatchData): void {
    messages.take(message)
    marks.note(placeKey(message), message.id)
  }

  async function takeInteraction(interaction: GatewayInteractionCreateDispatchData): Promise<void> {
    if (isTyping(interaction)) return offer(interaction)
    if (!isSlashCommand(interaction)) return takePress(interaction)
    const call = toCall(interaction)
    if (call === undefined || !taken.add(call.id)) return
    if (draining) {
      await answerAtOnce({ rest, log }, interaction, leavingText(messagesFor(call.locale)))
      return
    }
    const promised = await promiseAnswer({ rest, clock, log }, interaction, isPrivate(call))
    if (promised !== undefined) await runSlash(call, filesOf(interaction), promised)
  }

  async function takePress(interaction: GatewayInteractionCreateDispatchData): Promise<void> {
    if (!isPress(interaction) || !taken.add(interaction.id)) return
    if (draining) await answerAtOnce({ rest, log }, interaction, leavingText(messagesFor(interaction.locale)))
    else await press(interaction)
  }

  async function runSlash(
    call: CommandCall,
    attachments: readonly Attachment[],
    interaction: InteractionVia,
  ): Promise<void> {
    const { id, by, place, locale } = call
    const file = await fileTextFor(commands, call, attachments, fetchFile)
    const result = await assistant.run({ ...call, ...file })
    if (result.kind === 'notice') {
      const buttons = noticeButtons(result, messagesFor(locale))
      const hearer = { id, to: by, place, locale, interaction, isSecret: true } as const
      await whisper.tell(hearer, result.text, result.files, buttons)
      return
    }
    await assistant.ask({
      id,
      place,
      asker: by,
      ...asked(result),
      ...(attachments.length === 0 ? {} : { attachments }),
      // What Discord was promised at first decides.
      private: interaction.ephemeral,
      lineage: { kind: 'new' },
      locale,
      askedAt: clock.now(),
      via: toVia(interaction),
    })
  }

  async function register(): Promise<void> {
    const applicationId = gateway.application()?.id
    if (applicationId === undefined) return
    const body = [...commandBody(commands, messagesFor), ...menuBody(messagesFor)]
    const done = await registerCommands({ rest, applicationId, body, memory: options.memory })
    log.info({ commands: body.length, done }, 'commands')
  }

  function lookBack(shard: number, heard: Heard): void {
    const client = () => gateway.client()
    void inBackground(log, 'catch-up', catchUp({ rest, shard, heard, client, clock, log, take }))
  }

  return {
    platform: 'discord',
    surface: createSurface({
      rest,
      scheduler,
      format: discordFormat,
      signs,
      whisper,
      assistant,
      clock,
      log,
      fetchFile,
      messagesFor,
      me: (guild) => places.me(guild === 'dm' ? undefined : guild),
      tellAdmins: createTellAdmins({ rest, whisper, log, client: () => gateway.client() }),
      removing: ({ message }) => void removals.add(message),
    }),
    async start() {
      if (readShards(options.shards ?? 'auto') === undefined) {
        throw new Error(
          'DISCORD_SHARDS must be auto, a count such as 4, or shards of a count such as 0-3/16.',
        )
      }
      await gateway.start()
      // Whoever has the old commands can go on with them; the start need not fail for the new ones.
      void inBackground(log, 'commands', register())
    },
    restart: () => gateway.restart(),
    drain() {
      draining = true
    },
    connections: () => gateway.connections(),
    async stop() {
      draining = true
      await marks.keep()
      await gateway.stop()
      stopLearning()
      rest.close()
    },
  }
}

/** Whose watermarks: of several processes with one store, each hears its own shards alone. */
function heardBy(shards = 'auto'): string {
  return shards.includes('/') ? `discord:${shards}` : 'discord'
}

function limitOf(limit: {
  readonly limit: number
  readonly remaining: number
  readonly resetAfterMs: number
  readonly bucket: string | undefined
}) {
  const { bucket, ...rest } = limit
  return bucket === undefined ? rest : { ...rest, bucket }
}
