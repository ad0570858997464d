import type { Clock } from '../../../src/core/clock.ts'
import * as limits from './limits.ts'
import type { Rate } from './limits.ts'

/** Durations, in ms of the fake's own clock. `timeScale` has already been applied. */
export interface Timing {
  /** An ack later than this is none. Not scaled by `timeScale`. */
  readonly ackMs: number
  readonly retryDelaysMs: readonly number[]
  /** A trigger_id's life. Not scaled by `timeScale`. */
  readonly triggerMs: number
  readonly responseUrlMs: number
  readonly streamLifeMs: number
  readonly streamIdleMs: number
  readonly statusMs: number
  readonly refreshGraceMs: number
  readonly pingMs: number
  /** From an upload until its file can be shown by `slack_file`. Not scaled by `timeScale`. */
  readonly fileReadyMs: number
}

export interface FakeSlackOptions {
  /** Another team than the usual one. */
  readonly team?: { readonly id: string; readonly name: string; readonly domain: string }
  /** Whether the app is installed in the team from the beginning, with `botToken`. True. */
  readonly installed?: boolean
  /** Events and interactions are posted here, signed, instead of going over Socket Mode. */
  readonly deliverTo?: string
  /** Slack's minutes pass this many times faster: rate limits, retries, the life of streams and response_urls. 1. */
  readonly timeScale?: number
  /** Exact durations, which win over `timeScale`. */
  readonly timing?: Partial<Timing>
  /** Other rates for some methods (`{'chat.update': {perMinute: 600, burst: 600}}`), or `'off'`. Slack's own. */
  readonly limits?: Readonly<Record<string, Rate>> | 'off'
  /** Granted bot scopes. All a complete manifest asks for. */
  readonly scopes?: readonly string[]
  /** Subscribed bot events. All a complete manifest subscribes to. */
  readonly events?: readonly string[]
  /** Whether the app is declared an agent (`features.agent_view`). True. */
  readonly agentView?: boolean
  /** Whether people can write to the bot (`messages_tab_enabled`). True. */
  readonly messagesTab?: boolean
  /** `{ error }` makes every `chat.startStream` fail with it. `'on'`. */
  readonly streams?: Switches['streams']
  /** Whether the bot's own messages and edits come back to it as events, as they do in Slack. True. */
  readonly echo?: boolean
  /** Which of a mention's two events is sent first. `'random'`. */
  readonly mentionOrder?: Switches['mentionOrder']
  /** The app is distributed outside the Marketplace: histories once a minute, 15 messages. False. */
  readonly commercial?: boolean
  /** The real one unless given. */
  readonly clock?: Clock
  /** In [0, 1). `Math.random` unless given: pass a seeded one to repeat a run. */
  readonly random?: () => number
}

/** What a test may change at any time: `fake.switches.streams = {error: 'not_allowed'}`. */
export interface Switches {
  readonly scopes: Set<string>
  readonly events: Set<string>
  agentView: boolean
  messagesTab: boolean
  /** As the app's settings have it; buttons are not held to it. */
  interactivity: boolean
  streams: 'on' | { readonly error: string }
  /** What `chat.stopStream` without text does after a person's own Stop; the documentation accepts it. */
  stopAfterUserStop: 'accepted' | 'refused'
  echo: boolean
  mentionOrder: 'random' | 'mention-first' | 'message-first'
  /** False: `app_mention` comes without `files`, as some workspaces saw it (background-agents#1087). */
  mentionCarriesFiles: boolean
  /** Edits of older messages fail with `edit_window_closed`. */
  editWindowMs: number | undefined
  commercial: boolean
  /** The bot's token is of a whole Enterprise organization. */
  orgWide: boolean
  /** `'revoked'`: `apps.connections.open` answers `invalid_auth`, as Slack does. */
  appToken: 'valid' | 'revoked'
  botToken: 'valid' | 'revoked' | 'account_inactive'
}

export const manifestEvents: readonly string[] = [
  'agent_session_stopped',
  'agent_session_title_changed',
  'app_context_changed',
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'tokens_revoked',
  'member_joined_channel',
  'channel_id_changed',
  'reaction_added',
  'subteam_created',
  'subteam_members_changed',
  'subteam_updated',
  'user_change',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
]

export function timingOf(options: FakeSlackOptions): Timing {
  const scale = options.timeScale ?? 1
  return {
    ackMs: limits.ACK_MS,
    retryDelaysMs: limits.RETRY_DELAYS_MS.map((ms) => ms / scale),
    triggerMs: limits.TRIGGER_MS,
    responseUrlMs: limits.RESPONSE_URL_MS / scale,
    streamLifeMs: limits.STREAM_LIFE_MS / scale,
    streamIdleMs: limits.STREAM_IDLE_MS / scale,
    statusMs: limits.STATUS_MS / scale,
    refreshGraceMs: limits.REFRESH_GRACE_MS / scale,
    pingMs: limits.PING_MS,
    fileReadyMs: limits.FILE_READY_MS,
    ...options.timing,
  }
}
