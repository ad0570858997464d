import { PLAIN_WIRE, type Preset } from './preset.ts'

/**
 * https://huggingface.co/docs/inference-providers. A model id may end in `:provider`, such as `:novita`; without it
 * the router chooses, and with the host the price: prices are unknown.
 */
export const huggingface: Preset = {
  name: 'huggingface',
  title: 'Hugging Face',
  baseUrl: 'https://router.huggingface.co/v1',
  keyVariable: 'HF_TOKEN',
  isSelfHosted: false,
  source: 'https://huggingface.co/docs/inference-providers',
  read: '2026-11',
  wire: PLAIN_WIRE,
  models: [
    { id: 'deepseek-ai/DeepSeek-V3' },
    { id: 'deepseek-ai/DeepSeek-V3-0324' },
    { id: 'deepseek-ai/DeepSeek-V3.1' },
    { id: 'deepseek-ai/DeepSeek-V3.2' },
    { id: 'deepseek-ai/DeepSeek-R1' },
    { id: 'deepseek-ai/DeepSeek-R1-0528' },
    { id: 'meta-llama/Llama-3.3-70B-Instruct' },
  ],
  concurrency: 1_000,
}
