import { afterEach, expect, test, vi } from 'vitest'
import { slackFormat } from '../../../src/bots/slack/format.ts'
import { unescape } from '../../fakes/slack/block-text.ts'
import { differenceOf } from '../../support/read-back.ts'
import { answer, ask, slowly, startBot, tokens } from './harness.ts'
import type { Harness, HarnessOptions } from './harness.ts'
import { long, paragraph } from './texts.ts'

let harness: Harness | undefined

async function start(options?: HarnessOptions): Promise<Harness> {
  harness = await startBot(options)
  return harness
}

afterEach(async () => {
  const { fake } = harness ?? {}
  await harness?.close()
  harness = undefined
  expect(fake?.violations ?? []).toEqual([])
})

test('streams a long answer and is read back character for character', async () => {
  const bot = await start()
  const { answers, said } = await ask(bot, slowly(tokens(long, 40), 5))
  expect(
    differenceOf(
      answers.map((one) => one.markdown),
      long,
    ),
  ).toBeUndefined()
  expect(answers).toHaveLength(1)
  expect(answers[0]?.versions.length).toBeGreaterThan(3)
  expect(bot.fake.liveStreams()).toEqual([])
  expect(bot.fake.session('general', said.ts)?.status).toBe('active')
  expect(bot.fake.requestsTo('chat.update')).toHaveLength(0)
  // Nothing that was shown is taken back.
  for (const [index, version] of (answers[0]?.versions ?? []).entries()) {
    const before = answers[0]?.versions[index - 1]?.text ?? ''
    expect(version.text.startsWith(before)).toBe(true)
  }
})

test('goes on in another message above 10,000 characters', async () => {
  const bot = await start()
  const text = [long, long, long, long, long, long].join('\n\n')
  const { answers, log } = await ask(bot, slowly(tokens(text, 200), 4))
  expect(
    differenceOf(
      answers.map((one) => one.markdown),
      text,
    ),
  ).toBeUndefined()
  expect(answers.length).toBeGreaterThan(2)
  for (const one of answers) expect(one.markdown.length).toBeLessThanOrEqual(10_000)
  expect(bot.fake.requestsTo('chat.update')).toHaveLength(0)
  const last = log.shown.filter((part) => part.index === answers.length - 1).at(-1)
  expect(last?.to).toBe(text.length)
  expect(log.texts.at(-1)).toBe(text)
})

test('closes a notice below the text', async () => {
  const bot = await start()
  const { answers } = await ask(bot, slowly(tokens(paragraph.trim(), 9), 5), {
    kind: 'failed',
    notice: 'It *broke* off <!here>.',
  })
  expect(answers).toHaveLength(1)
  expect(answers[0]?.markdown).toBe(paragraph.trim())
  expect(answers[0]?.text).toBe(`${paragraph.trim()}\nIt _broke_ off <!here>.`)
  expect(bot.fake.liveStreams()).toEqual([])
})

test('shows a notice where there is no text', async () => {
  const bot = await start()
  const { answers } = await ask(bot, [], { kind: 'failed', notice: 'No credit.' })
  expect(answers.map((one) => one.text)).toEqual(['No credit.'])
})

test('posts and edits where Slack takes no streams', async () => {
  const bot = await start({ slack: { streams: { error: 'not_allowed' } } })
  const { answers } = await ask(bot, slowly(tokens(long, 60), 5), { kind: 'stopped', notice: 'Stopped.' })
  expect(answers).toHaveLength(1)
  expect(differenceOf([answers[0]?.markdown ?? ''], long)).toBeUndefined()
  expect(answers[0]?.text.endsWith('\nStopped.')).toBe(true)
  await ask(bot, ['again'])
  expect(bot.fake.requestsTo('chat.startStream')).toHaveLength(1)
})

test('pings nobody, whatever is written', async () => {
  const bot = await start()
  const text = 'Hey <!channel> <!here|x> <@U0MEMBER> <!subteam^S1> &lt;!everyone&gt; @channel `<!here>` done'
  const { answers } = await ask(bot, slowly(tokens(text, 3), 20))
  expect(answers[0]?.markdown).toBe(text)
  expect(answers[0]?.pings).toEqual({ mass: [], groups: [], users: [] })
})

test('answers more than streams allow by posts, with nothing lost', async () => {
  const bot = await start()
  const { fake, assistant } = bot
  const done: string[] = []
  assistant.script = async (question, surface) => {
    await answer(surface, question, slowly(tokens(`${question.text}: ${paragraph.repeat(6)}`, 30), 15))
    done.push(question.id)
  }
  const said = Array.from({ length: 26 }, (_, index) =>
    fake.say({
      user: index % 2 === 0 ? 'member' : 'admin',
      channel: 'general',
      text: `${fake.mention} n${index}`,
    }),
  )
  await fake.until(() => said.every((one) => fake.answers(one).some((answer) => !answer.streaming)))
  await vi.waitFor(() => expect(done).toHaveLength(26), 60_000)
  for (const [index, one] of said.entries()) {
    const answers = fake.answers(one)
    expect(answers).toHaveLength(1)
    expect(answers[0]?.markdown).toBe(`n${index}: ${paragraph.repeat(6)}`.trim())
  }
  expect(fake.requestsTo('chat.startStream').filter((request) => request.status === 429)).toHaveLength(0)
})

test.each([
  'A formula $x^2 + y_1$ and <b>bold</b>, then ~~gone~~ and `code` &lt; [link](https://example.com/a_b?c=1&d=2).',
  '1. one\n2. two **bold\nover lines** and\n   ```js\n   let a = 1 < 2\n   ```\n3. three',
  '> quoted *text*\n> more\n\n***\n\n| a |\n|---|\n| `x|y` |\n\nAn ![image](https://example.com/i.png) and a footnote[^1].\n\n[^1]: Here.',
  `\`\`\`\`md\n\`\`\`ts\nconst a = 1\n\`\`\`\n\`\`\`\`\n\n${'word '.repeat(40)}`,
])('shows in the end what the whole text is rendered as: %s', async (text) => {
  const bot = await start()
  const { answers } = await ask(bot, slowly(tokens(text, 3), 12))
  expect(answers).toHaveLength(1)
  const rendered = unescape(slackFormat.render(text))
  expect(answers[0]?.markdown.trim()).toBe(rendered.trim())
})

test("ends the model's answer when somebody presses Slack's own Stop", async () => {
  const bot = await start()
  const { fake, assistant } = bot
  const stop = new AbortController()
  assistant.onStop = () => stop.abort()
  async function* endless(): AsyncGenerator<string> {
    while (!stop.signal.aborted) yield* slowly([paragraph], 20)
  }
  const delivered = ask(bot, endless(), { kind: 'stopped', notice: 'Stopped.' })
  const stream = await fake.until(() => fake.liveStreams().find((one) => one.versions.length > 2))
  fake.stopSession({ user: 'member', channel: 'general', threadTs: stream.threadTs ?? '' })
  const { answers, said } = await delivered
  expect(assistant.stopped[0]).toMatchObject({ id: assistant.asked[0]?.id, by: { id: 'U0MEMBER' } })
  expect(answers).toHaveLength(1)
  expect(answers[0]?.text).toMatch(/^The quick[\s\S]+\nStopped\.$/u)
  await fake.until(() => fake.session('general', said.threadTs)?.status === 'active')
})
