import { PLAIN_WIRE, type Preset } from './preset.ts'

/** https://github.com/ggml-org/llama.cpp, `llama-server`. */
export const llamacpp: Preset = {
  name: 'llamacpp',
  title: 'llama.cpp',
  keyVariable: 'LLAMACPP_API_KEY',
  isSelfHosted: true,
  localUrl: 'http://127.0.0.1:8080/v1',
  takesTemplateVariables: true,
  source: 'https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md',
  read: '2026-11',
  wire: PLAIN_WIRE,
  models: [],
  concurrency: 8,
  // A long prompt on a processor alone takes minutes.
  deadlines: { firstTokenMs: 290_000 },
}
