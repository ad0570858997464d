import { PLAIN_WIRE, type Preset } from './preset.ts'

/** https://docs.siliconflow.com. In China the address is https://api.siliconflow.cn/v1 (`SILICONFLOW_BASE_URL`). */
export const siliconflow: Preset = {
  name: 'siliconflow',
  title: 'SiliconFlow',
  baseUrl: 'https://api.siliconflow.com/v1',
  keyVariable: 'SILICONFLOW_API_KEY',
  isSelfHosted: false,
  source: 'https://docs.siliconflow.com/en/api-reference/chat-completions/chat-completions',
  read: '2026-11',
  wire: PLAIN_WIRE,
  models: [
    { id: 'deepseek-ai/DeepSeek-V3' },
    { id: 'deepseek-ai/DeepSeek-R1' },
    {
      id: 'deepseek-ai/DeepSeek-V3.2',
      thinks: 'switch',
      wire: { thinking: { on: { enable_thinking: true }, off: { enable_thinking: false } } },
    },
    // Served on .cn alone.
    { id: 'Qwen/QwQ-32B' },
  ],
  concurrency: 500,
}
