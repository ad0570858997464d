import { permissionsIn, guildOf, type World } from './world.ts'
import { allows } from './permissions.ts'
import type { FakeChannel, FakeMessage, Json, Pings } from './types.ts'

/** `allowed_mentions` as sent; undefined when the request had none. */
export interface Allowed {
  readonly parse?: readonly string[] | null
  readonly users?: readonly string[] | null
  readonly roles?: readonly string[] | null
  readonly replied_user?: boolean | null
}

export interface MentionScope {
  readonly channel: FakeChannel
  readonly authorId: string
  readonly text: string
  readonly allowed: Allowed | undefined
  /** What is parsed when nothing is said: everything for messages, users only for webhooks and interactions. */
  readonly defaults: readonly string[]
  /** The message replied to, whose author is pinged unless `replied_user` is false or left out of `allowed`. */
  readonly replyTo: FakeMessage | undefined
}

/** All text of a message in which mentions count: content, and text displays of Components V2. */
export function mentionableText(content: string, components: readonly Json[]): string {
  return [content, ...components.flatMap(textDisplays)].join('\n')
}

/** Content of every text display (type 10) within a component. */
export function textDisplays(component: Json): string[] {
  const own = component.type === 10 && typeof component.content === 'string' ? [component.content] : []
  const nested = [component.components, component.accessory].flat().filter(isJson)
  return [...own, ...nested.flatMap(textDisplays)]
}

/**
 * Who a text pings, by https://docs.discord.com/developers/resources/message#allowed-mentions-object. Mentions in
 * code do not count on Discord, and everyone and unmentionable roles need the Mention Everyone permission.
 */
export function resolvePings(world: World, scope: MentionScope): Pings {
  const text = withoutCode(scope.text)
  const { allowed } = scope
  const parse = new Set(allowed === undefined ? scope.defaults : (allowed.parse ?? []))
  const guild = guildOf(world, scope.channel)
  const mayMentionAll = allows(permissionsIn(world, scope.channel, scope.authorId), 'MentionEveryone')

  const users = new Set<string>()
  for (const [, id = ''] of text.matchAll(/<@!?(\d{17,20})>/g)) {
    if (world.users.has(id) && (parse.has('users') || allowed?.users?.includes(id) === true)) users.add(id)
  }
  const repliesPing = allowed === undefined ? true : allowed.replied_user === true
  if (scope.replyTo && repliesPing) users.add(scope.replyTo.author.id)

  const roles = new Set<string>()
  for (const [, id = ''] of text.matchAll(/<@&(\d{17,20})>/g)) {
    const role = guild?.roles.get(id)
    if (!role || !(parse.has('roles') || allowed?.roles?.includes(id) === true)) continue
    if (role.mentionable || mayMentionAll) roles.add(id)
  }
  const everyone =
    guild !== undefined && mayMentionAll && parse.has('everyone') && /@(everyone|here)\b/.test(text)
  return { users: [...users], roles: [...roles], everyone }
}

/** Pings of a version which the one before did not have: what an edit adds. */
export function pingsAnybody(pings: Pings): boolean {
  return pings.everyone || pings.users.length > 0 || pings.roles.length > 0
}

function withoutCode(text: string): string {
  return text.replaceAll(/```[\s\S]*?```/g, ' ').replaceAll(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, ' ')
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null
}
