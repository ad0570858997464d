import { afterEach, expect, test } from 'vitest'
import type { AnswerLog } from '../../../src/core/delivery/answer-log.ts'
import { plainly } from '../../../src/core/delivery/manner.ts'
import type { Manner } from '../../../src/core/delivery/manner.ts'
import type { Ending } from '../../../src/core/delivery/reply.ts'
import type { Question } from '../../../src/core/question.ts'
import type { Seen } from '../../fakes/slack/reading.ts'
import { differenceOf } from '../../support/read-back.ts'
import { answerLog, startBot } from './harness.ts'
import type { Harness, HarnessOptions } from './harness.ts'
import { long } from './texts.ts'

let h: Harness

async function start(options?: HarnessOptions): Promise<void> {
  h = await startBot(options)
}

afterEach(async () => {
  await h.close()
  expect(h.fake.violations).toEqual([])
})

interface Saying {
  readonly thought?: string
  readonly text?: string
  readonly pauseMs?: number
  readonly log?: (question: Question) => Partial<AnswerLog>
  readonly ending?: Ending
}

const veryLong = Array.from({ length: 9 }, (_, i) => `# Chapter ${i}\n\n${long}`).join('\n\n')

/** Answers a question in #general after having thought; gives what is in the thread then. */
async function said(manner: Partial<Manner>, saying: Saying = {}) {
  const { text = veryLong, pauseMs = 2 } = saying
  const pause = (): Promise<void> => new Promise((done) => setTimeout(done, pauseMs))
  const done = Promise.withResolvers<void>()
  h.assistant.script = async (question, surface) => {
    try {
      const log = answerLog(question.id, saying.log?.(question))
      const reply = surface.openReply(question, log, { ...plainly, ...manner })
      for (const chunk of saying.thought?.match(/[^]{1,9}/gu) ?? []) {
        await reply.reasoning(chunk)
        await pause()
      }
      for (const chunk of text.match(/[^]{1,900}/gu) ?? []) {
        await reply.append(chunk)
        await pause()
      }
      await reply.close(saying.ending ?? { kind: 'done' })
      done.resolve()
    } catch (error) {
      done.reject(error)
    }
  }
  const asked = h.fake.say({ user: 'member', channel: 'general', text: `${h.fake.mention} go` })
  await done.promise
  return { asked, answers: h.fake.answers(asked) }
}

function filesIn(answers: readonly Seen[]) {
  return answers.flatMap(({ files }) => files.map(({ name, content }) => [name, content.toString()] as const))
}

const restName = /^answer-[0-9a-f]{16}\.md$/u

test.each([undefined, { error: 'not_allowed' }])(
  'the rest of a long answer is a file in its thread, below the last message (streams: %o)',
  async (streams) => {
    await start(streams && { slack: { streams } })
    const { answers } = await said({ maxParts: 2 })
    expect(answers).toHaveLength(3)
    expect(answers.map(({ files }) => files.length)).toEqual([0, 0, 1])
    const [[name, rest] = ['', '']] = filesIn(answers)
    expect(name).toMatch(restName)
    expect(answers[1]?.text.endsWith('\nThe rest is in the file answer.md.')).toBe(true)
    const head = answers.slice(0, 2).map(({ markdown }) => markdown)
    expect(differenceOf([...head, rest], veryLong)).toBeUndefined()
    expect(h.fake.liveStreams()).toEqual([])
  },
)

test('where files are refused, all is shown', async () => {
  await start()
  h.fake.fail({ method: 'files.getUploadURLExternal' }, { kind: 'error', error: 'missing_scope' })
  const { answers } = await said({ maxParts: 2, reasoning: 'attached' }, { thought: '⟪ZQ⟫' })
  expect(answers.length).toBeGreaterThan(3)
  expect(answers.map(({ text }) => text).join('')).not.toContain('answer.md')
  expect(
    differenceOf(
      answers.map(({ markdown }) => markdown),
      veryLong,
    ),
  ).toBeUndefined()
})

test('a task card tells that the model thinks and for how long, and nothing of what', async () => {
  await start()
  const { asked, answers } = await said(
    { reasoning: 'summary' },
    { thought: '⟪ZQ⟫ '.repeat(60), pauseMs: 8, text: long },
  )
  expect(answers).toHaveLength(1)
  expect(answers[0]?.text.startsWith('Thought for ')).toBe(true)
  expect(differenceOf([answers[0]?.markdown ?? ''], long)).toBeUndefined()
  expect(answers[0]?.versions[0]?.text).toBe('Thinking…')
  expect(JSON.stringify(answers)).not.toContain('⟪ZQ⟫')
  expect(h.fake.session('general', asked.ts)?.status).toBe('active')
})

test('an answer that is stopped while it thinks leaves no open stream', async () => {
  await start()
  const ending = { kind: 'stopped', notice: 'Stopped.' } as const
  const { answers } = await said(
    { reasoning: 'summary' },
    { thought: '⟪ZQ⟫'.repeat(60), pauseMs: 8, text: '', ending },
  )
  expect(answers.map(({ text }) => text)).toEqual(['Thought for 0 seconds\nStopped.'])
  expect(h.fake.liveStreams()).toEqual([])
})

test.each([undefined, { error: 'not_allowed' }])(
  'thoughts come as a file in the thread (streams: %o)',
  async (streams) => {
    await start(streams && { slack: { streams } })
    const thought = '⟪ZQ⟫ secret. '.repeat(9)
    const { answers } = await said({ reasoning: 'attached' }, { thought, text: long })
    expect(answers).toHaveLength(2)
    expect(filesIn(answers)).toEqual([[expect.stringMatching(/^thoughts-[0-9a-f]{16}\.md$/u), thought]])
    expect(JSON.stringify(answers.map(({ versions }) => versions))).not.toContain('⟪ZQ⟫')
  },
)

test('what may have been shared before is not shared again, and what an earlier attempt shared goes', async () => {
  await start()
  const before = await said({ maxParts: 1 })
  expect(before.answers).toHaveLength(2)
  const [first, file] = before.answers
  const ref = { channel: first?.channel ?? '', message: first?.ts ?? '' }
  const [[, rest] = ['', '']] = filesIn(before.answers)
  const to = veryLong.length - rest.length
  // The same question once more, as another process finishes it.
  const [question] = h.assistant.asked
  if (question === undefined) throw new Error('nothing was asked')
  async function again(log: Partial<AnswerLog>, text: string, maxParts = 1): Promise<readonly Seen[]> {
    if (question === undefined) return []
    const reply = h.bot.surface.openReply(question, answerLog(question.id, log), { ...plainly, maxParts })
    if (text !== '') await reply.append(text)
    await reply.close({ kind: 'done' })
    return h.fake.answers(before.asked)
  }
  const resumed = await again({ posted: [{ index: 0, ref, from: 0, to }], generated: veryLong }, '')
  expect(resumed.map(({ ts }) => ts)).toEqual([first?.ts, file?.ts])
  const more = `${veryLong}\n\n${long}`
  const longer = await again({ posted: [{ index: 0, ref, from: 0, to: 0 }], attempt: 1 }, more, 2)
  expect(longer.map(({ files }) => files.length)).toEqual([0, 0, 1])
  expect(longer.map(({ ts }) => ts)).not.toContain(file?.ts)
  const texts = longer.slice(0, 2).map(({ markdown }) => markdown)
  expect(differenceOf([...texts, longer[2]?.files[0]?.content.toString() ?? ''], more)).toBeUndefined()
  const posted = longer
    .slice(0, 2)
    .map(({ ts }, index) => ({ index, ref: { ...ref, message: ts }, from: 0, to: 0 }))
  const anew = await again({ posted, attempt: 2 }, 'Short now.')
  expect(anew.map(({ ts, markdown }) => [ts, markdown])).toEqual([[first?.ts, 'Short now.']])
})

test('withdrawing an answer takes its files along', async () => {
  await start()
  const { asked, answers } = await said({ maxParts: 1 })
  const [question] = h.assistant.asked
  if (question === undefined) throw new Error('nothing was asked')
  const posted = [
    { index: 0, ref: { channel: answers[0]?.channel ?? '', message: answers[0]?.ts ?? '' }, from: 0, to: 9 },
  ]
  const log = answerLog(question.id, { posted, generated: veryLong })
  await h.bot.surface.openReply(question, log, { ...plainly, maxParts: 1 }).close({ kind: 'withdrawn' })
  expect(h.fake.answers(asked)).toEqual([])
})

test('an answer for one person has its files in the direct messages with them', async () => {
  await start()
  const done = Promise.withResolvers<void>()
  h.assistant.script = async (question, surface) => {
    const reply = surface.openReply(question, answerLog(question.id), {
      ...plainly,
      maxParts: 1,
      reasoning: 'attached',
    })
    await reply.reasoning('Hm.')
    await reply.append(veryLong)
    await reply.close({ kind: 'done' }).then(() => done.resolve(), done.reject)
  }
  h.fake.slash({ user: 'member', channel: 'general', text: 'ask private:true go' })
  await done.promise
  const files = filesIn(h.fake.messages('dm', undefined, 'member').filter(({ fromBot }) => fromBot))
  expect(files.map(([name]) => name)).toEqual(['answer.md', 'thoughts.md'])
  const told = h.fake.ephemerals('member').map(({ text }) => text)
  expect(told.at(-1)).toBe('The rest is in the file answer.md.')
  expect(h.fake.messages('general').flatMap(({ files: shared }) => shared)).toEqual([])
})
