import { afterEach, expect, test } from 'vitest'
import type { CommandResult } from '../../../src/core/commands/command.ts'
import type { Memory } from '../../../src/core/store/store.ts'
import type { Json } from '../../fakes/slack/json.ts'
import { objects } from '../../fakes/slack/json.ts'
import { hurriedClock, startBot } from './harness.ts'
import type { Harness, HarnessOptions } from './harness.ts'

let harness: Harness
let kept: Map<string, string>
/** What the picture shows; without it, there is none. */
let drawn: Uint8Array | undefined

afterEach(async () => {
  await harness.close()
  expect(harness.fake.violations).toEqual([])
})

async function start(options: HarnessOptions = {}): Promise<Harness> {
  kept = new Map()
  drawn = Uint8Array.of(0x89, 1)
  const memory: Memory = {
    get: (key) => Promise.resolve(kept.get(key)),
    set: (key, value) => Promise.resolve(void kept.set(key, value)),
  }
  harness = await startBot({ ...options, memory, slack: { timing: { fileReadyMs: 100 } } })
  harness.assistant.run = ({ name, options, by, textOnly }): Promise<CommandResult> => {
    const scope = String(options['scope'] ?? '')
    if (scope === 'server' && !by.isAdmin)
      return Promise.resolve({ kind: 'notice', text: 'for admins', failed: true })
    const alt = `Bars of ${scope}`
    const files =
      name === 'usage' && textOnly !== true && drawn !== undefined
        ? [{ name: 'usage.png', mediaType: 'image/png' as const, data: drawn, alt }]
        : []
    return Promise.resolve({ kind: 'notice', text: `${name} ${scope} ${options['period'] ?? ''}`, files })
  }
  return harness
}

/** The picture blocks of each version of somebody's App Home. */
function versions(user = 'member'): readonly (readonly Json[])[] {
  return (harness.fake.home(user)?.versions ?? []).map(({ view }) =>
    objects(view['blocks']).filter(({ type }) => type === 'image'),
  )
}

function fileOf(image: Json | undefined): unknown {
  return (image?.['slack_file'] as Json | undefined)?.['id']
}

/** Opens App Home and waits until it has been shown that often. */
async function open(times: number, user = 'member'): Promise<readonly (readonly Json[])[]> {
  const before = versions(user).length
  harness.fake.openHome(user, 'home')
  return harness.fake.until(() => {
    const now = versions(user).slice(before)
    return now.length >= times ? now : undefined
  })
}

/** As if all pictures had been drawn so long ago. */
function age(ms: number): void {
  for (const [key, text] of kept)
    if (key.startsWith('home:'))
      kept.set(
        key,
        text.replace(/"at":(\d+)/u, (_, at) => `"at":${Number(at) - ms}`),
      )
}

const uploads = () => harness.fake.requestsTo('files.getUploadURLExternal').length

test('is shown as text at once, and then with a picture that is shared with nobody', async () => {
  const { fake } = await start()
  const [first, second] = await open(2)
  expect(first).toEqual([])
  expect(second).toMatchObject([{ alt_text: 'Bars of me' }])
  const [file] = fake.uploads()
  expect(fileOf(second?.[0])).toBe(file?.id)
  expect([...(file?.channels ?? [])]).toEqual([])
  expect(JSON.stringify(fake.home('member')?.view)).toContain('usage me this-month')
  expect(JSON.stringify(fake.home('member')?.view)).not.toContain('for admins')
})

test('shows admins what all used', async () => {
  await start()
  const [, second] = await open(2, 'admin')
  expect(second?.map(({ alt_text: alt }) => alt)).toEqual(['Bars of me', 'Bars of server'])
  expect(JSON.stringify(harness.fake.home('admin')?.view)).toContain('usage server this-month')
})

test('is shown with the picture it had, which is drawn anew only after a while', async () => {
  await start()
  const [, before] = await open(2)
  drawn = Uint8Array.of(0x89, 2)
  expect(await open(1)).toEqual([before])
  age(20 * 60_000)
  const [early, late] = await open(2)
  expect(early).toEqual(before)
  expect(fileOf(late?.[0])).not.toBe(fileOf(before?.[0]))
  await harness.fake.until(() => harness.fake.uploads().length === 1)
  expect(harness.fake.uploads()[0]?.id).toBe(fileOf(late?.[0]))
  // The same again is no new file.
  age(20 * 60_000)
  await open(1)
  await harness.fake.until(() =>
    [...kept.values()].every((text) => !/"at":\d+/u.test(text) || isRecent(text)),
  )
  expect(uploads()).toBe(2)
})

function isRecent(text: string): boolean {
  return Date.now() - Number(/"at":(\d+)/u.exec(text)?.[1]) < 10 * 60_000
}

test('opened several times at once, uploads a picture once', async () => {
  const { fake } = await start()
  for (let times = 0; times < 4; times += 1) fake.openHome('member', 'home')
  await fake.until(() => versions().at(-1)?.length === 1)
  expect(uploads()).toBe(1)
  expect(fake.uploads()).toHaveLength(1)
})

test('does not show yesterday’s picture, and deletes it', async () => {
  await start()
  await open(2)
  age(24 * 3_600_000)
  drawn = undefined
  const [early] = await open(1)
  expect(early).toEqual([])
  await harness.fake.until(() => harness.fake.uploads().length === 0)
})

test('is a text where the picture cannot be uploaded, and does not try again at each opening', async () => {
  const { fake, logged } = await start()
  fake.fail({ method: 'files.completeUploadExternal' }, { kind: 'error', error: 'file_update_failed' })
  await open(2)
  await fake.until(() => logged.some((line) => line.includes('App Home is without pictures')))
  expect(versions().flat()).toEqual([])
  await open(1)
  expect(uploads()).toBe(1)
})

test('takes a picture back that Slack does not show, and shows one in place of what somebody deleted', async () => {
  const { fake } = await start()
  fake.fail({ method: 'views.publish', after: 1 }, { kind: 'error', error: 'internal_error' })
  await open(2)
  expect(versions().flat()).toEqual([])
  await fake.until(() => fake.uploads().length === 0)
  await harness.close()
  await start()
  const [, before] = await open(2)
  kept.forEach((text, key) => kept.set(key, text.replaceAll(String(fileOf(before?.[0])), 'FGONE')))
  const [early, late] = await open(2)
  expect(early).toEqual([])
  expect(late).toHaveLength(1)
})

test('says all of a text that has much to escape, in blocks that Slack takes', async () => {
  const { fake, assistant } = await start()
  const words = Array.from({ length: 700 }, (_, index) => `<${index}&>`).join(' ')
  assistant.run = () => Promise.resolve({ kind: 'notice', text: words })
  await open(1)
  const blocks = objects(fake.home('member')?.view['blocks'])
  const said = blocks.flatMap(({ text }) => (text === undefined ? [] : [String((text as Json)['text'])]))
  const wanted = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const shown = said.join('').replaceAll(/\s/gu, '')
  expect(shown.includes(wanted.replaceAll(' ', ''))).toBe(true)
})

test('gives a file to whoever asked for it there, and a text where no window opens', async () => {
  const { fake, assistant } = await start()
  const settings = { title: 'Settings', scope: 'server', items: [] }
  const data = new TextEncoder().encode('a: b')
  const file = { name: 'settings.yaml', mediaType: 'application/yaml', data, alt: 'Settings' } as const
  assistant.run = ({ options }): Promise<CommandResult> =>
    Promise.resolve(
      options['action'] === 'export'
        ? { kind: 'notice', text: 'exported', files: [file] }
        : { kind: 'notice', text: 'shown', settings },
    )
  await open(1, 'admin')
  const viewId = fake.home('admin')?.id ?? ''
  fake.fail({ method: 'views.open' }, { kind: 'error', error: 'expired_trigger_id' })
  await fake.clickInView({ user: 'admin', viewId, actionId: 'tanya-command:open:export' }).acked
  const dm = await fake.until(() =>
    [...fake.world.files.values()].find(({ name, channels }) => name === file.name && channels.size > 0),
  )
  expect([...dm.channels]).toEqual([expect.stringMatching(/^D/u)])
  await fake.until(() => fake.botMessages().some(({ text }) => text === 'exported'))
})

test('takes a window in time, though who sent it cannot be looked up so soon', async () => {
  const { fake, assistant } = await start({ clock: hurriedClock, http: true })
  const field = { name: 'value', label: 'Value', hint: 'a hint', value: '', multiline: false, maxLength: 100 }
  const form = { title: 'Set', command: 'config', options: { action: 'set' }, fields: [field] }
  const item = { name: 'trigger', summary: 'When', value: 'all', origin: 'default' }
  const settings = { title: 'Settings', scope: 'server', items: [item] }
  const done: CommandResult = { kind: 'notice', text: 'all is done' }
  assistant.run = ({ options }): Promise<CommandResult> =>
    Promise.resolve(
      options['value'] !== undefined
        ? done
        : options['action'] === 'set'
          ? { kind: 'notice', text: 'fill in', form }
          : { kind: 'notice', text: 'shown', settings },
    )
  await open(1, 'admin')
  const viewId = fake.home('admin')?.id ?? ''
  await fake.clickInView({ user: 'admin', viewId, actionId: 'tanya-command:open:set:trigger' }).acked
  const [window] = await fake.until(() => fake.modals('admin').length > 0 && fake.modals('admin'))
  fake.fail({ method: 'users.info' }, { kind: 'slow', delayMs: 1000 })
  const values = { value: { value: { type: 'plain_text_input', value: 'mention' } } }
  const sent = fake.viewSubmit({ user: 'admin', viewId: window?.id ?? '', values })
  expect(await sent.acked).toMatchObject({ ok: true, body: { response_action: 'update' } })
  await fake.until(() => JSON.stringify(fake.modals('admin').at(-1)?.view).includes('all is done'))
})
