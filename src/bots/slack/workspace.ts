import type { BlockAction, MessageShortcut, ViewSubmitAction } from '@slack/bolt'
import type { Assistant, Surface } from '../../core/bot.ts'
import type { Clock } from '../../core/clock.ts'
import type { Command } from '../../core/commands/command.ts'
import type { MenuEntry } from '../../core/commands/menu.ts'
import { recentlySeen } from '../../core/conversation/recently-seen.ts'
import { createWatermarks } from '../../core/conversation/watermarks.ts'
import type { EditScheduler } from '../../core/delivery/edit-scheduler.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { Observer } from '../../core/observer.ts'
import type { PartRef, Question } from '../../core/question.ts'
import type { Memory } from '../../core/store/store.ts'
import { createTellAdmins } from './admins.ts'
import { createCalls } from './calls.ts'
import type { Answer, Send } from './calls.ts'
import { catchUp, placeKey } from './catch-up.ts'
import { createChannels } from './channels.ts'
import { createCommandWindows } from './command-windows.ts'
import { runSlash } from './commands.ts'
import type { SlashEvent } from './commands.ts'
import { createFiles } from './files.ts'
import { isRefusedToken, readTrouble } from './faults.ts'
import { createGroups } from './groups.ts'
import { createHome } from './home.ts'
import type { MessageEvent, Self } from './inbound.ts'
import { createIntake } from './intake.ts'
import { createPeople } from './people.ts'
import { createPresses } from './presses.ts'
import { createSurface } from './surface.ts'
import type { Tokens } from './tokens.ts'
import { createWhisper } from './whisper.ts'

export interface WorkspaceDeps {
  /** Who Tanya is there. */
  readonly self: () => Self
  readonly tokens: Tokens
  readonly send: Send
  readonly apiUrl: string
  readonly assistant: Assistant
  readonly commands: readonly Command[]
  readonly messagesFor: (locale: string) => Messages
  /** Remembers up to where was listened; without it, nothing that was missed is looked for. */
  readonly memory?: Memory
  /** Of edits, for all workspaces: each has its own lanes there. */
  readonly scheduler: EditScheduler
  /** When the process began. Epoch ms. */
  readonly bornAt: number
  readonly isDraining: () => boolean
  /** Lets work run by itself: nothing that goes wrong with one event may end the process. */
  readonly handled: (what: string, work: Promise<unknown>) => Promise<void>
  readonly clock: Clock
  readonly log: Logger
  readonly observer?: Pick<Observer, 'waited'>
}

/** Tanya in one team: everything that is known and done there, and nothing of any other. */
export interface Workspace {
  readonly surface: Surface
  /** Whether Tanya can see that channel. Never rejects. */
  sees(channel: string): Promise<boolean>
  /** A message, or what was done to one. `isExternal`: whether people of other organizations read the channel. */
  hear(event: MessageEvent, isExternal: boolean | undefined): void
  /** Slack's own Stop. */
  stopped(event: StopEvent): Promise<void>
  slash(event: SlashEvent): Promise<void>
  pressed(body: BlockAction): Promise<void>
  chosen(entry: MenuEntry, shortcut: MessageShortcut): Promise<void>
  askedAbout(body: ViewSubmitAction): Promise<void>
  commandPressed(body: BlockAction): Promise<void>
  commandSubmitted(body: ViewSubmitAction): Promise<Answer | undefined>
  refreshHome(userId: string): Promise<void>
  personChanged(userId: string): void
  groupsChanged(): void
  /** Whether Slack still takes the token; undefined when that cannot be known now. */
  isWelcome(): Promise<boolean | undefined>
  /** Hands on what was said while nobody listened. Never rejects. */
  catchUp(signal: AbortSignal): Promise<void>
  /** Keeps up to where was listened. Never rejects. */
  keep(): Promise<void>
  close(): void
}

export interface StopEvent {
  readonly channel: string
  readonly user: string
  readonly thread_ts: string
  readonly streaming_message_ts: readonly string[]
}

export function createWorkspace(deps: WorkspaceDeps): Workspace {
  const { apiUrl, assistant, clock, log, messagesFor, self, tokens } = deps
  const team = (): string => self().team
  const calls = createCalls({
    send: deps.send,
    tokens,
    clock,
    onWait: (ms) => deps.observer?.waited('slack', ms),
  })
  const { memory } = deps
  // As `Upkeep.erase` finds it.
  const marks = memory && createWatermarks({ of: `slack:${team()}:`, memory, clock, log })
  /** Parts that were taken away by us, so that nobody's deletion is seen in it. */
  const removals = recentlySeen(1000)
  const groups = createGroups({ calls, clock, log })
  const channels = createChannels({ calls, clock, log })
  const people = createPeople({ calls, groups, channels, clock, log, team })
  const whisper = createWhisper({ calls, clock, log })
  const files = createFiles({ calls, apiUrl, tokens, log })
  const refreshHome = createHome({ calls, assistant, people, messagesFor, memory, clock, log, team })
  const own = { ...deps, calls, people, whisper, ask, now: () => clock.now() }
  const windows = createCommandWindows({ ...own, refreshHome })
  const presses = createPresses(own)
  const shared = { ...own, ...files, present: windows.present }
  const intake = createIntake(shared)

  /** By thread, what was asked in it and is not answered; a message that came as two events is in it twice. */
  const asking = new Map<string, Set<Question>>()

  async function ask(question: Question): Promise<void> {
    const { channel, thread } = question.place
    const key = `${channel} ${thread ?? ''}`
    const here = asking.get(key) ?? new Set()
    asking.set(key, here.add(question))
    try {
      await assistant.ask(question)
    } finally {
      here.delete(question)
      if (here.size === 0) asking.delete(key)
    }
  }

  function take(event: MessageEvent): void {
    const { channel, deleted_ts: deleted } = event
    if (deleted !== undefined && !removals.add(removalKey({ channel, message: deleted }))) return
    if (deps.isDraining()) return
    intake.take(event)
    if (event.subtype === undefined || event.subtype === 'file_share') marks?.note(placeKey(event), event.ts)
  }

  return {
    surface: createSurface({
      ...shared,
      tellAdmins: createTellAdmins({ calls, log }),
      removing: (message) => void removals.add(removalKey(message)),
    }),
    sees: channels.sees,
    hear(event, isExternal) {
      if (isExternal !== undefined) channels.note(event.channel, isExternal)
      take(event)
    },
    async stopped({ channel, user, thread_ts: thread, streaming_message_ts: streams }) {
      const by = await people.get(user)
      const parts = await Promise.all(streams.map((message) => assistant.questionOf({ channel, message })))
      const here = [...(asking.get(`${channel} ${thread}`) ?? [])].map((question) => question.id)
      const ids = new Set([...parts, ...here])
      for (const id of ids) if (id !== undefined) await assistant.stop(id, by)
    },
    slash: (event) => runSlash(shared, event),
    pressed: presses.pressed,
    chosen: presses.chosen,
    askedAbout: presses.submitted,
    commandPressed: windows.pressed,
    commandSubmitted: windows.submitted,
    refreshHome,
    personChanged: people.forget,
    groupsChanged: groups.forget,
    async isWelcome() {
      // Not one of the calls: that it is refused is no news.
      for (let token = await tokens.current(); token !== undefined; token = await tokens.current()) {
        try {
          await deps.send('auth.test', {}, token)
          return true
        } catch (error) {
          const trouble = readTrouble(error)
          // Others refuse this one call, such as while a workspace moves to another organization.
          if (trouble.kind !== 'refused' || !isRefusedToken(trouble.code)) return undefined
          if (!(await tokens.replaced(token, trouble.code))) return false
        }
      }
      return false
    },
    async catchUp(signal) {
      if (marks !== undefined) await catchUp({ calls, marks, clock, log, signal, take })
    },
    keep: async () => marks?.keep(),
    close: () => calls.close(),
  }
}

function removalKey({ channel, message }: PartRef): string {
  return `${channel} ${message}`
}
