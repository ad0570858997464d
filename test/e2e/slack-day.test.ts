import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import type { FakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import { blockText } from '../fakes/slack/block-text.ts'
import { startFakeSlack } from '../fakes/slack/fake-slack.ts'
import type { FakeSlack } from '../fakes/slack/fake-slack.ts'
import { objects } from '../fakes/slack/json.ts'
import type { Json } from '../fakes/slack/json.ts'
import type { OpenView } from '../fakes/slack/world.ts'
import { runApp } from '../support/run-app.ts'
import type { RunningApp } from '../support/run-app.ts'

/** A day in a Slack workspace, through the real client and the whole of Tanya; what is set early holds later. */
describe('a day on Slack', () => {
  let fake: FakeSlack
  let host: FakeModelHost
  let app: RunningApp

  beforeAll(async () => {
    fake = await startFakeSlack({ timeScale: 20 })
    host = await startFakeModelHost({ dialect: 'deepseek' })
    host.answer({ text: 'Hello.' })
    app = await runApp({
      SLACK_BOT_TOKEN: fake.botToken,
      SLACK_APP_TOKEN: fake.appToken,
      SLACK_API_URL: fake.apiUrl,
      DEEPSEEK_API_KEY: 'sk-fake-key-of-the-test',
      DEEPSEEK_BASE_URL: host.baseUrl,
    })
  })

  afterAll(async () => {
    await app?.stop()
    await host?.close()
    await fake?.close()
  })

  const blocksOf = (view: OpenView | undefined): readonly Json[] => objects(view?.view['blocks'])
  const textOf = (view: OpenView): string => blockText(blocksOf(view))

  const top = (user: string): OpenView | undefined => fake.modals(user).at(-1)

  /** The window on top once it says that. */
  const windowWith = (user: string, text: string): Promise<OpenView> =>
    fake.until(() => {
      const view = top(user)
      return view !== undefined && JSON.stringify(view.view).includes(text) ? view : undefined
    })

  const homeWith = (user: string, text: string): Promise<OpenView> =>
    fake.until(() => {
      const view = fake.home(user)
      return view !== undefined && textOf(view).includes(text) ? view : undefined
    })

  function closeAll(user: string): void {
    for (const { id } of fake.modals(user).toReversed()) fake.viewClose({ user, viewId: id })
  }

  /** What only that person is told from now on. */
  async function told(user: string, act: () => unknown): Promise<string> {
    const seen = fake.ephemerals(user).length
    act()
    return fake.until(() => fake.ephemerals(user)[seen]?.text)
  }

  const slash = (user: string, text: string, channel = 'general') =>
    told(user, () => fake.slash({ user, channel, text }))

  const typed = (user: string, text: string, threadTs?: string) =>
    told(user, () =>
      fake.say({
        user,
        channel: 'general',
        text: `${fake.mention} ${text}`,
        ...(threadTs !== undefined && { threadTs }),
      }),
    )

  const settings = async (): Promise<string> => {
    const text = await typed('owner', '/config show')
    return text.replace(/\[.*$/su, '')
  }

  /** Presses *Change* beside a setting in a view. */
  const change = (user: string, viewId: string, name: string): void =>
    void fake.clickInView({ user, viewId, actionId: `tanya-command:open:set:${name}` })

  it('shows an admin a window with every setting', async () => {
    fake.slash({ user: 'admin', channel: 'general', text: 'config' })
    const view = await windowWith('admin', 'Settings of this workspace')
    expect(view.view).toMatchObject({ type: 'modal', title: { text: 'Settings' } })
    expect(textOf(view)).toContain('*trigger*  `follow`  (default)')
    if (process.env['SHOW']) console.log(textOf(view))
  })

  it('changes one in a window on top, and shows what holds then', async () => {
    const below = top('admin') as OpenView
    change('admin', below.id, 'trigger')
    const form = await windowWith('admin', 'Change a setting')
    if (process.env['SHOW']) console.log(JSON.stringify(blocksOf(form), undefined, 1))
    await fake.viewSubmit({
      user: 'admin',
      viewId: form.id,
      values: { value: { value: { type: 'static_select', selected_option: { value: 'mention' } } } },
    }).acked
    const view = await windowWith('admin', 'is now `mention`')
    expect(view.id).toBe(below.id)
    expect(textOf(view)).toContain('*trigger*  `mention`  (set for the workspace)')
  })

  it('says in the window what a value may be', async () => {
    change('admin', (top('admin') as OpenView).id, 'limits.user')
    const form = await windowWith('admin', 'Value: limits.user')
    const values = { value: { value: { type: 'plain_text_input', value: 'often' } } }
    const sent = await fake.viewSubmit({ user: 'admin', viewId: form.id, values }).acked
    expect(sent).toMatchObject({
      ok: true,
      body: { response_action: 'errors', errors: { value: expect.stringContaining('10/minute') } },
    })
    expect(top('admin')?.id).toBe(form.id)
    fake.viewClose({ user: 'admin', viewId: form.id })
  })

  it('takes a setting back in its window', async () => {
    const below = top('admin') as OpenView
    change('admin', below.id, 'trigger')
    const form = await windowWith('admin', 'Value: trigger')
    fake.clickInView({ user: 'admin', viewId: form.id, actionId: 'tanya-command:run' })
    await windowWith('admin', '`trigger` is no longer set for this workspace')
    fake.viewClose({ user: 'admin', viewId: form.id })
    expect(textOf(await windowWith('admin', 'is no longer set'))).toContain('*trigger*  `follow`  (default)')
  })

  it('shows the settings of a channel that is picked', async () => {
    const { id: viewId } = top('admin') as OpenView
    const channel = [...fake.world.channels.values()].find(({ name }) => name === 'random')?.id ?? ''
    fake.clickInView({ user: 'admin', viewId, actionId: 'tanya-command:channel', value: channel })
    const view = await windowWith('admin', `<#${channel}>`)
    change('admin', view.id, 'reasoning')
    const form = await windowWith('admin', 'Value: reasoning')
    await fake.viewSubmit({
      user: 'admin',
      viewId: form.id,
      values: { value: { value: { type: 'static_select', selected_option: { value: 'summary' } } } },
    }).acked
    await windowWith('admin', '`summary`  (set for the channel)')
    fake.clickInView({ user: 'admin', viewId, actionId: 'tanya-command:open:server' })
    expect(textOf(await windowWith('admin', 'Settings of this workspace'))).toContain(
      '*reasoning*  `hidden`  (default)',
    )
  })

  it('shows who changed what, and gives the settings as a file', async () => {
    const { id: viewId } = top('admin') as OpenView
    fake.clickInView({ user: 'admin', viewId, actionId: 'tanya-command:open:log' })
    const log = await windowWith('admin', '*#3*')
    expect(textOf(log)).toMatch(/admin\n• `reasoning` in `C0RANDOM`: `not set` → `summary`/u)
    fake.viewClose({ user: 'admin', viewId: log.id })
    fake.clickInView({ user: 'admin', viewId, actionId: 'tanya-command:open:export' })
    await windowWith('admin', 'tanya: 1')
    const file = await fake.until(
      () => fake.messages('dm', undefined, 'admin').flatMap(({ files }) => files)[0],
    )
    expect(file.name).toBe('tanya-settings.yaml')
    closeAll('admin')
  })

  it('imports after showing what changes', async () => {
    fake.slash({ user: 'admin', channel: 'general', text: 'config' })
    const { id: viewId } = await windowWith('admin', 'Settings of this workspace')
    fake.clickInView({ user: 'admin', viewId, actionId: 'tanya-command:open:import' })
    const form = await windowWith('admin', 'Exported settings')
    const value = 'tanya: 1\nworkspace:\n  trigger: follow\n  length: 3\n'
    await fake.viewSubmit({
      user: 'admin',
      viewId: form.id,
      values: { value: { value: { type: 'plain_text_input', value } } },
    }).acked
    const asks = await windowWith('admin', 'The import changes this')
    expect(asks.view).toMatchObject({ submit: { text: 'Apply' } })
    expect(textOf(asks)).toContain('• `length`: `not set` → `3`')
    await fake.viewSubmit({ user: 'admin', viewId: asks.id, values: {} }).acked
    expect(textOf(await windowWith('admin', '2 settings were changed.'))).toContain('*length*  `3`')
    closeAll('admin')
  })

  it('has the same in App Home, for admins alone', async () => {
    fake.openHome('admin', 'home')
    const home = await homeWith('admin', 'Settings of this workspace')
    expect(textOf(home)).toContain('What you used here')
    if (process.env['SHOW']) console.log(textOf(home))
    change('admin', home.id, 'retention')
    const form = await windowWith('admin', 'Value: retention')
    await fake.viewSubmit({
      user: 'admin',
      viewId: form.id,
      values: { value: { value: { type: 'plain_text_input', value: '30' } } },
    }).acked
    await homeWith('admin', '*retention*  `30`  (set for the workspace)')
    fake.openHome('member', 'home')
    const own = await homeWith('member', 'What you used here')
    expect(textOf(own)).toContain('/help')
    expect(textOf(own)).not.toMatch(/Settings|\/config|\[Change\]/u)
    if (process.env['SHOW']) console.log(textOf(own))
  })

  it('shows there what was used as a picture, drawn anew by nobody who looks again', async () => {
    const said = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} why is that?` })
    // Until it has ended nothing was used.
    await fake.until(() => fake.answers(said)[0]?.streaming === false)
    fake.openHome('member', 'home')
    const image = await fake.until(() => blocksOf(fake.home('member')).find(({ type }) => type === 'image'))
    expect(image['alt_text']).toMatch(/^Bars by day, .* In all \d+ questions?, /u)
    const { id } = image['slack_file'] as { readonly id: string }
    const [file] = fake.uploads().filter((one) => one.id === id)
    expect(file?.content.subarray(1, 4).toString()).toBe('PNG')
    expect(file?.channels.size).toBe(0)
    const uploads = fake.uploads().length
    const before = fake.home('member')?.versions.length ?? 0
    fake.openHome('member', 'home')
    await fake.until(() => (fake.home('member')?.versions.length ?? 0) > before)
    expect(blocksOf(fake.home('member')).map(({ type }) => type)).toContain('image')
    expect(fake.uploads()).toHaveLength(uploads)
  })

  it('takes commands as text in threads, with a button to the window', async () => {
    const root = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} hello` })
    await fake.until(() => fake.answers(root).some(({ text }) => text.includes('Hello.')))
    expect(await typed('admin', '/config set thread always', root.ts)).toContain('`thread` is now `always`')
    const channel = fake.world.channels.get('C0RANDOM')?.id ?? ''
    expect(await typed('admin', `/config set length 4 scope:<#${channel}|random>`, root.ts)).toContain(
      'is now `4`',
    )
    expect(await typed('admin', '/config', root.ts)).toContain('[Open settings]')
    const { channel: where, ts } = fake.ephemerals('admin').at(-1) ?? { channel: '', ts: '' }
    fake.click({ user: 'admin', channel: where, ts, actionId: 'tanya-command:open' })
    await windowWith('admin', 'Settings of this workspace')
    closeAll('admin')
  })

  it('opens a window for a value that is left out', async () => {
    fake.slash({ user: 'admin', channel: 'general', text: 'config set persona' })
    const form = await windowWith('admin', 'Value: persona')
    const value = 'You are Tanya of the harbour.\nYou speak like a sailor.'
    const said = await told('admin', () =>
      fake.viewSubmit({
        user: 'admin',
        viewId: form.id,
        values: { value: { value: { type: 'plain_text_input', value } } },
      }),
    )
    expect(said).toContain('`persona` is now `You are Tanya of the harbour. You speak like a sailor.`')
  })

  const everything = [
    'config',
    'config show',
    'config set trigger off',
    'config set persona',
    'config reset length',
    'config export',
    'config import tanya: 1',
    'config log',
    'config undo',
    'forget server',
    'usage server',
  ]

  it.each(everything)('refuses a member who gives %s', async (text) => {
    const before = await settings()
    const refusal = 'Only an admin of this workspace may do that.'
    expect(await slash('member', text)).toBe(refusal)
    expect(await typed('member', `/${text}`)).toBe(refusal)
    expect(fake.modals('member')).toEqual([])
    expect(await settings()).toBe(before)
  })

  it('refuses buttons and windows that somebody made up', async () => {
    const before = await settings()
    const given = JSON.stringify({
      name: 'config',
      options: { action: 'set', name: 'trigger', value: 'off' },
    })
    // A button on a message that the member sees.
    const shown = fake.ephemerals('member').at(-1)
    const message = fake.world.messages.find(({ ts }) => ts === shown?.ts)
    for (const does of ['run', 'open']) {
      const text = { type: 'plain_text', text: 'x' }
      const elements = [{ type: 'button', action_id: `tanya-command:${does}`, value: given, text }]
      Object.assign(message?.content ?? {}, { blocks: [{ type: 'actions', elements }] })
      const press = { user: 'member', channel: shown?.channel ?? '', ts: shown?.ts ?? '' }
      const said = await told('member', () => fake.click({ ...press, actionId: `tanya-command:${does}` }))
      expect(said).toBe('Only an admin of this workspace may do that.')
    }
    // A button in their App Home.
    const home = fake.home('member') as OpenView
    const elements = [
      {
        type: 'button',
        action_id: 'tanya-command:open:set:trigger',
        value: given,
        text: { type: 'plain_text', text: 'x' },
      },
    ]
    home.view = { ...home.view, blocks: [{ type: 'actions', elements }] }
    fake.clickInView({ user: 'member', viewId: home.id, actionId: 'tanya-command:open:set:trigger' })
    const refused = await windowWith('member', 'Only an admin of this workspace may do that.')
    // A window with what an admin's holds.
    refused.view = {
      ...refused.view,
      callback_id: 'tanya-command-window',
      private_metadata: JSON.stringify({ channel: 'C0GENERAL', given }),
    }
    const values = { value: { value: { type: 'plain_text_input', value: 'off' } } }
    const sent = await fake.viewSubmit({ user: 'member', viewId: refused.id, values }).acked
    expect(sent).toMatchObject({
      body: { errors: { value: 'Only an admin of this workspace may do that.' } },
    })
    closeAll('member')
    expect(await settings()).toBe(before)
  })

  it('lets a user group take part, and no longer once it is gone', async () => {
    fake.setGroup('S0HELPERS', ['other'])
    expect(await typed('owner', '/config set access.admins <!subteam^S0HELPERS|@helpers>')).toContain(
      '`S0HELPERS`',
    )
    expect(await typed('other', '/config set length 5')).toContain('`length`')
    expect(await typed('other', '/config set access.admins none')).toMatch(/admin/iu)
    fake.setGroup('S0HELPERS', [])
    await fake.until(() => fake.delivery.events.every(({ acked }) => acked))
    expect(await typed('other', '/config set length 6')).toContain('Hanya admin')
    fake.changeUser('admin', { isAdmin: false })
    expect(await typed('admin', '/config set length 7')).toContain('Only an admin')
    fake.changeUser('admin', { isAdmin: true })
    expect(await settings()).toContain('`length`: `5`')
  })

  it('refuses outsiders in one private line until an admin allows the channel', async () => {
    const asked = host.requests.length
    const ask = (user: string, channel: string) =>
      told(user, () => fake.say({ user, channel, text: `${fake.mention} what?` }))
    for (const user of ['guest', 'ultraguest']) expect(await ask(user, 'general')).toMatch(/^Guests/u)
    for (const user of ['stranger', 'member']) expect(await ask(user, 'shared')).toMatch(/^Guests/u)
    expect(await slash('member', 'ask what?', 'shared')).toMatch(/^Guests/u)
    expect(host.requests).toHaveLength(asked)
    fake.say({
      user: 'admin',
      channel: 'shared',
      text: `${fake.mention} /config set access.outsiders allowed scope:here`,
    })
    await fake.until(() =>
      fake.ephemerals('admin').some(({ text }) => text.includes('`access.outsiders` is now')),
    )
    const said = fake.say({ user: 'stranger', channel: 'shared', text: `${fake.mention} what?` })
    await fake.until(() => fake.answers(said).some(({ text }) => text.includes('Hello.')))
    expect(await ask('guest', 'general')).toMatch(/^Guests/u)
  })

  it('tells the admins of a budget that is nearly spent, and of a refused key', async () => {
    const toldTo = (user: string) => fake.messages('dm', undefined, user).filter(({ fromBot }) => fromBot)
    await typed('admin', '/config set budget.workspace $0.10/day')
    const usage = { prompt_tokens: 100, completion_tokens: 150_000, total_tokens: 150_100 }
    host.enqueue({ text: 'A dear one.', usage })
    fake.say({ user: 'member', channel: 'random', text: `${fake.mention} something long` })
    const aboutBudget = (user: string) =>
      toldTo(user).some(({ text }) => text.includes('of the budget of this workspace'))
    await fake.until(() => aboutBudget('owner') && aboutBudget('admin'))
    await typed('admin', '/config reset budget.workspace')
    host.enqueue({ status: 401, body: { error: { message: 'no' } } })
    fake.say({ user: 'member', channel: 'random', text: `${fake.mention} and again` })
    await fake.until(() => toldTo('owner').some(({ text }) => text.includes('refuses the key')))
    expect(aboutBudget('member')).toBe(false)
  })

  it('falls back to text where a window comes too late', async () => {
    fake.fail({ method: 'views.open' }, { kind: 'error', error: 'expired_trigger_id' })
    expect(await slash('admin', 'config')).toContain('`trigger`: `follow`')
  })

  it('stayed within what Slack takes', () => {
    expect(fake.violations).toEqual([])
    const errors = app.logged.filter((line) => line.includes('"level":"error"') && !line.includes('bad-key'))
    expect(errors).toEqual([])
  })
})
