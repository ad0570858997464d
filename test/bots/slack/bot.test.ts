import { afterEach, describe, expect, test } from 'vitest'
import type { PastMessage } from '../../../src/core/question.ts'
import { answer, startBot } from './harness.ts'
import type { Harness, HarnessOptions } from './harness.ts'

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

describe.each([{ http: false }, { http: true }])('over HTTP: $http', (transport) => {
  test('answers a mention once, in its thread, though it comes as two events', async () => {
    const { fake, assistant } = await start(transport)
    const said = fake.say({
      user: 'member',
      channel: 'general',
      text: `${fake.mention} why is *this* < that?`,
    })
    const [shown] = await fake.until(() => {
      const shown = fake.answers(said)
      return shown.length > 0 && !shown[0]?.streaming ? shown : undefined
    })
    expect(await said.acked).toBe(true)
    expect(shown?.markdown).toBe('You asked: why is **this** < that?')
    await fake.delivery.redeliver(said.eventIds)
    expect(assistant.asked).toHaveLength(1)
    expect(fake.answers(said)).toHaveLength(1)
    expect(assistant.asked[0]).toMatchObject({
      id: `slack:${fake.world.teamId}:${said.channel}:${said.ts}`,
      text: 'why is **this** < that?',
      place: {
        platform: 'slack',
        workspace: fake.world.teamId,
        channel: said.channel,
        thread: said.ts,
        kind: 'channel',
      },
      lineage: { kind: 'linear', conversation: `slack:${fake.world.teamId}:${said.channel}:${said.ts}` },
      message: { channel: said.channel, message: said.ts },
      locale: 'en-US',
      private: false,
    })
  })

  test('goes on in a thread without a mention, and only where it takes part', async () => {
    const { fake, assistant } = await start(transport)
    const root = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} one` })
    await fake.until(() => fake.answers(root).length === 1)
    fake.say({ user: 'other', channel: 'general', text: 'two', threadTs: root.ts })
    await fake.until(() => fake.answers(root).length === 2)
    const elsewhere = fake.say({ user: 'member', channel: 'general', text: 'talk among people' })
    const reply = fake.say({ user: 'other', channel: 'general', text: 'yes', threadTs: elsewhere.ts })
    expect(await reply.acked).toBe(true)
    fake.say({ user: 'member', channel: 'general', text: 'three', threadTs: root.ts, broadcast: true })
    await fake.until(() => fake.answers(root).length === 3)
    expect(assistant.asked.map((question) => [question.asker.name, question.text, question.locale])).toEqual([
      ['member', 'one', 'en-US'],
      ['other', 'two', 'id-ID'],
      ['member', 'three', 'en-US'],
    ])
    expect(new Set(assistant.asked.map((question) => JSON.stringify(question.lineage))).size).toBe(1)
  })

  test('takes each message in the Messages tab as a conversation of its own', async () => {
    const { fake, assistant } = await start(transport)
    const first = fake.say({ user: 'member', channel: 'dm', text: 'one', appContext: { entities: [] } })
    const second = fake.say({ user: 'member', channel: 'dm', text: 'two' })
    await fake.until(() => fake.answers(first).length === 1 && fake.answers(second).length === 1)
    fake.say({ user: 'member', channel: 'dm', text: 'more', threadTs: first.ts })
    await fake.until(() => fake.answers(first).length === 2)
    const conversations = assistant.asked.map((question) =>
      question.lineage.kind === 'linear' ? question.lineage.conversation : '',
    )
    expect(conversations[0]).toBe(conversations[2])
    expect(conversations[0]).not.toBe(conversations[1])
    expect(assistant.asked[0]?.place).toMatchObject({ kind: 'dm', channel: first.channel, thread: first.ts })
  })

  test('answers /tanya in a thread of its own, by the asker named without a ping', async () => {
    const { fake, assistant } = await start(transport)
    const outcome = fake.slash({ user: 'member', channel: 'general', text: 'why & <!here> *now*?' })
    expect(await outcome.acked).toMatchObject({ ok: true })
    const anchor = await fake.until(() => fake.messages('general').find((one) => one.fromBot))
    expect(anchor.text).toBe('*member* asks:\n> why & @here **now**?')
    expect(anchor.pings).toEqual({ mass: [], groups: [], users: [] })
    const thread = { channel: anchor.channel, threadTs: anchor.ts }
    await fake.until(() => fake.answers(thread).some((one) => one.ts !== anchor.ts))
    expect(assistant.asked[0]).toMatchObject({
      id: `slack:${fake.world.teamId}:${anchor.channel}:${anchor.ts}`,
      text: 'why & @here **now**?',
      private: false,
      message: { channel: anchor.channel, message: anchor.ts },
      lineage: { kind: 'linear', conversation: `slack:${fake.world.teamId}:${anchor.channel}:${anchor.ts}` },
    })
  })

  test('answers /tanya ask private:true to the asker alone', async () => {
    const { fake, assistant } = await start(transport)
    assistant.script = (question, surface) =>
      answer(surface, question, ['# Yes\n', '**really** <!here>'], { kind: 'done', notice: 'Short.' })
    await fake.slash({ user: 'member', channel: 'general', text: 'ask private:true why?' }).acked
    await fake.until(() => fake.ephemerals('member').length === 3)
    expect(fake.ephemerals('member').map((one) => one.text)).toEqual([
      'I am thinking about it; the answer follows here.',
      '*Yes*\n*really* <!here>',
      'Short.',
    ])
    expect(fake.botMessages()).toEqual([])
    expect(assistant.asked[0]).toMatchObject({ text: 'why?', private: true, lineage: { kind: 'new' } })
  })

  test('answers privately where it may not post', async () => {
    const { fake } = await start(transport)
    await fake.slash({ user: 'member', channel: 'elsewhere', text: 'why?' }).acked
    await fake.until(() => fake.ephemerals('member').some((one) => one.text === 'You asked: why?'))
    expect(fake.botMessages()).toEqual([])
  })

  test('runs commands from everywhere, once, and tells the caller alone', async () => {
    const { fake, assistant } = await start(transport)
    const help = '*Commands*: `/tanya help` & <more>'
    await fake.slash({ user: 'member', channel: 'general', text: '' }).acked
    await fake.until(() => fake.ephemerals('member').length === 1)
    const said = fake.say({ user: 'other', channel: 'general', text: `${fake.mention} /help` })
    await fake.until(() => fake.ephemerals('other').length === 1)
    await fake.delivery.redeliver(said.eventIds)
    const thread = fake.say({
      user: 'admin',
      channel: 'general',
      text: `${fake.mention} /new`,
      threadTs: said.ts,
    })
    await fake.until(() => fake.ephemerals('admin').length === 1)
    const dm = fake.say({ user: 'member', channel: 'dm', text: '/help' })
    await fake.until(() => fake.answers(dm).length === 1)
    expect(fake.ephemerals('member').map((one) => one.text)).toEqual([help])
    expect(fake.ephemerals('other').map((one) => [one.text, one.threadTs])).toEqual([
      ['**Commands**: `/tanya help` & <more>', said.ts],
    ])
    expect(fake.ephemerals('admin')[0]?.text).toBe(
      `new: slack:${fake.world.teamId}:${said.channel}:${thread.threadTs}`,
    )
    expect(assistant.calls.map((call) => [call.name, call.by.id, call.by.isAdmin])).toEqual([
      ['help', 'U0MEMBER', false],
      ['help', 'U0OTHER', false],
      ['new', 'U0ADMIN', true],
      ['help', 'U0MEMBER', false],
    ])
    expect(assistant.asked).toEqual([])
  })

  test('acknowledges in time while an answer takes long', async () => {
    const { fake, assistant } = await start(transport)
    const gate = Promise.withResolvers<void>()
    assistant.script = () => gate.promise
    const said = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} slow` })
    expect(await said.acked).toBe(true)
    const slash = fake.slash({ user: 'member', channel: 'general', text: 'slow' })
    expect(await slash.acked).toMatchObject({ ok: true })
    gate.resolve()
  })
})

test('shows a status at once, takes it away, and does without it where it is refused', async () => {
  const { fake, assistant } = await start()
  const gate = Promise.withResolvers<void>()
  assistant.script = async (question, surface) => {
    const hide = surface.showWorking(question)
    await gate.promise
    hide()
  }
  const said = fake.say({ user: 'other', channel: 'general', text: `${fake.mention} one` })
  await fake.until(() => fake.status('general', said.ts) === 'sedang berpikir…')
  gate.resolve()
  await fake.until(() => fake.status('general', said.ts) === '')
  fake.fail({ method: 'assistant.threads.setStatus' }, { kind: 'error', error: 'not_allowed' })
  assistant.script = (question, surface) => answer(surface, question, ['yes'])
  const again = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} two` })
  await fake.until(() => fake.answers(again)[0]?.text === 'yes')
  const third = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} three` })
  await fake.until(() => fake.answers(third)[0]?.text === 'yes')
  expect(
    fake.requestsTo('assistant.threads.setStatus').filter((one) => one.args['status'] !== ''),
  ).toHaveLength(3)
})

test('tells refusals and waiting to the asker alone', async () => {
  const { fake, assistant } = await start()
  assistant.script = async (question, surface) => {
    await surface.notify(question, { kind: 'waiting', ahead: 2 })
    await surface.notify(question, { kind: 'started' })
    await surface.notify(question, { kind: 'refused', text: 'Ask **later**.' })
  }
  const said = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} one` })
  await fake.until(() => fake.ephemerals('member').length === 2)
  expect(fake.ephemerals('member').map((one) => [one.text, one.threadTs])).toEqual([
    ['2 questions are before yours in this conversation; the answer follows.', said.ts],
    ['Ask **later**.', said.ts],
  ])
  const dm = fake.say({ user: 'member', channel: 'dm', text: 'two' })
  await fake.until(() => fake.answers(dm).length === 2)
  expect(fake.answers(dm).at(-1)?.text).toBe('Ask **later**.')
})

test('tells the asker directly where it may not even write to them alone', async () => {
  const { fake, assistant } = await start()
  assistant.script = async (question, surface) => {
    fake.fail(
      { method: 'chat.postEphemeral' },
      { kind: 'error', error: 'restricted_action_read_only_channel' },
    )
    await surface.notify(question, { kind: 'refused', text: 'I may not write there.' })
  }
  fake.say({ user: 'member', channel: 'general', text: `${fake.mention} go` })
  const told = await fake.until(() => fake.botMessages()[0])
  expect(told).toMatchObject({ channel: expect.stringMatching(/^D/u), text: 'I may not write there.' })
})

test('asks for the question when there is none', async () => {
  const { fake, assistant } = await start()
  const said = fake.say({ user: 'member', channel: 'general', text: fake.mention })
  await fake.until(() => fake.ephemerals('member').length === 1)
  await said.acked
  await fake.delivery.redeliver(said.eventIds)
  expect(fake.ephemerals('member')[0]?.text).toMatch(/^Yes\? /u)
  expect(fake.ephemerals('member')).toHaveLength(1)
  expect(assistant.asked).toEqual([])
})

test.each([
  ['admin', 'general', true, false],
  ['owner', 'general', true, false],
  ['member', 'general', false, false],
  ['guest', 'general', false, true],
  ['ultraguest', 'general', false, true],
  // Where other organizations read along, members are as little at home as those.
  ['admin', 'shared', true, false],
  ['member', 'shared', false, true],
])('knows what %s may do in #%s', async (user, channel, isAdmin, isOutsider) => {
  const { fake, assistant } = await start()
  fake.say({ user, channel, text: `${fake.mention} one` })
  await fake.until(() => assistant.asked.length === 1)
  expect(assistant.asked[0]?.asker).toMatchObject({ isAdmin, isOutsider })
})

test('marks a stranger, and streams to them by their own team', async () => {
  const { fake, assistant } = await start()
  const said = fake.say({ user: 'stranger', channel: 'shared', text: `${fake.mention} one` })
  await fake.until(() => fake.answers(said).length === 1)
  expect(assistant.asked[0]?.asker.isOutsider).toBe(true)
  const [request] = fake.requestsTo('chat.startStream')
  expect(request?.args['recipient_team_id']).not.toBe(fake.world.teamId)
})

test('takes whom it cannot look up for an outsider', async () => {
  const { fake, assistant } = await start()
  fake.fail({ method: 'users.info' }, { kind: 'error', error: 'user_not_found' })
  fake.say({ user: 'admin', channel: 'general', text: `${fake.mention} one` })
  await fake.until(() => assistant.asked.length === 1)
  expect(assistant.asked[0]?.asker).toMatchObject({ isAdmin: false, isOutsider: true })
})

test('reads the thread it is called into, a root by a bot included', async () => {
  const { fake, assistant } = await start()
  const heard = Promise.withResolvers<readonly PastMessage[]>()
  assistant.script = (question, surface) =>
    surface.history(question, new AbortController().signal).then(heard.resolve, heard.reject)
  const root = fake.say({ user: 'otherbot', channel: 'general', text: 'Build *failed*' })
  fake.say({ user: 'member', channel: 'general', text: '<@U0OTHER> why? &', threadTs: root.ts })
  fake.say({ user: 'other', channel: 'general', text: `${fake.mention} do you know?`, threadTs: root.ts })
  const past = await heard.promise
  expect(past).toHaveLength(2)
  expect(past[0]).toMatchObject({ fromTanya: false, text: 'Build **failed**' })
  expect(past[1]).toEqual({ author: 'member', fromTanya: false, text: '@other why? &' })
})

test('looks up no history for the first message of a thread', async () => {
  const { fake, assistant } = await start()
  const heard = Promise.withResolvers<readonly PastMessage[]>()
  assistant.script = (question, surface) =>
    surface.history(question, new AbortController().signal).then(heard.resolve, heard.reject)
  fake.say({ user: 'member', channel: 'general', text: `${fake.mention} one` })
  expect(await heard.promise).toEqual([])
  expect(fake.requestsTo('conversations.replies')).toHaveLength(0)
})

test('reads the latest messages of a channel for a question that wants them', async () => {
  const { fake, assistant } = await start()
  const heard = Promise.withResolvers<readonly PastMessage[]>()
  assistant.script = (question, surface) =>
    surface
      .history({ ...question, recent: 2 }, new AbortController().signal)
      .then(heard.resolve, heard.reject)
  for (const text of ['a', 'b', 'c']) fake.say({ user: 'member', channel: 'general', text })
  fake.say({ user: 'other', channel: 'general', text: `${fake.mention} d` })
  expect((await heard.promise).map(({ author, text }) => `${author}: ${text}`)).toEqual([
    'member: b',
    'member: c',
  ])
})

test('answers no edit, unfurl, deletion, join or bot', async () => {
  const { fake, assistant } = await start()
  const said = fake.say({ user: 'otherbot', channel: 'general', text: `${fake.mention} loop` })
  fake.edit(said, `${fake.mention} loop again`)
  fake.unfurl(said)
  fake.remove(said)
  fake.joinChannel('member', 'random')
  const last = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} real` })
  await fake.until(() => fake.answers(last).length === 1)
  expect(assistant.asked.map((question) => question.text)).toEqual(['real'])
})

test('tells the core of edits and deletions, and not of unfurls', async () => {
  const { fake, assistant } = await start()
  const said = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} frist` })
  await fake.until(() => fake.answers(said).length === 1)
  fake.unfurl(said)
  fake.edit(said, `${fake.mention} *first* &amp; <@U0OTHER>`)
  await fake.until(() => assistant.amendments.length === 1)
  fake.remove(said)
  await fake.until(() => assistant.amendments.length === 2)
  const message = { channel: said.channel, message: said.ts }
  expect(assistant.amendments).toEqual([
    { message, text: '**first** &amp; @other' },
    { message, text: undefined },
  ])
})

test('shows in App Home what it can do', async () => {
  const { fake } = await start()
  fake.openHome('member', 'home')
  const home = await fake.until(() => fake.home('member'))
  expect(JSON.stringify(home.view)).toContain('*Commands*')
})

test('writes no text and no token into its log', async () => {
  const { fake, logged } = await start()
  fake.fail({ method: 'chat.startStream' }, { kind: 'error', error: 'not_allowed' })
  const said = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} secretword` })
  await fake.until(() => fake.answers(said)[0]?.text.includes('secretword') === true)
  expect(logged.join('\n')).not.toMatch(/secretword|xox|xapp/u)
})
