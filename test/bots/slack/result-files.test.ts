import { afterEach, expect, test } from 'vitest'
import type { ResultFile } from '../../../src/core/commands/command.ts'
import { startBot } from './harness.ts'
import type { Harness } from './harness.ts'

let harness: Harness

afterEach(async () => {
  await harness.close()
  expect(harness.fake.violations).toEqual([])
})

const files: readonly ResultFile[] = [
  { name: 'usage.png', mediaType: 'image/png', data: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0), alt: 'Bars' },
  { name: 'usage.csv', mediaType: 'text/csv', data: new TextEncoder().encode('day\r\n'), alt: 'Table' },
]

async function start(): Promise<Harness> {
  harness = await startBot()
  harness.assistant.run = () => Promise.resolve({ kind: 'notice', text: 'Your usage', files })
  return harness
}

test('files of a command come in the direct messages, and its text where it was given', async () => {
  const { fake } = await start()
  fake.slash({ user: 'member', channel: 'general', text: 'help' })
  const shared = await fake.until(() =>
    fake.messages('dm', undefined, 'member').find((one) => one.files.length > 0),
  )
  expect(shared.files.map(({ name, content }) => [name, content.length])).toEqual([
    ['usage.png', 5],
    ['usage.csv', 5],
  ])
  expect(fake.ephemerals('member')[0]?.text).toBe('Your usage')
  expect(fake.messages('general').filter((one) => one.fromBot)).toEqual([])
  expect(fake.requestsTo('files.getUploadURLExternal').map(({ args }) => args['alt_txt'])).toEqual([
    'Bars',
    'Table',
  ])
})

test('in a direct message they stay in its thread', async () => {
  const { fake } = await start()
  const said = fake.say({ user: 'member', channel: 'dm', text: '/help' })
  const shared = await fake.until(() => fake.answers(said).find((one) => one.files.length > 0))
  expect(shared.files).toHaveLength(2)
})

test('that Slack does not take are logged without their address', async () => {
  const { fake, logged } = await start()
  fake.fail({ method: 'files.completeUploadExternal' }, { kind: 'error', error: 'file_not_found' })
  fake.slash({ user: 'member', channel: 'general', text: 'help' })
  await fake.until(() => logged.some((line) => line.includes('could not be shown a file')))
  expect(logged.join('\n')).not.toContain('upload/v1')
  expect(fake.ephemerals('member')[0]?.text).toBe('Your usage')
})
