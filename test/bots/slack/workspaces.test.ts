import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore } from '../../../src/core/store/open-store.ts'
import type { InstallationStore } from '../../../src/core/store/ports/installations.ts'
import type { Store } from '../../../src/core/store/store.ts'
import { install } from '../../fakes/slack/browser.ts'
import type { FakeTeam } from '../../fakes/slack/fake-slack.ts'
import { movableClock } from '../../fakes/slack/harness.ts'
import type { FakeSlack } from '../../fakes/slack/fake-slack.ts'
import type { RecordedRequest } from '../../fakes/slack/requests.ts'
import { signature } from '../../fakes/slack/signed-http.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { hurriedClock, secretKey, startBot } from './harness.ts'
import type { Harness, HarnessOptions } from './harness.ts'

let store: Store
let bots: Harness[] = []
let mayViolate: RegExp | undefined

beforeEach(async () => {
  store = await openStore({ url: 'file::memory:', log: quietLog, secretKey })
})

afterEach(async () => {
  const fake = bots[0]?.fake
  for (const bot of bots) await bot.stop()
  expect(bots.flatMap(({ logged }) => logged).join('\n')).not.toMatch(/xoxb-|xoxe|fake-client-secret/u)
  await fake?.close()
  bots = []
  await store.close()
  const bad = (fake?.violations ?? []).filter(({ detail }) => mayViolate?.test(detail) !== true)
  mayViolate = undefined
  expect(bad).toEqual([])
})

async function start(options: HarnessOptions = {}): Promise<Harness> {
  const bot = await startBot({
    ...options,
    slack: { installed: false, ...options.slack },
    installations: options.installations ?? store.installations,
    memory: store.memory,
  })
  bots.push(bot)
  return bot
}

/** Another process on the same store. */
async function startReplica({ fake }: Harness, options: HarnessOptions = {}): Promise<Harness> {
  return start({ ...options, fake })
}

const beta = { id: 'T0BETA000', name: 'Beta', domain: 'beta' }

/** Two workspaces, with the app installed in both. */
async function startTwo(options: HarnessOptions = {}): Promise<Harness & { readonly other: FakeTeam }> {
  const bot = await start(options)
  const other = bot.fake.addTeam(beta)
  expect((await install(bot.fake, bot.origin)).status).toBe(200)
  expect((await install(bot.fake, bot.origin, { team: beta.id })).status).toBe(200)
  return { ...bot, other }
}

/** A mention is answered. */
/** Until nothing is asked any more: a clock that skips hours would do so in the middle of a request. */
async function quiet({ requests }: FakeSlack): Promise<void> {
  for (let looks = 0; looks < 40; looks += 1) {
    const before = requests.length
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (requests.length !== before) looks = 0
  }
}

async function isWell({ fake }: Harness, team: FakeTeam, text = 'still there?'): Promise<void> {
  const said = team.say({ user: 'member', channel: 'general', text: `${team.mention} ${text}` })
  await fake.until(() => {
    const [answer] = team.answers(said)
    return answer?.streaming === false && answer.text === `You asked: ${text}`
  })
}

/** Which token each call about a channel of that team was made with. */
function tokensFor({ fake }: Harness, team: FakeTeam): ReadonlySet<string> {
  const channels = new Set(team.world.channels.keys())
  const isOf = ({ args }: RecordedRequest): boolean =>
    channels.has(String(args.channel)) || channels.has(String(args.channel_id))
  return new Set(fake.requests.filter(isOf).map(({ token }) => token))
}

test('is up with no workspace at all', async () => {
  const { fake, bot } = await start()
  expect(bot.connections?.().some(({ isUp }) => isUp)).toBe(true)
  expect(fake.requestsTo('auth.test')).toEqual([])
})

describe.each([{ http: false }, { http: true }])('two workspaces over HTTP: $http', (transport) => {
  test('asked at the same moment each get their own answers, by their own token', async () => {
    const bot = await startTwo(transport)
    const { fake, other, assistant } = bot
    const teams = [fake, other] as const
    expect(fake.botToken).not.toBe(other.botToken)
    const asked = Array.from({ length: 8 }, (_, index) => {
      const team = teams[index % 2] as FakeTeam
      const text = `${team.world.teamName} ${index}`
      return [
        team,
        text,
        team.say({ user: 'member', channel: 'general', text: `${team.mention} ${text}` }),
      ] as const
    })
    for (const [team, text, said] of asked)
      await fake.until(() => {
        const [answer] = team.answers(said)
        return answer?.streaming === false && answer.text === `You asked: ${text}`
      })
    for (const team of teams) {
      expect(tokensFor(bot, team)).toEqual(new Set([team.botToken]))
      expect(team.botMessages()).toHaveLength(4)
    }
    for (const { text, place, id } of assistant.asked) {
      const team = text.startsWith('Acme') ? fake : other
      expect(place.workspace).toBe(team.world.teamId)
      expect(id).toContain(`:${team.world.teamId}:`)
    }
  })

  test('hear their commands, buttons, windows and App Home each alone', async () => {
    const bot = await startTwo(transport)
    const { fake, other, assistant } = bot
    for (const team of [fake, other]) {
      const before = assistant.calls.length
      await team.slash({ user: 'member', channel: 'general', text: 'help' }).acked
      await fake.until(() => team.ephemerals('member').length > 0)
      expect(assistant.calls[before]?.place.workspace).toBe(team.world.teamId)
      await team.openHome('member', 'home')?.acked
      await fake.until(() => team.home('member'))
      expect(assistant.calls.at(-1)?.place.workspace).toBe(team.world.teamId)

      const said = team.say({ user: 'member', channel: 'general', text: 'about this' })
      await team.shortcut({ user: 'member', ...said, callbackId: 'tanya-ask-about' }).acked
      const [modal] = await fake.until(() => {
        const open = team.modals('member')
        return open.length > 0 && open
      })
      const values = { question: { question: { value: 'why?' } } }
      await team.viewSubmit({ user: 'member', viewId: modal?.id ?? '', values }).acked
      await fake.until(() => assistant.asked.at(-1)?.place.workspace === team.world.teamId)
      expect(assistant.asked.at(-1)?.text).toBe('why?')
    }
    expect(fake.ephemerals('member').every(({ channel }) => fake.world.channels.has(channel))).toBe(true)
    const published = fake.requestsTo('views.publish').map(({ token }) => token)
    expect(published).toEqual([fake.botToken, other.botToken])
  })

  test('download files each by its own token', async () => {
    const bot = await startTwo(transport)
    const { fake, other, assistant } = bot
    const got: string[] = []
    assistant.script = async (question, surface) => {
      const [file] = question.attachments ?? []
      if (file === undefined) throw new Error('no file')
      const fetched = await surface.fetchFile?.(question, file, 1000, new AbortController().signal)
      got.push(fetched?.kind === 'file' ? Buffer.from(fetched.bytes).toString() : JSON.stringify(fetched))
    }
    for (const team of [fake, other]) {
      const content = `of ${team.world.teamName}`
      const files = [{ name: 'notes.txt', content }]
      team.say({ user: 'member', channel: 'general', text: `${team.mention} read`, files })
      await fake.until(() => got.includes(content))
    }
    expect(got).toEqual(['of Acme', 'of Beta'])
  })
})

test('a mention in a channel that both share goes to the one that it names', async () => {
  const bot = await startTwo({ http: true })
  const { fake, other, assistant } = bot
  const said = other.say({ user: 'member', channel: 'shared', text: `${other.mention} here?` })
  await fake.until(() => other.answers(said).length > 0)
  const payload = other.delivery.events.find(({ type }) => type === 'app_mention')?.payload
  expect(payload).toMatchObject({ is_ext_shared_channel: true })
  // Slack names one installation that can see it, whichever that is.
  const authorizations = [{ enterprise_id: null, team_id: fake.world.teamId, user_id: 'U', is_bot: true }]
  const event = { ...(payload?.event as object), ts: '1700000000.000100' }
  const body = JSON.stringify({ ...payload, authorizations, event, event_id: 'Ev1' })
  const headers = { 'content-type': 'application/json', ...signature(fake.signingSecret, body, Date.now()) }
  expect((await fetch(bot.url, { method: 'POST', headers, body })).status).toBe(200)
  await fake.until(() => assistant.asked.length === 2)
  expect(assistant.asked.map(({ place }) => place.workspace)).toEqual([beta.id, beta.id])
})

test('what is asked before the installation is kept is answered once it is', async () => {
  const asked = Promise.withResolvers<void>()
  const installations: InstallationStore = {
    ...store.installations,
    async put(...args) {
      await asked.promise
      return store.installations.put(...args)
    },
    async get(...args) {
      const found = await store.installations.get(...args)
      asked.resolve()
      return found
    },
  }
  const bot = await start({ installations })
  const { fake } = bot
  const installed = install(fake, bot.origin)
  await fake.until(() => fake.botToken !== '')
  const well = isWell(bot, fake, 'already?')
  expect((await installed).status).toBe(200)
  await well
})

test('an installation that cannot be read leaves the others alone', async () => {
  await store.installations.put('slack', 'T0DAMAGED', '{"token":7}', 1)
  const bot = await startTwo()
  await isWell(bot, bot.fake)
  expect(bot.logged.some((line) => line.includes('"team":"T0DAMAGED"'))).toBe(true)
})

test('a token of one workspace is good for nothing in another', async () => {
  const bot = await startTwo()
  const { fake, other } = bot
  const channel = other.world.channels.get('C0GENERAL0BETA000')?.id ?? ''
  const post = (token: string) =>
    fetch(`${fake.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel, text: 'x' }),
    }).then((response) => response.json())
  expect(await post(fake.botToken)).toEqual({ ok: false, error: 'channel_not_found' })
  expect(await post(other.botToken)).toMatchObject({ ok: true })
})

describe('a workspace that is left', () => {
  test('loses its token at once, while the other goes on', async () => {
    const bot = await startTwo()
    const { fake, other, assistant, logged } = bot
    const token = other.botToken
    other.uninstall()
    await fake.until(() => assistant.departures.length > 0)
    expect(assistant.departures).toEqual([beta.id])
    expect(await store.installations.get('slack', beta.id)).toBeUndefined()
    await isWell(bot, fake)
    const before = fake.requests.length
    const question = {
      ...assistant.asked[0],
      place: { platform: 'slack', workspace: beta.id, channel: 'C', kind: 'channel' },
    }
    expect(() => bot.bot.surface.openReply(question as never, {} as never)).toThrow(
      expect.objectContaining({ fault: expect.objectContaining({ reason: 'no-permission' }) as unknown }),
    )
    await bot.bot.surface.tellAdmins?.(beta.id, 'news')
    expect(fake.requests.slice(before).filter((request) => request.token === token)).toEqual([])
    expect(logged.filter((line) => line.startsWith('error'))).toEqual([])
  })

  test('may come back, under another token; what comes late of its leaving is ignored', async () => {
    const bot = await startTwo()
    const { fake, other, assistant } = bot
    const old = other.botToken
    other.uninstall()
    await fake.until(() => assistant.departures.length > 0)
    expect((await install(fake, bot.origin, { team: beta.id })).status).toBe(200)
    expect(other.botToken).not.toBe(old)
    await isWell(bot, other)
    const late = other.delivery.events.filter(
      ({ type }) => type === 'app_uninstalled' || type === 'tokens_revoked',
    )
    expect(late).toHaveLength(2)
    await other.delivery.redeliver(late.map(({ eventId }) => eventId))
    await isWell(bot, other, 'and now?')
    expect(assistant.departures).toEqual([beta.id])
    expect(await store.installations.revision('slack', beta.id)).toBeGreaterThan(0)
  })

  test('is not left by what comes late of it, though Slack cannot be asked at once', async () => {
    const bot = await startTwo({ clock: hurriedClock, http: true })
    const { fake, other, assistant } = bot
    other.uninstall()
    await fake.until(() => assistant.departures.length > 0)
    await install(fake, bot.origin, { team: beta.id })
    const ofBeta = { method: 'auth.test', where: ({ token }: RecordedRequest) => token === other.botToken }
    const down = fake.fail(ofBeta, { kind: 'status', status: 503 })
    const moving = fake.fail(ofBeta, { kind: 'error', error: 'team_added_to_org' })
    const before = fake.requestsTo('auth.test').length
    const late = other.delivery.events.filter(({ type }) => type === 'app_uninstalled')
    await other.delivery.redeliver(late.map(({ eventId }) => eventId))
    await fake.until(() => fake.requestsTo('auth.test').length >= before + 3)
    expect([down.hits, moving.hits]).toEqual([1, 1])
    await isWell(bot, other, 'still here?')
    expect(assistant.departures).toEqual([beta.id])
  })

  test('whose token is refused is told of once, and stops no other', async () => {
    mayViolate = /token_revoked/u
    const bot = await startTwo()
    const { fake, other, logged } = bot
    other.switches.botToken = 'revoked'
    for (let index = 0; index < 3; index += 1) {
      const said = other.say({ user: 'member', channel: 'general', text: `${other.mention} ${index}` })
      expect(await said.acked).toBe(true)
    }
    await fake.until(() => logged.some((line) => line.includes('the token of a workspace is refused')))
    await isWell(bot, fake)
    const told = logged.filter((line) => line.includes('is refused: Tanya has to be installed there again'))
    expect(told).toHaveLength(1)
    expect(told[0]).toContain(`"team":"${beta.id}","code":"token_revoked"`)
  })
})

describe('another process', () => {
  test('hears of a new workspace, of another token, and of one that was left', async () => {
    const first = await start()
    const replica = await startReplica(first)
    const { fake } = first
    const other = fake.addTeam(beta)
    first.bot.drain()
    // Everything goes to the replica from here on, which knows of nothing.
    await fake.until(() => fake.sockets.count === 2)
    await install(fake, first.origin, { team: beta.id })
    await isWell(replica, other)
    const old = other.botToken
    other.switches.botToken = 'revoked'
    await install(fake, first.origin, { team: beta.id })
    expect(other.botToken).not.toBe(old)
    mayViolate = /token_revoked|invalid_auth/u
    await isWell(replica, other, 'with another?')
    const row = await store.installations.get('slack', beta.id)
    if (row !== undefined) await store.installations.remove('slack', row)
    other.switches.botToken = 'account_inactive'
    mayViolate = /token_revoked|invalid_auth|account_inactive/u
    for (const sign of ['could not be handled', 'without an installation']) {
      other.say({ user: 'member', channel: 'general', text: `${other.mention} gone` })
      await fake.until(() => replica.logged.some((line) => line.includes(sign)))
    }
  })
})

describe('tokens that end', () => {
  const hourMs = 60 * 60_000

  test('are renewed in time, by one of two processes, and kept before they are used', async () => {
    const clock = movableClock()
    const first = await start({ clock, slack: { clock, limits: 'off' } })
    const { fake } = first
    fake.oauth.settings.rotation = true
    await install(fake, first.origin)
    const replica = await startReplica(first, { clock })
    const token = fake.botToken
    expect(token).toMatch(/^xoxe\.xoxb-/u)
    const renewals = () =>
      fake.requestsTo('oauth.v2.access').filter(({ args }) => args.grant_type === 'refresh_token')
    await quiet(fake)
    clock.skip(9 * hourMs)
    await isWell(first, fake, 'early?')
    expect(renewals()).toEqual([])
    // Less than two hours before its end, many ask at once, of both.
    await quiet(fake)
    clock.skip(1.5 * hourMs)
    await Promise.all(Array.from({ length: 6 }, (_, index) => isWell(first, fake, `due ${index}?`)))
    await fake.until(() => fake.botToken !== token)
    expect(renewals()).toHaveLength(1)
    const [row] = await store.installations.all('slack')
    expect(JSON.parse(row?.credentials ?? '{}')).toMatchObject({ token: fake.botToken })
    await isWell(first, fake, 'renewed?')
    expect(fake.requests.at(-1)?.token).toBe(fake.botToken)
    // Nobody asked for days, so that it has ended: both renew before they answer, and one does.
    const before = fake.botToken
    await quiet(fake)
    clock.skip(72 * hourMs)
    await Promise.all(Array.from({ length: 6 }, (_, index) => isWell(replica, fake, `late ${index}?`)))
    expect(fake.botToken).not.toBe(before)
    expect(renewals()).toHaveLength(2)
    // What was on its way while the clock skipped may have come too late, and is asked again.
    mayViolate = /token_expired/u
    const last = fake.requests.findLastIndex(({ method }) => method === 'oauth.v2.access')
    expect(fake.requests.slice(last).some(({ error }) => error === 'token_expired')).toBe(false)
  })

  test('and cannot be kept at once are not used before they are, and not lost', async () => {
    const clock = movableClock()
    const stuck = Promise.withResolvers<void>()
    let failures = 0
    const installations: InstallationStore = {
      ...store.installations,
      async renew(...args) {
        if (failures < 2) {
          failures += 1
          throw new Error('the disk is full')
        }
        await stuck.promise
        return store.installations.renew(...args)
      },
    }
    const bot = await start({ clock, installations, slack: { clock, limits: 'off' } })
    const { fake } = bot
    fake.oauth.settings.rotation = true
    await install(fake, bot.origin)
    const token = fake.botToken
    clock.skip(11 * hourMs)
    await isWell(bot, fake, 'meanwhile?')
    await fake.until(() => fake.botToken !== token && failures === 2)
    await isWell(bot, fake, 'still?')
    expect(fake.requests.some((request) => request.token === fake.botToken)).toBe(false)
    stuck.resolve()
    await fake.until(() => bot.logged.some((line) => line.includes('renewed the token')))
    await isWell(bot, fake, 'now?')
    expect(fake.requests.some((request) => request.token === fake.botToken)).toBe(true)
  })

  test('and that Slack ends sooner than it said, are renewed when they are refused', async () => {
    mayViolate = /token_expired/u
    const clock = movableClock()
    const bot = await start({ clock, slack: { limits: 'off' } })
    const { fake } = bot
    fake.oauth.settings.rotation = true
    await install(fake, bot.origin)
    const token = fake.botToken
    fake.fail(
      { where: (request) => request.token === token, times: 1 },
      { kind: 'error', error: 'token_expired' },
    )
    await isWell(bot, fake)
    expect(fake.botToken).not.toBe(token)
  })

  test('and cannot be renewed are told of, and tried again later', async () => {
    const clock = movableClock()
    const bot = await start({ clock, slack: { clock, limits: 'off' } })
    const { fake, logged } = bot
    fake.oauth.settings.rotation = true
    await install(fake, bot.origin)
    const token = fake.botToken
    clock.skip(11 * hourMs)
    fake.fail({ method: 'oauth.v2.access' }, { kind: 'status', status: 503 })
    await isWell(bot, fake, 'by the old one?')
    await fake.until(() => logged.some((line) => line.includes('the token of a workspace cannot be renewed')))
    expect(fake.botToken).toBe(token)
    await isWell(bot, fake, 'resting?')
    expect(fake.botToken).toBe(token)
    clock.skip(61_000)
    await isWell(bot, fake, 'again?')
    await fake.until(() => fake.botToken !== token)
  })
})

test('what was asked while nobody listened is found in every workspace', async () => {
  const first = await startTwo()
  const { fake, other } = first
  for (const team of [fake, other]) await isWell(first, team)
  await first.stop()
  for (const team of [fake, other])
    team.say({ user: 'member', channel: 'general', text: `${team.mention} of ${team.world.teamName}` })
  const second = await startReplica(first)
  await fake.until(() => second.assistant.asked.length === 2)
  const found = second.assistant.asked.map(({ text, place }) => `${text} in ${place.workspace}`)
  expect(found.toSorted()).toEqual([`of Acme in ${fake.world.teamId}`, `of Beta in ${beta.id}`])
})
