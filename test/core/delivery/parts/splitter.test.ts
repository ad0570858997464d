import { describe, expect, it } from 'vitest'
import { capParts } from '../../../../src/core/delivery/parts/cap.ts'
import { alignedTextFormat, nativeMarkdownFormat } from '../../../../src/core/delivery/parts/formats.ts'
import { createSplitter } from '../../../../src/core/delivery/parts/splitter.ts'
import type { SplitPart } from '../../../../src/core/delivery/parts/splitter.ts'
import { joinParts } from '../../../support/join-parts.ts'

const format = alignedTextFormat({ maxLength: 120, spoilers: true })
const words = (count: number): string => Array.from({ length: count }, (_, index) => `word${index}`).join(' ')
const numbered = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')

function split(markdown: string, by = format): readonly string[] {
  const splitter = createSplitter(by)
  splitter.append(markdown)
  splitter.end()
  expect(joinParts(markdown, splitter.parts())).toBe(markdown)
  return splitter.parts().map((part) => part.text)
}

describe('where an answer is split', () => {
  it('prefers the place between blocks', () => {
    expect(split(`${words(12)}\n\n${words(13)}`)).toEqual([words(12), words(13)])
  })

  it('keeps a heading, and a sentence that announces code, with what follows', () => {
    expect(split(`${words(14)}\n\n## Head\n\n${words(8)}`)).toEqual([words(14), `## Head\n\n${words(8)}`])
    const code = '```js\na()\nb()\n```'
    expect(split(`${words(16)}\n\nHere it is:\n\n${code}`)).toEqual([words(16), `Here it is:\n\n${code}`])
  })

  it('prefers the end of a sentence to that of a word', () => {
    expect(split(`${words(12)}. Then ${words(12)}`)).toEqual([`${words(12)}.`, `Then ${words(12)}`])
  })

  it('never cuts a link or a code span', () => {
    const link = '[a label that is long enough](https://example.com/path/that/is/long)'
    expect(split(`${words(12)} ${link} end`)).toEqual([words(12), `${link} end`])
    const code = `\`${words(8)}\``
    expect(split(`${words(12)} ${code} end`)).toEqual([words(12), `${code} end`])
  })

  it('cuts endless words between graphemes', () => {
    const family = '👨‍👩‍👧‍👦'
    expect(split(family.repeat(20))).toEqual([family.repeat(10), family.repeat(10)])
    const combined = 'e\u0301\u0323'
    expect(split(combined.repeat(50))).toEqual([combined.repeat(40), combined.repeat(10)])
    expect(split('x'.repeat(130))).toEqual(['x'.repeat(120), 'x'.repeat(10)])
  })

  it('cuts text without spaces between sentences', () => {
    const sentence = '这是一个很长的中文段落，没有空格。'
    expect(split(sentence.repeat(10)).map((part) => part.length / sentence.length)).toEqual([7, 3])
  })

  it('obeys the ceiling of bytes too', () => {
    const parts = split('界'.repeat(300), alignedTextFormat({ maxLength: 200, maxBytes: 300 }))
    expect(parts.map((part) => part.length)).toEqual([100, 100, 100])
  })

  it('does not begin a part with what would become a list', () => {
    const parts = split(`${'x'.repeat(110)} y - ${'z'.repeat(60)}`)
    for (const part of parts) expect(part).not.toMatch(/^- /)
  })
})

describe('what goes on in the next part', () => {
  it('opens code again with its language', () => {
    const code = numbered(13, (index) => `print(${index})`)
    expect(split(`\`\`\`py\n${code}\n\`\`\``)).toEqual([
      `\`\`\`py\n${numbered(12, (index) => `print(${index})`)}\n\`\`\``,
      '```py\nprint(12)\n```',
    ])
  })

  it('shows the last line of a formula, wherever the cut before it falls', () => {
    for (let count = 1; count <= 40; count += 1) {
      const lines = numbered(count, (index) => `\\unknown{${1000 + index}}`)
      const shown = split(`\\[\n${lines} \\quad \\mathrm{and more of the same line} \\]`).join('')
      const digits = Array.from({ length: count }, (_, index) => 1000 + index).join('')
      expect(shown.replace(/\D/g, '')).toBe(digits)
    }
  })

  it('opens code again with a fence as long and of the same kind', () => {
    const text = `~~~~md\n${numbered(20, (index) => `~~~ ${index}`)}\n~~~~`
    for (const part of split(text, nativeMarkdownFormat({ maxLength: 100, escape: (markdown) => markdown })))
      expect(part).toMatch(/^~~~~md\n[^]*\n~~~~$/)
  })

  it('opens code again in a quote and in a list', () => {
    const quote = split(`> a\n> ~~~py\n${numbered(12, (index) => `> print(${index})`)}\n> ~~~\n> b`)
    expect(quote[0]).toMatch(/\n> ```$/)
    expect(quote[1]).toMatch(/^> ```py\n> print[^]*\n> ```\n> b$/)
    const list = split(`- a\n\n  ~~~py\n${numbered(12, (index) => `  print(${index})`)}\n  ~~~\n- b`)
    expect(list[0]).toMatch(/\n {2}```$/)
    expect(list[1]).toMatch(/^```py\nprint[^]*\n```\n- b$/)
  })

  it('repeats the head of a table', () => {
    const rows = numbered(10, (index) => `| row ${index} | ${index} |`)
    const parts = split(`| Name | N |\n|---|--:|\n${rows}`)
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) expect(part).toMatch(/^```\nName {2}\| N\n------\|--\nrow \d \| \d\n/)
  })

  it('keeps the numbers of a list', () => {
    const parts = split(numbered(12, (index) => `${index + 1}. item ${index}`))
    expect(parts.join('\n')).toBe(numbered(12, (index) => `${index + 1}. item ${index}`))
  })

  it('takes the indentation off a nested list', () => {
    const text = `1. one\n2. two\n${numbered(6, (index) => `   - nested item ${index} a`)}\n3. three`
    const parts = split(text)
    expect(parts[1]).toMatch(/^- nested item \d a\n(?:- nested item \d a\n)*3\. three$/)
  })

  it('goes on with a quote, and with emphasis', () => {
    expect(split(`> ${words(30)}`).every((part) => part.startsWith('> word'))).toBe(true)
    expect(split(`**${words(30)}**`).every((part) => /^\*\*word.*\d\*\*$/.test(part))).toBe(true)
  })
})

describe('a stream', () => {
  function watch(text: string): readonly (readonly SplitPart[])[] {
    const splitter = createSplitter(format)
    return Array.from(text, (character) => {
      splitter.append(character)
      return splitter.parts()
    })
  }

  it('freezes all parts but the last', () => {
    const seen = watch(
      `# Head\n\n${words(20)}\n\n- a\n- b\n\n\`\`\`js\n${numbered(20, (index) => `f(${index})`)}\n\`\`\`\n\nend`,
    )
    for (const [index, parts] of seen.entries()) {
      const before = seen[index - 1] ?? []
      expect(parts.slice(0, before.length - 1)).toEqual(before.slice(0, -1))
      expect(parts.length).toBeGreaterThanOrEqual(before.length)
    }
    expect(seen.at(-1)?.length).toBeGreaterThan(2)
  })

  it('shows nothing before there is something to see', () => {
    expect(watch('\n \n**').map((parts) => parts.length)).toEqual([0, 0, 0, 0, 0])
  })

  it('adds blank lines at the end to the last part', () => {
    const splitter = createSplitter(format)
    splitter.append(`${words(20)}\n\n \n`)
    splitter.end()
    expect(splitter.parts().at(-1)?.to).toBe(splitter.source.length)
    expect(splitter.parts().every((part) => part.text.trim() !== '')).toBe(true)
  })

  it('shows at the end what it held back', () => {
    const splitter = createSplitter(format)
    splitter.append('See [this')
    expect(splitter.parts()[0]?.text).toBe('See this')
    splitter.end()
    expect(splitter.parts()[0]?.text).toBe('See [this')
  })

  it('goes on from what an earlier process had shown', () => {
    const text = `\`\`\`js\n${numbered(40, (index) => `f(${index})`)}\n\`\`\``
    const first = createSplitter(format)
    first.append(text.slice(0, 200))
    const frozen = first.parts().slice(0, -1)
    const second = createSplitter(format, { source: text.slice(0, 200), frozen })
    expect(second.parts()).toEqual(first.parts())
    second.append(text.slice(200))
    second.end()
    expect(joinParts(text, second.parts())).toBe(text)
  })

  it('shows tags that would be left out when there is nothing else', () => {
    expect(split('<p></p>')).toEqual(['`<p></p>`'])
  })
})

describe('the cap', () => {
  const text = `Intro\n\n\`\`\`js\n${numbered(60, (index) => `f(${index})`)}\n\`\`\`\n\nEnd`

  it('leaves a short answer as it is', () => {
    const parts = splitAll(text)
    expect(capParts(format, text, parts, 50)).toEqual({ head: parts })
  })

  it('puts the rest, able to stand alone, apart', () => {
    const parts = splitAll(text)
    const { head, rest } = capParts(format, text, parts, 2)
    expect(head).toEqual(parts.slice(0, 2))
    expect(rest).toMatch(/^```js\nf\(\d+\)\n/)
    expect(rest?.endsWith(text.slice(parts[2]?.from))).toBe(true)
  })

  function splitAll(markdown: string): readonly SplitPart[] {
    const splitter = createSplitter(format)
    splitter.append(markdown)
    splitter.end()
    return splitter.parts()
  }
})
