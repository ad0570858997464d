import { describe, expect, it } from 'vitest'
import { alignedTextFormat, nativeMarkdownFormat } from '../../../../src/core/delivery/parts/formats.ts'

const chat = alignedTextFormat({ maxLength: 2_000, spoilers: true, smallPrint: '-# ' })
const native = nativeMarkdownFormat({ maxLength: 12_000, escape: (markdown) => markdown })
const lines = (...all: readonly string[]): string => all.join('\n')

describe('a small Markdown for chat', () => {
  it.each([
    ['a heading it has', '## Two ##', '## Two'],
    ['a heading it lacks', '#### Deep **bold** `x`', '**Deep bold `x`**'],
    ['an underlined heading', 'One\n===', '# One'],
    ['a rule', 'a\n\n---\n\nb', 'a\n\n──────────\n\nb'],
    ['open and done tasks', '- [ ] a\n- [x] b', '- ☐ a\n- ☑ b'],
    ['other list markers', '+ a\n+ b', '- a\n- b'],
    ['numbers', '7. a\n8. b', '7. a\n8. b'],
    ['quotes without a space', '>a\n>>b', '> a\n> > b'],
    ['an image', '![A cat](https://e.com/c.png)', '[A cat](https://e.com/c.png)'],
    ['an image without words', '![](https://e.com/c.png)', 'https://e.com/c.png'],
    ['a link', '[a](https://e.com/x_y(z))', '[a](https://e.com/x_y(z))'],
    ['character references', 'a &amp; b &lt;c&gt; &#8364;', 'a & b \\<c\\> €'],
    ['hard breaks', 'a\\\nb  \nc', 'a\nb\nc'],
    ['tags of formatting', 'a <b>b</b><br>c <kbd>d</kbd>', 'a **b**\nc `d`'],
    ['raised and lowered text', 'H<sub>2</sub>O, x<sup>2</sup>', 'H₂O, x²'],
    ['other tags', '<div>x</div>', '<div>x</div>'],
    ['footnotes', 'a[^1]\n\n[^1]: Note.', 'a¹\n\n-# ¹ Note.'],
    ['spoilers and small print', '||x||\n\n-# y', '||x||\n\n-# y'],
    ['mentions, which the platform is told not to parse', '@everyone <@1>', '@everyone <@1>'],
    ['indented code', '    a\n    b', '```\na\nb\n```'],
    ['tildes', '~~~py\nx\n~~~', '```py\nx\n```'],
    ['a language with more after it', '```js title="x"\ny\n```', '```js\ny\n```'],
    ['an open block', '```js\ny', '```js\ny\n```'],
    ['a block in a list', '- a\n\n  ~~~\n  b', '- a\n\n  ```\n  b\n  ```'],
    ['a fence in a fence', '````md\n```\nx\n```\n````', '```md\n`\u200B`\u200B`\nx\n`\u200B`\u200B`\n```'],
    ['a formula', '$E=mc^2$ and \\(a_1\\)', 'E = mc² and a₁'],
    ['money', '$5 and $10, or $HOME and $PATH', '$5 and $10, or $HOME and $PATH'],
    ['escaped brackets', '\\[see below\\]', '\\[see below\\]'],
    ['a formula it cannot read', '\\(\\frac{\\)', '`\\frac{`'],
    ['a formula with rows', '\\[\nx = 1 \\\\ y = 2\n\\]', '```\nx = 1\ny = 2\n```'],
    ['a formula that would be Markdown', '$$a * b * c$$', 'a ∗ b ∗ c'],
  ])('shows %s', (_, markdown, shown) => {
    expect(chat.render(markdown)).toBe(shown)
  })

  it('aligns a table by the width that is seen', () => {
    const table = lines(
      '| Name | Age | At |',
      '|:--|--:|:-:|',
      '| 田中さん | 30 | [x](https://e.com) |',
      '| Bob 👨‍👩‍👧 | 4 | `a` |',
    )
    expect(chat.render(table)).toBe(
      lines(
        '```',
        'Name     | Age |        At',
        '---------|-----|------------------',
        '田中さん |  30 | x (https://e.com)',
        'Bob 👨‍👩‍👧   |   4 |         a',
        '```',
      ),
    )
  })

  it('shows a table too wide to align as records', () => {
    const wide = 'w'.repeat(50)
    expect(
      chat.render(
        `| Key | **Value** | More |\n|-|-|-|\n| a | ${wide} | [l](https://e.com) |\n| b | ${wide} | |`,
      ),
    ).toBe(lines('a', `- Value: ${wide}`, '- More: [l](https://e.com)', 'b', `- Value: ${wide}`))
  })
})

describe('a platform that reads GFM', () => {
  it.each([
    ['## Two ##'],
    ['#### Four'],
    ['| a | b |\n|---|---|\n| 1 | 2 |'],
    ['- [ ] a\n+ [x] b'],
    ['a &amp; b < c && d > e'],
    ['````md\n```\nx\n```\n````'],
    ['---'],
    ['```html\n<!DOCTYPE html><!-- <div> -->\n```'],
    ['<https://e.com> a\\\nb'],
  ])('keeps %j', (markdown) => {
    expect(native.render(markdown)).toBe(markdown)
  })

  it('closes an open block with its own fence', () => {
    expect(native.render('~~~~js\nx')).toBe('~~~~js\nx\n~~~~')
  })

  it('turns formulas and images into what it can show', () => {
    expect(native.render('$x^2$ ![i](https://e.com/i.png)')).toBe('x² [i](https://e.com/i.png)')
  })

  it('counts what the platform wants escaped', () => {
    const escaping = nativeMarkdownFormat({
      maxLength: 100,
      escape: (markdown) => markdown.replaceAll('<', '&lt;'),
    })
    expect(escaping.render('a < `b<c`')).toBe('a &lt; `b&lt;c`')
  })
})
