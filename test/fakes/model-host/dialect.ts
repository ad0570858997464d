import type { ReasoningStyle, UsagePlacement } from './answer.ts'

export interface Refusal {
  readonly status: number
  readonly body: unknown
}

export interface FakeBalance {
  readonly currency: string
  readonly total: string
  readonly available: boolean
}

/** What a host takes and how it speaks. Its own words are from its documentation or its observed errors. */
export interface Dialect {
  /** The path that requests come under. */
  readonly basePath: string
  readonly roles: readonly string[]
  /** Fields taken at the top level; `any` for a host that ignores what it does not know. */
  readonly fields: readonly string[] | 'any'
  /** Fields that are known and refused. */
  readonly refusedFields: readonly string[]
  readonly keyNeeded: boolean
  readonly reasoningStyle: ReasoningStyle
  readonly usageOn: UsagePlacement
  /** Usage is given without being asked for by `stream_options`. */
  readonly usageAlways: boolean
  readonly cachedField: 'deepseek' | 'openai' | 'none'
  readonly keepAliveComment: string
  readonly models: readonly string[]
  /** The name of the context size in the list of models, where there is one. */
  readonly contextField?: string
  /** The status of a model it does not have. */
  readonly modelStatus: number
  error(status: number, message: string, code: string, param?: string): unknown
  modelMessage(id: string, models: readonly string[]): string
  /** Where it tells a key what is left, from the root, and how. */
  readonly balance?: { readonly path: string; toJson(balance: FakeBalance): unknown }
  /** How it refuses a prompt that is too long. */
  overflow(requested: number, limit: number): Refusal
}

/** What every host takes. */
export const COMMON: readonly string[] = [
  'model',
  'messages',
  'stream',
  'stream_options',
  'max_tokens',
  'temperature',
  'top_p',
  'stop',
  'seed',
  'n',
  'response_format',
  'tools',
  'tool_choice',
]

export const openAiError: Dialect['error'] = (status, message, code, param) => ({
  error: {
    message,
    type: status === 401 ? 'authentication_error' : 'invalid_request_error',
    param: param ?? null,
    code,
  },
})

/** A host that takes anything well-formed. */
export const generic: Dialect = {
  basePath: '/v1',
  roles: ['system', 'user', 'assistant', 'tool'],
  fields: 'any',
  refusedFields: [],
  keyNeeded: false,
  reasoningStyle: 'reasoning_content',
  usageOn: 'trailing',
  usageAlways: false,
  cachedField: 'openai',
  keepAliveComment: ': keep-alive',
  models: ['some-model'],
  modelStatus: 404,
  error: openAiError,
  modelMessage: (id) => `The model \`${id}\` does not exist or you do not have access to it.`,
  overflow: (requested, limit) => ({
    status: 400,
    body: openAiError(
      400,
      `This model's maximum context length is ${limit} tokens. However, you requested ${requested} tokens (${requested} in the messages, 0 in the completion). Please reduce the length of the messages or completion.`,
      'invalid_request_error',
    ),
  }),
}
