import type { ReasoningStyle } from '../fakes/model-host/answer.ts'
import { answerText, thoughtsOf } from './texts.ts'
import { seededRandom } from './random.ts'
import type { Random } from './random.ts'

export type PlatformName = 'discord' | 'slack'

/** What becomes of the first requests for one answer. */
export type ModelTrouble =
  /** Ends in the middle, in one of the ways in which streams do. */
  | 'reset'
  | 'silent-end'
  | 'malformed'
  | 'error-chunk'
  /** Says nothing more, and stays open. */
  | 'stall'
  /** A whole stream without a word. */
  | 'empty'
  | 'status-429'
  | 'status-500'
  | 'status-503'
  /** Whole answers with an untidy end. */
  | 'no-done'
  | 'never-closes'

export interface PlannedAnswer {
  readonly text: string
  readonly reasoning: string | undefined
  readonly style: ReasoningStyle
  readonly tokensPerSecond: number
  readonly trouble: ModelTrouble | undefined
  /** How many requests it meets. */
  readonly troubles: number
  /** Where in the answer, 0 to 1. */
  readonly troubleAt: number
}

export interface PlannedQuestion {
  readonly n: number
  readonly platform: PlatformName
  /** `goOn`: follows an answer in its thread or reply chain. */
  readonly how: 'mention' | 'goOn' | 'thread' | 'dm' | 'slash' | 'private'
  readonly person: string
  readonly channel: string
  /** The question that `goOn` follows. */
  readonly after: number | undefined
  readonly answer: PlannedAnswer
}

export type RestFault = '429' | '500' | '503' | 'hang' | 'reset' | 'late'

export type Step =
  | { readonly kind: 'ask'; readonly question: PlannedQuestion }
  | { readonly kind: 'pause'; readonly ms: number }
  /** `kill -9`, some questions while it is away, and a new start; `again`: killed so long into that start, too. */
  | {
      readonly kind: 'kill'
      readonly away: readonly PlannedQuestion[]
      readonly again: number | undefined
      readonly model: string
    }
  /** SIGTERM, and a new start when it has ended. */
  | { readonly kind: 'term'; readonly model: string }
  | {
      readonly kind: 'rest'
      readonly platform: PlatformName
      readonly fault: RestFault
      readonly carriedOut: boolean
      /** Requests that pass before. */
      readonly skip: number
    }
  | {
      readonly kind: 'socket'
      readonly platform: PlatformName
      readonly how: 'drop' | 'new-session' | 'polite' | 'redeliver' | 'reorder' | 'silent'
    }

export interface Plan {
  readonly seed: number
  readonly model: string
  readonly questions: readonly PlannedQuestion[]
  readonly steps: readonly Step[]
  readonly kills: number
}

export interface PlanSize {
  readonly questions: number
  readonly kills: number
  readonly terms: number
  /** Between two questions, on average. Milliseconds. */
  readonly pauseMs: number
  /** Without faults that take longer than the run, such as a stalled stream. */
  readonly short: boolean
}

/** Which hosts answer, in the order of falling back: each start of the process takes one. */
export const models = [
  'deepseek/deepseek-flash',
  'vllm/deepseek-ai/DeepSeek-V3-0324',
  'vllm/Qwen/QwQ-32B',
  'deepseek/deepseek-flash,vllm/deepseek-ai/DeepSeek-V3-0324',
] as const

/** Everything that is asked and everything that goes wrong, in order: the same for the same seed. */
export function planOf(seed: number, size: PlanSize): Plan {
  const random = seededRandom(seed)
  const questions: PlannedQuestion[] = []
  const steps: Step[] = []
  const next = (): PlannedQuestion => {
    const question = planQuestion(random, questions, size.short)
    questions.push(question)
    return question
  }
  const killAt = spread(random, size.questions, size.kills)
  const termAt = spread(random, size.questions, size.terms)
  const model = random.pick(models)
  while (questions.length < size.questions) {
    steps.push({ kind: 'ask', question: next() })
    steps.push({ kind: 'pause', ms: random.between(0, size.pauseMs * 2) })
    if (random.chance(0.2)) steps.push(planRestFault(random, size.short))
    if (random.chance(0.07)) steps.push(planSocketFault(random, size.short))
    if (killAt.has(questions.length)) {
      const away = Array.from({ length: random.between(0, 3) }, next)
      const again = random.chance(0.25) ? random.between(300, 2500) : undefined
      steps.push({ kind: 'kill', away, again, model: random.pick(models) })
    }
    if (termAt.has(questions.length)) steps.push({ kind: 'term', model: random.pick(models) })
  }
  const kills = steps.reduce((sum, step) => sum + (step.kind === 'kill' ? (step.again ? 2 : 1) : 0), 0)
  return { seed, model, questions, steps, kills }
}

/** Places in a row, one in each of equal stretches of it. */
function spread(random: Random, length: number, count: number): ReadonlySet<number> {
  const stretch = Math.floor(length / Math.max(1, count))
  return new Set(
    Array.from({ length: count }, (_, index) => index * stretch + random.between(2, stretch - 2)),
  )
}

function planQuestion(random: Random, earlier: readonly PlannedQuestion[], short: boolean): PlannedQuestion {
  const n = earlier.length + 1
  const platform = random.pick(['discord', 'slack'] as const)
  const how = random.pick([
    'mention',
    'mention',
    'mention',
    'mention',
    'goOn',
    'goOn',
    'thread',
    'dm',
    'slash',
    'private',
  ] as const)
  const followable = earlier.filter(
    (one) => one.platform === platform && one.how === 'mention' && one.n >= n - 40,
  )
  const after = how === 'goOn' && followable.length > 0 ? random.pick(followable) : undefined
  return {
    n,
    platform,
    how: how === 'goOn' && after === undefined ? 'mention' : how,
    person: `p${random.between(0, Math.max(20, Math.ceil(n / 2)))}`,
    channel: after?.channel ?? `c${random.between(0, 19)}`,
    after: after?.n,
    answer: planAnswer(random, n, short),
  }
}

const styles: readonly ReasoningStyle[] = [
  'reasoning_content',
  'reasoning',
  'reasoning_text',
  'both',
  'think',
  'sky-t1',
  'kimi',
]

const troubles: readonly ModelTrouble[] = [
  'reset',
  'silent-end',
  'malformed',
  'error-chunk',
  'empty',
  'status-429',
  'status-500',
  'status-503',
  'no-done',
  'never-closes',
]

function planAnswer(random: Random, n: number, short: boolean): PlannedAnswer {
  const size = random.pick(['line', 'line', 'paragraph', 'paragraph', 'paragraph', 'page', 'long'] as const)
  const fails = random.chance(0.25)
  return {
    text: answerText(random, n, size),
    reasoning: random.chance(0.4) ? thoughtsOf(n) : undefined,
    style: random.pick(styles),
    tokensPerSecond: random.pick(short ? [300, 600] : [60, 150, 300, 600]) * (size === 'long' ? 2 : 1),
    trouble: fails ? random.pick(short ? troubles : ([...troubles, 'stall'] as const)) : undefined,
    troubles: random.pick([1, 1, 2, 100]),
    troubleAt: random.next(),
  }
}

function planRestFault(random: Random, short: boolean): Step {
  return {
    kind: 'rest',
    platform: random.pick(['discord', 'slack'] as const),
    // A request that is never answered costs its time-out.
    fault: random.pick([
      '429',
      '500',
      '503',
      'reset',
      'late',
      ...(short ? [] : (['hang'] as const)),
    ] as const),
    carriedOut: random.chance(0.5),
    skip: random.between(0, 6),
  }
}

function planSocketFault(random: Random, short: boolean): Step {
  const hows = ['drop', 'polite', 'redeliver', 'redeliver', 'reorder', 'new-session'] as const
  return {
    kind: 'socket',
    platform: random.pick(['discord', 'slack'] as const),
    how: random.pick(short ? hows : ([...hows, 'silent'] as const)),
  }
}
