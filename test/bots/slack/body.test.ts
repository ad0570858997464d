import { expect, test } from 'vitest'
import { bodyOf } from '../../../src/bots/slack/body.ts'
import { escapeMarkdown } from '../../../src/bots/slack/mrkdwn.ts'

const buttons = { type: 'actions', elements: [] }

test('the text beside blocks says what they say, and pings nobody', () => {
  const { text } = bodyOf(escapeMarkdown('**Hi** <!channel> & all'), 'Noted.', buttons)
  expect(text).toBe('*Hi* &lt;!channel&gt; &amp; all\n\nNoted.')
})

test.each(['🙂', 'é<', '&amp; ', 'a'])('the text beside blocks is cut between letters of %s', (letter) => {
  for (let before = 0; before < 8; before += 1) {
    const text = String(bodyOf(`${'x'.repeat(before)}${letter.repeat(6000)}`, undefined, buttons)['text'])
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4000)
    expect(Buffer.byteLength(text)).toBeGreaterThan(3985)
    expect(text).toMatch(/[^\uFFFD]…$/u)
    expect(text).not.toMatch(/&\w*…$/u)
  }
})
