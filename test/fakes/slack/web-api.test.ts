import { expect, test } from 'vitest'
import { codeOf, movableClock, useHarness } from './harness.ts'

const { start, client } = useHarness()
const general = 'C0GENERAL'

test('one channel takes a message a second after a small burst, then 429 with whole seconds', async () => {
  const clock = movableClock()
  const fake = await start({ clock })
  const slack = client(fake)
  const codes: string[] = []
  for (let index = 0; index < 6; index += 1) {
    codes.push(await codeOf(slack.chat.postMessage({ channel: general, text: `${index}` })))
  }
  expect(codes).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'WebAPIRateLimitedError'])
  expect(await codeOf(slack.chat.postMessage({ channel: 'C0RANDOM', text: 'elsewhere' }))).toBe('ok')
  const asJson = (): Promise<Response> =>
    fetch(`${fake.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${fake.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: general, text: 'as JSON' }),
    })
  const refused = await asJson()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1'])
  expect(await refused.json()).toEqual({ ok: false, error: 'ratelimited' })
  clock.skip(1_000)
  expect((await asJson()).status).toBe(200)
})

test('a tier is one budget for the workspace, refilled with time', async () => {
  const clock = movableClock()
  const fake = await start({ clock, limits: { 'chat.update': { perMinute: 2, burst: 2 } } })
  const slack = client(fake)
  const { ts = '' } = await slack.chat.postMessage({ channel: general, text: 'a' })
  const update = (text: string): Promise<string> => codeOf(slack.chat.update({ channel: general, ts, text }))
  expect([await update('b'), await update('c'), await update('d')]).toEqual([
    'ok',
    'ok',
    'WebAPIRateLimitedError',
  ])
  clock.skip(30_000)
  expect([await update('e'), await update('f')]).toEqual(['ok', 'WebAPIRateLimitedError'])
  expect(fake.messages('general').at(-1)?.text).toBe('e')
  expect(fake.requestsTo('chat.update').map((one) => one.status)).toEqual([200, 200, 429, 200, 429])
})

test('what chat.update refuses', async () => {
  const clock = movableClock()
  const fake = await start({ clock })
  const slack = client(fake)
  const { ts = '' } = await slack.chat.postMessage({ channel: general, text: 'a' })
  const theirs = fake.say({ user: 'member', channel: 'general', text: 'x' })
  const update = (text: string, to = ts): Promise<string> =>
    codeOf(slack.chat.update({ channel: general, ts: to, text }))
  expect(await update('x', theirs.ts)).toBe('cant_update_message')
  expect(await update('x', '1.000001')).toBe('message_not_found')
  expect(await update('é'.repeat(2_001))).toBe('msg_too_long')
  expect(await update('é'.repeat(2_000))).toBe('ok')
  expect(fake.violations.map((one) => one.kind)).toEqual(['too_long'])
  expect(await update('é'.repeat(2_000))).toBe('ok')
  expect(fake.violations.map((one) => one.kind)).toEqual(['too_long', 'identical_update'])
  fake.switches.editWindowMs = 60_000
  clock.skip(61_000)
  expect(await update('late')).toBe('edit_window_closed')
})

test('blocks are replaced by text alone, and only text leaves the mark of an edit', async () => {
  const fake = await start()
  const slack = client(fake)
  const blocks = [{ type: 'markdown', text: '**b** &lt;x&gt;' }]
  const { ts = '' } = await slack.chat.postMessage({ channel: general, text: 'fallback', blocks })
  expect(fake.messages('general')[0]?.text).toBe('**b** <x>')
  await slack.chat.update({
    channel: general,
    ts,
    text: 'fallback',
    blocks: [{ type: 'markdown', text: 'c' }],
  })
  expect(fake.messages('general')[0]?.edited).toBe(false)
  await slack.chat.update({ channel: general, ts, text: 'plain' })
  const seen = fake.messages('general')[0]
  expect([seen?.text, seen?.edited, seen?.blocks]).toEqual(['plain', true, []])
  expect(seen?.versions.map((one) => one.text)).toEqual(['**b** <x>', 'c', 'plain'])
})

const markdown = (length: number): { type: string; text: string } => ({
  type: 'markdown',
  text: 'm'.repeat(length),
})
const section = (length: number): unknown => ({
  type: 'section',
  text: { type: 'mrkdwn', text: 's'.repeat(length) },
})

test.each([
  ['one long markdown block', [markdown(12_001)], 'msg_blocks_too_long'],
  ['too much in all', [markdown(6_700), markdown(6_600)], 'msg_blocks_too_long'],
  ['just enough in all', [markdown(6_600), markdown(6_600)], 'ok'],
  ['a long section', [section(3_001)], 'invalid_blocks'],
  ['an empty section', [section(0)], 'invalid_blocks'],
  ['51 blocks', Array.from({ length: 51 }, () => section(1)), 'invalid_blocks'],
  ['an unknown block', [{ type: 'nonsense' }], 'invalid_blocks'],
  ['an input', [{ type: 'input' }], 'invalid_blocks'],
])('blocks: %s', async (_name, blocks, code) => {
  const fake = await start()
  const args = { channel: general, text: 'x', blocks: JSON.stringify(blocks) }
  expect(await codeOf(client(fake).apiCall('chat.postMessage', args))).toBe(code)
  expect(fake.violations).toHaveLength(code === 'ok' ? 0 : 1)
})

test.each([
  [{ text: 'hi <!channel>' }, ['channel']],
  [{ text: 'hi <!here|here> `<!everyone>`' }, ['here', 'everyone']],
  [{ text: 'hi &lt;!channel&gt; @here' }, []],
  [{ text: '@here', link_names: true }, ['here']],
  [{ markdown_text: 'ask <!subteam^S0ADMINS>' }, ['S0ADMINS']],
  [{ blocks: [{ type: 'markdown', text: '```\n<!channel>\n```' }] }, ['channel']],
  [{ blocks: [{ type: 'section', text: { type: 'plain_text', text: '<!channel>' } }] }, []],
  [
    {
      blocks: [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '<!here>' }] }],
        },
      ],
    },
    [],
  ],
  [
    {
      blocks: [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'broadcast', range: 'here' }] }],
        },
      ],
    },
    ['here'],
  ],
])('who %j pings', async (args, pinged) => {
  const fake = await start()
  await client(fake).apiCall('chat.postMessage', { channel: general, ...args })
  const pings = fake.messages('general')[0]?.pings
  expect([...(pings?.mass ?? []), ...(pings?.groups ?? [])]).toEqual(pinged)
  expect(fake.violations.map((one) => one.kind)).toEqual(pinged.length > 0 ? ['mass_mention'] : [])
})

test('an edit that pings is seen, and people pinged are named', async () => {
  const fake = await start()
  const slack = client(fake)
  const { ts = '' } = await slack.chat.postMessage({ channel: general, text: '<@U0MEMBER> hi' })
  await slack.chat.update({ channel: general, ts, text: '<!here>' })
  await slack.chat.update({ channel: general, ts, text: 'gone' })
  expect(fake.messages('general')[0]?.pings).toEqual({ mass: ['here'], groups: [], users: ['U0MEMBER'] })
  expect(fake.violations.map((one) => one.kind)).toEqual(['mass_mention'])
})

test('text is cut at 40,000, markdown_text refused beyond 12,000 and beside text', async () => {
  const fake = await start()
  const slack = client(fake)
  await slack.chat.postMessage({ channel: general, text: 'x'.repeat(40_001) })
  expect(fake.messages('general')[0]?.text).toHaveLength(40_000)
  const post = (args: Record<string, unknown>): Promise<string> =>
    codeOf(slack.apiCall('chat.postMessage', { channel: general, ...args }))
  expect(await post({ markdown_text: 'x'.repeat(12_001) })).toBe('msg_too_long')
  expect(await post({ markdown_text: 'x', text: 'x' })).toBe('markdown_text_conflict')
  expect(await post({})).toBe('no_text')
  expect(await post({ text: 'x', thread_ts: '1.000001' })).toBe('thread_not_found')
  expect(await post({ channel: 'C0NOWHERE', text: 'x' })).toBe('channel_not_found')
  expect(await post({ channel: 'C0ELSEWHERE', text: 'x' })).toBe('not_in_channel')
  fake.switches.messagesTab = false
  expect(await post({ channel: 'U0MEMBER', text: 'x' })).toBe('messages_tab_disabled')
})

test('histories: pages, ranges, threads, metadata only when asked for', async () => {
  const fake = await start({ limits: 'off' })
  const slack = client(fake)
  const root = fake.say({ user: 'member', channel: 'general', text: 'root' })
  const metadata = { event_type: 'part', event_payload: { key: 'k' } }
  for (const text of ['1', '2', '3']) {
    await slack.chat.postMessage({ channel: general, text, thread_ts: root.ts, metadata })
  }
  await slack.chat.postEphemeral({ channel: general, user: 'U0MEMBER', text: 'quiet' })
  const first = await slack.conversations.replies({ channel: general, ts: root.ts, limit: 3 })
  expect(first.messages?.map((one) => one.text)).toEqual(['root', '1', '2'])
  expect(first.messages?.[1]?.metadata).toBeUndefined()
  const cursor = first.response_metadata?.next_cursor ?? ''
  const rest = await slack.conversations.replies({
    channel: general,
    ts: root.ts,
    limit: 3,
    cursor,
    include_all_metadata: true,
  })
  expect(rest.messages?.map((one) => [one.text, one.metadata])).toEqual([['3', metadata]])
  const history = await slack.conversations.history({ channel: general })
  expect(history.messages?.map((one) => [one.text, one.reply_count])).toEqual([['root', 3]])
  expect((await slack.conversations.history({ channel: general, oldest: root.ts })).messages).toEqual([])
  expect(await codeOf(slack.conversations.history({ channel: 'C0ELSEWHERE' }))).toBe('not_in_channel')
})

test('an app outside the Marketplace reads 15 messages a minute', async () => {
  const fake = await start({ commercial: true })
  for (let index = 0; index < 20; index += 1)
    fake.say({ user: 'member', channel: 'general', text: `${index}` })
  const slack = client(fake)
  expect((await slack.conversations.history({ channel: general, limit: 200 })).messages).toHaveLength(15)
  expect(await codeOf(slack.conversations.history({ channel: general }))).toBe('WebAPIRateLimitedError')
})

test('tokens, scopes and unknown methods', async () => {
  const fake = await start()
  expect(await codeOf(client(fake, { token: 'xoxb-wrong' }).auth.test())).toBe('invalid_auth')
  expect(await codeOf(client(fake, { token: '' }).auth.test())).toBe('not_authed')
  const slack = client(fake)
  expect((await slack.auth.test()).response_metadata?.scopes).toContain('chat:write')
  fake.switches.scopes.delete('files:read')
  expect(await codeOf(slack.files.info({ file: 'F' }))).toBe('missing_scope')
  expect(await codeOf(slack.apiCall('chat.nonsense'))).toBe('unknown_method')
  fake.switches.botToken = 'revoked'
  expect(await codeOf(slack.auth.test())).toBe('token_revoked')
})

test('people, groups, channels and reactions', async () => {
  const fake = await start()
  const slack = client(fake)
  const { user } = await slack.users.info({ user: 'U0OTHER', include_locale: true })
  expect([user?.locale, user?.is_restricted]).toEqual(['id-ID', false])
  expect((await slack.users.info({ user: 'U0STRANGER' })).user?.team_id).toBe(fake.world.strangerTeamId)
  expect((await slack.usergroups.users.list({ usergroup: 'S0ADMINS' })).users).toEqual(['U0ADMIN', 'U0OWNER'])
  expect((await slack.conversations.info({ channel: 'G0SECRET' })).channel?.is_private).toBe(true)
  expect((await slack.conversations.members({ channel: general, limit: 2 })).members).toHaveLength(2)
  const said = fake.say({ user: 'member', channel: 'general', text: 'x' })
  const reaction = { channel: general, timestamp: said.ts, name: 'eyes' }
  const codes = [slack.reactions.add, slack.reactions.add, slack.reactions.remove, slack.reactions.remove]
  const answers: string[] = []
  for (const call of codes) answers.push(await codeOf(call(reaction)))
  expect(answers).toEqual(['ok', 'already_reacted', 'ok', 'no_reaction'])
})

test('files go up in three steps, and come down only to a bearer of the token', async () => {
  const fake = await start()
  const slack = client(fake)
  const said = fake.say({
    user: 'member',
    channel: 'general',
    text: 'see',
    files: [{ name: 'a.txt', content: 'hello' }],
  })
  await slack.filesUploadV2({
    channel_id: general,
    thread_ts: said.ts,
    filename: 'rest.md',
    content: '# rest',
  })
  const [answer] = fake.answers(said)
  expect(answer?.files.map((file) => [file.name, file.content.toString()])).toEqual([['rest.md', '# rest']])
  const { messages } = await slack.conversations.history({ channel: general })
  const url = messages?.[0]?.files?.[0]?.url_private ?? ''
  expect(await (await fetch(url)).text()).toContain('Sign in')
  const headers = { authorization: `Bearer ${fake.botToken}` }
  expect(await (await fetch(url, { headers })).text()).toBe('hello')
  fake.switches.scopes.delete('files:read')
  expect((await fetch(url, { headers })).headers.get('content-type')).toContain('text/html')
})

test('faults: before or after it was carried out, hanging, reset, and only as often as planned', async () => {
  const fake = await start()
  const slack = client(fake)
  const post = (text: string): Promise<string> => codeOf(slack.chat.postMessage({ channel: general, text }))
  fake.fail({ method: 'chat.postMessage' }, { kind: 'status', status: 503 })
  expect([await post('lost'), await post('a')]).toEqual(['WebAPIHTTPError', 'ok'])
  fake.fail({ method: /^chat\./, after: 1 }, { kind: 'reset', carriedOut: true })
  expect([await post('b'), await post('c')]).toEqual(['ok', 'WebAPIRequestError'])
  fake.fail({ channel: general }, { kind: 'hang' })
  const impatient = client(fake, { timeout: 300 })
  expect(await codeOf(impatient.chat.postMessage({ channel: general, text: 'never' }))).toBe(
    'WebAPIRequestError',
  )
  const planned = fake.fail({ times: 2 }, { kind: 'ratelimited', retryAfterSeconds: 7 })
  expect([await post('x'), await post('y')]).toEqual(['WebAPIRateLimitedError', 'WebAPIRateLimitedError'])
  expect(planned.hits).toBe(2)
  fake.fail({}, { kind: 'error', error: 'internal_error' })
  expect(await post('z')).toBe('internal_error')
  expect(fake.messages('general').map((one) => one.text)).toEqual(['a', 'b', 'c'])
})
