import type { ModelFacts } from './facts.ts'

/** When a history is cut, and to what. Between two cuts a prompt only grows. Tokens. */
export interface Marks {
  /** The longest prompt that surely fits; infinite where nothing is known. */
  readonly room: number
  /** A prompt above it is cut. */
  readonly high: number
  /** What a cut leaves of the history. */
  readonly low: number
  readonly compaction?: Compaction
}

/** A summary stands for what is left out, so that less need be kept. Tokens. */
export interface Compaction {
  /** A prompt that has grown to this is summed up while the host still has it in its cache. */
  readonly at: number
  /** What is kept of the history besides the summary. */
  readonly low: number
  /** The summary itself. */
  readonly summary: number
}

/** Below this ratio of the price of a miss to that of a hit, a host has no cache price to speak of. */
const cachePays = 2

/** Input at full price costs so many times that from the cache, from which on a window of so many tokens pays. */
const windows = [
  { ratio: 40, tokens: 64_000 },
  { ratio: 10, tokens: 32_000 },
  { ratio: cachePays, tokens: 16_000 },
  { ratio: 0, tokens: 8_000 },
] as const

/** Most hosts without a price list keep a cache too: a window between the extremes. */
const windowWithoutPrices = 24_000

/** Servers of one's own that do not tell their context are often started with little. */
const windowWithoutContext = 12_000

/** Where a summary is no dearer than this times a plain cut, it is taken: it forgets less. */
const summaryMayCost = 1.1

/** Tokens of a turn and of the instruction to sum up, for comparing costs alone. */
const usual = { turn: 420, instruction: 150 } as const

/**
 * The marks that follow from a model's context and prices. A cached prefix as cheap as DeepSeek's makes a large
 * window cost little; without a price for it the window is small, and a summary may stand for the rest.
 */
export function marksFor(facts: ModelFacts | undefined): Marks {
  const room = facts?.context === undefined ? Infinity : roomIn(facts.context, facts.maxOutput)
  const high = Math.min(room, windowFor(facts))
  const whole = { room, ...cutMarks(high) }
  const prices = facts?.prices
  if (prices === undefined || prices.miss <= 0) return whole
  // Where the cache saves nothing, what is carried costs most, and a summary lets much less be carried.
  const summedAt = prices.miss < prices.hit * cachePays ? Math.floor(high / 2) : high
  if (summedAt < smallestSummed) return whole
  const summed = { room, ...compactedMarks(summedAt) }
  return compactedCost(summed, prices) <= cutCost(whole, prices) * summaryMayCost ? summed : whole
}

/** Below this a summary takes up too much of the window. Tokens. */
const smallestSummed = 4_000

type Compacted = Marks & { readonly compaction: Compaction }

function cutMarks(high: number): Pick<Marks, 'high' | 'low'> {
  return { high, low: Math.floor(high / 5) }
}

function compactedMarks(high: number): Omit<Compacted, 'room'> {
  const compaction = {
    at: Math.floor(high * 0.95),
    low: Math.min(3_000, Math.floor(high / 12)),
    summary: Math.max(200, Math.min(700, Math.floor(high / 32))),
  }
  return { ...cutMarks(high), compaction }
}

/** An answer gets up to a quarter of the context; an estimate that is off is corrected by the host. */
function roomIn(context: number, maxOutput = 4_096): number {
  const answer = Math.min(maxOutput, 8_192, Math.floor(context / 4))
  return Math.floor((context - answer) * 0.99)
}

function windowFor(facts: ModelFacts | undefined): number {
  if (facts?.prices === undefined || facts.prices.miss <= 0) {
    return facts?.context === undefined ? windowWithoutContext : windowWithoutPrices
  }
  const ratio = facts.prices.miss / Math.max(facts.prices.hit, Number.MIN_VALUE)
  return windows.find((window) => ratio >= window.ratio)?.tokens ?? windowWithoutPrices
}

type Prices = NonNullable<ModelFacts['prices']>

/** What the input of a turn costs on average from one cut to the next: what is carried, what is new, what is cut. */
function cutCost({ high, low }: Marks, { hit, miss }: Prices): number {
  const turns = (high - low) / usual.turn
  return (hit * (high + low)) / 2 + miss * usual.turn + (miss * low) / turns
}

/** The same with a summary, which costs the whole prefix once more and some output. */
function compactedCost({ compaction }: Compacted, { hit, miss, output }: Prices): number {
  const low = compaction.low + compaction.summary
  const turns = (compaction.at - low) / usual.turn
  const once = hit * compaction.at + miss * (usual.instruction + low) + output * compaction.summary
  return (hit * (compaction.at + low)) / 2 + miss * usual.turn + once / turns
}
