import { z } from 'zod'
import type { StoredSetting } from '../store/ports/settings.ts'

/** The format of exported files; another number is another format. */
const version = 1

/** Longest file that is read, in UTF-16 units. */
export const longestFile = 100_000

/** What a file sets: for all workspaces, for one, for some channels of it, or for the channel it is imported in. */
export interface SettingsFile {
  readonly deployment?: Section
  readonly workspace?: Section
  readonly channels?: Readonly<Record<string, Section>>
  readonly channel?: Section
}

/** Texts by the names of settings, which are not checked yet. */
export type Section = Readonly<Record<string, string>>

const item = z.union([z.string(), z.number()])
const value = z
  .union([item, z.array(item)])
  .transform((each) => (Array.isArray(each) ? each.join(', ') : String(each)))
/** YAML leaves the values of an empty section out. */
const section = z
  .record(z.string().max(64), value)
  .nullable()
  .transform((each): Section => each ?? {})

/** Sections that would not both be applied, or set the same thing twice, do not stand in one file. */
const fileSchema = z
  .strictObject({
    tanya: z.literal(version),
    deployment: z.exactOptional(section),
    workspace: z.exactOptional(section),
    channels: z.exactOptional(
      z
        .record(z.string().regex(/^[\w-]{1,64}$/u), section)
        .nullable()
        .transform((each) => each ?? {}),
    ),
    channel: z.exactOptional(section),
  })
  .refine(
    ({ deployment, workspace, channels, channel }) =>
      deployment === undefined || (workspace ?? channels ?? channel) === undefined,
    { path: ['deployment'], error: 'it stands in a file of its own' },
  )
  .refine(({ channels, channel }) => channel === undefined || channels === undefined, {
    path: ['channel'],
    error: 'it stands beside no `channels`',
  })

export type ReadSettingsFile =
  | { readonly ok: true; readonly file: SettingsFile }
  | { readonly ok: false; readonly problem: string }

/** The settings as YAML that `readSettingsFile` takes back. */
export async function writeSettingsFile(file: SettingsFile): Promise<string> {
  const { stringify } = await import('yaml')
  return stringify({ tanya: version, ...file }, { lineWidth: 100 })
}

/**
 * Reads a file that anybody may have written. A problem is a few words in English, with its place in the file. What
 * reads YAML is loaded with the first.
 */
export async function readSettingsFile(text: string): Promise<ReadSettingsFile> {
  if (text.length > longestFile) return { ok: false, problem: `more than ${longestFile} characters` }
  const { isAlias, parseDocument, visit } = await import('yaml')
  const document = parseDocument(withoutFence(text), { prettyErrors: true, customTags: [] })
  const [error] = document.errors
  // The first line says what and where; the rest is an excerpt.
  if (error !== undefined) return { ok: false, problem: error.message.split('\n')[0] ?? '' }
  let hasAlias = false
  visit(document, (_key, node) => {
    if (!isAlias(node)) return undefined
    hasAlias = true
    return visit.BREAK
  })
  // An alias of aliases can stand for more than any memory holds.
  if (hasAlias) return { ok: false, problem: 'it has aliases (`*name`)' }
  const read = fileSchema.safeParse(document.toJS())
  if (read.success) return { ok: true, file: read.data }
  const [issue] = read.error.issues
  return { ok: false, problem: `${issue?.path.join('.') || 'file'}: ${issue?.message ?? ''}` }
}

/** What is set, as sections of a file. */
export function sectionsOf(settings: readonly StoredSetting[]): {
  readonly workspace: Section
  readonly channels: Readonly<Record<string, Section>>
} {
  const workspace: Record<string, string> = {}
  const channels: Record<string, Record<string, string>> = {}
  for (const { channel, name, text } of settings) {
    if (channel === undefined) workspace[name] = text
    else (channels[channel] ??= {})[name] = text
  }
  return { workspace, channels }
}

/** As it stands in a message: within a fence. */
function withoutFence(text: string): string {
  return /^\s*(`{3,})[^\n]*\n([\s\S]*?)\n?\1\s*$/u.exec(text)?.[2] ?? text
}
