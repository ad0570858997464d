import { z } from 'zod'
import { platformNames } from '../question.ts'
import { fromRow } from './rows.ts'
import type {
  Proposal,
  SettingChange,
  SettingsChange,
  SettingsOrder,
  SettingsOwner,
  StoredSetting,
} from './ports/settings.ts'

/** An owner as columns: both empty for the whole deployment. */
export function ownerColumns(owner: SettingsOwner): { platform: string; workspace: string } {
  return owner === 'deployment'
    ? { platform: '', workspace: '' }
    : { platform: owner.platform, workspace: owner.workspace }
}

const ownerRow = z.object({
  platform: z.enum(['', ...platformNames]),
  workspace: z.string(),
})

const exactText = z.string().transform((text) => fromRow.text(text))
const channelOf = (channel: string) => (channel === '' ? {} : { channel })

const settingRow = z
  .object({ channel: z.string(), name: z.string(), value: exactText })
  .transform((row): StoredSetting => ({ ...channelOf(row.channel), name: row.name, text: row.value }))

const changeRow = z.object({
  revision: z.int(),
  channel: z.string(),
  name: z.string(),
  before_value: exactText.nullable(),
  after_value: exactText.nullable(),
  by_id: z.string(),
  by_name: exactText,
  at: z.int(),
  undoes: z.int().nullable(),
})

const entries = z.array(
  z.object({
    channel: z.exactOptional(z.string()),
    name: z.string(),
    after: z.exactOptional(z.string()),
  }),
) satisfies z.ZodType<SettingsOrder['entries']>

const proposalRow = ownerRow
  .extend({ id: z.string(), by_id: z.string(), entries: exactText, revision: z.int(), until: z.int() })
  .transform((row): Proposal => ({
    id: row.id,
    owner: row.platform === '' ? 'deployment' : { platform: row.platform, workspace: row.workspace },
    byId: row.by_id,
    entries: entries.parse(JSON.parse(row.entries)),
    revision: row.revision,
    until: row.until,
  }))

export const toSetting = (row: unknown): StoredSetting => settingRow.parse(row)

export const toProposal = (row: unknown): Proposal => proposalRow.parse(row)

/** Rows of entries, those of one revision side by side, as changes in the same order. */
export function toChanges(rows: readonly unknown[]): readonly SettingsChange[] {
  const changes = new Map<number, SettingsChange & { entries: SettingChange[] }>()
  for (const row of rows.map((each) => changeRow.parse(each))) {
    const { revision, at, undoes } = row
    const change = changes.get(revision) ?? {
      revision,
      by: { id: row.by_id, name: row.by_name },
      at,
      ...(undoes !== null && { undoes }),
      entries: [],
    }
    change.entries.push({
      ...channelOf(row.channel),
      name: row.name,
      ...(row.before_value !== null && { before: row.before_value }),
      ...(row.after_value !== null && { after: row.after_value }),
    })
    changes.set(revision, change)
  }
  return [...changes.values()]
}
