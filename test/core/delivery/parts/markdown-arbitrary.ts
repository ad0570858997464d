import fc from 'fast-check'

/** What people and models write, and what splitting and measuring get wrong: wide, joined, combined, endless. */
const words = fc.oneof(
  { weight: 8, arbitrary: fc.stringMatching(/^[a-z]{1,12}[,.!?]?$/) },
  fc.constantFrom(
    '這是中文字',
    '日本語のテキスト。',
    '한국어',
    'ภาษาไทยไม่มีช่องว่าง',
    '中文。更多',
    'e\u0301\u0323\u0302',
    '👨‍👩‍👧‍👦',
    '🇮🇩🇩🇪',
    '👍🏽',
    '½',
    '&amp;',
    '&lt;b&gt;',
    '$5',
    '2*3',
    'snake_case_word',
    'a < b',
    '\\*',
    '\\_x',
  ),
  fc.constantFrom(
    'a'.repeat(150),
    '超'.repeat(120),
    `https://example.com/${'path/'.repeat(20)}`,
    '👩‍💻'.repeat(30),
  ),
)

const inline = fc.oneof(
  { weight: 10, arbitrary: words },
  words.map((word) => `**${word} and more**`),
  words.map((word) => `*${word}*`),
  words.map((word) => `~~${word}~~`),
  words.map((word) => `||${word}||`),
  fc.constantFrom(
    '`code`',
    '``co`de``',
    '`a  b c`',
    '<b>',
    '</b>',
    '<br>',
    '<@U12345>',
    '<!channel>',
    '<!here|x>',
    '[^1]',
    '@everyone',
  ),
  words.map((word) => `[${word}](https://example.com/a_b(c))`),
  words.map((word) => `![${word}](https://example.com/i.png)`),
  fc.constantFrom(
    '$x^2$',
    '\\(a_1 + b\\)',
    '$$y$$',
    '\\[ \\frac{1}{2} \\]',
    '\\(\\broken{\\)',
    '<https://example.com>',
  ),
)

const sentence = fc.array(inline, { minLength: 1, maxLength: 25 }).map((all) => all.join(' '))
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n'))

const heading = fc
  .tuple(fc.integer({ min: 1, max: 6 }), sentence)
  .map(([depth, text]) => `${'#'.repeat(depth)} ${text}`)
const setext = words.map((word) => `${word}\n===`)

const codeLine = fc.oneof(
  fc.stringMatching(/^ {0,6}[a-z(){};= <>!]{0,40}$/),
  fc.constantFrom(
    '',
    '~~~',
    '``',
    '# no heading',
    '| no | table |',
    '<!channel>',
    '界'.repeat(60),
    'x'.repeat(300),
  ),
)
const codeLines = fc.array(codeLine, { maxLength: 30 })
const fence = fc
  .tuple(
    fc.constantFrom('```', '~~~', '````', '~~~~~'),
    fc.constantFrom('', 'ts', 'python', 'js title="a"'),
    codeLines,
  )
  .map(([run, info, lines]) =>
    [run + info, ...lines.filter((line) => !line.trim().startsWith(run)), run].join('\n'),
  )
const nestedFence = codeLines.map((lines) => ['````md', '```js', ...lines, '```', '````'].join('\n'))
const indented = fc
  .array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1, maxLength: 8 })
  .map((lines) => lines.map((line) => `    ${line}`).join('\n'))

const cell = fc.oneof(words, fc.constantFrom('', '漢字', '**b**', '`x`', '[l](https://e.com)', 'a \\| b'))
const table = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 15 }))
  .chain(([columns, rows]) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
      minLength: rows + 1,
      maxLength: rows + 1,
    }),
  )
  .map(([header = [], ...rows]) =>
    [header, header.map(() => ':-:'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n'),
  )

const math = fc.constantFrom(
  '$$\nE = mc^2\n$$',
  '\\[\n\\begin{aligned}\nx &= 1 \\\\\n- y &= 2\n\\end{aligned}\n\\]',
  '$$\n\\broken{\n$$',
  '\\[ a = b \\]',
)
const html = fc.constantFrom(
  '<details><summary>More</summary>\n\ntext\n\n</details>',
  '<!-- comment -->',
  '<div>x</div>',
  '<p></p>',
)
const other = fc.constantFrom('---', '***', '[^1]: The note.', '[ref]: https://example.com', '-# small')

const indent = (text: string, by: string): string =>
  text
    .split('\n')
    .map((line, index) => (index === 0 || line === '' ? line : by + line))
    .join('\n')

/** Well-formed Markdown of every construct; line endings of either kind. */
export const markdown: fc.Arbitrary<string> = documents([indented])

/**
 * The same without indented code: after that the parser takes "7." for text, so that blocks are not independent of
 * each other and a fence in such an item is none.
 */
export const markdownWithoutIndentedCode: fc.Arbitrary<string> = documents([])

function documents(more: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  const leaf = fc.oneof(
    { weight: 5, arbitrary: paragraph },
    heading,
    setext,
    fence,
    fence,
    nestedFence,
    table,
    math,
    html,
    other,
    ...more,
  )
  const { block } = fc.letrec<{ block: string }>((tie) => ({
    block: fc.oneof(
      { maxDepth: 2 },
      leaf,
      fc
        .array(fc.oneof(sentence, tie('block')), { minLength: 1, maxLength: 5 })
        .map((items) => items.map((item) => `- ${indent(item, '  ')}`).join('\n')),
      fc
        .tuple(
          fc.constantFrom(1, 7, 98),
          fc.array(fc.oneof(sentence, tie('block')), { minLength: 1, maxLength: 5 }),
        )
        .map(([first, items]) =>
          items
            .map(
              (item, index) =>
                `${first + index}. ${indent(item, ' '.repeat(String(first + index).length + 2))}`,
            )
            .join('\n'),
        ),
      fc
        .array(fc.constantFrom('- [ ] open', '- [x] done', '+ plus', '* star'), {
          minLength: 1,
          maxLength: 6,
        })
        .map((items) => items.join('\n')),
      tie('block').map((text) =>
        text
          .split('\n')
          .map((line) => `> ${line}`)
          .join('\n'),
      ),
    ),
  }))
  return fc
    .tuple(fc.array(block, { minLength: 1, maxLength: 8 }), fc.constantFrom('\n', '\n', '\n', '\r\n'))
    .map(([blocks, ending]) => blocks.join('\n\n').replaceAll('\n', ending))
}

/** Text, emphasis, lists, quotes and code without languages: every letter of it is shown once, whatever is cut. */
export const lettersShownOnce: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '- ', '3. ', '> ', '> - ', '   - ', '1. 2. ', '# '),
      fc.oneof(
        {
          weight: 4,
          arbitrary: fc
            .array(
              fc.oneof(
                fc.stringMatching(/^[a-z]{1,14}[,.]?$/),
                fc.constantFrom(
                  '**a bold b**',
                  '`some code`',
                  '[label](https://e.com)',
                  '漢字かな',
                  '~~gone~~',
                ),
              ),
              { minLength: 1, maxLength: 60 },
            )
            .map((all) => all.join(' ')),
        },
        fc
          .array(fc.stringMatching(/^ {0,4}[a-z]{1,30}$/), { minLength: 1, maxLength: 30 })
          .map((lines) => ['```', ...lines, '```'].join('\n')),
      ),
      fc.constantFrom('\n\n', '\n\n', '\n'),
    ),
    { minLength: 1, maxLength: 20, size: 'max' },
  )
  .map((blocks) =>
    blocks.map(([mark, text, gap]) => mark + indent(text, mark.replace(/[^>\s]/g, ' ')) + gap).join(''),
  )

/** Anything: pieces of Markdown in no order, half open and nested wrongly. */
export const chaos: fc.Arbitrary<string> = fc
  .array(fc.oneof(words, fc.constantFrom('\n', '\n\n', '\r\n', '\r', ' ', '\t', '    ', '```', '~~~', '`', '**', '*', '_', '__', '~~', '||', '[', '](', ')', '![', '<', '>', '> ', '- ', '1. ', '# ', '|', '| --- |', '$', '$$', '\\(', '\\[', '\\]', '\\', '&', '\u200D', '\u0301', '\uD83D', '\u200B', '<!--', '<details>')), { maxLength: 400, size: 'max' })
  .map((pieces) => pieces.join('')) // prettier-ignore

/** The text in pieces of any size, as a stream brings it. */
export function chunked(text: string, sizes: readonly number[]): readonly string[] {
  const pieces: string[] = []
  for (let at = 0, index = 0; at < text.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1
    pieces.push(text.slice(at, at + size))
    at += size
  }
  return pieces
}

export const sizes: fc.Arbitrary<readonly number[]> = fc.array(fc.integer({ min: 1, max: 120 }), {
  minLength: 1,
  maxLength: 8,
})
