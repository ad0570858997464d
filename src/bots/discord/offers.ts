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
  GuildBasedChannel,
  ThreadChannel,
} from 'discord.js'
import type { Assistant } from '../../core/bot.ts'
import type { Around, Named } from '../../core/commands/command.ts'
import type { Logger } from '../../core/log.ts'
import { callOf, optionsOf, respond } from './interactions.ts'
import { maxChoiceLength, maxChoices } from './limits.ts'
import type { DiscordRest } from './rest.ts'

type Typing = APIApplicationCommandAutocompleteInteraction
type Member = NonNullable<Typing['member']>

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
  const seesAll = guild.ownerId === member.user.id
  const channels = guild.channels.cache.filter(
    (channel) => !channel.isThread() && (seesAll || sees(channel, member)),
  )
  const roles = guild.roles.cache.filter((role) => role.id !== guild.id && !role.managed)
  return { channels: channels.map(named), roles: roles.map(named) }
}

/** https://docs.discord.com/developers/topics/permissions#permission-overwrites, which the client does for people it keeps. */
function sees(channel: Exclude<GuildBasedChannel, ThreadChannel>, { user, roles }: Member): boolean {
  const { guild, permissionOverwrites } = channel
  const everyone = guild.id
  const base = [everyone, ...roles].reduce(
    (all, role) => all | (guild.roles.cache.get(role)?.permissions.bitfield ?? 0n),
    0n,
  )
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return true
  let isSeen = (base & PermissionFlagsBits.ViewChannel) !== 0n
  // Each group overrules the one before it; within one, what allows overrules what denies.
  for (const group of [[everyone], roles, [user.id]]) {
    const overwrites = group.flatMap((id) => permissionOverwrites.cache.get(id) ?? [])
    if (overwrites.some(({ deny }) => deny.has(PermissionFlagsBits.ViewChannel))) isSeen = false
    if (overwrites.some(({ allow }) => allow.has(PermissionFlagsBits.ViewChannel))) isSeen = true
  }
  return isSeen
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
