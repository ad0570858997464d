import { PLAIN_WIRE, type Preset } from './preset.ts'

/** https://novita.ai/docs/guides/llm-api. Its list of 2026-07: `GET /models` has the last word. */
export const novita: Preset = {
  name: 'novita',
  title: 'Novita',
  baseUrl: 'https://api.novita.ai/openai',
  keyVariable: 'NOVITA_API_KEY',
  isSelfHosted: false,
  source: 'https://novita.ai/docs/guides/llm-api',
  read: '2026-07',
  wire: PLAIN_WIRE,
  models: [
    { id: 'deepseek/deepseek-v3-0324' },
    { id: 'deepseek/deepseek-v3-turbo' },
    { id: 'deepseek/deepseek-r1-0528' },
    { id: 'meta-llama/llama-3.3-70b-instruct' },
  ],
  concurrency: 200,
}
