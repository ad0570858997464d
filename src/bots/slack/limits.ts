/** How often a method may be called: so many times in any window of that length; `per` says what shares it. */
export interface CallLimit {
  readonly count: number
  readonly windowMs: number
  readonly per: 'workspace' | 'channel'
}

const minuteMs = 60_000
const tier2: CallLimit = { count: 20, windowMs: minuteMs, per: 'workspace' }
const tier3: CallLimit = { count: 50, windowMs: minuteMs, per: 'workspace' }
const tier4: CallLimit = { count: 100, windowMs: minuteMs, per: 'workspace' }

/**
 * Every Web API method in use. Tiers are per method, workspace and app: https://docs.slack.dev/apis/web-api/rate-limits,
 * by method as in MethodsRateLimits.java of slackapi/java-slack-sdk (2026-08-07).
 */
export const methodLimits = {
  // "1 per second per channel", with bursts of unnamed size.
  'chat.postMessage': { count: 5, windowMs: 5000, per: 'channel' },
  'chat.postEphemeral': tier4,
  'chat.update': tier3,
  'chat.delete': tier3,
  'chat.startStream': tier2,
  'chat.appendStream': tier4,
  'chat.stopStream': tier2,
  'agents.sessions.setStatus': tier3,
  // Documented as "similar to chat.postMessage"; read as one allowance for the workspace.
  'assistant.threads.setStatus': { count: 60, windowMs: minuteMs, per: 'workspace' },
  'conversations.replies': tier3,
  'conversations.history': tier3,
  'files.info': tier4,
  'files.getUploadURLExternal': tier4,
  'files.completeUploadExternal': tier4,
  'files.delete': tier3,
  'conversations.open': tier3,
  'conversations.info': tier3,
  'users.info': tier4,
  'users.list': tier2,
  'usergroups.list': tier2,
  'views.publish': tier4,
  'views.open': tier4,
  'views.push': tier4,
  'views.update': tier4,
  'auth.test': { count: 600, windowMs: minuteMs, per: 'workspace' },
} as const satisfies Record<string, CallLimit>

export type SlackMethod = keyof typeof methodLimits

/** Methods that change nothing, so that repeating one is harmless. */
export const readMethods: ReadonlySet<SlackMethod> = new Set([
  'conversations.replies',
  'conversations.history',
  'files.info',
  'conversations.info',
  'users.info',
  'users.list',
  'usergroups.list',
  'auth.test',
])

export const limits = {
  /**
   * Characters of a streamed message before the next is begun. Each call takes 12,000, the message as a whole fewer:
   * seen to stop at 11,977 (CopilotKit#6064), others rotate at 10,000.
   */
  streamChars: 10_000,
  /** Streams die at about 5 minutes with `message_not_in_streaming_state` (slackapi/python-slack-sdk#1859). */
  streamAgeMs: 270_000,
  /** A stream that hears nothing for a few minutes dies as well (vercel/chat#607): closed before that. */
  streamIdleMs: 110_000,
  /** Least time between two appends to one stream; a person sees no difference below. */
  appendIntervalMs: 100,
  /** Until a write that was too much is tried again, at the latest. */
  appendRetryMs: 1000,
  /** Edits of the minute that are left to final texts. */
  sparedEdits: 15,
  /** Least time between two intermediate edits of one message: edits are 50 a minute for the whole workspace. */
  editIntervalMs: 3000,
  /** `markdown_text` takes 12,000 and blocks together about 13,200 (slackapi/bolt-js#2509), notice included. */
  messageChars: 10_000,
  /** Characters of a notice below an answer: a section or context text takes 3,000. */
  noticeChars: 2900,
  /** Of `text` beside blocks, in bytes: `chat.update` refuses more (gitlab-org/gitlab!258898). */
  fallbackBytes: 4000,
  /** `text` of a `response_url` post; 40,000 is the ceiling, cut silently above it. */
  responseChars: 10_000,
  /** A response_url takes 5 posts within 30 minutes. */
  responsePosts: 5,
  responseMs: 30 * 60_000,
  /** Slack forgets `assistant.threads.setStatus` after 2 minutes. */
  statusMs: 120_000,
  /** The composer is locked while the status is set (hermes-agent#92202), so it is renewed only for so long. */
  statusTotalMs: 10 * 60_000,
  /** A picture in somebody's App Home is drawn and uploaded anew after this long at the earliest. */
  homePictureMs: 15 * 60_000,
  /** Until pictures are tried again that Slack did not take or show. */
  homeWithoutMs: 60 * 60_000,
  /** Uploads of the minute that are left to answers and commands. */
  sparedUploads: 20,
  /**
   * Between attempts to show a file that was just uploaded: Slack takes a moment until it lets a block show it
   * (slackapi/python-slack-sdk#1521, slackapi/slack-github-action#413).
   */
  fileReadyMs: [500, 1000, 2000, 4000, 8000],
  /** Files that could not be deleted and are tried again. */
  staleFiles: 10,
  /** Characters of a file's `alt_txt`: https://docs.slack.dev/reference/methods/files.getUploadURLExternal. */
  altChars: 1000,
  /** One request, connection included. */
  callTimeoutMs: 15_000,
  /** `conversations.replies`: page size, and how many pages of a thread are read. */
  historyPage: 200,
  historyPages: 5,
  /** Messages and characters of a thread that become context of a question. */
  historyMessages: 50,
  historyChars: 24_000,
  /** Characters of what was said from a message on, and of a message that a modal remembers (3,000 with the rest). */
  onwardChars: 40_000,
  /** Places looked through after a restart: reads are 50 a minute. */
  catchUpPlaces: 40,
  /** Workspaces that are looked through at the same time. */
  catchUpWorkspaces: 4,
  rememberedChars: 2000,
  /** `private_metadata` of a view. */
  metadataChars: 3000,
  /** An answer does not wait longer for what was said before. */
  historyPatienceMs: 10_000,
  /** Until its turn to look files up a question waits no longer. */
  lookUpMs: 2000,
  /** The two events of one mention come about so far apart. */
  twinMs: 500,
  /** How long what `users.info` said is believed. */
  personMs: 5 * 60_000,
  /** The same for user groups, which Slack asks to be kept, and for whether a channel is shared. */
  groupsMs: 5 * 60_000,
  channelMs: 5 * 60_000,
  /** Admins who are told something at once, and how many people are looked through for them. */
  toldAdmins: 10,
  peoplePage: 200,
  peoplePages: 20,
  /** An installation that another process changed is seen after so long, at the latest. */
  installationMs: 2000,
  /** A token that ends is renewed so long before: https://docs.slack.dev/authentication/using-token-rotation. */
  renewBeforeMs: 2 * 60 * 60_000,
  /** Who renews a token has so long for it, before another process does; how often others look; after a failure. */
  renewClaimMs: 30_000,
  renewPollMs: 300,
  renewRestMs: 60_000,
  /** Between two tries to learn whether the app was really taken out of a workspace. */
  welcomeRetryMs: 5000,
  /** From `/slack/install` to the way back; Slack's own code is good for as long. */
  installMs: 10 * 60_000,
  /** A trigger_id opens a window for three seconds: https://docs.slack.dev/interactivity/handling-user-interaction. */
  triggerMs: 2500,
  /** A window that was sent wants its answer within three seconds, too: one that takes longer follows later. */
  submitMs: 2000,
  /** What Slack was told of a window is shown after so long. */
  settleMs: 500,
  /** Characters of blocks and views: https://docs.slack.dev/reference/block-kit/blocks and reference/views. */
  titleChars: 24,
  labelChars: 2000,
  buttonChars: 75,
  buttonValueChars: 2000,
  placeholderChars: 150,
  sectionChars: 3000,
  inputChars: 3000,
  /** Blocks of a view; the same, and sections of a long text in one. */
  viewBlocks: 100,
  viewSections: 40,
  /** Socket Mode: pongs later than this mean a dead socket (slackapi/bolt-js#2496: 5,000 is too eager). */
  pongTimeoutMs: 15_000,
  /** Slack pings about every 10 s; silence for so long means a dead socket. */
  pingTimeoutMs: 45_000,
  /** `apps.connections.open` is tier 1: a reconnect storm must not meet it. */
  reconnectMinMs: 500,
  reconnectMaxMs: 30_000,
  /** Until a refused token is tried again. */
  refusedMs: 60_000,
  /** Between the two connections: `apps.connections.open` is once a minute. */
  staggerMs: 61_000,
  /** A request whose timestamp is further off than this is refused: https://docs.slack.dev/authentication/verifying-requests-from-slack. */
  signatureSkewMs: 5 * 60_000,
} as const

/** Where `url_private` points: https://docs.slack.dev/reference/objects/file-object, and in GovSlack. */
export const fileOrigins = ['https://files.slack.com', 'https://files.slack-gov.com'] as const

/** The manifest's own limits: https://docs.slack.dev/reference/app-manifest. */
export const manifestLimits = {
  name: 35,
  description: 140,
  botName: 80,
  agentDescription: 300,
  suggestedPrompts: 4,
  command: 32,
  commandDescription: 2000,
  usageHint: 1000,
  // 50 in @slack/web-api's types, 25 elsewhere: the stricter.
  commands: 25,
  shortcuts: 10,
  shortcutName: 24,
  shortcutDescription: 150,
  callbackId: 255,
  events: 100,
  scopes: 255,
} as const
