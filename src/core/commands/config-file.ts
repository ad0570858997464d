import { Failure } from '../fault.ts'
import { explain } from '../i18n/explain.ts'
import type { Messages } from '../i18n/messages.ts'
import type { Standing } from '../settings/access.ts'
import { isSettingName } from '../settings/schema.ts'
import { ownerOf, settingsChannel } from '../settings/settings.ts'
import { readSettingsFile, sectionsOf, writeSettingsFile } from '../settings/settings-file.ts'
import type { Section, SettingsFile } from '../settings/settings-file.ts'
import type { Proposal, SettingsOwner, StoredSetting } from '../store/ports/settings.ts'
import type { CommandCall, CommandResult } from './command.ts'
import { changeLines } from './config-lines.ts'
import { badInput, checkMayChange, scopeOf } from './config-scope.ts'
import type { ConfigDeps } from './config.ts'
import { checkedText, shown } from './config-value.ts'

/** How long an import waits to be confirmed. Milliseconds. */
const confirmWithinMs = 15 * 60 * 1000

type Entries = Proposal['entries']

/** Gives what is set as a file: of the server with its channels, or of one channel. */
export async function exportSettings(
  deps: ConfigDeps,
  call: CommandCall,
  standing: Standing,
  say: Messages,
): Promise<CommandResult> {
  const scope = scopeOf(call, standing, say)
  const { settings } = await deps.store.settings.read(scope.owner)
  const yaml = await writeSettingsFile(fileOf(settings, scope.owner, scope.channel))
  const told = say.text('config.exported', { scope: scope.text, example: '/config import' })
  // No value may end the fence: then it is not the fence any more.
  const fence = '`'.repeat(Math.max(3, ...[...yaml.matchAll(/`+/gu)].map(([run]) => run.length + 1)))
  return {
    kind: 'notice',
    text: `${told}\n${fence}yaml\n${yaml}${fence}`,
    files: [
      {
        name: 'tanya-settings.yaml',
        mediaType: 'application/yaml',
        data: new TextEncoder().encode(yaml),
        alt: told,
      },
    ],
  }
}

function fileOf(
  settings: readonly StoredSetting[],
  owner: SettingsOwner,
  channel: string | undefined,
): SettingsFile {
  const { workspace, channels } = sectionsOf(settings)
  if (owner === 'deployment') return { deployment: workspace }
  return channel === undefined ? { workspace, channels } : { channel: channels[channel] ?? {} }
}

/** Shows what a file would change and keeps it until it is confirmed, or applies what was confirmed. */
export async function importSettings(
  deps: ConfigDeps,
  call: CommandCall,
  standing: Standing,
  say: Messages,
): Promise<CommandResult> {
  const { confirm, value } = call.options
  if (confirm !== undefined) return applyImport(deps, call, String(confirm), standing, say)
  const text = call.fileText ?? (value === undefined ? '' : String(value))
  if (text.trim() === '') return askForFile(say)
  const read = await readSettingsFile(text)
  if (!read.ok) throw badInput('value', say.text('config.import-unreadable', { problem: read.problem }))
  const { owner, sections } = sectionsIn(read.file, call)
  if (owner === 'deployment' && standing !== 'operator')
    throw new Failure({ kind: 'not-allowed', needs: 'operator' })
  const { revision, settings } = await deps.store.settings.read(owner)
  const { wanted, problems } = await checked(deps, sections, owner, settings, { call, standing, say })
  if (problems.length > 0)
    return { kind: 'notice', text: [say.text('config.import-problems'), ...problems].join('\n') }
  const entries = differences(settings, wanted, sections)
  if (entries.length === 0) return { kind: 'notice', text: say.text('config.unchanged') }
  for (const { name, channel } of entries)
    if (isSettingName(name)) checkMayChange(name, owner, channel, standing, say)
  const id = deps.newId().replaceAll(/\W/gu, '').slice(0, 12)
  const until = deps.clock.now() + confirmWithinMs
  await deps.store.settings.propose({ id, owner, byId: call.by.id, entries, revision, until })
  const lines = changeLines(
    entries.map((entry) => ({ ...entry, ...beforeOf(settings, entry) })),
    say,
  )
  const how = say.text('config.import-confirm', { example: `/config import confirm:${id}` })
  return {
    kind: 'notice',
    text: [say.text('config.import-changes'), ...lines, how].join('\n'),
    confirm: {
      label: say.text('config.import-apply'),
      command: 'config',
      options: { action: 'import', confirm: id },
    },
  }
}

/** Everything is checked anew: whoever confirms may have lost their rights since. */
async function applyImport(
  deps: ConfigDeps,
  call: CommandCall,
  id: string,
  standing: Standing,
  say: Messages,
): Promise<CommandResult> {
  const now = deps.clock.now()
  const proposal = await deps.store.settings.takeProposal(id, now)
  if (proposal === undefined || proposal.byId !== call.by.id || !isOf(proposal.owner, call))
    return { kind: 'notice', text: say.text('config.import-gone') }
  const { owner, entries, revision } = proposal
  for (const { name, channel } of entries) {
    if (isSettingName(name)) checkMayChange(name, owner, channel, standing, say)
  }
  const by = { id: call.by.id, name: call.by.name }
  const change = await deps.store.settings.change(owner, { entries, by, at: now, expected: revision })
  if (change === undefined) return { kind: 'notice', text: say.text('config.import-stale') }
  return { kind: 'notice', text: say.text('config.imported', { count: change.entries.length }) }
}

function isOf(owner: SettingsOwner, { place }: CommandCall): boolean {
  return owner === 'deployment' || (owner.platform === place.platform && owner.workspace === place.workspace)
}

function askForFile(say: Messages): CommandResult {
  return {
    kind: 'notice',
    text: say.text('config.import-none'),
    form: {
      title: say.text('config.form-import'),
      command: 'config',
      options: { action: 'import' },
      fields: [
        {
          name: 'value',
          label: say.text('config.import-label'),
          hint: say.text('command.config.value'),
          value: '',
          multiline: true,
          maxLength: 4_000,
        },
      ],
    },
  }
}

/** Texts by channel; those of the owner itself have none. */
type Sections = readonly { readonly channel?: string; readonly texts: Section }[]

function sectionsIn(file: SettingsFile, call: CommandCall): { owner: SettingsOwner; sections: Sections } {
  if (file.deployment !== undefined) return { owner: 'deployment', sections: [{ texts: file.deployment }] }
  const sections: Sections = [
    ...(file.workspace === undefined ? [] : [{ texts: file.workspace }]),
    ...Object.entries(file.channels ?? {}).map(([channel, texts]) => ({ channel, texts })),
    ...(file.channel === undefined ? [] : [{ channel: settingsChannel(call.place), texts: file.channel }]),
  ]
  return { owner: ownerOf(call.place), sections }
}

/** Every setting of the file in its one spelling, and a line for each that cannot be. */
async function checked(
  deps: ConfigDeps,
  sections: Sections,
  owner: SettingsOwner,
  settings: readonly StoredSetting[],
  { call, standing, say }: { call: CommandCall; standing: Standing; say: Messages },
): Promise<{ readonly wanted: readonly StoredSetting[]; readonly problems: readonly string[] }> {
  const { ceilings } = await deps.settings.in(call.place)
  const context = {
    models: deps.models,
    // What holds for all of them can rest on none's own keys.
    workspace: owner === 'deployment' ? { ...call.place, workspace: '' } : call.place,
    ceilings: owner === 'deployment' ? {} : ceilings,
    say,
  }
  const wanted: StoredSetting[] = []
  const problems: string[] = []
  for (const { channel, texts } of sections) {
    for (const [name, text] of Object.entries(texts)) {
      try {
        if (isKeyEntry(name))
          throw badInput('key', say.text('config.key-import', { command: '/config set key' }))
        if (!isSettingName(name)) throw badInput(shown(name), say.text('config.no-such'))
        const is = settings.find((each) => each.channel === channel && each.name === name)
        // What is so already is not theirs to answer for.
        if (is?.text !== text) checkMayChange(name, owner, channel, standing, say)
        const written = await checkedText(name, text, context)
        wanted.push({ ...(channel !== undefined && { channel }), name, text: written })
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        problems.push(
          `- ${channel === undefined ? '' : `\`${channel}\` `}${explain(error.fault, say, 0) ?? ''}`,
        )
      }
    }
  }
  return { wanted, problems }
}

/** What is to change so that the sections hold what the file says and nothing else; channels it leaves out stay. */
function differences(
  settings: readonly StoredSetting[],
  wanted: readonly StoredSetting[],
  sections: Sections,
): Entries {
  const isSame = (a: StoredSetting, b: StoredSetting) => a.channel === b.channel && a.name === b.name
  const covered = settings.filter(({ channel }) => sections.some((section) => section.channel === channel))
  const gone = covered.filter((is) => !wanted.some((want) => isSame(is, want)))
  const changed = wanted.filter((want) => settings.find((is) => isSame(is, want))?.text !== want.text)
  return [
    ...changed.map(({ text, ...which }) => ({ ...which, after: text })),
    ...gone.map(({ text: _before, ...which }) => which),
  ]
}

function beforeOf(settings: readonly StoredSetting[], entry: Entries[number]): { readonly before?: string } {
  const is = settings.find(({ channel, name }) => channel === entry.channel && name === entry.name)
  return is === undefined ? {} : { before: is.text }
}

/** Keys are not among what is exported, and are taken from no file, where they would be readable. */
function isKeyEntry(name: string): boolean {
  return /^keys?(?:\.|$)/iu.test(name)
}
