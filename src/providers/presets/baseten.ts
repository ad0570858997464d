import { PLAIN_WIRE, type Preset } from './preset.ts'

/**
 * https://docs.baseten.co. V3 and R1 run on dedicated deployments:
 * `BASETEN_BASE_URL=https://model-ID.api.baseten.co/environments/production/sync/v1`.
 */
export const baseten: Preset = {
  name: 'baseten',
  title: 'Baseten',
  baseUrl: 'https://inference.baseten.co/v1',
  keyVariable: 'BASETEN_API_KEY',
  isSelfHosted: false,
  source: 'https://docs.baseten.co/development/model-apis/overview',
  read: '2026-11',
  wire: {
    ...PLAIN_WIRE,
    thinking: { on: { reasoning_effort: 'medium' }, off: { reasoning_effort: 'none' } },
  },
  models: [
    { id: 'deepseek-ai/DeepSeek-V4.1-Flash', takesTools: true, thinks: 'switch' },
    { id: 'deepseek-ai/DeepSeek-V4-Pro-0813', takesTools: true, thinks: 'switch' },
  ],
  concurrency: 200,
}
