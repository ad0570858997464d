import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FakeChannel, FakeGuild, FakeInteraction, FakeUser } from '../../fakes/discord/types.ts'
import type { SeenMessage } from '../../fakes/discord/reading.ts'
import { answer, answerLog, startBot } from './harness.ts'
import type { Harness } from './harness.ts'

let h: Harness
let guild: FakeGuild
let channel: FakeChannel
let ann: FakeUser

beforeEach(async () => {
  h = await startBot()
  guild = h.fake.guild()
  channel = h.fake.channel(guild)
  ann = h.fake.user({ name: 'Ann', in: [guild], locale: 'id' })
  await h.fake.until(() => h.fake.commands().length === 3, 'the commands')
})

afterEach(async () => {
  await h.close()
  expect(h.fake.violations).toEqual([])
})

function buttonsOf({ components }: SeenMessage): readonly unknown[] {
  return components.flatMap((row) =>
    (row.components as { custom_id: string; label?: string }[]).map((one) => [
      one.custom_id.split(':')[0],
      ...(one.label === undefined ? [] : [one.label]),
    ]),
  )
}

/** Asks and leaves the answer with what is offered below it. */
async function answered(actions: readonly ('retry' | 'good' | 'bad')[]): Promise<SeenMessage> {
  h.assistant.script = async (question, surface) => {
    const reply = surface.openReply(question, answerLog(question.id))
    await reply.append('An answer.')
    await reply.close({ kind: 'done', actions })
  }
  h.fake.say({ user: ann, channel, content: `${h.fake.mention} why?` })
  return h.fake.until(
    () => h.fake.botMessages(channel).find((message) => buttonsOf(message).length === actions.length),
    'the answer',
  )
}

function privately(user: FakeUser): readonly string[] {
  return h.fake
    .messages(channel)
    .filter((message) => message.ephemeralFor === user.id)
    .map((message) => message.content)
}

describe('buttons', () => {
  it('offer to stop while the answer is written, and then what comes after', async () => {
    const goOn = Promise.withResolvers<void>()
    h.assistant.script = async (question, surface) => {
      const reply = surface.openReply(question, answerLog(question.id))
      await reply.append('Half')
      await goOn.promise
      await reply.append(' and whole.')
      await reply.close({ kind: 'done', actions: ['retry', 'good', 'bad'] })
    }
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} why?` })
    const half = await h.fake.until(() => h.fake.botMessages(channel)[0], 'the first text')
    expect(buttonsOf(half)).toEqual([['stop', 'Stop']])
    h.fake.click({ user: ann, message: half, customId: `stop:${h.assistant.asked[0]?.id}` })
    await h.fake.until(() => h.assistant.acts.length === 1, 'the press')
    expect(h.assistant.acts[0]).toMatchObject({
      action: 'stop',
      questionId: h.assistant.asked[0]?.id,
      by: { id: ann.id, isAdmin: false },
      place: { platform: 'discord', workspace: guild.id },
      locale: 'id',
    })
    goOn.resolve()
    await h.fake.until(() => buttonsOf(h.fake.message(half)).length === 3, 'the end')
    const whole = h.fake.message(half)
    expect(whole.content).toBe('Half and whole.')
    expect(buttonsOf(whole)).toEqual([['retry', 'Retry'], ['good'], ['bad']])
  })

  it('tell whoever pressed alone what there is to say, and leave the answer as it is', async () => {
    const message = await answered(['retry', 'good', 'bad'])
    h.assistant.acted = { kind: 'refused', text: 'Not you.' }
    const bob = h.fake.user({ name: 'Bob', in: [guild] })
    h.fake.click({ user: bob, message, customId: `retry:${h.assistant.asked[0]?.id}` })
    await h.fake.until(() => privately(bob).includes('Not you.'), 'the refusal')
    expect(h.fake.message(message)).toMatchObject({ content: 'An answer.' })
    expect(privately(ann)).toEqual([])
  })

  it('are told while Tanya leaves that she does', async () => {
    const message = await answered(['good', 'bad'])
    h.bot.drain()
    h.fake.click({ user: ann, message, customId: `good:${h.assistant.asked[0]?.id}` })
    await h.fake.until(() => privately(ann).some((text) => text.includes('dimulai ulang')), 'the notice')
    expect(h.assistant.acts).toEqual([])
  })
})

describe('the menu of a message', () => {
  it('is in the language of the reader', () => {
    const names = h.fake.commands().map(({ definition }) => [definition.name, definition.name_localizations])
    expect(names).toContainEqual(['Ask about this', expect.objectContaining({ id: 'Tanya tentang ini' })])
    expect(names).toContainEqual([
      'Summarize from here',
      expect.objectContaining({ id: 'Ringkas dari sini' }),
    ])
  })

  it('translates into the language of the reader, for the reader alone', async () => {
    const bob = h.fake.user({ name: 'Bob', in: [guild] })
    const target = h.fake.say({ user: bob, channel, content: 'Guten Morgen' })
    h.fake.contextMenu({ user: ann, channel, name: 'Translate', target })
    await h.fake.until(() => h.assistant.asked[0], 'the question')
    expect(h.assistant.asked[0]).toMatchObject({
      asker: { id: ann.id },
      private: true,
      lineage: { kind: 'new' },
      quoted: { author: 'Bob', fromTanya: false, text: 'Guten Morgen' },
      text: expect.stringContaining('Indonesia'),
      locale: 'id',
    })
    await h.fake.until(() => privately(ann)[0]?.startsWith('You asked'), 'the answer')
    expect(h.fake.botMessages(channel).filter((one) => one.ephemeralFor === undefined)).toEqual([])
  })

  it('asks about a message in a window, also when it is answered after a restart', async () => {
    const target = h.fake.say({ user: ann, channel, content: 'E = mc^2' })
    const opened = h.fake.contextMenu({ user: ann, channel, name: 'Ask about this', target })
    await modalOf(opened)
    h.fake.modalSubmit({ interaction: opened, values: { question: 'what is c?' } })
    await h.fake.until(() => h.assistant.asked[0], 'the question')
    expect(h.assistant.asked[0]).toMatchObject({
      private: true,
      text: 'what is c?',
      quoted: { author: 'Ann', text: 'E = mc^2' },
    })
    const later = h.fake.contextMenu({ user: ann, channel, name: 'Ask about this', target })
    await modalOf(later)
    await h.bot.stop()
    const next = await startBot({ fake: h.fake, memory: h.memory })
    try {
      h.fake.modalSubmit({ interaction: later, values: { question: 'and m?' } })
      await h.fake.until(() => next.assistant.asked[0], 'the question')
      expect(next.assistant.asked[0]).toMatchObject({ text: 'and m?', quoted: { text: 'E = mc^2' } })
    } finally {
      await next.bot.stop()
    }
  })

  it('says how to ask where a window holds nothing but white space', async () => {
    const target = h.fake.say({ user: ann, channel, content: 'E = mc^2' })
    const opened = h.fake.contextMenu({ user: ann, channel, name: 'Ask about this', target })
    await modalOf(opened)
    h.fake.modalSubmit({ interaction: opened, values: { question: ' \n ' } })
    await h.fake.until(() => privately(ann).some((text) => text.includes('/ask')), 'the hint')
    expect(h.assistant.asked).toEqual([])
  })

  it('sums up what was said from a message on', async () => {
    h.fake.say({ user: ann, channel, content: 'before' })
    const target = h.fake.say({ user: ann, channel, content: 'first' })
    h.fake.say({ user: ann, channel, content: 'second' })
    const read = Promise.withResolvers<readonly string[]>()
    h.assistant.script = async (question, surface) => {
      const past = await surface.history(question, AbortSignal.timeout(10_000))
      read.resolve(past.map((one) => one.text))
      return answer(surface, question, ['In short.'])
    }
    h.fake.contextMenu({ user: ann, channel, name: 'Summarize from here', target })
    expect(await read.promise).toEqual(['first', 'second'])
    await h.fake.until(() => privately(ann).includes('In short.'), 'the summary')
  })
})

async function modalOf(interaction: FakeInteraction): Promise<void> {
  await h.fake.until(() => interaction.answer?.type === 9, 'the window')
}
