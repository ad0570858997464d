import { checkCommands } from './command-checks.ts'
import { refusals } from './errors.ts'
import { gatewayUrl } from './gateway.ts'
import { applicationFlags } from './sessions.ts'
import { renderChannel, renderCommand, renderGuild, renderMember, renderRole, renderUser } from './render.ts'
import { noContent, ok, created, type Answer, type Call, type Route } from './routing.ts'
import type { FakeChannel, FakeGuild, FakeUser, Json } from './types.ts'
import type { RegisteredCommand, World } from './world.ts'

export const applicationRoutes: readonly Route[] = [
  { method: 'GET', path: '/gateway/bot', bucket: 'other', run: gatewayBot },
  { method: 'GET', path: '/gateway', bucket: 'other', run: (call) => ok({ url: gatewayUrl(call.world) }) },
  { method: 'GET', path: '/users/@me', bucket: 'other', run: (call) => ok(selfOf(call.world)) },
  { method: 'GET', path: '/users/:id', bucket: 'other', run: getUser },
  { method: 'GET', path: '/users/@me/guilds', bucket: 'other', run: myGuilds },
  { method: 'POST', path: '/users/@me/channels', bucket: 'other', run: createDm },
  { method: 'GET', path: '/applications/@me', bucket: 'other', run: (call) => ok(applicationOf(call.world)) },
  {
    method: 'PATCH',
    path: '/applications/@me',
    bucket: 'other',
    run: (call) => ok(applicationOf(call.world)),
  },
  {
    method: 'GET',
    path: '/oauth2/applications/@me',
    bucket: 'other',
    run: (call) => ok(applicationOf(call.world)),
  },
  {
    method: 'GET',
    path: '/guilds/:id',
    bucket: 'other',
    run: (call) => ok(renderGuild(call.world, guildFor(call))),
  },
  { method: 'GET', path: '/guilds/:id/channels', bucket: 'other', run: guildChannels },
  { method: 'GET', path: '/guilds/:id/roles', bucket: 'other', run: guildRoles },
  { method: 'GET', path: '/guilds/:id/members/:id', bucket: 'other', run: getMember },
  ...(['/applications/:id/commands', '/applications/:id/guilds/:id/commands'] as const).flatMap(
    (path): readonly Route[] => [
      { method: 'GET', path, bucket: 'commands', run: (call) => ok(listed(call)) },
      { method: 'PUT', path, bucket: 'commands', run: overwriteCommands },
      { method: 'POST', path, bucket: 'commands', run: createCommand },
      { method: 'GET', path: `${path}/:command`, bucket: 'commands', run: getCommand },
      { method: 'PATCH', path: `${path}/:command`, bucket: 'commands', run: editCommand },
      { method: 'DELETE', path: `${path}/:command`, bucket: 'commands', run: deleteCommand },
    ],
  ),
]

/** The DM channel with a person, made when there is none yet. Since API v8 bots get no CHANNEL_CREATE for it. */
export function dmWith(world: World, user: FakeUser): FakeChannel {
  const existing = [...world.channels.values()].find((channel) => channel.recipient?.id === user.id)
  if (existing) return existing
  const channel: FakeChannel = {
    id: world.newId(),
    type: 1,
    guildId: undefined,
    parentId: undefined,
    name: '',
    ownerId: undefined,
    overwrites: new Map(),
    recipient: user,
    thread: undefined,
    lastMessageId: undefined,
    deleted: false,
  }
  world.channels.set(channel.id, channel)
  return channel
}

function gatewayBot(call: Call): Answer {
  return ok({
    url: gatewayUrl(call.world),
    shards: call.world.shards,
    session_start_limit: { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 16 },
  })
}

function getUser(call: Call): Answer {
  const user = call.world.users.get(call.params[0] ?? '')
  if (!user) throw refusals.unknownUser()
  return ok(renderUser(user))
}

function myGuilds(call: Call): Answer {
  const guilds = [...call.world.guilds.values()].filter((guild) => guild.members.has(call.world.bot.id))
  return ok(
    guilds.map((guild) => ({
      ...renderGuild(call.world, guild),
      owner: guild.ownerId === call.world.bot.id,
    })),
  )
}

function createDm(call: Call): Answer {
  const user = call.world.users.get(String(call.body.recipient_id))
  if (!user) throw refusals.unknownUser()
  return ok(renderChannel(call.world, dmWith(call.world, user)))
}

function guildFor(call: Call, id = call.params[0]): FakeGuild {
  const guild = call.world.guilds.get(id ?? '')
  if (!guild) throw refusals.unknownGuild()
  if (!guild.members.has(call.world.bot.id)) throw refusals.missingAccess()
  return guild
}

function guildChannels(call: Call): Answer {
  const guild = guildFor(call)
  const channels = [...call.world.channels.values()].filter(
    (one) => one.guildId === guild.id && !one.thread && !one.deleted,
  )
  return ok(channels.map((channel) => renderChannel(call.world, channel)))
}

function guildRoles(call: Call): Answer {
  return ok([...guildFor(call).roles.values()].map(renderRole))
}

function getMember(call: Call): Answer {
  const id = call.params[1] === '@me' ? call.world.bot.id : (call.params[1] ?? '')
  const member = guildFor(call).members.get(id)
  if (!member) throw refusals.unknownMember()
  return ok({ ...renderMember(member), user: renderUser(member.user) })
}

function selfOf(world: World): Json {
  return { ...renderUser(world.bot), mfa_enabled: false, locale: 'en-US', verified: true, email: null }
}

function applicationOf(world: World): Json {
  return {
    id: world.bot.id,
    name: world.bot.name,
    icon: null,
    description: '',
    summary: '',
    type: null,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: applicationFlags(world),
    owner: { ...renderUser(world.bot), bot: false, id: '100000000000000000', username: 'owner' },
    team: null,
    bot: renderUser(world.bot),
    flags_new: '0',
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    explicit_content_filter: 0,
    eligible_oauth2_scopes: [],
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    approximate_guild_count: world.guilds.size,
    integration_types_config: { '0': {} },
  }
}

function scopeOf(call: Call): string | undefined {
  if (call.params[0] !== call.world.bot.id) throw refusals.missingAccess()
  const guildScoped = call.params.length > 1 && call.world.guilds.has(call.params[1] ?? '')
  return guildScoped ? guildFor(call, call.params[1]).id : undefined
}

function inScope(call: Call): RegisteredCommand[] {
  const scope = scopeOf(call)
  return call.world.commands.filter((command) => command.guildId === scope)
}

function listed(call: Call): Json[] {
  return inScope(call).map((command) => renderCommand(call.world, command))
}

function overwriteCommands(call: Call): Answer {
  const scope = scopeOf(call)
  const before = inScope(call)
  const definitions = checkCommands(Array.isArray(call.body) ? call.body : [])
  const after = definitions.map((definition): RegisteredCommand => {
    const same = before.find(
      (old) => old.definition.name === definition.name && old.definition.type === definition.type,
    )
    const unchanged = same !== undefined && JSON.stringify(same.definition) === JSON.stringify(definition)
    if (unchanged) return same
    return { id: same?.id ?? call.world.newId(), version: call.world.newId(), guildId: scope, definition }
  })
  call.world.commands = [...call.world.commands.filter((command) => command.guildId !== scope), ...after]
  return ok(listed(call))
}

function createCommand(call: Call): Answer {
  const scope = scopeOf(call)
  const [definition] = checkCommands([call.body])
  if (!definition) throw refusals.unknownCommand()
  const isSame = (one: RegisteredCommand) =>
    one.guildId === scope &&
    one.definition.name === definition.name &&
    one.definition.type === definition.type
  const same = call.world.commands.find(isSame)
  const command = {
    id: same?.id ?? call.world.newId(),
    version: call.world.newId(),
    guildId: scope,
    definition,
  }
  const rest = call.world.commands.filter((one) => !isSame(one))
  checkCommands([...rest.filter((one) => one.guildId === scope), command].map((one) => one.definition))
  call.world.commands = [...rest, command]
  return (same ? ok : created)(renderCommand(call.world, command))
}

function commandFor(call: Call): RegisteredCommand {
  const command = inScope(call).find((one) => one.id === call.params.at(-1))
  if (!command) throw refusals.unknownCommand()
  return command
}

function getCommand(call: Call): Answer {
  return ok(renderCommand(call.world, commandFor(call)))
}

function editCommand(call: Call): Answer {
  const old = commandFor(call)
  const [definition = old.definition] = checkCommands([{ ...old.definition, ...call.body }])
  const command = { ...old, version: call.world.newId(), definition }
  call.world.commands = call.world.commands.map((one) => (one === old ? command : one))
  return ok(renderCommand(call.world, command))
}

function deleteCommand(call: Call): Answer {
  const command = commandFor(call)
  call.world.commands = call.world.commands.filter((one) => one !== command)
  return noContent
}
