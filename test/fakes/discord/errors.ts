import type { Json } from './types.ts'

/** An error as Discord words it on the wire. */
export class DiscordError extends Error {
  readonly status: number
  readonly code: number
  readonly errors: Json | undefined

  constructor(status: number, code: number, message: string, errors?: Json) {
    super(message)
    this.name = 'DiscordError'
    this.status = status
    this.code = code
    this.errors = errors
  }
}

/** The codes and texts of https://docs.discord.com/developers/topics/opcodes-and-status-codes#json. */
export const refusals = {
  unauthorized: () => new DiscordError(401, 0, '401: Unauthorized'),
  notFound: () => new DiscordError(404, 0, '404: Not Found'),
  unknownChannel: () => new DiscordError(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new DiscordError(404, 10004, 'Unknown Guild'),
  unknownMember: () => new DiscordError(404, 10007, 'Unknown Member'),
  unknownMessage: () => new DiscordError(404, 10008, 'Unknown Message'),
  unknownUser: () => new DiscordError(404, 10013, 'Unknown User'),
  unknownEmoji: () => new DiscordError(400, 10014, 'Unknown Emoji'),
  unknownWebhook: () => new DiscordError(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new DiscordError(404, 10062, 'Unknown interaction'),
  unknownCommand: () => new DiscordError(404, 10063, 'Unknown application command'),
  tooLarge: () => new DiscordError(413, 40005, 'Request entity too large'),
  alreadyAcknowledged: () => new DiscordError(400, 40060, 'Interaction has already been acknowledged.'),
  missingAccess: () => new DiscordError(403, 50001, 'Missing Access'),
  notYours: () => new DiscordError(403, 50005, 'Cannot edit a message authored by another user'),
  empty: () => new DiscordError(400, 50006, 'Cannot send an empty message'),
  cannotMessageUser: () => new DiscordError(403, 50007, 'Cannot send messages to this user'),
  nonText: () => new DiscordError(400, 50008, 'Cannot send messages in a non-text channel'),
  missingPermissions: () => new DiscordError(403, 50013, 'Missing Permissions'),
  wrongChannelType: () => new DiscordError(400, 50024, 'Cannot execute action on this channel type'),
  invalidWebhookToken: () => new DiscordError(401, 50027, 'Invalid Webhook Token'),
  invalidJson: () => new DiscordError(400, 50109, 'The request body contains invalid JSON.'),
  archived: () => new DiscordError(400, 50083, 'Thread is archived'),
  cannotReply: () =>
    new DiscordError(400, 160002, 'You cannot reply without permission to read message history'),
  threadLocked: () => new DiscordError(400, 160005, 'Thread is locked'),
  threadExists: () => new DiscordError(400, 160004, 'A thread has already been created for this message'),
} as const

/** 50035 with the error hung under its path, e.g. `content` or `embeds/0/title`. */
export function invalidForm(path: string, code: string, message: string): DiscordError {
  const leaf: Json = { _errors: [{ code, message }] }
  const keys = path.split('/').filter(Boolean)
  const errors = keys.reduceRight<Json>((inner, key) => ({ [key]: inner }), leaf)
  return new DiscordError(400, 50035, 'Invalid Form Body', errors)
}

/** 50035 of a text that is too long. */
export function tooLong(path: string, limit: number): DiscordError {
  return invalidForm(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${limit} or fewer in length.`)
}
