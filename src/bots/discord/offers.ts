import {
  ApplicationCommandOptionType,
  ChannelType,
  InteractionResponseType,
  InteractionType,
  PermissionFlagsBits,
} from 'discord.js'
import type {
  APIApplicationCommandAutocompleteInteraction,
  Client,
  GatewayInteractionCreateDispatchData,
  Guild,
  GuildBasedChannel,
} from 'discord.js'
import type { Assistant } from '../../core/bot.ts'
import type { Around, Named } from '../../core/commands/command.ts'
import type { Logger } from '../../core/log.ts'
import { callOf, optionsOf, respond } from './interactions.ts'
import { maxChoiceLength, maxChoices } from './limits.ts'
import type { DiscordRest } from './rest.ts'

type Typing = APIApplicationCommandAutocompleteInteraction

/** Whether somebody is typing into an option that completes itself. */
export function isTyping(interaction: GatewayInteractionCreateDispatchData): interaction is Typing {
  return interaction.type === InteractionType.ApplicationCommandAutocomplete
}

export interface OffersDeps {
  readonly rest: DiscordRest
  readonly assistant: Pick<Assistant, 'complete'>
  readonly log: Logger
  client(): Client | undefined
}

/** Offers values for an option that is being typed: the core's, with Discord's names for ids. */
export function createOffers(deps: OffersDeps): (interaction: Typing) => Promise<void> {
  return async (interaction) => {
    const option = focusedOf(interaction)
    const call = callOf(interaction, interaction.data.name, optionsOf(interaction.data))
    if (option === undefined || call === undefined) return
    const around = aroundOf(interaction, deps.client())
    const values = await deps.assistant.complete(
      { ...call, ...(around !== undefined && { around }) },
      option.name,
      option.typed,
    )
    const choices = values
      .filter((value) => value.length <= maxChoiceLength)
      .slice(0, maxChoices)
      .map((value) => ({ name: labelOf(value, around), value }))
    await respond(deps, interaction, {
      type: InteractionResponseType.ApplicationCommandAutocompleteResult,
      data: { choices },
    })
  }
}

function focusedOf({ data }: Typing): { readonly name: string; readonly typed: string } | undefined {
  const own = data.options.flatMap((option) =>
    option.type === ApplicationCommandOptionType.Subcommand ? (option.options ?? []) : [option],
  )
  const option = own.find((one) => 'focused' in one && one.focused)
  if (option === undefined || !('value' in option)) return undefined
  return { name: option.name, typed: String(option.value) }
}

/** Names of the guild that whoever types sees anyway; of categories nothing is set. */
function aroundOf({ guild_id: id, member }: Typing, client: Client | undefined): Around | undefined {
  const guild = id === undefined ? undefined : client?.guilds.cache.get(id)
  if (guild === undefined || member === undefined) return undefined
  const sees = sightOf(guild, member)
  const channels = guild.channels.cache.filter(
    (channel) => !channel.isThread() && channel.type !== ChannelType.GuildCategory && sees(channel),
  )
  const roles = guild.roles.cache.filter((role) => role.id !== guild.id && !role.managed)
  return { channels: channels.map(named), roles: roles.map(named) }
}

/**
 * Which channels a member sees. Worked out here, since members are not kept:
 * https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
function sightOf(
  guild: Guild,
  { user, roles }: NonNullable<Typing['member']>,
): (channel: GuildBasedChannel) => boolean {
  const { Administrator, ViewChannel } = PermissionFlagsBits
  const own = [guild.id, ...roles].flatMap((role) => guild.roles.cache.get(role) ?? [])
  const isGiven = (bit: bigint): boolean => own.some(({ permissions }) => permissions.has(bit, false))
  const seesAll = guild.ownerId === user.id || isGiven(Administrator)
  return (channel) => {
    if (seesAll || !('permissionOverwrites' in channel)) return seesAll
    const { cache } = channel.permissionOverwrites
    let sees = isGiven(ViewChannel)
    for (const ids of [[guild.id], roles, [user.id]]) {
      const overwrites = ids.flatMap((id) => cache.get(id) ?? [])
      if (overwrites.some(({ allow }) => allow.has(ViewChannel))) sees = true
      else if (overwrites.some(({ deny }) => deny.has(ViewChannel))) sees = false
    }
    return sees
  }
}

const named = ({ id, name }: Named): Named => ({ id, name })

function labelOf(value: string, around: Around | undefined): string {
  const label = value.replaceAll(/\d{17,20}/gu, (id) => {
    const channel = around?.channels.find((one) => one.id === id)
    const role = around?.roles.find((one) => one.id === id)
    return channel === undefined ? (role === undefined ? id : `@${role.name}`) : `#${channel.name}`
  })
  return label.length <= maxChoiceLength ? label : value
}
