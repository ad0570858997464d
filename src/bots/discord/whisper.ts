import { RequestMethod, Routes } from 'discord.js'
import type { APIChannel, APIMessage, RouteLike } from 'discord.js'
import type { Clock } from '../../core/clock.ts'
import type { ResultFile } from '../../core/commands/command.ts'
import { Failure } from '../../core/fault.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { PartRef, Person, Place } from '../../core/question.ts'
import type { ButtonRow } from './buttons.ts'
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
      const message = withFiles(createBody(piece, key, replyTo, buttons), files)
      await post('tell', Routes.channelMessages(channel), message)
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
      ways.push(() => tellChannel(place.channel, hearer, pieces(markdown), below))
      for (const way of ways) {
        try {
          return await way()
        } catch (error) {
          const why = error instanceof Failure ? error.fault : 'unexpected'
          log.info({ question: hearer.id, why }, 'somebody could not be told; trying another way')
        }
      }
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

/** Cut between lines where they are not too long themselves. */
export function pieces(markdown: string): readonly string[] {
  const cut: string[] = []
  let left = markdown.trim()
  while (left.length > maxContentLength) {
    const line = left.lastIndexOf('\n', maxContentLength)
    const at = line > 0 ? line : maxContentLength
    cut.push(left.slice(0, at))
    left = left.slice(at).trimStart()
  }
  return [...cut, left]
}
