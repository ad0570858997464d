import { DiscordError, invalidForm, refusals, tooLong } from './errors.ts'
import { mentionableText, textDisplays, type Allowed } from './mentions.ts'
import type { Call } from './routing.ts'
import { messageFlags, type FakeAttachment, type FakeChannel, type FakeMessage, type Json } from './types.ts'
import type { World } from './world.ts'

/** Bots have 2,000, although the OpenAPI document allows 4,000: resources/message#create-message. */
const contentLimit = 2000

/** What a create or edit of a message asks for; `undefined` is what it does not name. */
export interface MessageBody {
  readonly content: string | undefined
  readonly embeds: readonly Json[] | undefined
  readonly components: readonly Json[] | undefined
  readonly attachments: readonly FakeAttachment[] | undefined
  readonly flags: number | undefined
  readonly allowed: Allowed | undefined
}

/**
 * Reads a message body and refuses what Discord would. `before` is the message edited. The caller says with
 * `parses` whether it pings by itself, as a reply does.
 */
export function readMessageBody(
  call: Call,
  body: Json,
  channel: FakeChannel,
  context: { readonly before?: FakeMessage; readonly isReply?: boolean } = {},
): MessageBody {
  const content = body.content === null ? '' : optionalText(body.content, 'content')
  if (content !== undefined && content.length > contentLimit) throw tooLong('content', contentLimit)
  const embeds = optionalList(body.embeds)
  checkEmbeds(embeds ?? [])
  const components = optionalList(body.components)
  const flags = typeof body.flags === 'number' ? body.flags : undefined
  const isV2 = (((flags ?? 0) | (context.before?.flags ?? 0)) & messageFlags.componentsV2) !== 0
  checkComponents(components ?? [], isV2)
  if (isV2 && (content || embeds?.length)) {
    throw invalidForm(
      'content',
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      'The content field cannot be used with components v2.',
    )
  }
  const allowed = readAllowed(body.allowed_mentions)
  const pings = mentionableText(content ?? '', components ?? []).trim() !== '' || context.isReply === true
  if (allowed === undefined && pings)
    call.violate('no allowed_mentions: Discord parses every mention of the text')
  return {
    content,
    embeds,
    components,
    attachments: readAttachments(call, body, channel, context.before),
    flags,
    allowed,
  }
}

/** Refuses a message that would show nothing. */
export function checkNotEmpty(shown: {
  content: string
  embeds: readonly Json[]
  components: readonly Json[]
  attachments: readonly FakeAttachment[]
}): void {
  const { content, embeds, components, attachments } = shown
  if (content.trim() === '' && embeds.length + components.length + attachments.length === 0)
    throw refusals.empty()
}

/** Stores a file and signs its address. */
export function storeAttachment(
  world: World,
  channelId: string,
  file: { name: string; type: string; data: Uint8Array; description?: string | undefined },
): FakeAttachment {
  const id = world.newId()
  const name = file.name.replaceAll(/[^\w.-]/g, '_') || 'file'
  const expires = Math.floor(Date.now() / 1000) + 86_400
  const query = `ex=${expires.toString(16)}&is=${(expires - 86_400).toString(16)}&hm=${id}`
  return {
    id,
    filename: name,
    contentType: file.type || 'application/octet-stream',
    description: file.description,
    data: file.data,
    url: `${world.origin}/cdn/attachments/${channelId}/${id}/${encodeURIComponent(name)}?${query}`,
  }
}

function readAttachments(
  call: Call,
  body: Json,
  channel: FakeChannel,
  before: FakeMessage | undefined,
): readonly FakeAttachment[] | undefined {
  const listed = optionalList(body.attachments)
  if (listed === undefined && call.files.size === 0) return undefined
  const kept = (before?.attachments ?? []).filter(
    (old) => listed === undefined || listed.some((entry) => String(entry.id) === old.id),
  )
  const added: FakeAttachment[] = []
  for (const [field, file] of call.files) {
    const index = /^files\[(\d+)\]$/.exec(field)?.[1]
    if (index === undefined) throw invalidForm(field, 'INVALID_FIELD', 'Files are named files[n].')
    if (file.data.byteLength > call.world.maxAttachmentBytes) throw refusals.tooLarge()
    const entry = listed?.find((item) => String(item.id) === index)
    added.push(
      storeAttachment(call.world, channel.id, {
        ...file,
        name: typeof entry?.filename === 'string' ? entry.filename : file.name,
        description: typeof entry?.description === 'string' ? entry.description : undefined,
      }),
    )
  }
  if (kept.length + added.length > 10)
    throw invalidForm('attachments', 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.')
  return [...kept, ...added]
}

function readAllowed(value: unknown): Allowed | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const allowed = value as Allowed
  for (const [kind, ids] of [
    ['users', allowed.users],
    ['roles', allowed.roles],
  ] as const) {
    if (allowed.parse?.includes(kind) && ids && ids.length > 0) {
      throw invalidForm(
        'allowed_mentions',
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      )
    }
  }
  return allowed
}

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
function checkEmbeds(embeds: readonly Json[]): void {
  if (embeds.length > 10)
    throw invalidForm('embeds', 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.')
  let total = 0
  const measure = (value: unknown, path: string, limit: number): void => {
    if (typeof value !== 'string') return
    if (value.length > limit) throw tooLong(path, limit)
    total += value.length
  }
  for (const [index, embed] of embeds.entries()) {
    measure(embed.title, `embeds/${index}/title`, 256)
    measure(embed.description, `embeds/${index}/description`, 4096)
    measure((embed.footer as Json | undefined)?.text, `embeds/${index}/footer/text`, 2048)
    measure((embed.author as Json | undefined)?.name, `embeds/${index}/author/name`, 256)
    const fields = optionalList(embed.fields) ?? []
    if (fields.length > 25)
      throw invalidForm(`embeds/${index}/fields`, 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.')
    for (const [at, field] of fields.entries()) {
      measure(field.name, `embeds/${index}/fields/${at}/name`, 256)
      measure(field.value, `embeds/${index}/fields/${at}/value`, 1024)
    }
  }
  if (total > 6000)
    throw invalidForm('embeds', 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000')
}

/** Numbers of https://docs.discord.com/developers/components/reference, and discord-api-docs#8554 for the bytes. */
function checkComponents(components: readonly Json[], isV2: boolean): void {
  const everyOne = components.flatMap(flatten)
  if (!isV2) {
    if (components.length > 5)
      throw invalidForm('components', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.')
    const odd = components.findIndex((component) => component.type !== 1)
    if (odd >= 0)
      throw invalidForm(
        `components/${odd}/type`,
        'UNION_TYPE_CHOICES',
        'Value of field "type" must be one of (1,).',
      )
  }
  const ids = everyOne.flatMap((component) =>
    typeof component.custom_id === 'string' ? [component.custom_id] : [],
  )
  const double = ids.find((id, index) => ids.indexOf(id) !== index)
  if (double !== undefined) {
    throw invalidForm(
      'components',
      'COMPONENT_CUSTOM_ID_DUPLICATED',
      'Component custom id cannot be duplicated',
    )
  }
  if (ids.some((id) => id.length > 100)) throw tooLong('components/0/components/0/custom_id', 100)
  for (const [index, row] of components.entries()) {
    const buttons = optionalList(row.components) ?? []
    if (row.type === 1 && buttons.length > 5) {
      throw invalidForm(
        `components/${index}/components`,
        'BASE_TYPE_BAD_LENGTH',
        'Must be between 1 and 5 in length.',
      )
    }
  }
  if (!isV2) return
  if (everyOne.length > 40)
    throw invalidForm(
      'components',
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      'The total number of components cannot exceed 40.',
    )
  const texts = components.flatMap(textDisplays)
  if (texts.join('').length > 4000) {
    throw invalidForm(
      'components',
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      'Displayable text size exceeds maximum size of 4000',
    )
  }
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 12, 0)
  if (bytes > 10_170) throw new DiscordError(500, 0, '500: Internal Server Error')
}

function flatten(component: Json): Json[] {
  const nested = [component.components, component.accessory].flat().filter(isJson)
  return [component, ...nested.flatMap(flatten)]
}

function optionalText(value: unknown, path: string): string | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'string')
    throw invalidForm(path, 'BASE_TYPE_CONVERT', 'Could not interpret value as string.')
  return value
}

export function optionalList(value: unknown): readonly Json[] | undefined {
  if (value === null) return []
  return Array.isArray(value) ? value.filter(isJson) : undefined
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null
}
