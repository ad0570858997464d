import { App } from '@slack/bolt'
import type { Assistant, Bot } from '../../core/bot.ts'
import type { Clock } from '../../core/clock.ts'
import type { Command } from '../../core/commands/command.ts'
import { recentlySeen } from '../../core/conversation/recently-seen.ts'
import { createWatermarks } from '../../core/conversation/watermarks.ts'
import { createEditScheduler } from '../../core/delivery/edit-scheduler.ts'
import { createLengthModel } from '../../core/delivery/lengths.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { Memory } from '../../core/store/store.ts'
import type { Observer } from '../../core/observer.ts'
import type { PartRef, Question } from '../../core/question.ts'
import { catchUp, placeKey } from './catch-up.ts'
import { createTellAdmins } from './admins.ts'
import { createCalls, createWebClient, webClientOptions } from './calls.ts'
import { createChannels } from './channels.ts'
import { runSlash } from './commands.ts'
import { createCommandWindows } from './command-windows.ts'
import { createFiles } from './files.ts'
import { createGroups } from './groups.ts'
import { createHome } from './home.ts'
import { createHttp } from './http.ts'
import type { HttpRoutes } from './http.ts'
import { identify } from './identity.ts'
import type { MessageEvent, Self } from './inbound.ts'
import { createIntake } from './intake.ts'
import { methodLimits } from './limits.ts'
import { createSdkLogger } from './log.ts'
import { createPeople } from './people.ts'
import { listenToPresses } from './presses.ts'
import { createSockets } from './sockets.ts'
import { createSurface } from './surface.ts'
import { createWhisper } from './whisper.ts'

export interface SlackOptions {
  readonly botToken: string
  /** Socket Mode. */
  readonly appToken?: string
  /** Signed HTTP, on the routes of `http`. */
  readonly signingSecret?: string
  /** Such as `https://slack.com/api/`. */
  readonly apiUrl: string
  readonly http?: HttpRoutes
  readonly assistant: Assistant
  readonly commands: readonly Command[]
  /** Remembers up to where was listened; without it, nothing that was missed is looked for. */
  readonly memory?: Memory
  readonly messagesFor: (locale: string) => Messages
  readonly clock: Clock
  readonly log: Logger
  readonly observer?: Pick<Observer, 'waited'>
}

/** Tanya on Slack, through Bolt. */
export function createSlackBot(options: SlackOptions): Bot {
  const { apiUrl, assistant, clock, commands, log, messagesFor } = options
  const sdkLogger = createSdkLogger(log)
  const client = createWebClient(options.botToken, apiUrl, sdkLogger)
  const calls = createCalls({
    send: async (method, args) => ({ ...(await client.apiCall(method, args)) }),
    clock,
    onWait: (ms) => options.observer?.waited('slack', ms),
  })
  const stopping = new AbortController()
  let identity: Self | undefined
  let running: App | undefined
  let draining = false
  /** Parts that were taken away by us, so that nobody's deletion is seen in it. */
  const removals = recentlySeen(1000)
  const { memory } = options
  const marks = memory && createWatermarks({ platform: 'slack', memory, clock, log })

  function self(): Self {
    if (identity === undefined) throw new Error('the Slack bot was used before its start')
    return identity
  }

  const groups = createGroups({ calls, clock, log })
  const channels = createChannels({ calls, clock, log })
  const people = createPeople({ calls, groups, channels, clock, log, team: () => self().team })
  const whisper = createWhisper({ calls, clock, log })
  const { count, windowMs } = methodLimits['chat.update']
  const scheduler = createEditScheduler({
    clock,
    // Posts have more of their own, for each channel; edits are what is scarce.
    defaults: { limit: count, windowMs },
    lengths: createLengthModel(),
  })
  const files = createFiles({ calls, apiUrl, botToken: options.botToken, log })
  const refreshHome = createHome({
    calls,
    assistant,
    people,
    messagesFor,
    memory,
    clock,
    log,
    team: () => self().team,
  })
  const own = { calls, people, whisper, assistant, messagesFor, self, clock, log, commands, ask }
  const windows = createCommandWindows({ ...own, handled, refreshHome })
  const shared = { ...own, present: windows.present }
  const intake = createIntake({ ...shared, ...files })
  const sockets =
    options.appToken === undefined
      ? undefined
      : createSockets({ appToken: options.appToken, apiUrl, clock, log, sdkLogger })
  const http =
    options.signingSecret === undefined || options.http === undefined
      ? undefined
      : createHttp({ signingSecret: options.signingSecret, routes: options.http, clock, log, sdkLogger })

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

  /** Slack's own Stop. */
  async function stopSession(event: StopEvent): Promise<void> {
    const { channel, thread_ts: thread, streaming_message_ts: streams } = event
    const by = await people.get(event.user)
    const parts = await Promise.all(streams.map((message) => assistant.questionOf({ channel, message })))
    const here = [...(asking.get(`${channel} ${thread}`) ?? [])].map((question) => question.id)
    const ids = new Set([...parts, ...here])
    for (const id of ids) if (id !== undefined) await assistant.stop(id, by)
  }

  /** Nothing that goes wrong with one event may end the process. */
  async function handled(what: string, work: Promise<unknown>): Promise<void> {
    await work.catch((error: unknown) => log.error({ err: error, what }, 'an event could not be handled'))
  }

  /** Everything is handled beside Bolt, which has acknowledged events before it hands them on. */
  function createApp(): App {
    const { team: teamId, userId: botUserId, botId } = self()
    const { botToken } = options
    const app = new App({
      authorize: async () => ({ teamId, botToken, botUserId, ...(botId === undefined ? {} : { botId }) }),
      receiver: { init: () => undefined, start: async () => undefined, stop: async () => undefined },
      clientOptions: webClientOptions(apiUrl, sdkLogger),
      logger: sdkLogger,
      convoStore: false,
      // Our own are dropped with those of all other bots.
      ignoreSelf: false,
    })
    app.error(async (error) => log.error({ err: error }, 'an event could not be handled'))
    app.event('app_mention', async ({ event, body }) => {
      note(event.channel, body)
      take(event)
    })
    app.event('message', async ({ event, body }) => {
      note(event.channel, body)
      take(event)
    })
    app.event('user_change', async ({ event }) => people.forget(event.user.id))
    for (const change of groupChanges) app.event(change, async () => groups.forget())
    app.event('app_uninstalled', async () => assistant.left({ platform: 'slack', workspace: teamId }))
    app.event('agent_session_stopped', async ({ event }) => handled('stop', stopSession(event)))
    app.event('app_home_opened', async ({ event }) => {
      if (event.tab !== 'home' || draining) return
      await handled('home', refreshHome(event.user))
    })
    windows.listen(app)
    listenToPresses(app, { ...shared, now: () => clock.now(), handled })
    app.command(/^\//u, async ({ command, ack }) => {
      await ack()
      void handled('slash command', runSlash({ ...shared, now: () => clock.now() }, command))
    })
    return app
  }

  /** Events tell whether people of other organizations read the channel. */
  function note(channel: string, body: { readonly is_ext_shared_channel?: boolean }): void {
    const { is_ext_shared_channel: isExternal } = body
    if (isExternal !== undefined) channels.note(channel, isExternal)
  }

  function take(event: MessageEvent): void {
    const { channel, deleted_ts: deleted } = event
    if (deleted !== undefined && !removals.add(removalKey({ channel, message: deleted }))) return
    if (draining) return
    intake.take(event)
    if (event.subtype === undefined || event.subtype === 'file_share') marks?.note(placeKey(event), event.ts)
  }

  function drain(): void {
    if (draining) return
    draining = true
    void marks?.keep()
    // Slack keeps what it cannot deliver, and sends it to whoever connects next.
    http?.drain()
    void handled('disconnect', sockets?.stop() ?? Promise.resolve())
  }

  return {
    platform: 'slack',
    surface: createSurface({
      ...shared,
      ...files,
      tellAdmins: createTellAdmins({ calls, log }),
      scheduler,
      removing: (message) => void removals.add(removalKey(message)),
    }),
    async start() {
      if (sockets === undefined && http === undefined) {
        throw new Error(
          'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is needed beside SLACK_BOT_TOKEN.',
        )
      }
      identity = await identify(calls, clock, log, stopping.signal)
      running = createApp()
      http?.start(running)
      await sockets?.start(running)
      if (marks !== undefined) {
        void handled('catch up', catchUp({ calls, marks, clock, log, signal: stopping.signal, take }))
      }
    },
    async restart() {
      if (running !== undefined) await sockets?.restart(running)
    },
    drain,
    connections: () => sockets?.connections() ?? [],
    async stop() {
      stopping.abort()
      drain()
      await sockets?.stop()
      calls.close()
    },
  }
}

function removalKey({ channel, message }: PartRef): string {
  return `${channel} ${message}`
}

/** Events after which somebody may be in other user groups. */
const groupChanges = ['subteam_created', 'subteam_members_changed', 'subteam_updated'] as const

interface StopEvent {
  readonly channel: string
  readonly user: string
  readonly thread_ts: string
  readonly streaming_message_ts: readonly string[]
}
