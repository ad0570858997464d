import { ApplicationCommandType, InteractionType, MessageFlags, RequestMethod, Routes } from 'discord.js'
import type {
  APIMessageComponentInteraction,
  APIModalSubmitInteraction,
  GatewayInteractionCreateDispatchData,
} from 'discord.js'
import type { Assistant } from '../../core/bot.ts'
import type { Clock } from '../../core/clock.ts'
import { menuQuestion } from '../../core/commands/menu.ts'
import type { MenuEntry, MenuTarget } from '../../core/commands/menu.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import { readButton } from './buttons.ts'
import { createCommandPresses } from './command-presses.ts'
import { acknowledge, personOf, placeOf, promiseAnswer, respond } from './interactions.ts'
import { createMenu } from './menu.ts'
import type { MenuCommand } from './menu.ts'
import type { Me } from './inbound.ts'
import { followUpBody } from './message-body.ts'
import type { DiscordRest } from './rest.ts'
import { toVia } from './via.ts'
import type { InteractionVia } from './via.ts'
import type { Whisper } from './whisper.ts'

export type Press = APIMessageComponentInteraction | APIModalSubmitInteraction | MenuCommand

/** Whether an interaction is something done without words. */
export function isPress(interaction: GatewayInteractionCreateDispatchData): interaction is Press {
  const { type } = interaction
  if (type === InteractionType.MessageComponent || type === InteractionType.ModalSubmit) return true
  return (
    type === InteractionType.ApplicationCommand && interaction.data.type === ApplicationCommandType.Message
  )
}

export interface PressDeps {
  readonly rest: DiscordRest
  readonly assistant: Assistant
  readonly whisper: Whisper
  readonly messagesFor: (locale: string) => Messages
  readonly clock: Clock
  readonly log: Logger
  me(guild: string | undefined): Me
}

/** Takes what people do without words: buttons, the menu of a message, and the window that one of its entries opens. */
export function createPresses(deps: PressDeps): (press: Press) => Promise<void> {
  const { rest, assistant, whisper, messagesFor } = deps
  const menu = createMenu(rest, messagesFor('en-US'))
  const takeCommand = createCommandPresses(deps)

  async function pressed(interaction: APIMessageComponentInteraction): Promise<void> {
    const button = readButton(interaction.data.custom_id)
    const by = personOf(interaction)
    const place = placeOf(interaction)
    const isPrivate = ((interaction.message.flags ?? 0) & MessageFlags.Ephemeral) !== 0
    const anew = isPrivate && (button?.action === 'retry' || button?.action === 'continue')
    // What only one person sees is answered anew below: its token takes edits for a quarter of an hour alone.
    const reached = await (anew ? promiseAnswer(deps, interaction, true) : acknowledge(deps, interaction))
    if (reached === undefined || button === undefined || by === undefined || place === undefined) return
    const { locale } = interaction
    const result = await assistant.act({ ...button, by, place, locale, ...(anew && { via: toVia(reached) }) })
    if (result.text === undefined || result.text === '') return
    const hearer = { id: interaction.id, to: by, place, locale, interaction: reached }
    if (anew) await whisper.tell(hearer, result.text)
    else await followUp(reached, result.text)
  }

  async function followUp({ application, token }: InteractionVia, text: string): Promise<void> {
    const body = followUpBody(text, true)
    const route = Routes.webhook(application, token)
    await rest.call('follow up', RequestMethod.Post, route, { body, auth: false })
  }

  async function chosen(interaction: MenuCommand): Promise<void> {
    const entry = menu.entryOf(interaction)
    const target = menu.targetOf(interaction, deps.me(interaction.guild_id))
    if (entry === undefined || target === undefined) return
    if (entry === 'ask-about') {
      await respond(deps, interaction, menu.openModal(target, messagesFor(interaction.locale)))
    } else await ask(interaction, entry, target)
  }

  async function submitted(interaction: APIModalSubmitInteraction): Promise<void> {
    const promised = await promiseAnswer(deps, interaction, true)
    const written = await menu.readModal(interaction, deps.me(interaction.guild_id))
    if (promised === undefined) return
    if (written === undefined) {
      const say = messagesFor(interaction.locale)
      return followUp(promised, say.text('notice.empty-question', { command: '/ask' }))
    }
    await ask(interaction, 'ask-about', written.target, written.asked, promised)
  }

  async function ask(
    interaction: MenuCommand | APIModalSubmitInteraction,
    entry: MenuEntry,
    target: MenuTarget,
    asked?: string,
    promised?: InteractionVia,
  ): Promise<void> {
    const by = personOf(interaction)
    const place = placeOf(interaction)
    const reached = promised ?? (await promiseAnswer(deps, interaction, true))
    if (by === undefined || place === undefined || reached === undefined) return
    const { locale } = interaction
    await assistant.ask({
      id: `discord:${place.workspace}:${place.channel}:${interaction.id}`,
      place,
      asker: by,
      ...menuQuestion(entry, target, messagesFor(locale), asked),
      locale,
      askedAt: deps.clock.now(),
      via: toVia(reached),
    })
  }

  return async (press) => {
    if (press.type === InteractionType.ApplicationCommand) return chosen(press)
    if (await takeCommand(press)) return undefined
    return press.type === InteractionType.MessageComponent ? pressed(press) : submitted(press)
  }
}
