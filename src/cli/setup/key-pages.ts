/** Where each host gives out keys, by its name. */
export const keyPages: Readonly<Record<string, string>> = {
  anthropic: 'https://console.anthropic.com/settings/keys',
  baseten: 'https://app.baseten.co/settings/api_keys',
  dashscope: 'https://bailian.console.alibabacloud.com/?tab=model#/api-key',
  deepinfra: 'https://deepinfra.com/dash/api_keys',
  deepseek: 'https://platform.deepseek.com/api_keys',
  fireworks: 'https://app.fireworks.ai/settings/users/api-keys',
  gemini: 'https://aistudio.google.com/apikey',
  groq: 'https://console.groq.com/keys',
  huggingface: 'https://huggingface.co/settings/tokens',
  novita: 'https://novita.ai/settings/key-management',
  nvidia: 'https://build.nvidia.com/settings/api-keys',
  openai: 'https://platform.openai.com/api-keys',
  openrouter: 'https://openrouter.ai/settings/keys',
  siliconflow: 'https://cloud.siliconflow.com/account/ak',
  together: 'https://api.together.ai/settings/api-keys',
}
