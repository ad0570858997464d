import fc from 'fast-check'
import { expect, it } from 'vitest'
import { slackFormat } from '../../../src/bots/slack/format.ts'

/** A bracket that Slack takes for its own, or a character that it decodes and which was not escaped. */
const dangerous = /<|&(?:gt|quot|apos|#\d+|#x[\da-f]+);/iu

it.each([
  ['<!channel>'],
  ['`<!here>`'],
  ['```\n<!everyone|all>\n```'],
  ['<!subteam^S123|team>'],
  ['<@U12345>'],
  ['&lt;!channel&gt;'],
  ['&#60;!channel>'],
  ['&#x3C;&#33;here>'],
  ['<\\!channel>'],
  ['| <!here> |\n|---|\n| <@U1> |'],
  ['[<!channel>](https://e.com)'],
  ['<b><!CHANNEL></b>'],
])('nothing of %j can ping', (markdown) => {
  expect(slackFormat.render(markdown)).not.toMatch(dangerous)
})

it('lets no control sequence through, however it is put together', () => {
  const brackets = ['<', '&lt;', '&#60;', '&#x3c;', '&', '>', '\\']
  const words = ['!', '&#33;', '@', 'channel', 'here', 'U123', 'subteam^S1', 'lt;', 'amp;']
  const marks = ['`', '\n', ' ', '*', '|', '<b>', '$', '\\(', '```\n']
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...brackets, ...words, ...marks), { maxLength: 30 }), (all) => {
      expect(slackFormat.render(all.join(''))).not.toMatch(dangerous)
    }),
    { numRuns: 500 },
  )
})
