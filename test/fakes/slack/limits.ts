/** Slack's numbers as the fake enforces them. Where sources differ, the stricter one. */

/** How often a method may be called per app and workspace: `perMinute` refills, at most `burst` saved up. */
export interface Rate {
  readonly perMinute: number
  readonly burst: number
  /** `channel`: one budget a channel instead of one a workspace. */
  readonly per?: 'channel'
}

export const TIERS = {
  // "1+ per minute"; a burst of as many as one app may hold connections.
  Tier1: { perMinute: 1, burst: 10 },
  Tier2: { perMinute: 20, burst: 20 },
  Tier3: { perMinute: 50, burst: 50 },
  Tier4: { perMinute: 100, burst: 100 },
} as const satisfies Record<string, Rate>

export type Tier = keyof typeof TIERS

/** https://docs.slack.dev/apis/web-api/rate-limits: "1 per second per channel, short bursts"; the burst is a guess. */
export const POST_PER_CHANNEL: Rate = { perMinute: 60, burst: 5, per: 'channel' }
/** The same page: "several hundred messages per minute" in one workspace. */
export const POST_PER_WORKSPACE: Rate = { perMinute: 300, burst: 100 }
/** "Similar to chat.postMessage", read as one budget for the workspace. */
export const SET_STATUS: Rate = { perMinute: 60, burst: 60 }
export const AUTH_TEST: Rate = { perMinute: 600, burst: 600 }
export const PERMALINK: Rate = { perMinute: 300, burst: 100 }
/** Commercial apps outside the Marketplace: one call a minute, `limit` at most 15. */
export const COMMERCIAL_HISTORY: Rate = { perMinute: 1, burst: 1 }
export const COMMERCIAL_PAGE = 15

/** Methods and their tiers, as slackapi/java-slack-sdk's rate_limit_tiers has them; `agents.*` and `views` from the docs. */
export const METHOD_TIERS: Readonly<Record<string, Tier | Rate>> = {
  'agents.sessions.rename': 'Tier3',
  'agents.sessions.setStatus': 'Tier3',
  'apps.connections.open': 'Tier1',
  'assistant.threads.setStatus': SET_STATUS,
  'assistant.threads.setSuggestedPrompts': 'Tier3',
  'assistant.threads.setTitle': 'Tier3',
  'auth.revoke': 'Tier3',
  'auth.test': AUTH_TEST,
  'bots.info': 'Tier3',
  'chat.appendStream': 'Tier4',
  'chat.delete': 'Tier3',
  'chat.getPermalink': PERMALINK,
  'chat.postEphemeral': 'Tier4',
  'chat.postMessage': POST_PER_WORKSPACE,
  'chat.startStream': 'Tier2',
  'chat.stopStream': 'Tier2',
  'chat.update': 'Tier3',
  'conversations.history': 'Tier3',
  'conversations.info': 'Tier3',
  'conversations.join': 'Tier3',
  'conversations.list': 'Tier2',
  'conversations.members': 'Tier4',
  'conversations.open': 'Tier3',
  'conversations.replies': 'Tier3',
  'files.completeUploadExternal': 'Tier4',
  'files.delete': 'Tier3',
  'files.getUploadURLExternal': 'Tier4',
  'files.info': 'Tier4',
  'oauth.v2.access': 'Tier4',
  'reactions.add': 'Tier3',
  'reactions.remove': 'Tier2',
  'team.info': 'Tier3',
  'usergroups.list': 'Tier2',
  'usergroups.users.list': 'Tier2',
  'users.info': 'Tier4',
  'users.list': 'Tier2',
  'views.open': 'Tier4',
  'views.publish': 'Tier4',
  'views.push': 'Tier4',
  'views.update': 'Tier4',
}

/** `chat.postMessage` cuts longer `text` without an error. */
export const TEXT_CHARS = 40_000
/** `chat.update` refuses `text` over 4,000 bytes, counted with `& < >` escaped (gitlab-org/gitlab!258898). */
export const UPDATE_TEXT_BYTES = 4_000
/** `markdown_text`, and each `markdown` block. */
export const MARKDOWN_CHARS = 12_000
/** Undocumented sum over all blocks: refused from 13,202 (slackapi/bolt-js#2509). */
export const BLOCKS_TOTAL_CHARS = 13_200
export const MESSAGE_BLOCKS = 50
export const VIEW_BLOCKS = 100

/** A streamed message dies about 306 s after its start; appends do not keep it alive (slackapi/python-slack-sdk#1859). */
export const STREAM_LIFE_MS = 300_000
/** "A few idle minutes"; the low end. */
export const STREAM_IDLE_MS = 120_000
/** All text of one streamed message (CopilotKit#6064 saw 11,977 pass). */
export const STREAM_TOTAL_CHARS = 11_900

export const ACK_MS = 3_000
/** After a missing ack: at once, a minute later, five minutes later. */
export const RETRY_DELAYS_MS: readonly number[] = [0, 60_000, 300_000]
export const TRIGGER_MS = 3_000
export const RESPONSE_URL_MS = 30 * 60_000
export const RESPONSE_URL_POSTS = 5
/** A status set by `assistant.threads.setStatus` vanishes by itself. */
export const STATUS_MS = 120_000
export const SOCKETS_PER_APP = 10
/** From `disconnect` with reason `warning` to the connection's end. */
export const REFRESH_GRACE_MS = 10_000
export const PING_MS = 10_000
/** Seen to take about a second (slackapi/python-slack-sdk#1521). */
export const FILE_READY_MS = 800
export const MAX_PROMPTS = 4
export const MAX_LOADING_MESSAGES = 10
export const SESSION_TITLE_CHARS = 200
