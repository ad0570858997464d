import { PLAIN_WIRE, type Preset } from './preset.ts'

/** https://docs.together.ai. V3 and R1 left its serverless list in 2026; dedicated endpoints still have them. */
export const together: Preset = {
  name: 'together',
  title: 'Together',
  baseUrl: 'https://api.together.ai/v1',
  keyVariable: 'TOGETHER_API_KEY',
  isSelfHosted: false,
  source: 'https://docs.together.ai/docs/serverless-models',
  read: '2026-11',
  wire: {
    ...PLAIN_WIRE,
    thinking: { on: { reasoning: { enabled: true } }, off: { reasoning: { enabled: false } } },
  },
  models: [
    { id: 'deepseek-ai/DeepSeek-V4.1-Flash', thinks: 'switch' },
    { id: 'deepseek-ai/DeepSeek-V4-Pro-0813', thinks: 'switch' },
    { id: 'meta-llama/Llama-3.3-70B-Instruct-Turbo' },
    { id: 'Qwen/Qwen3.7-Max', thinks: 'switch' },
  ],
  concurrency: 200,
}
