import { COMMON, type Dialect, generic } from './dialect.ts'

const flat: Dialect['error'] = (status, message, _code, param) => ({
  object: 'error',
  message,
  type: 'BadRequestError',
  param: param ?? null,
  code: status,
})

const vllmError: Dialect['error'] = (status, message, _code, param) => ({
  error: { message, type: 'BadRequestError', param: param ?? null, code: status },
})

const ollamaError: Dialect['error'] = (_status, message) => ({
  error: { message, type: 'api_error', param: null, code: null },
})

/** Servers that one runs oneself. */
export const ownDialects = {
  sglang: {
    ...generic,
    fields: [
      ...COMMON,
      'chat_template_kwargs',
      'separate_reasoning',
      'stream_reasoning',
      'continue_final_message',
      'add_generation_prompt',
    ],
    models: ['deepseek-ai/DeepSeek-V3-0324'],
    contextField: 'max_model_len',
    error: flat,
    overflow: (requested, limit) => ({
      status: 400,
      body: flat(
        400,
        `The input (${requested} tokens) is longer than the model's context length (${limit} tokens).`,
        '',
      ),
    }),
  },
  vllm: {
    ...generic,
    fields: [
      ...COMMON,
      'chat_template_kwargs',
      'continue_final_message',
      'add_generation_prompt',
      'cache_salt',
      'reasoning_effort',
      'max_completion_tokens',
    ],
    reasoningStyle: 'reasoning',
    cachedField: 'none',
    models: ['deepseek-ai/DeepSeek-V3-0324'],
    contextField: 'max_model_len',
    error: vllmError,
    overflow: (requested, limit) => ({
      status: 400,
      body: vllmError(
        400,
        `This model's maximum context length is ${limit} tokens. However, you requested ${requested} tokens in the messages. Please reduce the length of the messages.`,
        '',
      ),
    }),
  },
  llamacpp: {
    ...generic,
    fields: [...COMMON, 'chat_template_kwargs', 'reasoning_format', 'cache_prompt'],
    models: ['qwq-32b-q4_k_m.gguf'],
    error: (status, message) => ({ error: { code: status, message, type: 'invalid_request_error' } }),
    overflow: (requested, limit) => ({
      status: 400,
      body: {
        error: {
          code: 400,
          message: `request (${requested} tokens) exceeds the available context size (${limit} tokens), try increasing it`,
          type: 'exceed_context_size_error',
          n_prompt_tokens: requested,
          n_ctx: limit,
        },
      },
    }),
  },
  ollama: {
    ...generic,
    fields: [...COMMON.filter((name) => name !== 'tool_choice'), 'reasoning_effort', 'reasoning'],
    reasoningStyle: 'reasoning',
    cachedField: 'none',
    models: ['deepseek-v3:latest', 'qwq:32b', 'llama3.3:latest'],
    error: ollamaError,
    modelMessage: (id) => `model "${id}" not found, try pulling it first`,
    overflow: () => ({
      status: 500,
      body: ollamaError(500, 'the input length exceeds the context length', ''),
    }),
  },
  lmstudio: {
    ...generic,
    fields: COMMON,
    cachedField: 'none',
    models: ['llama-3.3-70b-instruct'],
    modelStatus: 404,
    error: (_status, message) => ({ error: message }),
    modelMessage: (id) => `Model "${id}" not found.`,
    overflow: (_requested, limit) => ({
      status: 400,
      body: {
        error: `The number of tokens to keep from the initial prompt is greater than the context length (n_ctx=${limit}).`,
      },
    }),
  },
} as const satisfies Readonly<Record<string, Dialect>>
