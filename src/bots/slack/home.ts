import type { Assistant } from '../../core/bot.ts'
import type { Clock } from '../../core/clock.ts'
import { sleep } from '../../core/clock.ts'
import type { CommandResult, ResultFile } from '../../core/commands/command.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { Memory } from '../../core/store/store.ts'
import type { Answer, CallResult, SlackCalls } from './calls.ts'
import { toFailure } from './faults.ts'
import type { Trouble } from './faults.ts'
import { createHomePictures } from './home-pictures.ts'
import type { HomePicture, HomePictures } from './home-pictures.ts'
import { limits } from './limits.ts'
import { toMrkdwn } from './mrkdwn.ts'
import type { People } from './people.ts'
import { sections, settingsBlocks } from './settings-view.ts'

export interface HomeDeps {
  readonly calls: SlackCalls
  readonly assistant: Pick<Assistant, 'run'>
  readonly people: People
  readonly messagesFor: (locale: string) => Messages
  /** Remembers the pictures; without it, there are none. */
  readonly memory: Memory | undefined
  readonly clock: Clock
  readonly log: Logger
  readonly team: () => string
}

/** What everybody finds there, in this order, and admins of all. Those with a scope have a picture. */
const shown = [
  { name: 'help' },
  { name: 'usage', scope: 'me' },
  { name: 'usage', scope: 'server' },
  { name: 'about' },
] as const

interface Part {
  readonly text: string
  readonly scope?: string
}

type Pictures = ReadonlyMap<string, HomePicture>

/** What is shown to somebody; pictures by scope. */
interface View {
  readonly scopes: readonly string[]
  publish(illustrated: Pictures): Promise<CallResult>
  /** Draws what was used. */
  draw(scope: string): Promise<ResultFile | undefined>
}

/**
 * Shows somebody in App Home what Tanya can do and what they used, and admins what all used and the settings: the text
 * at once, with the pictures it had before, and the new ones as soon as Slack shows them.
 */
export function createHome(deps: HomeDeps): (userId: string) => Promise<void> {
  const { calls, assistant, people, messagesFor, memory, clock, log, team } = deps
  const pictures = memory && createHomePictures({ calls, memory, clock, team })
  /** By person, the newest showing: those before it do not show anything over it. */
  const newest = new Map<string, symbol>()
  /** By person, the drawing that is under way: two at once would upload a picture twice. */
  const drawing = new Map<string, Promise<void>>()
  /** Where Slack does not take pictures, nobody's is tried for a while. Epoch ms. */
  let withoutUntil = 0

  async function viewFor(userId: string): Promise<View> {
    people.forget(userId)
    const { locale, team: _team, ...by } = await people.get(userId)
    const place = { platform: 'slack', workspace: team(), channel: userId, kind: 'dm' } as const
    const run = (name: string, options: Readonly<Record<string, string>>, textOnly = true) =>
      assistant.run({ id: `home:${userId}`, name, options, by, place, locale, ...(textOnly && { textOnly }) })
    const usage = (scope: string, textOnly?: boolean): Promise<CommandResult> =>
      run('usage', { scope, period: 'this-month' }, textOnly)

    const parts: Part[] = []
    for (const { name, ...of } of shown) {
      const result = await ('scope' in of ? usage(of.scope) : run(name, {}))
      // Whoever may not see what all used, or anything here, is told why once.
      const isRefused = result.kind === 'notice' && result.failed === true && parts.length > 0
      if (result.kind === 'notice' && !isRefused) parts.push({ text: result.text, ...of })
    }
    // Whoever may not see them gets no settings.
    const config = await run('config', { action: 'show' })
    const settings = config.kind === 'notice' ? config.settings : undefined
    const say = messagesFor(locale)
    return {
      scopes: parts.flatMap(({ scope }) => scope ?? []),
      publish(illustrated) {
        const blocks = partBlocks(parts, illustrated, say)
        if (settings !== undefined) blocks.push(divider, ...settingsBlocks(settings, say))
        const view = { type: 'home', blocks: blocks.slice(0, limits.viewBlocks) }
        return calls.attempt('views.publish', { user_id: userId, view })
      },
      draw: async (scope) => pictureOf(await usage(scope, false)),
    }
  }

  /** The pictures it is shown with at once. */
  async function showText(view: View, userId: string): Promise<Pictures> {
    let kept: Pictures = await keptPictures(userId, view.scopes)
    let result = await view.publish(kept)
    if (!result.ok && kept.size > 0) {
      // Somebody else may have deleted one.
      await drop(userId, view.scopes)
      kept = new Map()
      result = await view.publish(kept)
    }
    if (!result.ok) throw toFailure(result.trouble, 'views.publish')
    return kept
  }

  async function illustrate(
    own: HomePictures,
    view: View,
    userId: string,
    before: Pictures,
    isNewest: () => boolean,
  ): Promise<void> {
    try {
      const now = new Map(before)
      for (const scope of view.scopes) {
        if (own.isFresh(before.get(scope))) continue
        const picture = await own.put(`${userId}:${scope}`, await view.draw(scope))
        if (picture === undefined) now.delete(scope)
        else now.set(scope, picture)
      }
      if (!isSame(before, now)) await publishReady(own, view, now, isNewest)
    } catch (error) {
      log.warn({ err: error }, 'App Home is without pictures')
      withoutUntil = clock.now() + limits.homeWithoutMs
      await drop(userId, view.scopes)
      if (isNewest()) await view.publish(new Map())
    }
    for (const scope of view.scopes) await own.tidy(`${userId}:${scope}`)
  }

  /** Throws a `platform` failure when Slack does not show what was just uploaded after a while either. */
  async function publishReady(
    own: HomePictures,
    view: View,
    illustrated: Pictures,
    isNewest: () => boolean,
  ): Promise<void> {
    let trouble: Trouble = { kind: 'unknown', why: 'no picture is ready' }
    for (const pauseMs of limits.fileReadyMs) {
      await sleep(clock, pauseMs)
      const ready = await Promise.all([...illustrated.values()].map(own.isReady))
      if (!isNewest()) return
      if (ready.includes(false)) continue
      const result = await view.publish(illustrated)
      if (result.ok) return
      ;({ trouble } = result)
      if (trouble.kind !== 'refused') break
    }
    throw toFailure(trouble, 'views.publish')
  }

  async function keptPictures(userId: string, scopes: readonly string[]): Promise<Pictures> {
    const found = new Map<string, HomePicture>()
    for (const scope of scopes) {
      const picture = await pictures?.of(`${userId}:${scope}`)
      if (picture !== undefined) found.set(scope, picture)
    }
    return found
  }

  async function drop(userId: string, scopes: readonly string[]): Promise<void> {
    for (const scope of scopes) await pictures?.put(`${userId}:${scope}`, undefined)
  }

  return async (userId) => {
    const turn = Symbol(userId)
    newest.set(userId, turn)
    const isNewest = (): boolean => newest.get(userId) === turn
    try {
      const view = await viewFor(userId)
      if (!isNewest()) return
      const kept = await showText(view, userId)
      if (pictures === undefined || clock.now() < withoutUntil) return
      const drawn = (drawing.get(userId) ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => (isNewest() ? illustrate(pictures, view, userId, kept, isNewest) : undefined))
      drawing.set(userId, drawn)
      await drawn.finally(() => {
        if (drawing.get(userId) === drawn) drawing.delete(userId)
      })
    } finally {
      if (isNewest()) newest.delete(userId)
    }
  }
}

const divider: Answer = { type: 'divider' }

function partBlocks(parts: readonly Part[], pictures: Pictures, say: Messages): Answer[] {
  return parts
    .flatMap(({ text, scope }) => {
      const picture = pictures.get(scope ?? '')
      return [...sections(text), ...(picture === undefined ? [] : pictureBlocks(picture, say)), divider]
    })
    .slice(0, -1)
}

function pictureBlocks({ id, alt }: HomePicture, say: Messages): readonly Answer[] {
  const legend = { type: 'mrkdwn', text: toMrkdwn(say.text('usage.legend')) }
  return [
    { type: 'image', slack_file: { id }, alt_text: alt },
    { type: 'context', elements: [legend] },
  ]
}

function pictureOf(result: CommandResult): ResultFile | undefined {
  if (result.kind !== 'notice') return undefined
  return result.files?.find(({ mediaType }) => mediaType === 'image/png')
}

function isSame(one: Pictures, other: Pictures): boolean {
  return one.size === other.size && [...one].every(([scope, { id }]) => other.get(scope)?.id === id)
}
