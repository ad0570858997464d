import { PLAIN_WIRE, type Preset } from './preset.ts'

/**
 * https://docs.ollama.com/openai. It cuts a long prompt in silence unless `OLLAMA_CONTEXT_LENGTH` leaves room; its
 * default is 4k, 32k or 256k by the memory of the graphics card.
 */
export const ollama: Preset = {
  name: 'ollama',
  title: 'Ollama',
  keyVariable: 'OLLAMA_API_KEY',
  isSelfHosted: true,
  localUrl: 'http://127.0.0.1:11434/v1',
  source: 'https://docs.ollama.com/api/openai-compatibility',
  read: '2026-11',
  wire: {
    ...PLAIN_WIRE,
    thinking: { on: { reasoning_effort: 'medium' }, off: { reasoning_effort: 'none' } },
  },
  models: [],
  concurrency: 8,
  // It may have to load the model first.
  deadlines: { firstTokenMs: 290_000 },
}
