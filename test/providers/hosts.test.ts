import { describe, expect, it } from 'vitest'
import { hostsFromEnvironment } from '../../src/providers/hosts.ts'

describe('the hosts of an environment', () => {
  it('are those with a key or an address', () => {
    const { hosts, problems } = hostsFromEnvironment({
      DEEPSEEK_API_KEY: 'sk-1',
      HF_TOKEN: ' hf_1 ',
      OPENROUTER_API_KEY: '',
      SGLANG_BASE_URL: 'http://gpu:30000/v1/',
      GEMINI_API_KEY: 'g',
      GEMINI_BASE_URL: 'https://proxy.example/gemini',
      MY_BOX_BASE_URL: 'http://10.0.0.1/v1',
      MY_BOX_API_KEY: 'secret',
      DISCORD_TOKEN: 'x',
    })
    expect(problems).toEqual([])
    expect(hosts.map(({ name, baseUrl, apiKey }) => [name, baseUrl, apiKey])).toEqual([
      ['sglang', 'http://gpu:30000/v1', undefined],
      ['deepseek', 'https://api.deepseek.com', 'sk-1'],
      ['huggingface', 'https://router.huggingface.co/v1', 'hf_1'],
      ['gemini', 'https://proxy.example/gemini', 'g'],
      ['my-box', 'http://10.0.0.1/v1', 'secret'],
    ])
  })

  it.each([
    [{ SGLANG_BASE_URL: 'gpu:30000' }, 'SGLANG_BASE_URL'],
    [{ VLLM_API_KEY: 'k' }, 'VLLM_BASE_URL'],
    [{ DEEPSEEK_API_KEY: 'sk 1' }, 'DEEPSEEK_API_KEY'],
    [{ DEEPSEEK_BASE_URL: 'https://api.deepseek.com/v1' }, 'DEEPSEEK_API_KEY'],
    [{ AZURE_API_KEY: 'k' }, 'AZURE_BASE_URL'],
    [{ BOX_BASE_URL: 'file:///etc' }, 'BOX_BASE_URL'],
  ])('%j is a problem of its variable', (environment, variable) => {
    const { hosts, problems } = hostsFromEnvironment(environment)
    expect(hosts).toEqual([])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${variable} `))
    expect(problems[0]).not.toContain('sk 1')
  })

  it('may be a hosted one behind a proxy that needs no key', () => {
    expect(hostsFromEnvironment({ OPENAI_BASE_URL: 'http://127.0.0.1:4000' }).hosts).toHaveLength(1)
  })
})
