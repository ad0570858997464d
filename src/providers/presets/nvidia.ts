import { PLAIN_WIRE, type Preset } from './preset.ts'

/** https://docs.api.nvidia.com. About 40 requests a minute are free; refusals may come without a body. */
export const nvidia: Preset = {
  name: 'nvidia',
  title: 'NVIDIA NIM',
  baseUrl: 'https://integrate.api.nvidia.com/v1',
  keyVariable: 'NVIDIA_API_KEY',
  isSelfHosted: false,
  takesTemplateVariables: true,
  source: 'https://docs.api.nvidia.com/nim/reference/llm-apis',
  read: '2026-11',
  wire: PLAIN_WIRE,
  models: [
    { id: 'deepseek-ai/deepseek-v4.1-flash' },
    { id: 'meta/llama-3.2-90b-vision-instruct', takesImages: true, thinks: 'never' },
  ],
  concurrency: 100,
}
