import { PLAIN_WIRE, type Preset } from './preset.ts'

const SWITCH = { thinking: { on: { enable_thinking: true }, off: { enable_thinking: false } } }

/**
 * https://www.alibabacloud.com/help/en/model-studio. In China the address is
 * https://dashscope.aliyuncs.com/compatible-mode/v1 (`DASHSCOPE_BASE_URL`), where DeepSeek's V3 and R1 are served
 * too. QwQ and everything that thinks answers streams alone, which is all that is asked of it here.
 */
export const dashscope: Preset = {
  name: 'dashscope',
  title: 'Alibaba DashScope',
  baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
  keyVariable: 'DASHSCOPE_API_KEY',
  isSelfHosted: false,
  source: 'https://www.alibabacloud.com/help/en/model-studio/compatibility-of-openai-with-dashscope',
  read: '2026-11',
  wire: PLAIN_WIRE,
  models: [
    { id: 'qwen3.8-flash', takesTools: true, thinks: 'switch', wire: SWITCH },
    { id: 'qwen3.8-max', takesTools: true, thinks: 'switch', wire: SWITCH },
    { id: 'qwen-plus', takesTools: true, thinks: 'switch', wire: SWITCH },
    { id: 'qwq-plus', takesTools: true, thinks: 'always' },
    { id: 'qwq-32b', thinks: 'always' },
    { id: 'deepseek-v3' },
    { id: 'deepseek-v3.2', thinks: 'switch', wire: SWITCH },
    { id: 'deepseek-r1', thinks: 'always' },
  ],
  concurrency: 200,
}
