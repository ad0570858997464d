import { InteractionType, MessageFlags } from 'discord.js'
import type { APIMessageComponentInteraction, APIModalSubmitInteraction } from 'discord.js'
import type { Assistant } from '../../core/bot.ts'
import { within } from '../../core/clock.ts'
import type { Clock } from '../../core/clock.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import { filledIn, modalOf, noticeButtons, readCommandId } from './command-buttons.ts'
import { acknowledge, callOf, promiseAnswer, respond } from './interactions.ts'
import { interactionAckMs } from './limits.ts'
import type { DiscordRest } from './rest.ts'
import type { Whisper } from './whisper.ts'

type Press = APIMessageComponentInteraction | APIModalSubmitInteraction

export interface CommandPressDeps {
  readonly rest: DiscordRest
  readonly assistant: Pick<Assistant, 'run'>
  readonly whisper: Whisper
  readonly messagesFor: (locale: string) => Messages
  readonly clock: Clock
  readonly log: Logger
}

/**
 * Takes the buttons and forms below what commands say. Each is the command once more, given by whoever pressed: what
 * they may do is decided then. Resolves with false for a press that is something else.
 */
export function createCommandPresses(deps: CommandPressDeps): (press: Press) => Promise<boolean> {
  const { assistant, whisper, messagesFor } = deps

  /** Where only one person sees the button, what came of it takes the button's place. */
  async function reach(press: Press) {
    const isAlone = ((press.message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0
    return isAlone && press.type === InteractionType.MessageComponent
      ? acknowledge(deps, press)
      : promiseAnswer(deps, press, true)
  }

  return async (press) => {
    const read = readCommandId(press.data.custom_id)
    if (read === undefined) return false
    const filled = press.type === InteractionType.ModalSubmit ? filledIn(press.data) : {}
    const call = callOf(press, read.given.name, { ...read.given.options, ...filled })
    if (call === undefined) return true
    const mayOpen = read.does === 'open' && press.type === InteractionType.MessageComponent
    const running = mayOpen ? assistant.run(call) : undefined
    // A window has to be the first answer to a press. Without it the command says in words what there is to do.
    const opened = running && (await within(deps.clock, windowMs, running))
    if (opened?.kind === 'notice' && opened.form !== undefined) {
      const modal = modalOf(opened.form)
      if (modal !== undefined && (await respond(deps, press, modal))) return true
    }
    const interaction = await reach(press)
    if (interaction === undefined) return true
    const result = await (running ?? assistant.run(call))
    if (result.kind !== 'notice') return true
    const { id, by: to, place, locale } = call
    const buttons = noticeButtons(result, messagesFor(locale))
    const hearer = { id, to, place, locale, interaction, isSecret: true } as const
    await whisper.tell(hearer, result.text, result.files, buttons)
    return true
  }
}

/** How long a window is waited for: half of the time that Discord waits. Milliseconds. */
const windowMs = interactionAckMs / 2
