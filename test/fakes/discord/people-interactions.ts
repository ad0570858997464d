import { optionalList, storeAttachment } from './body.ts'
import { bytesOf, type Upload } from './people.ts'
import { allows, basePermissions } from './permissions.ts'
import type { MessageRef } from './reading.ts'
import { renderChannel, renderMember, renderRole, renderUser } from './render.ts'
import { renderAttachment, renderMessage } from './render-message.ts'
import type {
  FakeAttachment,
  FakeChannel,
  FakeInteraction,
  FakeMessage,
  FakeRole,
  FakeUser,
  Json,
} from './types.ts'
import { findMessage, guildOf, permissionsIn, type RegisteredCommand, type World } from './world.ts'

export type OptionValue = string | number | boolean | FakeUser | FakeRole | FakeChannel | Upload

/** Commands, buttons, menus and modals, as a person uses them. Throws where the client would not let them. */
export interface PeopleInteractions {
  /** Runs a registered slash command; `name` may name a subcommand: `config set`. */
  slash(options: {
    readonly user: FakeUser
    readonly channel: FakeChannel
    readonly name: string
    readonly options?: Readonly<Record<string, OptionValue>>
    readonly locale?: string
  }): FakeInteraction
  /** Types into an option which completes itself; what the bot offers is in `response(…).choices`. */
  autocomplete(options: {
    readonly user: FakeUser
    readonly channel: FakeChannel
    readonly name: string
    readonly options?: Readonly<Record<string, OptionValue>>
    /** The option being typed. */
    readonly focused: string
  }): FakeInteraction
  /** Uses a registered message menu entry (or a user one, on that user). */
  contextMenu(options: {
    readonly user: FakeUser
    readonly channel: FakeChannel
    readonly name: string
    readonly target: MessageRef | FakeUser
  }): FakeInteraction
  /** Presses a button which the message has now; `values` for a select menu. */
  click(options: {
    readonly user: FakeUser
    readonly message: MessageRef
    readonly customId: string
    readonly values?: readonly string[]
  }): FakeInteraction
  /** Fills in the modal with which the bot answered `interaction`. Values by the inputs' custom ids. */
  modalSubmit(options: {
    readonly interaction: FakeInteraction
    readonly values: Readonly<Record<string, string | readonly string[]>>
  }): FakeInteraction
}

const commandTypes = { slash: 1, user: 2, message: 3 } as const

export function createInteractions(world: World): PeopleInteractions {
  function start(
    user: FakeUser,
    channel: FakeChannel,
    type: number,
    data: Json,
    extra: { source?: FakeMessage | undefined; locale?: string | undefined } = {},
  ): FakeInteraction {
    const interaction: FakeInteraction = {
      id: world.newId(),
      token: `token${crypto.randomUUID().replaceAll('-', '')}`,
      type,
      user,
      channelId: channel.id,
      createdAt: Date.now(),
      awakeAt: world.awake.now(),
      data,
      sourceMessageId: extra.source?.id,
      answer: undefined,
      originalId: undefined,
      followupIds: [],
    }
    world.interactions.set(interaction.token, interaction)
    const guild = guildOf(world, channel)
    const member = guild?.members.get(user.id)
    const payload = {
      id: interaction.id,
      application_id: world.bot.id,
      type,
      token: interaction.token,
      version: 1,
      data,
      channel_id: channel.id,
      channel: {
        ...renderChannel(world, channel),
        permissions: permissionsIn(world, channel, user.id).toString(),
      },
      locale: extra.locale ?? user.locale,
      app_permissions: permissionsIn(world, channel, world.bot.id).toString(),
      entitlements: [],
      authorizing_integration_owners: { '0': guild?.id ?? '0' },
      context: guild ? 0 : 1,
      attachment_size_limit: world.maxAttachmentBytes,
      ...(extra.source ? { message: renderMessage(world, extra.source, { readsContent: true }) } : {}),
      ...(guild && member
        ? {
            guild_id: guild.id,
            guild_locale: guild.locale,
            guild: { id: guild.id, locale: guild.locale, features: [] },
            member: {
              ...renderMember(member),
              user: renderUser(user),
              permissions: permissionsIn(world, channel, user.id).toString(),
            },
          }
        : { user: renderUser(user) }),
    }
    // Interactions need no intent, and come from channels the bot does not see, too.
    world.emit({ name: 'INTERACTION_CREATE', intents: 0, guildId: channel.guildId, data: () => payload })
    return interaction
  }

  function commandFor(user: FakeUser, channel: FakeChannel, name: string, type: number): RegisteredCommand {
    const fitting = world.commands.filter(
      ({ definition, guildId }) =>
        definition.name === name &&
        definition.type === type &&
        (guildId === undefined || guildId === channel.guildId),
    )
    const command = fitting.find((one) => one.guildId !== undefined) ?? fitting[0]
    if (!command) throw new Error(`the bot has no command ${name} of type ${type} here`)
    const guild = guildOf(world, channel)
    const contexts = optionalNumbers(command.definition.contexts)
    if (contexts && !contexts.includes(guild ? 0 : 1)) throw new Error(`${name} is not offered here`)
    if (!guild) return command
    const needed = command.definition.default_member_permissions
    const permissions = basePermissions(guild, user.id)
    const isAdmin = allows(permissions, 'Administrator')
    if (typeof needed === 'string' && !isAdmin) {
      const bits = BigInt(needed)
      if (bits === 0n || (permissions & bits) !== bits) throw new Error(`${user.name} does not see ${name}`)
    }
    if (!allows(permissionsIn(world, channel, user.id), 'UseApplicationCommands')) {
      throw new Error(`${user.name} may use no commands here`)
    }
    return command
  }

  function chatInput(
    type: number,
    { user, channel, name, options = {} }: Parameters<PeopleInteractions['slash']>[0],
    focused: string | undefined,
  ): Json {
    const [root = '', ...path] = name.split(' ')
    const command = commandFor(user, channel, root, commandTypes.slash)
    let defined = optionalList(command.definition.options) ?? []
    const groups: Json[] = []
    for (const part of path) {
      const found = defined.find((option) => option.name === part && (option.type === 1 || option.type === 2))
      if (!found) throw new Error(`${root} has no subcommand ${part}`)
      groups.push(found)
      defined = optionalList(found.options) ?? []
    }
    if (path.length === 0 && defined.some((option) => option.type === 1 || option.type === 2)) {
      throw new Error(`${name} cannot be run without a subcommand`)
    }
    const resolved: Record<string, Record<string, Json>> = {}
    const given = Object.entries(options).map(([key, value]) => {
      const option = defined.find((one) => one.name === key)
      if (!option) throw new Error(`${name} has no option ${key}`)
      const own = { name: key, type: option.type, value: wireValue(world, channel, value, resolved) }
      return key === focused ? { ...own, focused: true } : own
    })
    const missing = defined.find((option) => option.required === true && !(String(option.name) in options))
    if (missing && type === 2) throw new Error(`${name} needs its option ${String(missing.name)}`)
    const nested = groups
      .toReversed()
      .reduce<Json[]>((inner, group) => [{ name: group.name, type: group.type, options: inner }], given)
    return {
      id: command.id,
      name: root,
      type: commandTypes.slash,
      options: nested,
      ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
      ...(command.guildId === undefined ? {} : { guild_id: command.guildId }),
    }
  }

  return {
    slash: (used) =>
      start(used.user, used.channel, 2, chatInput(2, used, undefined), { locale: used.locale }),
    autocomplete: (used) => start(used.user, used.channel, 4, chatInput(4, used, used.focused)),
    contextMenu({ user, channel, name, target }) {
      const message = 'channelId' in target ? findMessage(world, target.channelId, target.id) : undefined
      if ('channelId' in target && (!message || message.deleted)) throw new Error('the target is gone')
      const command = commandFor(user, channel, name, message ? commandTypes.message : commandTypes.user)
      const resolved = message
        ? { messages: { [message.id]: renderMessage(world, message, { readsContent: true }) } }
        : { users: { [target.id]: renderUser(world.users.get(target.id) ?? user) } }
      return start(user, channel, 2, {
        id: command.id,
        name,
        type: command.definition.type,
        target_id: target.id,
        resolved,
      })
    },
    click({ user, message: ref, customId, values }) {
      const message = findMessage(world, ref.channelId, ref.id)
      if (!message || message.deleted) throw new Error('the message is gone')
      if (message.ephemeralFor !== undefined && message.ephemeralFor !== user.id) {
        throw new Error(`${user.name} does not see that message`)
      }
      const component = message.components.flatMap(flatten).find((one) => one.custom_id === customId)
      if (!component) throw new Error(`the message has no ${customId}`)
      if (component.disabled === true) throw new Error(`${customId} is disabled`)
      const channel = world.channels.get(message.channelId)
      if (!channel) throw new Error('the channel is gone')
      const data = { custom_id: customId, component_type: component.type, ...(values ? { values } : {}) }
      return start(user, channel, 3, { ...data, id: component.id ?? 1 }, { source: message })
    },
    modalSubmit({ interaction, values }) {
      const modal = interaction.answer?.type === 9 ? interaction.answer.data : undefined
      if (!modal) throw new Error('the bot has shown no modal')
      const channel = world.channels.get(interaction.channelId)
      if (!channel) throw new Error('the channel is gone')
      const components = (optionalList(modal.components) ?? []).map((component) =>
        filledIn(component, values),
      )
      const source = findMessage(world, interaction.channelId, interaction.sourceMessageId ?? '')
      return start(interaction.user, channel, 5, { custom_id: modal.custom_id, components }, { source })
    },
  }
}

function filledIn(component: Json, values: Readonly<Record<string, string | readonly string[]>>): Json {
  const inner = (one: Json): Json => {
    const value = values[String(one.custom_id)]
    if (one.type === 4) {
      const text = typeof value === 'string' ? value : typeof one.value === 'string' ? one.value : ''
      if (text === '' && one.required !== false) throw new Error(`${String(one.custom_id)} must be filled in`)
      if (text.length > Number(one.max_length ?? 4000))
        throw new Error(`${String(one.custom_id)} is too long`)
      return { type: 4, id: one.id ?? 1, custom_id: one.custom_id, value: text }
    }
    return {
      type: one.type,
      id: one.id ?? 1,
      custom_id: one.custom_id,
      values: Array.isArray(value) ? value : [],
    }
  }
  if (component.type === 18) return { type: 18, id: 1, component: inner((component.component ?? {}) as Json) }
  if (component.type === 1)
    return { type: 1, id: 1, components: (optionalList(component.components) ?? []).map(inner) }
  return { type: component.type, id: 1 }
}

function wireValue(
  world: World,
  channel: FakeChannel,
  value: OptionValue,
  resolved: Record<string, Record<string, Json>>,
): unknown {
  if (typeof value !== 'object') return value
  const put = (kind: string, id: string, json: Json): string => {
    resolved[kind] = { ...resolved[kind], [id]: json }
    return id
  }
  if ('data' in value) {
    const { name, type = '', data } = value
    const stored: FakeAttachment = storeAttachment(world, channel.id, { name, type, data: bytesOf(data) })
    world.interactionFiles.push(stored)
    return put('attachments', stored.id, { ...renderAttachment(stored), ephemeral: true })
  }
  if ('permissions' in value) return put('roles', value.id, renderRole(value))
  if ('overwrites' in value) {
    const permissions = permissionsIn(world, value, world.bot.id).toString()
    return put('channels', value.id, { ...renderChannel(world, value), permissions })
  }
  const member = guildOf(world, channel)?.members.get(value.id)
  if (member) put('members', value.id, { ...renderMember(member), permissions: '0' })
  return put('users', value.id, renderUser(value))
}

function flatten(component: Json): Json[] {
  const nested = [
    ...(optionalList(component.components) ?? []),
    ...(optionalList([component.accessory]) ?? []),
  ]
  return [component, ...nested.flatMap(flatten)]
}

function optionalNumbers(value: unknown): readonly number[] | undefined {
  return Array.isArray(value) ? value.map(Number) : undefined
}
