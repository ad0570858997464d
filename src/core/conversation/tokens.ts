import type { Memory } from '../store/store.ts'

/**
 * Tokens of a text as one message, estimated: a token is about four characters of Latin text, and one or two of most
 * others. Errs high, as a prompt must fit; what a model really counts is learnt from its answers.
 */
export function estimateTokens(text: string): number {
  let narrow = 0
  let wide = 0
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) < 0x02_80) narrow += 1
    else wide += 1
  }
  return Math.ceil(narrow / 3.5 + wide * 0.9) + 4
}

/** What is learnt of how models count. Shared by all processes on one store, each of which may be a little behind. */
export interface TokenCounts {
  /** What the model counts for one token of the estimate; 1 before it has answered. */
  ratio(model: string): Promise<number>
  /** Told after each answer: what was estimated for a prompt and what the host counted. Never rejects. */
  observe(model: string, estimated: number, counted: number): Promise<void>
  /** The most that a host said the model takes, or that it refused; undefined when it never did of late. */
  limit(model: string): Promise<number | undefined>
  /** Never rejects. */
  refused(model: string, limit: number): Promise<void>
}

/** How much the newest answer counts against all before it. */
const weight = 0.2

/** A short prompt is mostly the model's template. Tokens. */
const shortest = 64

/** Less of a change is not written down. */
const noticed = 0.02

/** A server may be started anew with more context. Milliseconds. */
const limitHoldsMs = 24 * 60 * 60 * 1000

export function createTokenCounts(memory: Memory, now: () => number): TokenCounts {
  const ratios = new Map<string, { learnt: number; written: number }>()
  const limits = new Map<string, { readonly tokens: number; readonly at: number }>()

  async function known(model: string): Promise<{ learnt: number; written: number } | undefined> {
    const held = ratios.get(model)
    if (held !== undefined) return held
    const written = Number((await memory.get(ratioKey(model))) ?? Number.NaN)
    if (!Number.isFinite(written)) return undefined
    const read = { learnt: bounded(written), written }
    ratios.set(model, read)
    return read
  }

  return {
    ratio: async (model) => (await known(model))?.learnt ?? 1,
    async observe(model, estimated, counted) {
      if (estimated < shortest || counted <= 0) return
      const seen = bounded(counted / estimated)
      const before = await known(model).catch(() => undefined)
      const learnt = before === undefined ? seen : before.learnt + weight * (seen - before.learnt)
      const written = before?.written ?? 0
      const changed = Math.abs(learnt - written) > written * noticed
      ratios.set(model, { learnt, written: changed ? learnt : written })
      // What is not written is learnt again.
      if (changed) await memory.set(ratioKey(model), learnt.toFixed(4)).catch(() => undefined)
    },
    async limit(model) {
      let held = limits.get(model)
      if (held === undefined) {
        const [tokens = 0, at = 0] = ((await memory.get(limitKey(model))) ?? '').split('@').map(Number)
        held = { tokens, at }
        limits.set(model, held)
      }
      return held.tokens > 0 && now() - held.at < limitHoldsMs ? held.tokens : undefined
    },
    async refused(model, limit) {
      const tokens = Math.floor(limit)
      limits.set(model, { tokens, at: now() })
      await memory.set(limitKey(model), `${tokens}@${now()}`).catch(() => undefined)
    },
  }
}

/** No vocabulary is further from the estimate than this; a host that counts nothing must not make it zero. */
function bounded(ratio: number): number {
  return Math.min(4, Math.max(0.25, ratio))
}

function ratioKey(model: string): string {
  return `token-ratio:${model}`
}

function limitKey(model: string): string {
  return `token-limit:${model}`
}
