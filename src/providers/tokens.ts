import type { ChatMessage, Usage } from '../core/provider.ts'

/** Tokens of a message besides its text: its role and its end. */
const PER_MESSAGE = 4

/**
 * An estimate for calls whose host counted nothing: a quarter of a token for a character of ASCII, and most of one
 * for any other, as in DeepSeek's and Llama's vocabularies. Within about a third of the truth.
 */
export function estimateTokens(text: string): number {
  let wide = 0
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) wide += 1
  return Math.ceil((text.length - wide) * 0.25 + wide * 0.6)
}

/** The usage of a call, by estimate. */
export function estimateUsage(messages: readonly ChatMessage[], text: string, reasoning: string): Usage {
  let input = PER_MESSAGE
  for (const { content } of messages) input += estimateTokens(content) + PER_MESSAGE
  const thought = estimateTokens(reasoning)
  return { input, cachedInput: 0, output: estimateTokens(text) + thought, reasoning: thought }
}
