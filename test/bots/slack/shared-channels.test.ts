import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../../src/core/store/open-store.ts'
import type { Store } from '../../../src/core/store/store.ts'
import { install } from '../../fakes/slack/browser.ts'
import type { FakeTeam } from '../../fakes/slack/fake-slack.ts'
import type { Json } from '../../fakes/slack/json.ts'
import { signature } from '../../fakes/slack/signed-http.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { secretKey, startBot } from './harness.ts'
import type { Harness } from './harness.ts'

const beta = { id: 'T0BETA000', name: 'Beta', domain: 'beta' }

let store: Store
let bots: Harness[] = []
let bot: Harness
let other: FakeTeam
let mayViolate: RegExp | undefined

beforeEach(async () => {
  store = await openStore({ url: 'file::memory:', log: quietLog, secretKey })
  bot = await start()
  other = bot.fake.addTeam(beta)
})

afterEach(async () => {
  for (const one of bots) await one.stop()
  await bot.fake.close()
  bots = []
  await store.close()
  expect(bot.fake.violations.filter(({ detail }) => mayViolate?.test(detail) !== true)).toEqual([])
  mayViolate = undefined
})

async function start(before?: Harness): Promise<Harness> {
  const started = await startBot({
    http: true,
    slack: { installed: false, limits: 'off' },
    installations: store.installations,
    ...(before && { fake: before.fake }),
  })
  bots.push(started)
  return started
}

async function installBoth(): Promise<void> {
  await install(bot.fake, bot.origin)
  await install(bot.fake, bot.origin, { team: beta.id })
}

let events = 0

/** Tells the first workspace of something in a channel of either, as Slack does of one that both see. */
async function tellFirst(event: Json, where = bot.url): Promise<void> {
  events += 1
  const team = bot.fake.world.teamId
  await post(where, 'application/json', {
    type: 'event_callback',
    token: 'verification-token',
    team_id: team,
    api_app_id: bot.fake.world.appId,
    event,
    event_id: `Ev${events}`,
    event_time: 1,
    authorizations: [{ enterprise_id: null, team_id: team, user_id: 'U', is_bot: true }],
    is_ext_shared_channel: true,
  })
}

async function post(where: string, type: string, payload: Json): Promise<void> {
  const json = JSON.stringify(payload)
  const body = type === 'application/json' ? json : new URLSearchParams({ payload: json }).toString()
  const headers = { 'content-type': type, ...signature(bot.fake.signingSecret, body, Date.now()) }
  expect((await fetch(where, { method: 'POST', headers, body })).status).toBe(200)
}

const shared = (team: FakeTeam): string =>
  [...team.world.channels.values()].find(({ isExtShared }) => isExtShared)?.id ?? ''

let messages = 0

function message(channel: string, text: string, more: Json = {}): Json {
  messages += 1
  const ts = `1700000000.${String(messages).padStart(6, '0')}`
  return {
    type: 'message',
    channel,
    channel_type: 'channel',
    user: 'U0MEMBER',
    text,
    ts,
    event_ts: ts,
    ...more,
  }
}

/** Where each question was asked so far. */
const askedIn = (): readonly string[] => bot.assistant.asked.map(({ place }) => place.workspace)

test('whoever is named first of those installed is meant, after people as well', async () => {
  await installBoth()
  const channel = shared(other)
  const both = message(channel, `<@U0ADMIN> let ${other.mention} and ${bot.fake.mention} tell`)
  await tellFirst({ ...both, type: 'app_mention' })
  await tellFirst(both)
  await bot.fake.until(() => bot.assistant.asked.length > 0)
  await tellFirst(message(shared(bot.fake), `${bot.fake.mention} and you?`))
  await bot.fake.until(() => bot.assistant.asked.length === 2)
  expect(askedIn()).toEqual([beta.id, bot.fake.world.teamId])
})

test('a thread goes on with whoever takes part in it', async () => {
  await installBoth()
  const channel = shared(other)
  const root = message(channel, `${other.mention} go`)
  await tellFirst(root)
  await bot.fake.until(() => bot.assistant.asked.length === 1)
  await tellFirst(message(channel, 'and then?', { thread_ts: root['ts'] }))
  await bot.fake.until(() => bot.assistant.asked.length === 2)
  expect(askedIn()).toEqual([beta.id, beta.id])
  // In one that neither takes part in, nothing is for them.
  await tellFirst(message(channel, 'hm', { thread_ts: '1600000000.000001' }))
  await tellFirst(message(channel, `${other.mention} last`))
  await bot.fake.until(() => bot.assistant.asked.length === 3)
  expect(bot.assistant.asked.map(({ text }) => text)).toEqual(['go', 'and then?', 'last'])
})

test('what is done to a message is told where it was asked', async () => {
  await installBoth()
  const channel = shared(other)
  const root = message(channel, `${other.mention} go`)
  await tellFirst(root)
  await bot.fake.until(() => bot.assistant.asked.length === 1)
  const { ts, user } = root
  const changed = (text: string): Json =>
    message(channel, '', {
      subtype: 'message_changed',
      hidden: true,
      message: { ts, user, text },
      previous_message: { ts, user, text: root['text'] },
    })
  await tellFirst(changed(`${other.mention} go on`))
  await bot.fake.until(() => bot.assistant.amendments.length === 1)
  expect(bot.assistant.amendments[0]?.text).toBe('go on')
})

test('one that does not see the channel is not called into it by its name', async () => {
  await installBoth()
  // Only the first has this channel.
  const channel = shared(bot.fake)
  for (const text of ['spend', 'spend more'])
    await tellFirst(message(channel, `say ${other.mention} ${text}`))
  await tellFirst(message(channel, `${bot.fake.mention} here`))
  await bot.fake.until(() => bot.assistant.asked.length === 1)
  expect(askedIn()).toEqual([bot.fake.world.teamId])
  const looked = bot.fake.requestsTo('conversations.info').filter(({ token }) => token === other.botToken)
  expect(looked.map(({ error }) => error)).toEqual(['channel_not_found'])
})

test('one that another process has just added is known when it is named', async () => {
  const replica = await start(bot)
  await installBoth()
  // The replica has heard of the first alone.
  await tellFirst(message(shared(bot.fake), `${bot.fake.mention} one`), replica.url)
  await bot.fake.until(() => replica.assistant.asked.length === 1)
  const mention = message(shared(other), `${other.mention} two`)
  await tellFirst({ ...mention, type: 'app_mention' }, replica.url)
  await bot.fake.until(() => replica.assistant.asked.length === 2)
  expect(replica.assistant.asked[1]?.place.workspace).toBe(beta.id)
})

test('a button in a window is of the workspace that opened it, whoever presses it', async () => {
  // Nobody clicked.
  mayViolate = /unknown trigger_id/u
  await installBoth()
  const view = {
    id: 'V1',
    team_id: 'T0OTHER00',
    app_installed_team_id: beta.id,
    type: 'modal',
    private_metadata: JSON.stringify({ channel: shared(other) }),
  }
  const value = JSON.stringify({ name: 'help', options: {} })
  await post(bot.url, 'application/x-www-form-urlencoded', {
    type: 'block_actions',
    team: { id: 'T0OTHER00', domain: 'else' },
    user: { id: 'U0STRANGER', name: 'stranger', team_id: 'T0OTHER00' },
    api_app_id: bot.fake.world.appId,
    token: 'verification-token',
    container: { type: 'view', view_id: 'V1' },
    trigger_id: 'gone',
    view,
    actions: [{ type: 'button', action_id: 'tanya-command:run', block_id: 'b', action_ts: '1', value }],
  })
  await bot.fake.until(() => bot.assistant.calls.length > 0)
  expect(bot.assistant.calls[0]).toMatchObject({ name: 'help', place: { workspace: beta.id } })
})
