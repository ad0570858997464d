import { PLAIN_WIRE, type Preset } from './preset.ts'

/** https://lmstudio.ai/docs/app/api/endpoints/openai. Whether thoughts are parted is a setting of the server. */
export const lmstudio: Preset = {
  name: 'lmstudio',
  title: 'LM Studio',
  keyVariable: 'LMSTUDIO_API_KEY',
  isSelfHosted: true,
  localUrl: 'http://127.0.0.1:1234/v1',
  source: 'https://lmstudio.ai/docs/app/api/endpoints/openai',
  read: '2026-11',
  wire: PLAIN_WIRE,
  models: [],
  concurrency: 8,
  // It may have to load the model first.
  deadlines: { firstTokenMs: 290_000 },
}
