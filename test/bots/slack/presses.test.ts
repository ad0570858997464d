import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Action } from '../../../src/core/delivery/reply.ts'
import type { Seen } from '../../fakes/slack/reading.ts'
import type { Json } from '../../fakes/slack/json.ts'
import { answer, answerLog, ask, startBot } from './harness.ts'
import type { Harness } from './harness.ts'

let harness: Harness
const offered: readonly Action[] = ['retry', 'continue', 'good', 'bad']

beforeEach(async () => {
  harness = await startBot()
})

afterEach(async () => {
  await harness.close()
  expect(harness.fake.violations).toEqual([])
})

function buttonsOf({ blocks }: Seen): readonly unknown[] {
  return blocks.flatMap((block) =>
    block.type === 'actions' ? (block.elements as Json[]).map((one) => one.action_id) : [],
  )
}

const privately = (user: string): readonly Seen[] => harness.fake.ephemerals(user)

test('a stream ends with buttons, and pressing one is told to the core', async () => {
  const { fake, assistant } = harness
  const { answers } = await ask(harness, ['An ', 'answer.'], { kind: 'done', actions: offered })
  const [shown] = answers
  expect(shown?.markdown).toBe('An answer.')
  expect(shown && buttonsOf(shown)).toEqual(offered.map((action) => `tanya:${action}`))
  expect(fake.requestsTo('chat.update')).toEqual([])
  assistant.acted = { kind: 'refused', text: 'Not you.' }
  const where = { channel: 'general', ts: shown?.ts ?? '' }
  expect((await fake.click({ user: 'other', ...where, actionId: 'tanya:retry' }).acked).ok).toBe(true)
  await fake.until(() => privately('other').some(({ text }) => text === 'Not you.'))
  expect(assistant.acts).toMatchObject([
    {
      action: 'retry',
      questionId: assistant.asked[0]?.id,
      by: { name: expect.any(String), isAdmin: false },
      place: { platform: 'slack', workspace: fake.world.teamId },
    },
  ])
  expect(assistant.acts[0]).not.toHaveProperty('via')
})

test('an answer that is posted and edited offers to stop until it ends', async () => {
  await harness.close()
  harness = await startBot({ slack: { streams: { error: 'not_allowed' } } })
  const { fake, assistant } = harness
  const goOn = Promise.withResolvers<void>()
  assistant.script = async (question, surface) => {
    const reply = surface.openReply(question, answerLog(question.id))
    await reply.append('Half')
    await goOn.promise
    await reply.append(' and whole.')
    await reply.close({ kind: 'done', actions: ['retry'] })
  }
  const said = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} go` })
  const [half] = await fake.until(() => fake.answers(said).length > 0 && fake.answers(said))
  expect(half && buttonsOf(half)).toEqual(['tanya:stop'])
  goOn.resolve()
  await fake.until(() => fake.answers(said)[0]?.markdown === 'Half and whole.')
  expect(fake.answers(said).map(buttonsOf)).toEqual([['tanya:retry']])
})

test('the answer is taken away with its question, and our own deletion is nobody else has done it', async () => {
  const { fake, assistant } = harness
  const { answers, said } = await ask(harness, ['Gone soon.'])
  const question = assistant.asked[0]
  const [shown] = answers
  if (question === undefined || shown === undefined) throw new Error('nothing was asked')
  const ref = { channel: said.channel, message: shown.ts }
  const log = answerLog(question.id, { posted: [{ index: 0, ref, from: 0, to: 10 }], attempt: 1 })
  await harness.bot.surface.openReply(question, log).close({ kind: 'withdrawn' })
  expect(fake.answers(said)).toEqual([])
  // Another message shows that the event of the deletion was seen through.
  await ask(harness, ['Later.'])
  expect(assistant.amendments).toEqual([])
})

test('a stream breaks off where another reply goes on, and goes with its question', async () => {
  const { fake } = harness
  const { answers } = await ask(harness, ['Half.'], { kind: 'superseded' })
  expect(answers).toMatchObject([{ markdown: 'Half.', streaming: false }])
  const withdrawn = await ask(harness, ['Half.'], { kind: 'withdrawn' })
  expect(withdrawn.answers).toEqual([])
  expect(fake.world.channels.size).toBeGreaterThan(0)
})

test('a private answer has its buttons below, is shared in a thread, and is answered anew where it was pressed', async () => {
  const { fake, assistant } = harness
  assistant.script = (question, surface) =>
    answer(surface, question, ['For you.'], { kind: 'done', actions: ['retry', 'share'] })
  fake.slash({ user: 'member', channel: 'general', text: 'ask private:true why?' })
  const shown = await fake.until(() => privately('member').find((one) => buttonsOf(one).length > 0))
  expect(shown.text).toContain('For you.')
  await fake.click({ user: 'member', channel: 'general', ts: shown.ts, actionId: 'tanya:retry' }).acked
  await fake.until(() => assistant.acts.length === 1)
  expect(assistant.acts[0]?.via).toMatchObject({ responseUrl: expect.stringContaining('/response/') })
  const question = assistant.asked[0]
  if (question === undefined) throw new Error('nothing was asked')
  const open = await harness.bot.surface.shareIn?.({ ...question, id: 'x:shared', private: false })
  expect(open).toMatchObject({
    id: 'x:shared',
    place: { thread: expect.any(String) },
    lineage: { kind: 'linear' },
  })
})

test('the menu of a message: translated for the reader alone', async () => {
  const { fake, assistant } = harness
  const said = fake.say({ user: 'other', channel: 'general', text: 'Guten *Morgen*' })
  await fake.shortcut({ user: 'member', channel: 'general', ts: said.ts, callbackId: 'tanya-translate' })
    .acked
  await fake.until(() => assistant.asked[0])
  expect(assistant.asked[0]).toMatchObject({
    private: true,
    lineage: { kind: 'new' },
    quoted: { fromTanya: false, text: 'Guten **Morgen**' },
    text: expect.stringContaining('English'),
  })
  await fake.until(() => privately('member').some(({ text }) => text.startsWith('You asked')))
  expect(fake.botMessages()).toEqual([])
})

test('the menu of a message: asked about in a window', async () => {
  const { fake, assistant } = harness
  const said = fake.say({ user: 'other', channel: 'general', text: 'E = mc^2' })
  await fake.shortcut({ user: 'member', channel: 'general', ts: said.ts, callbackId: 'tanya-ask-about' })
    .acked
  const [window] = await fake.until(() => fake.modals('member').length > 0 && fake.modals('member'))
  const values = { question: { question: { type: 'plain_text_input', value: 'what is c?' } } }
  await fake.viewSubmit({ user: 'member', viewId: window?.id ?? '', values }).acked
  await fake.until(() => assistant.asked[0])
  expect(assistant.asked[0]).toMatchObject({
    text: 'what is c?',
    quoted: { text: 'E = mc^2' },
    private: true,
  })
  expect(fake.modals('member')).toEqual([])
})

test('the menu of a message: asked about in a window, whatever the message needs as JSON', async () => {
  const { fake, assistant } = harness
  const text = '"\\\n'.repeat(1000)
  const said = fake.say({ user: 'other', channel: 'general', text })
  await fake.shortcut({ user: 'member', ...said, callbackId: 'tanya-ask-about' }).acked
  const [window] = await fake.until(() => fake.modals('member').length > 0 && fake.modals('member'))
  const values = { question: { question: { value: 'why?' } } }
  await fake.viewSubmit({ user: 'member', viewId: window?.id ?? '', values }).acked
  await fake.until(() => assistant.asked[0])
  const quoted = assistant.asked[0]?.quoted?.text ?? ''
  expect(quoted.length).toBeGreaterThan(1000)
  expect(text.startsWith(quoted)).toBe(true)
})

test('the menu of a message: whoever gets no window is told so', async () => {
  const { fake } = harness
  const said = fake.say({ user: 'other', channel: 'general', text: 'E = mc^2' })
  fake.fail({ method: 'views.open' }, { kind: 'error', error: 'expired_trigger_id' })
  await fake.shortcut({ user: 'member', ...said, callbackId: 'tanya-ask-about' }).acked
  await fake.until(() => privately('member').some(({ text }) => text.includes('could not be reached')))
})

test('the menu of an answer: all of it is read, also where it was edited', async () => {
  await harness.close()
  harness = await startBot({ slack: { streams: { error: 'not_allowed' } } })
  const { fake, assistant } = harness
  const long = `${'Long & <wide>. '.repeat(60)}End.`
  const { answers } = await ask(harness, [long], { kind: 'done', notice: 'Noted.', actions: offered })
  const where = { channel: 'general', ts: answers[0]?.ts ?? '' }
  await fake.shortcut({ user: 'member', ...where, callbackId: 'tanya-translate' }).acked
  await fake.until(() => assistant.asked[1])
  expect(assistant.asked[1]?.quoted).toMatchObject({ fromTanya: true, text: `${long}\n\nNoted.` })
})

test('the menu of a message: summed up from there on, in a channel and in a thread', async () => {
  const { fake, assistant } = harness
  fake.say({ user: 'other', channel: 'general', text: 'before' })
  const first = fake.say({ user: 'other', channel: 'general', text: 'first' })
  fake.say({ user: 'member', channel: 'general', text: 'second' })
  const reply = fake.say({ user: 'other', channel: 'general', text: 'in thread', threadTs: first.ts })
  const read: string[][] = []
  assistant.script = async (question, surface) => {
    const past = await surface.history(question, AbortSignal.timeout(10_000))
    read.push(past.map((one) => one.text))
    return answer(surface, question, ['In short.'])
  }
  const from = (ts: string) => ({ user: 'member', channel: 'general', ts, callbackId: 'tanya-summarize' })
  await fake.shortcut(from(reply.ts)).acked
  await fake.until(() => read.length === 1)
  expect(read[0]).toEqual(['in thread'])
  const second = fake.say({ user: 'other', channel: 'general', text: 'third' })
  await fake.shortcut(from(second.ts)).acked
  await fake.until(() => read.length === 2)
  expect(read[1]).toEqual(['third'])
})
