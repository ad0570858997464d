import type { GatewayInteractionCreateDispatchData, GatewayMessageCreateDispatchData } from 'discord.js'
import type { Assistant, Bot } from '../../core/bot.ts'
import type { Clock } from '../../core/clock.ts'
import type { Command, CommandCall, CommandResult } from '../../core/commands/command.ts'
import { parseCommand } from '../../core/commands/parse.ts'
import { createEditScheduler } from '../../core/delivery/edit-scheduler.ts'
import { createLengthModel } from '../../core/delivery/lengths.ts'
import { Failure } from '../../core/fault.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { PartRef, Question } from '../../core/question.ts'
import type { Memory } from '../../core/store/store.ts'
import { commandBody, registerCommands } from './commands.ts'
import { discordFormat } from './format.ts'
import { createGateway } from './gateway.ts'
import { hear, ignored, mentions } from './inbound.ts'
import {
  answerAtOnce,
  isPrivate,
  isSlashCommand,
  leavingText,
  promiseAnswer,
  toCall,
} from './interactions.ts'
import { channelWrites } from './limits.ts'
import { createPlaces } from './places.ts'
import { createDiscordRest } from './rest.ts'
import { readShards } from './shards.ts'
import { createSigns } from './signs.ts'
import { createSurface, hearerOf } from './surface.ts'
import { laneOfPath, toVia } from './via.ts'
import type { InteractionVia } from './via.ts'
import { createWhisper } from './whisper.ts'

export interface DiscordOptions {
  readonly token: string
  /** Without a version, such as `https://discord.com/api`. */
  readonly apiUrl: string
  /** `auto`, a count, or `0-3/16`: see `readShards`. */
  readonly shards?: string
  readonly assistant: Assistant
  readonly commands: readonly Command[]
  readonly messagesFor: (locale: string) => Messages
  /** Remembers which commands were registered. */
  readonly memory: Memory
  readonly clock: Clock
  readonly log: Logger
}

type Incoming = GatewayMessageCreateDispatchData

/** Tanya on Discord, through discord.js. */
export function createDiscordBot(options: DiscordOptions): Bot {
  const { assistant, clock, log, messagesFor, commands } = options
  const rest = createDiscordRest(options)
  const scheduler = createEditScheduler({
    clock,
    defaults: { limit: channelWrites.count, windowMs: channelWrites.windowMs },
    lengths: createLengthModel(typicalAnswer),
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
      message: (message) => takeMessage(message),
      interaction: (interaction) => void takeInteraction(interaction),
    },
  })
  const places = createPlaces({
    rest,
    client: () => gateway.client(),
    userId: () => gateway.application()?.userId ?? '',
  })
  /** What was heard in each channel, so that questions are asked in the order in which they were written. */
  const heard = new Map<string, Promise<void>>()
  let draining = false

  function takeMessage(message: Incoming): void {
    if (draining || ignored(message) !== undefined) return
    const before = heard.get(message.channel_id) ?? Promise.resolve()
    const after = before
      .then(() => consider(message))
      .catch((error: unknown) => {
        log.warn({ message: message.id, why: faultOf(error) }, 'a message could not be looked at')
      })
    heard.set(message.channel_id, after)
    void after.then(() => {
      if (heard.get(message.channel_id) === after) heard.delete(message.channel_id)
    })
  }

  /** Step 1 of a question: from event to `ask`. Resolves once it is handed over, not when it is answered. */
  async function consider(message: Incoming): Promise<void> {
    const guild = message.guild_id
    const me = places.me(guild)
    const locale = places.localeOf(guild)
    const place = await places.placeOf(message)
    const result = hear(message, me, {
      place,
      locale,
      isAdmin: places.isAdmin(message),
      describeFiles: (names) => messagesFor(locale).text('discord.files', { names: names.join(', ') }),
    })
    if (result.kind === 'dropped') {
      log.debug({ message: message.id, reason: result.reason }, 'a message is not for Tanya')
      return
    }
    if (result.follows !== undefined && !(await assistant.takesPart(result.follows))) {
      log.debug({ message: message.id, reason: 'not-in-conversation' }, 'a message is not for Tanya')
      return
    }
    const { quoted, replyTo } = result
    const isNews = quoted !== undefined && (replyTo === undefined || !(await isKnown(replyTo)))
    const question: Question = isNews ? { ...result.question, quoted } : result.question
    const typed =
      mentions(message, me) || place.kind === 'dm' ? parseCommand(question.text, commands) : undefined
    if (typed !== undefined) void inBackground(question.id, runTyped(question, typed))
    else if (question.text === '' && question.quoted === undefined) {
      const text = messagesFor(locale).text('notice.empty-question', { command: '/ask' })
      void inBackground(question.id, whisper.tell(hearerOf(question), text))
    } else void inBackground(question.id, assistant.ask(question))
  }

  async function isKnown(message: PartRef): Promise<boolean> {
    return (await assistant.isOurs(message)) || (await assistant.questionOf(message)) !== undefined
  }

  /** `@Tanya /command` and the same in a DM. */
  async function runTyped(question: Question, typed: Pick<CommandCall, 'name' | 'options'>): Promise<void> {
    const { id, asker: by, place, locale, lineage } = question
    const conversation = lineage.kind === 'linear' ? { conversation: lineage.conversation } : {}
    const result = await assistant.run({ id, ...typed, by, place, ...conversation, locale })
    if (result.kind === 'notice') return whisper.tell(hearerOf(question), result.text)
    await assistant.ask({ ...question, ...asked(result), lineage: { kind: 'new' } })
  }

  async function takeInteraction(interaction: GatewayInteractionCreateDispatchData): Promise<void> {
    if (!isSlashCommand(interaction)) return
    const call = toCall(interaction)
    if (call === undefined) return
    if (draining) {
      await answerAtOnce({ rest, log }, interaction, leavingText(messagesFor(call.locale)))
      return
    }
    const promised = await promiseAnswer({ rest, clock, log }, interaction, isPrivate(call))
    if (promised !== undefined) await inBackground(call.id, runSlash(call, promised))
  }

  async function runSlash(call: CommandCall, interaction: InteractionVia): Promise<void> {
    const { id, by, place, locale } = call
    const result = await assistant.run(call)
    if (result.kind === 'notice') {
      await whisper.tell({ id, to: by, place, locale, interaction }, result.text)
      return
    }
    await assistant.ask({
      id,
      place,
      asker: by,
      ...asked(result),
      // What Discord was promised at first decides.
      private: interaction.ephemeral,
      lineage: { kind: 'new' },
      locale,
      askedAt: clock.now(),
      via: toVia(interaction),
    })
  }

  /** Nothing that goes wrong with one event may end the process. */
  async function inBackground(id: string, work: Promise<void>): Promise<void> {
    await work.catch((error: unknown) => {
      log.error({ question: id, why: faultOf(error) }, 'an event could not be handled')
    })
  }

  async function register(): Promise<void> {
    const applicationId = gateway.application()?.id
    if (applicationId === undefined) return
    const body = commandBody(commands, messagesFor)
    const done = await registerCommands({ rest, applicationId, body, memory: options.memory })
    log.info({ commands: body.length, done }, 'commands')
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
      me: (guild) => places.me(guild === 'dm' ? undefined : guild),
    }),
    async start() {
      if (readShards(options.shards ?? 'auto') === undefined) {
        throw new Error(
          'DISCORD_SHARDS must be auto, a count such as 4, or shards of a count such as 0-3/16.',
        )
      }
      await gateway.start()
      // Whoever has the old commands can go on with them; the start need not fail for the new ones.
      void inBackground('commands', register())
    },
    drain() {
      draining = true
    },
    async stop() {
      draining = true
      await gateway.stop()
      stopLearning()
      rest.close()
    },
  }
}

/** Characters of a typical answer of a chat model, until this process has seen its own. */
const typicalAnswer = { median: 900, shape: 1.8 } as const

function asked(
  result: CommandResult & { readonly kind: 'ask' },
): Pick<Question, 'text' | 'private' | 'model'> {
  const { text, private: isPrivate, model } = result
  return { text, private: isPrivate, ...(model === undefined ? {} : { model }) }
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

/** What may be logged of an error: those of requests carry the messages they were to send. */
function faultOf(error: unknown): unknown {
  if (error instanceof Failure) return error.fault
  return error instanceof Error ? { name: error.name, stack: error.stack } : 'unknown'
}
