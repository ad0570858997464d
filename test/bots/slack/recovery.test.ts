import { afterEach, expect, test } from 'vitest'
import { limits } from '../../../src/bots/slack/limits.ts'
import { differenceOf } from '../../support/read-back.ts'
import { answer, answerLog, ask, slowly, startBot, tokens } from './harness.ts'
import type { Harness, HarnessOptions, TestLog } from './harness.ts'
import { long } from './texts.ts'

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

const unclear = [
  { kind: 'reset', carriedOut: true },
  { kind: 'status', status: 503, carriedOut: false },
] as const

test.each(
  ['chat.startStream', 'chat.appendStream', 'chat.stopStream'].flatMap((method) =>
    unclear.map((how) => ({ method, how, label: JSON.stringify(how) })),
  ),
)('shows everything once when $method ends in $label', async ({ method, how }) => {
  const bot = await start()
  bot.fake.fail({ method, after: method === 'chat.appendStream' ? 1 : 0 }, how)
  const { answers } = await ask(bot, slowly(tokens(long, 60), 4))
  expect(answers).toHaveLength(1)
  expect(
    differenceOf(
      answers.map((one) => one.markdown),
      long,
    ),
  ).toBeUndefined()
  expect(bot.fake.liveStreams()).toEqual([])
})

test('goes on by edits when a stream dies', async () => {
  const bot = await start()
  const half = Math.floor(long.length / 2)
  async function* dying(): AsyncGenerator<string> {
    yield* slowly(tokens(long.slice(0, half), 60), 5)
    const stream = await bot.fake.until(() => bot.fake.liveStreams()[0])
    bot.fake.killStream(stream)
    yield* slowly(tokens(long.slice(half), 60), 5)
  }
  const { answers } = await ask(bot, dying())
  expect(answers).toHaveLength(1)
  expect(
    differenceOf(
      answers.map((one) => one.markdown),
      long,
    ),
  ).toBeUndefined()
})

test('posts what is missing when a dead stream takes no edits', async () => {
  const bot = await start()
  bot.fake.fail({ method: 'chat.update', times: 9 }, { kind: 'error', error: 'edit_window_closed' })
  const half = Math.floor(long.length / 2)
  async function* dying(): AsyncGenerator<string> {
    yield* slowly(tokens(long.slice(0, half), 60), 5)
    const stream = await bot.fake.until(() => bot.fake.liveStreams()[0])
    bot.fake.killStream(stream)
    yield* slowly(tokens(long.slice(half), 60), 5)
    await new Promise((resolve) => setTimeout(resolve, limits.editIntervalMs + 500))
  }
  const { answers } = await ask(bot, dying())
  expect(answers).toHaveLength(2)
  expect(
    answers
      .map((one) => one.markdown)
      .join('')
      .replaceAll(/\s/gu, ''),
  ).toBe(long.replaceAll(/\s/gu, ''))
})

test.each(['chat.startStream', 'chat.appendStream', 'chat.stopStream'])(
  'waits out a 429 of %s',
  async (method) => {
    const bot = await start()
    bot.fake.fail({ method }, { kind: 'ratelimited', retryAfterSeconds: 1 })
    const { answers } = await ask(bot, slowly(tokens(long, 60), 5))
    expect(answers).toHaveLength(1)
    expect(
      differenceOf(
        answers.map((one) => one.markdown),
        long,
      ),
    ).toBeUndefined()
  },
)

test.each([true, false])(
  'posts once when the answer to a post is lost, carried out: %s',
  async (carriedOut) => {
    const bot = await start({ slack: { streams: { error: 'not_allowed' } } })
    bot.fake.fail({ method: 'chat.postMessage' }, { kind: 'reset', carriedOut })
    bot.fake.fail({ method: 'chat.update' }, { kind: 'reset', carriedOut })
    const { answers } = await ask(bot, slowly(tokens(long, 100), 5))
    expect(answers).toHaveLength(1)
    expect(differenceOf([answers[0]?.markdown ?? ''], long)).toBeUndefined()
  },
)

test.each([
  ['at once', []],
  ['after a stop that failed', [{ kind: 'status', status: 503, carriedOut: false }]],
  ['after a stop whose answer was lost', [{ kind: 'reset', carriedOut: true }]],
  ['after a stop that was too often', [{ kind: 'ratelimited', retryAfterSeconds: 1 }]],
] as const)('finishes what an earlier process left as an open stream, %s', async (_when, faults) => {
  const bot = await start()
  const { fake } = bot
  const half = Math.floor(long.length / 2)
  const stuck = Promise.withResolvers<TestLog>()
  bot.assistant.script = async (question, surface) => {
    const log = answerLog(question.id)
    const reply = surface.openReply(question, log)
    for (const chunk of tokens(long.slice(0, half), 80)) await reply.append(chunk)
    await fake.until(() => fake.liveStreams().length > 0)
    stuck.resolve(log)
  }
  const said = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} go` })
  const log = await stuck.promise
  const question = bot.assistant.asked[0]
  if (question === undefined) throw new Error('nothing was asked')
  const before = { posted: [...log.shown], generated: long.slice(0, half) }
  for (const how of faults) fake.fail({ method: 'chat.stopStream' }, how)
  await answer(
    bot.bot.surface,
    question,
    slowly(tokens(long.slice(half), 80), 2),
    { kind: 'done' },
    answerLog(question.id, before),
  )
  const answers = fake.answers(said)
  expect(answers).toHaveLength(1)
  expect(differenceOf([answers[0]?.markdown ?? ''], long)).toBeUndefined()
  expect(fake.liveStreams()).toEqual([])
})
