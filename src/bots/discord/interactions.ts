import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  RequestMethod,
  Routes,
} from 'discord.js'
import type {
  APIChatInputApplicationCommandInteraction,
  APIInteractionResponse,
  GatewayInteractionCreateDispatchData,
} from 'discord.js'
import type { Clock } from '../../core/clock.ts'
import type { CommandCall, OptionValue } from '../../core/commands/command.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { Attachment, Person, Place } from '../../core/question.ts'
import { troubleOf } from './faults.ts'
import { linearConversation, toAttachment } from './inbound.ts'
import { errorCodes, interactionAckMs } from './limits.ts'
import { dmPlace, guildPlace, isAdminBy, kindOf } from './places.ts'
import type { DiscordRest } from './rest.ts'
import { tokenEnd } from './via.ts'
import type { InteractionVia } from './via.ts'

export type SlashCommand = APIChatInputApplicationCommandInteraction

/** What an answer to an interaction needs of it. */
type Acknowledged = Pick<SlashCommand, 'id' | 'application_id' | 'token'>

/** Where and by whom. */
type Done = Pick<GatewayInteractionCreateDispatchData, 'member' | 'user' | 'guild_id' | 'channel'>

/** Whether an interaction is a slash command. */
export function isSlashCommand(
  interaction: GatewayInteractionCreateDispatchData,
): interaction is SlashCommand {
  return (
    interaction.type === InteractionType.ApplicationCommand &&
    interaction.data.type === ApplicationCommandType.ChatInput
  )
}

/** A slash command as a call of the core's. Undefined where it names no channel or nobody. */
export function toCall(interaction: SlashCommand): CommandCall | undefined {
  return callOf(interaction, interaction.data.name, optionsOf(interaction.data))
}

/** A command that is given by an interaction, whichever. Undefined where it names no channel or nobody. */
export function callOf(
  interaction: Done & Pick<SlashCommand, 'id' | 'locale'>,
  name: string,
  options: CommandCall['options'],
): CommandCall | undefined {
  const by = personOf(interaction)
  const place = placeOf(interaction)
  if (by === undefined || place === undefined) return undefined
  const conversation = linearConversation(place)
  return {
    id: `discord:${place.workspace}:${place.channel}:${interaction.id}`,
    name,
    options,
    by,
    place,
    ...(conversation === undefined ? {} : { conversation }),
    locale: interaction.locale,
  }
}

/** The files that came with a slash command. */
export function filesOf({ data }: SlashCommand): readonly Attachment[] {
  return Object.values(data.resolved?.attachments ?? {}).map(toAttachment)
}

/** Only answers meant for all are shown to all: the others are notices to the caller. */
export function isPrivate(call: CommandCall): boolean {
  return call.name !== 'ask' || call.options['private'] === true
}

/**
 * Promises Discord an answer, which it wants within three seconds; from then on there are fifteen minutes.
 * Undefined when it is too late, or somebody else promised it.
 */
export async function promiseAnswer(
  deps: { readonly rest: DiscordRest; readonly clock: Clock; readonly log: Logger },
  interaction: Acknowledged,
  ephemeral: boolean,
): Promise<InteractionVia | undefined> {
  return promise(deps, interaction, ephemeral, {
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    ...(ephemeral ? { data: { flags: MessageFlags.Ephemeral } } : {}),
  })
}

/** Tells Discord that a button was taken; what there is to say follows. Undefined as with `promiseAnswer`. */
export async function acknowledge(
  deps: Parameters<typeof promiseAnswer>[0],
  interaction: Acknowledged,
): Promise<InteractionVia | undefined> {
  return promise(deps, interaction, true, { type: InteractionResponseType.DeferredMessageUpdate })
}

async function promise(
  deps: Parameters<typeof promiseAnswer>[0],
  interaction: Acknowledged,
  ephemeral: boolean,
  body: APIInteractionResponse,
): Promise<InteractionVia | undefined> {
  const receivedAt = deps.clock.now()
  if (!(await respond(deps, interaction, body))) return undefined
  const { application_id: application, token } = interaction
  return { application, token, until: tokenEnd(receivedAt), ephemeral }
}

/** Answers at once, to the caller alone: there is nothing to wait for. */
export async function answerAtOnce(
  deps: { readonly rest: DiscordRest; readonly log: Logger },
  interaction: Acknowledged,
  content: string,
): Promise<void> {
  await respond(deps, interaction, {
    type: InteractionResponseType.ChannelMessageWithSource,
    data: { content, flags: MessageFlags.Ephemeral, allowed_mentions: { parse: [] } },
  })
}

/** The sentence for those who ask while Tanya leaves. */
export function leavingText(say: Messages): string {
  return say.text('discord.leaving')
}

/** Whether Discord has the answer. It is sent a second time where the first outcome is unknown. */
export async function respond(
  { rest, log }: { readonly rest: DiscordRest; readonly log: Logger },
  interaction: Acknowledged,
  body: APIInteractionResponse,
): Promise<boolean> {
  const route = Routes.interactionCallback(interaction.id, interaction.token)
  const signal = AbortSignal.timeout(interactionAckMs)
  for (let tries = 1; ; tries += 1) {
    try {
      await rest.attempt(RequestMethod.Post, route, { body, auth: false, signal })
      return true
    } catch (error) {
      const trouble = troubleOf(error)
      const isAnswered = trouble.kind === 'refused' && trouble.code === errorCodes.alreadyAcknowledged
      if (isAnswered && tries > 1) return true
      if (trouble.kind === 'again' && tries < maxTries && !signal.aborted) continue
      // Discord has given up on it, and told the person so.
      log.warn({ interaction: interaction.id, trouble }, 'an interaction could not be answered')
      return false
    }
  }
}

const maxTries = 3

/** Whoever did it; undefined where Discord names nobody. */
export function personOf({ member, user }: Done): Person | undefined {
  const account = member?.user ?? user
  if (account === undefined) return undefined
  return {
    id: account.id,
    name: member?.nick ?? account.global_name ?? account.username,
    isAdmin: isAdminBy(member?.permissions),
    isOutsider: false,
    ...(member === undefined ? {} : { roles: member.roles }),
  }
}

/** Where it was done; undefined where Discord names no channel. */
export function placeOf({ guild_id: guild, channel }: Done): Place | undefined {
  if (channel === undefined) return undefined
  if (guild === undefined) return dmPlace(channel.id)
  const parent = 'parent_id' in channel ? channel.parent_id : undefined
  return guildPlace(guild, channel.id, {
    kind: kindOf(channel.type),
    ...(parent === undefined || parent === null ? {} : { parent }),
  })
}

/** What is read of an option, of a command that is given as of one that is being typed. */
interface GivenOption {
  readonly type: ApplicationCommandOptionType
  readonly name: string
  readonly value?: OptionValue
  readonly options?: readonly GivenOption[]
}

/** The values that were given; a subcommand is the command's `action`. */
export function optionsOf({
  options: given = [],
}: {
  readonly options?: readonly GivenOption[]
}): Readonly<Record<string, OptionValue>> {
  const options: Record<string, OptionValue> = {}
  for (const option of given) {
    if (option.type === ApplicationCommandOptionType.Subcommand)
      return { action: option.name, ...optionsOf(option) }
    // Other types carry no value, or ids that no command of Tanya's takes.
    if (plainTypes.has(option.type) && option.value !== undefined) options[option.name] = option.value
  }
  return options
}

const plainTypes: ReadonlySet<ApplicationCommandOptionType> = new Set([
  ApplicationCommandOptionType.String,
  ApplicationCommandOptionType.Integer,
  ApplicationCommandOptionType.Boolean,
])
