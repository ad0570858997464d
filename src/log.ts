import { createRequire } from 'node:module'
import { pino } from 'pino'
import type { prettyFactory as PrettyFactory } from 'pino-pretty'
import { Failure } from './core/fault.ts'
import type { Logger } from './core/log.ts'

export interface LogOptions {
  readonly level: string
  readonly format: 'pretty' | 'json'
  /** Exact values that are blotted out wherever they turn up. */
  readonly secrets: readonly string[]
  /** Where the lines go; the standard output by default. */
  readonly write?: (line: string) => void
}

/** A database's password may be as short as one likes. */
const shortestSecret = 6

/** Longest text of an error that is logged. */
const maxErrorLength = 300

/** Tokens by their shape, for those nobody listed: Slack's, Discord's, keys of model hosts, bearer headers. */
const secretShapes =
  /xox[a-z](?:\.xox[a-z])?-[\w.=+/%~-]+|xapp-[\w-]+|[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}|\b(?:sk|hf|gsk|key)[-_][\w-]{8,}|(?<=Bearer\s)\S+|(?<=\/(?:webhooks|interactions)\/\d+\/)[\w-]+/gu

/** One object a line, or lines for people. Error messages that may repeat what somebody wrote are left out. */
export function createLog(options: LogOptions): Logger {
  const blot = blotter(options.secrets)
  const shape = options.format === 'json' ? (line: string) => line : prettily(options.write === undefined)
  const write = options.write ?? toStdout
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: {},
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
  }
  return pino(settings, { write: (line) => write(blot(shape(line))) })
}

/** Loaded where it is asked for, which a server's log never does. */
function prettily(colorize: boolean): (line: string) => string {
  const load = createRequire(import.meta.url)
  const { prettyFactory } = load('pino-pretty') as { prettyFactory: typeof PrettyFactory }
  const pretty = prettyFactory({ colorize, translateTime: 'SYS:HH:MM:ss', sync: true })
  return (line) => pretty(JSON.parse(line))
}

function toStdout(line: string): void {
  process.stdout.write(line)
}

function blotter(secrets: readonly string[]): (text: string) => string {
  return (text) => withoutSecrets(text, secrets).replaceAll(secretShapes, '•••')
}

/** The text with these values blotted out; ones so short that they are parts of words stay. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text
  for (const secret of secrets) if (secret.length >= shortestSecret) clean = clean.replaceAll(secret, '•••')
  return clean
}

interface ErrorFields {
  readonly name?: unknown
  readonly message?: unknown
  readonly code?: unknown
  readonly status?: unknown
  readonly stack?: unknown
  readonly cause?: unknown
}

/**
 * What of an error may be logged. A parser's message quotes what it parsed and a model host's may quote the
 * prompt, so of those only name, code and status are kept.
 */
function describeError(error: unknown, depth = 0): unknown {
  if (typeof error !== 'object' || error === null)
    return typeof error === 'string' ? cut(error) : typeof error
  const { name, message, code, status, stack, cause } = error as ErrorFields
  if (error instanceof Failure) {
    return {
      name,
      fault: error.fault,
      ...(cause === undefined ? {} : { cause: describeError(cause, depth + 1) }),
    }
  }
  const quoting = error instanceof SyntaxError || status !== undefined || 'requestBody' in error
  return {
    name,
    ...(code === undefined ? {} : { code }),
    ...(status === undefined ? {} : { status }),
    ...(quoting || typeof message !== 'string' ? {} : { message: cut(message) }),
    ...(typeof stack === 'string' ? { at: framesOf(stack) } : {}),
    ...(cause === undefined || depth > 3 ? {} : { cause: describeError(cause, depth + 1) }),
  }
}

/** Where it was thrown, without the message that heads a stack. */
function framesOf(stack: string): readonly string[] {
  const frames = stack.split('\n').flatMap((line) => (/^\s+at /u.test(line) ? [line.trim().slice(3)] : []))
  return frames.slice(0, 8)
}

function cut(text: string): string {
  return text.length > maxErrorLength ? `${text.slice(0, maxErrorLength)}…` : text
}
