import { createHash } from 'node:crypto'
import type { ChatMessage, ChatRequest } from '../core/provider.ts'
import type { Lesson } from './lessons.ts'
import type { Wire } from './presets/preset.ts'
import type { Target } from './target.ts'
import type { JsonObject, WireBody, WireMessage } from './wire.ts'

export interface WireRequest {
  readonly body: WireBody
  /** Another address than the host's, for this call. */
  readonly baseUrl?: string
}

/** Words for a model that cannot be made to go on by itself. Part of the prompt, so never translated. */
const GO_ON =
  'Your last message was cut off. Continue it exactly where it stops: begin with the very next character, repeat nothing, say nothing about the interruption.'

/**
 * Lays a request out as this model of this host wants it. `partial` is what is already visible of the answer: it is
 * continued, by the host itself where it can and by an instruction where it cannot.
 */
export function toWireRequest(
  target: Target,
  request: ChatRequest,
  lesson: Lesson,
  partial: string,
): WireRequest {
  const wire: Wire = { ...target.wire, ...lesson.wire }
  // A host that refused to continue by itself is instructed.
  const continuation = lesson.dropped.has(continuationField(wire)) ? 'instruction' : wire.continuation
  const messages = withSystemPrompt(target, request.messages).map((message) =>
    toMessage(message, wire, target.takesImages),
  )
  const thinks = wantsThinking(target, request)
  const maxTokens = outputLimit(target, request)
  const fields: JsonObject = {
    model: target.id,
    messages: partial === '' ? messages : [...messages, ...continued(partial, continuation)],
    stream: true,
    stream_options: { include_usage: true },
    ...(maxTokens !== undefined && { [wire.outputLimit]: maxTokens }),
    ...(wire.temperature !== undefined && { temperature: wire.temperature }),
    ...(target.thinks !== 'never' && target.thinks !== 'always' && wire.thinking?.[thinks ? 'on' : 'off']),
    ...(wire.cacheKey && { [wire.cacheKey.field]: shortened(request.cacheKey, wire.cacheKey.longest) }),
    ...(partial !== '' &&
      continuation === 'final-message' && { continue_final_message: true, add_generation_prompt: false }),
  }
  const body = Object.fromEntries(
    Object.entries(fields).filter(([name]) => !lesson.dropped.has(name)),
  ) as WireBody
  return partial !== '' && continuation === 'beta-prefix'
    ? { body, baseUrl: betaOf(target.host.baseUrl) }
    : { body }
}

/** Whether the model is to think for this request. */
export function wantsThinking(target: Target, request: ChatRequest): boolean {
  return target.thinks === 'always' || (request.thinking ?? target.thinking ?? false)
}

/** Whether a partial answer is continued by the host itself, so that nothing needs to be compared. */
export function continuesItself(target: Target, lesson: Lesson): boolean {
  return target.wire.continuation !== 'instruction' && !lesson.dropped.has(continuationField(target.wire))
}

/** The field that makes the host continue by itself. */
export function continuationField(wire: Wire): string {
  return wire.continuation === 'final-message' ? 'continue_final_message' : 'prefix'
}

function outputLimit(target: Target, request: ChatRequest): number | undefined {
  const { maxOutputTokens } = request
  if (maxOutputTokens === undefined) return undefined
  return target.maxOutput === undefined ? maxOutputTokens : Math.min(maxOutputTokens, target.maxOutput)
}

function continued(partial: string, continuation: Wire['continuation']): readonly WireMessage[] {
  const sofar = { role: 'assistant', content: partial }
  switch (continuation) {
    case 'beta-prefix':
      return [{ ...sofar, prefix: true }]
    case 'final-message':
      return [sofar]
    case 'instruction':
      return [sofar, { role: 'user', content: GO_ON }]
    default:
      return continuation satisfies never
  }
}

function withSystemPrompt(target: Target, messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const { systemPrompt } = target
  if (systemPrompt === undefined) return messages
  const [first, ...rest] = messages
  if (first?.role !== 'system') return [{ role: 'system', content: systemPrompt }, ...messages]
  return [{ ...first, content: `${systemPrompt}\n\n${first.content}` }, ...rest]
}

function toMessage(message: ChatMessage, wire: Wire, takesImages: boolean): WireMessage {
  const { role, name } = message
  const safeName = wire.names && name !== undefined ? name.replaceAll(/[^\w-]/g, '_').slice(0, 64) : ''
  return {
    role: role === 'system' ? wire.systemRole : role,
    content: takesImages ? withPictures(message) : message.content,
    ...(safeName !== '' && { name: safeName }),
  }
}

/** The text first: without its pictures, in a later prompt, the message then begins with the same bytes. */
function withPictures({ content, pictures = [] }: ChatMessage): WireMessage['content'] {
  if (pictures.length === 0) return content
  const images = pictures.map(({ mediaType, base64 }) => ({
    type: 'image_url',
    image_url: { url: `data:${mediaType};base64,${base64}` },
  }))
  return [{ type: 'text', text: content }, ...images]
}

function shortened(key: string, longest: number): string {
  return key.length <= longest ? key : createHash('sha256').update(key).digest('hex').slice(0, longest)
}

/** DeepSeek takes an unfinished last message under `/beta` alone. */
function betaOf(baseUrl: string): string {
  return `${baseUrl.replace(/\/(v1|beta)$/, '')}/beta`
}
