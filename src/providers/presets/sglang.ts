import { PLAIN_WIRE, type Preset } from './preset.ts'

/** https://docs.sglang.ai. Cached tokens are counted with `--enable-cache-report` alone. */
export const sglang: Preset = {
  name: 'sglang',
  title: 'SGLang',
  keyVariable: 'SGLANG_API_KEY',
  isSelfHosted: true,
  localUrl: 'http://127.0.0.1:30000/v1',
  takesTemplateVariables: true,
  source: 'https://docs.sglang.ai/basic_usage/openai_api_completions.html',
  read: '2026-11',
  wire: { ...PLAIN_WIRE, continuation: 'final-message' },
  models: [],
  concurrency: 1_000,
}
