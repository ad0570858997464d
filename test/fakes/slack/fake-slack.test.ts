import { expect, test } from 'vitest'
import { codeOf, movableClock, useHarness } from './harness.ts'

const { start, bolt, boltHttp, client } = useHarness()

test('a mention reaches Bolt over Socket Mode as two events, and its answer is read in the thread', async () => {
  const fake = await start({ echo: false })
  const app = await bolt(fake)
  const heard: string[] = []
  app.event('app_mention', async ({ event, say }) => {
    heard.push('app_mention')
    await say({ text: 'hello &lt;you&gt;', thread_ts: event.ts })
  })
  app.message(async () => void heard.push('message'))
  const said = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} hi & <b>` })
  expect(await said.acked).toBe(true)
  const [answer] = await fake.until(() => {
    const answers = fake.answers(said)
    return answers.length === 1 && heard.length === 2 && answers
  })
  expect(answer?.text).toBe('hello <you>')
  expect(heard.toSorted()).toEqual(['app_mention', 'message'])
  expect(new Set(said.eventIds).size).toBe(2)
  expect(fake.messages('general')[0]?.text).toBe(`${fake.mention} hi & <b>`)
  expect(fake.violations).toEqual([])
})

test('direct messages, unsubscribed events and channels without the bot', async () => {
  const fake = await start()
  const app = await bolt(fake)
  const heard: string[] = []
  app.event('message', async ({ event }) => void heard.push(event.channel_type))
  app.event('app_mention', async () => void heard.push('app_mention'))
  expect(fake.say({ user: 'member', channel: 'dm', text: `${fake.mention} hi` }).eventIds).toHaveLength(1)
  expect(fake.say({ user: 'member', channel: 'elsewhere', text: `${fake.mention} hi` }).eventIds).toEqual([])
  fake.switches.events.delete('message.groups')
  expect(fake.say({ user: 'member', channel: 'secret', text: 'hi' }).eventIds).toEqual([])
  fake.switches.scopes.delete('channels:history')
  expect(fake.say({ user: 'member', channel: 'general', text: 'hi' }).eventIds).toEqual([])
  await fake.until(() => heard.length > 0)
  expect(heard).toEqual(['im'])
})

test("the bot's own messages, edits of people and deletions come as events", async () => {
  const fake = await start()
  await bolt(fake)
  const said = fake.say({ user: 'member', channel: 'general', text: 'one' })
  await fake.edit(said, 'two')?.acked
  fake.remove(said)
  await client(fake).chat.postMessage({ channel: 'C0GENERAL', text: 'mine' })
  await fake.until(() => fake.delivery.events.length === 4 && fake.delivery.events.every((one) => one.acked))
  const events = fake.delivery.events.map(({ payload }) => payload.event as Record<string, unknown>)
  expect(events.map((event) => event.subtype ?? (event.bot_id === undefined ? 'plain' : 'own'))).toEqual([
    'plain',
    'message_changed',
    'message_deleted',
    'own',
  ])
  expect(fake.messages('general').map((one) => one.text)).toEqual(['mine'])
})

test('Bolt over signed HTTP hears events, commands and buttons', async () => {
  const fake = await start({ echo: false })
  const heard: string[] = []
  await boltHttp(fake, (app) => {
    app.command('/tanya', async ({ command, ack, respond }) => {
      await ack()
      await respond({
        text: `you said ${command.text}`,
        blocks: [
          {
            type: 'actions',
            elements: [
              { type: 'button', action_id: 'stop', value: 'v', text: { type: 'plain_text', text: 'Stop' } },
            ],
          },
        ],
      })
    })
    app.event('message', async ({ event }) => void heard.push(event.type))
    app.action('stop', async ({ ack, action, respond }) => {
      await ack()
      if (action.type === 'button') await respond({ replace_original: true, text: `stopped ${action.value}` })
    })
  })
  expect(await fake.say({ user: 'member', channel: 'dm', text: 'hi' }).acked).toBe(true)
  expect((await fake.slash({ user: 'other', channel: 'general', text: 'help' }).acked).ok).toBe(true)
  const [seen] = await fake.until(() => fake.ephemerals('other').length > 0 && fake.ephemerals('other'))
  expect(seen?.text).toBe('[Stop]')
  expect(fake.ephemerals('member')).toEqual([])
  await fake.click({ user: 'other', channel: 'general', ts: seen?.ts ?? '', actionId: 'stop' }).acked
  await fake.until(() => fake.ephemerals('other')[0]?.text === 'stopped v')
  await fake.until(() => heard.length === 1)
  expect(() =>
    fake.click({ user: 'member', channel: 'general', ts: seen?.ts ?? '', actionId: 'stop' }),
  ).toThrow('sees no')
  expect(fake.violations).toEqual([])
})

test('a command answered in its ack, a modal opened, refused, sent and expired', async () => {
  const clock = movableClock()
  const fake = await start({ clock })
  const app = await bolt(fake)
  const title = { type: 'plain_text', text: 'Settings' } as const
  const input = {
    type: 'input',
    block_id: 'model',
    label: title,
    element: { type: 'plain_text_input', action_id: 'name' },
  } as const
  app.command('/tanya', async ({ ack, client: slack, command }) => {
    await ack(command.text === 'hi' ? 'hello' : undefined)
    if (command.text !== 'config') return
    await slack.views.open({
      trigger_id: command.trigger_id,
      view: { type: 'modal', callback_id: 'config', title, submit: title, blocks: [input] },
    })
  })
  app.view('config', async ({ ack, view }) => {
    const value = view.state.values.model?.name?.value
    if (value === 'bad') await ack({ response_action: 'errors', errors: { model: 'no such model' } })
    else await ack()
  })
  await fake.slash({ user: 'member', channel: 'general', text: 'hi' }).acked
  await fake.until(() => fake.ephemerals('member')[0]?.text === 'hello')
  const asked = fake.slash({ user: 'admin', channel: 'general', text: 'config' })
  const [modal] = await fake.until(() => fake.modals('admin').length > 0 && fake.modals('admin'))
  const viewId = modal?.id ?? ''
  const refused = await fake.viewSubmit({
    user: 'admin',
    viewId,
    values: { model: { name: { value: 'bad' } } },
  }).acked
  expect(refused).toEqual({
    ok: true,
    body: { response_action: 'errors', errors: { model: 'no such model' } },
  })
  expect(fake.modals('admin')).toHaveLength(1)
  await fake.viewSubmit({ user: 'admin', viewId, values: { model: { name: { value: 'good' } } } }).acked
  expect(fake.modals('admin')).toEqual([])
  const view = { type: 'modal' as const, title, blocks: [] }
  const slack = client(fake)
  expect(await codeOf(slack.views.open({ trigger_id: asked.triggerId, view }))).toBe('exchanged_trigger_id')
  expect(await codeOf(slack.views.open({ trigger_id: 'x', view }))).toBe('invalid_trigger_id')
  const late = fake.slash({ user: 'admin', channel: 'general', text: 'hi' })
  clock.skip(3_001)
  expect(await codeOf(slack.views.open({ trigger_id: late.triggerId, view }))).toBe('expired_trigger_id')
  const kinds = ['expired_trigger', 'invalid_arguments', 'expired_trigger']
  expect(fake.violations.map((one) => one.kind)).toEqual(kinds)
})

test('a message shortcut, App Home and uninstalling', async () => {
  const fake = await start()
  const app = await bolt(fake)
  const heard: string[] = []
  app.shortcut('ask_message', async ({ ack, shortcut }) => {
    await ack()
    if (shortcut.type === 'message_action') heard.push(shortcut.message.text ?? '')
  })
  app.event('app_home_opened', async ({ event, client: slack }) => {
    if (event.tab !== 'home') return
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'at home' } }]
    await slack.views.publish({ user_id: event.user, view: { type: 'home', blocks } })
  })
  app.event('app_uninstalled', async () => void heard.push('uninstalled'))
  const said = fake.say({ user: 'other', channel: 'general', text: 'what is this' })
  await fake.shortcut({ user: 'member', channel: 'general', ts: said.ts, callbackId: 'ask_message' }).acked
  fake.openHome('member', 'home')
  await fake.until(() => fake.home('member'))
  fake.uninstall()
  await fake.until(() => heard.includes('uninstalled'))
  expect(heard).toEqual(['what is this', 'uninstalled'])
  expect(await codeOf(client(fake).auth.test())).toBe('account_inactive')
})

test('a block shows a picture of the app once Slack has looked at it, by its id or its address', async () => {
  const fake = await start({ timing: { fileReadyMs: 60_000 } })
  const late = await start({ timing: { fileReadyMs: 0 } })
  const uploaded = async (to: typeof fake, filename: string): Promise<string> => {
    const slack = client(to)
    const { upload_url: url = '', file_id: id = '' } = await slack.files.getUploadURLExternal({
      filename,
      length: 3,
    })
    await fetch(url, { method: 'POST', body: Uint8Array.of(1, 2, 3) })
    await slack.files.completeUploadExternal({ files: [{ id }] })
    return id
  }
  const show = (to: typeof fake, slackFile: object) => {
    const blocks = [{ type: 'image', slack_file: slackFile, alt_text: 'Bars' }]
    return codeOf(
      client(to).apiCall('views.publish', {
        user_id: 'U0MEMBER',
        view: { type: 'home', blocks },
      }),
    )
  }
  expect(await show(fake, { id: await uploaded(fake, 'bars.png') })).toBe('invalid_blocks')
  const id = await uploaded(late, 'bars.png')
  expect(late.uploads().map((file) => [file.id, file.channels.size])).toEqual([[id, 0]])
  expect(await show(late, { id })).toBe('ok')
  expect(await show(late, { id: 'FNONE' })).toBe('invalid_blocks')
  expect(await show(late, { id: await uploaded(late, 'table.csv') })).toBe('invalid_blocks')
  expect(late.violations).toEqual([])
  expect(await show(late, { id, url: 'https://files.slack.com/x.png' })).toBe('invalid_arguments')
  await client(late).files.delete({ file: id })
  expect(await show(late, { id })).toBe('invalid_blocks')
})

test("Slack's own Stop ends the stream and tells the app which", async () => {
  const fake = await start()
  const app = await bolt(fake)
  const stopped: string[] = []
  app.event('agent_session_stopped', async ({ event }) => void stopped.push(...event.streaming_message_ts))
  const said = fake.say({ user: 'member', channel: 'dm', text: 'go on for ever' })
  const slack = client(fake)
  const { ts = '' } = await slack.chat.startStream({
    channel: said.channel,
    thread_ts: said.ts,
    markdown_text: 'a',
  })
  fake.stopSession({ user: 'member', channel: 'dm', threadTs: said.ts })
  await fake.until(() => stopped.length > 0)
  expect(stopped).toEqual([ts])
  expect(fake.liveStreams()).toEqual([])
  const append = { channel: said.channel, ts, markdown_text: 'b' }
  expect(await codeOf(slack.chat.appendStream(append))).toBe('stopped_by_user')
  expect(fake.session(said.channel, said.ts)?.status).toBe('processing')
  expect(await codeOf(slack.chat.stopStream({ channel: said.channel, ts, session_status: 'active' }))).toBe(
    'ok',
  )
  expect(fake.session(said.channel, said.ts)?.status).toBe('active')
})
