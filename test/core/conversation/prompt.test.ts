import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutBefore, layOut } from '../../../src/core/conversation/prompt.ts'

const marks = { high: 8_000, low: 2_000 }

describe('cutBefore', () => {
  it('leaves a history below the high mark whole', () => {
    expect(cutBefore(8_000, marks)).toBe(0)
  })

  it('cuts to about the low mark, in one step', () => {
    expect(cutBefore(8_001, marks)).toBe(6_000)
    expect(cutBefore(13_999, marks)).toBe(6_000)
    expect(cutBefore(14_001, marks)).toBe(12_000)
  })

  it('never leaves more than the high mark, nor cuts below the low one, nor moves back', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000), (tokens, more) => {
        const cut = cutBefore(tokens, marks)
        expect(tokens - cut).toBeLessThanOrEqual(marks.high)
        if (cut > 0) expect(tokens - cut).toBeGreaterThan(marks.low)
        expect(cutBefore(tokens + more, marks)).toBeGreaterThanOrEqual(cut)
      }),
    )
  })
})

it('lays out system, history and question, so that each prompt begins with the last one', () => {
  const turn = {
    id: '1',
    conversation: 'c',
    place: { platform: 'slack', workspace: 'T', channel: 'C', kind: 'channel' },
    askerId: 'u',
    prompt: 'p1',
    answer: 'a1',
    model: 'm',
    tokens: 2,
    at: 0,
    tokensBefore: 0,
  } as const
  const first = layOut('s', [], 'p1')
  const second = layOut('s', [turn], 'p2')
  expect(second.slice(0, first.length)).toEqual(first)
  expect(second.map((message) => message.role)).toEqual(['system', 'user', 'assistant', 'user'])
})
