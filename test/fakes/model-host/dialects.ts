import type { ReasoningStyle, UsagePlacement } from './answer.ts'

export interface Refusal {
  readonly status: number
  readonly body: unknown
}

/** What a host takes and how it speaks. Its own words are from its documentation or its observed errors. */
export interface Dialect {
  /** The path that requests come under. */
  readonly basePath: string
  readonly roles: readonly string[]
  /** Fields taken at the top level; `any` for a host that ignores what it does not know. */
  readonly fields: readonly string[] | 'any'
  readonly refusedFields: readonly string[]
  readonly keyNeeded: boolean
  readonly reasoningStyle: ReasoningStyle
  readonly usageOn: UsagePlacement
  /** Usage is given without being asked for by `stream_options`. */
  readonly usageAlways: boolean
  readonly cachedField: 'deepseek' | 'openai' | 'none'
  readonly keepAliveComment: string
  readonly models: readonly string[]
  error(status: number, message: string, code: string, param?: string): unknown
}

export type DialectName =
  | 'deepseek'
  | 'openrouter'
  | 'huggingface'
  | 'siliconflow'
  | 'sglang'
  | 'vllm'
  | 'ollama'
  | 'openai'
  | 'gemini'
  | 'anthropic'
  | 'generic'

const COMMON = [
  'model',
  'messages',
  'stream',
  'stream_options',
  'max_tokens',
  'temperature',
  'top_p',
  'stop',
  'response_format',
  'tools',
  'tool_choice',
]

const openAiError = (status: number, message: string, code: string, param?: string): unknown => ({
  error: {
    message,
    type: status === 401 ? 'authentication_error' : 'invalid_request_error',
    param: param ?? null,
    code,
  },
})

const generic: Dialect = {
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
  error: openAiError,
}

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  generic,
  deepseek: {
    ...generic,
    basePath: '',
    roles: ['system', 'user', 'assistant', 'tool', 'latest_reminder'],
    fields: [
      ...COMMON,
      'thinking',
      'reasoning_effort',
      'user_id',
      'frequency_penalty',
      'presence_penalty',
      'logprobs',
      'top_logprobs',
    ],
    keyNeeded: true,
    usageOn: 'both',
    cachedField: 'deepseek',
    models: ['deepseek-flash', 'deepseek-v4-pro'],
  },
  openrouter: {
    ...generic,
    basePath: '/api/v1',
    keyNeeded: true,
    reasoningStyle: 'reasoning',
    usageAlways: true,
    keepAliveComment: ': OPENROUTER PROCESSING',
    models: [
      'deepseek/deepseek-chat',
      'deepseek/deepseek-chat-v3-0324',
      'deepseek/deepseek-v3.2',
      'deepseek/deepseek-r1-0528',
      'meta-llama/llama-3.3-70b-instruct',
    ],
    error: (status, message) => ({ error: { message, code: status } }),
  },
  huggingface: {
    ...generic,
    keyNeeded: true,
    models: [
      'deepseek-ai/DeepSeek-V3',
      'deepseek-ai/DeepSeek-V3-0324',
      'deepseek-ai/DeepSeek-R1',
      'meta-llama/Llama-3.3-70B-Instruct',
    ],
    error: (_status, message) => ({ error: message }),
  },
  siliconflow: {
    ...generic,
    keyNeeded: true,
    models: ['deepseek-ai/DeepSeek-V3', 'deepseek-ai/DeepSeek-R1', 'deepseek-ai/DeepSeek-V3.2'],
    error: (_status, message) => ({ code: 20012, message, data: null }),
  },
  sglang: {
    ...generic,
    cachedField: 'openai',
    models: ['deepseek-ai/DeepSeek-V3-0324'],
    error: (status, message, _code, param) => ({
      object: 'error',
      message,
      type: 'BadRequestError',
      param: param ?? null,
      code: status,
    }),
  },
  vllm: {
    ...generic,
    reasoningStyle: 'reasoning',
    cachedField: 'none',
    models: ['deepseek-ai/DeepSeek-V3-0324'],
    error: (status, message, _code, param) => ({
      error: { message, type: 'BadRequestError', param: param ?? null, code: status },
    }),
  },
  ollama: {
    ...generic,
    reasoningStyle: 'reasoning',
    cachedField: 'none',
    models: ['deepseek-v3:latest', 'qwq:32b', 'llama3.3:latest'],
    error: (_status, message) => ({ error: { message, type: 'api_error', param: null, code: null } }),
  },
  openai: {
    ...generic,
    roles: ['system', 'developer', 'user', 'assistant', 'tool'],
    fields: [
      ...COMMON.filter((name) => name !== 'temperature' && name !== 'top_p' && name !== 'max_tokens'),
      'max_completion_tokens',
      'reasoning_effort',
      'prompt_cache_key',
      'safety_identifier',
      'user',
      'verbosity',
    ],
    refusedFields: ['max_tokens', 'temperature', 'top_p'],
    keyNeeded: true,
    models: ['gpt-6-luna', 'gpt-6-sol', 'gpt-5.6-sol', 'o3'],
  },
  gemini: {
    ...generic,
    basePath: '/v1beta/openai',
    fields: [...COMMON, 'reasoning_effort', 'extra_body', 'n'],
    keyNeeded: true,
    cachedField: 'none',
    models: ['models/gemini-3.8-flash', 'models/gemini-pro-latest'],
    error: (status, message) => [{ error: { code: status, message, status: 'INVALID_ARGUMENT' } }],
  },
  anthropic: {
    ...generic,
    roles: ['system', 'developer', 'user', 'assistant', 'tool'],
    refusedFields: ['temperature'],
    keyNeeded: true,
    cachedField: 'none',
    models: ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5'],
  },
}
