/** The playground's own numbers: nobody prescribes them. */
export const limits = {
  /** UTF-16 units of one part of an answer. */
  partChars: 8_000,
  /** UTF-16 units of what a person writes; a question longer than any platform takes is no test of one. */
  messageChars: 20_000,
  /** Writes to one channel in each window. */
  writes: { limit: 15, windowMs: 1_000 },
  /** Messages kept of a channel; older ones go. */
  keptMessages: 200,
  /** Channels and threads that are kept; more are refused. */
  channels: 200,
  people: 100,
  nameChars: 40,
  /** Bytes of one file, and of all that are held: they are in memory alone. */
  fileBytes: 20_000_000,
  heldFileBytes: 100_000_000,
  filesPerMessage: 10,
  /** Bytes of a request that carries JSON. */
  bodyBytes: 200_000,
  /** Messages of a channel that a new conversation may be shown. */
  history: 30,
  /** Questions of which the calls to the model are remembered. */
  rememberedQuestions: 200,
  /** Wrong passwords from anybody within a minute; further ones are not looked at. */
  wrongPasswords: 10,
  sessions: 100,
  /** A sign of life on each event stream, lest something between ends it. Milliseconds. */
  keepAliveMs: 20_000,
  /** Page loads that listen at once. */
  listeners: 100,
  /** Bytes that wait for a page to read them, before it is left to begin anew. */
  unreadBytes: 8_000_000,
} as const
