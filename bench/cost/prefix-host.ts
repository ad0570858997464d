import type { ChatMessage, Usage } from '../../src/core/provider.ts'

/** A host that counts and caches as DeepSeek documents it: https://api-docs.deepseek.com/guides/kv_cache */
export interface PrefixHost {
  /** Tokens of the prompt, by the host's own count. */
  count(messages: readonly ChatMessage[]): number
  /** What answering with that text uses; `at` is epoch ms. Caches are apart by `cacheKey`. */
  answer(cacheKey: string, messages: readonly ChatMessage[], text: string, at: number): Usage
}

/** The granularity of hits that hosts report; a prefix that ends within a unit does not fill it. */
const unit = 128

/** Inputs and outputs get a unit's end at least so often; the interval itself is not documented. Tokens. */
const interval = 1_024

/** "Takes seconds" to write. Milliseconds. */
const writtenAfterMs = 5_000

/** Since it was last asked for: documented as hours to days, and seen to be gone within the hour. Milliseconds. */
const forgottenAfterMs = 3_600_000

/** One prefix that can be hit, by the hash of all its tokens. */
interface Cached {
  readonly writtenAt: number
  usedAt: number
}

/**
 * A request hits the longest cached prefix that it begins with in full. Prefixes are cached at the ends of the input
 * and output of each request, where two requests are found to part, and at intervals; each counts to its last whole
 * unit.
 */
export function createPrefixHost(): PrefixHost {
  const cached = new Map<string, Cached>()
  const seen = new Set<string>()

  return {
    count: (messages) =>
      messages.reduce((count, { role, content }) => count + tokenize(content).length + framing[role], 2),
    answer(cacheKey, messages, text, at) {
      const prompt = tokensOf(messages)
      const whole = [...prompt, ...tokenize(text), special.end]
      const prefixes = hashes(cacheKey, whole)
      const inputUnits = Math.floor(prompt.length / unit)
      let hit = 0
      let common = 0
      for (let units = 1; units <= inputUnits; units += 1) {
        const prefix = prefixes[units] ?? ''
        if (seen.has(prefix)) common = units
        const entry = cached.get(prefix)
        if (entry !== undefined && entry.writtenAt <= at && at - entry.usedAt < forgottenAfterMs) {
          hit = units
          entry.usedAt = at
        }
      }
      const ends = new Set([inputUnits, prefixes.length - 1, common])
      for (let units = interval / unit; units < prefixes.length; units += interval / unit) ends.add(units)
      for (const units of ends) {
        const prefix = prefixes[units]
        if (units === 0 || prefix === undefined) continue
        const entry = cached.get(prefix)
        const alive = entry !== undefined && at - entry.usedAt < forgottenAfterMs
        if (alive) entry.usedAt = at
        else cached.set(prefix, { writtenAt: at + writtenAfterMs, usedAt: at })
      }
      for (const prefix of prefixes.slice(1)) seen.add(prefix)
      return {
        input: prompt.length,
        cachedInput: hit * unit,
        output: whole.length - prompt.length,
        reasoning: 0,
      }
    },
  }
}

const special = { begin: 1, user: 2, assistant: 3, end: 4 } as const

/** Tokens around a message. */
const framing = { system: 0, user: 1, assistant: 2 } as const

/** As DeepSeek's template lays messages out: one token for each role, one at the end of an answer. */
function tokensOf(messages: readonly ChatMessage[]): number[] {
  const tokens: number[] = [special.begin]
  for (const { role, content } of messages) {
    if (role !== 'system') tokens.push(special[role])
    for (const token of tokenize(content)) tokens.push(token)
    if (role === 'assistant') tokens.push(special.end)
  }
  tokens.push(special.assistant)
  return tokens
}

const tokenized = new Map<string, readonly number[]>()

/** Words in pieces of five letters, each sign by itself: more tokens than the core's estimate, as with many models. */
function tokenize(text: string): readonly number[] {
  const known = tokenized.get(text)
  if (known !== undefined) return known
  const tokens = Array.from(text.matchAll(/ ?\p{L}{1,5}|\d{1,3}|\s+|./gsu), ([piece]) => hash(piece, 7) + 16)
  tokenized.set(text, tokens)
  return tokens
}

/** The hash of the first 0, 1, 2, … units. */
function hashes(cacheKey: string, tokens: readonly number[]): readonly string[] {
  let [a, b] = [hash(cacheKey, 1), hash(cacheKey, 2)]
  const all = [`${a}.${b}`]
  tokens.forEach((token, index) => {
    a = Math.imul(a ^ token, 0x01_00_01_93) >>> 0
    b = (Math.imul(b, 31) + token) >>> 0
    if ((index + 1) % unit === 0) all.push(`${a}.${b}`)
  })
  return all
}

function hash(text: string, seed: number): number {
  let value = 0x81_1c_9d_c5 ^ seed
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01_00_01_93)
  }
  return value >>> 0
}
