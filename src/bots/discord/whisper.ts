import { RequestMethod, Routes } from 'discord.js'
import type { APIChannel, APIMessage, RouteLike } from 'discord.js'
import type { Clock } from '../../core/clock.ts'
import type { ResultFile } from '../../core/commands/command.ts'
import { createSplitter } from '../../core/delivery/parts/splitter.ts'
import { Failure } from '../../core/fault.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { PartRef, Person, Place } from '../../core/question.ts'
import type { ButtonRow } from './buttons.ts'
import { discordFormat } from './format.ts'
import { maxContentLength } from './limits.ts'
import { createBody, editBody, followUpBody, quiet, withFiles } from './message-body.ts'
import type { DiscordRest } from './rest.ts'
import type { InteractionVia } from './via.ts'

/** To whom something is said, and about what. */
export interface Hearer {
  /** Makes sure that the same is said once. */
  readonly id: string
  readonly to: Person
  readonly place: Place
  readonly locale: string
  readonly message?: PartRef
  readonly interaction?: InteractionVia
  /** Nobody else may read it: who can be told in no other way is told that, where they wrote. */
  readonly isSecret?: true
}

/** Says something to one person alone. */
export interface Whisper {
  /** Markdown of any length, with files and buttons below its last piece. Never rejects. */
  tell(
    hearer: Hearer,
    markdown: string,
    files?: readonly ResultFile[],
    buttons?: readonly ButtonRow[],
  ): Promise<void>
  /** The DM channel with somebody. Rejects with a `Failure`. */
  openDm(userId: string): Promise<string>
}

export function createWhisper(options: {
  readonly rest: DiscordRest
  readonly clock: Clock
  readonly log: Logger
  readonly messagesFor: (locale: string) => Messages
}): Whisper {
  const { rest, clock, log, messagesFor } = options
  const post = (what: string, route: RouteLike, message: Outgoing, auth = true): Promise<APIMessage> =>
    rest.call<APIMessage>(what, RequestMethod.Post, route, { ...message, auth })

  async function openDm(userId: string): Promise<string> {
    const body = { recipient_id: userId }
    const channel = await rest.call<APIChannel>('open DM', RequestMethod.Post, Routes.userChannels(), {
      body,
    })
    return channel.id
  }

  /** Below the deferred answer of the interaction, which is taken away when all could see it. */
  async function tellInteraction(
    interaction: InteractionVia,
    pieces: readonly string[],
    { files, buttons }: Below,
  ): Promise<void> {
    const { application, token } = interaction
    const [first = '', ...rest_] = pieces
    const below = (index: number): Below => (index === pieces.length - 1 ? { files, buttons } : nothing)
    const original = Routes.webhookMessage(application, token)
    if (interaction.ephemeral) {
      const message = withFiles(editBody(first, below(0).buttons), below(0).files)
      await rest.call('edit answer', RequestMethod.Patch, original, { ...message, auth: false })
    } else {
      await rest.call('remove answer', RequestMethod.Delete, original, { auth: false })
      const message = withFiles(followUpBody(first, true, below(0).buttons), below(0).files)
      await post('follow up', Routes.webhook(application, token), message, false)
    }
    for (const [index, piece] of rest_.entries()) {
      const own = below(index + 1)
      const message = withFiles(followUpBody(piece, true, own.buttons), own.files)
      await post('follow up', Routes.webhook(application, token), message, false)
    }
  }

  async function tellChannel(
    channel: string,
    hearer: Hearer,
    pieces: readonly string[],
    below: Below,
  ): Promise<void> {
    const isThere = channel === hearer.place.channel
    for (const [index, piece] of pieces.entries()) {
      const replyTo = isThere && index === 0 ? hearer.message : undefined
      const key = `${hearer.id}:told:${index}`
      const { files, buttons } = index === pieces.length - 1 ? below : nothing
      const send = (to: PartRef | undefined): Promise<APIMessage> =>
        post('tell', Routes.channelMessages(channel), withFiles(createBody(piece, key, to, buttons), files))
      // Without Read Message History there are no replies, but there are messages.
      await send(replyTo).catch((error: unknown) => {
        if (replyTo === undefined || !isRejected(error)) throw error
        return send(undefined)
      })
    }
  }

  async function tellByDm(hearer: Hearer, markdown: string, files: readonly ResultFile[]): Promise<void> {
    const channel = await openDm(hearer.to.id)
    // A button that is pressed there is about the direct messages: another place, and other rights.
    await tellChannel(channel, hearer, pieces(`${markdown}\n${aboutWhat(hearer)}`), { files, buttons: [] })
  }

  function aboutWhat({ place, message, locale }: Hearer): string {
    const link = `https://discord.com/channels/${[place.workspace, place.channel, message?.message]
      .filter((id) => id !== undefined)
      .join('/')}`
    return quiet(messagesFor(locale).text('discord.about-message', { link }))
  }

  return {
    openDm,
    async tell(hearer, markdown, files = [], buttons = []) {
      const { interaction, place } = hearer
      const ways: (() => Promise<void>)[] = []
      if (interaction !== undefined && clock.now() < interaction.until) {
        ways.push(() => tellInteraction(interaction, pieces(markdown), { files, buttons }))
      }
      if (place.kind !== 'dm') ways.push(() => tellByDm(hearer, markdown, files))
      // In the channel others read it, too; but the asker must not be left without a word. Files can wait.
      const below = place.kind === 'dm' ? { files, buttons } : nothing
      const isOpen = place.kind === 'dm' || hearer.isSecret !== true
      const told = isOpen ? markdown : messagesFor(hearer.locale).text('discord.closed')
      // Somebody who wrote nothing there would not know it for theirs.
      if (isOpen || hearer.message !== undefined)
        ways.push(() => tellChannel(place.channel, hearer, pieces(told), below))
      for (const way of ways) {
        try {
          return await way()
        } catch (error) {
          const why = error instanceof Failure ? error.fault : 'unexpected'
          log.info({ question: hearer.id, why }, 'somebody could not be told; trying another way')
        }
      }
      log.warn({ question: hearer.id }, 'somebody could not be told in any way')
    },
  }
}

/** What is shown below a text. */
interface Below {
  readonly files: readonly ResultFile[]
  readonly buttons: readonly ButtonRow[]
}

const nothing: Below = { files: [], buttons: [] }

type Outgoing = ReturnType<typeof withFiles>

function isRejected(error: unknown): boolean {
  return error instanceof Failure && error.fault.kind === 'platform' && error.fault.reason === 'rejected'
}

/** As it is where it fits into one message, and else in several, cut as an answer is. */
export function pieces(markdown: string): readonly string[] {
  const text = markdown.trim()
  if (text.length <= maxContentLength) return [text]
  const splitter = createSplitter(discordFormat)
  splitter.append(text)
  splitter.end()
  return splitter.parts().map((part) => part.text)
}
