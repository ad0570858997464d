import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
  type Client,
  type Interaction,
  type ModalActionRowComponentBuilder,
} from 'discord.js'
import { describe, expect, test } from 'vitest'
import { login, openScene, quiet, raw, type Scene } from './test-client.ts'

const commands = [
  {
    name: 'ask',
    description: 'Ask',
    options: [
      { name: 'question', description: 'What', type: 3, required: true },
      { name: 'model', description: 'Which', type: 3, autocomplete: true },
      { name: 'file', description: 'A file', type: 11 },
    ],
  },
  {
    name: 'config',
    description: 'Settings',
    default_member_permissions: '32',
    options: [
      {
        name: 'set',
        description: 'Set',
        type: 1,
        options: [{ name: 'key', description: 'Key', type: 3, required: true }],
      },
    ],
  },
  { name: 'Translate', type: 3 },
]

async function register(
  scene: Scene,
  handle: (interaction: Interaction) => Promise<unknown>,
): Promise<Client<true>> {
  const client = await login(scene.fake)
  await client.application.commands.set(commands)
  client.on('interactionCreate', (interaction) => void handle(interaction))
  return client
}

describe('commands', () => {
  test('an answer, a deferral, edits and follow-ups', async () => {
    const scene = await openScene()
    const { fake, channel, ann } = scene
    await register(scene, async (interaction) => {
      if (!interaction.isChatInputCommand()) return
      const file = interaction.options.getAttachment('file')
      const text = file ? await (await fetch(file.url)).text() : 'no file'
      await interaction.deferReply({ flags: MessageFlags.Ephemeral })
      await interaction.editReply(`${interaction.options.getString('question', true)}: ${text}`)
      await interaction.followUp({ content: 'for all', allowedMentions: { parse: [] } })
    })
    const options = { question: 'what?', file: { name: 'a.txt', data: 'inside' } }
    const asked = fake.slash({ user: ann, channel, name: 'ask', options })
    expect(fake.response(asked).state).toBe('waiting')
    await fake.until(() => fake.response(asked).followUps.length === 1, 'the follow-up')
    const { state, message, followUps } = fake.response(asked)
    expect(state).toBe('answered')
    expect(message).toMatchObject({ content: 'what?: inside', ephemeralFor: ann.id, type: 20 })
    expect(followUps[0]).toMatchObject({ content: 'for all', ephemeral: false })
    // Nobody else sees the ephemeral one, the channel's history included.
    const listed = await raw(fake, 'GET', `/channels/${channel.id}/messages`)
    expect(listed.json).toMatchObject([{ content: 'for all' }])
    expect(fake.violations).toEqual([])
  })

  test('subcommands, permissions, menus and autocompletion', async () => {
    const scene = await openScene()
    const { fake, guild, channel, ann } = scene
    await register(scene, async (interaction) => {
      if (interaction.isAutocomplete()) {
        const typed = interaction.options.getFocused()
        await interaction.respond([{ name: `${typed}-v3`, value: 'v3' }])
      } else if (interaction.isMessageContextMenuCommand()) {
        await interaction.reply({ content: `translated ${interaction.targetMessage.content}` })
      } else if (interaction.isChatInputCommand()) {
        await interaction.reply(
          `${interaction.options.getSubcommand()} ${interaction.options.getString('key', true)}`,
        )
      }
    })
    const set = { channel, name: 'config set', options: { key: 'model' } }
    expect(() => fake.slash({ user: ann, ...set })).toThrow(/does not see/)
    expect(() => fake.slash({ user: ann, channel, name: 'ask' })).toThrow(/needs its option/)
    const admin = fake.user({ name: 'Admin' })
    fake.join(guild, admin, { roles: [fake.role(guild, { name: 'admins', permissions: ['ManageGuild'] })] })
    const changed = fake.slash({ user: admin, ...set })
    const said = fake.say({ user: ann, channel, content: 'halo' })
    const translated = fake.contextMenu({ user: ann, channel, name: 'Translate', target: said })
    const completed = fake.autocomplete({
      user: ann,
      channel,
      name: 'ask',
      options: { model: 'deep' },
      focused: 'model',
    })
    const all = [changed, translated, completed]
    await fake.until(() => all.every((one) => fake.response(one).state !== 'waiting'), 'all answers')
    expect(fake.response(changed).message?.content).toBe('set model')
    expect(fake.response(translated).message).toMatchObject({ content: 'translated halo', type: 23 })
    expect(fake.response(completed).choices).toEqual([{ name: 'deep-v3', value: 'v3' }])
    expect(fake.violations).toEqual([])
  })

  test('registering keeps the ids of what stays, and refuses nonsense', async () => {
    const { fake } = await openScene()
    const path = `/applications/${fake.bot.id}/commands`
    await raw(fake, 'PUT', path, commands)
    const [ask] = fake.commands()
    await raw(fake, 'PUT', path, commands.slice(0, 1))
    expect(fake.commands()).toEqual([ask])
    const bad = [{ name: 'Upper', description: 'x' }]
    expect(await raw(fake, 'PUT', path, bad)).toMatchObject({ status: 400, json: { code: 50035 } })
    expect(await raw(fake, 'PUT', path, [{ name: 'bare' }])).toMatchObject({ status: 400 })
    const twice = [commands[0], commands[0]]
    expect(await raw(fake, 'PUT', path, twice)).toMatchObject({ status: 400 })
    expect(fake.commands()).toEqual([ask])
  })
})

describe('components', () => {
  test('buttons update the message or open a modal', async () => {
    const scene = await openScene()
    const { fake, channel, ann } = scene
    const client = await register(scene, async (interaction) => {
      if (interaction.isButton() && interaction.customId === 'stop') {
        await interaction.update({ content: 'stopped', components: [] })
      } else if (interaction.isButton()) {
        const input = new TextInputBuilder().setCustomId('why').setLabel('Why').setStyle(TextInputStyle.Short)
        const row = new ActionRowBuilder<ModalActionRowComponentBuilder>().addComponents(input)
        await interaction.showModal(new ModalBuilder().setCustomId('form').setTitle('Why').addComponents(row))
      } else if (interaction.isModalSubmit()) {
        await interaction.reply(`because ${interaction.fields.getTextInputValue('why')}`)
      }
    })
    const real = await client.channels.fetch(channel.id)
    if (!real?.isSendable()) throw new Error('no text channel')
    const button = (id: string) =>
      new ButtonBuilder().setCustomId(id).setLabel(id).setStyle(ButtonStyle.Secondary)
    const row = new ActionRowBuilder<ButtonBuilder>().addComponents(button('stop'), button('why'))
    const message = await real.send({ content: 'working', components: [row] })

    const opened = fake.click({ user: ann, message, customId: 'why' })
    await fake.until(() => fake.response(opened).state === 'modal', 'the modal')
    const filled = fake.modalSubmit({ interaction: opened, values: { why: 'I can' } })
    await fake.until(() => fake.response(filled).state === 'answered', 'the answer')
    expect(fake.response(filled).message?.content).toBe('because I can')

    const stopped = fake.click({ user: ann, message, customId: 'stop' })
    await fake.until(() => fake.response(stopped).state === 'answered', 'the update')
    expect(fake.message(message)).toMatchObject({ content: 'stopped', components: [] })
    expect(() => fake.click({ user: ann, message, customId: 'stop' })).toThrow(/has no stop/)
    expect(fake.violations).toEqual([])
  })
})

describe('the limits of time', () => {
  test('an answer after the deadline is refused and shown as failed', async () => {
    const { fake, channel, ann } = await openScene({ interactionDeadlineMs: 1 })
    await raw(fake, 'PUT', `/applications/${fake.bot.id}/commands`, commands)
    const asked = fake.slash({ user: ann, channel, name: 'ask', options: { question: 'x' } })
    await fake.until(() => fake.response(asked).state === 'failed', 'the deadline')
    const late = await raw(fake, 'POST', `/interactions/${asked.id}/${asked.token}/callback`, { type: 5 })
    expect(late).toMatchObject({ status: 404, json: { code: 10062 } })
    const after = await raw(fake, 'POST', `/webhooks/${fake.bot.id}/${asked.token}`, {
      content: 'x',
      ...quiet,
    })
    expect(after).toMatchObject({ status: 404, json: { code: 10015 } })
    expect(fake.violations.join()).toMatch(/after its deadline.*before the interaction was answered/)
  })

  test('a second answer is refused, and so is a token that has run out', async () => {
    const { fake, channel, ann } = await openScene({ interactionTokenMs: 0, interactionDeadlineMs: 60_000 })
    await raw(fake, 'PUT', `/applications/${fake.bot.id}/commands`, commands)
    const asked = fake.slash({ user: ann, channel, name: 'ask', options: { question: 'x' } })
    const callback = `/interactions/${asked.id}/${asked.token}/callback`
    expect(await raw(fake, 'POST', callback, { type: 5 })).toMatchObject({ status: 204 })
    expect(await raw(fake, 'POST', callback, { type: 5 })).toMatchObject({
      status: 400,
      json: { code: 40060 },
    })
    await fake.until(() => Date.now() > asked.createdAt + 1, 'the clock')
    const path = `/webhooks/${fake.bot.id}/${asked.token}/messages/@original`
    expect(await raw(fake, 'PATCH', path, { content: 'x', ...quiet })).toMatchObject({
      status: 401,
      json: { code: 50027 },
    })
    expect(fake.violations.join()).toMatch(/answered twice.*has expired/)
  })
})
