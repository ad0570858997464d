import { PLAIN_WIRE, type Preset } from './preset.ts'

/** https://console.groq.com/docs/openai */
export const groq: Preset = {
  name: 'groq',
  title: 'Groq',
  baseUrl: 'https://api.groq.com/openai/v1',
  keyVariable: 'GROQ_API_KEY',
  isSelfHosted: false,
  source: 'https://console.groq.com/docs/models',
  read: '2026-11',
  wire: PLAIN_WIRE,
  models: [
    { id: 'llama-3.3-70b-versatile', context: 131_072, maxOutput: 32_768, takesTools: true, thinks: 'never' },
    { id: 'llama-3.1-8b-instant', context: 131_072, maxOutput: 131_072, takesTools: true, thinks: 'never' },
    {
      id: 'qwen/qwen3.8-27b',
      takesTools: true,
      thinks: 'switch',
      wire: { thinking: { on: { reasoning_effort: 'default' }, off: { reasoning_effort: 'none' } } },
    },
  ],
  concurrency: 200,
}
