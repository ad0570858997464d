/** How a platform shows Markdown, and how much of it fits into one message. */
export interface Format {
  /** UTF-16 units of one part after rendering; at least 100. */
  readonly maxLength: number
  /** UTF-8 bytes of one part after rendering, where the platform has such a ceiling. */
  readonly maxBytes?: number
  /** Whether `||text||` hides text, so that a half-open one must be closed. */
  readonly spoilers: boolean
  /**
   * Renders whole Markdown blocks. Deterministic, never throws, and block by block: where `b` starts a new top-level
   * block, `render(a + b)` is `render(a) + render(b)`. A code block left open at the end is closed.
   */
  render(markdown: string): string
}

/** Whether a rendered text fits into one part. */
export function fits(format: Format, text: string): boolean {
  if (text.length > format.maxLength) return false
  return format.maxBytes === undefined || Buffer.byteLength(text, 'utf8') <= format.maxBytes
}
