import { describe, expect, it } from 'vitest'
import { closeInline, healOpenEnd, openInline } from '../../../../src/core/delivery/parts/heal.ts'

describe('what is shown while text is half typed', () => {
  it.each([
    // bold, italic, struck out, spoiler
    ['a **', 'a '],
    ['a **b', 'a **b**'],
    ['a **b ', 'a **b**'],
    ['a **b*', 'a **b**'],
    ['a **b** c', 'a **b** c'],
    ['a *b', 'a *b*'],
    ['a ~~b~', 'a ~~b~~'],
    ['a ||b', 'a ||b||'],
    ['**a `b', '**a `b`**'],
    ['这是**重点', '这是**重点**'],
    ['# Head **bo', '# Head **bo**'],
    ['- x **y', '- x **y**'],
    ['> x *y', '> x *y*'],
    // no emphasis
    ['2 * 3', '2 * 3'],
    ['2**3', '2**3'],
    ['snake_case', 'snake_case'],
    ['a \\*b', 'a \\*b'],
    // code
    ['a `', 'a '],
    ['a `b **c', 'a `b **c`'],
    ['a ``b`', 'a ``b``'],
    ['```', ''],
    ['```ts', ''],
    ['```ts\n', '```ts\n'],
    ['```ts\nx\n``', '```ts\nx\n'],
    ['```ts\nx\n```', '```ts\nx\n```'],
    ['~~~\nx\n~~', '~~~\nx\n'],
    ['````\nx\n```', '````\nx\n'],
    // links, images, tags, references
    ['see [lab', 'see lab'],
    ['see [label]', 'see label'],
    ['see [label](http://e.co', 'see label'],
    ['see [label](http://e.com)', 'see [label](http://e.com)'],
    ['array[0', 'array[0'],
    ['see ![al', 'see '],
    ['note[^1', 'note'],
    ['a <br', 'a '],
    ['a <https://e.c', 'a '],
    ['a <@U12', 'a '],
    ['a < b', 'a < b'],
    ['R&', 'R'],
    ['a &am', 'a '],
    ['a \\', 'a '],
    // formulas, money
    ['so \\(a^2', 'so '],
    ['so $a^2', 'so '],
    ['\\[\nx = ', ''],
    ['$$\nx = ', ''],
    ['costs $5 and', 'costs $5 and'],
    // blocks
    ['x\n\n#', 'x\n\n'],
    ['x\n-', 'x\n'],
    ['x\n\n1.', 'x\n\n'],
    ['x\n\n- [', 'x\n\n'],
    ['x\n\n>', 'x\n\n'],
    ['x\n\n---', 'x\n\n'],
    ['x\n\n| a | b', 'x\n\n'],
    ['x\n\n| a | b |\n|--', 'x\n\n'],
    ['x\n\n| a | b |\n|--|--|\n| 1', 'x\n\n| a | b |\n|--|--|\n| 1'],
    ['x \uD83D', 'x '],
  ])('%j as %j', (typed, shown) => {
    expect(healOpenEnd(typed, true)).toBe(shown)
  })

  it('leaves a spoiler mark alone where the platform has none', () => {
    expect(healOpenEnd('a ||b', false)).toBe('a ||b')
  })

  it('shows a long formula rather than hold back much text', () => {
    const long = `$$\n${'x + '.repeat(150)}`
    expect(healOpenEnd(long, false)).toBe(long)
  })

  it('never shows a mark that the next characters take away', () => {
    const text = 'A **bold `code` end** and *it*, ~~no~~, [link](http://e.com/x) ||s|| \\(x\\) <b>t</b>.'
    for (let length = 1; length <= text.length; length += 1) {
      const shown = healOpenEnd(text.slice(0, length), true)
      for (const mark of ['**', '~~', '||', '`']) expect(shown.split(mark).length % 2, shown).toBe(1)
      expect(shown).not.toMatch(/\[(?!link\]\(http:\/\/e\.com\/x\))|\\$|<$/)
    }
  })
})

describe('a cut within a line', () => {
  it.each([
    ['a **b c ', '**', 'a **b c**'],
    ['a **b *c', '***', 'a **b *c***'],
    ['a ||b', '||', 'a ||b||'],
    ['a b', '', 'a b'],
    ['a **b\n', '', 'a **b\n'],
  ])('%j opens %j again', (text, marks, closed) => {
    expect(openInline(text, true).join('')).toBe(marks)
    expect(closeInline(text, true)).toBe(closed)
  })
})
