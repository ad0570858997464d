import { isJson } from './json.ts'

/** Who gets a notification. */
export interface Pings {
  /** `channel`, `here`, `everyone`. */
  readonly mass: readonly string[]
  readonly groups: readonly string[]
  readonly users: readonly string[]
}

export const noPings: Pings = { mass: [], groups: [], users: [] }

export function mergePings(one: Pings, other: Pings): Pings {
  return {
    mass: union(one.mass, other.mass),
    groups: union(one.groups, other.groups),
    users: union(one.users, other.users),
  }
}

/**
 * The mentions Slack makes of a field: the text of `text`, `markdown_text`, `mrkdwn` objects, `markdown` blocks and
 * attachments, where `<!here>`, `<!subteam^S1>` and `<@U1>` are read, in code as well; and the `broadcast`,
 * `usergroup` and `user` elements of `rich_text`. `plain_text` objects ping nobody. Escaped (`&lt;!here&gt;`) neither.
 */
export function mentionsIn(field: unknown, linkNames: boolean): Pings {
  if (typeof field === 'string') return inText(field, linkNames)
  if (Array.isArray(field)) {
    return field.reduce<Pings>((found, one) => mergePings(found, mentionsIn(one, linkNames)), noPings)
  }
  if (!isJson(field) || field.type === 'plain_text') return noPings
  const own = richElement(field)
  if (own !== undefined) return own
  let found = noPings
  for (const [key, value] of Object.entries(field)) {
    if (machineFields.has(key)) continue
    // A rich_text `text` element is literal; everything else named text is parsed.
    if (field.type === 'text' && key === 'text') continue
    found = mergePings(found, mentionsIn(value, linkNames))
  }
  return found
}

const machineFields = new Set(['type', 'block_id', 'action_id', 'value', 'url', 'image_url', 'id', 'kind'])

function richElement(field: Readonly<Record<string, unknown>>): Pings | undefined {
  if (field.type === 'broadcast') return { ...noPings, mass: [String(field.range)] }
  if (field.type === 'usergroup') return { ...noPings, groups: [String(field.usergroup_id)] }
  if (field.type === 'user' && typeof field.user_id === 'string')
    return { ...noPings, users: [field.user_id] }
  return undefined
}

function inText(text: string, linkNames: boolean): Pings {
  const mass = all(text, /<!(channel|here|everyone)(?:\|[^>]*)?>/g)
  if (linkNames) mass.push(...all(text, /(?:^|[\s(])@(channel|here|everyone)\b/g))
  return {
    mass: union([], mass),
    groups: union([], all(text, /<!subteam\^(\w+)(?:\|[^>]*)?>/g)),
    users: union([], all(text, /<@([UW]\w+)(?:\|[^>]*)?>/g)),
  }
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}

function union(one: readonly string[], other: readonly string[]): readonly string[] {
  return [...new Set([...one, ...other])]
}
