export const openai = (
  message: string,
  code: string | null,
  type = 'invalid_request_error',
  param: string | null = null,
) => ({ error: { message, type, param, code } })
const quota = 'You exceeded your current quota, please check your plan and billing details.'

/** What a host sent, and the fault it means (without its `host`). */
export type HostError = readonly [
  name: string,
  status: number,
  body: unknown,
  fault: object,
  headers?: Readonly<Record<string, string>>,
]

/**
 * Bodies of real hosts, from their documentation and from reports of their users (2026-11). `now` is when they are
 * read, epoch ms.
 */
export const hostErrors = (now: number): readonly HostError[] => [
  [
    'DeepSeek: key',
    401,
    {
      error: {
        message: 'Authentication Fails, Your api key: ****abcd is invalid',
        type: 'authentication_error',
        param: null,
        code: 'invalid_request_error',
      },
    },
    { kind: 'bad-key' },
  ],
  [
    'DeepSeek: balance',
    402,
    openai('Insufficient Balance', 'invalid_request_error', 'unknown_error'),
    { kind: 'out-of-credit' },
  ],
  ['DeepSeek: filter', 400, openai('Content Exists Risk', 'invalid_request_error'), { kind: 'filtered' }],
  [
    'DeepSeek: model',
    400,
    openai(
      'The supported API model names are deepseek-flash, deepseek-v4-pro, but you passed deepseek-chat.',
      'invalid_request_error',
    ),
    { kind: 'model-gone', model: 'm', available: ['deepseek-flash', 'deepseek-v4-pro'] },
  ],
  [
    'DeepSeek: overflow',
    400,
    openai(
      "This model's maximum context length is 131072 tokens. However, you requested 131134 tokens (122942 in the messages, 8192 in the completion). Please reduce the length of the messages or completion.",
      'invalid_request_error',
    ),
    { kind: 'too-long', limit: 131_072, requested: 131_134 },
  ],
  ['DeepSeek: busy', 503, openai('Service is too busy.', null, 'server_error'), { kind: 'host-overloaded' }],
  [
    'DeepSeek: role',
    422,
    openai(
      'Failed to deserialize the JSON body: messages[0].role: unknown variant `developer`',
      'invalid_request_error',
    ),
    { kind: 'host-refused' },
  ],
  [
    'OpenAI: quota',
    429,
    openai(quota, 'insufficient_quota', 'insufficient_quota'),
    { kind: 'out-of-credit' },
  ],
  [
    'OpenAI: rate',
    429,
    openai('Rate limit reached for gpt-6-luna. Please try again in 1.5s.', 'rate_limit_exceeded', 'tokens'),
    { kind: 'host-rate-limited', until: now + 1_500 },
  ],
  [
    'OpenAI: rate by headers',
    429,
    openai('Rate limit reached', 'rate_limit_exceeded', 'requests'),
    { kind: 'host-rate-limited', until: now + 360_000 },
    { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '6m0s' },
  ],
  ['OpenAI: key', 401, openai('Incorrect API key provided: sk-x.', 'invalid_api_key'), { kind: 'bad-key' }],
  [
    'OpenAI: model',
    404,
    openai('The model `o1` does not exist or you do not have access to it.', 'model_not_found'),
    { kind: 'model-gone', model: 'm', available: [] },
  ],
  [
    'OpenAI: overflow',
    400,
    openai('Your input exceeds the context window of this model.', 'context_length_exceeded'),
    { kind: 'too-long' },
  ],
  [
    'OpenAI: parameter',
    400,
    openai(
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      'unsupported_parameter',
      'invalid_request_error',
      'max_tokens',
    ),
    { kind: 'host-refused' },
  ],
  [
    'Azure: filter',
    400,
    {
      error: {
        message: 'The response was filtered',
        code: 'content_filter',
        status: 400,
        innererror: { code: 'ResponsibleAIPolicyViolation', content_filter_result: {} },
      },
    },
    { kind: 'filtered' },
  ],
  [
    'Azure: deployment',
    404,
    {
      error: { code: 'DeploymentNotFound', message: 'The API deployment for this resource does not exist.' },
    },
    { kind: 'model-gone', model: 'm', available: [] },
  ],
  [
    'OpenRouter: credit',
    402,
    { error: { message: 'Insufficient credits. Add more using https://openrouter.ai/credits', code: 402 } },
    { kind: 'out-of-credit' },
  ],
  [
    'OpenRouter: moderation',
    403,
    {
      error: {
        message: 'Your input was flagged',
        code: 403,
        metadata: { reasons: ['violence'], flagged_input: 'x' },
      },
    },
    { kind: 'filtered' },
  ],
  [
    'OpenRouter: upstream key',
    401,
    {
      error: {
        message: 'Provider returned error',
        code: 401,
        metadata: { raw: 'invalid api key', provider_name: 'X' },
      },
    },
    { kind: 'host-overloaded' },
  ],
  [
    'OpenRouter: upstream rate',
    429,
    {
      error: {
        message: 'Provider returned error',
        code: 429,
        metadata: { raw: 'temporarily rate-limited upstream' },
      },
    },
    { kind: 'host-rate-limited', until: now + 7_000 },
    { 'retry-after': '7' },
  ],
  [
    'OpenRouter: model',
    400,
    { error: { message: 'deepseek/nothing is not a valid model ID', code: 400 } },
    { kind: 'model-gone', model: 'm', available: [] },
  ],
  [
    'OpenRouter: gone',
    404,
    { error: { message: 'No endpoints found for deepseek/deepseek-r1.', code: 404 } },
    { kind: 'model-gone', model: 'm', available: [] },
  ],
  [
    'Hugging Face: credit',
    402,
    { error: 'You have exceeded your monthly included credits for Inference Providers. Subscribe to PRO.' },
    { kind: 'out-of-credit' },
  ],
  ['Hugging Face: key', 401, { error: 'Invalid username or password.' }, { kind: 'bad-key' }],
  [
    'SiliconFlow: flat',
    400,
    { code: 20012, message: 'Model does not exist. Please check it carefully.', data: null },
    { kind: 'model-gone', model: 'm', available: [] },
  ],
  [
    'SiliconFlow: balance',
    403,
    { code: 30001, message: 'Sorry, your account balance is insufficient. Insufficient balance', data: null },
    { kind: 'out-of-credit' },
  ],
  [
    'SGLang: overflow, flat',
    400,
    {
      object: 'error',
      message: "The input (70000 tokens) is longer than the model's context length (65536 tokens).",
      type: 'BadRequestError',
      param: null,
      code: 400,
    },
    { kind: 'too-long', limit: 65_536, requested: 70_000 },
  ],
  [
    'SGLang: total overflow',
    400,
    {
      object: 'error',
      message:
        "Requested token count exceeds the model's maximum context length of 65536 tokens. You requested a total of 66000 tokens: 65000 tokens from the input messages and 1000 tokens for the completion.",
      type: 'BadRequestError',
      code: 400,
    },
    { kind: 'too-long', limit: 65_536, requested: 66_000 },
  ],
  [
    'vLLM: overflow',
    400,
    {
      error: {
        message:
          "This model's maximum context length is 4096 tokens. However, your request has 5000 input tokens. Please reduce the length of the input messages.",
        type: 'BadRequestError',
        code: 400,
      },
    },
    { kind: 'too-long', limit: 4_096 },
  ],
  [
    'vLLM: model',
    404,
    { error: { message: 'The model `x` does not exist.', type: 'NotFoundError', param: 'model', code: 404 } },
    { kind: 'model-gone', model: 'm', available: [] },
  ],
  [
    'llama.cpp: overflow',
    400,
    {
      error: {
        code: 400,
        message: 'request (9000 tokens) exceeds the available context size (8192 tokens), try increasing it',
        type: 'exceed_context_size_error',
        n_prompt_tokens: 9000,
        n_ctx: 8192,
      },
    },
    { kind: 'too-long', limit: 8_192, requested: 9_000 },
  ],
  [
    'llama.cpp: overflow, old',
    500,
    {
      error: {
        code: 500,
        message: 'the request exceeds the available context size. try increasing the context size',
        type: 'server_error',
      },
    },
    { kind: 'too-long' },
  ],
  [
    'llama.cpp: loading',
    503,
    { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
    { kind: 'host-overloaded' },
  ],
  [
    'Ollama: overflow',
    500,
    {
      error: {
        message: 'the input length exceeds the context length',
        type: 'api_error',
        param: null,
        code: null,
      },
    },
    { kind: 'too-long' },
  ],
  [
    'Ollama: model',
    404,
    {
      error: {
        message: 'model "x" not found, try pulling it first',
        type: 'api_error',
        param: null,
        code: null,
      },
    },
    { kind: 'model-gone', model: 'm', available: [] },
  ],
  [
    'LM Studio: overflow',
    400,
    {
      error:
        'Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough: greater than the context length',
    },
    { kind: 'too-long' },
  ],
  [
    'Together: overflow',
    422,
    {
      error: {
        message:
          'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193. prompt too long; exceeded max context length',
        type: 'invalid_request_error',
      },
    },
    { kind: 'too-long' },
  ],
  [
    'Fireworks: rate',
    429,
    { error: { message: 'Too many requests', type: 'rate_limit' } },
    { kind: 'host-rate-limited' },
  ],
  [
    'Google: key',
    400,
    [
      {
        error: {
          code: 400,
          message: 'API key not valid. Please pass a valid API key.',
          status: 'INVALID_ARGUMENT',
          details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }],
        },
      },
    ],
    { kind: 'bad-key' },
  ],
  [
    'Google: rate',
    429,
    [
      {
        error: {
          code: 429,
          message: quota,
          status: 'RESOURCE_EXHAUSTED',
          details: [
            { violations: [{ quotaId: 'GenerateRequestsPerMinutePerProjectPerModel-FreeTier' }] },
            { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '21s' },
          ],
        },
      },
    ],
    { kind: 'host-rate-limited', until: now + 21_000 },
  ],
  [
    'Google: overflow',
    400,
    [
      {
        error: {
          code: 400,
          message: 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
          status: 'INVALID_ARGUMENT',
        },
      },
    ],
    { kind: 'too-long', limit: 1_048_576, requested: 1_200_000 },
  ],
  [
    'Google: region',
    400,
    [
      {
        error: {
          code: 400,
          message: 'User location is not supported for the API use.',
          status: 'FAILED_PRECONDITION',
        },
      },
    ],
    { kind: 'host-refused' },
  ],
  [
    'Google: overloaded',
    503,
    [
      {
        error: {
          code: 503,
          message: 'The model is overloaded. Please try again later.',
          status: 'UNAVAILABLE',
        },
      },
    ],
    { kind: 'host-overloaded' },
  ],
  [
    'Anthropic: overflow',
    400,
    {
      type: 'error',
      error: { type: 'invalid_request_error', message: 'prompt is too long: 210000 tokens > 200000 maximum' },
    },
    { kind: 'too-long', limit: 200_000, requested: 210_000 },
  ],
  [
    'Anthropic: size',
    413,
    { type: 'error', error: { type: 'request_too_large', message: 'Request exceeds the maximum size' } },
    { kind: 'too-long' },
  ],
  [
    'Anthropic: overloaded',
    529,
    { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
    { kind: 'host-overloaded' },
  ],
  [
    'Anthropic: spend',
    429,
    {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: 'You have reached your specified API usage limits: spend limit',
      },
    },
    { kind: 'out-of-credit' },
  ],
  [
    'Anthropic: credit',
    400,
    {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: 'Your credit balance is too low to access the Anthropic API.',
      },
    },
    { kind: 'out-of-credit' },
  ],
  [
    'Anthropic: model',
    404,
    { type: 'error', error: { type: 'not_found_error', message: 'model: claude-1' } },
    { kind: 'model-gone', model: 'm', available: [] },
  ],
  [
    'Groq: capacity',
    498,
    { error: { message: 'Flex tier capacity exceeded', type: 'capacity_exceeded' } },
    { kind: 'host-overloaded' },
  ],
  [
    'Groq: overflow',
    400,
    {
      error: {
        message: 'Please reduce the length of the messages or completion.',
        type: 'invalid_request_error',
        param: 'messages',
        code: 'context_length_exceeded',
      },
    },
    { kind: 'too-long' },
  ],
  [
    'Groq: rate',
    429,
    {
      error: {
        message: 'Rate limit reached on tokens per minute (TPM): Limit 6000, Please try again in 7m12s.',
        type: 'tokens',
        code: 'rate_limit_exceeded',
      },
    },
    { kind: 'host-rate-limited', until: now + 432_000 },
  ],
  [
    'DashScope: inspection',
    400,
    {
      error: {
        code: 'data_inspection_failed',
        message: 'Input data may contain inappropriate content.',
        type: 'data_inspection_failed',
      },
    },
    { kind: 'filtered' },
  ],
  [
    'DashScope: overflow',
    400,
    {
      error: {
        code: 'invalid_parameter_error',
        message: 'Range of input length should be [1, 129024]',
        type: 'invalid_request_error',
      },
    },
    { kind: 'too-long', limit: 129_024 },
  ],
  [
    'DashScope: arrears',
    400,
    {
      error: {
        code: 'Arrearage',
        message: 'Access denied, please make sure your account is in good standing.',
      },
    },
    { kind: 'out-of-credit' },
  ],
  [
    'DashScope: free tier',
    403,
    {
      error: {
        code: 'AllocationQuota.FreeTierOnly',
        message: 'The free tier of the model has been exhausted.',
      },
    },
    { kind: 'out-of-credit' },
  ],
  [
    'DashScope: throttling',
    429,
    { error: { code: 'Throttling.RateQuota', message: 'Requests rate limit exceeded' } },
    { kind: 'host-rate-limited' },
  ],
  ['NVIDIA: RFC 7807', 401, { status: 401, title: 'Unauthorized' }, { kind: 'bad-key' }],
  ['NVIDIA: empty 429', 429, '', { kind: 'host-rate-limited' }],
  ['NVIDIA: gRPC', 400, { detail: 'ResourceExhausted: Too many requests' }, { kind: 'host-rate-limited' }],
  ['a proxy’s page', 502, '<html><h1>502 Bad Gateway</h1></html>', { kind: 'host-overloaded' }],
  [
    'a date to come back',
    503,
    'x',
    { kind: 'host-overloaded', until: Math.floor(now / 1000) * 1000 + 60_000 },
    { 'retry-after': new Date(now + 60_000).toUTCString() },
  ],
  [
    'a rate limit that speaks of length',
    429,
    openai('Rate limit: maximum context length is 10 tokens per minute', null),
    { kind: 'host-rate-limited' },
  ],
]
