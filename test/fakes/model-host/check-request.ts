import type { Dialect, Refusal } from './dialect.ts'

/** What the dialect refuses about a request, in the host's form; undefined when it takes it. */
export function checkRequest(
  body: unknown,
  dialect: Dialect,
  models: readonly string[],
  isBeta: boolean,
): Refusal | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return refuse(400, 'The body is no JSON object.')
  const fields = body as Record<string, unknown>
  const { model, messages, stream } = fields
  if (typeof model !== 'string' || model === '')
    return refuse(400, 'you must provide a model parameter', 'model')
  if (!models.some((id) => id === model || id === `models/${model}`)) return refuseModel(model)
  if (stream !== true) return refuse(400, 'This fake streams: set stream to true.', 'stream')
  if (!Array.isArray(messages) || messages.length === 0)
    return refuse(400, 'messages must be a list that is not empty', 'messages')
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    if (dialect.refusedFields.includes(name))
      return unsupported(
        name,
        `Unsupported parameter: '${name}' is not supported with this model.${name === 'max_tokens' ? " Use 'max_completion_tokens' instead." : ''}`,
      )
    if (dialect.fields !== 'any' && !dialect.fields.includes(name) && !(isBeta && name === 'prefix'))
      return unknownField(name)
  }
  for (const name of ['max_tokens', 'max_completion_tokens']) {
    const limit = fields[name]
    if (limit !== undefined && (!Number.isInteger(limit) || Number(limit) < 1))
      return refuse(400, `Invalid ${name} value, the valid range is [1, 393216]`, name)
  }
  const userId = fields['user_id']
  if (userId !== undefined && !isId(userId, 512)) return refuse(400, 'Invalid user_id', 'user_id')
  for (const [index, message] of messages.entries()) {
    const refusal = checkMessage(message, index, index === messages.length - 1)
    if (refusal !== undefined) return refusal
  }
  return undefined

  function checkMessage(message: unknown, index: number, isLast: boolean): Refusal | undefined {
    const { role, content, name, prefix, ...rest } = (message ?? {}) as Record<string, unknown>
    if (typeof role !== 'string' || !dialect.roles.includes(role)) {
      return refuse(
        400,
        `Failed to deserialize the JSON body into the target type: messages[${index}].role: unknown variant \`${String(role)}\`, expected one of ${dialect.roles.map((known) => `\`${known}\``).join(', ')}`,
        `messages[${index}].role`,
      )
    }
    if (typeof content !== 'string' && !(role === 'user' && areParts(content)))
      return refuse(400, `messages[${index}].content must be text here`, `messages[${index}].content`)
    if (name !== undefined && !isId(name, 64))
      return refuse(400, `Invalid 'messages[${index}].name'`, `messages[${index}].name`)
    if (prefix !== undefined && !(isBeta && isLast && role === 'assistant'))
      return refuse(400, 'prefix is taken under /beta, on the last message, from the assistant', 'prefix')
    const unknown = Object.keys(rest).find(
      (key) => !['tool_calls', 'tool_call_id', 'reasoning_content'].includes(key),
    )
    return unknown === undefined
      ? undefined
      : refuse(400, `Unknown field messages[${index}].${unknown}`, unknown)
  }

  function refuse(status: number, message: string, param?: string): Refusal {
    return { status, body: dialect.error(status, message, 'invalid_request_error', param) }
  }

  function unsupported(name: string, message: string): Refusal {
    return { status: 400, body: dialect.error(400, message, 'unsupported_parameter', name) }
  }

  function unknownField(name: string): Refusal {
    return {
      status: 400,
      body: dialect.error(400, `Unknown parameter: '${name}'.`, 'unknown_parameter', name),
    }
  }

  function refuseModel(id: string): Refusal {
    const status = dialect.modelStatus
    const code = status === 404 ? 'model_not_found' : 'invalid_request_error'
    return { status, body: dialect.error(status, dialect.modelMessage(id, models), code) }
  }
}

/** Texts and pictures, the latter within the request. */
function areParts(content: unknown): boolean {
  return (
    Array.isArray(content) &&
    content.length > 0 &&
    content.every((part: { type?: unknown; text?: unknown; image_url?: { url?: unknown } }) =>
      part.type === 'text'
        ? typeof part.text === 'string'
        : part.type === 'image_url' &&
          /^data:image\/(?:jpeg|png|gif|webp);base64,/u.test(String(part.image_url?.url)),
    )
  )
}

function isId(value: unknown, longest: number): boolean {
  return typeof value === 'string' && value.length <= longest && /^[A-Za-z0-9_-]+$/.test(value)
}
