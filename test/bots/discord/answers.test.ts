import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Question } from '../../../src/core/question.ts'
import type { FakeChannel, FakeGuild, FakeUser } from '../../fakes/discord/types.ts'
import { answer, answerLog, startBot } from './harness.ts'
import type { Harness } from './harness.ts'

let h: Harness
let guild: FakeGuild
let channel: FakeChannel
let ann: FakeUser
let bob: FakeUser

beforeEach(async () => {
  h = await startBot()
  guild = h.fake.guild({ locale: 'id' })
  channel = h.fake.channel(guild)
  ann = h.fake.user({ name: 'Ann', in: [guild] })
  bob = h.fake.user({ name: 'Bob', in: [guild] })
})

afterEach(async () => {
  await h.close()
  expect(h.fake.violations).toEqual([])
})

describe('a mention', () => {
  it('is answered with a reply that pings nobody', async () => {
    const asked = h.fake.say({ user: ann, channel, content: `${h.fake.mention} what is up?` })
    const said = await h.fake.until(() => h.fake.botMessages(channel)[0], 'an answer')
    expect(said.content).toBe('You asked: what is up?')
    expect(said.replyTo).toBe(asked.id)
    expect(said.pingsAnybody).toBe(false)
    expect(h.assistant.asked[0]).toMatchObject({
      id: `discord:${guild.id}:${channel.id}:${asked.id}`,
      place: { workspace: guild.id, channel: channel.id, kind: 'channel' },
      asker: { name: 'Ann', isAdmin: false, isOutsider: false },
      lineage: { kind: 'new' },
      locale: 'id',
    })
  })

  it('works by the own role, and not by @everyone or another role', async () => {
    const other = h.fake.role(guild, { name: 'crew', mentionable: true })
    h.fake.say({ user: ann, channel, content: `<@&${other.id}> one` })
    h.fake.say({ user: ann, channel, content: '@everyone two' })
    h.fake.say({ user: ann, channel, content: `${h.fake.roleMention(guild)} three` })
    await h.fake.until(() => h.assistant.asked.length > 0, 'a question')
    expect(h.assistant.asked.map((question) => question.text)).toEqual(['three'])
  })

  it('tells admins by the roles of the server', async () => {
    const admins = h.fake.role(guild, { name: 'admins', permissions: ['ManageGuild'] })
    h.fake.setRoles(guild, bob, [admins])
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} a` })
    h.fake.say({ user: bob, channel, content: `${h.fake.mention} b` })
    await h.fake.until(() => h.assistant.asked.length === 2, 'two questions')
    expect(h.assistant.asked.map(({ asker }) => asker.isAdmin)).toEqual([false, true])
  })

  it('keeps the order in which a channel asked', async () => {
    for (let index = 0; index < 20; index += 1) {
      h.fake.say({ user: ann, channel, content: `${h.fake.mention} ${index}` })
    }
    await h.fake.until(() => h.assistant.asked.length === 20, 'all questions')
    expect(h.assistant.asked.map((question) => Number(question.text))).toEqual([...Array(20).keys()])
  })

  it('without a word is told how to ask', async () => {
    const lonely = h.fake.say({ user: ann, channel, content: h.fake.mention })
    const dm = h.fake.dm(ann)
    const told = await h.fake.until(() => h.fake.botMessages(dm)[0], 'a hint in the DM')
    expect(told.content).toContain('/ask')
    expect(told.content).toContain(lonely.id)
    expect(h.assistant.asked).toEqual([])
  })
})

describe('a conversation', () => {
  it('goes on with a reply, also without a ping, and quotes nothing the store knows', async () => {
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} one` })
    const first = await h.fake.until(() => h.fake.botMessages(channel)[0], 'the first answer')
    await h.fake.until(() => h.assistant.parts.has(first.id), 'its record')
    h.fake.say({ user: bob, channel, content: 'two', replyTo: first, pingReplied: false })
    await h.fake.until(() => h.assistant.asked.length === 2, 'the second question')
    const [, second] = h.assistant.asked
    expect(second).toMatchObject({
      text: 'two',
      lineage: { kind: 'branch', message: { channel: channel.id, message: first.id } },
    })
    expect(second?.quoted).toBeUndefined()
  })

  it('starts from somebody else’s message by a mention in a reply to it', async () => {
    const claim = h.fake.say({ user: bob, channel, content: 'the moon is cheese' })
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} true?`, replyTo: claim })
    await h.fake.until(() => h.assistant.asked[0], 'the question')
    expect(h.assistant.asked[0]).toMatchObject({
      text: 'true?',
      quoted: { author: 'Bob', fromTanya: false, text: 'the moon is cheese' },
      lineage: { kind: 'branch', message: { message: claim.id } },
    })
  })

  it('in a thread goes on without a mention once Tanya takes part', async () => {
    const thread = h.fake.openThread({ user: ann, channel, name: 'talk' })
    h.fake.say({ user: ann, channel: thread, content: 'just us' })
    h.fake.say({ user: ann, channel: thread, content: `${h.fake.mention} one` })
    await h.fake.until(() => h.fake.botMessages(thread)[0], 'the first answer')
    h.fake.say({ user: bob, channel: thread, content: 'two' })
    await h.fake.until(() => h.fake.botMessages(thread)[1], 'the second answer')
    expect(h.assistant.asked.map((question) => question.text)).toEqual(['one', 'two'])
    expect(h.assistant.asked[1]).toMatchObject({
      place: { kind: 'thread', channel: thread.id, parent: channel.id },
      lineage: { kind: 'linear', conversation: `discord:${guild.id}:${thread.id}` },
    })
  })

  it('in a forum post is that post', async () => {
    const forum = h.fake.channel(guild, { name: 'help', kind: 'forum' })
    const { thread } = h.fake.forumPost({
      user: ann,
      channel: forum,
      name: 'why',
      content: `${h.fake.mention} why?`,
    })
    await h.fake.until(() => h.fake.botMessages(thread)[0], 'the answer')
    expect(h.assistant.asked[0]?.place).toMatchObject({ kind: 'thread', parent: forum.id })
  })

  it('in a DM needs no mention', async () => {
    const dm = h.fake.dm(ann)
    h.fake.say({ user: ann, channel: dm, content: 'hello' })
    const said = await h.fake.until(() => h.fake.botMessages(dm)[0], 'the answer')
    expect(said.content).toBe('You asked: hello')
    expect(h.assistant.asked[0]).toMatchObject({
      id: expect.stringMatching(new RegExp(`^discord:dm:${dm.id}:`, 'u')),
      place: { kind: 'dm', workspace: 'dm' },
      lineage: { kind: 'linear', conversation: `discord:dm:${dm.id}` },
    })
  })

  it('gives the thread’s earlier messages to whoever has no store of them', async () => {
    const starter = h.fake.say({ user: bob, channel, content: 'look at this' })
    const thread = h.fake.openThread({ user: ann, channel, name: 'talk', from: starter })
    h.fake.say({ user: bob, channel: thread, content: 'first' })
    h.fake.say({ user: ann, channel: thread, content: `${h.fake.mention} sum up` })
    const question = await h.fake.until(() => h.assistant.asked[0], 'the question')
    const past = await h.bot.surface.history(question, new AbortController().signal)
    expect(past.map(({ author, text }) => `${author}: ${text}`)).toEqual(['Bob: look at this', 'Bob: first'])
  })

  it('gives the channel’s latest messages to a question that wants them', async () => {
    for (const content of ['a', 'b', 'c']) h.fake.say({ user: bob, channel, content })
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} d` })
    const question = await h.fake.until(() => h.assistant.asked[0], 'the question')
    h.fake.say({ user: bob, channel, content: 'e' })
    const past = async (more: Partial<Question>) =>
      (await h.bot.surface.history({ ...question, ...more }, new AbortController().signal)).map((p) => p.text)
    expect(await past({ recent: 2 })).toEqual(['b', 'c'])
    expect(await past({})).toEqual([])
  })

  it('gives a reply chain up to what the store knows', async () => {
    const a = h.fake.say({ user: bob, channel, content: 'a' })
    const b = h.fake.say({ user: ann, channel, content: 'b', replyTo: a })
    const c = h.fake.say({ user: bob, channel, content: 'c', replyTo: b })
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} d`, replyTo: c })
    const question = await h.fake.until(() => h.assistant.asked[0], 'the question')
    const past = await h.bot.surface.history(question, new AbortController().signal)
    expect(past.map(({ text }) => text)).toEqual(['a', 'b'])
    expect(question.quoted?.text).toBe('c')
  })
})

describe('an answer', () => {
  it('is streamed by edits, within the limit and to the last character', async () => {
    const text = `${'Lorem ipsum dolor sit amet. '.repeat(30)}End.`
    h.assistant.script = async (question, surface) => {
      const reply = surface.openReply(question, answerLog(question.id))
      for (const word of text.split(/(?<= )/u)) {
        await reply.append(word)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      return reply.close({ kind: 'done' })
    }
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} go` })
    const said = await h.fake.until(
      () => h.fake.botMessages(channel).find((message) => message.content.endsWith('End.')),
      'the whole answer',
    )
    expect(said.content).toBe(text)
    expect(said.versions.length).toBeGreaterThan(2)
    expect(h.fake.requests.filter((request) => request.status === 429)).toEqual([])
  })

  it('is split into parts, each a reply to the one before', async () => {
    const text = paragraphs(60)
    h.assistant.script = (question, surface) => answer(surface, question, [text])
    const asked = h.fake.say({ user: ann, channel, content: `${h.fake.mention} go` })
    const isWhole = (): boolean =>
      h.fake.botMessages(channel).some(({ content }) => content.includes('Paragraph 59.'))
    await h.fake.until(isWhole, 'the last part')
    const parts = h.fake.botMessages(channel)
    expect(parts.length).toBeGreaterThan(2)
    expect(parts.map((part) => part.content).join('\n\n')).toBe(text)
    expect(parts.map((part) => part.replyTo)).toEqual([asked.id, ...parts.slice(0, -1).map(({ id }) => id)])
    expect(parts.some((part) => part.pingsAnybody)).toBe(false)
  })

  it('is whole beside others in its channel, and no write meets a limit', async () => {
    const text = paragraphs(30)
    h.assistant.script = async (question, surface) => {
      const reply = surface.openReply(question, answerLog(question.id))
      for (const chunk of text.match(/[^]{1,12}/gu) ?? []) {
        await reply.append(chunk)
        await new Promise((resolve) => setTimeout(resolve, 3))
      }
      return reply.close({ kind: 'done' })
    }
    const channels = [channel, h.fake.channel(guild), h.fake.channel(guild)]
    const questions = channels.flatMap((where) =>
      [1, 2, 3, 4].map(() => ({
        where,
        asked: h.fake.say({ user: ann, channel: where, content: `${h.fake.mention} go` }),
      })),
    )
    await h.fake.until(() => new Set(h.assistant.parts.values()).size === questions.length, 'all answers')
    for (const { where, asked } of questions) expect(chainFrom(where, asked)).toBe(text)
    const refused = h.fake.requests.filter(({ status, path }) => status === 429 && path.includes('/messages'))
    expect(refused).toEqual([])
  })

  it('pings nobody, whatever the model writes', async () => {
    const text = `@everyone @here <@${bob.id}> ${h.fake.roleMention(guild)}`
    h.assistant.script = (question, surface) => answer(surface, question, ['Hi. ', text])
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} go` })
    const said = await h.fake.until(() => h.fake.botMessages(channel)[0], 'the answer')
    await h.fake.until(() => h.assistant.parts.has(said.id), 'its end')
    expect(h.fake.botMessages(channel).some((message) => message.pingsAnybody)).toBe(false)
  })

  it('is posted once though Discord fails after carrying it out', async () => {
    h.fake.fail(
      { method: 'POST', route: '/channels/:id/messages' },
      { kind: 'status', status: 500, carriedOut: true },
    )
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} go` })
    await h.fake.until(() => h.assistant.parts.size > 0, 'the end of the answer')
    expect(h.fake.botMessages(channel).map((message) => message.content)).toEqual(['You asked: go'])
  })

  it.each([
    ['a 429', { kind: 'rate-limit', retryAfterMs: 200 }],
    ['a shared 429', { kind: 'rate-limit', retryAfterMs: 200, scope: 'shared' }],
    ['a global 429', { kind: 'rate-limit', retryAfterMs: 200, scope: 'global' }],
    ['a 503', { kind: 'status', status: 503 }],
    ['a reset connection', { kind: 'reset' }],
  ] as const)('survives %s on a create and on the last edit', async (_name, fault) => {
    h.fake.fail({ method: 'POST', route: '/channels/:id/messages' }, fault)
    h.fake.fail({ method: 'PATCH', route: '/channels/:id/messages/:id' }, fault)
    h.assistant.script = async (question, surface) => {
      const reply = surface.openReply(question, answerLog(question.id))
      await reply.append('one ')
      await h.fake.until(() => h.fake.botMessages(channel)[0], 'the first text')
      await reply.append('two')
      return reply.close({ kind: 'done' })
    }
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} go` })
    await h.fake.until(() => h.assistant.parts.size > 0, 'the end of the answer')
    expect(h.fake.botMessages(channel).map((message) => message.content)).toEqual(['one two'])
  })

  it('survives that its question is deleted', async () => {
    h.assistant.script = async (question, surface) => {
      h.fake.deleteMessage({ id: question.message?.message ?? '', channelId: channel.id })
      return answer(surface, question, ['Here.'])
    }
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} go` })
    const said = await h.fake.until(() => h.fake.botMessages(channel)[0], 'the answer')
    expect(said.content).toBe('Here.')
  })

  it('fails by name where the bot may not write', async () => {
    h.fake.overwrite(channel, 'bot', { deny: ['SendMessages'] })
    let failure: unknown
    h.assistant.script = (question, surface) =>
      answer(surface, question, ['Here.']).catch((error: unknown) => {
        failure = error
      })
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} go` })
    await h.fake.until(() => failure !== undefined, 'a failure')
    expect(failure).toMatchObject({
      fault: { kind: 'platform', platform: 'discord', reason: 'no-permission' },
    })
  })

  it('is no reply where the history may not be read', async () => {
    h.fake.overwrite(channel, 'bot', { deny: ['ReadMessageHistory'] })
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} go` })
    const said = await h.fake.until(() => h.fake.botMessages(channel)[0], 'the answer')
    expect(said.replyTo).toBeUndefined()
  })
})

describe('signs', () => {
  it('shows typing at once and until the answer is there', async () => {
    let release: () => void = () => undefined
    h.assistant.script = async (question, surface) => {
      const hide = surface.showWorking(question)
      await new Promise<void>((resolve) => {
        release = resolve
      })
      hide()
      return answer(surface, question, ['Here.'])
    }
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} go` })
    await h.fake.until(() => h.fake.typing(channel).includes(h.fake.bot.id), 'the typing sign')
    release()
    await h.fake.until(() => h.assistant.parts.size > 0, 'the answer')
  })

  it('marks a waiting question with its place, and takes the mark away', async () => {
    h.assistant.script = () => Promise.resolve()
    const asked = h.fake.say({ user: ann, channel, content: `${h.fake.mention} go` })
    const question = await h.fake.until(() => h.assistant.asked[0], 'the question')
    await h.bot.surface.notify(question, { kind: 'waiting', ahead: 2 })
    expect(Object.keys(h.fake.message(asked).reactions)).toEqual(['⏳', '2️⃣'])
    await h.bot.surface.notify(question, { kind: 'started' })
    expect(h.fake.message(asked).reactions).toEqual({})
  })

  it('refuses in a DM, and in the channel when DMs are closed', async () => {
    h.assistant.script = (question, surface) =>
      surface.notify(question, { kind: 'refused', text: 'Not now.' })
    const eve = h.fake.user({ name: 'Eve', in: [guild], dmsOpen: false })
    h.fake.say({ user: ann, channel, content: `${h.fake.mention} go` })
    const told = await h.fake.until(() => h.fake.botMessages(h.fake.dm(ann))[0], 'the DM')
    expect(told.content).toMatch(/^Not now\.\n-# .*https:\/\/discord\.com\/channels\//u)
    expect(h.fake.botMessages(channel)).toEqual([])
    const asked = h.fake.say({ user: eve, channel, content: `${h.fake.mention} go` })
    const said = await h.fake.until(() => h.fake.botMessages(channel)[0], 'the reply')
    expect(said).toMatchObject({ content: 'Not now.', replyTo: asked.id, pingsAnybody: false })
  })

  it('refuses without a reply where the bot may not read what it replies to', async () => {
    h.assistant.script = (question, surface) =>
      surface.notify(question, { kind: 'refused', text: 'Not now.' })
    h.fake.overwrite(channel, 'bot', { deny: ['ReadMessageHistory'] })
    const eve = h.fake.user({ name: 'Eve', in: [guild], dmsOpen: false })
    h.fake.say({ user: eve, channel, content: `${h.fake.mention} go` })
    const said = await h.fake.until(() => h.fake.botMessages(channel)[0], 'the refusal')
    expect(said).toMatchObject({ content: 'Not now.', replyTo: undefined, pingsAnybody: false })
  })
})

it('tells the core of questions that are edited or deleted, and of nothing else that changes', async () => {
  const asked = h.fake.say({ user: ann, channel, content: `${h.fake.mention} one` })
  await h.fake.until(() => h.assistant.parts.size > 0, 'the answer')
  const ref = { channel: channel.id, message: asked.id }
  h.fake.editMessage(asked, `${h.fake.mention} two`)
  await h.fake.until(() => h.assistant.amendments.length > 0, 'the edit')
  h.fake.deleteMessage(asked)
  await h.fake.until(() => h.assistant.amendments.length > 1, 'the deletion')
  expect(h.assistant.amendments).toEqual([
    { message: ref, text: 'two' },
    { message: ref, text: undefined },
  ])
  expect(h.assistant.asked).toHaveLength(1)
})

it('hears neither itself nor other bots', async () => {
  const beep = h.fake.user({ name: 'beep', bot: true, in: [guild] })
  h.fake.say({ user: beep, channel, content: `${h.fake.mention} hi` })
  h.fake.say({ user: ann, channel, content: `${h.fake.mention} hello` })
  await h.fake.until(() => h.fake.botMessages(channel)[0], 'an answer')
  expect(h.assistant.asked.map((question) => question.text)).toEqual(['hello'])
})

function paragraphs(count: number): string {
  const words = 'word '.repeat(15).trim()
  return Array.from({ length: count }, (_, index) => `Paragraph ${index}. ${words}.`).join('\n\n')
}

/** What the parts say that reply to a question and then each to the one before. */
function chainFrom(where: FakeChannel, asked: { readonly id: string }): string {
  const all = h.fake.messages(where)
  const said: string[] = []
  for (let last = asked.id; ;) {
    const next = all.find((message) => message.replyTo === last)
    if (next === undefined) return said.join('\n\n')
    said.push(next.content)
    last = next.id
  }
}

describe('a thread that is archived in mid-answer', () => {
  async function half(isLocked: boolean) {
    const goOn = Promise.withResolvers<void>()
    const failed = Promise.withResolvers<unknown>()
    h.assistant.script = async (question, surface) => {
      const reply = surface.openReply(question, answerLog(question.id))
      await reply.append('Half')
      await goOn.promise
      await reply.append(' and whole.').catch(() => undefined)
      await reply.close({ kind: 'done' }).then(failed.resolve, failed.resolve)
    }
    const thread = h.fake.openThread({ user: ann, channel, name: 'talk' })
    h.fake.say({ user: ann, channel: thread, content: `${h.fake.mention} go` })
    await h.fake.until(() => h.fake.botMessages(thread)[0]?.content === 'Half', 'the first half')
    h.fake.archive(thread, { locked: isLocked })
    goOn.resolve()
    return { end: await failed.promise, thread }
  }

  it('is opened, and the answer ends in it', async () => {
    const { thread } = await half(false)
    expect(h.fake.botMessages(thread).map(({ content }) => content)).toEqual(['Half and whole.'])
  })

  it('stays shut where it is locked', async () => {
    const { thread, end } = await half(true)
    expect(h.fake.botMessages(thread).map(({ content }) => content)).toEqual(['Half'])
    expect(end).toMatchObject({ fault: { kind: 'platform', reason: 'no-permission' } })
  })
})
