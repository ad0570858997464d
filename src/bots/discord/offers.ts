import {
  ApplicationCommandOptionType,
  InteractionResponseType,
  InteractionType,
  PermissionFlagsBits,
} from 'discord.js'
import type {
  APIApplicationCommandAutocompleteInteraction,
  Client,
  GatewayInteractionCreateDispatchData,
} from 'discord.js'
import type { Assistant } from '../../core/bot.ts'
import type { Around, Named } from '../../core/commands/command.ts'
import type { Logger } from '../../core/log.ts'
import { callOf, optionsOf, respond } from './interactions.ts'
import { maxChoiceLength, maxChoices } from './limits.ts'
import { kindOf } from './places.ts'
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

/** Names of the guild that whoever types sees anyway. */
function aroundOf({ guild_id: id, member }: Typing, client: Client | undefined): Around | undefined {
  const guild = id === undefined ? undefined : client?.guilds.cache.get(id)
  if (guild === undefined || member === undefined) return undefined
  const own = [guild.id, ...member.roles].flatMap((role) => guild.roles.cache.get(role) ?? [])
  const seesAll = guild.ownerId === member.user.id
  const channels = guild.channels.cache.filter(
    (channel) =>
      kindOf(channel.type) === 'channel' &&
      (seesAll || own.some((role) => channel.permissionsFor(role).has(PermissionFlagsBits.ViewChannel))),
  )
  const roles = guild.roles.cache.filter((role) => role.id !== guild.id && !role.managed)
  return { channels: channels.map(named), roles: roles.map(named) }
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
