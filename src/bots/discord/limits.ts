/** Longest content of a message, in UTF-16 units. https://docs.discord.com/developers/resources/message#create-message */
export const maxContentLength = 2000

/** Longest name of a channel or thread, in UTF-16 units. https://docs.discord.com/developers/resources/channel */
export const maxThreadNameLength = 100

/** Longest nonce. https://docs.discord.com/developers/resources/message#create-message */
export const maxNonceLength = 25

/** How long the typing indicator stays. https://docs.discord.com/developers/resources/channel#trigger-typing-indicator */
export const typingMs = 10_000

/** An interaction's first answer. https://docs.discord.com/developers/interactions/receiving-and-responding */
export const interactionAckMs = 3000

/** How long an interaction's token takes follow-ups and edits; same page. */
export const interactionTokenMs = 15 * 60_000

/** Most messages that one read of a channel gives. https://docs.discord.com/developers/resources/message#get-channel-messages */
export const maxMessagesPerRead = 100

/** Options, choices and characters of a command. https://docs.discord.com/developers/interactions/application-commands */
export const maxChoices = 25
export const maxDescriptionLength = 100
export const maxStringOptionLength = 6000

/** Name and value of a choice that completes an option, in characters; same page. */
export const maxChoiceLength = 100

/** Of a button or a window, in characters. https://docs.discord.com/developers/components/reference */
export const maxCustomIdLength = 100

/** Title and labels of a window, what stands below a label, and what is written in it; same page. */
export const maxLabelLength = 45
export const maxOptionHint = 100
export const maxModalInput = 4000

/**
 * Creates and edits in one channel, together: observed 2016-2026 and never documented, so only the first guess
 * until the headers of `X-RateLimit-*` tell. https://github.com/discord/discord-api-docs/issues/20
 */
export const channelWrites = { count: 5, windowMs: 5000 } as const

/** Requests over all routes. https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
export const globalPerSecond = 50

/** Codes of an error's body. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export const errorCodes = {
  unknownChannel: 10003,
  unknownMessage: 10008,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  alreadyAcknowledged: 40060,
  missingAccess: 50001,
  cannotMessageUser: 50007,
  missingPermissions: 50013,
  invalidWebhookToken: 50027,
  threadArchived: 50083,
  threadExists: 160004,
  threadLocked: 160005,
  /** A reply needs Read Message History. */
  cannotReply: 160002,
  /** Too many edits of messages older than an hour; no number was ever published (discord-api-docs#4413). */
  oldMessageEdits: 30046,
  channelWriteLimit: 20028,
  serverWriteLimit: 20029,
} as const

/** Flags of an application whose messages arrive with their content. https://docs.discord.com/developers/resources/application */
export const messageContentFlags = (1 << 18) | (1 << 19)

/** Where attachments are kept. https://docs.discord.com/developers/reference#signed-attachment-cdn-urls */
export const fileOrigins = ['https://cdn.discordapp.com', 'https://media.discordapp.net'] as const

/** Of an attachment's alt text, in characters: resources/message#attachment-object. */
export const maxFileDescriptionLength = 1024
