import { afterEach, expect, it } from 'vitest'
import type { Picture } from '../../src/core/provider.ts'
import { familyOf } from '../../src/providers/families.ts'
import { startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import type { FakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import { fromEnvironment, request } from './helpers.ts'

const picture: Picture = { mediaType: 'image/jpeg', base64: 'anBlZw==', width: 2, height: 1 }
let host: FakeModelHost | undefined

afterEach(() => host?.close())

async function ask(model: string): Promise<void> {
  host = await startFakeModelHost({ models: ['pixtral-12b', 'llama-3.1-8b'] })
  host.answer({ text: 'Red.' })
  const { providers } = fromEnvironment({ VLLM_BASE_URL: host.baseUrl })
  const messages = [{ role: 'user', content: 'What colour?', pictures: [picture, picture] }] as const
  for await (const _ of providers.chat(request(model, { messages }), new AbortController().signal)) continue
}

it('shows pictures after the text to a model that sees', async () => {
  await ask('vllm/pixtral-12b')
  expect(host?.requests[0]?.body['messages']).toEqual([
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What colour?' },
        { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,anBlZw==' } },
        { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,anBlZw==' } },
      ],
    },
  ])
})

it('gives the text alone to one that does not', async () => {
  await ask('vllm/llama-3.1-8b')
  expect(host?.requests[0]?.body['messages']).toEqual([{ role: 'user', content: 'What colour?' }])
})

it.each([
  ['Qwen/Qwen2.5-VL-7B-Instruct', true],
  ['qwen3-vl:8b', true],
  ['Qwen/Qwen3-8B', undefined],
  ['gemma3:4b', true],
  ['gemma3:1b', undefined],
  ['google/gemma-3-27b-it', true],
  ['mistral-small-3.2-24b', true],
  ['mistral-small-2501', undefined],
  ['meta/llama-3.2-90b-vision-instruct', true],
  ['deepseek-ai/DeepSeek-V3.1', undefined],
])('knows whether %s sees', (id, sees) => {
  expect(familyOf(id)?.takesImages).toBe(sees)
})
