import { PLAIN_WIRE, type Preset } from './preset.ts'

/** https://docs.fireworks.ai. Usage always comes, on the last chunk. */
export const fireworks: Preset = {
  name: 'fireworks',
  title: 'Fireworks',
  baseUrl: 'https://api.fireworks.ai/inference/v1',
  keyVariable: 'FIREWORKS_API_KEY',
  isSelfHosted: false,
  source: 'https://docs.fireworks.ai/api-reference/post-chatcompletions',
  read: '2026-11',
  wire: {
    ...PLAIN_WIRE,
    thinking: { on: { reasoning_effort: 'medium' }, off: { reasoning_effort: 'none' } },
  },
  models: [
    { id: 'accounts/fireworks/models/deepseek-v4p1-flash', takesTools: true, thinks: 'switch' },
    { id: 'accounts/fireworks/models/qwen3p8-max', takesTools: true, thinks: 'switch' },
  ],
  concurrency: 200,
}
