import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { useHarness } from './harness.ts'
import { isJson } from './json.ts'
import type { Json } from './json.ts'
import { METHOD_TIERS } from './limits.ts'

const { start, bolt, client } = useHarness()
const data = resolve(import.meta.dirname, '../../../../shared/data/slack')
const present = existsSync(data)

/** Slack's own skeletons of answers and payloads: names and shapes, no values. */
function skeleton(path: string): Json {
  const parsed: unknown = JSON.parse(readFileSync(resolve(data, `${path}.json`), 'utf8'))
  if (!isJson(parsed)) throw new Error(`${path} is no object`)
  return parsed
}

/** Fields Slack has added since the skeletons were taken, each documented or seen elsewhere. */
const newer = new Set(['context_team_id', 'context_enterprise_id', 'app_context', 'action_ts', 'warnings'])

/** The paths of `actual` that `known` does not have. An empty object or array in the skeleton allows anything. */
function strangers(actual: unknown, known: unknown, path = ''): readonly string[] {
  if (Array.isArray(actual)) {
    const [first] = Array.isArray(known) ? known : []
    return first === undefined ? [] : actual.flatMap((one) => strangers(one, first, `${path}[]`))
  }
  if (!isJson(actual) || !isJson(known) || Object.keys(known).length === 0) return []
  return Object.entries(actual).flatMap(([key, value]) => {
    // The skeletons mix all kinds of block into one, rich_text's nesting left out.
    if (key === 'blocks') return []
    if (key in known) return strangers(value, known[key], `${path}.${key}`)
    return newer.has(key) ? [] : [`${path}.${key}`]
  })
}

if (!present) {
  if (process.env.CI !== undefined) throw new Error(`no conformance data at ${data}`)
  console.warn(`Slack's skeletons are not checked: there is no ${data}`)
}

describe.skipIf(!present)("Slack's skeletons", () => {
  test('the tiers are those of the Java SDK', () => {
    const tiers = JSON.parse(readFileSync(resolve(data, 'rate_limit_tiers.json'), 'utf8')) as Record<
      string,
      string
    >
    for (const [method, tier] of Object.entries(METHOD_TIERS)) {
      const known = tiers[method]
      if (known === undefined || known.startsWith('Special'))
        expect(typeof tier === 'object' || known === undefined).toBe(true)
      else expect([method, tier]).toEqual([method, known])
    }
  })

  test('answers of the Web API', async () => {
    const fake = await start()
    const slack = client(fake)
    const said = fake.say({ user: 'member', channel: 'dm', text: 'x' })
    const { channel, ts } = said
    const stream = await slack.chat.startStream({ channel, thread_ts: ts, markdown_text: 'a' })
    const streamTs = stream.ts ?? ''
    const upload = await slack.files.getUploadURLExternal({ filename: 'a.txt', length: 1 })
    await fetch(upload.upload_url ?? '', { method: 'POST', body: 'a' })
    const general = 'C0GENERAL'
    const prompts: [{ title: string; message: string }] = [{ title: 't', message: 'm' }]
    const answers: Readonly<Record<string, unknown>> = {
      'auth.test': await slack.auth.test(),
      'apps.connections.open': await client(fake, { token: fake.appToken }).apps.connections.open(),
      'bots.info': await slack.bots.info({}),
      'chat.startStream': stream,
      'chat.appendStream': await slack.chat.appendStream({ channel, ts: streamTs, markdown_text: 'b' }),
      'chat.postEphemeral': await slack.chat.postEphemeral({ channel, user: 'U0MEMBER', text: 'x' }),
      'chat.getPermalink': await slack.chat.getPermalink({ channel, message_ts: ts }),
      'conversations.info': await slack.conversations.info({ channel: general, include_num_members: true }),
      'conversations.list': await slack.conversations.list({ types: 'public_channel,im' }),
      'conversations.members': await slack.conversations.members({ channel: general }),
      'files.getUploadURLExternal': upload,
      'files.completeUploadExternal': await slack.files.completeUploadExternal({
        files: [{ id: upload.file_id ?? '', title: 'a' }],
      }),
      'reactions.add': await slack.reactions.add({ channel, timestamp: ts, name: 'eyes' }),
      'reactions.remove': await slack.reactions.remove({ channel, timestamp: ts, name: 'eyes' }),
      'assistant.threads.setStatus': await slack.assistant.threads.setStatus({
        channel_id: channel,
        thread_ts: ts,
        status: 's',
      }),
      'assistant.threads.setSuggestedPrompts': await slack.assistant.threads.setSuggestedPrompts({
        channel_id: channel,
        thread_ts: ts,
        prompts,
      }),
      'oauth.v2.access': await oauth(fake.oauth, fake.apiUrl),
    }
    for (const [method, answer] of Object.entries(answers)) {
      // web-api adds what it read from the headers.
      const { response_metadata: _added, ...rest } = isJson(answer) ? answer : {}
      expect([method, strangers(rest, skeleton(`api/${method}`))]).toEqual([method, []])
    }
  })

  test('events', async () => {
    const fake = await start({ mentionOrder: 'mention-first' })
    fake.say({ user: 'member', channel: 'general', text: `${fake.mention} a` })
    const root = fake.say({ user: 'member', channel: 'general', text: 'root' })
    fake.say({ user: 'other', channel: 'general', text: 'b', threadTs: root.ts, broadcast: true })
    fake.say({ user: 'other', channel: 'general', text: 'c', files: [{ name: 'a.txt', content: 'a' }] })
    fake.edit(root, 'edited')
    fake.react({ user: 'other', channel: 'general', ts: root.ts, name: 'eyes' })
    fake.remove(root)
    fake.joinChannel('stranger', 'general')
    fake.openHome('member', 'home')
    fake.uninstall()
    const names = [
      'AppMention',
      'Message',
      'Message',
      'MessageThreadBroadcast',
      'MessageFileShare',
      'MessageChanged',
      'ReactionAdded',
      'MessageDeleted',
      'MemberJoinedChannel',
      'AppHomeOpened',
      'TokensRevoked',
      'AppUninstalled',
    ]
    expect(fake.delivery.events).toHaveLength(names.length)
    for (const [index, name] of names.entries()) {
      const { payload } = fake.delivery.events[index] ?? {}
      expect([name, strangers(payload, skeleton(`events/${name}Payload`))]).toEqual([name, []])
    }
  })

  test('commands and interactions', async () => {
    const fake = await start()
    const app = await bolt(fake)
    const bodies: unknown[] = []
    app.use(async ({ body, ack }) => {
      bodies.push(body)
      if (ack !== undefined) await ack()
    })
    const said = fake.say({ user: 'member', channel: 'dm', text: 'x' })
    await said.acked
    const text = { type: 'plain_text', text: 'A' } as const
    const button = { type: 'button', action_id: 'a', value: 'v', text } as const
    const posted = await client(fake).chat.postMessage({
      channel: said.channel,
      text: 'x',
      blocks: [{ type: 'actions', elements: [button] }],
    })
    await fake.until(() => fake.delivery.events.every((event) => event.acked))
    bodies.splice(0)
    const ts = posted.ts ?? ''
    await fake.slash({ user: 'member', channel: 'dm', text: 'x' }).acked
    await fake.click({ user: 'member', channel: 'dm', ts, actionId: 'a' }).acked
    await fake.shortcut({ user: 'member', channel: 'dm', ts, callbackId: 'c' }).acked
    const names = [
      'slash-commands/SlashCommand',
      'interactive-components/BlockAction',
      'interactive-components/MessageShortcut',
    ]
    expect(bodies).toHaveLength(names.length)
    for (const [index, name] of names.entries()) {
      expect([name, strangers(bodies[index], skeleton(`app-backend/${name}Payload`))]).toEqual([name, []])
    }
  })
})

async function oauth(
  app: { readonly authorizationUrl: string; readonly clientId: string; readonly clientSecret: string },
  apiUrl: string,
): Promise<unknown> {
  const back = 'http://127.0.0.1:1/back'
  const asked = new URLSearchParams({
    client_id: app.clientId,
    scope: 'chat:write',
    state: 's',
    redirect_uri: back,
  })
  const consent = await fetch(`${app.authorizationUrl}?${asked.toString()}`, { redirect: 'manual' })
  const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const own = { client_id: app.clientId, client_secret: app.clientSecret }
  const body = new URLSearchParams({ ...own, code, redirect_uri: back })
  return (await fetch(`${apiUrl}oauth.v2.access`, { method: 'POST', body })).json()
}
