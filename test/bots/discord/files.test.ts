import { afterEach, beforeEach, expect, it } from 'vitest'
import type { FetchedFile } from '../../../src/core/bot.ts'
import type { Attachment } from '../../../src/core/question.ts'
import type { FakeChannel, FakeUser } from '../../fakes/discord/types.ts'
import { startBot } from './harness.ts'
import type { Harness } from './harness.ts'

let h: Harness
let channel: FakeChannel
let ann: FakeUser

beforeEach(async () => {
  h = await startBot()
  const guild = h.fake.guild()
  channel = h.fake.channel(guild)
  ann = h.fake.user({ name: 'Ann', in: [guild] })
})

afterEach(async () => {
  await h.close()
  expect(h.fake.violations).toEqual([])
})

const upload = (name: string, data: string, type = 'text/plain') => ({ name, type, data })

/** What the bot makes of the files of the next question, in their order. */
async function fetched(
  change: (attachment: Attachment) => Attachment = (same) => same,
): Promise<FetchedFile[]> {
  const question = await h.fake.until(() => h.assistant.asked[0], 'a question')
  const { signal } = new AbortController()
  const files: FetchedFile[] = []
  for (const attachment of question.attachments ?? []) {
    const file = await h.bot.surface.fetchFile?.(question, change(attachment), 1000, signal)
    if (file !== undefined) files.push(file)
  }
  return files
}

const textOf = (file: FetchedFile | undefined): string =>
  file?.kind === 'file' ? Buffer.from(file.bytes).toString() : String(file?.why)

it('hands on what came with a message, and fetches it', async () => {
  const attachments = [upload('a.txt', 'one'), upload('b.csv', 'x,y', 'text/csv')]
  h.fake.say({ user: ann, channel, content: `${h.fake.mention} read`, attachments })
  expect((await fetched()).map(textOf)).toEqual(['one', 'x,y'])
  expect(h.assistant.asked[0]?.text).toBe('read')
  expect(h.assistant.asked[0]?.attachments).toMatchObject([
    { name: 'a.txt', mediaType: 'text/plain', bytes: 3 },
    { name: 'b.csv', mediaType: 'text/csv', bytes: 3 },
  ])
})

it('takes a message with nothing but a file and her name for a question', async () => {
  h.fake.say({ user: ann, channel, content: h.fake.mention, attachments: [upload('a.txt', 'one')] })
  expect((await fetched()).map(textOf)).toEqual(['one'])
})

it('has the files of the message that is replied to, too', async () => {
  const report = h.fake.say({
    user: ann,
    channel,
    content: 'the report',
    attachments: [upload('r.txt', 'report')],
  })
  const attachments = [upload('mine.txt', 'mine')]
  h.fake.say({ user: ann, channel, content: `${h.fake.mention} sum up`, replyTo: report, attachments })
  expect((await fetched()).map(textOf)).toEqual(['mine', 'report'])
})

it('goes to no host but its own', async () => {
  h.fake.say({ user: ann, channel, content: h.fake.mention, attachments: [upload('a.txt', 'one')] })
  const elsewhere = h.fake.url.replace('127.0.0.1', 'localhost')
  const files = await fetched((attachment) => ({
    ...attachment,
    url: `${elsewhere}/cdn/attachments/1/2/a.txt`,
  }))
  expect(files).toEqual([{ kind: 'none', why: 'elsewhere' }])
})

it('stops at the size that is asked for', async () => {
  h.fake.say({
    user: ann,
    channel,
    content: h.fake.mention,
    attachments: [upload('a.txt', 'x'.repeat(1001))],
  })
  expect(await fetched()).toEqual([{ kind: 'none', why: 'too-large' }])
})

it('tries again what fails in passing', async () => {
  h.fake.fail({ method: 'GET', route: '/cdn' }, { kind: 'status', status: 503 })
  h.fake.say({ user: ann, channel, content: h.fake.mention, attachments: [upload('a.txt', 'one')] })
  expect((await fetched()).map(textOf)).toEqual(['one'])
})

it('tells what is gone from what cannot be reached', async () => {
  h.fake.fail({ method: 'GET', route: '/cdn' }, { kind: 'status', status: 404 })
  h.fake.fail({ method: 'GET', route: '/cdn', times: 2 }, { kind: 'reset' })
  h.fake.say({
    user: ann,
    channel,
    content: h.fake.mention,
    attachments: [upload('a.txt', 'one'), upload('b.txt', 'two')],
  })
  expect((await fetched()).map(textOf)).toEqual(['gone', 'unreachable'])
})
