import { PLAIN_WIRE, type Preset } from './preset.ts'

/**
 * https://docs.anthropic.com/en/api/openai-sdk. Its compatible endpoint hoists system messages, caches no prompts and
 * never returns thoughts, so that thinking is left alone.
 */
export const anthropic: Preset = {
  name: 'anthropic',
  title: 'Anthropic',
  baseUrl: 'https://api.anthropic.com/v1',
  keyVariable: 'ANTHROPIC_API_KEY',
  isSelfHosted: false,
  source: 'https://docs.anthropic.com/en/api/openai-sdk',
  read: '2026-11',
  wire: PLAIN_WIRE,
  models: [
    {
      id: 'claude-haiku-5-5',
      takesImages: true,
      takesTools: true,
      thinks: 'hidden',
      prices: { hit: 0.1, miss: 0.1, output: 0.5 },
    },
    { id: 'claude-sonnet-5-5', takesImages: true, takesTools: true, thinks: 'hidden' },
    { id: 'claude-opus-5-5', takesImages: true, takesTools: true, thinks: 'hidden' },
  ],
  concurrency: 500,
}
