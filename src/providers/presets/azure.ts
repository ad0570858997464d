import { PLAIN_WIRE, type Preset } from './preset.ts'

/**
 * https://learn.microsoft.com/azure/ai-foundry. The address is the resource's own:
 * `AZURE_BASE_URL=https://RESOURCE.openai.azure.com/openai/v1`. Model ids are the names of its deployments. Models
 * that are not OpenAI's have no prefix cache there.
 */
export const azure: Preset = {
  name: 'azure',
  title: 'Azure AI Foundry',
  keyVariable: 'AZURE_API_KEY',
  isSelfHosted: false,
  source:
    'https://learn.microsoft.com/azure/ai-foundry/foundry-models/concepts/models-sold-directly-by-azure',
  read: '2026-11',
  wire: PLAIN_WIRE,
  // Both are being retired; a deployment of one's own may have another name.
  models: [{ id: 'DeepSeek-V3-0324' }, { id: 'DeepSeek-R1' }],
  concurrency: 200,
}
