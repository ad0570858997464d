import { DefaultUserAgent } from 'discord.js'
import { z } from 'zod'
import { inviteLink, neededPermissions } from '../../bots/discord/invite.ts'
import { messageContentFlags } from '../../bots/discord/limits.ts'
import { readShards } from '../../bots/discord/shards.ts'
import type { DiscordConfig } from '../../config.ts'
import { askHttp } from '../ask-http.ts'
import type { HttpAnswer } from '../ask-http.ts'
import { findings } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { channelsShape, findGaps, guildShape, memberShape, rolesShape } from './channels.ts'

export interface DiscordCheck {
  readonly findings: readonly Finding[]
  /** Whose token it is; undefined when Discord refuses it or cannot be reached. */
  readonly application?: DiscordApplication
  readonly skewMs?: number
}

export interface DiscordApplication {
  readonly id: string
  /** Of its user; another than its own for the oldest applications alone. */
  readonly botId: string
  readonly name: string
  /** The Message Content intent. */
  readonly seesContent: boolean
}

/** https://docs.discord.com/developers/resources/application */
const applicationShape = z.object({
  id: z.string(),
  name: z.string(),
  flags: z.number().optional(),
  interactions_endpoint_url: z.string().nullish(),
  bot: z.object({ id: z.string() }).optional(),
})

/** https://docs.discord.com/developers/events/gateway#get-gateway-bot */
const gatewayShape = z.object({
  shards: z.number(),
  session_start_limit: z.object({ total: z.number(), remaining: z.number(), reset_after: z.number() }),
})

/** Discord blocks whoever names no library. https://docs.discord.com/developers/reference#user-agent */
const userAgent = DefaultUserAgent

/** Servers that are looked into; more would take minutes. */
const mostGuilds = 50

/** Says whose token it is and whether the application is set up, without a look into its servers. */
export async function checkDiscordToken({ token, apiUrl }: DiscordConfig): Promise<DiscordCheck> {
  const { all, add } = findings('discord')
  let answer: HttpAnswer
  try {
    answer = await askHttp(`${apiUrl}/v10/applications/@me`, { token, scheme: 'Bot', userAgent })
  } catch (error) {
    add('problem', messageOf(error), 'Look at the network, a proxy, and https://discordstatus.com.')
    return { findings: all }
  }
  const { skewMs } = answer
  const skew = skewMs === undefined ? {} : { skewMs }
  if (answer.status === 401) {
    add(
      'problem',
      'Discord refuses DISCORD_TOKEN.',
      'Copy it anew: https://discord.com/developers/applications → your application → Bot → Reset Token.',
    )
    return { findings: all, ...skew }
  }
  const read = applicationShape.safeParse(answer.json)
  if (!read.success) {
    add(
      'problem',
      `Discord answered ${answer.status} where the application was asked for.`,
      'Is DISCORD_API_URL right?',
    )
    return { findings: all, ...skew }
  }
  const { id, name, flags = 0, interactions_endpoint_url: endpoint, bot } = read.data
  const seesContent = (flags & messageContentFlags) !== 0
  add('ok', `The token is that of ${name} (${id}).`)
  if (seesContent) add('ok', 'The Message Content intent is on.')
  else {
    add(
      'warning',
      'The Message Content intent is off: in threads she only sees messages that mention her.',
      `Turn it on: https://discord.com/developers/applications/${id}/bot → Message Content Intent.`,
    )
  }
  if (endpoint) {
    add(
      'problem',
      'Commands and buttons go to an Interactions Endpoint URL instead of to Tanya.',
      `Empty it: https://discord.com/developers/applications/${id}/information → Interactions Endpoint URL.`,
    )
  }
  return { findings: all, application: { id, botId: bot?.id ?? id, name, seesContent }, ...skew }
}

/** All that can be told of Discord from outside: token, intents, sessions, and permissions in each channel. */
export async function checkDiscord(config: DiscordConfig): Promise<DiscordCheck> {
  const check = await checkDiscordToken(config)
  if (check.application === undefined) return check
  const { all, add } = findings('discord')
  try {
    await checkGateway(config, add)
    await checkGuilds(config, check.application, add)
  } catch (error) {
    add('problem', messageOf(error), 'Look at the network, a proxy, and https://discordstatus.com.')
  }
  return { ...check, findings: [...check.findings, ...all] }
}

type Add = ReturnType<typeof findings>['add']

async function checkGateway({ token, apiUrl, shards }: DiscordConfig, add: Add): Promise<void> {
  const { json } = await askHttp(`${apiUrl}/v10/gateway/bot`, { token, scheme: 'Bot', userAgent })
  const { shards: wanted, session_start_limit: sessions } = gatewayShape.parse(json)
  const given = readShards(shards)
  if (given !== undefined && 'count' in given && given.count < wanted) {
    add(
      'warning',
      `DISCORD_SHARDS names ${given.count} shards and Discord recommends ${wanted}.`,
      'Set DISCORD_SHARDS=auto.',
    )
  }
  const hours = Math.ceil(sessions.reset_after / 3_600_000)
  if (sessions.remaining < 20) {
    add(
      sessions.remaining === 0 ? 'problem' : 'warning',
      `${sessions.remaining} of ${sessions.total} new sessions are left for the next ${hours} h; then Discord resets the token.`,
      'Find out why the process restarts so often.',
    )
  } else add('ok', `${sessions.remaining} of ${sessions.total} new sessions are left for today.`)
}

async function checkGuilds(
  { token, apiUrl }: DiscordConfig,
  application: DiscordApplication,
  add: Add,
): Promise<void> {
  const get = async (path: string): Promise<HttpAnswer> =>
    askHttp(`${apiUrl}/v10${path}`, { token, scheme: 'Bot', userAgent })
  const guilds = z.array(guildShape).parse((await get('/users/@me/guilds?limit=200')).json)
  const invite = inviteLink(application.id)
  if (guilds.length === 0) {
    add('warning', 'The bot is in no server yet.', `Let it in: ${invite}`)
    return
  }
  add('note', `The link that lets it into another server: ${invite}`)
  if (guilds.length > mostGuilds)
    add('note', `It is in ${guilds.length} servers or more; ${mostGuilds} were looked into.`)
  for (const { id, name } of guilds.slice(0, mostGuilds)) {
    const member = memberShape.safeParse((await get(`/guilds/${id}/members/${application.botId}`)).json)
    const roles = rolesShape.safeParse((await get(`/guilds/${id}/roles`)).json)
    const channels = channelsShape.safeParse((await get(`/guilds/${id}/channels`)).json)
    if (!member.success || !roles.success || !channels.success) {
      add('note', `${name}: Discord did not say what the bot may do there.`)
      continue
    }
    const gaps = findGaps({
      id,
      botId: application.botId,
      roles: roles.data,
      memberRoles: member.data.roles,
      channels: channels.data,
    })
    for (const missing of gaps.everywhere) {
      add(
        'warning',
        `${name}: the bot's role lacks ${words(missing)}, needed ${neededPermissions[missing]}.`,
        `Open the invite link once more (${invite}), or grant it under Server Settings → Roles.`,
      )
    }
    for (const channel of gaps.channels) {
      add(
        'warning',
        `${name}, #${channel.name}: the channel takes ${channel.missing.map(words).join(', ')} away from the bot.`,
        `Grant it under Edit Channel → Permissions, unless it is meant so.`,
      )
    }
    if (gaps.everywhere.length === 0 && gaps.channels.length === 0)
      add('ok', `${name}: all permissions are there in every channel that the bot sees.`)
    if (gaps.hidden > 0) add('note', `${name}: ${gaps.hidden} channel(s) are hidden from the bot.`)
  }
}

/** `SendMessagesInThreads` as Discord's settings name it. */
function words(permission: string): string {
  return permission.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, ' ')
}

function messageOf(error: unknown): string {
  return error instanceof z.ZodError
    ? 'Discord answered something that is none of its answers. Is DISCORD_API_URL right?'
    : error instanceof Error
      ? `${error.message}.`
      : String(error)
}
