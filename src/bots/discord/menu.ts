import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  ComponentType,
  InteractionContextType,
  InteractionResponseType,
  Locale,
  RequestMethod,
  Routes,
  TextInputStyle,
} from 'discord.js'
import type {
  APIMessage,
  APIMessageApplicationCommandInteraction,
  APIModalInteractionResponse,
  APIModalSubmitInteraction,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js'
import { maxMenuQuestion, menuEntries } from '../../core/commands/menu.ts'
import type { MenuEntry, MenuTarget } from '../../core/commands/menu.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { PartRef } from '../../core/question.ts'
import { pastMessage } from './inbound.ts'
import type { Me } from './inbound.ts'
import type { DiscordRest } from './rest.ts'

export type MenuCommand = APIMessageApplicationCommandInteraction

/** Messages kept while somebody writes a question about them. */
const maxKept = 500

const inputId = 'question'
const modalPrefix = 'ask-about:'

/** The entries of a message's menu, from choice to what is asked about. */
export interface Menu {
  /** Which entry was chosen; undefined for one that is none of ours. */
  entryOf(command: MenuCommand): MenuEntry | undefined
  targetOf(command: MenuCommand, me: Me): MenuTarget | undefined
  /** The window to write a question about the message in. */
  openModal(target: MenuTarget, say: Messages): APIModalInteractionResponse
  /** What was written, and about what; also when the window was opened before a restart. */
  readModal(
    submit: APIModalSubmitInteraction,
    me: Me,
  ): Promise<{ readonly target: MenuTarget; readonly asked: string } | undefined>
}

/** `english` are the texts by which the entries are registered. */
export function createMenu(rest: DiscordRest, english: Messages): Menu {
  /** Discord tells what a message says with the choice, also where Tanya may not read it by herself. */
  const kept = new Map<string, MenuTarget>()

  function keep(target: MenuTarget): void {
    kept.set(target.message.message, target)
    const [oldest] = kept.keys()
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest)
  }

  async function look(message: PartRef, me: Me): Promise<MenuTarget> {
    const route = Routes.channelMessage(message.channel, message.message)
    const read = await rest.call<APIMessage>('read message', RequestMethod.Get, route).catch(() => undefined)
    const said = read && pastMessage(read, me)
    return { message, ...(said === undefined ? {} : { said }) }
  }

  return {
    entryOf: ({ data }) => menuEntries.find((entry) => english.text(`menu.${entry}`) === data.name),
    targetOf({ data }, me) {
      const message = data.resolved.messages[data.target_id]
      if (message === undefined) return undefined
      const said = pastMessage(message, me)
      return {
        message: { channel: message.channel_id, message: message.id },
        ...(said === undefined ? {} : { said }),
      }
    },
    openModal(target, say) {
      keep(target)
      const { channel, message } = target.message
      return {
        type: InteractionResponseType.Modal,
        data: {
          custom_id: `${modalPrefix}${channel}:${message}`,
          title: say.text('menu.ask-about.title'),
          components: [
            {
              type: ComponentType.Label,
              label: say.text('menu.ask-about.label'),
              component: {
                type: ComponentType.TextInput,
                custom_id: inputId,
                style: TextInputStyle.Paragraph,
                max_length: maxMenuQuestion,
                required: true,
              },
            },
          ],
        },
      }
    },
    async readModal({ data }, me) {
      if (!data.custom_id.startsWith(modalPrefix)) return undefined
      const [channel, message] = data.custom_id.slice(modalPrefix.length).split(':')
      if (channel === undefined || message === undefined) return undefined
      const asked = textOf(data).trim()
      if (asked === '') return undefined
      return { target: kept.get(message) ?? (await look({ channel, message }, me)), asked }
    },
  }
}

function textOf({ components }: APIModalSubmitInteraction['data']): string {
  for (const row of components) {
    if (row.type !== ComponentType.Label || row.component.type !== ComponentType.TextInput) continue
    if (row.component.custom_id === inputId) return row.component.value
  }
  return ''
}

/** The entries as Discord registers them: their names are what people read. */
export function menuBody(
  messagesFor: (locale: string) => Messages,
): readonly RESTPostAPIContextMenuApplicationCommandsJSONBody[] {
  const english = messagesFor(Locale.EnglishUS)
  return menuEntries.map((entry) => {
    const key = `menu.${entry}` as const
    const localized = Object.values(Locale)
      .map((locale) => [locale, messagesFor(locale)] as const)
      .filter(([, messages]) => messages.locale !== english.locale)
    return {
      type: ApplicationCommandType.Message,
      name: english.text(key),
      name_localizations: Object.fromEntries(localized.map(([locale, say]) => [locale, say.text(key)])),
      integration_types: [ApplicationIntegrationType.GuildInstall],
      contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    }
  })
}
