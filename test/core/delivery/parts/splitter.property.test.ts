import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Format } from '../../../../src/core/delivery/parts/format.ts'
import { alignedTextFormat, nativeMarkdownFormat } from '../../../../src/core/delivery/parts/formats.ts'
import { createSplitter } from '../../../../src/core/delivery/parts/splitter.ts'
import type { SplitPart } from '../../../../src/core/delivery/parts/splitter.ts'
import { parseMarkdown } from '../../../../src/core/delivery/parts/markdown.ts'
import { joinParts } from '../../../support/join-parts.ts'
import {
  chaos,
  chunked,
  lettersShownOnce,
  markdown,
  markdownWithoutIndentedCode,
  sizes,
} from './markdown-arbitrary.ts'

const formats: fc.Arbitrary<Format> = fc
  .record({ maxLength: fc.integer({ min: 100, max: 1_200 }), hasBytes: fc.boolean(), native: fc.boolean() })
  .map(({ maxLength, hasBytes, native }) => {
    const limits = { maxLength, ...(hasBytes ? { maxBytes: Math.floor(maxLength * 1.5) } : {}) }
    return native
      ? nativeMarkdownFormat({ ...limits, escape: asItIs })
      : alignedTextFormat({ ...limits, spoilers: true, smallPrint: '-# ' })
  })

const asItIs = (text: string): string => text
const runs = Number(process.env['FC_RUNS'] ?? 12)

/** Streams the text, looking at the parts after every chunk, and checks what must hold at each look. */
function stream(format: Format, text: string, pieces: readonly string[]): readonly SplitPart[] {
  const splitter = createSplitter(format)
  let before: readonly SplitPart[] = []
  const look = (): void => {
    const parts = splitter.parts()
    assert.ok(parts.length >= before.length, 'a part went')
    if (parts.length > before.length || parts.length > 1) {
      const frozen = before.slice(0, -1)
      assert.deepStrictEqual(parts.slice(0, frozen.length), frozen)
    }
    for (const part of parts) mustBeWithin(format, part)
    for (const part of parts.slice(1))
      assert.doesNotMatch(
        splitter.source.slice(part.from - 1, part.from + 1),
        /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/,
      )
    if (parts.length > 0) assert.equal(joinParts(splitter.source, parts), splitter.source)
    before = parts
  }
  for (const piece of pieces) {
    splitter.append(piece)
    look()
  }
  splitter.end()
  look()
  expect(splitter.source).toBe(text)
  return splitter.parts()
}

/** By `assert`, which is far cheaper than `expect`: it is asked after every chunk, of every part. */
function mustBeWithin({ maxLength, maxBytes }: Format, { text }: SplitPart): void {
  assert.notEqual(text.trim(), '')
  assert.ok(text.length <= maxLength, `${text.length} of ${maxLength} characters`)
  assert.ok(maxBytes === undefined || Buffer.byteLength(text) <= maxBytes, `more than ${maxBytes} bytes`)
  assert.ok(text.isWellFormed(), 'half a character')
}

const lettersOf = (text: string): string => text.replace(/[^\p{L}]/gu, '')

describe('any Markdown, any chunking, any limit', () => {
  it('rejoins to the text, within limits, frozen parts unchanged', () => {
    fc.assert(
      fc.property(formats, markdown, sizes, (format, text, chunkSizes) => {
        const parts = stream(format, text, chunked(text, chunkSizes))
        expect(parts.length).toBeGreaterThan(0)
        expect(joinParts(text, parts)).toBe(text)
      }),
      { numRuns: runs },
    )
  })

  it('holds for broken Markdown too', () => {
    fc.assert(
      fc.property(formats, chaos, sizes, (format, text, chunkSizes) => {
        stream(format, text, chunked(text, chunkSizes))
      }),
      { numRuns: runs },
    )
  })

  it('shows every letter once, in order', () => {
    fc.assert(
      fc.property(formats, lettersShownOnce, sizes, (format, text, chunkSizes) => {
        const shown = stream(format, text, chunked(text, chunkSizes)).map((part) => part.text)
        expect(lettersOf(shown.join(''))).toBe(lettersOf(text))
      }),
      { numRuns: runs },
    )
  })

  it('finds the same parts after a restart', () => {
    fc.assert(
      fc.property(formats, markdown, (format, text) => {
        const parts = stream(format, text, [text])
        const resumed = createSplitter(format, { source: text, frozen: parts.slice(0, -1) })
        resumed.end()
        expect(resumed.parts()).toEqual(parts)
      }),
      { numRuns: runs },
    )
  })

  it('tears no grapheme apart, in whatever writing and without any space', () => {
    const clusters = fc.constantFrom(...'👩‍👩‍👧‍👦 👍🏽 🏳️‍🌈 1️⃣ 🇮🇩 🇩🇪 🏴󠁧󠁢󠁥󠁮󠁧󠁿 क्षि ạ́ กำ 한 כָּ مُّ 漢'.split(' '))
    // A run of one kind is where a boundary hangs on what is far before it.
    const stretches = fc.tuple(
      fc.array(clusters, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 300 }),
    )
    const texts = fc.array(stretches, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(formats, texts, (format, runsOf) => {
        const text = runsOf.map(([kinds, times]) => kinds.join('').repeat(times)).join('')
        const starts = new Set(Array.from(new Intl.Segmenter().segment(text), ({ index }) => index))
        for (const { from } of stream(format, text, [text])) assert.ok(starts.has(from), `cut at ${from}`)
      }),
      { numRuns: runs },
    )
  })

  it('leaves no fence open in any part', () => {
    fc.assert(
      fc.property(formats, markdownWithoutIndentedCode, (format, text) => {
        // The parser takes "- 7." for text where the item interrupts a paragraph.
        fc.pre(!/(?:[-*+]|\d[.)]) +(?!1[.)])\d+[.)]/.test(text))
        for (const part of stream(format, text, [text])) {
          const lines = part.text.split('\n')
          const runsOfThree = lines.filter((line) => /^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*[\s>]*```/.test(line))
          if (format.spoilers) expect(runsOfThree.length % 2).toBe(0)
          const last = parseMarkdown(part.text).children.at(-1)
          if (last?.type === 'code') expect(part.text.trimEnd()).toMatch(/(?:`{3,}|~{3,})$/)
        }
      }),
      { numRuns: runs },
    )
  })

  it('does not depend on when it is looked at, once all of it fits one part', () => {
    fc.assert(
      fc.property(markdownWithoutIndentedCode, sizes, (text, chunkSizes) => {
        const format = alignedTextFormat({ maxLength: 200_000 })
        expect(stream(format, text, chunked(text, chunkSizes))).toEqual(stream(format, text, [text]))
      }),
      { numRuns: Math.ceil(runs / 2) },
    )
  })
})
