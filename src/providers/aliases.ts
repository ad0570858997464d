/** A model of a host that an alias may mean. */
export interface Candidate {
  readonly host: string
  readonly id: string
  readonly thinking?: boolean
  /** Not the weights the name speaks of, but what took their place: said once, in the log. */
  readonly isSuccessor?: true
}

/** A name people know from articles, and what it means today. */
export interface Alias {
  readonly name: string
  /** When the table was checked, `YYYY-MM`. */
  readonly read: string
  /** Ids it means on hosts whose models only their own list knows. */
  readonly listed: RegExp
  readonly thinking?: boolean
  /** In the order of preference. */
  readonly candidates: readonly Candidate[]
}

const READ = '2026-11'

const FLASH: readonly Candidate[] = [
  { host: 'deepseek', id: 'deepseek-flash', isSuccessor: true },
  { host: 'together', id: 'deepseek-ai/DeepSeek-V4.1-Flash', isSuccessor: true },
  { host: 'fireworks', id: 'accounts/fireworks/models/deepseek-v4p1-flash', isSuccessor: true },
  { host: 'baseten', id: 'deepseek-ai/DeepSeek-V4.1-Flash', isSuccessor: true },
  { host: 'nvidia', id: 'deepseek-ai/deepseek-v4.1-flash', isSuccessor: true },
]

const DEEPSEEK_V3: Alias = {
  name: 'deepseek-v3',
  read: READ,
  listed: /deepseek-(?:chat-)?v3|^deepseek-v3/i,
  thinking: false,
  candidates: [
    { host: 'openrouter', id: 'deepseek/deepseek-chat-v3-0324' },
    { host: 'openrouter', id: 'deepseek/deepseek-chat' },
    { host: 'huggingface', id: 'deepseek-ai/DeepSeek-V3-0324' },
    { host: 'huggingface', id: 'deepseek-ai/DeepSeek-V3' },
    { host: 'siliconflow', id: 'deepseek-ai/DeepSeek-V3' },
    { host: 'novita', id: 'deepseek/deepseek-v3-0324' },
    { host: 'dashscope', id: 'deepseek-v3' },
    { host: 'azure', id: 'DeepSeek-V3-0324' },
    { host: 'deepinfra', id: 'deepseek-ai/DeepSeek-V3.2' },
    { host: 'dashscope', id: 'deepseek-v3.2' },
    ...FLASH,
  ],
}

const DEEPSEEK_R1: Alias = {
  name: 'deepseek-r1',
  read: READ,
  listed: /deepseek-r1/i,
  thinking: true,
  candidates: [
    { host: 'openrouter', id: 'deepseek/deepseek-r1-0528' },
    { host: 'huggingface', id: 'deepseek-ai/DeepSeek-R1-0528' },
    { host: 'huggingface', id: 'deepseek-ai/DeepSeek-R1' },
    { host: 'siliconflow', id: 'deepseek-ai/DeepSeek-R1' },
    { host: 'deepinfra', id: 'deepseek-ai/DeepSeek-R1-0528' },
    { host: 'novita', id: 'deepseek/deepseek-r1-0528' },
    { host: 'dashscope', id: 'deepseek-r1' },
    { host: 'azure', id: 'DeepSeek-R1' },
    ...FLASH,
  ],
}

/** OpenAI's reasoning models that were shut down, and the successor it names. */
const OPENAI_SUCCESSOR: Candidate = { host: 'openai', id: 'gpt-5.6-sol', isSuccessor: true }

/** Every alias. Which ids are still served was read in the month each names; `GET /models` has the last word. */
export const aliases: readonly Alias[] = [
  DEEPSEEK_V3,
  { ...DEEPSEEK_V3, name: 'deepseek' },
  DEEPSEEK_R1,
  {
    name: 'llama',
    read: READ,
    listed: /llama-?(?:[34]|:)/i,
    candidates: [
      { host: 'groq', id: 'llama-3.3-70b-versatile' },
      { host: 'openrouter', id: 'meta-llama/llama-3.3-70b-instruct' },
      { host: 'huggingface', id: 'meta-llama/Llama-3.3-70B-Instruct' },
      { host: 'deepinfra', id: 'meta-llama/Llama-3.3-70B-Instruct-Turbo' },
      { host: 'novita', id: 'meta-llama/llama-3.3-70b-instruct' },
      { host: 'together', id: 'meta-llama/Llama-3.3-70B-Instruct-Turbo' },
      { host: 'nvidia', id: 'meta/llama-3.2-90b-vision-instruct', isSuccessor: true },
    ],
  },
  {
    name: 'qwen',
    read: READ,
    listed: /qwen-?[23]/i,
    thinking: false,
    candidates: [
      { host: 'dashscope', id: 'qwen3.8-flash' },
      { host: 'dashscope', id: 'qwen-plus' },
      { host: 'groq', id: 'qwen/qwen3.8-27b' },
      { host: 'together', id: 'Qwen/Qwen3.7-Max' },
      { host: 'fireworks', id: 'accounts/fireworks/models/qwen3p8-max' },
    ],
  },
  {
    name: 'qwq',
    read: READ,
    listed: /qwq/i,
    thinking: true,
    candidates: [
      { host: 'dashscope', id: 'qwq-plus' },
      { host: 'dashscope', id: 'qwq-32b' },
      { host: 'siliconflow', id: 'Qwen/QwQ-32B' },
    ],
  },
  // No public API serves it.
  { name: 'sky-t1', read: READ, listed: /sky-?t1/i, thinking: true, candidates: [] },
  { name: 'o1', read: READ, listed: /(?:^|\/)o1(?:$|-)/, thinking: true, candidates: [OPENAI_SUCCESSOR] },
  {
    name: 'o3',
    read: READ,
    listed: /(?:^|\/)o3(?:$|-)/,
    thinking: true,
    // Until its retirement, which the preset dates.
    candidates: [{ host: 'openai', id: 'o3' }, OPENAI_SUCCESSOR],
  },
  {
    name: 'chatgpt',
    read: READ,
    listed: /gpt-[456]/i,
    thinking: false,
    candidates: [
      { host: 'openai', id: 'gpt-6-luna' },
      { host: 'openai', id: 'gpt-5.6-luna' },
      { host: 'openai', id: 'gpt-4o-mini' },
    ],
  },
  {
    name: 'gemini',
    read: READ,
    listed: /gemini/i,
    thinking: false,
    candidates: [
      { host: 'gemini', id: 'gemini-3.8-flash' },
      { host: 'gemini', id: 'gemini-3.5-flash-lite' },
    ],
  },
  {
    name: 'claude',
    read: READ,
    listed: /claude/i,
    thinking: false,
    candidates: [
      { host: 'anthropic', id: 'claude-haiku-5-5' },
      { host: 'anthropic', id: 'claude-sonnet-5-5' },
    ],
  },
]
