import type { Deadlines } from '../deadlines.ts'
import type { JsonObject } from '../wire.ts'

/** US dollars per million tokens. */
export interface Prices {
  /** Of input that is found in the host's prefix cache; the same as `miss` where nothing is cheaper. */
  readonly hit: number
  readonly miss: number
  /** Of output, reasoning included. */
  readonly output: number
  /** At peak hours, where the host has any. */
  readonly peak?: { readonly hit: number; readonly miss: number; readonly output: number }
}

/** When peak prices hold, in UTC. */
export interface PeakCalendar {
  /** Days of the week, 0 being Sunday. */
  readonly days: readonly number[]
  /** From the first minute of the day to before the second. */
  readonly windows: readonly (readonly [fromMinute: number, toMinute: number])[]
  /** Dates without peak hours, `YYYY-MM-DD`, in the host's own time zone. */
  readonly exceptDates: readonly string[]
  /** The host's offset from UTC, in minutes, for `exceptDates`. */
  readonly offsetMinutes: number
}

/** How a model's thoughts come when they come inside the text. */
export type InlineThoughts =
  /** Between an opening and a closing tag, at the very beginning. */
  | 'opened'
  /** The opening tag is in the prompt's template: the text begins with thought and has the closing tag alone. */
  | 'unopened'

/** How a partial answer is continued: by the host itself, or else by an instruction. */
export type Continuation =
  /** DeepSeek: under `/beta`, the last message of the assistant with `prefix`. */
  | 'beta-prefix'
  /** vLLM and SGLang: the last message is the assistant's, and no new turn is opened. */
  | 'final-message'
  | 'instruction'

/** What a host, or a model, wants of a request. */
export interface Wire {
  readonly systemRole: 'system' | 'developer'
  readonly outputLimit: 'max_tokens' | 'max_completion_tokens'
  /** Fields that turn thinking on and off; absent where there is no switch. */
  readonly thinking?: { readonly on: JsonObject; readonly off: JsonObject }
  /** Where the conversation's cache key goes, and its longest form. */
  readonly cacheKey?: { readonly field: string; readonly longest: number }
  /** Whether messages may carry their author's name. */
  readonly names: boolean
  readonly inlineThoughts: InlineThoughts
  readonly continuation: Continuation
  /** Only sent where it is wanted and taken. */
  readonly temperature?: number
}

/** A model of a host; sizes in tokens. */
export interface ModelPreset {
  /** As the host spells it. */
  readonly id: string
  readonly context?: number
  readonly maxOutput?: number
  readonly takesImages?: boolean
  readonly takesTools?: boolean
  /** `hidden`: it thinks, and never says what. */
  readonly thinks?: 'never' | 'switch' | 'always' | 'hidden'
  readonly prices?: Prices
  readonly wire?: Partial<Wire>
}

/** A model that a host does not serve any more, or soon will not. */
export interface Retirement {
  readonly id: string
  /** `YYYY-MM-DD`, UTC: from then on the successor is asked. */
  readonly on: string
  readonly successor: string
  /** What the old name meant, where the successor does both. */
  readonly thinking?: boolean
}

/** A model host, as data. */
export interface Preset {
  /** As in `provider/model-id`; the variable of its address is this in capitals, with `_BASE_URL`. */
  readonly name: string
  readonly title: string
  /** Absent for a host that has no address of its own before an operator names one. */
  readonly baseUrl?: string
  readonly keyVariable: string
  /** Runs at the operator's: no key needed, no price, its models are what it lists. */
  readonly isSelfHosted: boolean
  /** Where a server of one's own listens unless told otherwise. */
  readonly localUrl?: string
  /** Passes `chat_template_kwargs` on to the model's template. */
  readonly takesTemplateVariables?: true
  /** Where the figures come from, and when they were read (`YYYY-MM`). */
  readonly source: string
  readonly read: string
  readonly wire: Wire
  readonly models: readonly ModelPreset[]
  readonly retired?: readonly Retirement[]
  readonly peak?: PeakCalendar
  /** Calls at the same moment. */
  readonly concurrency: number
  readonly deadlines?: Partial<Deadlines>
}

/** What almost every OpenAI-compatible host takes; a preset states how it differs. */
export const PLAIN_WIRE: Wire = {
  systemRole: 'system',
  outputLimit: 'max_tokens',
  names: false,
  inlineThoughts: 'opened',
  continuation: 'instruction',
}
