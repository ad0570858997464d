import type { Bot, Surface } from '../bot.ts'
import type { Clock } from '../clock.ts'
import type { Fault } from '../fault.ts'
import { explain } from '../i18n/explain.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { Logger } from '../log.ts'
import type { PlatformName, Question } from '../question.ts'

/** Where what is said becomes visible, by platform. */
export interface Surfaces {
  attach(bot: Pick<Bot, 'platform' | 'surface'>): void
  /** Throws where no bot is attached. */
  of(platform: PlatformName): Surface
  /** Tells the asker alone why there is no answer, where there is anything to say. */
  refuse(question: Question, fault: Fault): Promise<void>
  /** Tells the admins of a workspace, where their platform has a way to. */
  tellAdmins(platform: PlatformName, workspace: string, text: string): Promise<void>
}

export function createSurfaces({ clock, log }: { readonly clock: Clock; readonly log: Logger }): Surfaces {
  const surfaces = new Map<PlatformName, Surface>()

  function of(platform: PlatformName): Surface {
    const surface = surfaces.get(platform)
    if (surface === undefined) throw new Error(`no bot is attached for ${platform}`)
    return surface
  }

  return {
    attach(bot) {
      surfaces.set(bot.platform, bot.surface)
    },
    of,
    async refuse(question, fault) {
      const text = explain(fault, messagesFor(question.locale, question.place.platform), clock.now())
      if (text !== undefined) await of(question.place.platform).notify(question, { kind: 'refused', text })
    },
    async tellAdmins(platform, workspace, text) {
      const surface = surfaces.get(platform)
      if (surface?.tellAdmins === undefined) log.warn({ platform, workspace }, 'admins were not told')
      else await surface.tellAdmins(workspace, text)
    },
  }
}
