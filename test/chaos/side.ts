import type { Environment } from '../../src/config.ts'
import { en } from '../../src/core/i18n/en.ts'
import type { PlannedQuestion, PlatformName, Step } from './plan.ts'

/** A message of Tanya's as it is now on one platform. */
export interface SeenPart {
  /** The question it answers; undefined where nothing tells. */
  readonly question: number | undefined
  /** The only one who sees it. */
  readonly person?: string
  /** What it says, without the sentence of a failure. */
  readonly text: string
  /** The Markdown in a file below it: the rest of an answer that is too long to be shown whole. */
  readonly rest: string | undefined
  /** The sentence that says why there is no more. */
  readonly failure: string | undefined
  /** Everything it ever said. */
  readonly versions: readonly string[]
  readonly pings: boolean
  /** Slack's stream is still open, or Discord says "is thinking". */
  readonly open: boolean
  /** Repeats the question of a command, whose answer is below it. */
  readonly echo: boolean
}

/** One platform with all its people, for as long as the run takes. */
export interface Side {
  readonly platform: PlatformName
  readonly environment: Environment
  ask(question: PlannedQuestion): void
  /** Lets something go wrong that the plan names. */
  disturb(step: Extract<Step, { readonly kind: 'rest' | 'socket' }>): void
  /** From now on nothing goes wrong any more. */
  calm(): void
  /** Every message of Tanya's there is, in the order of reading. */
  parts(): readonly SeenPart[]
  /** The person was told by the platform that the bot did not respond. */
  unheard(n: number): boolean
  /** What the model wrote, as this platform shows it. */
  rendered(markdown: string, how: PlannedQuestion['how']): string
  violations(): readonly string[]
  /** Events that the platform still tries to deliver. */
  readonly underway: number
  /** Requests and deliveries so far: while it grows, something is going on. */
  readonly activity: number
  close(): Promise<void>
}

const failures = patterns((key) => key.startsWith('fault.') || key === 'notice.stopped')
const notices = patterns((key) => key.startsWith('notice.') || key.startsWith('fault.'))

/** The sentence of a failure, as people read it: the whole line, or its end below another notice. */
export function failureIn(line: string): string | undefined {
  const sentences = line.trim().split(/(?<=\.) (?=[A-Z])/u)
  const ends = sentences.map((_sentence, from) => sentences.slice(from).join(' '))
  return ends.find((end) => failures.some((pattern) => pattern.test(end)))
}

/** Whether this line is none of the model's: a notice, or a row of buttons. */
export function isOurs(line: string): boolean {
  return notices.some((pattern) => pattern.test(line.trim())) || /^(?:\[[^\]]+\]\s*)+$/u.test(line)
}

function patterns(where: (key: string) => boolean): readonly RegExp[] {
  return (
    Object.entries(en)
      .filter(([key]) => where(key))
      .map(([, text]) => patternOf(text))
      // One that is nothing but a choice would be anything.
      .filter((pattern) => pattern !== '.+')
      .map((pattern) => new RegExp(`^${pattern}$`, 'u'))
  )
}

function patternOf(message: string): string {
  let pattern = ''
  let depth = 0
  for (const character of message) {
    if (character === '{') {
      if (depth === 0) pattern += '.+'
      depth += 1
    } else if (character === '}') depth -= 1
    else if (depth === 0) pattern += character.replace(/[\\^$.*+?()[\]|/-]/u, String.raw`\$&`)
  }
  return pattern
}
