import { PLAIN_WIRE, type Preset } from './preset.ts'

/** https://ai.google.dev/gemini-api/docs/openai. Prices differ by prompt size and are not stated here. */
export const gemini: Preset = {
  name: 'gemini',
  title: 'Google Gemini',
  baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
  keyVariable: 'GEMINI_API_KEY',
  isSelfHosted: false,
  source: 'https://ai.google.dev/gemini-api/docs/openai',
  read: '2026-11',
  wire: {
    ...PLAIN_WIRE,
    // Some models cannot stop thinking: one that refuses "none" has the field left out.
    thinking: { on: { reasoning_effort: 'medium' }, off: { reasoning_effort: 'none' } },
  },
  models: [
    { id: 'gemini-3.8-flash', takesImages: true, takesTools: true, thinks: 'switch' },
    { id: 'gemini-3.5-flash-lite', takesImages: true, takesTools: true, thinks: 'switch' },
    { id: 'gemini-pro-latest', takesImages: true, takesTools: true, thinks: 'hidden' },
  ],
  concurrency: 500,
}
