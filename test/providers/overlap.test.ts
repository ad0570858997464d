import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createOverlapFilter } from '../../src/providers/overlap.ts'

function run(before: string, chunks: readonly string[]): string {
  const filter = createOverlapFilter(before)
  return chunks.map((chunk) => filter.push(chunk)).join('') + filter.end()
}

describe('a continuation', () => {
  const before = 'The first sentence stands. The second one is cut off in'

  it.each([
    ['goes on', ' the middle.', ' the middle.'],
    ['repeats the last words', 'second one is cut off in the middle.', ' the middle.'],
    ['starts over', `${before} the middle.`, ' the middle.'],
    ['starts over and ends there', before, ''],
    ['begins alike and goes elsewhere', 'The first sentence is another.', 'The first sentence is another.'],
    ['repeats too little to tell', 'off in the middle.', 'off in the middle.'],
    ['is short', 'The', 'The'],
  ])('that %s', (_name, continuation, shown) => {
    expect(run(before, [continuation])).toBe(shown)
    expect(run(before, Array.from(continuation))).toBe(shown)
  })

  it('of a long text that starts over', () => {
    const long = Array.from({ length: 500 }, (_, index) => `Sentence ${index}. `).join('')
    expect(run(long, [...(`${long}And the end.`.match(/.{1,7}/gs) ?? [])])).toBe('And the end.')
  })

  it('loses nothing but a repetition', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.array(fc.string({ maxLength: 8 })), (some, chunks) => {
        const whole = chunks.join('')
        const shown = run(some, chunks)
        expect(whole.endsWith(shown)).toBe(true)
        const cut = whole.slice(0, whole.length - shown.length)
        expect(cut === '' || (cut.length >= 16 && some.endsWith(cut))).toBe(true)
      }),
    )
  })
})
