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
import { runApp } from '../support/run-app.ts'
import type { RunningApp } from '../support/run-app.ts'

/** A day on a Discord server, through the real client and the whole of Tanya; what is set early holds later. */
describe('a day on Discord', () => {
  let fake: FakeDiscord
  let host: FakeModelHost
  let app: RunningApp
  let guild: FakeGuild
  let general: FakeChannel
  let lounge: FakeChannel
  let helpers: FakeRole
  let ada: FakeUser
  let mo: FakeUser
  let hal: FakeUser

  beforeAll(async () => {
    fake = await startFakeDiscord({ messageWindowMs: 500, windowScale: 0.05 })
    const owner = fake.user({ name: 'Olga' })
    guild = fake.guild({ name: 'Harbour', owner })
    general = fake.channel(guild, { name: 'general' })
    lounge = fake.channel(guild, { name: 'lounge' })
    const board = fake.channel(guild, { name: 'board-secrets' })
    fake.overwrite(board, 'everyone', { deny: ['ViewChannel'] })
    const mods = fake.role(guild, { name: 'Mods', permissions: ['ManageGuild'] })
    helpers = fake.role(guild, { name: 'Helpers' })
    ada = fake.user({ name: 'Ada' })
    hal = fake.user({ name: 'Hal' })
    const den = fake.channel(guild, { name: 'den' })
    fake.overwrite(den, 'everyone', { deny: ['ViewChannel'] })
    fake.overwrite(den, ada, { allow: ['ViewChannel'] })
    fake.overwrite(fake.channel(guild, { name: 'no-mods' }), mods, { deny: ['ViewChannel'] })
    fake.channel(guild, { name: 'rooms', kind: 'category' })
    fake.join(guild, ada, { roles: [mods] })
    fake.join(guild, hal, { roles: [helpers] })
    mo = fake.user({ name: 'Mo', in: [guild] })
    host = await startFakeModelHost({ dialect: 'deepseek' })
    host.answer({ text: 'Hello.' })
    app = await runApp({
      DISCORD_TOKEN: fake.token,
      DISCORD_API_URL: fake.url,
      DEEPSEEK_API_KEY: 'sk-fake-key-of-the-test',
      DEEPSEEK_BASE_URL: host.baseUrl,
    })
    await fake.until(() => fake.commands().length > 0, 'the commands')
  })

  afterAll(async () => {
    await app?.stop()
    await host?.close()
    await fake?.close()
  })

  type Values = Parameters<FakeDiscord['slash']>[0]['options']

  async function answered(interaction: FakeInteraction): Promise<SeenMessage> {
    return fake.until(() => {
      const { message, followUps, state } = fake.response(interaction)
      return state === 'answered' ? (followUps.at(-1) ?? message) : undefined
    }, 'an answer')
  }

  const slash = (user: FakeUser, name: string, options: Values = {}, channel = general) =>
    answered(fake.slash({ user, channel, name, options }))

  /** A command as a message; what is said of it comes by DM. */
  async function typed(user: FakeUser, text: string, channel = general): Promise<string> {
    const seen = fake.botMessages(fake.dm(user)).length
    fake.say({ user, channel, content: `${fake.mention} ${text}` })
    return fake.until(() => fake.botMessages(fake.dm(user))[seen]?.content, `what ${text} does`)
  }

  async function offers(name: string, options: Values, focused: string) {
    const interaction = fake.autocomplete({
      user: ada,
      channel: general,
      name,
      options: options ?? {},
      focused,
    })
    await fake.until(() => fake.response(interaction).state === 'choices', 'the choices')
    return fake.response(interaction).choices
  }

  const buttonsOf = ({
    components,
  }: SeenMessage): readonly { readonly custom_id: string; readonly label: string }[] =>
    components.flatMap((row) => row['components'] as { custom_id: string; label: string }[])

  async function press(user: FakeUser, message: SeenMessage): Promise<FakeInteraction> {
    const [button] = buttonsOf(message)
    return fake.click({ user, message, customId: button?.custom_id ?? '' })
  }

  const settings = async (channel = general) =>
    (await slash(ada, 'config show', { scope: channel.id })).content

  it('is seen by members as far as Discord is concerned only where they may use it', () => {
    const config = fake.commands().find(({ definition }) => definition.name === 'config')?.definition
    expect(config?.['default_member_permissions']).toBe('32')
    const actions = config?.['options'] as Json[] | undefined
    expect(actions?.map(({ name }) => name)).toEqual([
      'show',
      'set',
      'reset',
      'export',
      'import',
      'log',
      'undo',
    ])
    expect(() => fake.slash({ user: mo, channel: general, name: 'config show' })).toThrow(
      'does not see config',
    )
  })

  it('shows an admin what is set, and where each comes from', async () => {
    const { content, ephemeral } = await slash(ada, 'config show')
    expect(ephemeral).toBe(true)
    expect(content).toContain('**Settings of this server**')
    expect(content).toContain('- `trigger`: `follow` (default)')
  })

  it('offers settings, values, models of the host, channels and roles', async () => {
    expect(await offers('config set', { name: 'lim' }, 'name')).toMatchObject([
      { value: 'limits.user' },
      { value: 'limits.channel' },
      { value: 'limits.workspace' },
    ])
    const words = await offers('config set', { name: 'trigger', value: '' }, 'value')
    expect(words.map(({ value }) => value)).toEqual(['mention', 'follow', 'all', 'off'])
    const models = await offers('config set', { name: 'model', value: 'deepseek' }, 'value')
    expect(models.length).toBeGreaterThan(0)
    expect(models.every(({ value }) => String(value).includes('deepseek'))).toBe(true)
    const scopes = await offers('config show', { scope: '' }, 'scope')
    // A channel that Ada does not see is no name for her, and a category has no settings.
    expect(scopes.map(({ name }) => name)).toEqual(['server', 'here', '#general', '#lounge', '#den'])
    expect(await offers('config set', { name: 'access.admins', value: 'help' }, 'value')).toEqual([
      { name: '@Helpers', value: helpers.id },
    ])
    const two = await offers('config set', { name: 'access.channels', value: `${general.id}, lou` }, 'value')
    expect(two).toEqual([{ name: '#general, #lounge', value: `${general.id}, ${lounge.id}` }])
  })

  it('changes a setting for one channel', async () => {
    const options = { name: 'reasoning', value: 'summary', scope: lounge.id }
    expect((await slash(ada, 'config set', options)).content).toContain('`reasoning` is now `summary`')
    expect(await settings(lounge)).toContain('- `reasoning`: `summary` (set for the channel)')
    expect(await settings()).toContain('- `reasoning`: `hidden` (default)')
    const wrong = await slash(ada, 'config set', { name: 'length', value: '99' })
    expect(wrong.content).toMatch(/length.*`99` is not possible.*from 1 to 20/u)
  })

  it('takes a text of several lines in a window', async () => {
    const asked = await slash(ada, 'config set', { name: 'persona' })
    expect(buttonsOf(asked)).toMatchObject([{ label: 'Open the form' }])
    const opened = await press(ada, asked)
    await fake.until(() => fake.response(opened).state === 'modal', 'the window')
    expect(fake.response(opened).modal).toMatchObject({ title: 'Change a setting' })
    const persona = 'You are Tanya of the harbour.\nYou speak like a sailor.'
    const done = await answered(fake.modalSubmit({ interaction: opened, values: { value: persona } }))
    expect(done.content).toContain(
      '`persona` is now `You are Tanya of the harbour. You speak like a sailor.`',
    )
    fake.say({ user: mo, channel: general, content: `${fake.mention} hello` })
    await host.received(1)
    expect(host.requests[0]?.messages[0]?.content).toContain('You speak like a sailor.')
  })

  it('picks a word in a window', async () => {
    const opened = await press(ada, await slash(ada, 'config set', { name: 'attachments' }))
    await fake.until(() => fake.response(opened).state === 'modal', 'the window')
    const done = await answered(fake.modalSubmit({ interaction: opened, values: { value: ['text'] } }))
    expect(done.content).toContain('`attachments` is now `text`')
  })

  it('exports to a file, imports a changed one after a press, and that once', async () => {
    const { attachments } = await slash(ada, 'config export')
    const [file] = attachments
    expect(file?.filename).toBe('tanya-settings.yaml')
    const data = file?.text.replace('attachments: text', 'attachments: all\n  retention: 30') ?? ''
    const asked = await slash(ada, 'config import', {
      file: { name: 'new.yaml', type: 'application/yaml', data },
    })
    expect(asked.content).toContain('- `attachments`: `text` → `all`')
    expect(asked.content).toContain('- `retention`: `not set` → `30`')
    expect(buttonsOf(asked)).toMatchObject([{ label: 'Apply' }])
    expect(await settings()).toContain('`retention`: `90` (default)')
    await press(ada, asked)
    await fake.until(() => fake.message(asked).content.includes('2 settings were changed.'), 'the import')
    expect(buttonsOf(fake.message(asked))).toEqual([])
    expect(await settings()).toContain('`retention`: `30` (set for the server)')
    await forge(asked, buttonsOf(asked)[0]?.custom_id ?? '')
    await press(ada, fake.message(asked))
    await fake.until(() => fake.message(asked).content.includes('no longer there'), 'the second press')
  })

  it('tells who changed what, and takes a change back', async () => {
    const log = (await slash(ada, 'config log')).content
    expect(log).toMatch(/\*\*#4\*\*.*Ada\n.*`attachments`/u)
    expect((await slash(ada, 'config undo')).content).toContain('- `retention`: `30` → `not set`')
    expect(await settings()).toContain('`retention`: `90` (default)')
  })

  it('lets a role take part, and no longer once it is gone', async () => {
    expect(await typed(hal, '/config set length 3')).toContain('Only an admin of this server may do that.')
    await slash(ada, 'config set', { name: 'access.admins', value: helpers.id })
    expect(await typed(hal, '/config set length 3')).toContain('`length` is now `3`')
    expect(await typed(hal, '/config set access.admins none')).toContain('Only')
    fake.setRoles(guild, hal, [])
    expect(await typed(hal, '/config set length 4')).toContain('Only an admin of this server may do that.')
    expect(await settings()).toContain('`length`: `3`')
  })

  const everything = [
    '/config',
    '/config show',
    '/config set trigger off',
    '/config reset persona',
    '/config export',
    '/config import tanya: 1',
    '/config log',
    '/config undo',
    '/forget server',
    '/usage server',
  ]

  it.each(everything)('refuses a member who writes %s', async (text) => {
    const before = await settings()
    expect(await typed(mo, text)).toContain('Only an admin of this server may do that.')
    expect(await settings()).toBe(before)
  })

  it('refuses a member whom Discord lets give the command', async () => {
    const before = await settings()
    const config = fake.commands().find(({ definition }) => definition.name === 'config')?.definition as Json
    config['default_member_permissions'] = null
    const attempts: readonly (readonly [string, Values])[] = [
      ['show', {}],
      ['set', { name: 'trigger', value: 'off' }],
      ['reset', { name: 'persona' }],
      ['export', {}],
      ['import', { value: 'tanya: 1' }],
      ['log', {}],
      ['undo', {}],
    ]
    for (const [action, options] of attempts) {
      const { content, attachments } = await slash(mo, `config ${action}`, options)
      expect(content).toBe('Only an admin of this server may do that.')
      expect(attachments).toEqual([])
    }
    const completing = fake.autocomplete({
      user: mo,
      channel: general,
      name: 'config set',
      options: { name: '' },
      focused: 'name',
    })
    await fake.until(() => fake.response(completing).state === 'choices', 'no choices')
    expect(fake.response(completing).choices).toEqual([])
    config['default_member_permissions'] = '32'
    expect(await settings()).toBe(before)
  })

  it('refuses buttons and windows that somebody made up', async () => {
    const before = await settings()
    const isOpen = ({ ephemeral, content }: SeenMessage) => !ephemeral && content.includes('Hello.')
    const answer = await fake.until(() => fake.botMessages(general).find(isOpen), 'an answer for all to see')
    for (const id of [
      'run:config?action=set&name=trigger&value=off',
      'open:config?action=set&name=persona',
    ]) {
      await forge(answer, id)
      const done = await answered(fake.click({ user: mo, message: answer, customId: id }))
      expect(done).toMatchObject({ content: 'Only an admin of this server may do that.', ephemeral: true })
    }
    const opened = fake.contextMenu({ user: mo, channel: general, name: 'Ask about this', target: answer })
    await fake.until(() => fake.response(opened).state === 'modal', 'the window')
    Object.assign(fake.response(opened).modal ?? {}, { custom_id: 'fill:config?action=set&name=trigger' })
    const sent = fake.modalSubmit({ interaction: opened, values: { question: 'off' } })
    expect((await answered(sent)).content).toBe('Only an admin of this server may do that.')
    expect(await settings()).toBe(before)
  })

  /** Puts a button where Tanya did not. */
  async function forge(message: SeenMessage, customId: string): Promise<void> {
    const row = { type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: customId }] }
    ;(fake.message(message).components as Json[]).push(row)
    await Promise.resolve()
  }

  it('tells a member what they used, and what they may choose', async () => {
    const usage = await slash(mo, 'usage')
    expect(usage.content).toContain('**What you used here')
    expect(usage.content).toContain('1 question')
    expect(usage.content).toMatch(/\*\*What is left\*\*\n- Questions: \d+ of 10 in 1 minute/u)
    expect(usage.attachments.map(({ filename }) => filename)).toEqual(['usage.png'])
    expect((await slash(mo, 'help')).content).not.toContain('/config')
    expect((await slash(ada, 'help')).content).toContain('/config show|set|reset')
    expect((await slash(mo, 'about')).content).toContain('stored')
    expect((await slash(ada, 'usage', { scope: 'server', csv: true })).attachments).toHaveLength(2)
  })

  it('asks about a file', async () => {
    const file = { name: 'note.txt', type: 'text/plain', data: 'the tide is high' }
    const asked = fake.slash({
      user: mo,
      channel: general,
      name: 'ask',
      options: { question: 'what?', file },
    })
    await fake.until(() => fake.response(asked).message?.content.includes('Hello.'), 'the answer')
    expect(host.requests.at(-1)?.lastMessage).toContain('the tide is high')
  })

  it('tells the owner of a budget that is nearly spent, and of a refused key', async () => {
    const [owner] = [...guild.members.values()].map(({ user }) => user)
    const told = () => fake.botMessages(fake.dm(owner as FakeUser)).map(({ content }) => content)
    await slash(ada, 'config set', { name: 'budget.workspace', value: '$0.10/day' })
    host.enqueue({
      text: 'A dear one.',
      usage: { prompt_tokens: 100, completion_tokens: 150_000, total_tokens: 150_100 },
    })
    fake.say({ user: mo, channel: lounge, content: `${fake.mention} something long` })
    const budget = await fake.until(() => told()[0], 'the owner')
    expect(budget).toMatch(/^\*\*Harbour\*\*\n\d+% of the budget of this server is spent/u)
    await slash(ada, 'config reset', { name: 'budget.workspace' })
    host.enqueue({ status: 401, body: { error: { message: 'no' } } })
    fake.say({ user: mo, channel: lounge, content: `${fake.mention} and again` })
    expect(await fake.until(() => told()[1], 'the owner')).toContain('refuses the key')
    expect(fake.botMessages(fake.dm(mo)).some(({ content }) => content.includes('of the budget of'))).toBe(
      false,
    )
  })

  it('stayed within what Discord takes', () => {
    expect(fake.violations).toEqual([])
    expect(
      app.logged.filter((line) => line.includes('"level":"error"') && !line.includes('bad-key')),
    ).toEqual([])
  })
})
