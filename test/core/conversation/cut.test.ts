import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coldAfterMs, cutTo, endOf, nextCut } from '../../../src/core/conversation/cut.ts'
import type { Marks } from '../../../src/core/conversation/marks.ts'
import type { Cut, PathTurn } from '../../../src/core/store/ports/turns.ts'
import { aTurn } from '../store/support.ts'

const marks: Marks = { room: 10_000, high: 8_000, low: 2_000 }
const summing: Marks = { ...marks, compaction: { at: 7_500, low: 800, summary: 300 } }
const summary = (turn: string) => ({ turn, text: 's', tokens: 300, at: 0 })

/** A path of turns of those sizes, the first of which has `before` tokens before it. */
function pathOf(sizes: readonly number[], cut?: Cut, before = cut?.fromTokens ?? 0): readonly PathTurn[] {
  let tokensBefore = before
  return sizes.map((tokens, index) => {
    const turn = { ...aTurn(`${index}`, { tokens, at: 0, ...(cut && { cut }) }), tokensBefore }
    tokensBefore += tokens
    return turn
  })
}

function standing(
  history: readonly PathTurn[],
  more: { besides?: number; now?: number; ready?: string } = {},
) {
  const { besides = 500, now = 1, ready } = more
  const parent = history.at(-1) as PathTurn
  return { parent, history, besides, now, ...(ready !== undefined && { ready: summary(ready) }) }
}

const kept = (history: readonly PathTurn[], cut: Cut): number =>
  history.filter((turn) => turn.tokensBefore >= cut.fromTokens).reduce((sum, turn) => sum + turn.tokens, 0)

describe('nextCut', () => {
  it("is the parent's own as long as the prompt fits, whatever the marks were then", () => {
    const cut = { fromTokens: 1_234, summary: 'x' }
    expect(nextCut(standing(pathOf([400, 400], cut)), marks)).toEqual(cut)
    expect(nextCut(standing(pathOf([400, 400], cut)), { ...marks, low: 100 })).toEqual(cut)
    expect(nextCut(standing(pathOf([400, 400])), summing)).toEqual({ fromTokens: 0 })
  })

  it('leaves about the low mark when the prompt has outgrown the high one', () => {
    const history = pathOf(Array.from({ length: 20 }, () => 400))
    const cut = nextCut(standing(history), marks)
    expect(kept(history, cut)).toBeLessThanOrEqual(2_000)
    expect(kept(history, cut)).toBeGreaterThan(1_300)
  })

  it('moves for nothing when the cache is cold, and not for little', () => {
    const long = pathOf(Array.from({ length: 10 }, () => 400))
    expect(nextCut(standing(long, { now: coldAfterMs - 1 }), marks)).toEqual({ fromTokens: 0 })
    expect(kept(long, nextCut(standing(long, { now: coldAfterMs }), marks))).toBeLessThanOrEqual(2_000)
    const short = pathOf(Array.from({ length: 6 }, () => 400))
    expect(nextCut(standing(short, { now: coldAfterMs }), marks)).toEqual({ fromTokens: 0 })
  })

  it('keeps less beside a summary, and all that the summary does not tell', () => {
    const history = pathOf(Array.from({ length: 18 }, () => 400))
    const cut = nextCut(standing(history, { ready: '17' }), summing)
    expect(cut.summary).toBe('17')
    expect(kept(history, cut)).toBe(800)
    const tooOld = nextCut(standing(history, { ready: '2', besides: 2_500 }), summing)
    expect(tooOld.summary).toBeUndefined()
    const older = nextCut(standing(history, { ready: '13' }), summing)
    expect(older).toEqual({ summary: '13', fromTokens: endOf(history[13] as PathTurn) })
  })

  it('keeps the summary in use where it is cut plainly', () => {
    const history = pathOf(
      Array.from({ length: 20 }, () => 400),
      { fromTokens: 5_000, summary: 'old' },
    )
    expect(nextCut(standing(history), summing)).toMatchObject({ summary: 'old' })
  })

  it('keeps the nearest turns however long they are, where there is room at all', () => {
    const history = pathOf([400, 400, 5_000, 3_000])
    expect(kept(history, nextCut(standing(history), marks))).toBe(8_000)
    const besides = 4_000
    expect(kept(history, nextCut(standing(history, { besides }), marks))).toBe(3_000)
    expect(kept(history, nextCut(standing(history, { besides: 9_000 }), marks))).toBe(0)
  })

  it('never moves back, and never leaves more than there is room for', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(sizes, fc.nat(50_000), fc.nat(9_000), fc.boolean(), (all, fromTokens, besides, isCold) => {
        const history = pathOf(all, { fromTokens })
        const cut = nextCut(standing(history, { besides, now: isCold ? coldAfterMs : 1 }), marks)
        expect(cut.fromTokens).toBeGreaterThanOrEqual(fromTokens)
        expect(besides + kept(history, cut)).toBeLessThanOrEqual(marks.room)
      }),
    )
  })

  it('is the same for branches that part near the end', () => {
    const trunk = Array.from({ length: 19 }, () => 400)
    const cuts = [340, 370, 400].map((last) => nextCut(standing(pathOf([...trunk, last])), marks).fromTokens)
    expect(new Set(cuts).size).toBe(1)
  })
})

describe('cutTo', () => {
  it('leaves at most so much, on a grid', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 0, max: 100_000 }), (end, low) => {
        const from = cutTo(end, low)
        expect(end - from).toBeLessThanOrEqual(low)
        if (end > low) expect(end - from).toBeGreaterThanOrEqual(Math.floor(low * (7 / 8)) - 1)
      }),
    )
  })
})
