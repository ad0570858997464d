import type { Clock } from '../../../src/core/clock.ts'
import type { AwakeTime } from '../awake-time.ts'
import type { Json } from './json.ts'
import type { Faults } from './faults.ts'
import type { PendingUpload } from './files.ts'
import { mergePings } from './mentions.ts'
import { pingsOf, recordVersion, wireMessage } from './message.ts'
import type { Message } from './message.ts'
import { createOAuthState } from './oauth.ts'
import type { IssuedToken, OAuthState } from './oauth.ts'
import type { FakeSlackOptions, Switches, Timing } from './options.ts'
import { manifestEvents } from './options.ts'
import type { RecordedRequest, Violation, ViolationKind } from './requests.ts'
import { createWorld } from './world.ts'
import type { Channel, World } from './world.ts'

/** What all teams of the fake share: the one app, and what was seen of it. */
export interface AppState {
  readonly clock: Clock
  /** What the deadlines of the app are measured by. */
  readonly awake: AwakeTime
  readonly random: () => number
  readonly timing: Timing
  readonly requests: RecordedRequest[]
  readonly violations: Violation[]
  readonly faults: Faults
  /** `http://127.0.0.1:port`, known once it listens. */
  baseUrl: string
  readonly appToken: string
  readonly uploads: Map<string, PendingUpload>
  readonly oauth: OAuthState
  /** Addresses `apps.connections.open` has given out and nobody has used. */
  readonly socketTickets: Set<string>
  readonly listeners: Set<() => void>
  /** The last number of an id. */
  ids: number
}

/** What every part of the fake shares for one team: the world, what may be switched, what was seen. */
export interface Core {
  readonly app: AppState
  readonly world: World
  readonly clock: Clock
  readonly awake: AwakeTime
  readonly random: () => number
  readonly timing: Timing
  readonly switches: Switches
  readonly requests: RecordedRequest[]
  readonly violations: Violation[]
  readonly faults: Faults
  readonly baseUrl: string
  /** Live `trigger_id`s. */
  readonly triggers: Map<string, Trigger>
  /** Whether the app is installed in the team: only then it hears anything. */
  isInstalled: boolean
  /** The newest token of the bot there. */
  botToken: string
  /** Every token of the bot there that was ever given out. */
  readonly issued: Map<string, IssuedToken>
  readonly appToken: string
  readonly uploads: Map<string, PendingUpload>
  readonly socketTickets: Set<string>
  violate(kind: ViolationKind, detail: string): void
  /** Tells whoever waits in `until` to look again. */
  changed(): void
  onChange(listener: () => void): () => void
  /** Sends an event to the app, if it is subscribed and may see it. Set by the delivery. */
  emit(event: Json, options?: EmitOptions): Emitted | undefined
  /** Keeps a new message and tells the app of it, unless it is ephemeral. */
  post(message: Message): void
  /** After a change of a message: its version, who it pings, the event. */
  touch(message: Message, options: { readonly echo: boolean }): void
}

export interface Trigger {
  readonly user: string
  readonly at: number
  /** The modal the person clicked in, for `views.push`. */
  readonly viewId: string | undefined
  used: boolean
}

export interface EmitOptions {
  /** The subscription it needs: the event's type unless said, such as `message.channels`. */
  readonly subscription?: string
  readonly channel?: Channel
}

/** An event on its way. */
export interface Emitted {
  readonly eventId: string
  /** True once the app has acknowledged it; false when Slack has given up. Never rejects. */
  readonly acked: Promise<boolean>
}

export interface CoreDeps {
  readonly app: AppState
  readonly options: FakeSlackOptions
  readonly emit: (event: Json, options?: EmitOptions) => Emitted | undefined
}

export function createAppState(
  deps: Pick<AppState, 'clock' | 'awake' | 'random' | 'timing' | 'faults'>,
): AppState {
  return {
    ...deps,
    requests: [],
    violations: [],
    baseUrl: '',
    appToken: 'xapp-1-A0TANYA00-fake-app-token',
    uploads: new Map(),
    oauth: createOAuthState(),
    socketTickets: new Set(),
    listeners: new Set(),
    ids: 0,
  }
}

export function createCore(deps: CoreDeps): Core {
  const { app, options } = deps
  const { clock, awake, listeners } = app
  const world = createWorld(options.team, (prefix) => `${prefix}${String(++app.ids).padStart(8, '0')}`)
  const isInstalled = options.installed ?? true
  const botToken = options.team === undefined ? 'xoxb-fake-bot-token' : `xoxb-fake-${world.teamId}`
  const core: Core = {
    app,
    world,
    clock,
    awake,
    random: app.random,
    timing: app.timing,
    isInstalled,
    botToken: isInstalled ? botToken : '',
    issued: new Map(
      isInstalled ? [[botToken, { refreshToken: undefined, expiresAt: undefined, isRevoked: false }]] : [],
    ),
    switches: {
      scopes: new Set(options.scopes ?? defaultScopes),
      events: new Set(options.events ?? manifestEvents),
      agentView: options.agentView ?? true,
      messagesTab: options.messagesTab ?? true,
      interactivity: true,
      streams: options.streams ?? 'on',
      stopAfterUserStop: 'accepted',
      echo: options.echo ?? true,
      mentionOrder: options.mentionOrder ?? 'random',
      mentionCarriesFiles: true,
      editWindowMs: undefined,
      commercial: options.commercial ?? false,
      appToken: 'valid',
      botToken: 'valid',
      orgWide: false,
    },
    requests: app.requests,
    violations: app.violations,
    faults: app.faults,
    get baseUrl() {
      return app.baseUrl
    },
    triggers: new Map(),
    appToken: app.appToken,
    uploads: app.uploads,
    socketTickets: app.socketTickets,
    violate(kind, detail) {
      core.violations.push({ at: clock.now(), kind, detail })
      core.changed()
    },
    changed() {
      for (const listener of listeners) listener()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    emit: deps.emit,
    post(message) {
      world.messages.push(message)
      see(core, message)
      if (message.ephemeralFor === undefined && message.botId === world.botId) echo(core, message, 'new')
    },
    touch(message, { echo: tell }) {
      see(core, message)
      if (tell && message.ephemeralFor === undefined) echo(core, message, 'changed')
    },
  }
  return core
}

function see(core: Core, message: Message): void {
  recordVersion(message, core.clock.now())
  const now = pingsOf(message)
  const fresh = [...now.mass, ...now.groups].filter(
    (one) => !message.pings.mass.includes(one) && !message.pings.groups.includes(one),
  )
  if (message.botId === core.world.botId && fresh.length > 0) {
    core.violate('mass_mention', `${message.channel} ${message.ts} pings ${fresh.join(', ')}`)
  }
  message.pings = mergePings(message.pings, now)
  core.changed()
}

/** The bot's own messages come back to it as events, and so do its edits. */
function echo(core: Core, message: Message, what: 'new' | 'changed'): void {
  const channel = core.world.channels.get(message.channel)
  if (!core.switches.echo || channel === undefined) return
  const wire = wireMessage(message, core.world.teamId)
  const place = { channel: channel.id, channel_type: channelType(channel) }
  const event =
    what === 'new'
      ? { ...wire, ...place, event_ts: message.ts }
      : {
          type: 'message',
          subtype: 'message_changed',
          message: wire,
          previous_message: wire,
          hidden: true,
          ts: core.world.nextTs(core.clock.now()),
          event_ts: core.world.nextTs(core.clock.now()),
          ...place,
        }
  core.emit(event, { subscription: messageSubscription(channel), channel })
}

export function channelType(channel: Channel): string {
  return { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' }[channel.kind]
}

/** The event subscription messages of that channel need. */
export function messageSubscription(channel: Channel): string {
  return { public: 'message.channels', private: 'message.groups', im: 'message.im', mpim: 'message.mpim' }[
    channel.kind
  ]
}

/** The bot scopes a complete manifest asks for. */
const defaultScopes = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'mpim:history',
  'mpim:read',
  'reactions:read',
  'reactions:write',
  'usergroups:read',
  'users:read',
]
