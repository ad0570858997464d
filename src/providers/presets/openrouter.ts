import { PLAIN_WIRE, type Preset } from './preset.ts'

/** https://openrouter.ai/docs. What a model costs there depends on the host it is passed on to: prices are unknown. */
export const openrouter: Preset = {
  name: 'openrouter',
  title: 'OpenRouter',
  baseUrl: 'https://openrouter.ai/api/v1',
  keyVariable: 'OPENROUTER_API_KEY',
  isSelfHosted: false,
  source: 'https://openrouter.ai/docs/api-reference/overview',
  read: '2026-11',
  wire: {
    ...PLAIN_WIRE,
    thinking: { on: { reasoning: { enabled: true } }, off: { reasoning: { enabled: false } } },
  },
  models: [
    { id: 'deepseek/deepseek-chat', context: 128_000 },
    { id: 'deepseek/deepseek-chat-v3-0324', context: 128_000 },
    { id: 'deepseek/deepseek-chat-v3.1', context: 128_000 },
    { id: 'deepseek/deepseek-v3.2', context: 128_000 },
    { id: 'deepseek/deepseek-r1-0528', context: 128_000 },
    { id: 'meta-llama/llama-3.3-70b-instruct', context: 128_000 },
  ],
  concurrency: 1_000,
}
