import fc from 'fast-check'
import { expect, it } from 'vitest'
import { slackFormat } from '../../../src/bots/slack/format.ts'
import { settledText } from '../../../src/bots/slack/settled.ts'
import { createSplitter } from '../../../src/core/delivery/parts/splitter.ts'
import { long } from './texts.ts'

/** Looks at a text that grows by so much between looks; the ends of what was shown and had to be taken back. */
function takenBack(text: string, growth: readonly number[]): readonly string[] {
  const splitter = createSplitter(slackFormat)
  const sent: string[] = []
  const before: string[] = []
  const wrong: string[] = []
  for (let at = 0, look = 0; at < text.length; look += 1) {
    const upTo = at + (growth[look % growth.length] ?? 1)
    splitter.append(text.slice(at, upTo))
    at = upTo
    if (at >= text.length) splitter.end()
    const parts = splitter.parts()
    for (const [index, part] of parts.entries()) {
      const shown = sent[index] ?? ''
      if (index < parts.length - 1 || at >= text.length) {
        if (!part.text.startsWith(shown)) wrong.push(shown.slice(-40))
        continue
      }
      const settled = settledText(part, splitter.source, shown, before[index] ?? '', slackFormat.maxLength)
      if (settled.startsWith(shown)) sent[index] = settled
      before[index] = part.text
    }
  }
  return wrong
}

it('streams nothing that moves to the next message when this one is full, whenever it is looked at', () => {
  const text = Array<string>(4).fill(long).join('\n\n')
  const growth = fc.array(fc.integer({ min: 50, max: 1500 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(growth, (steps) => {
      expect(takenBack(text, steps)).toEqual([])
    }),
    { numRuns: 4 },
  )
})
