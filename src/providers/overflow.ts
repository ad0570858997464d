/** What a host says of a prompt that is too long, in tokens. */
export interface Overflow {
  readonly limit?: number
  readonly requested?: number
}

const NOT_LENGTH = /rate.?limit|too many requests|throttl|per minute|\bTPM\b/i

/**
 * The sentences hosts use, with the numbers they give. The more numbers a form has, the earlier it stands. Read
 * from the hosts' own errors, 2026-11.
 */
const PATTERNS: readonly RegExp[] = [
  // SGLang, Together.
  /exceeds the model's maximum context length of (?<limit>[\d,]+) tokens\.? You requested a total of (?<requested>[\d,]+)/i,
  // DeepSeek, vLLM, OpenRouter, OpenAI's older form.
  /maximum context length is (?<limit>[\d,]+) tokens\b.{0,80}?(?:requested|resulted in|contains?)(?: a total of| about| at least)? (?<requested>[\d,]+)/is,
  // SGLang, Together.
  /input \((?<requested>[\d,]+) tokens\) is longer than the model's context length \((?<limit>[\d,]+)/i,
  // Google.
  /input token count \((?<requested>[\d,]+)\) exceeds the maximum number of tokens allowed \((?<limit>[\d,]+)/i,
  // Anthropic.
  /prompt is too long: (?<requested>[\d,]+) tokens > (?<limit>[\d,]+)/i,
  // llama.cpp.
  /request \((?<requested>[\d,]+) tokens\) exceeds the available context size \((?<limit>[\d,]+)/i,
  // DashScope.
  /range of input length should be \[\d+, ?(?<limit>[\d,]+)\]/i,
  // Mistral.
  /too large for model with (?<limit>[\d,]+) maximum context length/i,
  /maximum (?:context|model) length (?:is|of) (?<limit>[\d,]+)/i,
  /exceeds? the (?:model's )?context (?:window|length)/i,
  /exceeds the available context size/i,
  /greater than the context length/i,
  /input length exceeds the context length/i,
  /exceeded max context length/i,
  /context window (?:is )?exceeded/i,
  /please reduce the length of the messages/i,
  /prompt is too long|prompt too long|input is too long/i,
]

/** The overflow that a host's sentence tells of; undefined when it tells of something else. */
export function readOverflow(prose: string): Overflow | undefined {
  if (NOT_LENGTH.test(prose)) return undefined
  for (const pattern of PATTERNS) {
    const match = pattern.exec(prose)
    if (match === null) continue
    const limit = toCount(match.groups?.['limit'])
    const requested = toCount(match.groups?.['requested'])
    return { ...(limit !== undefined && { limit }), ...(requested !== undefined && { requested }) }
  }
  return undefined
}

function toCount(digits: string | undefined): number | undefined {
  if (digits === undefined) return undefined
  const count = Number(digits.replaceAll(',', ''))
  return Number.isSafeInteger(count) ? count : undefined
}
