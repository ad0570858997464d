import { PLAIN_WIRE, type Preset } from './preset.ts'

/** https://deepinfra.com/docs/openai_api. Its list of 2026-07: `GET /models` has the last word. */
export const deepinfra: Preset = {
  name: 'deepinfra',
  title: 'DeepInfra',
  baseUrl: 'https://api.deepinfra.com/v1/openai',
  keyVariable: 'DEEPINFRA_API_KEY',
  isSelfHosted: false,
  source: 'https://deepinfra.com/docs/openai_api',
  read: '2026-07',
  wire: PLAIN_WIRE,
  models: [
    { id: 'deepseek-ai/DeepSeek-V3.2' },
    { id: 'deepseek-ai/DeepSeek-R1-0528' },
    { id: 'meta-llama/Llama-3.3-70B-Instruct-Turbo' },
  ],
  concurrency: 200,
}
