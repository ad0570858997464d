import type { WebClient } from '@slack/web-api'
import { expect, test } from 'vitest'
import type { FakeSlack } from './fake-slack.ts'
import { codeOf, movableClock, useHarness } from './harness.ts'

const { start, client } = useHarness()

interface Stream {
  readonly ts: string
  append(args: Record<string, unknown>): Promise<string>
  stop(args?: Record<string, unknown>): Promise<string>
}

async function open(fake: FakeSlack, slack: WebClient, args: Record<string, unknown>): Promise<Stream> {
  const said = fake.say({ user: 'member', channel: 'general', text: 'go' })
  const channel = said.channel
  const recipient = { recipient_team_id: fake.world.teamId, recipient_user_id: 'U0MEMBER' }
  const started = await slack.apiCall('chat.startStream', {
    channel,
    thread_ts: said.ts,
    ...recipient,
    ...args,
  })
  const ts = 'ts' in started ? String(started.ts) : ''
  return {
    ts,
    append: (more) => codeOf(slack.apiCall('chat.appendStream', { channel, ts, ...more })),
    stop: (more = {}) => codeOf(slack.apiCall('chat.stopStream', { channel, ts, ...more })),
  }
}

function shown(fake: FakeSlack, stream: Stream): string | undefined {
  return fake.botMessages().find((one) => one.ts === stream.ts)?.text
}

test('text is shown as it comes, in the thread, with blocks and metadata at the end', async () => {
  const fake = await start()
  const slack = client(fake)
  const stream = await open(fake, slack, { markdown_text: '# a' })
  expect(await stream.append({ markdown_text: '\n&lt;!here&gt;' })).toBe('ok')
  const button = { type: 'button', action_id: 'retry', text: { type: 'plain_text', text: 'Retry' } }
  const metadata = { event_type: 'part', event_payload: { key: 'k' } }
  expect(await stream.stop({ blocks: [{ type: 'actions', elements: [button] }], metadata })).toBe('ok')
  const [seen] = fake.botMessages()
  expect(seen?.versions.map((one) => [one.text, one.streaming])).toEqual([
    ['# a', true],
    ['# a\n<!here>', true],
    ['# a\n<!here>\n[Retry]', false],
  ])
  expect([seen?.markdown, seen?.metadata, seen?.pings.mass]).toEqual(['# a\n<!here>', metadata, []])
  expect(fake.violations).toEqual([])
})

test('a mention put together from two appends still pings', async () => {
  const fake = await start()
  const stream = await open(fake, client(fake), { markdown_text: 'hi <!cha' })
  await stream.append({ markdown_text: 'nnel>' })
  expect(fake.violations.map((one) => one.kind)).toEqual(['mass_mention'])
})

test('outside direct messages the recipient and their own team are needed', async () => {
  const fake = await start()
  const slack = client(fake)
  const said = fake.say({ user: 'stranger', channel: 'shared', text: 'go' })
  const begin = (args: Record<string, unknown>): Promise<string> =>
    codeOf(slack.apiCall('chat.startStream', { channel: said.channel, thread_ts: said.ts, ...args }))
  const { teamId, strangerTeamId } = fake.world
  expect(await begin({ recipient_user_id: 'U0STRANGER' })).toBe('missing_recipient_team_id')
  expect(await begin({ recipient_team_id: strangerTeamId })).toBe('missing_recipient_user_id')
  expect(await begin({ recipient_team_id: teamId, recipient_user_id: 'U0STRANGER' })).toBe('user_not_found')
  expect(await begin({ recipient_team_id: strangerTeamId, recipient_user_id: 'U0STRANGER' })).toBe('ok')
  expect(await begin({ thread_ts: '' })).toBe('invalid_arguments')
  fake.switches.streams = { error: 'not_allowed' }
  expect(await begin({ recipient_team_id: strangerTeamId, recipient_user_id: 'U0STRANGER' })).toBe(
    'not_allowed',
  )
})

test('the shape of the first write holds for ever, and two shapes in one call never pass', async () => {
  const fake = await start()
  const slack = client(fake)
  const text = await open(fake, slack, { markdown_text: 'a' })
  const chunks = [{ type: 'markdown_text', text: 'b' }]
  expect(await text.append({ chunks })).toBe('streaming_mode_mismatch')
  expect(await text.append({ chunks, markdown_text: 'b' })).toBe('invalid_arguments')
  expect(await text.append({})).toBe('no_text')
  const chunked = await open(fake, slack, { chunks })
  expect(await chunked.append({ markdown_text: 'c' })).toBe('streaming_mode_mismatch')
  expect(await chunked.append({ chunks: [{ type: 'nonsense' }] })).toBe('invalid_chunks')
  expect(shown(fake, chunked)).toBe('b')
})

test('tasks are updated in place, their details grow', async () => {
  const fake = await start()
  const task = { type: 'task_update', id: 't', title: 'Thinking', status: 'in_progress', details: 'one' }
  const stream = await open(fake, client(fake), { chunks: [task] })
  await stream.append({
    chunks: [{ ...task, title: 'Thought for 3 s', status: 'complete', details: ' two' }],
  })
  await stream.append({ chunks: [{ type: 'markdown_text', text: 'the ' }] })
  await stream.append({ chunks: [{ type: 'markdown_text', text: 'answer' }] })
  const [seen] = fake.botMessages()
  expect([seen?.text, seen?.markdown]).toEqual(['Thought for 3 s\none two\nthe answer', 'the answer'])
})

test('one call takes 12,000 characters, one message less than that in all', async () => {
  const fake = await start()
  const slack = client(fake)
  const long = await open(fake, slack, {})
  expect(await long.append({ markdown_text: 'x'.repeat(12_001) })).toBe('msg_too_long')
  const full = await open(fake, slack, { markdown_text: 'x'.repeat(11_000) })
  expect(await full.append({ markdown_text: 'y'.repeat(901) })).toBe('msg_too_long')
  expect(await full.append({ markdown_text: 'y'.repeat(900) })).toBe('ok')
  expect(shown(fake, full)).toHaveLength(11_900)
})

test.each([
  ['after five minutes, however busy', 100_000, 4],
  ['after two idle minutes', 121_000, 1],
])('a stream dies %s', async (_when, stepMs, steps) => {
  const clock = movableClock()
  const fake = await start({ clock })
  const slack = client(fake)
  const stream = await open(fake, slack, { markdown_text: 'a' })
  const codes: string[] = []
  for (let step = 0; step < steps; step += 1) {
    clock.skip(stepMs)
    codes.push(await stream.append({ markdown_text: 'b' }))
  }
  expect(codes.at(-1)).toBe('message_not_in_streaming_state')
  expect(codes.filter((code) => code === 'ok')).toHaveLength(Math.max(0, steps - 2))
  expect(await stream.stop()).toBe('message_not_in_streaming_state')
  expect(fake.violations).toEqual([])
  expect(await codeOf(slack.chat.update({ channel: 'C0GENERAL', ts: stream.ts, text: 'whole' }))).toBe('ok')
  expect(shown(fake, stream)).toBe('whole')
})

test('a live stream cannot be edited, an ended one not written', async () => {
  const fake = await start()
  const slack = client(fake)
  const stream = await open(fake, slack, { markdown_text: 'a' })
  const edit = { channel: 'C0GENERAL', ts: stream.ts, text: 'b' }
  expect(await codeOf(slack.chat.update(edit))).toBe('streaming_state_conflict')
  expect(await stream.append({ markdown_text: 'c' })).toBe('ok')
  expect(await stream.stop()).toBe('ok')
  expect(await stream.append({ markdown_text: 'd' })).toBe('message_not_in_streaming_state')
  expect(fake.violations.map((one) => one.kind)).toEqual(['update_while_streaming', 'write_after_end'])
  expect(shown(fake, stream)).toBe('ac')
})

test('20 streams a minute, and one that Slack kills', async () => {
  const fake = await start({ clock: movableClock() })
  const slack = client(fake)
  for (let index = 0; index < 20; index += 1) await open(fake, slack, { markdown_text: `${index}` })
  const refused = open(fake, slack, { markdown_text: 'one too many' }).then(() => 'ok')
  expect(await codeOf(refused)).toBe('WebAPIRateLimitedError')
  const [first] = fake.liveStreams()
  expect(fake.liveStreams()).toHaveLength(20)
  if (first !== undefined) fake.killStream(first)
  expect(fake.liveStreams()).toHaveLength(19)
})
