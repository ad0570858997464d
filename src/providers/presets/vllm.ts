import { PLAIN_WIRE, type Preset } from './preset.ts'

/** https://docs.vllm.ai. Cached tokens are counted with `--enable-prompt-tokens-details` alone. */
export const vllm: Preset = {
  name: 'vllm',
  title: 'vLLM',
  keyVariable: 'VLLM_API_KEY',
  isSelfHosted: true,
  localUrl: 'http://127.0.0.1:8000/v1',
  takesTemplateVariables: true,
  source: 'https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html',
  read: '2026-11',
  wire: { ...PLAIN_WIRE, continuation: 'final-message' },
  models: [],
  concurrency: 1_000,
}
