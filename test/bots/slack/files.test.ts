import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { oneToken } from '../../../src/bots/slack/tokens.ts'
import type { SlackCalls } from '../../../src/bots/slack/calls.ts'
import { createFiles } from '../../../src/bots/slack/files.ts'
import type { FetchedFile } from '../../../src/core/bot.ts'
import type { Attachment, Question } from '../../../src/core/question.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { startBot } from './harness.ts'
import type { Harness } from './harness.ts'

let harness: Harness | undefined

async function start(): Promise<Harness> {
  harness = await startBot()
  return harness
}

afterEach(async () => {
  const { fake } = harness ?? {}
  await harness?.close()
  harness = undefined
  expect(fake?.violations ?? []).toEqual([])
})

const notes = { name: 'notes.txt', content: 'the notes' }
const page = { name: 'page.html', content: '<p>A page</p>' }

/** What the bot makes of the files of the newest question, in their order. */
async function fetched(
  { fake, assistant, bot }: Harness,
  change: (attachment: Attachment) => Attachment = (same) => same,
): Promise<readonly string[]> {
  const question = await fake.until(() => assistant.asked.at(-1))
  const files: FetchedFile[] = []
  for (const attachment of question.attachments ?? []) {
    const file = await bot.surface.fetchFile?.(
      question,
      change(attachment),
      1000,
      new AbortController().signal,
    )
    if (file !== undefined) files.push(file)
  }
  return files.map((file) => (file.kind === 'file' ? Buffer.from(file.bytes).toString() : file.why))
}

describe.each(['mention-first', 'message-first'] as const)('%s', (order) => {
  test.each([true, false])('reads the files of a mention, told with it: %s', async (carried) => {
    const h = await start()
    h.fake.switches.mentionOrder = order
    h.fake.switches.mentionCarriesFiles = carried
    h.fake.say({ user: 'member', channel: 'general', text: `${h.fake.mention} read`, files: [notes, page] })
    expect(await fetched(h)).toEqual(['the notes', '<p>A page</p>'])
    expect(h.assistant.asked.map(({ text }) => text)).toEqual(['read'])
    expect(h.assistant.asked[0]?.attachments).toMatchObject([
      { name: 'notes.txt', mediaType: 'text/plain', bytes: 9 },
      { name: 'page.html', mediaType: 'text/html', bytes: 13 },
    ])
    expect(h.fake.requestsTo('conversations.replies')).toHaveLength(0)
  })
})

test('looks the files up where no message event comes beside the mention', async () => {
  const h = await start()
  h.fake.switches.mentionCarriesFiles = false
  h.fake.switches.events.delete('message.channels')
  h.fake.say({ user: 'member', channel: 'general', text: `${h.fake.mention} read`, files: [notes] })
  expect(await fetched(h)).toEqual(['the notes'])
})

test('takes a file in a direct message for a question', async () => {
  const h = await start()
  h.fake.say({ user: 'member', channel: 'dm', text: '', files: [notes] })
  expect(await fetched(h)).toEqual(['the notes'])
})

test('reads what a thread began with when it is called into it, and once only', async () => {
  const h = await start()
  const root = h.fake.say({ user: 'other', channel: 'general', text: 'the report', files: [notes] })
  h.fake.say({ user: 'member', channel: 'general', text: `${h.fake.mention} sum up`, threadTs: root.ts })
  expect(await fetched(h)).toEqual(['the notes'])
  h.fake.say({ user: 'member', channel: 'general', text: `${h.fake.mention} shorter`, threadTs: root.ts })
  await h.fake.until(() => h.assistant.asked.length === 2)
  expect(h.assistant.asked[1]?.attachments).toBeUndefined()
})

test('tells the login page from a file, and the operator which scope is missing', async () => {
  const h = await start()
  h.fake.switches.scopes.delete('files:read')
  h.fake.say({ user: 'member', channel: 'general', text: `${h.fake.mention} read`, files: [notes, page] })
  expect(await fetched(h)).toEqual(['refused', 'refused'])
  expect(h.logged.filter((line) => line.startsWith('error') && line.includes('files:read'))).toHaveLength(2)
  expect(h.logged.join('\n')).not.toMatch(/notes\.txt|xox/u)
})

test('asks for the address of a file that came without one', async () => {
  const h = await start()
  h.fake.say({ user: 'member', channel: 'general', text: `${h.fake.mention} read`, files: [notes] })
  expect(await fetched(h, (attachment) => ({ ...attachment, url: '' }))).toEqual(['the notes'])
  expect(await fetched(h, (attachment) => ({ ...attachment, url: '', id: 'F0NONE' }))).toEqual(['gone'])
  h.fake.fail({ method: 'files.info' }, { kind: 'error', error: 'missing_scope' })
  expect(await fetched(h, (attachment) => ({ ...attachment, url: '' }))).toEqual(['refused'])
})

test('sends its token to no other host', async () => {
  const h = await start()
  h.fake.say({ user: 'member', channel: 'general', text: `${h.fake.mention} read`, files: [notes] })
  const elsewhere = (attachment: Attachment): Attachment => ({
    ...attachment,
    url: attachment.url.replace('127.0.0.1', 'localhost'),
  })
  expect(await fetched(h, elsewhere)).toEqual(['elsewhere'])
})

test.each([
  ['https://acme.slack.com/?redir=%2Ffiles-pri%2FT1-F1', 'refused'],
  ['/signin', 'refused'],
  ['https://example.com/notes.txt', 'elsewhere'],
  ['http://[', 'elsewhere'],
])('follows no redirect to %s', async (location, why) => {
  const server = createServer((_, response) => response.writeHead(302, { location }).end())
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const calls = {} as unknown as SlackCalls
  const { fetchFile } = createFiles({
    calls,
    apiUrl: `${origin}/api/`,
    tokens: oneToken('xoxb-1'),
    log: quietLog,
  })
  const question = { id: 'q' } as unknown as Question
  const { signal } = new AbortController()
  const fetched = await fetchFile(question, { name: 'notes.txt', url: `${origin}/files-pri/x` }, 1000, signal)
  server.closeAllConnections()
  server.close()
  expect(fetched).toEqual({ kind: 'none', why })
})
