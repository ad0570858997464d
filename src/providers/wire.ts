import type { Usage } from '../core/provider.ts'

export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

/** One message on the wire. `prefix` and the like are some hosts' own. */
export interface WireMessage extends JsonObject {
  readonly role: string
  /** Text, or a list of parts where there are pictures. */
  readonly content: string | readonly JsonObject[]
}

/** The body of a chat completion request, with the hosts' own fields at the top level. */
export interface WireBody extends JsonObject {
  readonly model: string
  readonly messages: readonly WireMessage[]
}

/** The object in an unknown value, to look fields up in; empty when it is none. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {}
}

/** What one chunk of a stream says to us. */
export interface ChunkFacts {
  readonly text: string
  readonly reasoning: string
  readonly finish: string | undefined
  readonly usage: Usage | undefined
  /** An error that came as a chunk without the `error` field the SDK throws on (SGLang's flat form). */
  readonly error: unknown
}

/**
 * Reads a chunk of any OpenAI-compatible host. Of several fields with reasoning only the first that says something
 * counts, since some hosts send two copies; content may also be a list of parts (Mistral, hosts that imitate it).
 */
export function readChunk(chunk: unknown): ChunkFacts {
  const fields = fieldsOf(chunk)
  const choices = fields['choices']
  const choice = fieldsOf(Array.isArray(choices) ? choices[0] : undefined)
  const delta = fieldsOf(choice['delta'])
  const parts = readContent(delta['content'])
  const finish = textOf(choice['finish_reason'])
  return {
    text: parts.text !== '' ? parts.text : textOf(delta['refusal']),
    reasoning:
      firstText(delta['reasoning_content'], delta['reasoning'], delta['reasoning_text']) || parts.reasoning,
    // In DashScope’s own form every chunk but the last has the word.
    finish: finish === '' || finish === 'null' ? undefined : finish,
    usage:
      readUsage(fields['usage'], choice['usage']) ??
      readUsage(choice['usage']) ??
      readUsage(fieldsOf(fields['x_groq'])['usage']),
    error: fields['object'] === 'error' ? fields : undefined,
  }
}

/**
 * Reads a usage object; `also` is looked at for cached tokens alone. Undefined when it counts nothing. Figures that
 * contradict one another are brought into order: cached never exceeds input, reasoning never exceeds output.
 */
export function readUsage(usage: unknown, also?: unknown): Usage | undefined {
  const fields = fieldsOf(usage)
  const input = countOf(fields['prompt_tokens'])
  const output = countOf(fields['completion_tokens'])
  if (input === undefined && output === undefined) return undefined
  const cached =
    countOf(fieldsOf(fields['prompt_tokens_details'])['cached_tokens']) ??
    countOf(fields['prompt_cache_hit_tokens']) ??
    countOf(fields['cached_tokens']) ??
    countOf(fieldsOf(also)['cached_tokens']) ??
    0
  const reasoning = countOf(fieldsOf(fields['completion_tokens_details'])['reasoning_tokens']) ?? 0
  return {
    input: input ?? 0,
    cachedInput: Math.min(cached, input ?? 0),
    output: output ?? 0,
    reasoning: Math.min(reasoning, output ?? 0),
  }
}

function readContent(content: unknown): { readonly text: string; readonly reasoning: string } {
  if (typeof content === 'string') return { text: content, reasoning: '' }
  if (!Array.isArray(content)) return { text: '', reasoning: '' }
  let text = ''
  let reasoning = ''
  for (const part of content) {
    const fields = fieldsOf(part)
    if (fields['type'] === 'thinking') reasoning += readContent(fields['thinking']).text
    else text += textOf(fields['text'])
  }
  return { text, reasoning }
}

function firstText(...values: readonly unknown[]): string {
  for (const value of values) if (typeof value === 'string' && value !== '') return value
  return ''
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A thousand times what any model takes: no count, but a mistake that would be paid for. */
const MOST_TOKENS = 1_000_000_000

function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= MOST_TOKENS ? Math.round(value) : undefined
}
