import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InlineThoughts } from '../../src/providers/presets/preset.ts'
import { createThoughtFilter } from '../../src/providers/reasoning.ts'

function run(chunks: readonly string[], inline: InlineThoughts = 'opened', isWhole = true) {
  const filter = createThoughtFilter(inline)
  const stretches = [...chunks.flatMap((chunk) => filter.push(chunk)), ...filter.end(isWhole)]
  const of = (kind: string): string =>
    stretches
      .filter((stretch) => stretch.kind === kind)
      .map(({ text }) => text)
      .join('')
  return { text: of('text'), reasoning: of('reasoning') }
}

describe('thoughts in the text', () => {
  it.each([
    ['<think>\nhm\n</think>\n\nYes.', '\nhm\n', 'Yes.'],
    ['  \n<think>hm</think>Yes.', 'hm', 'Yes.'],
    ['<thinking>hm</thinking> Yes.', 'hm', 'Yes.'],
    ['◁think▷hm◁/think▷Yes.', 'hm', 'Yes.'],
    ['[THINK]hm[/THINK]Yes.', 'hm', 'Yes.'],
    ['<think>\n\n</think>\n\nYes.', '\n\n', 'Yes.'],
    ['<think>one</think>\n<think>two</think>Yes.', 'onetwo', 'Yes.'],
    [
      '<|begin_of_thought|>hm<|end_of_thought|>\n\n<|begin_of_solution|>\n\nYes.\n\n<|end_of_solution|>',
      'hm',
      'Yes.',
    ],
    [
      '<|begin_of_slow_thought|>hm<|end_of_slow_thought|><|begin_of_solution|>Yes.<|end_of_solution|>',
      'hm',
      'Yes.',
    ],
    ['<|begin_of_thought|>hm<|begin_of_solution|>Yes.', 'hm', 'Yes.'],
    ['<|begin_of_solution|>Yes.<|end_of_solution|>', '', 'Yes.'],
    ['<think>never closed', 'never closed', ''],
    ['No thought at all.', '', 'No thought at all.'],
    ['  indented text', '', '  indented text'],
    ['<thin', '', '<thin'],
    ['<', '', '<'],
    [
      'Use `<think>x</think>` here.\n```\n<think>\n```',
      '',
      'Use `<think>x</think>` here.\n```\n<think>\n```',
    ],
    ['<think>hm</think>Write `<think>` and `</think>`.', 'hm', 'Write `<think>` and `</think>`.'],
    ['<thinker>', '', '<thinker>'],
  ])('%j', (source, reasoning, text) => {
    expect(run([source])).toEqual({ text, reasoning })
    expect(run(Array.from(source))).toEqual({ text, reasoning })
  })

  it.each([
    ['hm\n</think>\n\nYes.', true, 'hm\n', 'Yes.'],
    ['<think>hm</think>Yes.', true, 'hm', 'Yes.'],
    ['cut off in thou', false, 'cut off in thou', ''],
    ['<think>cut off in thou', true, 'cut off in thou', ''],
    ['\n</think>Yes, `</think>` ends it.', true, '\n', 'Yes, `</think>` ends it.'],
  ])('without an opening tag: %j', (source, isWhole, reasoning, text) => {
    expect(run([source], 'unopened', isWhole)).toEqual({ text, reasoning })
    expect(run(Array.from(source), 'unopened', isWhole)).toEqual({ text, reasoning })
  })

  it('a model that ended by itself without any tag did not think', () => {
    expect(run(['Hel', 'lo.'], 'unopened', true).text).toBe('Hello.')
  })

  it('never reach the text, however they are cut', () => {
    const pairs = [
      ['<think>', '</think>'],
      ['<thinking>', '</thinking>'],
      ['◁think▷', '◁/think▷'],
      ['<|begin_of_thought|>', '<|end_of_thought|>'],
    ] as const
    // What is thought is in capitals, what is said is not: so that a leak is seen whatever the chunks.
    const noise = (letters: string) =>
      fc
        .array(
          fc.constantFrom(
            ...letters.split(''),
            '<',
            '|',
            '>',
            '/',
            ' ',
            '\n',
            '◁',
            '▷',
            '`',
            '😀',
            '</',
            '<th',
            '<|e',
          ),
          { maxLength: 40 },
        )
        .map((parts) => parts.join(''))
    const source = fc.record({
      pair: fc.constantFrom(...pairs),
      lead: fc.constantFrom('', ' ', '\n\n', '\t'),
      thought: noise('ABCXYZ').map((text) => `T${text}`),
      said: noise('abcxyz').map((text) => `s${text}`),
      isClosed: fc.boolean(),
      isOpened: fc.boolean(),
      cuts: fc.array(fc.nat({ max: 200 }), { maxLength: 30 }),
    })
    fc.assert(
      fc.property(source, ({ pair: [open, close], lead, thought, said, isClosed, isOpened, cuts }) => {
        const whole = lead + (isOpened ? open : '') + thought + (isClosed ? close + said : '')
        const { text, reasoning } = run(cutAt(whole, cuts), isOpened ? 'opened' : 'unopened', isClosed)
        expect(text).not.toMatch(/[A-Z]/)
        expect(text).toBe(isClosed ? said : '')
        expect(reasoning.trim()).toBe(thought.trim())
      }),
      { numRuns: 2_000 },
    )
  })

  it('leave a text without them as it is, however it is cut', () => {
    const parts = fc.array(
      fc.constantFrom('<think>', '</think>', '<', 'code', '`', ' ', '\n', '<|end_of_solution|>'),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(parts, fc.array(fc.nat({ max: 100 })), (rest, cuts) => {
        const whole = `A${rest.join('')}`
        expect(run(cutAt(whole, cuts))).toEqual({ text: whole, reasoning: '' })
      }),
      { numRuns: 500 },
    )
  })
})

function cutAt(text: string, cuts: readonly number[]): readonly string[] {
  const places = [...new Set([0, ...cuts.filter((cut) => cut < text.length), text.length])].sort(
    (a, b) => a - b,
  )
  return places.slice(1).map((to, index) => text.slice(places[index], to))
}
