import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { aliases } from '../../src/providers/aliases.ts'
import { presets } from '../../src/providers/presets/all.ts'

describe('presets', () => {
  it('are all listed', () => {
    const files = readdirSync(new URL('../../src/providers/presets/', import.meta.url))
    const names = files
      .map((file) => file.replace('.ts', ''))
      .filter((name) => name !== 'all' && name !== 'preset')
    expect(presets.map(({ name }) => name).sort()).toEqual(names.sort())
  })

  it.each(presets.map((preset) => [preset.name, preset] as const))('%s is consistent', (_name, preset) => {
    expect(preset.read).toMatch(/^20\d\d-\d\d$/)
    expect(preset.source).toMatch(/^https:/)
    if (preset.baseUrl !== undefined) expect(preset.baseUrl).toMatch(/^https:\/\/.*[^/]$/)
    if (preset.isSelfHosted) expect(preset.models).toEqual([])
    const ids = preset.models.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { prices, context, maxOutput } of preset.models) {
      if (prices !== undefined) {
        expect(prices.hit).toBeLessThanOrEqual(prices.miss)
        expect(prices.miss).toBeLessThanOrEqual(prices.output)
        if (prices.peak !== undefined) expect(preset.peak).toBeDefined()
      }
      if (context !== undefined && maxOutput !== undefined) expect(maxOutput).toBeLessThanOrEqual(context)
    }
    for (const { successor, on } of preset.retired ?? []) {
      expect(ids).toContain(successor)
      expect(Date.parse(on)).not.toBeNaN()
    }
  })
})

describe('aliases', () => {
  it('have every name people know', () => {
    const names = [
      'deepseek-v3',
      'deepseek-r1',
      'llama',
      'qwen',
      'qwq',
      'sky-t1',
      'o1',
      'o3',
      'chatgpt',
      'gemini',
      'claude',
    ]
    expect(aliases.map(({ name }) => name)).toEqual(expect.arrayContaining(names))
  })

  it.each(aliases.map((alias) => [alias.name, alias] as const))(
    '%s means models that presets know',
    (_name, alias) => {
      for (const { host, id } of alias.candidates) {
        const preset = presets.find(({ name }) => name === host)
        expect(preset?.models.map((model) => model.id)).toContain(id)
      }
    },
  )

  it.each([
    [
      'deepseek-v3',
      ['deepseek-ai/DeepSeek-V3-0324', 'deepseek-v3:671b', 'unsloth/DeepSeek-V3.1-GGUF'],
      ['deepseek-ai/DeepSeek-R1', 'deepseek-v4-flash'],
    ],
    ['deepseek-r1', ['deepseek-r1:8b', 'deepseek-ai/DeepSeek-R1-0528'], ['deepseek-v3']],
    [
      'llama',
      ['llama3.3:latest', 'meta-llama/Llama-4-Scout', 'meta-llama/Llama-3.3-70B-Instruct'],
      ['codellama'],
    ],
    ['qwen', ['qwen3:8b', 'Qwen/Qwen2.5-7B-Instruct'], ['qwq:32b']],
    ['qwq', ['qwq:32b', 'Qwen/QwQ-32B'], ['qwen3']],
    ['sky-t1', ['NovaSky-AI/Sky-T1-32B-Preview', 'sky-t1-mini'], ['sky']],
  ])('%s is found among listed ids', (name, matching, others) => {
    const pattern = aliases.find((alias) => alias.name === name)?.listed
    for (const id of matching) expect(id).toMatch(pattern ?? /never/)
    for (const id of others) expect(id).not.toMatch(pattern ?? /.*/)
  })
})
