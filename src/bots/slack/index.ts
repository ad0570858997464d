import type { App, webApi } from '@slack/bolt'
import type { Assistant, Bot } from '../../core/bot.ts'
import { sleep } from '../../core/clock.ts'
import type { Clock } from '../../core/clock.ts'
import type { Command } from '../../core/commands/command.ts'
import { createEditScheduler } from '../../core/delivery/edit-scheduler.ts'
import { createLengthModel } from '../../core/delivery/lengths.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { Observer } from '../../core/observer.ts'
import type { InstallationStore } from '../../core/store/ports/installations.ts'
import type { Memory } from '../../core/store/store.ts'
import { createSend } from './calls.ts'
import type { Send } from './calls.ts'
import { createHttp } from './http.ts'
import type { HttpRoutes } from './http.ts'
import { mountInstall } from './install.ts'
import { createInstallStates } from './install-state.ts'
import { oneInstallation } from './installations.ts'
import type { Installations } from './installations.ts'
import { limits, methodLimits } from './limits.ts'
import { createListener } from './listen.ts'
import { createSdkLogger } from './log.ts'
import { scopes } from './manifest.ts'
import { createOAuth } from './oauth.ts'
import { createRouting } from './routing.ts'
import { createSockets } from './sockets.ts'
import { storedInstallations } from './stored-installations.ts'
import { createWorkspace } from './workspace.ts'
import { createWorkspaces } from './workspaces.ts'

export interface SlackOptions {
  /** One workspace. */
  readonly botToken?: string
  /** Many, that people install it in on the routes of `http`. */
  readonly oauth?: {
    readonly clientId: string
    readonly clientSecret: string
    readonly secretKey: string
    readonly store: InstallationStore
  }
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

/** Tanya on Slack, through Bolt: one app in as many workspaces as it is installed in. */
export function createSlackBot(options: SlackOptions): Bot {
  const { apiUrl, assistant, commands, messagesFor, memory, observer, clock, log } = options
  const sdkLogger = createSdkLogger(log)
  const send = createSend(apiUrl, sdkLogger)
  const stopping = new AbortController()
  let running: App | undefined
  let draining = false
  const isDraining = (): boolean => draining
  const installations = openInstallations(options, send, sdkLogger)
  const { count, windowMs } = methodLimits['chat.update']
  const scheduler = createEditScheduler({
    clock,
    // Posts have more of their own, for each channel; edits are what is scarce.
    defaults: { limit: count, windowMs },
    lengths: createLengthModel(),
  })
  const bornAt = clock.now()
  const workspaces = createWorkspaces({
    installations,
    create: (team, self) =>
      createWorkspace({
        apiUrl,
        assistant,
        commands,
        messagesFor,
        clock,
        log: log.child({ team }),
        ...(memory && { memory }),
        ...(observer && { observer }),
        self,
        tokens: installations.tokens(team),
        send,
        scheduler,
        bornAt,
        isDraining,
        handled,
      }),
  })
  const sockets =
    options.appToken === undefined
      ? undefined
      : createSockets({ appToken: options.appToken, apiUrl, clock, log, sdkLogger })
  const http =
    options.signingSecret === undefined || options.http === undefined
      ? undefined
      : createHttp({ signingSecret: options.signingSecret, routes: options.http, clock, log, sdkLogger })

  /** Nothing that goes wrong with one event may end the process. */
  async function handled(what: string, work: Promise<unknown>): Promise<void> {
    await work.catch((error: unknown) => log.error({ err: error, what }, 'an event could not be handled'))
  }

  /** Teams that are being left: two events tell of each. */
  const leaving = new Set<string>()

  async function left(team: string | undefined): Promise<void> {
    const workspace = await workspaces.find(team)
    if (team === undefined || workspace === undefined || leaving.has(team)) return
    leaving.add(team)
    try {
      // Such an event may come late, when the app was installed anew: Slack itself knows.
      let isWelcome = await workspace.isWelcome()
      while (isWelcome === undefined && !stopping.signal.aborted) {
        await sleep(clock, limits.welcomeRetryMs, stopping.signal)
        isWelcome = await workspace.isWelcome()
      }
      if (isWelcome !== false) return
      if (await installations.remove(team)) await assistant.left({ platform: 'slack', workspace: team })
    } finally {
      leaving.delete(team)
    }
  }

  /** A few workspaces at a time, so that the first questions need not wait behind what was missed in all of them. */
  async function catchUp(): Promise<void> {
    const teams = [...installations.teams()]
    async function next(): Promise<void> {
      for (let team = teams.shift(); team !== undefined && !stopping.signal.aborted; team = teams.shift())
        await (await workspaces.find(team))?.catchUp(stopping.signal)
    }
    await Promise.all(Array.from({ length: limits.catchUpWorkspaces }, next))
  }

  function drain(): void {
    if (draining) return
    draining = true
    for (const workspace of workspaces.all()) void workspace.keep()
    // Slack keeps what it cannot deliver, and sends it to whoever connects next.
    http?.drain()
    void handled('disconnect', sockets?.stop() ?? Promise.resolve())
  }

  return {
    platform: 'slack',
    surface: workspaces.surface,
    async start() {
      if (sockets === undefined && http === undefined) {
        throw new Error('SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is needed for Slack.')
      }
      await installations.start(stopping.signal)
      running = createListener({
        find: workspaces.find,
        routing: createRouting({ installations, find: workspaces.find, assistant, log }),
        left,
        isDraining,
        handled,
        apiUrl,
        log,
        sdkLogger,
      })
      http?.start(running)
      await sockets?.start(running)
      void handled('catch up', catchUp())
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
      for (const workspace of workspaces.all()) workspace.close()
    },
  }
}

/** The one of the token, or those of the store, which people add to. */
function openInstallations(options: SlackOptions, send: Send, sdkLogger: webApi.Logger): Installations {
  const { botToken, apiUrl, http: routes, messagesFor, clock, log } = options
  if (botToken !== undefined) return oneInstallation({ botToken, send, clock, log })
  if (options.oauth === undefined || routes === undefined)
    throw new Error('SLACK_BOT_TOKEN, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET, is needed for Slack.')
  const { store, secretKey, ...app } = options.oauth
  const oauth = createOAuth({ ...app, apiUrl, scopes, clock, sdkLogger })
  const stored = storedInstallations({ store, oauth, clock, log })
  const states = createInstallStates({ secretKey, clock })
  const { add } = stored
  const { useOnce } = store
  mountInstall({ routes, oauth, states, apiUrl, useOnce, add, messagesFor, clock, log })
  return stored
}
