import { describe, expect, it } from 'vitest'
import { readChunk, readUsage } from '../../src/providers/wire.ts'

const chunk = (delta: object, more: object = {}) => ({ choices: [{ index: 0, delta, ...more }] })

describe('a chunk', () => {
  it.each([
    [chunk({ content: 'a', reasoning_content: 'b', reasoning: 'b' }), 'a', 'b'],
    [chunk({ reasoning_content: '', reasoning: 'b' }), '', 'b'],
    [chunk({ reasoning_content: null, reasoning_text: 'b' }), '', 'b'],
    [
      chunk({
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'b' }] },
          { type: 'text', text: 'a' },
        ],
      }),
      'a',
      'b',
    ],
    [chunk({ refusal: 'I will not.' }), 'I will not.', ''],
    [{ choices: [] }, '', ''],
    [{ choices: null }, '', ''],
    ['nonsense', '', ''],
    [null, '', ''],
    [chunk({ content: 7, reasoning: {} }), '', ''],
  ])('%j', (value, text, reasoning) => {
    expect(readChunk(value)).toMatchObject({ text, reasoning })
  })
})

it.each([
  ['stop', 'stop'],
  ['', undefined],
  ['null', undefined],
  [null, undefined],
  [7, undefined],
])('the finish reason %j is %j', (reason, finish) => {
  expect(readChunk(chunk({}, { finish_reason: reason })).finish).toBe(finish)
})

describe('usage', () => {
  it.each([
    [
      {
        prompt_tokens: 10,
        completion_tokens: 2,
        prompt_tokens_details: { cached_tokens: 4 },
        prompt_cache_hit_tokens: 9,
      },
      undefined,
      4,
    ],
    [
      { prompt_tokens: 10, completion_tokens: 2, prompt_tokens_details: null, prompt_cache_hit_tokens: 9 },
      undefined,
      9,
    ],
    [{ prompt_tokens: 10, completion_tokens: 2, cached_tokens: 3 }, undefined, 3],
    [{ prompt_tokens: 10, completion_tokens: 2 }, { cached_tokens: 5 }, 5],
    [{ prompt_tokens: 10, completion_tokens: 2, cached_tokens: 99 }, undefined, 10],
    [{ prompt_tokens: 10, completion_tokens: 2, cached_tokens: -1 }, undefined, 0],
  ])('%j and %j', (usage, also, cachedInput) => {
    expect(readUsage(usage, also)).toEqual({ input: 10, cachedInput, output: 2, reasoning: 0 })
  })

  it.each([null, undefined, {}, 'x', { prompt_tokens: 'many' }, { completion_tokens: 1e300 }])(
    '%j is none',
    (usage) => {
      expect(readUsage(usage)).toBeUndefined()
    },
  )
})
