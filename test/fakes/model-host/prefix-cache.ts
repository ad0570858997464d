/** Tokens of DeepSeek's cache unit: every hit count seen in production is a multiple of it. */
const UNIT = 128

export interface Billed {
  readonly hit: number
  readonly miss: number
}

/**
 * Bills prompts by DeepSeek's documented rule: a unit is written at the end of each prompt and of each answer, and a
 * later prompt hits the longest unit that is wholly its prefix, counted down to 128 tokens. `tokens` counts a text.
 */
export function createPrefixCache(tokens: (text: string) => number) {
  const units = new Map<string, Set<string>>()
  return {
    bill(cacheKey: string, prompt: string): Billed {
      let longest = ''
      for (const unit of units.get(cacheKey) ?? []) {
        if (unit.length > longest.length && prompt.startsWith(unit)) longest = unit
      }
      const hit = Math.floor(tokens(longest) / UNIT) * UNIT
      return { hit, miss: Math.max(0, tokens(prompt) - hit) }
    },
    write(cacheKey: string, ...texts: readonly string[]): void {
      const known = units.get(cacheKey) ?? new Set()
      for (const text of texts) known.add(text)
      units.set(cacheKey, known)
    },
    clear: () => units.clear(),
  }
}

/** Messages as one text whose prefixes are those of the prompt. */
export function promptText(messages: readonly { readonly role: string; readonly content: string }[]): string {
  return messages.map(({ role, content }) => `<${role}>${content}</${role}>`).join('')
}
