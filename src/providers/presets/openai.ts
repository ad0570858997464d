import { type ModelPreset, PLAIN_WIRE, type Preset } from './preset.ts'

/** Of the current models; what they think is billed and never shown. */
const hidden = (id: string): ModelPreset => ({ id, takesImages: true, takesTools: true, thinks: 'hidden' })

/**
 * https://platform.openai.com/docs. Models from gpt-5.6 on also charge cache writes at 1.25 times the input price,
 * which the usage does not tell apart.
 */
export const openai: Preset = {
  name: 'openai',
  title: 'OpenAI',
  baseUrl: 'https://api.openai.com/v1',
  keyVariable: 'OPENAI_API_KEY',
  isSelfHosted: false,
  source: 'https://platform.openai.com/docs/pricing',
  read: '2026-11',
  wire: {
    ...PLAIN_WIRE,
    systemRole: 'developer',
    outputLimit: 'max_completion_tokens',
    // Not every model takes "none": one that refuses has the field left out.
    thinking: { on: { reasoning_effort: 'medium' }, off: { reasoning_effort: 'none' } },
    cacheKey: { field: 'prompt_cache_key', longest: 64 },
    names: true,
  },
  models: [
    { ...hidden('gpt-6-luna'), prices: { hit: 0.01, miss: 0.1, output: 0.5 } },
    { ...hidden('gpt-6-sol'), prices: { hit: 0.2, miss: 2, output: 10 } },
    hidden('gpt-5.6-luna'),
    hidden('gpt-5.6-sol'),
    hidden('gpt-5.6-terra'),
    {
      ...hidden('o3'),
      wire: { thinking: { on: { reasoning_effort: 'medium' }, off: { reasoning_effort: 'low' } } },
    },
    {
      id: 'gpt-4.1',
      context: 1_047_576,
      maxOutput: 32_768,
      takesImages: true,
      takesTools: true,
      thinks: 'never',
    },
    {
      id: 'gpt-4.1-mini',
      context: 1_047_576,
      maxOutput: 32_768,
      takesImages: true,
      takesTools: true,
      thinks: 'never',
    },
    {
      id: 'gpt-4o',
      context: 128_000,
      maxOutput: 16_384,
      takesImages: true,
      takesTools: true,
      thinks: 'never',
    },
    {
      id: 'gpt-4o-mini',
      context: 128_000,
      maxOutput: 16_384,
      takesImages: true,
      takesTools: true,
      thinks: 'never',
    },
  ],
  // https://platform.openai.com/docs/deprecations
  retired: [
    { id: 'o1', on: '2026-10-23', successor: 'gpt-5.6-sol', thinking: true },
    { id: 'o1-pro', on: '2026-10-23', successor: 'gpt-5.6-sol', thinking: true },
    { id: 'o3-mini', on: '2026-10-23', successor: 'gpt-5.6-sol', thinking: true },
    { id: 'o4-mini', on: '2026-10-23', successor: 'gpt-5.6-sol', thinking: true },
    { id: 'gpt-3.5-turbo', on: '2026-10-23', successor: 'gpt-5.6-sol', thinking: false },
    { id: 'gpt-4', on: '2026-10-23', successor: 'gpt-5.6-sol', thinking: false },
    { id: 'gpt-4-turbo', on: '2026-10-23', successor: 'gpt-5.6-sol', thinking: false },
    { id: 'gpt-4.1-nano', on: '2026-10-23', successor: 'gpt-5.6-sol', thinking: false },
    { id: 'o3', on: '2026-12-11', successor: 'gpt-5.6-sol', thinking: true },
    { id: 'o3-pro', on: '2026-12-11', successor: 'gpt-5.6-sol', thinking: true },
    { id: 'gpt-5-2025-08-07', on: '2026-12-11', successor: 'gpt-5.6-sol' },
  ],
  concurrency: 1_000,
}
