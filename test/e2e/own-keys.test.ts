import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFakeDiscord } from '../fakes/discord/fake-discord.ts'
import type { FakeDiscord } from '../fakes/discord/fake-discord.ts'
import type { SeenMessage } from '../fakes/discord/reading.ts'
import type {
  FakeChannel,
  FakeGuild,
  FakeInteraction,
  FakeRole,
  FakeUser,
  Json,
} from '../fakes/discord/types.ts'
import { startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import type { FakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import { blockText } from '../fakes/slack/block-text.ts'
import { startFakeSlack } from '../fakes/slack/fake-slack.ts'
import type { FakeSlack } from '../fakes/slack/fake-slack.ts'
import type { OpenView } from '../fakes/slack/world.ts'
import { runApp } from '../support/run-app.ts'
import type { RunningApp } from '../support/run-app.ts'

const keyOfHarbour = 'sk-XYZZY-harbour-1234'
const keyOfSlack = 'sk-XYZZY-slack-5678'
const typedKey = 'sk-XYZZY-typed-in-line'

/** Workspaces on two platforms that bring keys for a host which the operator has not turned on. */
describe('keys that workspaces bring', () => {
  let discord: FakeDiscord
  let slack: FakeSlack
  let operators: FakeModelHost
  let openai: FakeModelHost
  let app: RunningApp
  let folder: string
  const logged: string[] = []
  let harbour: FakeGuild
  let general: FakeChannel
  let elsewhere: FakeChannel
  let mods: FakeRole
  let ada: FakeUser
  let mo: FakeUser
  let ben: FakeUser

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'tanya-own-keys-'))
    discord = await startFakeDiscord({ messageWindowMs: 500, windowScale: 0.05 })
    slack = await startFakeSlack({ timeScale: 20 })
    harbour = discord.guild({ name: 'Harbour', owner: discord.user({ name: 'Olga' }) })
    general = discord.channel(harbour, { name: 'general' })
    mods = discord.role(harbour, { name: 'Mods', permissions: ['ManageGuild'] })
    ada = discord.user({ name: 'Ada' })
    discord.join(harbour, ada, { roles: [mods] })
    mo = discord.user({ name: 'Mo', in: [harbour] })
    ben = discord.user({ name: 'Ben' })
    elsewhere = discord.channel(discord.guild({ name: 'Elsewhere', owner: ben }), { name: 'general' })
    operators = await startFakeModelHost({ dialect: 'deepseek', apiKey: 'sk-operators' })
    openai = await startFakeModelHost({ dialect: 'openai' })
    openai.apiKey = [keyOfHarbour, keyOfSlack]
    for (const host of [operators, openai])
      host.answer(({ lastMessage }) => ({ text: `You said: ${lastMessage.split('\n').at(-1)}` }))
    app = await runApp(
      {
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.url,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_APP_TOKEN: slack.appToken,
        SLACK_API_URL: slack.apiUrl,
        DEEPSEEK_API_KEY: 'sk-operators',
        DEEPSEEK_BASE_URL: operators.baseUrl,
        SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      },
      folder,
      (config) => ({
        ...config,
        keyHosts: config.keyHosts.map((host) =>
          host.name === 'openai' ? { ...host, baseUrl: openai.baseUrl } : host,
        ),
      }),
    )
    await discord.until(() => discord.commands().length > 0, 'the commands')
  })

  afterAll(async () => {
    await app?.stop()
    await Promise.all([operators?.close(), openai?.close(), discord?.close(), slack?.close()])
  })

  async function answered(interaction: FakeInteraction): Promise<SeenMessage> {
    return discord.until(() => {
      const { message, followUps, state } = discord.response(interaction)
      return state === 'answered' ? (followUps.at(-1) ?? message) : undefined
    }, 'an answer')
  }

  const slash = (user: FakeUser, name: string, options = {}, channel = general) =>
    answered(discord.slash({ user, channel, name, options }))

  const buttonOf = ({ components }: SeenMessage): string =>
    String((components[0]?.['components'] as Json[] | undefined)?.[0]?.['custom_id'])

  /** Presses the button below what the command says, which opens the form. */
  async function openForm(user: FakeUser, message: SeenMessage): Promise<FakeInteraction> {
    const opened = discord.click({ user, message, customId: buttonOf(message) })
    await discord.until(() => discord.response(opened).state === 'modal', 'the window')
    return opened
  }

  const fill = async (interaction: FakeInteraction, key: string, host = 'openai') =>
    (await answered(discord.modalSubmit({ interaction, values: { host: [host], key } }))).content

  /** Asks by a mention; gives the answer. */
  async function ask(user: FakeUser, channel: FakeChannel, text: string): Promise<string> {
    discord.say({ user, channel, content: `${discord.mention} ${text}` })
    const isIt = ({ content }: SeenMessage) =>
      content.includes(text) || content.includes('key of this server')
    const seen = discord.botMessages(channel).length
    return discord.until(() => discord.botMessages(channel).slice(seen).find(isIt)?.content, text)
  }

  const askSlack = async (text: string): Promise<string> => {
    const said = slack.say({ user: 'member', channel: 'general', text: `${slack.mention} ${text}` })
    return slack.until(() => slack.answers(said).find((one) => one.text.includes(text))?.text)
  }

  async function toldOnSlack(user: string, text: string): Promise<string> {
    const seen = slack.ephemerals(user).length
    slack.slash({ user, channel: 'general', text })
    return slack.until(() => slack.ephemerals(user)[seen]?.text)
  }

  const textOf = ({ view }: OpenView): string => blockText(view['blocks'] as Json[])
  const windowWith = (user: string, text: string): Promise<OpenView> =>
    slack.until(() => {
      const view = slack.modals(user).at(-1)
      return view !== undefined && JSON.stringify(view.view).includes(text) ? view : undefined
    })

  const send = (user: string, viewId: string, key: string) =>
    slack.viewSubmit({
      user,
      viewId,
      values: {
        host: { host: { type: 'static_select', selected_option: { value: 'openai' } } },
        key: { key: { type: 'plain_text_input', value: key } },
      },
    }).acked

  const keysSeen = () => openai.requests.map(({ headers }) => headers['authorization'])

  it('are entered on Discord in a window, refused when the host refuses them, and kept otherwise', async () => {
    const asked = await slash(ada, 'config set', { name: 'key' })
    expect(asked).toMatchObject({ ephemeral: true, content: expect.stringContaining('never in a message') })
    const opened = await openForm(ada, asked)
    expect(discord.response(opened).modal).toMatchObject({ title: 'Enter a key' })
    expect(await fill(opened, 'sk-wrong-XYZZY')).toContain('openai refuses it, so it was not kept')
    expect((await slash(ada, 'config show', { name: 'key' })).content).toContain('no key of its own')
    expect(await fill(opened, keyOfHarbour)).toContain('asks openai with its own key')
    // The same event once more, or somebody who sends it twice.
    expect(await fill(opened, keyOfHarbour)).toContain('Nothing to change')
    const { content } = await slash(ada, 'config show')
    expect(content).toMatch(/`key`: `openai` \(openai: Ada, /u)
    expect(content).not.toContain('XYZZY')
    const log = (await slash(ada, 'config log')).content
    expect(log).toMatch(/#1.*Ada\n- a key for openai was entered/u)
    expect(log).not.toContain('#2')
  })

  it('are refused from a member who made up a button or a window, and from whoever is no admin any more', async () => {
    const asked = await slash(ada, 'config set', { name: 'key' })
    const opened = await openForm(ada, asked)
    discord.setRoles(harbour, ada, [])
    expect(await fill(opened, `${keyOfHarbour}-changed`)).toContain('Only an admin of this server')
    discord.setRoles(harbour, ada, [mods])

    const answer = await ask(mo, general, 'before any key').then(() =>
      discord.botMessages(general).find(({ content }) => content.includes('before any key'))!,
    )
    const forged = [{ type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: buttonOf(asked) }] }]
    ;(discord.message(answer).components as Json[]).push(...forged)
    const pressed = await answered(discord.click({ user: mo, message: answer, customId: buttonOf(asked) }))
    expect(pressed).toMatchObject({ content: 'Only an admin of this server may do that.', ephemeral: true })
    const menu = discord.contextMenu({ user: mo, channel: general, name: 'Ask about this', target: answer })
    await discord.until(() => discord.response(menu).state === 'modal', 'the window')
    const id = 'fill:config?action=set&name=key&host=openai&key=sk-XYZZY-members'
    Object.assign(discord.response(menu).modal ?? {}, { custom_id: id })
    const sent = await answered(discord.modalSubmit({ interaction: menu, values: { question: 'x' } }))
    expect(sent.content).toBe('Only an admin of this server may do that.')
    expect((await slash(ada, 'config log')).content).not.toContain('#2')
  })

  it('are entered on Slack in a window, which says what is wrong at the key', async () => {
    slack.slash({ user: 'admin', channel: 'general', text: 'config set key' })
    const form = await windowWith('admin', 'Enter a key')
    expect(await send('admin', form.id, 'sk-wrong-XYZZY')).toMatchObject({
      body: { response_action: 'errors', errors: { key: expect.stringContaining('openai refuses it') } },
    })
    const done = slack.ephemerals('admin').length
    await send('admin', form.id, keyOfSlack)
    await slack.until(() => slack.ephemerals('admin')[done]?.text.includes('asks openai with its own key'))
    expect(slack.modals('admin')).toEqual([])
    // A window that is sent again, or by whoever is none.
    slack.slash({ user: 'admin', channel: 'general', text: 'config set key' })
    const again = await windowWith('admin', 'Enter a key')
    slack.changeUser('admin', { isAdmin: false })
    expect(await send('admin', again.id, `${keyOfSlack}-changed`)).toMatchObject({
      body: { errors: { key: expect.stringContaining('Only an admin') } },
    })
    slack.changeUser('admin', { isAdmin: true })
    slack.viewClose({ user: 'admin', viewId: again.id })
    expect(await toldOnSlack('member', 'config set key')).toContain('Only an admin')
  })

  it('show in App Home, where they can be changed', async () => {
    slack.openHome('admin', 'home')
    const home = await slack.until(() => {
      const view = slack.home('admin')
      return view !== undefined && textOf(view).includes('*key*  `openai`') ? view : undefined
    })
    slack.clickInView({ user: 'admin', viewId: home.id, actionId: 'tanya-command:open:set:key' })
    const form = await windowWith('admin', 'Enter a key')
    expect(JSON.stringify(form.view)).not.toContain('XYZZY')
    expect(JSON.stringify(form.view)).toContain('Remove all keys')
    slack.viewClose({ user: 'admin', viewId: form.id })
  })

  it('are each used for their own workspace, at the same moment, and the operator’s for the others', async () => {
    await slash(ada, 'config set', { name: 'model', value: 'openai/gpt-6-luna' })
    await toldOnSlack('admin', 'config set model openai/gpt-6-luna')
    const refused = await slash(ben, 'config set', { name: 'model', value: 'openai/gpt-6-luna' }, elsewhere)
    expect(refused.content).toContain('no model host here has')
    openai.reset()
    operators.reset()
    await Promise.all([
      ask(mo, general, 'harbour one'),
      askSlack('slack one'),
      ask(ben, elsewhere, 'elsewhere one'),
      askSlack('slack two'),
    ])
    const paid = openai.requests.map(
      ({ headers, lastMessage }) => `${lastMessage.split('\n').at(-1)}: ${headers['authorization']}`,
    )
    expect(new Set(paid)).toEqual(
      new Set([
        `harbour one: Bearer ${keyOfHarbour}`,
        `slack one: Bearer ${keyOfSlack}`,
        `slack two: Bearer ${keyOfSlack}`,
      ]),
    )
    expect(operators.requests.map(({ headers }) => headers['authorization'])).toEqual(['Bearer sk-operators'])
    expect((await slash(mo, 'about')).content).toContain('sent to openai')
    expect((await slash(ben, 'about', {}, elsewhere)).content).toContain('sent to deepseek')
    const offers = discord.autocomplete({
      user: ben,
      channel: elsewhere,
      name: 'config set',
      options: { name: 'model', value: 'gpt' },
      focused: 'value',
    })
    await discord.until(() => discord.response(offers).state === 'choices', 'the choices')
    expect(JSON.stringify(discord.response(offers).choices)).not.toContain('openai/')
  })

  it('that stand in a message are not taken, and get no farther', async () => {
    const seen = discord.botMessages(discord.dm(ada)).length
    discord.say({ user: ada, channel: general, content: `${discord.mention} /config set key ${typedKey}` })
    const told = await discord.until(() => discord.botMessages(discord.dm(ada))[seen], 'the reply')
    expect(told.content).toContain('Revoke it at its host')
    const asked = await slash(ada, 'config set', { name: 'key', value: typedKey })
    expect(asked.content).toContain('Revoke it at its host')
    await openForm(ada, asked)
    slack.slash({ user: 'admin', channel: 'general', text: `config set key ${typedKey}` })
    const form = await windowWith('admin', 'Enter a key')
    expect(textOf(form)).toContain('Revoke it at its host')
    expect(JSON.stringify(form.view)).not.toContain('XYZZY')
    slack.viewClose({ user: 'admin', viewId: form.id })

    await slash(ada, 'config set', { name: 'context.recent', value: '20' })
    await ask(mo, general, 'what was said before')
    const prompt = JSON.stringify(openai.requests.at(-1)?.messages)
    expect(prompt).toContain('/config set key •••')
    expect(prompt).not.toContain('XYZZY')
    discord.say({
      user: mo,
      channel: general,
      content: `${discord.mention} please config set key ${typedKey}`,
    })
    const isBlotted = ({ lastMessage }: { readonly lastMessage: string }) =>
      lastMessage.endsWith('please config set key •••')
    await discord.until(() => openai.requests.some(isBlotted), 'the question without the key')
    const sent = [openai.requests, operators.requests].flatMap((each) => each.map(({ body }) => body))
    expect(JSON.stringify(sent)).not.toContain('XYZZY')
  })

  it('that a host no longer takes are told to the asker and the admins of that workspace', async () => {
    openai.apiKey = [keyOfHarbour]
    const toldTo = (user: string) => slack.messages('dm', undefined, user).filter(({ fromBot }) => fromBot)
    const said = slack.say({ user: 'member', channel: 'random', text: `${slack.mention} and now` })
    const told = await slack.until(() =>
      slack.answers(said).find(({ text }) => text.includes('key of this workspace')),
    )
    expect(told.text).toContain('/config set key')
    await slack.until(() =>
      toldTo('owner').some(({ text }) => text.includes('openai refuses the key of this workspace')),
    )
    expect(await ask(mo, general, 'still here')).toContain('still here')
    const line = app.logged.find((each) => each.includes('bad-key'))
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      level: 'warn',
      fault: { host: 'openai', isOwnKey: true },
    })
    openai.apiKey = [keyOfHarbour, keyOfSlack]
  })

  it('wait for a slow host in their window', async () => {
    slack.slash({ user: 'admin', channel: 'general', text: 'config set key' })
    const form = await windowWith('admin', 'Enter a key')
    const held = Promise.withResolvers<void>()
    openai.modelsHeld = held.promise
    openai.apiKey = [keyOfHarbour, keyOfSlack, `${keyOfSlack}-new`]
    expect(await send('admin', form.id, `${keyOfSlack}-new`)).toMatchObject({
      ok: true,
      body: { response_action: 'update' },
    })
    await windowWith('admin', 'One moment')
    held.resolve()
    openai.modelsHeld = undefined
    await windowWith('admin', 'asks openai with its own key')
    openai.reset()
    await askSlack('with the new one')
    expect(keysSeen()).toEqual([`Bearer ${keyOfSlack}-new`])
  })

  it('outlive a restart, and go with the server that is forgotten', async () => {
    logged.push(...app.logged)
    app = await app.restart()
    openai.reset()
    await ask(mo, general, 'after the restart')
    expect(keysSeen()).toEqual([`Bearer ${keyOfHarbour}`])
    expect((await slash(ada, 'forget', { what: 'server' })).content).toContain('1 key (openai)')
    await ask(mo, general, 'after all was forgotten')
    expect(operators.requests.at(-1)?.lastMessage).toContain('after all was forgotten')
    expect(keysSeen()).toHaveLength(1)
  })

  it('were in no log, and lie in no file as they are', () => {
    logged.push(...app.logged)
    expect(logged.length).toBeGreaterThan(20)
    expect(logged.join('\n')).not.toContain('XYZZY')
    const files = readdirSync(folder)
    expect(files).toContain('tanya.db')
    for (const file of files)
      expect(readFileSync(path.join(folder, file)).includes('XYZZY'), file).toBe(false)
    expect(discord.violations).toEqual([])
    expect(slack.violations).toEqual([])
  })
})

it('make a model answer where nothing else would', async () => {
  const discord = await startFakeDiscord({ messageWindowMs: 500, windowScale: 0.05 })
  const openai = await startFakeModelHost({ dialect: 'openai', apiKey: keyOfHarbour })
  const owner = discord.user({ name: 'Olga' })
  const other = discord.user({ name: 'Otto' })
  const general = discord.channel(discord.guild({ owner }), { name: 'general' })
  const elsewhere = discord.channel(discord.guild({ owner: other }), { name: 'general' })
  const app = await runApp(
    {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.url,
      SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    },
    undefined,
    (config) => ({
      ...config,
      keyHosts: config.keyHosts.map((host) =>
        host.name === 'openai' ? { ...host, baseUrl: openai.baseUrl } : host,
      ),
    }),
  )
  try {
    await discord.until(() => discord.commands().length > 0, 'the commands')
    const answered = (interaction: FakeInteraction) =>
      discord.until(() => {
        const { message, followUps, state } = discord.response(interaction)
        return state === 'answered' ? (followUps.at(-1) ?? message) : undefined
      }, 'an answer')
    const asked = await answered(
      discord.slash({ user: owner, channel: general, name: 'config set', options: { name: 'key' } }),
    )
    const customId = String((asked.components[0]?.['components'] as Json[] | undefined)?.[0]?.['custom_id'])
    const opened = discord.click({ user: owner, message: asked, customId })
    await discord.until(() => discord.response(opened).state === 'modal', 'the window')
    const values = { host: ['openai'], key: keyOfHarbour }
    expect((await answered(discord.modalSubmit({ interaction: opened, values }))).content).toContain(
      'own key',
    )
    discord.say({ user: owner, channel: general, content: `${discord.mention} hello` })
    discord.say({ user: other, channel: elsewhere, content: `${discord.mention} hello` })
    const says = (channel: FakeChannel, text: string) =>
      discord.until(() => discord.botMessages(channel).find(({ content }) => content.includes(text)), text)
    await says(general, 'Hello from the fake.')
    await says(elsewhere, 'not a language model')
    expect(openai.requests).toHaveLength(1)
  } finally {
    await app.stop()
    await openai.close()
    await discord.close()
  }
})
