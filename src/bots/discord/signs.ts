import { RequestMethod, Routes } from 'discord.js'
import type { Clock } from '../../core/clock.ts'
import type { PartRef } from '../../core/question.ts'
import { typingMs } from './limits.ts'
import type { DiscordRest } from './rest.ts'

/** Typing and reactions: what is seen of Tanya before her answer. None of it counts among a channel's edits. */
export interface Signs {
  /** Shows that somebody is typing, until the returned function is called. */
  typing(channel: string): () => void
  /** Marks the message as waiting behind so many others. Never rejects. */
  waiting(message: PartRef, ahead: number): Promise<void>
  /** Takes the marks away. Never rejects. */
  started(message: PartRef): Promise<void>
}

interface Typist {
  /** How many answers are being worked on there. */
  answers: number
  stop(): void
}

/** The indicator is renewed before it goes out, with room for a slow request. */
const renewMs = typingMs - 2000

const hourglass = '⏳'
/** Beyond these the place in the queue is told by the hourglass alone. */
const keycaps = ['1️⃣', '2️⃣', '3️⃣', '4️⃣', '5️⃣', '6️⃣', '7️⃣', '8️⃣', '9️⃣'] as const

export function createSigns({ rest, clock }: { readonly rest: DiscordRest; readonly clock: Clock }): Signs {
  const typists = new Map<string, Typist>()
  /** Marks that were put on a message, as long as they may be there. */
  const marks = new Map<string, { readonly emojis: readonly string[]; readonly put: Promise<unknown> }>()

  /** A sign that fails is not worth a word: the answer comes all the same. */
  async function quietly(method: RequestMethod, route: `/${string}`): Promise<boolean> {
    return rest.call('sign', method, route, { passing: true }).then(
      () => true,
      () => false,
    )
  }

  /** One indicator serves all answers of a channel. */
  function startTyping(channel: string): Typist {
    const over = new AbortController()
    const { signal } = over
    let cancel: () => void = () => undefined
    async function show(): Promise<void> {
      // A channel that takes no sign now may take one later; the pause is the same.
      const route = Routes.channelTyping(channel)
      await rest.attempt(RequestMethod.Post, route, { passing: signal }).catch(() => undefined)
      if (!signal.aborted) cancel = clock.after(renewMs, () => void show())
    }
    const typist = {
      answers: 0,
      stop() {
        over.abort()
        cancel()
      },
    }
    typists.set(channel, typist)
    void show()
    return typist
  }

  function reactionRoute(message: PartRef, emoji: string): `/${string}` {
    return Routes.channelMessageOwnReaction(message.channel, message.message, encodeURIComponent(emoji))
  }

  return {
    typing(channel) {
      const typist = typists.get(channel) ?? startTyping(channel)
      typist.answers += 1
      let isOver = false
      return () => {
        if (isOver) return
        isOver = true
        typist.answers -= 1
        if (typist.answers > 0) return
        typist.stop()
        typists.delete(channel)
      }
    },
    async waiting(message, ahead) {
      const keycap = keycaps[ahead - 1]
      const emojis = keycap === undefined ? [hourglass] : [hourglass, keycap]
      // One after the other, so that they stand in this order.
      const put = emojis.reduce<Promise<unknown>>(
        (before, emoji) => before.then(() => quietly(RequestMethod.Put, reactionRoute(message, emoji))),
        Promise.resolve(),
      )
      marks.set(message.message, { emojis, put })
      await put
    },
    async started(message) {
      const mark = marks.get(message.message)
      if (mark === undefined) return
      marks.delete(message.message)
      await mark.put
      await Promise.all(
        mark.emojis.map((emoji) => quietly(RequestMethod.Delete, reactionRoute(message, emoji))),
      )
    },
  }
}
