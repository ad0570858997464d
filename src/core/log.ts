type Write = (fields: Readonly<Record<string, unknown>>, message: string) => void

/**
 * Structured log. Fields never hold message text, prompts, answers or secrets; an error goes under `err`.
 */
export interface Logger {
  readonly debug: Write
  readonly info: Write
  readonly warn: Write
  readonly error: Write
  child(fields: Readonly<Record<string, unknown>>): Logger
}
