/** What is read of the files that come with one question. */
export const fileLimits = {
  /** As many as one message on Discord can have. */
  files: 10,
  /** A picture is about a thousand tokens or more, each time it is asked about. */
  pictures: 4,
  /** A file that is larger is not downloaded. */
  bytes: 20 * 1024 * 1024,
  /** Of a text no more than this is decoded; what no prompt has room for need not be. */
  textBytes: 2 * 1024 * 1024,
  pages: 60,
  /** Of all files of a question together, by the estimate, in a window of any size. Tokens. */
  tokens: 24_000,
  /** What is less than this of a file is of no use. Tokens. */
  leastTokens: 100,
  /** Questions whose files are read at the same moment: this bounds the memory it takes. */
  atOnce: 3,
  /** One download, and all of a question's files together. Milliseconds. */
  downloadMs: 30_000,
  totalMs: 90_000,
  /** Characters of a file's name that are shown. */
  nameChars: 80,
  /** Files named in the notice below an answer; the others are counted. */
  named: 5,
} as const
