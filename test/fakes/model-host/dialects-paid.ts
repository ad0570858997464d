import { COMMON, type Dialect, generic, openAiError } from './dialect.ts'

const paid: Dialect = { ...generic, fields: COMMON, keyNeeded: true }

const withDeveloper = ['system', 'developer', 'user', 'assistant', 'tool']

const googleError: Dialect['error'] = (status, message) => [
  {
    error: {
      code: status,
      message,
      status: status === 404 ? 'NOT_FOUND' : 'INVALID_ARGUMENT',
      ...(status === 401 && { details: [{ reason: 'API_KEY_INVALID' }] }),
    },
  },
]

const anthropicError: Dialect['error'] = (status, message) => ({
  error: {
    message,
    type:
      status === 404 ? 'not_found_error' : status === 401 ? 'authentication_error' : 'invalid_request_error',
    code: null,
    param: null,
  },
})

/** Hosts that sell tokens. */
export const paidDialects = {
  deepseek: {
    ...paid,
    basePath: '',
    balance: {
      path: '/user/balance',
      toJson: ({ currency, total, available }) => ({
        is_available: available,
        balance_infos: [
          { currency, total_balance: total, granted_balance: '0.00', topped_up_balance: total },
        ],
      }),
    },
    roles: ['system', 'user', 'assistant', 'tool', 'latest_reminder'],
    fields: [...COMMON, 'thinking', 'reasoning_effort', 'user_id', 'frequency_penalty', 'presence_penalty'],
    usageOn: 'both',
    cachedField: 'deepseek',
    models: ['deepseek-flash', 'deepseek-v4-pro'],
    modelStatus: 400,
    modelMessage: (id, models) =>
      `The supported API model names are ${models.join(', ')}, but you passed ${id}.`,
  },
  openrouter: {
    ...paid,
    basePath: '/api/v1',
    balance: {
      path: '/api/v1/key',
      toJson: ({ total, available }) => ({
        data: {
          label: 'sk-or-v1-au7...890',
          limit: available ? 100 : 0,
          limit_remaining: Number(total),
          usage: 25.5,
          is_free_tier: false,
        },
      }),
    },
    fields: [...COMMON, 'reasoning', 'provider', 'models', 'transforms', 'user', 'usage'],
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
    contextField: 'context_length',
    modelStatus: 400,
    error: (status, message) => ({ error: { message, code: status } }),
    modelMessage: (id) => `${id} is not a valid model ID`,
    overflow: (requested, limit) => ({
      status: 400,
      body: {
        error: {
          message: `This endpoint's maximum context length is ${limit} tokens. However, you requested about ${requested} tokens (${requested} of text input). Please reduce the length of either one.`,
          code: 400,
        },
      },
    }),
  },
  huggingface: {
    ...paid,
    models: [
      'deepseek-ai/DeepSeek-V3',
      'deepseek-ai/DeepSeek-V3-0324',
      'deepseek-ai/DeepSeek-R1',
      'meta-llama/Llama-3.3-70B-Instruct',
    ],
    modelStatus: 400,
    error: (_status, message) => ({ error: message }),
    modelMessage: (id) => `The requested model '${id}' does not exist`,
  },
  siliconflow: {
    ...paid,
    fields: [...COMMON, 'enable_thinking', 'thinking_budget', 'min_p', 'top_k'],
    models: ['deepseek-ai/DeepSeek-V3', 'deepseek-ai/DeepSeek-R1', 'deepseek-ai/DeepSeek-V3.2'],
    modelStatus: 400,
    error: (_status, message) => ({ code: 20012, message, data: null }),
    modelMessage: () => 'Model does not exist. Please check it carefully.',
  },
  novita: {
    ...paid,
    basePath: '/openai',
    balance: {
      path: '/openapi/v1/billing/balance/detail',
      toJson: ({ total }) => ({
        availableBalance: String(Number(total) * 10_000),
        cashBalance: String(Number(total) * 10_000),
        creditLimit: '0',
        pendingCharges: '0',
        outstandingInvoices: '0',
      }),
    },
    models: ['deepseek/deepseek-v3-0324', 'deepseek/deepseek-v3-turbo', 'deepseek/deepseek-r1-0528'],
  },
  deepinfra: {
    ...paid,
    basePath: '/v1/openai',
    models: ['deepseek-ai/DeepSeek-V3.2', 'deepseek-ai/DeepSeek-R1-0528'],
  },
  together: {
    ...paid,
    fields: [...COMMON, 'reasoning'],
    reasoningStyle: 'reasoning',
    models: ['deepseek-ai/DeepSeek-V4.1-Flash', 'deepseek-ai/DeepSeek-V4-Pro-0813'],
    overflow: (requested, limit) => ({
      status: 400,
      body: openAiError(
        400,
        `The input (${requested} tokens) is longer than the model's context length (${limit} tokens).`,
        'invalid_request_error',
      ),
    }),
  },
  fireworks: {
    ...paid,
    basePath: '/inference/v1',
    fields: [...COMMON, 'reasoning_effort', 'user'],
    usageAlways: true,
    usageOn: 'finish',
    models: ['accounts/fireworks/models/deepseek-v4p1-flash'],
  },
  baseten: {
    ...paid,
    fields: [...COMMON, 'reasoning_effort', 'chat_template_args'],
    models: ['deepseek-ai/DeepSeek-V4.1-Flash'],
  },
  openai: {
    ...paid,
    roles: withDeveloper,
    fields: [
      ...COMMON,
      'max_completion_tokens',
      'reasoning_effort',
      'prompt_cache_key',
      'safety_identifier',
      'verbosity',
    ],
    refusedFields: ['max_tokens', 'temperature', 'top_p'],
    models: ['gpt-6-luna', 'gpt-6-sol', 'gpt-5.6-sol', 'o3'],
    overflow: () => ({
      status: 400,
      body: openAiError(
        400,
        'Your input exceeds the context window of this model.',
        'context_length_exceeded',
      ),
    }),
  },
  gemini: {
    ...paid,
    basePath: '/v1beta/openai',
    fields: [...COMMON, 'reasoning_effort', 'extra_body', 'max_completion_tokens'],
    cachedField: 'none',
    models: ['models/gemini-3.8-flash', 'models/gemini-pro-latest'],
    error: googleError,
    modelMessage: (id) =>
      `models/${id} is not found for API version v1main, or is not supported for generateContent.`,
    overflow: (requested, limit) => ({
      status: 400,
      body: googleError(
        400,
        `The input token count (${requested}) exceeds the maximum number of tokens allowed (${limit}).`,
        '',
      ),
    }),
  },
  anthropic: {
    ...paid,
    roles: withDeveloper,
    fields: [...COMMON, 'max_completion_tokens', 'thinking'],
    refusedFields: ['temperature'],
    cachedField: 'none',
    models: ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5'],
    error: anthropicError,
    modelMessage: (id) => `model: ${id}`,
    overflow: (requested, limit) => ({
      status: 400,
      body: anthropicError(400, `prompt is too long: ${requested} tokens > ${limit} maximum`, ''),
    }),
  },
  groq: {
    ...paid,
    basePath: '/openai/v1',
    fields: [...COMMON, 'max_completion_tokens', 'reasoning_effort', 'reasoning_format', 'user'],
    reasoningStyle: 'reasoning',
    models: ['llama-3.3-70b-versatile', 'qwen/qwen3.8-27b'],
    contextField: 'context_window',
    overflow: () => ({
      status: 400,
      body: openAiError(
        400,
        'Please reduce the length of the messages or completion.',
        'context_length_exceeded',
        'messages',
      ),
    }),
  },
  dashscope: {
    ...paid,
    basePath: '/compatible-mode/v1',
    fields: [...COMMON, 'enable_thinking', 'thinking_budget', 'enable_search'],
    models: ['qwen3.8-flash', 'qwen-plus', 'qwq-plus', 'deepseek-v3.2'],
    overflow: (_requested, limit) => ({
      status: 400,
      body: openAiError(400, `Range of input length should be [1, ${limit}]`, 'invalid_parameter_error'),
    }),
  },
  azure: {
    ...paid,
    basePath: '/openai/v1',
    models: ['DeepSeek-V3-0324', 'DeepSeek-R1'],
    cachedField: 'none',
    error: (_status, message, code) => ({
      error: { code: code === 'model_not_found' ? 'DeploymentNotFound' : code, message },
    }),
  },
  nvidia: {
    ...paid,
    fields: [...COMMON, 'chat_template_kwargs'],
    cachedField: 'none',
    models: ['deepseek-ai/deepseek-v4.1-flash', 'meta/llama-3.2-90b-vision-instruct'],
    error: (status, message) => ({
      status,
      title: status === 401 ? 'Unauthorized' : 'Bad Request',
      detail: message,
    }),
  },
} as const satisfies Readonly<Record<string, Dialect>>
